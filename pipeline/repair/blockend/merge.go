package blockend

import (
	"math"
	"slices"
	"unicode/utf8"
)

// merge is the dynamic programme over gaps and cuts.
type merge struct {
	*sheet
	gaps  []gap
	gapAt []int // the first gap of each line

	// Of the tail in hand.
	low    int  // its first line, at the lowest
	blanks bool // blank lines part its rows; otherwise each line is one
	cuts   []cut
	cutAt  []int // the first cut of each line from low
	last   int   // the first token behind it
	enter  []float32
	leave  []float32
	goes   []float64 // by cut: a phrase goes on with this line
	odd    []float64 // by line from low: how unlike a phrase it is
	spans  [][]int32
	row    []float64 // by cut that begins a row: the row's width in parts of a full line
	cells  []state
	came   []float64
}

var unknown = float32(math.NaN())

func newMerge(p *sheet) *merge {
	m := &merge{sheet: p}
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
	m.goes, m.odd = make([]float64, K), make([]float64, hi-lo)
	for c := range m.cuts {
		if k := m.cuts[c].at; m.cuts[c].start && m.cuts[c].line > lo {
			m.goes[c] = wGoesOn + m.s.came(m.before(k-1, m.first[m.cuts[c].line-1]), m.behind(k, m.last))
		}
	}
	for i := range m.odd {
		m.odd[i] = m.oddness(lo + i)
	}
	m.findSpans()
	return true
}

// oddness is how unlike a phrase of the tail a line is.
func (m *merge) oddness(line int) float64 {
	s, l := 0.0, &m.of[line]
	if l.width > 0.8 {
		s += wLong
	}
	if m.complete(line) {
		s += wWhole
	}
	if m.holey(line) {
		s += wHoley
	}
	return s
}

