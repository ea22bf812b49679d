package blockend

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// gap is a place in the body where a phrase may go.
type gap struct {
	at        int // the token that it stands before
	line      int
	end       bool // at the line's end: the token is the next line's first
	hole      bool // a hole shows: spaces at a line's end, two inside, or a mark on its own
	spaces    bool // it shows by spaces
	left      ctx
	right     ctx
	stay      float64 // the joint as it is
	paragraph bool    // one may end here
	room      float64 // of the line, in parts of a full one
}

// cut is a place in the tail where a phrase may begin: a line's start, or a
// word inside a line.
type cut struct {
	at    int // token
	line  int
	start bool
	joint float64 // with what stands before it, as it came
}

// merge is the dynamic programme over gaps and cuts.
type merge struct {
	*sheet
	lowest int // no line above it belongs to the tail
	gaps   []gap
	gapAt  []int // the first gap of each line
	cuts   []cut
	cutAt  []int // the first cut of each line from lowest
	short  []bool
	shows  bool
	enter  []float64 // gap × cut: a phrase begins with the cut
	leave  []float64 // gap × cut: a phrase ends before the cut
	spans  [][]int32
	goes   []float64 // by cut: goesOn
	cells  []state   // of the last tail, to be used again
}

func newMerge(p *sheet) *merge {
	m := &merge{sheet: p, lowest: max(2, len(p.lines)-maxTail)}
	holes := 0
	for i := range p.lines {
		m.gapAt = append(m.gapAt, len(m.gaps))
		m.line(i)
	}
	m.gapAt = append(m.gapAt, len(m.gaps))
	for i := range m.gaps {
		if m.gaps[i].spaces {
			holes++
		}
	}
	m.shows = holes >= 3 || holes == 2 && len(p.lines) < 20
	if m.shows { // then it shows where phrases were, or they stood at a line's ends
		kept := m.gaps[:0]
		at := make([]int, len(m.gapAt))
		for i := range p.lines {
			at[i] = len(kept)
			for _, g := range m.gaps[m.gapAt[i]:m.gapAt[i+1]] {
				if g.hole || g.end || g.at == p.first[i] {
					kept = append(kept, g)
				}
			}
		}
		at[len(p.lines)] = len(kept)
		m.gaps, m.gapAt = kept, at
	}
	for i := m.lowest; i < len(p.lines); i++ {
		m.cutAt = append(m.cutAt, len(m.cuts))
		for k := p.first[i]; k < p.first[i+1]; k++ {
			c := cut{at: k, line: i, start: k == p.first[i]}
			if k > 0 {
				c.joint = p.joint(p.before(k-1, 0), p.behind(k, len(p.toks)))
				if c.start {
					c.joint = math.Max(c.joint, edges(&p.toks[k-1], &p.toks[k]))
				}
			}
			if c.start || p.toks[k].Space && c.joint < proper+3 {
				m.cuts = append(m.cuts, c)
			}
		}
	}
	m.cutAt = append(m.cutAt, len(m.cuts))
	return m
}

// line lists the gaps of one line: before each of its words, and its end.
func (m *merge) line(i int) {
	p := m.sheet
	from, to := p.first[i], p.first[i+1]
	room := p.room[i]
	m.short = append(m.short, i+1 < len(p.lines) && room > 0.15 && from < to && p.follows(i+1) > 0)
	for k := from; k < to; k++ {
		t := &p.toks[k]
		if k > from && !t.Space {
			continue
		}
		g := gap{at: k, line: i, left: p.before(k-1, 0), right: p.behind(k, len(p.toks)), room: room}
		if k == from {
			if i == 0 || !p.spaceAtEnd(i-1) || p.lines[i].Blank { // or it is the end of the line before
				g.spaces = p.spaceAtStart(i)
				g.hole = g.spaces || leads(t.First)
			}
			g.paragraph = k == 0 || isStop(&p.toks[k-1]) || p.lines[i].Blank
		} else {
			s := p.text[p.toks[k-1].To:t.From]
			g.spaces = len(s) >= 2 && isSpace(s[0]) && isSpace(s[1])
			g.hole = g.spaces || t.First == ',' || t.First == '.'
		}
		m.add(g)
	}
	if from == to {
		return
	}
	g := gap{at: to, line: i, end: true, left: p.before(to-1, 0), right: p.behind(to, len(p.toks)), room: room, hole: p.spaceAtEnd(i), spaces: p.spaceAtEnd(i)}
	g.paragraph = isStop(&p.toks[to-1]) || i+1 == len(p.lines) || p.lines[i+1].Blank
	m.add(g)
}

