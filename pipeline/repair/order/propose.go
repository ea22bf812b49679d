package order

import (
	"cmp"
	"container/heap"
	"slices"
)

const (
	mostRuns   = 8
	mostPopped = 8000 // partial readings that are looked at for one line
	worst      = 14.0 // nats below the best: not looked at
)

// kept is how many readings of a line are looked at in full: with its neighbours
// as they came, and without them.
func (r *reader) kept() [2]int {
	if r.patient {
		return [2]int{300, 150}
	}
	return [2]int{28, 14}
}

// propose lists the readings of a line that may be right, the line as it came
// first, pruned by what stands before and after it.
func (r *reader) propose(l *line, contexts [][2][]int32) []*candidate {
	out := []*candidate{{runs: []run{{0, len(l.cuts) - 1}}}}
	if l.tooMany {
		return out
	}
	seen := map[string]bool{}
	for i, context := range contexts {
		m := merges{r: r, l: l, j: r.junctions(l, context), last: len(l.cuts) - 1}
		for _, c := range m.best(r.kept()[i]) {
			if k := key(c.runs); !seen[k] {
				seen[k] = true
				out = append(out, c)
				out = append(out, l.parted(c)...)
			}
		}
	}
	return out
}

// parted are readings with a space put in where two words, or a word and a
// number, are most likely glued inside a run, as where two phrases stood side by
// side: in the likeliest place, and in all of them.
func (l *line) parted(c *candidate) []*candidate {
	var all []int
	best := 0
	for _, u := range c.runs {
		for i := u.a + 1; i < u.b; i++ {
			switch x := &l.cuts[i]; {
			case x.inWord && x.kind.marked() && x.gain > likely:
				all = append(all, i)
				if best == 0 || x.gain > l.cuts[best].gain {
					best = i
				}
			case x.kind.glued() && !x.inWord:
				all = append(all, i)
			}
		}
	}
	slices.Sort(all)
	with := func(inner ...int) *candidate {
		x := &candidate{seam: c.seam, local: c.local, runs: c.runs, inner: inner, cuts: slices.Concat(c.cuts, inner)}
		slices.Sort(x.cuts)
		return x
	}
	switch {
	case len(all) == 0:
		return nil
	case len(all) == 1 || best == 0:
		return []*candidate{with(all...)}
	}
	return []*candidate{with(best), with(all...)}
}

// likely two words that were glued, in nats: a reading that parts them is worth
// a look.
const likely = 9

func key(runs []run) string {
	b := make([]byte, 0, 2*len(runs))
	for _, r := range runs {
		b = append(b, byte(r.a), byte(r.b))
	}
	return string(b)
}

// merges are the ways to take two sequences in turns, A before a seam and B
// after it. What is left to gain at each point is computed backwards for every
// seam, so that the best readings are found in order (A* with an exact bound).
type merges struct {
	r    *reader
	l    *line
	j    *junctions
	last int // the cut at the line's end
	ends [2][]float64
	span [2][]float64 // of runs, by where they begin and end
	run  [2][]float64 // span and the end's cut
	meet []float64    // one cut after another
	seam []float64
	rest [2][][]float64 // by the side last taken and the seam: what is to come after A and B were taken so far
}

// side of a seam: the sequence before it, the sequence after it.
const (
	sideA = iota
	sideB
)

// prepare computes what the cuts and runs cost on either side.
func (m *merges) prepare() {
	n := m.last + 1
	w := &m.r.w.rough
	styled := sideB
	if m.r.producer == First {
		styled = sideA
	}
	each := (w[fRuns+4] - w[fRuns]) / 4
	m.seam, m.meet = make([]float64, n), make([]float64, n*n)
	for a := 1; a < n; a++ {
		for b := range m.last {
			m.meet[a*n+b] = m.j.at(a, b)
		}
	}
	for s := range 2 {
		m.ends[s], m.span[s], m.run[s] = make([]float64, n), make([]float64, n*n), make([]float64, n*n)
		role := fHole
		if s == styled {
			role = fStyled
		}
		for c := 1; c < m.last; c++ {
			m.ends[s][c] = m.cut(c, role)
		}
		for a := range n {
			for b := a + 1; b < n; b++ {
				v := each
				if s == styled {
					k := lengthClass(m.r.wordsOf(m.l, run{a, b}))
					v += w[fLength+k] + w[fLengths]*m.r.habits.lengthRatio(m.l, k)
					v += w[fBare]*float64(one(m.l.cuts[a].bare)) + w[fOpen]*float64(one(m.l.cuts[b].open))
				}
				m.span[s][a*n+b], m.run[s][a*n+b] = v, v+m.ends[s][b]
			}
		}
	}
	for c := 1; c < m.last; c++ {
		m.seam[c] = m.cut(c, fSeam)
	}
}

