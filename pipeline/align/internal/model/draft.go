package model

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// The draft is a quick look at a broad band: lengths as Gale and Church (1993)
// weigh them, and how much of a bead's words are linked. It says where the
// field need look, and gives the lexicon its first pairs.

// draftPrior is the log probability of each of draftShapes.
var draftPrior = []float64{-4.6, -4.6, -0.3, -2.4, -2.4, -3.9, -3.9, -3.9, -5.2, -5.2, -5.2, -5.2}

// draftTurn favours an empty bead after an empty bead of the same side.
var draftTurn = [states][states]float64{{0, 0, 0}, {-0.3, 2.2, -1}, {-0.3, -1, 2.2}}

const (
	vectorWeight  = 0.5  // of one deviation that embeddings are closer than chance
	draftWeight   = 0.55 // of one deviation of linked words above chance
	draftCap      = 7    // deviations
	draftExpected = 1.0  // deviations that a bead should have, or it speaks against itself
	draftCold     = 0.8  // the sums are taken at a higher temperature: prune less
)

// measures are what lengths are compared with.
type measures struct {
	ratio    float64 // characters of the target for one of the source
	variance float64 // of the difference, for one character
}

func (m measures) delta(ls, lt float64) float64 {
	return (lt - m.ratio*ls) / math.Sqrt(m.variance*(m.ratio*ls+lt+4)/2)
}

// pairing is what is known of a pair of segments, for all evidence together:
// a number that grows with what ties them, and its mass on either side.
type pairing struct {
	channels     []*channel
	weights      []float32
	vectors      *vectors
	massS, massT []float32
	mean, dev    float32 // of the coverage of pairs at random
}

// copy is a pairing to which more can be added.
func (p *pairing) copy() pairing {
	q := *p
	q.channels, q.weights = slices.Clone(p.channels), slices.Clone(p.weights)
	q.massS, q.massT = slices.Clone(p.massS), slices.Clone(p.massT)
	return q
}

func (p *pairing) add(c *channel, weight float32) {
	p.channels, p.weights = append(p.channels, c), append(p.weights, weight)
	if p.massS == nil {
		p.massS, p.massT = make([]float32, c.s.Len()), make([]float32, c.t.Len())
	}
	for i, x := range c.knownS {
		p.massS[i] += weight * x
	}
	for j, x := range c.knownT {
		p.massT[j] += weight * x
	}
}

// window is a part of the plane that is drafted by itself: rows i0 and columns
// j0 are its corner, the band is counted from there.
type window struct {
	*band
	i0, j0 int
}

// draft scores the beads of a window and sums over it.
func draft(s, t *Text, p *pairing, b window, m measures) *lattice {
	mass := make([]float32, b.cells()) // of the pair that ends in the cell
	var near []float32
	if p.vectors != nil {
		near = make([]float32, b.cells())
	}
	n := len(b.lo) - 1
	var r []reach
	var ls []link
	for i := range n {
		from, to := max(int(b.lo[i+1]), 1), int(b.hi[i+1])
		at := b.at(i+1, from)
		for x, c := range p.channels {
			r = c.reach(b.i0+i, r)
			if len(r) == 0 {
				continue
			}
			for j := from; j <= to; j++ {
				ls = c.links(r, b.j0+j-1, ls[:0])
				mass[at+j-from] += p.weights[x] * c.mass(b.i0+i, b.j0+j-1, ls)
			}
		}
		if p.vectors != nil {
			for j := from; j <= to; j++ {
				near[at+j-from] = float32(p.vectors.pair(b.i0+i, b.j0+j-1))
			}
		}
	}
	l := newLattice(b.band, draftShapes, draftTurn)
	for i := range b.lo {
		for j := int(b.lo[i]); j <= int(b.hi[i]); j++ {
			out := l.score[b.at(i, j)*len(draftShapes):]
			for k, sh := range draftShapes {
				if b.at(i-sh.a, j-sh.b) < 0 {
					out[k] = float32(minusInf)
					continue
				}
				x := draftPrior[k]
				if sh.a > 0 && sh.b > 0 {
					i1, j1 := b.i0+i, b.j0+j
					d := m.delta(float64(s.Chars(i1-sh.a, i1)), float64(t.Chars(j1-sh.b, j1)))
					x -= min(d*d/2, 8)
					var linked, ms, mt, close float32
					for q := i - sh.a; q < i; q++ {
						ms += p.massS[b.i0+q]
						for w := j - sh.b; w < j; w++ {
							if c := b.at(q+1, w+1); c >= 0 {
								linked += mass[c]
								if near != nil {
									close += near[c]
								}
							}
						}
					}
					for w := j - sh.b; w < j; w++ {
						mt += p.massT[b.j0+w]
					}
					z := (coverage(linked, ms, mt) - p.mean) / p.dev
					x += draftWeight * (min(max(float64(z), -2), draftCap) - draftExpected)
					if near != nil {
						x += vectorWeight * min(max(float64(close)/float64(max(sh.a, sh.b)), -1), 4)
					}
				}
				out[k] = float32(draftCold * x)
			}
		}
	}
	l.sums()
	return l
}

// coverage is linked mass over what could be linked; short ones are doubted.
func coverage(linked, ms, mt float32) float32 {
	if ms <= 0 || mt <= 0 {
		return 0
	}
	return min(linked/(float32(math.Sqrt(float64(ms*mt)))+0.5), 1.2)
}

// chance measures the coverage of pairs that have nothing to do with each
// other.
func (p *pairing) chance(n, m int) {
	r := random(2)
	var sum, sq float64
	var rs []reach
	var ls []link
	const tries = 400
	for range tries {
		i, j := r.below(n), r.below(m)
		var linked float32
		for x, c := range p.channels {
			rs = c.reach(i, rs)
			ls = c.links(rs, j, ls[:0])
			linked += p.weights[x] * c.mass(i, j, ls)
		}
		x := float64(coverage(linked, p.massS[i], p.massT[j]))
		sum += x
		sq += x * x
	}
	p.mean = float32(sum / tries)
	p.dev = float32(math.Sqrt(max(sq/tries-sum/tries*sum/tries, 0))) + 0.06
}

// parallel runs f over stretches of [0,n), on all processors.
func parallel(ctx context.Context, n, stretch int, f func(from, to int)) error {
	tasks := (n + stretch - 1) / stretch
	workers := min(runtime.GOMAXPROCS(0), tasks)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for ctx.Err() == nil {
				k := int(next.Add(1)) - 1
				if k >= tasks {
					return
				}
				f(k*stretch, min((k+1)*stretch, n))
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// both runs two functions side by side.
func both(f, g func()) {
	var wg sync.WaitGroup
	wg.Go(f)
	g()
	wg.Wait()
}
