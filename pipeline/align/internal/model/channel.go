package model

import "slices"

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

// ties calls f for every two words of source segment i and of target segments
// [from,to) that the dictionary ties: number k of the source segment's words, and
// word u of target segment j.
func (c *channel) ties(i, from, to int, f func(k int, w int32, j int, u int32, strength float32)) {
	for k, w := range c.s.Words(i) {
		if c.weightS[w] == 0 {
			continue
		}
		for e := c.dict.offsets[w]; e < c.dict.offsets[w+1]; e++ {
			u := c.dict.to[e]
			at := c.t.Where(u)
			for x := firstFrom(at, int32(from)); x < len(at) && int(at[x]) < to; x++ {
				f(k, w, int(at[x]), u, c.dict.weight[e])
			}
		}
	}
}

// firstFrom is the index of the first of ascending numbers that is at least n.
func firstFrom(at []int32, n int32) int {
	lo, hi := 0, len(at)
	for lo < hi {
		if mid := (lo + hi) / 2; at[mid] < n {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// spread adds, to each of target segments [from,to), weight times the mass of
// its links with source segment i: each link at the middle of both words'
// weights.
func (c *channel) spread(i, from, to int, weight float32, out []float32) {
	c.ties(i, from, to, func(_ int, w int32, j int, u int32, strength float32) {
		out[j-from] += weight * strength * (c.weightS[w] + c.weightT[u]) / 2
	})
}

// mass is the mass of the links of two segments.
func (c *channel) mass(i, j int) float32 {
	var out [1]float32
	c.spread(i, j, j+1, 1, out[:])
	return out[0]
}

// links lists the links of source segment i with target segments [from,to):
// those with segment j are links[starts[j-from]:starts[j-from+1]]. Both slices are
// used again.
func (c *channel) links(i, from, to int, starts []int32, links []link) ([]int32, []link) {
	starts = append(starts[:0], make([]int32, to-from+1)...)
	c.ties(i, from, to, func(_ int, _ int32, j int, _ int32, _ float32) { starts[j-from]++ })
	var sum int32
	for x, n := range starts {
		sum += n
		starts[x] = sum
	}
	links = slices.Grow(links[:0], int(sum))[:sum]
	c.ties(i, from, to, func(k int, _ int32, j int, u int32, strength float32) {
		x, _ := slices.BinarySearch(c.t.Words(j), u)
		starts[j-from]--
		links[starts[j-from]] = link{uint16(k), uint16(x), strength}
	})
	return starts, links
}
