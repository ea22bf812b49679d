package model

import (
	"context"
	"slices"
)

// Solution is a field that has been summed over, ready to be read.
type Solution struct {
	*Problem
	grid    *band
	likely  []likely // by stretch of fieldRows rows
	weights *trusted
}

// likely holds the beads of some rows that are not improbable.
type likely struct {
	first []int32 // by cell: where its beads begin
	beads []weighed
}

// weighed is a bead of a shape and its probability.
type weighed struct {
	shape     int32
	posterior float32
}

const (
	// fieldRows is how many rows the field is summed over at a time.
	fieldRows = 2000
	// improbable is the probability below which a bead counts as one of none.
	improbable = 1e-4
)

// turns are the weights of the steps between matches and gaps.
func turns(w *[Features]float32) [states][states]float64 {
	opens, on, turn := float64(w[fGapOpens]), float64(w[fGapGoesOn]), float64(w[fGapTurns])
	return [states][states]float64{
		{0, opens, opens},
		{0, on, turn},
		{0, turn, on},
	}
}

// Solve sums the field over the grid, window by window.
func (p *Problem) Solve(ctx context.Context, g *Grid, w *Weights) (*Solution, error) {
	n := p.s.Len()
	s := &Solution{Problem: p, grid: g.band, weights: w.trusted(p.Set(), p.trust, p.near), likely: make([]likely, n/fieldRows+1)}
	err := parallel(ctx, n+1, fieldRows, func(from, to int) {
		first, last := cell{}, cell{n, p.t.Len()}
		if i := from - windowOverlap; i > 0 {
			first = p.surest(g.band, i-windowOverlap, i)
		}
		if i := to + windowOverlap; i < n {
			last = p.surest(g.band, i, i+windowOverlap)
		}
		win := g.window(first, last)
		if l, err := p.field(ctx, g, win, &s.weights.of); err == nil {
			s.likely[from/fieldRows] = l.likely(g.band, win, from, to)
		}
	})
	return s, err
}

// surest is the cell of rows [from,to) that the draft is surest of.
func (p *Problem) surest(b *band, from, to int) cell {
	d := p.drafted
	best, log := cell{from, int(b.lo[from])}, float32(neverThrough)
	for i := from; i < min(to, len(d.base)); i++ {
		for j := d.lo[i]; j <= d.hi[i]; j++ {
			if x := p.through(i, int(j)); x > log && b.at(i, int(j)) >= 0 {
				best, log = cell{i, int(j)}, x
			}
		}
	}
	return best
}

// field scores the beads of a window and sums over them.
func (p *Problem) field(ctx context.Context, g *Grid, win window, of *[Features]float32) (*lattice, error) {
	l := newLattice(win.band, shapes, turns(of))
	err := parallel(ctx, len(win.lo), heed, func(from, to int) {
		x := newExtractor(p, g.band)
		var f [Features]float32
		var before []span
		for r := from; r < to; r++ {
			before = l.spans(shapes, r, -1, before)
			for c := int(win.lo[r]); c <= int(win.hi[r]); c++ {
				i, j := win.i0+r, win.j0+c
				out := l.score[win.at(r, c)*len(shapes):]
				for k, sh := range shapes {
					if c < before[k].lo || c > before[k].hi || p.ruledOut(i, j, sh) {
						out[k] = float32(minusInf)
						continue
					}
					clear(f[:])
					x.features(f[:], i, j, sh)
					out[k] = dot(f[:], of[:])
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return l, l.sums(ctx)
}

// likely keeps what a window says of rows [from,to) of a grid.
func (l *lattice) likely(g *band, w window, from, to int) likely {
	out := likely{first: make([]int32, 0, g.base[to]-g.base[from]+1)}
	for i := from; i < to; i++ {
		for j := int(g.lo[i]); j <= int(g.hi[i]); j++ {
			out.first = append(out.first, int32(len(out.beads)))
			for k := range l.shapes {
				if x := l.posterior(i-w.i0, j-w.j0, k); x >= improbable {
					out.beads = append(out.beads, weighed{int32(k), float32(min(x, 1))})
				}
			}
		}
	}
	out.beads = slices.Clip(out.beads)
	out.first = append(out.first, int32(len(out.beads)))
	return out
}

// at lists the likely beads that end in a cell.
func (s *Solution) at(i, j int) []weighed {
	part := &s.likely[i/fieldRows]
	c := s.grid.at(i, j) - s.grid.base[i/fieldRows*fieldRows]
	return part.beads[part.first[c]:part.first[c+1]]
}

// Bead is one bead of a reading: segments [I0,I1) of the source, [J0,J1) of
// the target.
type Bead struct {
	I0, I1, J0, J1 int
	Posterior      float64
	shape          int
}

// readFloor is what a bead must be worth to stand: about half of the F1 that
// is to be had, so that the expected F1 is largest.
const readFloor = 0.4

// worth is what a bead of a shape adds to the expected F1: an empty one counts
// half.
func worth(shape int, posterior float64) float64 {
	if shape < 2 {
		return posterior/2 - readFloor/2
	}
	return posterior - readFloor
}

// Read chooses the beads whose expected F1 is largest (minimum Bayes risk).
func (s *Solution) Read() []Bead {
	b := s.grid
	n, m := len(b.lo)-1, int(b.hi[len(b.hi)-1])
	score := make([]float64, b.cells())
	back := make([]int8, b.cells())
	var unlikely, gain [fieldShapes]float64
	for k := range unlikely {
		unlikely[k] = worth(k, 0)
	}
	var before []span
	for i := range b.lo {
		before = b.spans(shapes, i, -1, before)
		for j := int(b.lo[i]); j <= int(b.hi[i]); j++ {
			if i == 0 && j == 0 {
				continue
			}
			gain = unlikely
			for _, c := range s.at(i, j) {
				gain[c.shape] = worth(int(c.shape), float64(c.posterior))
			}
			c := b.base[i] + j - int(b.lo[i])
			score[c] = minusInf
			for k := range before {
				if p := &before[k]; j >= p.lo && j <= p.hi {
					if x := score[p.offset+j] + gain[k]; x > score[c] {
						score[c], back[c] = x, int8(k)
					}
				}
			}
		}
	}
	var out []Bead
	for i, j := n, m; i > 0 || j > 0; {
		k := int(back[b.at(i, j)])
		bead := Bead{I0: i - shapes[k].a, I1: i, J0: j - shapes[k].b, J1: j, shape: k}
		for _, c := range s.at(i, j) {
			if int(c.shape) == k {
				bead.Posterior = float64(c.posterior)
			}
		}
		out = append(out, bead)
		i, j = bead.I0, bead.J0
	}
	slices.Reverse(out)
	return out
}
