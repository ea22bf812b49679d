package model

import "slices"

// step is a bead of a way: of shape k, ending in (i,j).
type step struct{ i, j, k int }

// viterbi is the most probable way, states and all.
func (l *lattice) viterbi() []step {
	n, m := len(l.lo)-1, int(l.hi[len(l.hi)-1])
	ks := len(l.shapes)
	// The best way to each cell that goes on in a state, and the state before.
	into := make([][states]float64, l.cells())
	from := make([][states]int8, l.cells())
	back := make([][states]int8, l.cells()) // shape of the last bead of the best way in each state
	to := l.statesOf()
	var before []span
	var last [states]float64
	for i := range l.lo {
		before = l.spans(l.shapes, i, -1, before)
		for j := int(l.lo[i]); j <= int(l.hi[i]); j++ {
			c := l.base[i] + j - int(l.lo[i])
			last = [states]float64{minusInf, minusInf, minusInf}
			if i == 0 && j == 0 {
				last[inMatch] = 0
			}
			for k, x := range l.score[c*ks : (c+1)*ks] {
				b := &before[k]
				if j < b.lo || j > b.hi {
					continue
				}
				if x := into[b.offset+j][to[k]] + float64(x); x > last[to[k]] {
					last[to[k]], back[c][to[k]] = x, int8(k)
				}
			}
			for s := range states {
				best, at := minusInf, 0
				for q, x := range last {
					if x += l.turn[q][s]; x > best {
						best, at = x, q
					}
				}
				into[c][s], from[c][s] = best, int8(at)
			}
		}
	}
	s := 0
	for q := range states {
		if last[q] > last[s] {
			s = q
		}
	}
	var out []step
	for i, j := n, m; i > 0 || j > 0; {
		k := int(back[l.at(i, j)][s])
		out = append(out, step{i, j, k})
		i, j = i-l.shapes[k].a, j-l.shapes[k].b
		s = int(from[l.at(i, j)][s])
	}
	slices.Reverse(out)
	return out
}
