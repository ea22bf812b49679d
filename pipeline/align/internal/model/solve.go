package model

import (
	"context"
	"slices"
)

// Set says which weights the problem's evidence asks for.
func (p *Problem) Set() Set {
	var s Set
	if p.channels[pivotChannel] != nil {
		s |= WithPivot
	}
	if p.vectors != nil {
		s |= WithVectors
	}
	return s
}

// Score is the calibrated probability that a bead is right.
func (s *Solution) Score(b Bead) float64 {
	return Calibrated(b.Posterior, s.weights.slope, s.weights.offset)
}

// Reasons sums the weights of a bead's features by kind of evidence, in the
// order of the features' first appearance.
func (s *Solution) Reasons(ctx context.Context, bs []Bead) ([][]Reason, error) {
	of := &s.weights.of
	out := make([][]Reason, len(bs))
	return out, parallel(ctx, len(bs), 128, func(from, to int) {
		x := newExtractor(s.Problem, s.grid)
		for n, b := range bs[from:to] {
			var f [Features]float32
			x.features(f[:], b.I1, b.J1, shapes[b.shape])
			var rs []Reason
			for k, v := range f {
				if v == 0 || of[k] == 0 {
					continue
				}
				code := Evidence(k)
				at := slices.IndexFunc(rs, func(r Reason) bool { return r.Code == code })
				if at < 0 {
					at = len(rs)
					rs = append(rs, Reason{Code: code})
				}
				rs[at].Weight += float64(v * of[k])
			}
			out[from+n] = rs
		}
	})
}

// Reason is one kind of evidence and what it adds to a bead's score.
type Reason struct {
	Code   string
	Weight float64
}

// kinshipBeads is how many beads are looked at to judge kinship.
const kinshipBeads = 6000

// Kinship is how many deviations above chance the words of beads that have
// both sides are linked, or their embeddings close, in the mean: near 0 where
// the texts have nothing to do with each other. The lexicon is learned from
// every second stretch of beads and tried on the others, and the other way
// round: on its own beads it would always please.
//
// Of each of the first beads it gives the deviation, 0 for empty ones.
func (s *Solution) Kinship(ctx context.Context, bs []Bead) (mean float64, each []float64, err error) {
	each = make([]float64, len(bs))
	var filled []Bead
	var at []int
	for k, b := range bs {
		if b.I1 > b.I0 && b.J1 > b.J0 && len(filled) < kinshipBeads && s.telling(b) {
			filled, at = append(filled, b), append(at, k)
		}
	}
	if len(filled) == 0 { // no word that does not stand everywhere: nobody can tell
		return draftCap, each, nil
	}
	const stretch = 5
	var halves [2][]pair
	for k, b := range filled {
		if b.I1-b.I0+b.J1-b.J0 <= 4 {
			p := pair{joined(s.stemS, b.I0, b.I1), joined(s.stemT, b.J0, b.J1)}
			halves[k/stretch%2] = append(halves[k/stretch%2], p)
		}
	}
	words := s.v.Len()
	dfs, dft := frequency(s.stemS, words), frequency(s.stemT, words)
	letter := func(w int32) bool { return !s.v.numeric(w) }
	err = parallel(ctx, len(halves), 1, func(half, _ int) {
		learned, err := learn(ctx, halves[1-half], words)
		if err != nil {
			return
		}
		try := s.plain.copy()
		d := newDict(words, merged(learned, s.given))
		try.add(newChannel(s.stemS, s.stemT, d, dfs, dft, letter), 1.5)
		try.chance(s.s.Len(), s.t.Len())
		for k, b := range filled {
			if k/stretch%2 == half {
				each[at[k]] = try.deviation(b)
			}
		}
	})
	var sum float64
	for _, k := range at {
		sum += each[k]
	}
	return sum / float64(len(filled)), each, err
}

// telling says whether a bead has words that do not stand everywhere.
func (s *Solution) telling(b Bead) bool {
	c := s.channels[surfaceChannel]
	var mass float32
	for i := b.I0; i < b.I1; i++ {
		mass += c.massS[i]
	}
	for j := b.J0; j < b.J1; j++ {
		mass += c.massT[j]
	}
	return mass > 0.5
}

// mostly is the coverage from which on a bead's words are linked whatever chance
// would do.
const mostly = 0.6

// deviation is how far above chance a bead's words are linked, or its
// embeddings close.
func (p *pairing) deviation(b Bead) float64 {
	var linked, ms, mt float32
	for i := b.I0; i < b.I1; i++ {
		ms += p.massS[i]
		for x, c := range p.channels {
			for j := b.J0; j < b.J1; j++ {
				linked += p.weights[x] * c.mass(i, j)
			}
		}
	}
	for j := b.J0; j < b.J1; j++ {
		mt += p.massT[j]
	}
	c := coverage(linked, ms, mt)
	z := float64((c - p.mean) / p.dev)
	if c > mostly { // where all is alike, chance says nothing
		z = max(z, 2.5)
	}
	if p.vectors != nil {
		z = max(z, p.vectors.pair(b.I0, b.J0))
	}
	return min(max(z, -2), draftCap)
}
