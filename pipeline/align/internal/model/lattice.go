package model

import (
	"context"
	"math"
)

// shape is how many segments of each side a bead has.
type shape struct{ a, b int }

// MaxBead is the most segments that a bead has, both sides together.
const MaxBead = 8

// shapes are all beads of the field; the empty ones come first.
var shapes = allShapes()

func allShapes() []shape {
	out := []shape{{1, 0}, {0, 1}}
	for n := 2; n <= MaxBead; n++ {
		for a := 1; a < n; a++ {
			out = append(out, shape{a, n - a})
		}
	}
	return out
}

// fieldShapes is the number of shapes.
const fieldShapes = 2 + MaxBead*(MaxBead-1)/2

// draftShapes are the beads of the quick look that comes first.
var draftShapes = []shape{{1, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 3}, {3, 1}, {2, 3}, {3, 2}, {1, 4}, {4, 1}}

// Gap states: what the bead before was. A run of empty beads on one side is one
// block, not many accidents.
const (
	inMatch  = iota
	inSource // the bead before has no target
	inTarget // the bead before has no source
	states
)

func stateOf(s shape) int {
	switch {
	case s.b == 0:
		return inSource
	case s.a == 0:
		return inTarget
	}
	return inMatch
}

// lattice holds the score of every bead that ends in a cell of the band, and
// runs the sums and maxima of a semi-Markov field over it (Sarawagi and Cohen,
// NIPS 2004).
type lattice struct {
	*band
	shapes      []shape
	score       []float32 // cell × shape; -Inf: not there
	turn        [states][states]float64
	odds        [states][states]float64 // exp of turn
	alpha, beta []node
	total       float64 // log of the sum over all ways
}

// node is a sum of ways by state. It is kept apart from its scale, so that the
// sums need an exponential for each bead that counts, and hardly a logarithm.
type node struct {
	v  [states]float64
	at float64 // the sums are v times exp(at); -Inf: no way
}

// negligible is the log of the share from which on a way is left out of a sum.
const negligible = -20

func newLattice(b *band, shapes []shape, turn [states][states]float64) *lattice {
	l := &lattice{band: b, shapes: shapes, turn: turn, score: make([]float32, b.cells()*len(shapes))}
	for s := range turn {
		for to, x := range turn[s] {
			l.odds[s][to] = math.Exp(x)
		}
	}
	return l
}

var minusInf = math.Inf(-1)

// heed is after how many rows the context is looked at.
const heed = 128

// sums sums over all ways, from the start and from the end.
func (l *lattice) sums(ctx context.Context) error {
	both(func() { l.forward(ctx) }, func() { l.backward(ctx) })
	return ctx.Err()
}

// forward sums over all ways from the start to each cell, and so over all.
func (l *lattice) forward(ctx context.Context) {
	l.alpha = make([]node, l.cells())
	ks := len(l.shapes)
	to, logs, from := l.statesOf(), make([]float64, ks), make([]*node, ks)
	var before []span
	for i := range l.lo {
		if i%heed == 0 && ctx.Err() != nil {
			return
		}
		before = l.spans(l.shapes, i, -1, before)
		for j := int(l.lo[i]); j <= int(l.hi[i]); j++ {
			c := l.base[i] + j - int(l.lo[i])
			if i == 0 && j == 0 {
				l.alpha[c].v[inMatch] = 1
				continue
			}
			score := l.score[c*ks : (c+1)*ks]
			top := minusInf
			for k, x := range score {
				logs[k] = minusInf
				if b := &before[k]; j >= b.lo && j <= b.hi {
					from[k] = &l.alpha[b.offset+j]
					logs[k] = from[k].at + float64(x)
					top = max(top, logs[k])
				}
			}
			var sum [states]float64
			for k, x := range logs {
				if d := x - top; d > negligible {
					s, p := to[k], from[k]
					sum[s] += expDown(d) * (p.v[0]*l.odds[0][s] + p.v[1]*l.odds[1][s] + p.v[2]*l.odds[2][s])
				}
			}
			l.alpha[c] = scaled(sum, top)
		}
	}
	end := &l.alpha[len(l.alpha)-1]
	l.total = end.at + math.Log(end.v[0]+end.v[1]+end.v[2])
}