// cut is what it costs to use a cut.
func (m *merges) cut(c, role int) float64 {
	w := &m.r.w.rough
	k := m.l.cuts[c].kind
	v := w[role+int(k)] - m.j.at(c, c)
	a, b := habitOf(&m.l.cuts[c], role)
	v += w[fHabit] * m.r.habits.logRatio(m.l, a, b)
	if c := &m.l.cuts[c]; c.inWord {
		v += w[fGain]*gainOf(c) + w[fGains+gainStep(c)] + w[fRival]*c.rival + w[fHalf]*float64(c.unknown)
		v += w[fHalves+c.halves[0]] + w[fHalves+commonest+c.halves[1]]
		if c.kind != glueHalf {
			v -= w[fUncut+gainStep(c)] + w[fWhole+c.halves[0]] + w[fWhole+commonest+c.halves[1]]
		}
	}
	if class, ok := markClass(&m.l.cuts[c]); ok {
		v += w[fMarks+class] * (m.r.habits.markRatio(m.l, class, 1) - m.r.habits.markRatio(m.l, class, 0))
		if !m.l.cuts[c].inWord {
			v -= w[fStray+class]
		}
	}
	if k.marked() || k == doubleStop {
		v -= w[fUnused+int(k)]
	}
	return v
}

// start is what it brings to begin with the sequence of a side.
func (m *merges) start(side, seam int) float64 {
	w := &m.r.w.rough
	v := 0.0
	lead, _ := showsAt(m.l)
	if side == sideB && lead == 1 {
		v = w[fMarks+markLead]*(m.r.habits.markRatio(m.l, markLead, 1)-m.r.habits.markRatio(m.l, markLead, 0)) - w[fStray+markLead]
	}
	if side == sideB {
		v += m.j.at(-1, seam) - m.j.at(-1, 0)
		if m.l.leadMark {
			v -= w[fLeadMark]
		}
		if m.l.cuts[seam].bare {
			v += w[fLeadMark]
		}
		if m.l.leadHole && m.l.firstLine {
			v -= w[fLeadFirst]
		} else if m.l.leadHole {
			v -= w[fLeadHole]
		}
	}
	if (side == sideA) == (m.r.producer == First) {
		v += w[fEdges] * m.r.habits.edgeRatio(m.l, 0, lead)
		switch {
		case m.l.leadMark:
			v += w[fStart]
		case m.l.leadHole:
			v += w[fStart+1]
		default:
			v += w[fStart+2]
		}
	}
	return v
}

// end is what it brings to end with the sequence of a side.
func (m *merges) end(side, seam int) float64 {
	v := 0.0
	if side == sideA {
		v = m.j.at(seam, m.j.n) - m.j.at(m.last, m.j.n)
	}
	if (side == sideA) == (m.r.producer == First) {
		w := &m.r.w.rough
		_, trail := showsAt(m.l)
		v += w[fEnd] + w[fEdges]*m.r.habits.edgeRatio(m.l, 1, trail)
		if trail == 1 {
			v += w[fMarks+markTrail] * (m.r.habits.markRatio(m.l, markTrail, 1) - m.r.habits.markRatio(m.l, markTrail, 0))
		}
	}
	return v
}

const never = -1e15

// index of a point, A taken up to cut i and B up to cut j, where a side was
// taken last: cuts that the other side may go on to lie next to each other.
func (m *merges) index(side, seam, i, j int) int {
	if side == sideA {
		return (j-seam)*(seam+1) + i
	}
	return i*(m.last-seam+1) + j - seam
}

