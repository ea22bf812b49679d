package blockend

import (
	"math"
	"slices"
)

// merge is a page with its gaps and the cuts of the tail in hand, and how well any
// part of the tail goes into any gap.
type merge struct {
	*sheet
	weights *evidenceVector
	gaps    []gap
	gapAt   []int // the first gap of each line

	// Of the tail in hand.
	low       int  // its first line, at the lowest
	blanks    bool // blank lines part its rows; otherwise each line is one
	ofBlock   bool // it stands at a block's end
	loose     bool // then its phrases may be on one line, whatever lines they come from
	lastBlank int  // its last line that a blank one stands before
	cuts      []cut
	cutAt     []int // the first cut of each line from low
	last      int   // the first token behind it
	enter     []float32
	leave     []float32
	goes      []float64  // by cut: how well a phrase goes on with this line
	looks     []evidence // by line from low: how like a phrase it is, and how it came
	spans     [][]int32
	row       []float64 // by cut that begins a row: the row's width in parts of a full line
	lattice   lattice   // its memory is used anew for each tail
}

var unknown = float32(math.NaN())

func newMerge(p *sheet, weights *[2]evidenceVector) *merge {
	m := &merge{sheet: p, weights: &weights[one(p.shows())]}
	m.listGaps(len(p.lines))
	return m
}

// prepare sets the merge to the tail of lines [lo,hi). It says no where that
// were too much work.
func (m *merge) prepare(lo, hi int) bool {
	m.listCuts(lo, hi)
	G, K := m.gapAt[hi], len(m.cuts)
	if K == 0 || G*K > maxPairs {
		return false
	}
	m.enter = slices.Repeat([]float32{unknown}, G*(K+1))
	m.leave = slices.Repeat([]float32{unknown}, G*(K+1))
	m.goes, m.looks = make([]float64, K), make([]evidence, hi-lo)
	for c := range m.cuts {
		if k := m.cuts[c].at; m.cuts[c].start && m.cuts[c].line > lo {
			m.goes[c] = m.s.came(m.before(k-1, m.first[m.cuts[c].line-1]), m.behind(k, m.last))
		}
	}
	for i := range m.looks {
		m.lookAt(lo + i)
	}
	m.findSpans()
	return true
}

// lookAt says how like a phrase a line of the tail is, and how well it came.
func (m *merge) lookAt(line int) {
	e, l := &m.looks[line-m.low], &m.of[line]
	e.add(eLine, 1)
	e.add(eLong, float64(one(l.width > 0.8)))
	e.add(eWhole, float64(one(m.complete(line))))
	e.add(eHoley, float64(one(m.holey(line))))
	e.add(eTitle, float64(one(l.titled)))
	e.add(eStops, float64(one(l.stops)))
	e.add(eLower, float64(one(l.lower)))
	e.add(eWide, l.width)
	e.add(eBlank, float64(one(m.lines[line].Blank)))
	e.add(eJoint, -m.cuts[m.cutAt[line-m.low]].joint)
}

// findSpans lists the parts of the tail that may go somewhere as one: for each
// cut that a part ends before, the cuts of the same line that it may begin with.
func (m *merge) findSpans() {
	m.spans = make([][]int32, len(m.cuts)+1)
	start := 0
	for c := range m.cuts {
		if m.cuts[c].start {
			start = c
		}
		for b := start; b <= c; b++ {
			m.spans[c+1] = append(m.spans[c+1], int32(b))
		}
	}
}

// lastBefore is the last token before cut c.
func (m *merge) lastBefore(c int) int {
	if c == len(m.cuts) {
		return m.last - 1
	}
	return m.cuts[c].at - 1
}

// enters is how well a phrase that begins with cut c goes into gap g.
func (m *merge) enters(g, c int) float64 {
	at := &m.enter[g*(len(m.cuts)+1)+c]
	if *at != *at {
		gp, k := &m.gaps[g], m.cuts[c].at
		s := m.s.joint(gp.left, m.behind(k, m.first[m.cuts[c].line+1]).then(gp.right))
		if gp.paragraph && m.atEdge(gp) {
			s = math.Max(s, starts(&m.toks[k])+wPara)
		}
		*at = float32(s)
	}
	return float64(*at)
}

// leaves is how well gap g goes on after a phrase that ends before cut c, over
// how it goes on without.
func (m *merge) leaves(g, c int) float64 {
	at := &m.leave[g*(len(m.cuts)+1)+c]
	if *at != *at {
		gp, k := &m.gaps[g], m.lastBefore(c)
		s := m.s.joint(m.before(k, m.first[m.cuts[c-1].line]).then(gp.left), gp.right)
		if gp.paragraph && m.atEdge(gp) {
			s = math.Max(s, ends(&m.toks[k])+wPara)
		}
		*at = float32(s - gp.stay)
	}
	return float64(*at)
}

// part is the width of the part [c,d) of the tail with a space, in parts of a
// full line.
func (m *merge) part(c, d int) float64 {
	t := &m.toks[m.cuts[c].at]
	own := m.face.Width(m.text[t.From:t.To])
	return (m.wide[m.lastBefore(d)] - m.wide[m.cuts[c].at] + own + m.space()) / m.full
}

// fit is what the hole says of a part in gap g.
func (m *merge) fit(e *evidence, g *gap) {
	e.add(ePhrase, 1)
	switch {
	case g.hole:
		e.add(eHole, 1)
	case m.atEdge(g):
		e.add(eNoHole, 1)
	default:
		e.add(eInside, 1)
	}
}

// fill is what the room of a line says of a row of a width.
func (m *merge) fill(e *evidence, l *measure, w float64) {
	room := max(0, l.room)
	fills := eRoom
	if l.next >= 1 {
		fills = eLast
	}
	e.add(fills, min(w, room))
	e.add(eExcess, l.cover(w))
	e.add(eShort, l.gape(0)-l.gape(w))
	e.add(l.gapes(), l.gape(w))
	e.add(eOver, max(0, w-room-0.02))
	e.add(eTight, l.tight(w))
	e.add(eLoose, float64(one(l.loose)))
	e.add(eCode, l.code)
}

// over is how much longer than the room of its line a row may be that a gap is
// looked at for, in parts of a full line. Where holes show there are few gaps.
func (m *merge) over() float64 {
	if m.shows() {
		return 0.15
	}
	return 0.08
}
