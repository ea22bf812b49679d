package order

import (
	"math"
	"slices"

	"github.com/recto/recto/pipeline/repair/lm"
)

// wrap is the feature of a phrase that runs on from one line to the next, or
// does not; -1 where neither is styled.
func wrap(a, b *candidate) int {
	switch {
	case a.ends && b.begins:
		return fWrap + 2
	case a.ends:
		return fWrap + 1
	case b.begins:
		return fWrap
	}
	return -1
}

// across is what a line's end says: the windows over it, a phrase that wraps.
func (r *reader) across(own map[uint64]int, before, after *candidate) [7]term {
	l, n := last2(before.tokens, r.edge), first2(after.tokens, r.edge)
	k := r.strangers(l[1], n[0])
	w, x := r.windowOf(own, l[0], l[1], n[0]), r.windowOf(own, l[1], n[0], n[1])
	v := [7]term{
		{fWord, w.word + x.word}, {fPairs, w.pairs + x.pairs}, {fTriples, w.triples + x.triples}, {fUnseen, w.unseen + x.unseen},
		{uint16(fJoint + k), float32(r.s.Joint(l[0], l[1], n[0], n[1]))},
		{uint16(fNet + k), float32(r.junction(before.tokens, after.tokens))},
	}
	if k := wrap(before, after); k >= 0 {
		v[6] = term{uint16(k), 1}
	}
	return v
}

// chain computes the posteriors of all readings with all readings of the
// neighbours: forward-backward over the lines of a block.
func (r *reader) chain(lines []*line) {
	for i := 0; i < len(lines); {
		if len(lines[i].readings) == 1 {
			lines[i].readings[0].post = 1
			i++
			continue
		}
		j := i
		for j < len(lines) && len(lines[j].readings) > 1 {
			j++
		}
		r.segment(lines, i, j)
		i = j
	}
}

func (r *reader) segment(lines []*line, from, to int) {
	edge := []*candidate{{tokens: []int32{r.edge}}}
	at := func(i int) []*candidate {
		if i < 0 || i >= len(lines) {
			return edge
		}
		return lines[i].readings
	}
	n := to - from
	forward := make([][]float64, n+2)
	pair := make([][]float64, n+2) // pair[k]: from position k-1 to k
	for k := 0; k <= n+1; k++ {
		here := at(from - 1 + k)
		forward[k] = make([]float64, len(here))
		if k == 0 {
			continue
		}
		before := at(from - 2 + k)
		pair[k] = make([]float64, len(here)*len(before))
		own := map[uint64]int(nil)
		if i := from - 1 + k; i < len(lines) && lines[i].own != nil {
			own = lines[i].own
		}
		// Readings that end alike, or begin alike, meet alike.
		ends, ofBefore := alike(before, func(c *candidate) side { return side{nearest(c.tokens), c.ends} })
		begins, ofHere := alike(here, func(c *candidate) side { return side{foremost(c.tokens), c.begins} })
		meet := make([]float64, len(begins)*len(ends))
		for y, c := range begins {
			for x, b := range ends {
				v := r.across(own, before[b], here[c])
				meet[y*len(ends)+x] = dot(v[:], &r.w.linear)
			}
		}
		terms := make([]float64, len(before))
		for y, c := range here {
			row := meet[ofHere[y]*len(ends):]
			for x := range before {
				p := row[ofBefore[x]]
				pair[k][y*len(before)+x] = p
				terms[x] = forward[k-1][x] + p
			}
			forward[k][y] = c.score + logSum(terms)
		}
	}
	back := make([]float64, len(at(to)))
	for k := n + 1; k >= 1; k-- {
		here, before := at(from-1+k), at(from-2+k)
		next := make([]float64, len(before))
		terms := make([]float64, len(here))
		for x := range before {
			for y, c := range here {
				terms[y] = back[y] + c.score + pair[k][y*len(before)+x]
			}
			next[x] = logSum(terms)
		}
		back = next
		if k == 1 {
			break
		}
		total := make([]float64, len(before))
		for x := range before {
			total[x] = forward[k-1][x] + back[x]
		}
		z := logSum(total)
		for x, c := range before {
			c.post = math.Exp(total[x] - z)
		}
	}
}

// side is what a reading shows its neighbour.
type side struct {
	tokens [lm.Context]int32
	styled bool
}

// alike groups readings by the side they show: the first of each group, and the
// group of each.
func alike(readings []*candidate, of func(*candidate) side) (firsts, group []int) {
	seen := map[side]int{}
	group = make([]int, len(readings))
	for i, c := range readings {
		s := of(c)
		g, ok := seen[s]
		if !ok {
			g = len(firsts)
			seen[s], firsts = g, append(firsts, i)
		}
		group[i] = g
	}
	return firsts, group
}

func logSum(v []float64) float64 {
	m := slices.Max(v)
	s := 0.0
	for _, x := range v {
		s += math.Exp(x - m)
	}
	return m + math.Log(s)
}
