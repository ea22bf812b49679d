package model

import (
	"cmp"
	"slices"
)

// channel is one way in which words of the two texts can be seen to belong
// together: equal numbers, words that look alike, words that a lexicon ties,
// words of the pivot found again in the target.
type channel struct {
	s, t           *Text
	dict           *dict
	weightS        []float32 // by word: rarity
	weightT        []float32
	massS, massT   []float32 // by segment: sum of the weights of words the channel is about
	knownS, knownT []float32 // by segment: the same, each word at its strongest entry
}

// newChannel weighs the words; about says which words the channel is about.
func newChannel(s, t *Text, d *dict, dfS, dfT []int32, about func(int32) bool) *channel {
	c := &channel{s: s, t: t, dict: d, weightS: rarity(dfS, s.Len()), weightT: rarity(dfT, t.Len())}
	for w := range c.weightS {
		if !about(int32(w)) {
			c.weightS[w], c.weightT[w] = 0, 0
		}
	}
	t.index(len(dfT))
	c.massS, c.knownS = masses(s, c.weightS, d.capS)
	c.massT, c.knownT = masses(t, c.weightT, d.capT)
	return c
}

func masses(t *Text, weight, caps []float32) (mass, known []float32) {
	mass, known = make([]float32, t.Len()), make([]float32, t.Len())
	for i := range mass {
		for _, w := range t.Words(i) {
			mass[i] += weight[w]
			known[i] += weight[w] * caps[w]
		}
	}
	return mass, known
}

// link ties word number s of a source segment to word number t of a target
// segment.
type link struct {
	s, t     uint16
	strength float32
}

// reach is all that the words of one source segment could be tied to, by word
// of the target.
type reach struct {
	to       int32
	s        uint16
	strength float32
}

func (c *channel) reach(i int, out []reach) []reach {
	out = out[:0]
	for k, w := range c.s.Words(i) {
		if c.weightS[w] == 0 {
			continue
		}
		for e := c.dict.offsets[w]; e < c.dict.offsets[w+1]; e++ {
			out = append(out, reach{c.dict.to[e], uint16(k), c.dict.weight[e]})
		}
	}
	slices.SortFunc(out, func(a, b reach) int { return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.s, b.s)) })
	return out
}

// spread adds, to each of target segments [from,to), weight times the mass of
// its links with source segment i.
func (c *channel) spread(i, from, to int, weight float32, out []float32) {
	for _, w := range c.s.Words(i) {
		ws := c.weightS[w]
		if ws == 0 {
			continue
		}
		for e := c.dict.offsets[w]; e < c.dict.offsets[w+1]; e++ {
			u := c.dict.to[e]
			at := c.t.Where(u)
			lo, hi := 0, len(at)
			for lo < hi {
				if mid := (lo + hi) / 2; int(at[mid]) < from {
					lo = mid + 1
				} else {
					hi = mid
				}
			}
			if lo == len(at) || int(at[lo]) >= to {
				continue
			}
			x := weight * c.dict.weight[e] * (ws + c.weightT[u]) / 2
			for _, j := range at[lo:] {
				if int(j) >= to {
					break
				}
				out[int(j)-from] += x
			}
		}
	}
}

// links appends the links between a source segment, given by its reach, and
// target segment j.
func (c *channel) links(r []reach, j int, out []link) []link {
	words := c.t.Words(j)
	k := 0
	for x, w := range words {
		for k < len(r) && r[k].to < w {
			k++
		}
		for ; k < len(r) && r[k].to == w; k++ {
			out = append(out, link{r[k].s, uint16(x), r[k].strength})
		}
		if k == len(r) {
			break
		}
	}
	return out
}

// mass is the weight of a pair's links: the geometric middle of both sides'.
func (c *channel) mass(i, j int, links []link) float32 {
	var m float32
	s, t := c.s.Words(i), c.t.Words(j)
	for _, l := range links {
		m += l.strength * (c.weightS[s[l.s]] + c.weightT[t[l.t]]) / 2
	}
	return m
}
