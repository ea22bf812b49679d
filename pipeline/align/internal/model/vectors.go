package model

import (
	"context"
	"math"
)

// vectors are the embeddings of both sides, centred: what all texts of one
// language share says nothing.
type vectors struct {
	size         int
	meanS, meanT []float32
	s, t         []float32 // segment by segment, of length 1
	awayS, awayT []float32 // how far a segment is from the other side's at random, 1-cosine
	mean, dev    float64   // of the cosine of random pairs
	joinedS      map[stretch][]float32
	joinedT      map[stretch][]float32
	kinS, kinT   kin
	// By segment: its first and its last clause, where it has several.
	headS, tailS, headT, tailT map[int][]float32
}

// kin are the cosines of a segment with the ones that follow it on its own side.
type kin []float32

const kinReach = MaxBead // segments

func (v *vectors) kin(single []float32) kin {
	n := len(single) / v.size
	out := make(kin, n*kinReach)
	for i := range n {
		for d := 1; d <= kinReach && i+d < n; d++ {
			out[i*kinReach+d-1] = dot(single[i*v.size:(i+1)*v.size], single[(i+d)*v.size:(i+d+1)*v.size])
		}
	}
	return out
}

// length is the squared length of the sum of the vectors of a stretch, each
// weighed by its segment's length.
func (k kin) length(t *Text, from, to int) float32 {
	var sum float32
	for i := from; i < to; i++ {
		c := float32(t.Segments[i].Chars)
		sum += c * c
		for d := 1; i+d < to; d++ {
			sum += 2 * c * float32(t.Segments[i+d].Chars) * k[i*kinReach+d-1]
		}
	}
	return max(sum, 0)
}

// stretch is several segments in a row: [from,to).
type stretch struct{ from, to int }

// newVectors centres the embeddings. Both are segment by segment, size numbers
// each.
func newVectors(ctx context.Context, s, t [][]float32) (*vectors, error) {
	v := &vectors{size: len(s[0]), joinedS: map[stretch][]float32{}, joinedT: map[stretch][]float32{}}
	v.meanS, v.meanT = middle(s), middle(t)
	v.s, v.t = v.flat(s, v.meanS), v.flat(t, v.meanT)
	v.kinS, v.kinT = v.kin(v.s), v.kin(v.t)
	v.headS, v.tailS, v.headT, v.tailT = map[int][]float32{}, map[int][]float32{}, map[int][]float32{}, map[int][]float32{}
	n, m := len(s), len(t)
	r := random(3)
	var sum, sq, tries float64
	away := func(n, m int, f func(i, j int) float64) []float32 {
		out := make([]float32, n)
		const sample = 24
		for i := range out {
			if i%heed == 0 && ctx.Err() != nil {
				return nil
			}
			for range sample {
				x := f(i, r.below(m))
				out[i] += float32(1-x) / sample
				sum += x
				sq += x * x
				tries++
			}
		}
		return out
	}
	v.awayS = away(n, m, v.cosine)
	v.awayT = away(m, n, func(j, i int) float64 { return v.cosine(i, j) })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v.mean = sum / tries
	v.dev = math.Sqrt(max(sq/tries-v.mean*v.mean, 0)) + 0.02
	return v, nil
}

func middle(x [][]float32) []float32 {
	out := make([]float32, len(x[0]))
	for _, v := range x {
		q := norm2(v)
		for k, y := range v {
			out[k] += y * q / float32(len(x))
		}
	}
	if len(x) < 8 { // too few to know what they share
		for k := range out {
			out[k] *= float32(len(x)) / 8
		}
	}
	return out
}

// norm2 is what scales a vector to length 1; 0 for a vector of zeros.
func norm2(v []float32) float32 {
	var q float64
	for _, x := range v {
		q += float64(x) * float64(x)
	}
	if q == 0 {
		return 0
	}
	return float32(1 / math.Sqrt(q))
}

func (v *vectors) flat(x [][]float32, mean []float32) []float32 {
	out := make([]float32, 0, len(x)*v.size)
	for _, y := range x {
		out = append(out, centre(y, mean)...)
	}
	return out
}

func centre(v, mean []float32) []float32 {
	out := make([]float32, len(v))
	q := norm2(v)
	for k, x := range v {
		out[k] = x*q - mean[k]
	}
	q = norm2(out)
	for k := range out {
		out[k] *= q
	}
	return out
}

func (v *vectors) cosine(i, j int) float64 {
	return float64(dot(v.s[i*v.size:(i+1)*v.size], v.t[j*v.size:(j+1)*v.size]))
}

// pair is how many deviations above chance two segments are alike.
func (v *vectors) pair(i, j int) float64 { return (v.cosine(i, j) - v.mean) / v.dev }

// of gives the vector of a stretch: as it was embedded as one text, or the sum
// of its segments, weighed by their lengths.
func (v *vectors) of(t *Text, single []float32, joined map[stretch][]float32, s stretch) ([]float32, bool) {
	if s.to == s.from+1 {
		return single[s.from*v.size : s.to*v.size], true
	}
	if x, ok := joined[s]; ok {
		return x, true
	}
	out := make([]float32, v.size)
	for i := s.from; i < s.to; i++ {
		w := float32(t.Segments[i].Chars)
		for k, x := range single[i*v.size : (i+1)*v.size] {
			out[k] += w * x
		}
	}
	q := norm2(out)
	for k := range out {
		out[k] *= q
	}
	return out, false
}

// sign adds the embeddings to signatures, each number of a signature a random
// sum of numbers of the embedding (Achlioptas 2003): cosines survive.
func (v *vectors) sign(ctx context.Context, s, t *signatures, weight float32) error {
	project := func(to *signatures, single []float32) error {
		bits := make([]uint64, v.size)
		for k := range bits {
			r := random(uint64(k))
			bits[k] = r.next()
		}
		n := len(single) / v.size
		return parallel(ctx, to.n(), signUnits, func(from, end int) {
			for i := 2 * from; i < min(2*end, n); i++ {
				out := to.at(i / 2)
				for k, x := range single[i*v.size : (i+1)*v.size] {
					for q := range out {
						if bits[k]>>q&1 == 0 {
							out[q] += weight * x
						} else {
							out[q] -= weight * x
						}
					}
				}
			}
		})
	}
	if err := project(s, v.s); err != nil {
		return err
	}
	return project(t, v.t)
}
