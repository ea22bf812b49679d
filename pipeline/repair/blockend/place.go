package blockend

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
		return (m.face.Width(m.text[q.From:q.To]) + m.space()) / m.full
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
