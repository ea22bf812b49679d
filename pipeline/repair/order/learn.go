package order

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Example is a marked line of known order, with its readings: what the weights
// are learned from.
type Example struct {
	readings []vector // of the line itself, as compared with the line as it came
	across   []vector // of its ends, with its neighbours as they read
	right    []bool
}

// Harvest is what the lines of a document of known order gave.
type Harvest struct {
	Examples []Example
	Lines    int // marked
	Missed   int // whose right reading is not among the candidates
	Misses   []string
	said     habit // what the right readings say of their producers
}

// Add adds another harvest.
func (h *Harvest) Add(x Harvest) {
	h.Examples = append(h.Examples, x.Examples...)
	h.Misses = append(h.Misses, x.Misses...)
	h.Lines += x.Lines
	h.Missed += x.Missed
	h.said.add(&x.said)
}

// Usual is the table of that name in habit.go, as the right readings have it.
func Usual(harvests []Harvest) string {
	var all habit
	for i := range harvests {
		all.add(&harvests[i].said)
	}
	var b strings.Builder
	for _, row := range all.counts {
		sum := 0.0
		for _, n := range row {
			sum += n
		}
		for _, n := range row {
			fmt.Fprintf(&b, " %.3f", n/max(1, sum))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Teach makes examples of a damaged document. right holds how each line
// reads; most bounds the readings kept of each.
func Teach(m *lm.Model, text string, blocks []Block, right [][]string, p Producer, most int) Harvest {
	var h Harvest
	r := newReader(m, p, weights)
	r.learn(text, blocks)
	if sample, marked := r.sample(text, blocks); marked > 1 {
		r.learnHabits(text, sample)
	}
	for i := range blocks {
		lines := r.prepare(text, &blocks[i])
		r.solve(lines)
		// A neighbour as it reads: one of its readings, or its words alone.
		sound := func(k int) *candidate {
			if k < 0 || k >= len(lines) {
				return &candidate{tokens: []int32{r.edge}}
			}
			for _, c := range lines[k].readings {
				if c.text == right[i][k] {
					return c
				}
			}
			c := &candidate{}
			for _, t := range lm.Tokens(nil, right[i][k]) {
				c.tokens = append(c.tokens, r.s.NumberIn(right[i][k], &t))
			}
			return c
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
			prev, next := sound(k-1), sound(k+1)
			want, folded := right[i][k], fold(right[i][k])
			var e Example
			exact := slices.ContainsFunc(l.readings, func(c *candidate) bool { return c.text == want })
			var found *candidate
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
				if found == nil && ok {
					found = c
				}
				ends := r.across(l.own, prev, c)
				for f, x := range r.across(l.own, c, next) {
					ends[f] += x
				}
				e.readings, e.across = append(e.readings, c.f), append(e.across, ends)
				e.right = append(e.right, ok)
			}
			if found == nil {
				h.Missed++
				if len(h.Misses) < 50 {
					h.Misses = append(h.Misses, l.text+"\n    "+want)
				}
				continue
			}
			r.habitsIn(&h.said, l, found, 1)
			h.Examples = append(h.Examples, e)
		}
	}
	return h
}

func fold(s string) string { return strings.Join(strings.Fields(s), "") }

// fixed features are not learned: no sound line begins with a comma, and where
// a phrase was put back no hole stays open beside it. The examples hardly say so,
// for in them the words say it first.
var fixed = map[int]float64{fLeadMark: -20, fStray + markDouble: -6, fStray + markClose: -4}

// Learn fits weights by conditional likelihood (over the readings of each
// line), with Adam (Kingma, Ba 2015) and a quadratic prior around zero, from
// nothing. It gives them as they are kept in weights.txt. The same examples
// give the same weights.
func Learn(examples []Example, epochs int, report func(epoch int, loss, held float64)) string {
	l := newLearner()
	l.spread(examples)
	for f := range l.w.in {
		if _, ok := fixed[f]; ok {
			continue
		}
		for k := range units {
			l.w.in[f][k] = float32(l.r.NormFloat64()*0.1) / l.scale[f]
		}
	}
	for k := range units {
		l.w.out[k] = float32(l.r.NormFloat64() * 0.1)
	}
	// One example in twelve tells how well the rest is learned.
	var learn, held []*Example
	for i := range examples {
		if i%12 == 7 {
			held = append(held, &examples[i])
		} else {
			learn = append(learn, &examples[i])
		}
	}
	for epoch := range epochs {
		rate := 0.02 * math.Pow(0.03, float64(epoch)/float64(epochs))
		loss := l.epoch(learn, rate)
		test := 0.0
		for _, e := range held {
			test += l.gradient(e, nil)
		}
		report(epoch, loss/float64(len(learn)), test/float64(max(1, len(held))))
	}
	rough := newLearner()
	rough.scale, rough.rough = l.scale, true
	for epoch := range roughEpochs {
		rough.epoch(learn, 0.02*math.Pow(0.03, float64(epoch)/roughEpochs))
	}
	l.w.rough = rough.w.linear
	return l.w.file()
}

const roughEpochs = 4

func newLearner() *learner {
	l := &learner{w: &scorer{}, r: rand.New(rand.NewPCG(1, 2))}
	for f, x := range fixed {
		l.w.linear[f] = x
	}
	return l
}

// known says of a feature that pruning knows it: it hangs on two runs that meet
// and on the cuts, not on the line's whole text.
func known(f int) bool {
	switch f {
	case fWord, fNet, fNear, fTriples, fUnknown, fAlone, fCapital, fNoCapital, fBalance, fShare, fShort, fClash:
		return false
	}
	return (f < fBalanceOf || f >= fHabit) && (f < fWrap || f >= fClash)
}

// learner is a training under way. Weights of features are learned as if all
// features were equally spread.
type learner struct {
	w     *scorer
	scale [features]float32
	r     *rand.Rand
	rough bool // only the weights of pruning
	step  int
	m, v  gradients
}

type gradients struct {
	linear [features]float64
	in     [features][units]float32
	bias   [units]float32
	out    [units]float32
}

func (l *learner) spread(examples []Example) {
	var sum, n [features]float64
	for i := range examples {
		e := &examples[i]
		for k := range e.readings {
			for f := range features {
				if x := float64(e.readings[k][f] + e.across[k][f]); x != 0 {
					sum[f] += x * x
					n[f]++
				}
			}
		}
	}
	for f := range l.scale {
		l.scale[f] = 1
		if n[f] > 0 {
			l.scale[f] = float32(max(0.3, math.Sqrt(sum[f]/n[f])))
		}
	}
}

func (l *learner) epoch(examples []*Example, rate float64) float64 {
	const batch = 32
	l.r.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
	loss := 0.0
	var g gradients
	for b := 0; b < len(examples); b += batch {
		g = gradients{}
		part := examples[b:min(b+batch, len(examples))]
		for _, e := range part {
			loss += l.gradient(e, &g)
		}
		l.step++
		one, two := 1-math.Pow(0.9, float64(l.step)), 1-math.Pow(0.999, float64(l.step))
		n := float64(len(part))
		move := func(w, g, m, v, prior, rate float64) (float64, float64, float64) {
			d := g/n + prior*w
			m, v = 0.9*m+0.1*d, 0.999*v+0.001*d*d
			return w - rate*(m/one)/(math.Sqrt(v/two)+1e-8), m, v
		}
		small := func(w, g, m, v *float32, prior, rate float64) {
			a, b, c := move(float64(*w), float64(*g), float64(*m), float64(*v), prior, rate)
			*w, *m, *v = float32(a), float32(b), float32(c)
		}
		for f := range features {
			s := float64(l.scale[f])
			if _, ok := fixed[f]; !ok && (!l.rough || known(f)) {
				w, m, v := move(l.w.linear[f]*s, g.linear[f]/s, l.m.linear[f], l.v.linear[f], 1e-5, rate)
				l.w.linear[f], l.m.linear[f], l.v.linear[f] = w/s, m, v
			}
			if _, ok := fixed[f]; ok || l.rough {
				continue
			}
			for k := range units {
				w, d := l.w.in[f][k]*l.scale[f], g.in[f][k]/l.scale[f]
				small(&w, &d, &l.m.in[f][k], &l.v.in[f][k], 1e-4, rate/4)
				l.w.in[f][k] = w / l.scale[f]
			}
		}
		if l.rough {
			continue
		}
		for k := range units {
			small(&l.w.bias[k], &g.bias[k], &l.m.bias[k], &l.v.bias[k], 1e-4, rate/4)
			small(&l.w.out[k], &g.out[k], &l.m.out[k], &l.v.out[k], 1e-4, rate/4)
		}
	}
	return loss
}

// gradient gives the loss of one example, and adds its gradient to g if there
// is one.
func (l *learner) gradient(e *Example, g *gradients) float64 {
	scores := make([]float64, len(e.readings))
	var right []float64
	for i := range e.readings {
		scores[i] = l.w.score(&e.readings[i]) + e.across[i].dot(&l.w.linear)
		if e.right[i] {
			right = append(right, scores[i])
		}
	}
	z, zr := logSum(scores), logSum(right)
	if g == nil {
		return z - zr
	}
	for i := range e.readings {
		p := math.Exp(scores[i] - z)
		if e.right[i] {
			p -= math.Exp(scores[i] - zr)
		}
		if math.Abs(p) < 1e-5 {
			continue
		}
		l.back(&e.readings[i], &e.across[i], p, g)
	}
	return z - zr
}

// back adds p times the gradient of a reading's score.
func (l *learner) back(v, across *vector, p float64, g *gradients) {
	h := l.w.bias
	for f, x := range v {
		if x != 0 {
			for k := range h {
				h[k] += x * l.w.in[f][k]
			}
		}
	}
	var d [units]float32
	for k := range h {
		y := math.Tanh(float64(h[k]))
		g.out[k] += float32(p * y)
		d[k] = float32(p * (1 - y*y) * float64(l.w.out[k]))
		g.bias[k] += d[k]
	}
	for f, x := range v {
		if y := across[f]; x != 0 || y != 0 {
			g.linear[f] += p * float64(x+y)
		}
		if x != 0 {
			for k := range d {
				g.in[f][k] += x * d[k]
			}
		}
	}
}
