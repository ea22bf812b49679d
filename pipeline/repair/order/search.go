package order

import (
	"cmp"
	"container/heap"
	"slices"
)

const (
	mostRuns   = 12
	manyRuns   = 8    // more of them count as so many
	mostPopped = 8000 // partial readings that are looked at for one line
	worst      = 7.0  // nats below the best: not looked at
	worstAsked = 14.0 // the same where a second reader will choose
	giveUp     = -3.0 // nats against the line as it came: likewise, for such a reading is hardly ever made
)

// partial is a reading as far as it has come. before is where it came from in
// the list of all of them, -1 for a beginning.
type partial struct {
	before, seam, i, j int32
	side, runs         int8
	from, to           int32
	gained, bound      float64
}

// frontier is the partial readings that were found, and those of them that may
// go on: a heap, the best bound first. Its memory is used anew for each line.
type frontier struct {
	found []partial
	open  []int32
	least float64 // bound below which none is worth a look
}

func (f *frontier) reset() { f.found, f.open, f.least = f.found[:0], f.open[:0], never/2 }

func (f *frontier) Len() int           { return len(f.open) }
func (f *frontier) Less(a, b int) bool { return f.found[f.open[a]].bound > f.found[f.open[b]].bound }
func (f *frontier) Swap(a, b int)      { f.open[a], f.open[b] = f.open[b], f.open[a] }
func (f *frontier) Push(x any)         { f.open = append(f.open, x.(int32)) }
func (f *frontier) Pop() any {
	last := len(f.open) - 1
	x := f.open[last]
	f.open = f.open[:last]
	return x
}

// best gives the best readings but the line as it came, best first.
func (m *merges) best(most int) []*candidate {
	if m.last < 2 {
		return nil
	}
	m.slab.reset()
	m.prepare()
	for s := range m.rest {
		m.rest[s] = slices.Grow(m.rest[s][:0], m.last)[:m.last]
	}
	m.frontier.reset()
	for seam := 1; seam < m.last; seam++ {
		if m.l.broken && !m.l.cuts[seam].broken {
			continue // one sequence does not go on in the other's line
		}
		m.solve(seam)
		for side := range 2 {
			m.next(-1, &partial{before: -1, seam: int32(seam), j: int32(seam), side: int8(1 - side), gained: m.seam[seam] + m.start(side, seam)})
		}
	}
	// Bounds are exact: the best beginning leads to the best reading.
	top := never
	for i := range m.found {
		top = max(top, m.found[i].bound)
	}
	beam, floor := worst, giveUp
	if m.r.patient {
		beam = worstAsked
	} else if m.l.broken && !m.r.orienting {
		floor -= m.r.rearranged
	}
	if m.r.rows {
		floor = never / 2 // hardly a line is as it came
	}
	m.least = max(top-beam, floor)
	for i := range m.found {
		if m.found[i].bound >= m.least {
			m.open = append(m.open, int32(i))
		}
	}
	heap.Init(&m.frontier)
	var out []*candidate
	for popped := 0; len(m.open) > 0 && popped < mostPopped && len(out) < most; popped++ {
		at := heap.Pop(&m.frontier).(int32)
		p := m.found[at]
		if p.i == p.seam && int(p.j) == m.last {
			if c := m.candidate(at); c != nil {
				out = append(out, c)
			}
			continue
		}
		if p.runs < mostRuns {
			fresh := len(m.found)
			m.next(at, &p)
			for ; fresh < len(m.found); fresh++ {
				heap.Push(&m.frontier, int32(fresh))
			}
		}
	}
	return out
}

// next finds how a partial reading may go on: with a run of the other side.
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
		if x.bound >= m.least {
			m.found = append(m.found, x)
		}
	}
}

// candidate makes a reading of what is complete; nil for the line as it came,
// and for one that no mark asks for.
func (m *merges) candidate(at int32) *candidate {
	p := &m.found[at]
	c := &candidate{seam: int(p.seam), local: p.bound, runs: make([]run, 0, p.runs)}
	for ; at >= 0; at = m.found[at].before {
		c.runs = append(c.runs, run{int(m.found[at].from), int(m.found[at].to)})
	}
	slices.Reverse(c.runs)
	if len(c.runs) == 2 && c.runs[0].a == 0 && len(m.l.nested) == 0 && !m.l.cuts[p.seam].respaces() {
		return nil // in the order in which it came; but "word ," may have to be closed up, "theword" parted
	}
	marked := m.l.trailHole || len(m.l.nested) > 0 || c.runs[0].a != 0 && (m.l.leadMark || m.l.leadHole)
	for _, u := range c.runs {
		if u.b != m.last {
			c.cuts = append(c.cuts, u.b)
			marked = marked || m.l.cuts[u.b].kind.marked() || m.l.broken
		}
	}
	if !marked {
		return nil
	}
	slices.SortFunc(c.cuts, cmp.Compare[int])
	return c
}