// solve fills in rest for a seam.
func (m *merges) solve(seam int) {
	n, wide, deep := m.last+1, m.last-seam+1, seam+1
	a, b := make([]float64, deep*wide), make([]float64, deep*wide)
	for i := seam; i >= 0; i-- {
		for j := m.last; j >= seam; j-- {
			afterA, afterB := never, never
			rowA, rowB := a[(j-seam)*deep:(j-seam+1)*deep], b[i*wide:(i+1)*wide]
			switch {
			case i == seam && j == m.last:
				afterA, afterB = m.end(sideA, seam), m.end(sideB, seam)
			default:
				if i > 0 && j < m.last {
					rest := rowB[j+1-seam:]
					for k, gain := range m.run[sideB][j*n+j+1 : (j+1)*n] {
						if x := gain + rest[k]; x > afterA {
							afterA = x
						}
					}
					afterA += m.meet[i*n+j]
				}
				if j > seam && i < seam {
					rest := rowA[i+1:]
					for k, gain := range m.run[sideA][i*n+i+1 : i*n+seam] {
						if x := gain + rest[k]; x > afterB {
							afterB = x
						}
					}
					// A's last run ends at the seam, which is paid for.
					afterB = max(afterB, m.span[sideA][i*n+seam]+rowA[seam]) + m.meet[j*n+i]
				}
			}
			rowA[i], rowB[j-seam] = afterA, afterB
		}
	}
	m.rest[sideA][seam], m.rest[sideB][seam] = a, b
}

// partial is a reading as far as it has come.
type partial struct {
	before        *partial
	seam, i, j    int
	side, runs    int
	from, to      int
	gained, bound float64
	begins        bool
}

type queue []*partial

func (q queue) Len() int           { return len(q) }
func (q queue) Less(a, b int) bool { return q[a].bound > q[b].bound }
func (q queue) Swap(a, b int)      { q[a], q[b] = q[b], q[a] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*partial)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

// best gives the best readings but the line as it came, best first.
func (m *merges) best(most int) []*candidate {
	if m.last < 2 {
		return nil
	}
	m.prepare()
	m.rest = [2][][]float64{make([][]float64, m.last), make([][]float64, m.last)}
	var q queue
	for seam := 1; seam < m.last; seam++ {
		m.solve(seam)
		for side := range 2 {
			p := &partial{seam: seam, j: seam, side: 1 - side, gained: m.seam[seam] + m.start(side, seam), begins: true}
			q = append(q, m.next(p)...)
		}
	}
	heap.Init(&q)
	var out []*candidate
	top := never
	for popped := 0; len(q) > 0 && popped < mostPopped && len(out) < most; popped++ {
		p := heap.Pop(&q).(*partial)
		if top == never {
			top = p.bound
		}
		if p.bound < top-worst {
			break
		}
		if p.i == p.seam && p.j == m.last {
			if c := m.candidate(p); c != nil {
				out = append(out, c)
			}
			continue
		}
		if p.runs < mostRuns {
			for _, x := range m.next(p) {
				heap.Push(&q, x)
			}
		}
	}
	return out
}

// next lists how a partial reading may go on: with a run of the other side.
func (m *merges) next(p *partial) []*partial {
	n := m.last + 1
	var out []*partial
	add := func(x partial, side, from, to int, gain float64) {
		x.before, x.side, x.from, x.to, x.runs, x.begins = p, side, from, to, p.runs+1, false
		x.gained = p.gained + gain
		x.bound = x.gained + m.rest[side][x.seam][m.index(side, x.seam, x.i, x.j)]
		if x.bound > never/2 {
			out = append(out, &x)
		}
	}
	// The other side goes on from where it is, up to any cut before its end.
	side, from, end, last := sideB, p.j, p.j, m.last
	if p.side == sideB {
		side, from, end, last = sideA, p.i, p.i, p.seam
	}
	across := 0.0
	if !p.begins {
		across = m.meet[p.to*n+from]
	}
	for end++; end <= last; end++ {
		x := *p
		gain := across + m.run[side][from*n+end]
		if side == sideB {
			x.j = end
		} else if x.i = end; end == p.seam { // which is paid for
			gain = across + m.span[side][from*n+end]
		}
		add(x, side, from, end, gain)
	}
	return out
}

// candidate makes a reading of what is complete; nil for the line as it came,
// and for one that no mark asks for.
func (m *merges) candidate(p *partial) *candidate {
	c := &candidate{seam: p.seam, local: p.bound}
	for x := p; x.before != nil; x = x.before {
		c.runs = append(c.runs, run{x.from, x.to})
	}
	slices.Reverse(c.runs)
	if len(c.runs) == 2 && c.runs[0].a == 0 && !m.l.cuts[p.seam].respaces() {
		return nil // in the order in which it came; but "word ," may have to be closed up, "theword" parted
	}
	marked := m.l.trailHole || c.runs[0].a != 0 && (m.l.leadMark || m.l.leadHole)
	for _, u := range c.runs {
		if u.b != m.last {
			c.cuts = append(c.cuts, u.b)
			marked = marked || m.l.cuts[u.b].kind.marked()
		}
	}
	if !marked {
		return nil
	}
	slices.SortFunc(c.cuts, cmp.Compare[int])
	return c
}
