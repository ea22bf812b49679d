package model

import (
	"hash/fnv"
	"math"
)

// extractor computes the features of beads, row by row. It keeps the links of
// the rows around; it belongs to one goroutine.
type extractor struct {
	*Problem
	b       *band
	lean    float32 // how many more segments the target has, as a log ratio
	rows    [channels][]row
	best    [2][MaxBead][]float32
	near    [2 * MaxBead]nearRow
	corners [2 * MaxBead]cornerRow
}

// row holds the links of one source segment to a range of target segments.
type row struct {
	i, from int // -1: empty
	starts  []int32
	links   []link
	beside  []int32 // the same for one segment outside the range
	others  []link
}

func newExtractor(p *Problem, b *band) *extractor {
	x := &extractor{Problem: p, b: b}
	x.lean = float32(min(max(math.Log(float64(p.t.Len()+3)/float64(p.s.Len()+3)), -1), 1))
	for c := range x.rows {
		x.rows[c] = make([]row, 2*MaxBead)
		for k := range x.rows[c] {
			x.rows[c][k].i = -1
		}
	}
	for k := range x.near {
		x.near[k].i, x.corners[k].i = -1, -1
	}
	return x
}

// linksOf gives the links between source segment i and target segment j.
func (x *extractor) linksOf(c, i, j int) []link {
	if i < 0 || j < 0 || i >= x.s.Len() || j >= x.t.Len() {
		return nil
	}
	r := &x.rows[c][i%(2*MaxBead)]
	if r.i != i {
		x.fill(c, i, r)
	}
	if k := j - r.from; k >= 0 && k+1 < len(r.starts) {
		return r.links[r.starts[k]:r.starts[k+1]]
	}
	r.beside, r.others = x.channels[c].links(i, j, j+1, r.beside, r.others)
	return r.others
}

// fill computes the links of source segment i to every target segment that a
// bead of the band can join it with, and the neighbours of those.
func (x *extractor) fill(c, i int, r *row) {
	ch := x.channels[c]
	n, m := x.s.Len(), x.t.Len()
	r.i = i
	r.from = max(int(x.b.lo[max(i-MaxBead+2, 0)])-1, 0)
	to := min(int(x.b.hi[min(i+MaxBead-1, n)])+1, m)
	r.starts, r.links = ch.links(i, r.from, to, r.starts, r.links)
}

// features fills f, which is zero, for the bead of shape sh that ends in (i,j).
func (x *extractor) features(f []float32, i, j int, sh shape) {
	i0, j0 := i-sh.a, j-sh.b
	x.draftOf(f, i0, i, j0, j)
	switch {
	case sh.b == 0:
		x.baseGap(f, &x.s.Segments[i0], -1, x.againS[i0])
		for c, ch := range x.channels {
			if ch != nil {
				x.channelGap(f[firstChannel+c*channelFeatures:], c, ch, i0, j, true)
			}
		}
		if x.vectors != nil {
			x.vectorGap(f[firstVector:], i0, j, true)
		}
	case sh.a == 0:
		x.baseGap(f, &x.t.Segments[j0], +1, x.againT[j0])
		for c, ch := range x.channels {
			if ch != nil {
				x.channelGap(f[firstChannel+c*channelFeatures:], c, ch, i, j0, false)
			}
		}
		if x.vectors != nil {
			x.vectorGap(f[firstVector:], i, j0, false)
		}
	default:
		x.baseMatch(f, i0, i, j0, j)
		x.cornerMatch(f, i0, i, j0, j)
		for c, ch := range x.channels {
			if ch != nil {
				x.channelMatch(f[firstChannel+c*channelFeatures:], c, ch, i0, i, j0, j)
			}
		}
		if x.vectors != nil {
			x.vectorMatch(f[firstVector:], i0, i, j0, j)
		}
	}
}

// channelMatch weighs what a channel links inside a bead, what it does not,
// and what it would link across the bead's borders.
func (x *extractor) channelMatch(f []float32, c int, ch *channel, i0, i, j0, j int) {
	a, b := i-i0, j-j0
	var mass, known, got [2]float32
	weakest, unlinked := float32(1), float32(0)
	segment := func(got, known float32) {
		weakest = min(weakest, share(got, known))
		if known > 0.5 && got < 0.2*known {
			unlinked++
		}
	}
	var pairs [MaxBead][MaxBead]float32
	// The best link of each word inside the bead.
	for q := range a {
		x.best[0][q] = cleared(x.best[0][q], len(ch.s.Words(i0+q)))
		mass[0] += ch.massS[i0+q]
		known[0] += ch.knownS[i0+q]
	}
	for w := range b {
		x.best[1][w] = cleared(x.best[1][w], len(ch.t.Words(j0+w)))
		mass[1] += ch.massT[j0+w]
		known[1] += ch.knownT[j0+w]
	}
	if known[0] == 0 && known[1] == 0 {
		f[cMatched], f[cKnown], f[cKnownLeast] = 0, 0.5, 0.5
		return
	}
	for q := range a {
		for w := range b {
			for _, l := range x.linksOf(c, i0+q, j0+w) {
				pairs[q][w] += l.strength
				x.best[0][q][l.s] = max(x.best[0][q][l.s], l.strength)
				x.best[1][w][l.t] = max(x.best[1][w][l.t], l.strength)
			}
		}
	}
	for q := range a {
		g := weigh(ch.weightS, ch.s.Words(i0+q), x.best[0][q])
		got[0] += g
		if a > 1 {
			segment(g, ch.knownS[i0+q])
		}
	}
	for w := range b {
		g := weigh(ch.weightT, ch.t.Words(j0+w), x.best[1][w])
		got[1] += g
		if b > 1 {
			segment(g, ch.knownT[j0+w])
		}
	}
	ks, kt := share(got[0], known[0]), share(got[1], known[1])
	missing := known[0] - got[0] + known[1] - got[1]
	f[cMatched] = root(got[0]*got[1]) / 4
	f[cMissing] = min(missing, 12) / 4
	f[cKnown] = root(ks * kt)
	f[cKnownLeast] = min(ks, kt)
	f[cCovered] = root(got[0] * got[1] / ((mass[0] + 0.3) * (mass[1] + 0.3)))
	spill := x.spill(c, ch, i0, i, j0, j)
	f[cSpill] = min(spill, 6) / 2
	if a+b > 2 {
		f[cMissingMany] = f[cMissing]
		f[cKnownMany] = f[cKnown]
		f[cSpillMany] = f[cSpill]
		f[cWeakest] = weakest
		f[cUnlinked] = unlinked / 2
		f[cWeakestLog] = float32(math.Log(float64(weakest) + 0.1))
	}
	if a > 1 && b > 1 {
		f[cGlue] = glue(&pairs, a, b)
	}
}

