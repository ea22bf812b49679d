package lm

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// joint tells places where text runs on from places where two ends of the same
// line were put together: a logistic regression over hashed features of the two
// tokens on either side (words, classes, endings, and what skips one), learned
// from real places and from as many that were mismatched at random. It sees
// agreement that counts of three words are too few to see.
type joint struct {
	table table // a weight in sixteenths, 128 for 0
}

const (
	jointScale = 16
	features   = 26
)

// side is what a feature may use of a token.
type side struct{ word, class, ending uint64 }

func (m *Model) side(t *Token, frequency uint64) side {
	return side{word: t.ID, class: m.classOf(t, frequency), ending: t.Ending}
}

var nobody = side{word: 11, class: 12, ending: 13}

func jointFeatures(out *[features]uint64, a, b, c, d *side) {
	n := 0
	add := func(x, y, z, w uint64) {
		out[n] = mix(((x*0x9ddfea08eb382d69+y)*0x9ddfea08eb382d69+z)*0x9ddfea08eb382d69 + w + uint64(n)<<56)
		n++
	}
	add(b.word, c.word, 0, 0)
	add(a.word, b.word, c.word, 0)
	add(b.word, c.word, d.word, 0)
	add(b.class, c.class, 0, 0)
	add(a.class, b.class, c.class, 0)
	add(b.class, c.class, d.class, 0)
	add(a.class, b.class, c.class, d.class)
	add(b.ending, c.ending, 0, 0)
	add(a.ending, b.ending, c.ending, 0)
	add(b.ending, c.ending, d.ending, 0)
	add(a.ending, b.ending, c.ending, d.ending)
	add(b.word, c.class, 0, 0)
	add(b.class, c.word, 0, 0)
	add(b.word, c.ending, d.ending, 0)
	add(a.ending, b.ending, c.word, 0)
	add(b.word, c.ending, 0, 0)
	add(b.ending, c.word, 0, 0)
	add(a.class, c.class, 0, 0)
	add(b.class, d.class, 0, 0)
	add(a.ending, d.ending, 0, 0)
	add(a.class, d.class, 0, 0)
	add(a.word, c.ending, 0, 0)
	add(b.ending, d.word, 0, 0)
	add(a.word, b.word, c.ending, 0)
	add(b.ending, c.word, d.word, 0)
	add(b.class, 0, 0, 0)
}

// logit is the log odds that text runs on between b and c, a before and d
// after them.
func (j *joint) logit(a, b, c, d *side) float64 {
	if j.table.buckets == 0 {
		return 0
	}
	var f [features]uint64
	jointFeatures(&f, a, b, c, d)
	sum := 0
	for _, h := range f {
		if v := j.table.get(h); v != 0 {
			sum += int(v) - 128
		}
	}
	return float64(sum) / jointScale
}

// learn fits the weights to a text of sides, paragraphs apart by an edge.
// Features seen once or twice say more of the text than of the language and
// are left out, as are those that weigh next to nothing.
func (j *joint) learn(text []side, most int) error {
	const sketch = 1<<24 - 1
	seen := make([]uint8, sketch+1)
	at := func(i int) *side {
		if i < 0 || i >= len(text) {
			return &nobody
		}
		return &text[i]
	}
	var f [features]uint64
	for i := 1; i+1 < len(text); i++ {
		jointFeatures(&f, at(i-2), at(i-1), at(i), at(i+1))
		for _, h := range f {
			if n := &seen[h&sketch]; *n < 255 {
				*n++
			}
		}
	}
	index := make(map[uint64]int32, 1<<20)
	var keys []uint64
	var w, g []float32
	r := rand.New(rand.NewPCG(1, 17))
	var at26 [features]int32
	step := func(a, b, c, d *side, genuine float64) {
		jointFeatures(&f, a, b, c, d)
		sum := 0.0
		n := 0
		for _, h := range f {
			if seen[h&sketch] < 3 {
				continue
			}
			k, ok := index[h]
			if !ok {
				k = int32(len(keys))
				index[h] = k
				keys, w, g = append(keys, h), append(w, 0), append(g, 0)
			}
			at26[n] = k
			n++
			sum += float64(w[k])
		}
		e := float32(genuine - 1/(1+math.Exp(-sum)))
		for _, k := range at26[:n] {
			g[k] += e * e
			w[k] += 0.1 * (e - 2e-3*w[k]) / (0.3 + float32(math.Sqrt(float64(g[k]))))
		}
	}
	for range 2 {
		for i := 1; i+1 < len(text); i++ {
			step(at(i-2), at(i-1), at(i), at(i+1), 1)
			// Another place within a line's length.
			k := i + 1 + r.IntN(14)
			if r.IntN(2) == 0 {
				k = i - 1 - r.IntN(14)
			}
			if k < 1 || k+1 >= len(text) {
				continue
			}
			step(at(i-2), at(i-1), at(k), at(k+1), 0)
		}
	}
	type kept struct {
		key   uint64
		value int
		rank  float32
	}
	var all []kept
	for i, x := range w {
		v := int(math.Round(float64(max(-7, min(7, x))) * jointScale))
		if v != 0 {
			all = append(all, kept{keys[i], v + 128, x * x * g[i]})
		}
	}
	slices.SortStableFunc(all, func(a, b kept) int { return cmp.Compare(b.rank, a.rank) })
	all = all[:min(len(all), most)]
	ks, vs := make([]uint64, len(all)), make([]uint64, len(all))
	for i, k := range all {
		ks[i], vs[i] = k.key, uint64(k.value)
	}
	var err error
	j.table, err = build(ks, vs, 3, 8)
	return err
}
