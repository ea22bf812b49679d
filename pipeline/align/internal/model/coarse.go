package model

import (
	"context"
	"math"
	"slices"
)

// The pyramid, in the manner of Thompson and Koehn, "Vecalign" (EMNLP 2019),
// section 3: both texts are halved again and again, each half carrying the sum
// of its segments' signatures; the smallest is aligned in the whole plane, and
// each larger one near the path of the smaller. What is linear at every size
// is linear in all.
const (
	pyramidTop    = 160_000 // cells that are looked at in full
	pyramidRadius = 10      // cells beside the path of the level above
	signatureSize = 64      // numbers in a signature, bits of a random number
)

// signatures are vectors of signatureSize numbers, a segment each.
type signatures struct {
	size  int
	v     []float32
	chars []float32
}

func (s *signatures) n() int             { return len(s.chars) }
func (s *signatures) at(i int) []float32 { return s.v[i*s.size : (i+1)*s.size] }

// half sums neighbours two by two.
func (s *signatures) half() *signatures {
	n := (s.n() + 1) / 2
	h := &signatures{size: s.size, v: make([]float32, n*s.size), chars: make([]float32, n)}
	for i := range s.n() {
		h.chars[i/2] += s.chars[i]
		to := h.at(i / 2)
		for k, x := range s.at(i) {
			to[k] += x
		}
	}
	return h
}

// unit scales the signatures to length 1.
func (s *signatures) unit() {
	for i := range s.n() {
		v := s.at(i)
		f := norm2(v)
		for k := range v {
			v[k] *= f
		}
	}
}

// coarsePath finds a path through the plane that the true one lies near. It
// leaves the signatures scaled to length 1.
func coarsePath(ctx context.Context, s, t *signatures) ([]cell, error) {
	if s.n() == 0 || t.n() == 0 {
		return []cell{{0, 0}, {s.n(), t.n()}}, nil
	}
	if s.n()*t.n() <= pyramidTop || s.n() < 4 || t.n() < 4 {
		return level(ctx, s, t, plane(s.n(), t.n()))
	}
	above, err := coarsePath(ctx, s.half(), t.half())
	if err != nil {
		return nil, err
	}
	path := make([]cell, 0, 2*len(above))
	for _, c := range above {
		path = append(path, cell{min(2*c.i, s.n()), min(2*c.j, t.n())})
	}
	return level(ctx, s, t, around(path, s.n(), t.n(), pyramidRadius))
}

// Steps of the coarse search and what they cost beside the evidence.
var coarseSteps = [...]struct {
	a, b int
	cost float32
}{{1, 1, 0}, {1, 0, 0.6}, {0, 1, 0.6}, {1, 2, 0.9}, {2, 1, 0.9}}

