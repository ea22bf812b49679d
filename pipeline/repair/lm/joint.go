package lm

import (
	"math"
	"math/rand/v2"
)

// joint tells places where text runs on from places where two ends of the same
// line were put together: a logistic regression over hashed features of the two
// tokens on either side (words, classes, endings, and what skips one), learned
// from real places and from as many that were mismatched at random. It sees
// agreement that counts of three words are too few to see.
type joint struct {
	weights []byte // int8, in sixteenths
	mask    uint64
}

const (
	jointBits  = 19
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
	if len(j.weights) == 0 {
		return 0
	}
	var f [features]uint64
	jointFeatures(&f, a, b, c, d)
	sum := 0
	for _, h := range f {
		sum += int(int8(j.weights[h&j.mask]))
	}
	return float64(sum) / jointScale
}

// learn fits the weights to a text of sides, paragraphs apart by an edge.
func (j *joint) learn(text []side, edge uint64, seed uint64) {
	j.mask = 1<<jointBits - 1
	w := make([]float32, 1<<jointBits)
	g := make([]float32, 1<<jointBits)
	r := rand.New(rand.NewPCG(seed, 17))
	var f [features]uint64
	step := func(a, b, c, d *side, genuine float64) {
		jointFeatures(&f, a, b, c, d)
		sum := 0.0
		for _, h := range f {
			sum += float64(w[h&j.mask])
		}
		e := float32(genuine - 1/(1+math.Exp(-sum)))
		for _, h := range f {
			h &= j.mask
			g[h] += e * e
			w[h] += 0.1 * (e - 1e-4*w[h]) / (0.3 + float32(math.Sqrt(float64(g[h]))))
		}
	}
	at := func(i int) *side {
		if i < 0 || i >= len(text) {
			return &nobody
		}
		return &text[i]
	}
	for range 3 {
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
	j.weights = make([]byte, len(w))
	for i, x := range w {
		j.weights[i] = byte(int8(max(-127, min(127, math.Round(float64(x)*jointScale)))))
	}
}