// findSpans lists the parts of the tail that may go somewhere as one: for each
// cut that a part ends before, the cuts of the same line that it may begin with.
func (m *merge) findSpans() {
	m.spans = make([][]int32, len(m.cuts)+1)
	start, row := 0, 0
	m.row = make([]float64, len(m.cuts))
	for c := range m.cuts {
		if m.cuts[c].start {
			start = c
		}
		if m.cuts[c].row {
			row = c
		}
		for b := start; b <= c; b++ {
			m.spans[c+1] = append(m.spans[c+1], int32(b))
		}
		m.row[row] += m.part(c, c+1)
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
	own := utf8.RuneCountInString(m.text[t.From:t.To])
	return float64(m.chars[m.lastBefore(d)]-m.chars[m.cuts[c].at]+own+1) / m.full
}

// fit is what the hole says of a part in gap g.
func (m *merge) fit(g *gap) float64 {
	switch {
	case g.hole:
		return wPhrase + wHole
	case m.shows() && m.atEdge(g):
		return wPhrase + wNoHole + wEdge
	case m.shows():
		return wPhrase + wNoHole
	}
	return wPhrase
}

// fill is what the room of a line says of a row of a width.
func (m *merge) fill(l *measure, w float64) float64 {
	room := math.Max(0, l.room+0.02)
	weight := wRoom
	if l.next >= 1 {
		weight = wLast
	}
	s := weight*math.Min(w, room) + wExcess*l.cover(w) + m.gape(l, w) + wOver*math.Max(0, w-room-0.04)
	if m.shows() {
		s *= wShown
	}
	return s
}

// gape is the price of a line that breaks off too early with a row of a width in
// it. Where holes show, they tell more.
func (m *merge) gape(l *measure, w float64) float64 {
	if m.shows() {
		return 0
	}
	return wGape * l.gape(w)
}

// over is how much longer than the room of its line a row may be that a gap is
// looked at for, in parts of a full line. Where holes show there are few gaps.
func (m *merge) over() float64 {
	if m.shows() {
		return 0.15
	}
	return 0.08
}

const never = -1e18

// state is a cell of the programme and where its value came from.
type state struct {
	text   float64 // after text
	shut   float64 // after text, the visual line has had its row
	said   float64 // after a part
	leaves bool    // text: from said of the gap before
	closes bool    // shut: from said of the gap before
	opens  bool    // text: from shut
	skips  int32   // text: from text of so many parts less one, for the row stays at the page's end
	from   int32   // said: the cut that the last part begins with
	how    uint8   // said: entered, again, sameGap or nextGap
}

const (
	entered = iota // behind text
	again          // behind text, in a visual line that has had its row
	sameGap        // behind a part in the same gap
	nextGap        // behind a part in the gap before at the same place
)

// solve finds the best merge of the tail that begins with line t into the body
// from line lo and gives its gain over the page as it came, in nats. States are
// (gap, parts of the tail placed), thrice: see state. With f it walks back.
//
// What stood in one visual line stands in one row of the tail, so a row goes
// into one visual line, and no other does.
func (m *merge) solve(lo, t int, f *Found) float64 {
	c0, g0 := m.cutAt[t-m.low], m.gapAt[lo]
	K, G := len(m.cuts)-c0, m.gapAt[t]-g0
	if K == 0 || G == 0 {
		return 0
	}
	// came[k] is what the cuts before cut k say of the tail as it came.
	m.came = append(m.came[:0], 0)
	for k, c := range m.cuts[c0:] {
		x := 0.0
		if c.start {
			x = c.joint - m.odd[c.line-m.low]
		}
		m.came = append(m.came, m.came[k]+x)
	}
	m.cells = slices.Grow(m.cells[:0], (G+1)*(K+1))[:(G+1)*(K+1)]
	cells := m.cells
	for i := range cells {
		cells[i] = state{text: never, shut: never, said: never}
	}
	cells[0].text = 0
	m.skip(cells, c0, K)
	for g := range G {
		gp := &m.gaps[g0+g]
		empty := m.empty(gp)
		row, next := cells[g*(K+1):(g+1)*(K+1)], cells[(g+1)*(K+1):]
		var before []state
		if g > 0 && m.gaps[g0+g-1].at == gp.at {
			before = cells[(g-1)*(K+1) : g*(K+1)]
		}
		gape := m.gape(&m.of[gp.line], 0)
		turns := g+1 < G && m.of[m.gaps[g0+g+1].line].group != m.of[gp.line].group
		for k := 0; k <= K; k++ {
			cell := &row[k]
			for _, c := range m.spans[c0+k] {
				if int(c) >= c0 {
					m.put(cell, row, before, g0+g, int(c), c0+k, c0)
				}
			}
			left := never
			if cell.said > never/2 {
				left = cell.said + m.leaves(g0+g, c0+k)
				if k < K && !m.cuts[c0+k].start {
					left += m.cutting() - m.cuts[c0+k].joint
				}
			}
			n := &next[k]
			n.text, n.shut = row[k].text+empty, row[k].shut+empty
			if k == K || m.cuts[c0+k].row {
				if left > n.shut {
					n.shut, n.closes = left, true
				}
			} else if left > n.text {
				n.text, n.leaves = left, true
			}
			if !turns && g+1 < G {
				continue
			}
			n.text += gape
			if k > 0 && k < K && !m.cuts[c0+k].row {
				n.text += wRow
			} else if n.shut > n.text {
				n.text, n.opens = n.shut, true
				n.shut = never
			}
		}
		m.skip(next, c0, K)
	}
	total := cells[G*(K+1)+K].text
	if f != nil && total > never/2 {
		m.walk(cells, g0, G, K, c0, f)
	}
	return total - cells[G*(K+1)].text - m.came[K]
}

// skip lets rows stay at the page's end: captions, or what else stands there in
// its own right.
func (m *merge) skip(cells []state, c0, K int) {
	from := 0
	for k := 1; k <= K; k++ {
		if k < K && !m.cuts[c0+k].row {
			continue
		}
		if v := cells[from].text + m.came[k] - m.came[from] + wStays; v > cells[k].text {
			cells[k].text, cells[k].skips = v, int32(from+1)
		}
		from = k
	}
}

// put tries the part [c,d) of the tail in gap g: see the ways of state.
func (m *merge) put(cell *state, row, before []state, g, c, d, c0 int) {
	b, gp := c-c0, &m.gaps[g]
	s, l := m.fit(gp), &m.of[gp.line]
	try := func(v float64, how uint8) {
		if v > cell.said {
			cell.said, cell.from, cell.how = v, int32(b), how
		}
	}
	begins := m.cuts[c].row
	if begins || c == c0 {
		w := m.row[c]
		if w > l.room+m.over() {
			if begins && w > whole && (d == len(m.cuts) || m.cuts[d].row) { // a line of its own
				if v := row[b].said; v > never/2 {
					try(v+m.goes[c]+wPhrase, sameGap)
				}
				if v := row[b].text; v > never/2 && gp.end {
					try(v+m.enters(g, c)+wPhrase, entered)
				}
			}
			// Blank lines are not always there between the rows of lines that touch.
			if w = m.part(c, d); !m.blanks || w > l.room+m.over() {
				return
			}
		}
		s += m.fill(l, w)
	} else if m.part(c, d) > l.room+m.over() {
		return
	}
	if v := math.Max(row[b].text, row[b].shut+wRow); v > never/2 {
		how := uint8(entered)
		if row[b].shut+wRow > row[b].text {
			how = again
		}
		try(v+m.enters(g, c)+s, how)
	}
	if begins && before != nil && before[b].said > never/2 {
		v := before[b].said + m.goes[c] + s
		if m.of[m.gaps[g-1].line].group == l.group {
			v += wRow
		}
		try(v, nextGap)
	}
}

// cutting is the price of a phrase that ends inside a line of the tail. A row that
// blank lines show has its phrases on lines of their own.
func (m *merge) cutting() float64 {
	if m.blanks {
		return wCut
	}
	return wCutRow
}