// level aligns one level of the pyramid inside a band.
func level(ctx context.Context, s, t *signatures, b *band) ([]cell, error) {
	both(s.unit, t.unit)
	mean, dev := chance(s.v, t.v, s.size)
	var total [2]float64
	for _, c := range s.chars {
		total[0] += float64(c)
	}
	for _, c := range t.chars {
		total[1] += float64(c)
	}
	ratio := float32(total[1] / max(total[0], 1))
	score := make([]float32, b.cells())
	back := make([]uint8, b.cells())
	like := make([]float32, b.cells()) // of source unit i-1 and target unit j-1
	err := parallel(ctx, len(b.lo), levelRows, func(from, to int) {
		for i := max(from, 1); i < to; i++ {
			row := like[b.base[i]:b.base[i+1]]
			for j := max(int(b.lo[i]), 1); j <= int(b.hi[i]); j++ {
				z := (dot(s.at(i-1), t.at(j-1)) - mean) / dev
				row[j-int(b.lo[i])] = min(max(z, -1), 5)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	for i := range b.lo {
		if i%heed == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for j := int(b.lo[i]); j <= int(b.hi[i]); j++ {
			at := b.at(i, j)
			if i == 0 && j == 0 {
				continue
			}
			best, from := float32(math.Inf(-1)), uint8(0)
			for k, st := range coarseSteps {
				p := b.at(i-st.a, j-st.b)
				if p < 0 || i < st.a || j < st.b {
					continue
				}
				x := score[p] - st.cost
				if st.a > 0 && st.b > 0 {
					ls, lt := s.chars[i-1], t.chars[j-1]
					gain := like[at]
					if st.a == 2 {
						ls += s.chars[i-2]
						if q := b.at(i-1, j); q >= 0 {
							gain = max((gain+like[q])*0.6, gain)
						}
					}
					if st.b == 2 {
						lt += t.chars[j-2]
						if q := b.at(i, j-1); q >= 0 {
							gain = max((gain+like[q])*0.6, gain)
						}
					}
					d := (lt - ratio*ls) * (lt - ratio*ls) / (6.8 * (ratio*ls + lt + 1) / 2)
					x += gain - min(d/4, 2)
				}
				if x > best {
					best, from = x, uint8(k)
				}
			}
			score[at], back[at] = best, from
		}
	}
	n, m := s.n(), t.n()
	path := []cell{{n, m}}
	for i, j := n, m; i > 0 || j > 0; {
		st := coarseSteps[back[b.at(i, j)]]
		i, j = i-st.a, j-st.b
		path = append(path, cell{i, j})
	}
	slices.Reverse(path)
	return path, nil
}

// levelRows is how many rows of a level are compared at a time.
const levelRows = 128

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	k := 0
	for ; k+4 <= len(a); k += 4 {
		s0 += a[k] * b[k]
		s1 += a[k+1] * b[k+1]
		s2 += a[k+2] * b[k+2]
		s3 += a[k+3] * b[k+3]
	}
	for ; k < len(a); k++ {
		s0 += a[k] * b[k]
	}
	return s0 + s1 + s2 + s3
}

// chance is the mean and the deviation of the likeness of pairs that have
// nothing to do with each other.
func chance(su, tu []float32, size int) (mean, dev float32) {
	n, m := len(su)/size, len(tu)/size
	r := random(1)
	var sum, sq float64
	const tries = 1000
	for range tries {
		i, j := r.below(n), r.below(m)
		x := float64(dot(su[i*size:(i+1)*size], tu[j*size:(j+1)*size]))
		sum += x
		sq += x * x
	}
	mean = float32(sum / tries)
	return mean, float32(math.Sqrt(max(sq/tries-sum/tries*sum/tries, 0))) + 0.02
}

// random is a small generator (splitmix64, Steele et al. 2014): the same
// numbers in every run.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// sign adds, for each two segments, the random vectors of its words: on the target
// side of the words themselves, on the source side of what they are tied to.
// Two signatures are then as alike as their segments have links.
func (c *channel) sign(ctx context.Context, s, t *signatures, weight float32) error {
	err := parallel(ctx, s.n(), signUnits, func(from, to int) {
		for i := 2 * from; i < min(2*to, c.s.Len()); i++ {
			out := (*[signatureSize]float32)(s.at(i / 2))
			for _, w := range c.s.Words(i) {
				if c.weightS[w] == 0 {
					continue
				}
				for e := c.dict.offsets[w]; e < c.dict.offsets[w+1]; e++ {
					addRandom(out, c.dict.to[e], weight*c.weightS[w]*c.dict.weight[e])
				}
			}
		}
	})
	if err != nil {
		return err
	}
	return parallel(ctx, t.n(), signUnits, func(from, to int) {
		for j := 2 * from; j < min(2*to, c.t.Len()); j++ {
			out := (*[signatureSize]float32)(t.at(j / 2))
			for _, w := range c.t.Words(j) {
				if x := c.weightT[w] * c.dict.capT[w]; x > 0 {
					addRandom(out, w, weight*x)
				}
			}
		}
	})
}

// signUnits is how many units are signed at a time.
const signUnits = 128

// addRandom adds the random vector of a word, of numbers x and -x.
func addRandom(to *[signatureSize]float32, word int32, x float32) {
	r := random(uint64(word) * 0x2545f4914f6cdd1d)
	signs, plain := r.next(), math.Float32bits(x)
	for q := range to {
		to[q] += math.Float32frombits(plain ^ uint32(signs)<<31)
		signs >>= 1
	}
}

// newSignatures are empty ones, one for two segments.
func newSignatures(t *Text) *signatures {
	n := (t.Len() + 1) / 2
	s := &signatures{size: signatureSize, v: make([]float32, n*signatureSize), chars: make([]float32, n)}
	for i, g := range t.Segments {
		s.chars[i/2] += float32(g.Chars)
	}
	return s
}
