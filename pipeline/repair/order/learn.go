package order

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Example is a marked line of known order, with its readings: what the weights
// are learned from.
type Example struct {
	readings []vector
	right    []bool
}

// Harvest is what the lines of a document of known order gave.
type Harvest struct {
	Examples []Example
	Lines    int // marked
	Missed   int // whose right reading is not among the candidates
	Misses   []string
}

// Teach makes examples of a damaged document. right holds how each line
// reads; most bounds the readings kept of each.
func Teach(m *lm.Model, text string, blocks []Block, right [][]string, p Producer, most int) Harvest {
	var h Harvest
	r := newReader(m, p, &weights)
	r.learn(text, blocks)
	if sample, marked := r.sample(text, blocks); marked > 1 {
		r.learnHabits(text, sample)
	}
	for i := range blocks {
		lines := r.prepare(text, &blocks[i])
		r.solve(lines)
		number := func(k int) []int32 {
			if k < 0 || k >= len(lines) {
				return []int32{r.edge}
			}
			var out []int32
			for _, t := range lm.Tokens(nil, right[i][k]) {
				out = append(out, r.s.Number(&t))
			}
			return out
		}
		for k, l := range lines {
			if len(l.readings) < 2 {
				if l.marks > 0 && l.text != right[i][k] {
					h.Lines++
					h.Missed++
				}
				continue
			}
			h.Lines++
			prev, next := number(k-1), number(k+1)
			want, folded := right[i][k], fold(right[i][k])
			var e Example
			exact := slices.ContainsFunc(l.readings, func(c *candidate) bool { return c.text == want })
			found := false
			cs := slices.Clone(l.readings)
			slices.SortStableFunc(cs, func(a, b *candidate) int {
				if a.post > b.post {
					return -1
				}
				if a.post < b.post {
					return 1
				}
				return 0
			})
			for n, c := range cs {
				ok := c.text == want || !exact && fold(c.text) == folded
				if n >= most && !ok && len(c.runs) > 1 {
					continue
				}
				found = found || ok
				v := c.f
				for _, x := range []vector{r.across(l.own, prev, c.tokens), r.across(l.own, c.tokens, next)} {
					for f := range v {
						v[f] += x[f]
					}
				}
				e.readings = append(e.readings, v)
				e.right = append(e.right, ok)
			}
			if !found {
				h.Missed++
				if len(h.Misses) < 50 {
					h.Misses = append(h.Misses, l.text+"\n    "+want)
				}
				continue
			}
			h.Examples = append(h.Examples, e)
		}
	}
	return h
}

func fold(s string) string { return strings.Join(strings.Fields(s), "") }

// Learn fits weights by conditional likelihood (a log-linear model over the
// readings of each line), with Adam (Kingma, Ba 2015) and a quadratic prior
// around zero. It starts from the weights in use and gives them back by name.
func Learn(examples []Example, epochs int, report func(epoch int, loss float64)) [features]float64 {
	w := weights
	var scale [features]float64
	for f := range scale {
		scale[f] = 1
	}
	scale[fWord], scale[fClass], scale[fAlone] = 0.2, 0.2, 0.1
	var m, v [features]float64
	r := rand.New(rand.NewPCG(1, 2))
	const batch = 32
	step := 0
	for epoch := range epochs {
		rate := 0.02 * math.Pow(0.05, float64(epoch)/float64(epochs))
		order := r.Perm(len(examples))
		loss := 0.0
		for b := 0; b < len(order); b += batch {
			var g [features]float64
			n := min(batch, len(order)-b)
			for _, i := range order[b : b+n] {
				loss += gradient(&examples[i], &w, &g)
			}
			step++
			for f := range w {
				d := g[f]/float64(n)*scale[f] + 2e-5*w[f]/scale[f]
				m[f] = 0.9*m[f] + 0.1*d
				v[f] = 0.999*v[f] + 0.001*d*d
				w[f] -= scale[f] * rate * (m[f] / (1 - math.Pow(0.9, float64(step)))) / (math.Sqrt(v[f]/(1-math.Pow(0.999, float64(step)))) + 1e-8)
			}
		}
		report(epoch, loss/float64(len(examples)))
	}
	return w
}

// gradient adds the gradient of one example's loss and gives the loss.
func gradient(e *Example, w, g *[features]float64) float64 {
	scores := make([]float64, len(e.readings))
	var right []float64
	for i := range e.readings {
		scores[i] = e.readings[i].dot(w)
		if e.right[i] {
			right = append(right, scores[i])
		}
	}
	z, zr := logSum(scores), logSum(right)
	for i := range e.readings {
		p := math.Exp(scores[i] - z)
		if e.right[i] {
			p -= math.Exp(scores[i] - zr)
		}
		if math.Abs(p) < 1e-5 {
			continue
		}
		for f, x := range e.readings[i] {
			if x != 0 {
				g[f] += p * float64(x)
			}
		}
	}
	return z - zr
}
