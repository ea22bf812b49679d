package order

import "slices"

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
	seen, j := map[string]bool{}, r.junctions(l)
	for i, context := range contexts {
		m := &r.merges
		m.r, m.l, m.j, m.last = r, l, j.between(context), len(l.cuts)-1
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
