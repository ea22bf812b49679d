package order

import (
	"cmp"
	"slices"
)

const (
	mostRuns   = 8
	mostPopped = 8000 // partial readings that are looked at for one line
	giveUp     = -3.0 // nats against the line as it came: likewise, for such a reading is never made
	worst      = 14.0 // nats below the best: not looked at
)

// kept is how many readings of a line are looked at in full: with its neighbours
// as they came, and without them. A sample is read for what most of it says.
func (r *reader) kept() [2]int {
	switch {
	case r.sampling:
		return [2]int{10, 5}
	case r.patient:
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
		m := &r.merges
		m.r, m.l, m.j, m.last = r, l, r.junctions(l, context), len(l.cuts)-1
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
	slab
	partials []partial
	queue    []int32        // of them, a heap
	least    float64        // bound below which none is worth a look
	rest     [2][][]float64 // by the side last taken and the seam: what is to come after A and B were taken so far
}

// slab is memory that is used anew for each line.
type slab struct {
	free []float64
	all  []float64
}

func (s *slab) reset() { s.free = s.all }

// take gives so many numbers, all 0, until the slab is reset.
func (s *slab) take(n int) []float64 {
	if n > len(s.free) {
		s.all = make([]float64, max(2*len(s.all), n, 1<<14))
		s.free = s.all
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	clear(out)
	return out
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
	m.seam, m.meet = m.take(n), m.take(n*n)
	for a := 1; a < n; a++ {
		for b := range m.last {
			m.meet[a*n+b] = m.j.at(a, b)
		}
	}
	for s := range 2 {
		m.ends[s], m.span[s], m.run[s] = m.take(n), m.take(n*n), m.take(n*n)
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
	a, b := m.take(deep*wide), m.take(deep*wide)
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

// partial is a reading as far as it has come. before is where it came from in
// the list of all of them, -1 for a beginning.
type partial struct {
	before, seam, i, j int32
	side, runs         int8
	from, to           int32
	gained, bound      float64
}

// best gives the best readings but the line as it came, best first.
func (m *merges) best(most int) []*candidate {
	if m.last < 2 {
		return nil
	}
	m.reset()
	m.prepare()
	for s := range m.rest {
		m.rest[s] = slices.Grow(m.rest[s][:0], m.last)[:m.last]
	}
	m.partials, m.queue, m.least = m.partials[:0], m.queue[:0], never/2
	for seam := 1; seam < m.last; seam++ {
		m.solve(seam)
		for side := range 2 {
			m.next(-1, &partial{before: -1, seam: int32(seam), j: int32(seam), side: int8(1 - side), gained: m.seam[seam] + m.start(side, seam)})
		}
	}
	var out []*candidate
	for popped := 0; len(m.queue) > 0 && popped < mostPopped && len(out) < most; popped++ {
		at := m.pop()
		p := m.partials[at]
		if popped == 0 {
			m.least = max(p.bound-worst, giveUp) // bounds are exact: none is better
		}
		if p.bound < m.least {
			break
		}
		if p.i == p.seam && int(p.j) == m.last {
			if c := m.candidate(at); c != nil {
				out = append(out, c)
			}
			continue
		}
		if p.runs < mostRuns {
			m.next(at, &p)
		}
	}
	return out
}

// next queues how a partial reading may go on: with a run of the other side.
func (m *merges) next(at int32, p *partial) {
	n := m.last + 1
	// The other side goes on from where it is, up to any cut before its end.
	side, from, last := sideB, int(p.j), m.last
	if p.side == sideB {
		side, from, last = sideA, int(p.i), int(p.seam)
	}
	gained := p.gained
	if at >= 0 {
		gained += m.meet[int(p.to)*n+from]
	}
	rest := m.rest[side][p.seam]
	for end := from + 1; end <= last; end++ {
		x := partial{before: at, seam: p.seam, i: p.i, j: p.j, side: int8(side), runs: p.runs + 1, from: int32(from), to: int32(end)}
		gain := m.run[side][from*n+end]
		if side == sideB {
			x.j = int32(end)
		} else if x.i = int32(end); end == last { // which is paid for
			gain = m.span[side][from*n+end]
		}
		x.gained = gained + gain
		x.bound = x.gained + rest[m.index(side, int(p.seam), int(x.i), int(x.j))]
		if x.bound > m.least {
			m.push(x)
		}
	}
}

// push and pop keep the queue a heap, the best bound first (container/heap, by
// index: a reading has some thousand partial ones).
func (m *merges) push(x partial) {
	m.partials = append(m.partials, x)
	m.queue = append(m.queue, int32(len(m.partials)-1))
	for i := len(m.queue) - 1; i > 0; {
		up := (i - 1) / 2
		if !m.better(i, up) {
			break
		}
		m.queue[i], m.queue[up] = m.queue[up], m.queue[i]
		i = up
	}
}

func (m *merges) pop() int32 {
	top, end := m.queue[0], len(m.queue)-1
	m.queue[0] = m.queue[end]
	m.queue = m.queue[:end]
	for i := 0; ; {
		k := 2*i + 1
		if k+1 < end && m.better(k+1, k) {
			k++
		}
		if k >= end || !m.better(k, i) {
			return top
		}
		m.queue[i], m.queue[k] = m.queue[k], m.queue[i]
		i = k
	}
}

func (m *merges) better(a, b int) bool {
	return m.partials[m.queue[a]].bound > m.partials[m.queue[b]].bound
}

// candidate makes a reading of what is complete; nil for the line as it came,
// and for one that no mark asks for.
func (m *merges) candidate(at int32) *candidate {
	p := &m.partials[at]
	c := &candidate{seam: int(p.seam), local: p.bound, runs: make([]run, 0, p.runs)}
	for ; at >= 0; at = m.partials[at].before {
		c.runs = append(c.runs, run{int(m.partials[at].from), int(m.partials[at].to)})
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