// backward sums over all ways from each cell to the end.
func (l *lattice) backward(ctx context.Context) {
	l.beta = make([]node, l.cells())
	ks := len(l.shapes)
	to, logs, after := l.statesOf(), make([]float64, ks), make([]*node, ks)
	n := len(l.lo) - 1
	var next []span
	for i := n; i >= 0; i-- {
		if i%heed == 0 && ctx.Err() != nil {
			return
		}
		next = l.spans(l.shapes, i, 1, next)
		for j := int(l.hi[i]); j >= int(l.lo[i]); j-- {
			c := l.base[i] + j - int(l.lo[i])
			if i == n && j == int(l.hi[n]) {
				l.beta[c].v = [states]float64{1, 1, 1}
				continue
			}
			top := minusInf
			for k := range next {
				logs[k] = minusInf
				if b := &next[k]; j >= b.lo && j <= b.hi {
					q := b.offset + j
					after[k] = &l.beta[q]
					logs[k] = after[k].at + float64(l.score[q*ks+k])
					top = max(top, logs[k])
				}
			}
			var on [states]float64
			for k, x := range logs {
				if d := x - top; d > negligible {
					on[to[k]] += expDown(d) * after[k].v[to[k]]
				}
			}
			var sum [states]float64
			for s := range sum {
				sum[s] = on[0]*l.odds[s][0] + on[1]*l.odds[s][1] + on[2]*l.odds[s][2]
			}
			l.beta[c] = scaled(sum, top)
		}
	}
}

func (l *lattice) statesOf() []int {
	out := make([]int, len(l.shapes))
	for k, sh := range l.shapes {
		out[k] = stateOf(sh)
	}
	return out
}

// scaled is a node whose greatest sum lies near 1.
func scaled(v [states]float64, at float64) node {
	m := max(v[0], v[1], v[2])
	if m > 0.25 && m < 4 {
		return node{v, at}
	}
	if m == 0 || math.IsInf(at, -1) {
		return node{at: minusInf}
	}
	_, e := math.Frexp(m)
	f := math.Ldexp(1, -e)
	for s := range v {
		v[s] *= f
	}
	return node{v, at + float64(e)*math.Ln2}
}

// bead finds the nodes before and after the bead of shape k that ends in cell
// (i,j), the state that it is in, and the log of its share at their scales; no
// nodes where the band has none.
func (l *lattice) bead(i, j, k int) (a, b *node, to int, log float64) {
	sh := l.shapes[k]
	c, p := l.at(i, j), l.at(i-sh.a, j-sh.b)
	if c < 0 || p < 0 {
		return nil, nil, 0, minusInf
	}
	a, b = &l.alpha[p], &l.beta[c]
	return a, b, stateOf(sh), a.at + b.at + float64(l.score[c*len(l.shapes)+k]) - l.total
}

// edge is the probability of the bead of shape k that ends in cell (i,j), where
// the bead before left the field in state from.
func (l *lattice) edge(i, j, k, from int) float64 {
	a, b, to, log := l.bead(i, j, k)
	if a == nil {
		return 0
	}
	return math.Exp(log) * a.v[from] * l.odds[from][to] * b.v[to]
}

// posterior is the probability of the bead of shape k that ends in cell (i,j).
func (l *lattice) posterior(i, j, k int) float64 {
	a, b, to, log := l.bead(i, j, k)
	if a == nil || log < 2*negligible {
		return 0
	}
	return math.Exp(log) * (a.v[0]*l.odds[0][to] + a.v[1]*l.odds[1][to] + a.v[2]*l.odds[2][to]) * b.v[to]
}

// through is the probability that the way goes through a cell.
func (l *lattice) through(i, j int) float64 {
	c := l.at(i, j)
	a, b := &l.alpha[c], &l.beta[c]
	x := a.at + b.at - l.total
	if x < 2*negligible {
		return 0
	}
	return math.Exp(x) * (a.v[0]*b.v[0] + a.v[1]*b.v[1] + a.v[2]*b.v[2])
}
