package blockend

import (
	"math"
	"slices"
	"unicode/utf8"
)

// chain is parts of the tail that follow each other in one place of the body.
type chain struct {
	gap        int // of its first part
	last       int // of its last
	from, to   int // cuts
	placements int // so many
	first      int // the cut that its first part ends before
}

// walk follows the best way back through the cells.
func (m *merge) walk(cells []state, g0, G, K, c0 int, f *Found) {
	k := K
	shut := false
	var chains []chain
	for g := G; g > 0 && k > 0; g-- {
		n := &cells[g*(K+1)+k]
		for !shut && n.skips > 0 && k > 0 {
			k = int(n.skips) - 1
			n = &cells[g*(K+1)+k]
		}
		if !shut && n.opens {
			shut = true
		}
		if shut && !n.closes || !shut && !n.leaves {
			continue
		}
		shut = false
		at := g - 1
		ch := chain{last: g0 + at, to: c0 + k}
		for {
			cell := &cells[at*(K+1)+k]
			b := int(cell.from)
			f.Placements = append(f.Placements, m.place(g0+at, c0+b, c0+k))
			ch.placements++
			ch.first = c0 + k
			k = b
			if cell.how == nextGap {
				at--
			}
			if cell.how <= again {
				shut = cell.how == again
				break
			}
		}
		ch.gap, ch.from = g0+at, c0+k
		chains = append(chains, ch)
		g = at + 1
	}
	slices.Reverse(f.Placements)
	slices.Reverse(chains)
	next := 0
	for i, ch := range chains {
		lo, hi := g0, g0+G
		if i > 0 {
			lo = m.after(chains[i-1].last, m.cuts[ch.from].row)
		}
		if i+1 < len(chains) {
			hi = m.until(chains[i+1].gap, m.cuts[ch.to].row)
		}
		v := m.posterior(lo, hi, ch)
		for range ch.placements {
			f.Placements[next].Posterior = v
			next++
		}
	}
}

// after is the first gap where a part may go behind one in gap g: in a visual
// line farther down if another row begins.
func (m *merge) after(g int, row bool) int {
	h := g + 1
	for row && h < len(m.gaps) && m.of[m.gaps[h].line].group == m.of[m.gaps[g].line].group {
		h++
	}
	return h
}

// until is the end of the gaps where a part may go before one in gap g.
func (m *merge) until(g int, row bool) int {
	h := g
	for row && h > 0 && m.of[m.gaps[h-1].line].group == m.of[m.gaps[g].line].group {
		h--
	}
	return h
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

// posterior compares a chain's gap with the others in [lo,hi), between its
// neighbours.
func (m *merge) posterior(lo, hi int, ch chain) float64 {
	w := m.part(ch.from, ch.first)
	alone := w > whole // a line of its own
	value := func(g int) float64 {
		gp := &m.gaps[g]
		s := m.enters(g, ch.from) + m.leaves(g, ch.to)
		if !alone {
			s += m.fit(gp) + m.fill(&m.of[gp.line], w) - m.empty(gp)
		}
		return s
	}
	own := m.gaps[ch.gap].at
	best, sum := value(ch.gap), 1.0
	for g := lo; g < hi; g++ {
		gp := &m.gaps[g]
		if ch.placements > 1 && !gp.end { // several rows meet at a line's end
			continue
		}
		if gp.at != own && (w <= m.of[gp.line].room+m.over() || alone && gp.end) {
			sum += math.Exp(math.Min(0, sharp*(value(g)-best)))
		}
	}
	return 1 / sum
}

// fits counts the placements whose visual line has room for all that go there,
// or that are a line of their own.
func (m *merge) fits(placed []Placement) int {
	const slack = 0.12
	wide := make(map[int]float64)
	width := func(q Placement) float64 {
		return float64(utf8.RuneCountInString(m.text[q.From:q.To])+1) / m.full
	}
	alone := func(q Placement) bool {
		return width(q) > whole && (q.End || q.At == m.toks[m.first[q.Line]].From)
	}
	for _, q := range placed {
		if !alone(q) {
			wide[m.of[q.Line].group] += width(q)
		}
	}
	n := 0
	for _, q := range placed {
		if l := &m.of[q.Line]; alone(q) || wide[l.group] <= l.room+slack {
			n++
		}
	}
	return n
}