func (m *merge) add(g gap) {
	g.stay = m.joint(g.left, g.right)
	if g.paragraph {
		g.stay = math.Max(g.stay, m.edge(g))
	}
	m.gaps = append(m.gaps, g)
}

// edge is the joint of gap g if a paragraph ends there.
func (m *merge) edge(g gap) float64 {
	if g.at == 0 || g.at >= len(m.toks) {
		return proper
	}
	return edges(&m.toks[g.at-1], &m.toks[g.at])
}

// starts and ends score a phrase that begins or ends a paragraph.
func starts(t *lm.Token) float64 {
	if t.Case != lm.Lower || t.Kind == lm.Number {
		return proper
	}
	return chance
}

func ends(t *lm.Token) float64 {
	if isStop(t) {
		return proper
	}
	return chance
}

// evidence counts what only this damage leaves: holes, and lines that run on
// though they are short.
func (m *merge) evidence() int { return m.holesBefore(len(m.lines)) + m.shortBefore(len(m.lines)) }

func (m *merge) holesBefore(line int) int {
	n := 0
	for _, g := range m.gaps[:m.gapAt[line]] {
		if g.hole {
			n++
		}
	}
	return n
}

func (m *merge) shortBefore(line int) int {
	n := 0
	for _, s := range m.short[:line] {
		if s {
			n++
		}
	}
	return n
}

// Weights of what is not words, in nats. Found by random search on real PDF of
// held-back prose in four languages (see bench).
const (
	wShown    = 0.40
	wHole     = 4.00   // a phrase in a hole
	wEmpty    = -2.60  // a hole with no phrase
	wNoHole   = -3.70  // a phrase where no hole shows, though holes show elsewhere
	wLineEdge = 1.50   // less so at a line's ends, where a hole may not show
	wRoom     = 8.90   // a phrase as long as a line, in a line with that room
	wOver     = -13.00 // as far as the phrase is longer than the room
	wCut      = -10.00 // a phrase that ends inside a line of the tail
	wGoesOn   = 1.30   // a phrase that goes on in the next line of the tail
	wPara     = -2.00  // a phrase that begins or ends a paragraph
	wPhrase   = -0.70  // any phrase
	wLong     = -2.00  // a line of the tail that is nearly full
	wWhole    = -6.00  // one that is a whole sentence
	wHoley    = -9.20  // one that has a hole at an end
	wSame     = -4.60  // two parts in the room of one line
)

// scores fills enter and leave, once for all tails.
func (m *merge) scores() {
	K := len(m.cuts)
	m.enter = make([]float64, len(m.gaps)*K)
	m.leave = make([]float64, len(m.gaps)*(K+1))
	for i := range m.gaps {
		g := &m.gaps[i]
		for c := range m.cuts {
			if m.cuts[c].line < g.line {
				continue
			}
			k := m.cuts[c].at
			t := &m.toks[k]
			s := m.joint(g.left, m.behind(k, m.first[m.cuts[c].line+1]))
			if g.paragraph && (g.end || g.at == m.first[g.line]) {
				s = math.Max(s, starts(t)+wPara)
			}
			m.enter[i*K+c] = s
		}
		for c := 1; c <= K; c++ {
			e := m.before1(c)
			s := m.joint(e, g.right)
			if g.paragraph && (g.end || g.at == m.first[g.line]) {
				s = math.Max(s, ends(&m.toks[m.lastBefore(c)])+wPara)
			}
			m.leave[i*(K+1)+c] = s - g.stay
		}
	}
}

// lastBefore is the last token before cut c.
func (m *merge) lastBefore(c int) int {
	if c == len(m.cuts) {
		return len(m.toks) - 1
	}
	return m.cuts[c].at - 1
}

func (m *merge) before1(c int) ctx {
	k := m.lastBefore(c)
	return m.before(k, m.first[m.cuts[c-1].line])
}

// fit is what the hole and the room say of the part [c,d) of the tail in gap
// g; again says that it goes on with a phrase that is there already.
func (m *merge) fit(g *gap, c, d int, again bool) float64 {
	s := wPhrase
	switch {
	case g.hole && !again:
		s += wHole
	case m.shows && !again:
		s += wNoHole
		if g.end || g.at == m.first[g.line] {
			s += wLineEdge
		}
	}
	w := float64(m.toks[m.lastBefore(d)].To-m.toks[m.cuts[c].at].From+1) / m.full
	if again {
		if w < 0.75 {
			s += wSame // a part that is no whole line stands in the next line
		}
		return s
	}
	room := math.Max(0, g.room+0.02)
	fit := wRoom*math.Min(w, room) + wOver*math.Max(0, w-room-0.04)
	if m.shows {
		fit *= wShown
	}
	return s + fit
}