// share is got of known, drawn to one half where little is known.
func share(got, known float32) float32 { return min((got+0.15)/(known+0.3), 1) }

func root(x float32) float32 { return float32(math.Sqrt(float64(max(x, 0)))) }

func cleared(v []float32, n int) []float32 {
	if cap(v) < n {
		v = make([]float32, n)
	}
	v = v[:n]
	clear(v)
	return v
}

func weigh(weight []float32, words []int32, best []float32) float32 {
	var sum float32
	for k, w := range words {
		sum += weight[w] * best[k]
	}
	return sum
}

// glue is the smallest share of a bead's links that any cut into two beads
// would break: high where a part of a sentence crosses.
func glue(pairs *[MaxBead][MaxBead]float32, a, b int) float32 {
	var total float32
	for q := range a {
		for w := range b {
			total += pairs[q][w]
		}
	}
	if total == 0 {
		return 0
	}
	least := total
	for x := 1; x < a; x++ {
		for y := 1; y < b; y++ {
			var cut float32
			for q := range a {
				for w := range b {
					if (q < x) != (w < y) {
						cut += pairs[q][w]
					}
				}
			}
			least = min(least, cut)
		}
	}
	return least / total
}

// spill is how much more of the border segments' words would be linked if the
// bead took in the next segment of the other side.
func (x *extractor) spill(c int, ch *channel, i0, i, j0, j int) float32 {
	var sum float32
	gain := func(q, w int, source bool, best []float32) {
		for _, l := range x.linksOf(c, q, w) {
			if source {
				if d := l.strength - best[l.s]; d > 0 {
					sum += d * ch.weightS[ch.s.Words(q)[l.s]]
				}
			} else if d := l.strength - best[l.t]; d > 0 {
				sum += d * ch.weightT[ch.t.Words(w)[l.t]]
			}
		}
	}
	gain(i-1, j, true, x.best[0][i-i0-1])
	gain(i0, j0-1, true, x.best[0][0])
	gain(i, j-1, false, x.best[1][j-j0-1])
	gain(i0-1, j0, false, x.best[1][0])
	return sum
}

// channelGap weighs how well a segment that stands alone would be linked to its
// neighbours. It is source segment i, or target segment j.
func (x *extractor) channelGap(f []float32, c int, ch *channel, i, j int, source bool) {
	var known, near float32
	sum := func(q, w int) float32 {
		var m float32
		if q < 0 || w < 0 || q >= x.s.Len() || w >= x.t.Len() {
			return 0
		}
		for _, l := range x.linksOf(c, q, w) {
			if source {
				m += l.strength * ch.weightS[ch.s.Words(q)[l.s]]
			} else {
				m += l.strength * ch.weightT[ch.t.Words(w)[l.t]]
			}
		}
		return m
	}
	if source {
		known = ch.knownS[i]
		near = max(sum(i, j-1), sum(i, j))
	} else {
		known = ch.knownT[j]
		near = max(sum(i-1, j), sum(i, j))
	}
	near = min(near, known)
	f[cGapNear] = share(near, known)
	f[cGapKnown] = min(known, 8) / 4
	f[cGapFree] = min(known-near, 8) / 4
}

// again marks segments whose words stand thrice or more on their own side:
// running heads, "see above".
func again(t *Text) []bool {
	keys := make([]uint64, t.Len())
	seen := map[uint64]int{}
	for i := range keys {
		h := fnv.New64a()
		for _, w := range t.Words(i) {
			h.Write([]byte{byte(w), byte(w >> 8), byte(w >> 16), byte(w >> 24)})
		}
		keys[i] = h.Sum64()
		seen[keys[i]]++
	}
	out := make([]bool, len(keys))
	for i, k := range keys {
		out[i] = seen[k] >= 3 && len(t.Words(i)) > 0
	}
	return out
}
