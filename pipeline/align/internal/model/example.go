package model

import (
	"context"
	"math"
)

// Example is a problem with its right answer, taken to features: what the
// weights are learned from.
type Example struct {
	*band
	Set   Set
	Trust float64   // in the embeddings, from 0 to 1; 1 without
	right []bool    // cell × shape: part of a right way
	there []bool    // cell × shape: possible at all
	value []float32 // features of what is there, columns of Columns
	at    []int32   // cell × shape: index into value, in vectors
	n, m  int
	gold  int
}

// Area is a stretch of both texts in which the answer is known: one bead, or
// empty beads in any order, or, if Open, whatever.
type Area struct {
	I0, I1, J0, J1 int
	Open           bool
}

// NewExample takes a problem and areas that cover it in order.
func NewExample(ctx context.Context, p *Problem, g *Grid, areas []Area) (*Example, error) {
	n, m := p.s.Len(), p.t.Len()
	lo, hi := append([]int32(nil), g.lo...), append([]int32(nil), g.hi...)
	for _, a := range areas { // the corners of a right way are in, whatever the draft thought
		lo[a.I0], hi[a.I0] = min(lo[a.I0], int32(a.J0)), max(hi[a.I0], int32(a.J0))
		lo[a.I1], hi[a.I1] = min(lo[a.I1], int32(a.J1)), max(hi[a.I1], int32(a.J1))
	}
	e := &Example{band: newBand(lo, hi, m), Set: p.Set(), Trust: 1, n: n, m: m, gold: len(areas)}
	if p.vectors != nil {
		e.Trust = p.trust
	}
	size := e.cells() * len(shapes)
	e.right, e.there, e.at = make([]bool, size), make([]bool, size), make([]int32, size)
	x := newExtractor(p, e.band)
	var f [Features]float32
	e.label(areas)
	for i := 0; i <= n; i++ {
		for j := int(e.lo[i]); j <= int(e.hi[i]); j++ {
			for k, sh := range shapes {
				if e.band.at(i-sh.a, j-sh.b) < 0 {
					continue
				}
				c := e.band.at(i, j)*len(shapes) + k
				if !e.right[c] && p.ruledOut(i, j, sh) {
					continue
				}
				e.there[c] = true
				e.at[c] = int32(len(e.value) / Features)
				clear(f[:])
				x.features(f[:], i, j, sh)
				e.value = append(e.value, f[:]...)
			}
		}
	}
	return e, ctx.Err()
}

// Relabelled is the same example with another answer, whose ways must be among
// those of the first.
func (e *Example) Relabelled(areas []Area) *Example {
	r := *e
	r.right, r.gold = make([]bool, len(e.right)), len(areas)
	r.label(areas)
	return &r
}

// label marks the beads that are part of a right way.
func (e *Example) label(areas []Area) {
	first := 0
	for i := 0; i <= e.n; i++ {
		for first < len(areas) && areas[first].I1 < i {
			first++
		}
		for j := int(e.lo[i]); j <= int(e.hi[i]); j++ {
			for k, sh := range shapes {
				if e.band.at(i-sh.a, j-sh.b) < 0 {
					continue
				}
				// A bead may belong to an area that ends later.
				for q := first; q < len(areas) && areas[q].I0 <= i; q++ {
					if areas[q].holds(i-sh.a, i, j-sh.b, j) {
						e.right[e.band.at(i, j)*len(shapes)+k] = true
					}
				}
			}
		}
	}
}

func (a Area) holds(i0, i, j0, j int) bool {
	if i0 < a.I0 || i > a.I1 || j0 < a.J0 || j > a.J1 {
		return false
	}
	if a.Open {
		return true
	}
	if a.I0 == a.I1 || a.J0 == a.J1 { // empty beads, one by one
		return i0 == i || j0 == j
	}
	return i0 == a.I0 && i == a.I1 && j0 == a.J0 && j == a.J1
}

// Loss is the negative log likelihood of the right ways, in softmax-margin
// form (Gimpel and Smith, NAACL 2010): every wrong bead costs cost more. Its
// gradient is added to grad, times scale.
func (e *Example) Loss(w *[Features]float32, grad *[Features]float64, cost, scale float64) float64 {
	all := newLattice(e.band, shapes, turns(w))
	right := newLattice(e.band, shapes, turns(w))
	for c, there := range e.there {
		if !there {
			all.score[c], right.score[c] = float32(minusInf), float32(minusInf)
			continue
		}
		s := dot(e.value[int(e.at[c])*Features:int(e.at[c]+1)*Features], w[:])
		if e.right[c] {
			all.score[c], right.score[c] = s, s
		} else {
			all.score[c], right.score[c] = s+float32(cost), float32(minusInf)
		}
	}
	all.forward(context.Background())
	right.forward(context.Background())
	if math.IsInf(right.total, 0) || math.IsNaN(all.total) || math.IsNaN(right.total) {
		return 0
	}
	if grad != nil {
		all.backward(context.Background())
		right.backward(context.Background())
		e.expect(all, grad, scale)
		e.expect(right, grad, -scale)
	}
	return (all.total - right.total) * scale
}

func (e *Example) expect(l *lattice, grad *[Features]float64, scale float64) {
	for i := 0; i <= e.n; i++ {
		for j := int(e.lo[i]); j <= int(e.hi[i]); j++ {
			for k, sh := range shapes {
				c := e.band.at(i, j)*len(shapes) + k
				if !e.there[c] || l.score[c] == float32(minusInf) {
					continue
				}
				var p float64
				to := stateOf(sh)
				for s := range states {
					q := l.edge(i, j, k, s)
					p += q
					switch {
					case to == inMatch:
					case s == inMatch:
						grad[fGapOpens] += scale * q
					case s == to:
						grad[fGapGoesOn] += scale * q
					default:
						grad[fGapTurns] += scale * q
					}
				}
				if p < 1e-9 {
					continue
				}
				p *= scale
				for f, v := range e.value[int(e.at[c])*Features : int(e.at[c]+1)*Features] {
					if v != 0 {
						grad[f] += p * float64(v)
					}
				}
			}
		}
	}
}

// Beads is how many areas the example has.
func (e *Example) Beads() int { return e.gold }
