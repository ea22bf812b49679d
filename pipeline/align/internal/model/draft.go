package model

import (
	"context"
	"math"
	"runtime"
	"sync"
)

// The draft is a quick look at a broad band: lengths as Gale and Church (1993)
// weigh them, and how much of a bead's words are linked. It says where the
// field need look, and gives the lexicon its first pairs.

// draftPrior is the log probability of each of draftShapes.
var draftPrior = []float64{-4.6, -4.6, -0.3, -2.4, -2.4, -3.9, -3.9, -3.9, -5.2, -5.2, -5.2, -5.2}

// draftTurn favours an empty bead after an empty bead of the same side.
var draftTurn = [states][states]float64{{0, 0, 0}, {-0.3, 1.5, -1}, {-0.3, -1, 1.5}}

const (
	draftWeight = 0.55 // of one deviation of linked words above chance
	draftCap    = 7    // deviations
	draftCold   = 0.8  // the sums are taken at a higher temperature: prune less
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

// draft scores the beads of a band and sums over it.
func draft(ctx context.Context, s, t *Text, p *pairing, b *band, m measures) (*lattice, error) {
	mass := make([]float32, b.cells()) // of the pair that ends in the cell
	near := make([]float32, 0)
	if p.vectors != nil {
		near = make([]float32, b.cells())
	}
	n := s.Len()
	err := parallel(ctx, n, func(from, to int) {
		var r []reach
		var ls []link
		for x, c := range p.channels {
			for i := from; i < to; i++ {
				r = c.reach(i, r)
				if len(r) == 0 {
					continue
				}
				for j := max(int(b.lo[i+1]), 1); j <= int(b.hi[i+1]); j++ {
					ls = c.links(r, j-1, ls[:0])
					mass[b.at(i+1, j)] += p.weights[x] * c.mass(i, j-1, ls)
				}
			}
		}
		if p.vectors != nil {
			for i := from; i < to; i++ {
				for j := max(int(b.lo[i+1]), 1); j <= int(b.hi[i+1]); j++ {
					near[b.at(i+1, j)] = float32(p.vectors.pair(i, j-1))
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	mean, dev := p.chance(s.Len(), t.Len())
	l := newLattice(b, draftShapes, draftTurn)
	err = parallel(ctx, n+1, func(from, to int) {
		for i := from; i < to; i++ {
			for j := int(b.lo[i]); j <= int(b.hi[i]); j++ {
				out := l.score[b.at(i, j)*len(draftShapes):]
				for k, sh := range draftShapes {
					if b.at(i-sh.a, j-sh.b) < 0 {
						out[k] = float32(minusInf)
						continue
					}
					x := draftPrior[k]
					if k >= 2 {
						d := m.delta(float64(s.Chars(i-sh.a, i)), float64(t.Chars(j-sh.b, j)))
						x -= min(d*d/2, 8)
						var linked, ms, mt, close float32
						for q := i - sh.a; q < i; q++ {
							ms += p.massS[q]
							for w := j - sh.b; w < j; w++ {
								if c := b.at(q+1, w+1); c >= 0 {
									linked += mass[c]
									if p.vectors != nil {
										close += near[c]
									}
								}
							}
						}
						for w := j - sh.b; w < j; w++ {
							mt += p.massT[w]
						}
						z := (coverage(linked, ms, mt) - mean) / dev
						x += draftWeight * min(max(float64(z), -2), draftCap)
						if p.vectors != nil {
							x += 1.2 * min(max(float64(close)/float64(max(sh.a, sh.b)), -1), 4)
						}
					}
					out[k] = float32(draftCold * x)
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	l.forward()
	l.backward()
	return l, nil
}

// coverage is linked mass over what could be linked; short ones are doubted.
func coverage(linked, ms, mt float32) float32 {
	if ms <= 0 || mt <= 0 {
		return 0
	}
	return min(linked/(float32(math.Sqrt(float64(ms*mt)))+0.5), 1.2)
}

// chance is the coverage of pairs that have nothing to do with each other.
func (p *pairing) chance(n, m int) (mean, dev float32) {
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
	mean = float32(sum / tries)
	return mean, float32(math.Sqrt(max(sq/tries-sum/tries*sum/tries, 0))) + 0.06
}

// narrow keeps of each row the columns that the way goes through with some
// probability, and margin beside them.
func narrow(l *lattice, floor float64, margin int) *band {
	n, m := len(l.lo)-1, int(l.hi[len(l.hi)-1])
	lo, hi := make([]int32, n+1), make([]int32, n+1)
	for i := range lo {
		lo[i], hi[i] = int32(m), 0
		for j := l.lo[i]; j <= l.hi[i]; j++ {
			if l.through(i, int(j)) >= floor {
				lo[i] = min(lo[i], max(j-int32(margin), 0))
				hi[i] = max(hi[i], min(j+int32(margin), int32(m)))
			}
		}
	}
	last := int32(0)
	for i := range lo {
		if hi[i] < lo[i] { // inside every likely bead
			lo[i], hi[i] = int32(m), last
		}
		last = max(last, hi[i])
	}
	return newBand(lo, hi, m)
}

// parallel cuts [0,n) in as many stretches as there are processors.
func parallel(ctx context.Context, n int, f func(from, to int)) error {
	workers := min(runtime.GOMAXPROCS(0), max(n/64, 1))
	if workers == 1 {
		for from := 0; from < n; from += 512 {
			if err := ctx.Err(); err != nil {
				return err
			}
			f(from, min(from+512, n))
		}
		return ctx.Err()
	}
	const stretch = 256
	var next int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for ctx.Err() == nil {
				mu.Lock()
				from := next
				next += stretch
				mu.Unlock()
				if from >= n {
					return
				}
				f(from, min(from+stretch, n))
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