const never = -1e18

// state is a cell of the programme and where its value came from.
type state struct {
	text, said float64
	leaves     bool  // text: from said of the gap before
	from       int32 // said: the cut that the last part begins with
	how        uint8 // said: entered, sameGap or nextGap
}

const (
	entered = iota
	sameGap
	nextGap
)

// spans are the parts of the tail that may go somewhere as one: for each cut
// that a part ends before, the cuts that it may begin with. A line of the tail
// is cut in two at the most.
func (m *merge) findSpans() {
	m.spans = make([][]int32, len(m.cuts)+1)
	start := 0
	for c := range m.cuts {
		if m.cuts[c].start {
			start = c
		}
		if c > start {
			m.spans[c] = append(m.spans[c], int32(start))
		}
		if c+1 == len(m.cuts) || m.cuts[c+1].start {
			for b := start; b <= c; b++ {
				m.spans[c+1] = append(m.spans[c+1], int32(b))
			}
		}
	}
}

// solve finds the best merge for the tail that begins with line t and gives
// its gain over the page as it came, in nats. States are (gap, parts of the
// tail placed), twice: after text, and after a phrase. With f it walks back.
func (m *merge) solve(t int, f *Found) float64 {
	c0 := m.cutAt[t-m.lowest]
	K, G := len(m.cuts)-c0, m.gapAt[t]
	if K == 0 || G == 0 {
		return 0
	}
	if m.enter == nil {
		m.scores()
		m.findSpans()
		m.goes = make([]float64, len(m.cuts))
		for c := range m.cuts {
			if m.cuts[c].start && m.cuts[c].line > m.lowest {
				m.goes[c] = wGoesOn + m.goesOn(c)
			}
		}
	}
	all := len(m.cuts)
	asItCame := 0.0
	for _, c := range m.cuts[c0:] {
		if c.start {
			asItCame += c.joint
			asItCame -= m.odd(c.line)
		}
	}
	m.cells = slices.Grow(m.cells[:0], (G+1)*(K+1))[:(G+1)*(K+1)]
	cells := m.cells
	for i := range cells {
		cells[i] = state{text: never, said: never}
	}
	cells[0].text = 0
	for g := range G {
		gp := &m.gaps[g]
		empty := 0.0
		if gp.hole && m.shows {
			empty = wEmpty
		}
		row, next := cells[g*(K+1):(g+1)*(K+1)], cells[(g+1)*(K+1):]
		var before []state
		if g > 0 && m.gaps[g-1].at == gp.at {
			before = cells[(g-1)*(K+1) : g*(K+1)]
		}
		for k := 0; k <= K; k++ {
			cell := &row[k]
			for _, c := range m.spans[c0+k] {
				b := int(c) - c0
				if b < 0 {
					continue
				}
				if v := row[b].text; v > never/2 {
					if v += m.enter[g*all+int(c)] + m.fit(gp, int(c), c0+k, false); v > cell.said {
						cell.said, cell.from, cell.how = v, int32(b), entered
					}
				}
				if !m.cuts[c].start {
					continue
				}
				if v := row[b].said; v > never/2 {
					if v += m.goes[c] + m.fit(gp, int(c), c0+k, true); v > cell.said {
						cell.said, cell.from, cell.how = v, int32(b), sameGap
					}
				}
				if before != nil && before[b].said > never/2 {
					v := before[b].said + m.goes[c] + m.fit(gp, int(c), c0+k, false)
					if v > cell.said {
						cell.said, cell.from, cell.how = v, int32(b), nextGap
					}
				}
			}
			a, b := row[k].text+empty, never
			if cell.said > never/2 {
				b = cell.said + m.leave[g*(all+1)+c0+k]
				if k < K && !m.cuts[c0+k].start {
					b += wCut - m.cuts[c0+k].joint
				}
			}
			next[k].text, next[k].leaves = math.Max(a, b), b > a
		}
	}
	total := cells[G*(K+1)+K].text
	none := cells[G*(K+1)].text
	if f != nil && total > never/2 {
		m.walk(cells, G, K, c0, f)
	}
	return total - none - asItCame
}

