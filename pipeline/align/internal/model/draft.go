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
var draftTurn = [states][states]float64{{0, 0, 0}, {-0.3, 3.2, -1}, {-0.3, -1, 3.2}}

const (
	vectorWeight   = 0.5  // of one deviation that embeddings are closer than chance
	vectorExpected = 1.0  // as draftExpected, for embeddings
	draftWeight    = 0.55 // of one deviation of linked words above chance
	draftCap       = 7    // deviations
	draftExpected  = 1.0  // deviations that a bead should have, or it speaks against itself
	draftCold      = 0.8  // the sums are taken at a higher temperature: prune less
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
	share        float64 // of the vectors' weight that they have
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

// draft scores the beads of a window and sums over it.
func draft(ctx context.Context, s, t *Text, p *pairing, b window, m measures) (*lattice, error) {
	mass := make([]float32, b.cells()) // of the pair that ends in the cell
	var near []float32
	if p.vectors != nil {
		near = make([]float32, b.cells())
	}
	rows := len(b.lo)
	err := parallel(ctx, rows-1, draftRows, func(first, end int) {
		for i := first; i < end; i++ {
			from, to := max(int(b.lo[i+1]), 1), int(b.hi[i+1])
			at := b.at(i+1, from)
			if at < 0 {
				continue
			}
			row := mass[at : at+to-from+1]
			for x, c := range p.channels {
				c.spread(b.i0+i, b.j0+from-1, b.j0+to, p.weights[x], row)
			}
			if p.vectors != nil {
				for j := from; j <= to; j++ {
					near[at+j-from] = float32(p.vectors.pair(b.i0+i, b.j0+j-1))
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	l := newLattice(b.band, draftShapes, draftTurn)
	columns := newColumns(t, p, b)
	err = parallel(ctx, rows, draftRows, func(first, end int) {
		d := drafter{p: p, window: b, m: m, mass: mass, near: near, columns: columns}
		for i := first; i < end; i++ {
			d.row(s, i, l)
		}
	})
	if err != nil {
		return nil, err
	}
	return l, l.sums(ctx)
}

// draftRows is how many rows are drafted at a time.
const draftRows = 64

// draftMost is the most segments of a side that a draft's bead has.
const draftMost = 4

// tails hold, for a segment and for each number of segments that end with it,
// their characters, their mass, and its root.
type tails struct {
	chars [draftMost + 1]float64
	root  [draftMost + 1]float32
	some  [draftMost + 1]bool // there is mass at all
}

func tailsOf(t *Text, mass []float32, end int) (e tails) {
	var sum float32
	for n := 1; n <= min(draftMost, end); n++ {
		e.chars[n] = float64(t.Chars(end-n, end))
		sum += mass[end-n]
		e.root[n] = float32(math.Sqrt(float64(sum)))
		e.some[n] = sum > 0
	}
	return e
}

// newColumns gives the tails of the target's segments of a window.
func newColumns(t *Text, p *pairing, b window) []tails {
	out := make([]tails, b.hi[len(b.hi)-1]+1)
	for j := range out {
		out[j] = tailsOf(t, p.massT, b.j0+j)
	}
	return out
}

// drafter scores the beads of rows of a window.
type drafter struct {
	window
	p          *pairing
	m          measures
	mass, near []float32
	columns    []tails
}

// corner sums what the pairs of a cell's last segments have, by how many of each
// side they are.
type corner [draftMost + 1][draftMost + 1]float32

func (d *drafter) corner(v []float32, i, j int, out *corner) {
	for a := 1; a <= draftMost; a++ {
		r := i - a + 1
		var row float32
		lo, hi, base := 1, 0, 0
		if r >= 0 {
			lo, hi = max(int(d.lo[r]), 1), int(d.hi[r])
			base = d.base[r] - int(d.lo[r])
		}
		for b := 1; b <= draftMost; b++ {
			if c := j - b + 1; c >= lo && c <= hi {
				row += v[base+c]
			}
			out[a][b] = out[a-1][b] + row
		}
	}
}

func (d *drafter) row(s *Text, i int, l *lattice) {
	left := tailsOf(s, d.p.massS, d.i0+i)
	before := l.spans(l.shapes, i, -1, nil)
	var linked, close corner
	half := d.m.variance / 2
	weight := draftWeight + draftWide*math.Log(max(float64(d.hi[i]-d.lo[i])/wideRow, 1))
	for j := int(d.lo[i]); j <= int(d.hi[i]); j++ {
		right := &d.columns[j]
		d.corner(d.mass, i, j, &linked)
		if d.near != nil {
			d.corner(d.near, i, j, &close)
		}
		c := d.base[i] + j - int(d.lo[i])
		out := l.score[c*len(draftShapes) : (c+1)*len(draftShapes)]
		for k, sh := range draftShapes {
			if j < before[k].lo || j > before[k].hi {
				out[k] = float32(minusInf)
				continue
			}
			x := draftPrior[k]
			if sh.a > 0 && sh.b > 0 {
				ls, lt := d.m.ratio*left.chars[sh.a], right.chars[sh.b]
				x -= min((lt-ls)*(lt-ls)/(half*(ls+lt+4))/2, 8)
				var z float64
				if left.some[sh.a] && right.some[sh.b] {
					z = float64(min(linked[sh.a][sh.b]/(left.root[sh.a]*right.root[sh.b]+0.5), coverageMost))
				}
				z = (z - float64(d.p.mean)) / float64(d.p.dev)
				x += weight * (min(max(z, -2), draftCap) - draftExpected)
				if d.near != nil {
					x += vectorWeight * d.p.share * (min(max(float64(close[sh.a][sh.b])/float64(max(sh.a, sh.b)), -1), 4) - vectorExpected)
				}
			}
			out[k] = float32(draftCold * x)
		}
	}
}

// In a row that is looked at over very many columns, beside a long insertion, a way
// that matches anything anywhere has many chances: words weigh more there, by
// draftWide times the logarithm of how many times wideRow columns the row has.
const (
	draftWide = 0.3
	wideRow   = 600
)

// coverageMost is the most that coverage can be.
const coverageMost = 1.2

// coverage is linked mass over what could be linked; short ones are doubted.
func coverage(linked, ms, mt float32) float32 {
	if ms <= 0 || mt <= 0 {
		return 0
	}
	return min(linked/(float32(math.Sqrt(float64(ms*mt)))+0.5), coverageMost)
}

// chance measures the coverage of pairs that have nothing to do with each
// other.
func (p *pairing) chance(n, m int) {
	r := random(2)
	var sum, sq float64
	const tries = 400
	for range tries {
		i, j := r.below(n), r.below(m)
		var linked float32
		for x, c := range p.channels {
			linked += p.weights[x] * c.mass(i, j)
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
