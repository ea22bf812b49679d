package blockend

import (
	"math"

	"github.com/recto/recto/pipeline/repair/layout"
)

// gap is a place in the body where a phrase may go.
type gap struct {
	at          int // the token that it stands before
	line        int
	end         bool // at the line's end: the token is the next line's first
	hole        bool // a hole shows: spaces at a line's end, two inside, or a mark on its own
	mark        bool // by a mark on its own
	left, right ctx
	stay        float64 // the joint as it is
	paragraph   bool    // one may end here
}

// cut is a place in the tail where a phrase may begin: a line's start, or a
// word inside a line.
type cut struct {
	at    int // token
	line  int
	start bool
	row   bool    // the first of a row: of what stood in one visual line of the body
	joint float64 // with what stands before it, as it came
}

// listGaps lists the gaps of the lines before hi. Where holes show, phrases were
// there or at a line's ends.
func (m *merge) listGaps(hi int) {
	for i := range hi {
		m.gapAt = append(m.gapAt, len(m.gaps))
		m.gapsOf(i)
	}
	m.gapAt = append(m.gapAt, len(m.gaps))
}

func (m *merge) gapsOf(i int) {
	p := m.sheet
	from, to := p.first[i], p.first[i+1]
	line := p.text[p.lines[i].From:p.lines[i].To]
	narrow := !layout.Columns(line)
	for k := from; k < to; k++ {
		t := &p.toks[k]
		g := gap{at: k, line: i}
		if k == from {
			if i == 0 || !p.of[i-1].tail || p.lines[i].Blank { // or it is the end of the line before
				g.hole, g.mark = p.of[i].head, leads(t.First) && !beginsWord(p.text[t.From:p.lines[i].To])
			}
			g.paragraph = k == 0 || stops(p.toks[k-1].Last) || p.lines[i].Blank
		} else {
			if !t.Space {
				continue
			}
			s := p.text[p.toks[k-1].To:t.From]
			g.mark = (t.First == ',' || t.First == '.') && !beginsWord(p.text[t.From:p.lines[i].To])
			g.hole = narrow && len(s) >= 2 && isSpace(s[1]) && hole(line, p.toks[k-1].To-p.lines[i].From) || g.mark
			if m.shows() && !g.hole {
				continue
			}
		}
		m.addGap(g)
	}
	if from == to {
		return
	}
	g := gap{at: to, line: i, end: true, hole: p.of[i].tail}
	g.paragraph = stops(p.toks[to-1].Last) || i+1 == len(p.lines) || p.lines[i+1].Blank
	m.addGap(g)
}

func (m *merge) addGap(g gap) {
	g.left, g.right = m.before(g.at-1, 0), m.behind(g.at, len(m.toks))
	g.stay = m.s.came(g.left, g.right)
	if g.paragraph {
		edge := proper
		if g.at > 0 && g.at < len(m.toks) {
			edge = edges(&m.toks[g.at-1], &m.toks[g.at])
		}
		g.stay = math.Max(g.stay, edge)
	}
	m.gaps = append(m.gaps, g)
}

// empty is what tells of a gap without a phrase.
func (m *merge) empty(e *evidence, g *gap) {
	switch {
	case g.hole && m.shows():
		e.add(eEmpty, 1)
	case g.mark:
		e.add(eMark, 1)
	}
}

// atEdge says that a gap is at one of its line's ends.
func (m *merge) atEdge(g *gap) bool { return g.end || g.at == m.first[g.line] }

// whole is the width of a part that has a visual line to itself.
const whole = 0.75

// listCuts lists the cuts of the lines [lo,hi).
func (m *merge) listCuts(lo, hi int) {
	m.cuts, m.cutAt, m.low, m.row = m.cuts[:0], m.cutAt[:0], lo, m.row[:0]
	m.lastBlank = lo
	for i := lo + 1; i < hi; i++ {
		if m.lines[i].Blank {
			m.lastBlank = i
		}
	}
	for i := lo; i < hi; i++ {
		m.cutAt = append(m.cutAt, len(m.cuts))
		for k := m.first[i]; k < m.first[i+1]; k++ {
			c := cut{at: k, line: i, start: k == m.first[i]}
			if k > 0 && (c.start || m.toks[k].Space || m.met[k]) {
				c.joint = m.s.came(m.before(k-1, 0), m.behind(k, m.first[i+1]))
			}
			if c.start && k > 0 {
				c.joint = math.Max(c.joint, edges(&m.toks[k-1], &m.toks[k]))
			}
			if c.start || m.met[k] || m.toks[k].Space && c.joint < maxCut {
				m.cuts = append(m.cuts, c)
			}
		}
	}
	m.cutAt = append(m.cutAt, len(m.cuts))
	m.last = m.first[hi]
}

// listRows lists the rows of the tail that begins with line t: blank lines part them, or
// each line is one where there are none, or each phrase.
func (m *merge) listRows(t int) {
	blanks, loose := m.lastBlank > t, t+1 == m.low+len(m.cutAt)-1 && (m.ofBlock || m.of[t].width > 1)
	if blanks == m.blanks && loose == m.loose && len(m.row) > 0 {
		return
	}
	m.blanks, m.loose = blanks, loose
	m.row = append(m.row[:0], make([]float64, len(m.cuts))...)
	row := 0
	for k := range m.cuts {
		c := &m.cuts[k]
		c.row = m.loose && !m.met[c.at] || c.start && (!m.blanks || c.line == m.low || m.lines[c.line].Blank || m.of[c.line-1].width > whole || m.of[c.line].width > whole)
		if c.row {
			row = k
		}
		m.row[row] += m.part(k, k+1)
	}
}