// odd is how unlike a phrase of the tail a line is.
func (m *merge) odd(line int) float64 {
	s := 0.0
	if m.widths[line] > 0.8 {
		s += wLong
	}
	first, last := &m.toks[m.first[line]], &m.toks[m.first[line+1]-1]
	if first.Case != lm.Lower && last.Last == '.' {
		s += wWhole
	}
	if m.spaceAtEnd(line) || m.spaceAtStart(line) || leads(first.First) {
		s += wHoley
	}
	return s
}

// goesOn is how well cut c follows the line of the tail before it.
func (m *merge) goesOn(c int) float64 {
	k := m.cuts[c].at
	return m.joint(m.before(k-1, m.first[m.cuts[c].line-1]), m.behind(k, len(m.toks)))
}

// walk follows the best way back through the cells.
func (m *merge) walk(cells []state, G, K, c0 int, f *Found) {
	k := K
	for g := G; g > 0 && k > 0; g-- {
		if !cells[g*(K+1)+k].leaves {
			continue
		}
		at := g - 1
		for {
			cell := &cells[at*(K+1)+k]
			b := int(cell.from)
			f.Placements = append(f.Placements, m.place(at, c0+b, c0+k))
			k = b
			if cell.how == entered {
				break
			}
			if cell.how == nextGap {
				at--
			}
		}
		g = at + 1
	}
	slices.Reverse(f.Placements)
	m.posteriors(f, G)
}

// place makes the placement of cuts [c,d) in gap g.
func (m *merge) place(g, c, d int) Placement {
	gp := &m.gaps[g]
	q := Placement{
		From: m.toks[m.cuts[c].at].From, To: m.toks[m.lastBefore(d)].To,
		Tail: m.cuts[c].line, Line: gp.line, End: gp.end, Hole: gp.hole,
	}
	if gp.end {
		q.At = m.toks[gp.at-1].To
	} else {
		q.At = m.toks[gp.at].From
	}
	return q
}

// fits counts the placements whose visual line has room for all that go there,
// or that are a line of their own.
func (m *merge) fits(placed []Placement) int {
	const slack = 0.12
	wide := make(map[int]float64)
	width := func(q Placement) float64 {
		return float64(utf8.RuneCountInString(m.text[q.From:q.To])+1) / m.full
	}
	whole := func(q Placement) bool {
		return width(q) > 0.75 && (q.End || q.At == m.toks[m.first[q.Line]].From)
	}
	for _, q := range placed {
		if !whole(q) {
			wide[m.group[q.Line]] += width(q)
		}
	}
	n := 0
	for _, q := range placed {
		if g := m.group[q.Line]; whole(q) || wide[g] <= m.room[q.Line]+slack {
			n++
		}
	}
	return n
}

// posteriors compares each placement with the other gaps between its
// neighbours.
func (m *merge) posteriors(f *Found, G int) {
	all := len(m.cuts)
	gapOf := make([]int, len(f.Placements))
	g := 0
	for i, q := range f.Placements {
		for g < G && !(m.gaps[g].line == q.Line && m.gaps[g].end == q.End && m.position(g) == q.At) {
			g++
		}
		gapOf[i] = g
	}
	for i := range f.Placements {
		q := &f.Placements[i]
		c, _ := slices.BinarySearchFunc(m.cuts, q.From, func(c cut, at int) int { return m.toks[c.at].From - at })
		d := c + 1
		for d < all && m.toks[m.cuts[d].at].From < q.To {
			d++
		}
		lo, hi := 0, G-1
		if i > 0 {
			lo = gapOf[i-1]
		}
		if i+1 < len(gapOf) {
			hi = min(hi, gapOf[i+1])
		}
		value := func(g int) float64 {
			gp := &m.gaps[g]
			v := m.enter[g*all+c] + m.leave[g*(all+1)+d] + m.fit(gp, c, d, false)
			if gp.hole && m.shows {
				v -= wEmpty
			}
			return v
		}
		own, sum := value(gapOf[i]), 1.0
		for h := lo; h <= hi; h++ {
			if h != gapOf[i] && m.gaps[h].at != m.gaps[gapOf[i]].at {
				sum += math.Exp(math.Min(0, value(h)-own))
			}
		}
		q.Posterior = 1 / sum
	}
}

func (m *merge) position(g int) int {
	if m.gaps[g].end {
		return m.toks[m.gaps[g].at-1].To
	}
	return m.toks[m.gaps[g].at].From
}
