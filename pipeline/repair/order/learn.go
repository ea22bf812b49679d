package order

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Example is a marked line of known order, with its readings: what the weights
// are learned from.
type Example struct {
	readings [][]term // of the line itself, as compared with the line as it came
	across   [][]term // of its ends, with its neighbours as they read
	right    []bool
	producer Producer
	lang     string
}

// Harvest is what the lines of a document of known order gave.
type Harvest struct {
	Examples []Example
	Lines    int // marked
	Missed   int // whose right reading is not among the candidates
	Misses   []string
	said     [2]habit // what the right readings say of their producers, last and first
}

// Add adds another harvest.
func (h *Harvest) Add(x Harvest) {
	h.Examples = append(h.Examples, x.Examples...)
	h.Misses = append(h.Misses, x.Misses...)
	h.Lines += x.Lines
	h.Missed += x.Missed
	for k := range h.said {
		h.said[k].add(&x.said[k])
	}
}

// Usual is the table of that name in habit.go, as the right readings have it.
func Usual(harvests []Harvest) string {
	var all Harvest
	for i := range harvests {
		all.Add(Harvest{said: harvests[i].said})
	}
	var b strings.Builder
	for k, p := range [2]Producer{Last, First} {
		fmt.Fprintln(&b, p)
		for _, row := range all.said[k].counts {
			sum := 0.0
			for _, n := range row {
				sum += n
			}
			for _, n := range row {
				fmt.Fprintf(&b, " %.3f", n/max(1, sum))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Teach makes examples of a damaged document. right holds how each line
// reads, nothing where that is not known; most bounds the readings kept of each.
func Teach(m *lm.Model, text string, blocks []Block, right [][]string, p Producer, most int) Harvest {
	var h Harvest
	r := newReader(m, p, weights())
	r.byRun = true
	r.learn(text, blocks)
	if sample := r.sample(text, blocks); sample.marked > 1 {
		r.learnHabits(sample)
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
			if right[i][k] == "" {
				return lines[k].readings[0]
			}
			c := &candidate{}
			for _, t := range lm.Tokens(nil, right[i][k]) {
				c.tokens = append(c.tokens, r.s.NumberIn(right[i][k], &t))
			}
			return c
		}
		for k, l := range lines {
			if right[i][k] == "" {
				continue
			}
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
			e := Example{producer: p, lang: m.Language()}
			if r.rows && p == Last {
				e.producer = InRows
			}
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
				a, b := r.across(l.own, prev, c), r.across(l.own, c, next)
				e.readings, e.across = append(e.readings, c.f), append(e.across, slices.Concat(a[:], b[:]))
				e.right = append(e.right, ok)
			}
			if found == nil {
				h.Missed++
				if len(h.Misses) < 50 {
					h.Misses = append(h.Misses, l.text+"\n    "+want)
				}
				continue
			}
			if !r.rows {
				r.habitsIn(&h.said[one(p == First)], l, found, 1)
			}
			h.Examples = append(h.Examples, e)
		}
	}
	return h
}

func fold(s string) string { return strings.Join(strings.Fields(s), "") }

// fixed features are not learned: no sound line begins with a comma. The
// examples hardly say so, for in them the words say it first.
var fixed = map[int]float64{fLeadMark: -20}

// Learn fits weights by conditional likelihood (over the readings of each
// line), with Adam (Kingma, Ba 2015) and a quadratic prior around zero, from
// nothing, for each of the producers by its lines; then what each language differs in.
// It gives them as they are kept in weights.txt and languages.txt. The same
// examples give the same weights. Scorers of other producers stay as they are.
func Learn(examples []Example, epochs int, of []Producer, report func(p Producer, epoch int, loss, held float64)) (learned, languages string) {
	all := parseWeights(weightsFile)
	shifts := map[string]*[len(shifting)]shift{}
	for _, e := range examples {
		if shifts[e.lang] == nil {
			shifts[e.lang] = parseShift(languagesFile, e.lang)
		}
	}
	var both []*Example
	for k, p := range shifting {
		var learn, held []*Example
		for i := range examples {
			switch {
			case examples[i].producer != p:
			case i%12 == 7: // one example in twelve tells how well the rest is learned
				held = append(held, &examples[i])
			default:
				learn = append(learn, &examples[i])
			}
		}
		if p != InRows {
			both = append(both, learn...)
		}
		if !slices.Contains(of, p) {
			continue
		}
		say := func(epoch int, loss, held float64) { report(p, epoch, loss, held) }
		l := general(learn, held, epochs, say)
		*all.of(p) = *l.w
		own := map[string][]*Example{}
		for _, e := range learn {
			own[e.lang] = append(own[e.lang], e)
		}
		for _, lang := range slices.Sorted(maps.Keys(own)) {
			shifts[lang][k] = l.adapt(own[lang])
		}
		say(epochs+1, 0, meanLoss(held, func(e *Example) *scorer { return all.of(p).shifted(&shifts[e.lang][k]) }))
	}
	if slices.Contains(of, either) {
		all.either = *general(both, nil, epochs, func(epoch int, loss, _ float64) { report(either, epoch, loss, 0) }).w
	}
	return all.file(), shiftsFile(shifts)
}

// shifting are the producers whose scorers languages shift, in the order of languages.txt.
var shifting = [...]Producer{Last, First, InRows}

// adapt finds what a language differs in: the weights of sums that hang on it,
// held near the general ones.
func (l *learner) adapt(examples []*Example) shift {
	var s shift
	for _, rough := range [2]bool{false, true} {
		a := newLearner(0)
		a.lo, a.hi = 0, units
		*a.w = *l.w
		if rough {
			*a.w = scorer{linear: l.w.rough}
		}
		center := a.w.linear
		a.scale, a.rough, a.near = l.scale, rough, &center
		for epoch := range adaptEpochs {
			a.epoch(examples, 0.01*math.Pow(0.1, float64(epoch)/adaptEpochs))
		}
		to := &s.linear
		if rough {
			to = &s.rough
		}
		for f := range to {
			to[f] = a.w.linear[f] - center[f]
		}
	}
	return s
}

const (
	adaptEpochs = 4
	adaptPrior  = 1e-3
)

func meanLoss(examples []*Example, of func(*Example) *scorer) float64 {
	sum := 0.0
	for _, e := range examples {
		l := learner{w: of(e), hi: units}
		sum += l.gradient(e, nil)
	}
	return sum / float64(max(1, len(examples)))
}

// general learns what holds for all languages: each member by itself, then the
// weights of pruning.
func general(learn, held []*Example, epochs int, report func(epoch int, loss, held float64)) *learner {
	all := make([]*learner, members)
	var g errgroup.Group
	for k := range all {
		g.Go(func() error {
			say := report
			if k > 0 {
				say = func(int, float64, float64) {}
			}
			all[k] = member(k, learn, held, epochs, say)
			return nil
		})
	}
	_ = g.Wait() // none fails
	l := all[0]
	for _, m := range all[1:] {
		for f := range l.w.linear {
			l.w.linear[f] += m.w.linear[f]
			for k := m.lo; k < m.hi; k++ {
				l.w.in[f][k] = m.w.in[f][k]
			}
		}
		for k := m.lo; k < m.hi; k++ {
			l.w.bias[k], l.w.out[k] = m.w.bias[k], m.w.out[k]
		}
	}
	for f := range l.w.linear {
		l.w.linear[f] /= members
	}
	for k := range l.w.out {
		l.w.out[k] /= members
	}
	report(epochs, 0, meanLoss(held, func(*Example) *scorer { return l.w }))
	rough := newLearner(0)
	rough.scale, rough.rough = l.scale, true
	for epoch := range roughEpochs {
		rough.epoch(slices.Clone(learn), 0.02*math.Pow(0.03, float64(epoch)/roughEpochs))
	}
	l.w.rough = rough.w.linear
	return l
}

// member learns one member's units, and weights for its share of the sum.
func member(k int, learn, held []*Example, epochs int, report func(epoch int, loss, held float64)) *learner {
	l := newLearner(k)
	learn = slices.Clone(learn)
	l.spread(learn)
	for f := range l.w.in {
		if _, ok := fixed[f]; ok {
			continue
		}
		for k := l.lo; k < l.hi; k++ {
			l.w.in[f][k] = float32(l.r.NormFloat64()*0.1) / l.scale[f]
		}
	}
	for k := l.lo; k < l.hi; k++ {
		l.w.out[k] = float32(l.r.NormFloat64() * 0.1)
	}
	for epoch := range epochs {
		rate := 0.02 * math.Pow(0.03, float64(epoch)/float64(epochs))
		loss := l.epoch(learn, rate)
		report(epoch, loss/float64(len(learn)), meanLoss(held, func(*Example) *scorer { return l.w }))
	}
	return l
}

const roughEpochs = 4

func newLearner(member int) *learner {
	const each = units / members
	l := &learner{w: &scorer{}, r: rand.New(rand.NewPCG(1, 2+uint64(member))), lo: member * each, hi: (member + 1) * each}
	for f, x := range fixed {
		l.w.linear[f] = x
	}
	return l
}

// known says of a feature that pruning knows it: it hangs on two runs that meet
// and on the cuts, not on the line's whole text.
func known(f int) bool {
	switch f {
	case fWord, fNet, fNet + 1, fNet + 2, fNear, fTriples, fUnknown, fAlone, fCapital, fNoCapital, fBalance, fShare, fShort, fClash, fFirstWord, fLastWord, fUsual, fEcho, fSeveral, fSeveral + 1, fSeveral + 2:
		return false
	}
	return (f < fBalanceOf || f >= fHabit) && (f < fWrap || f >= fClash)
}

// spoken says of a feature that it hangs on the language: what follows what,
// what a word is and how marks are set. How programs paint is the same in all.
func spoken(f int) bool {
	switch {
	case f >= fHole && f < fLeadMark:
		k := cutKind((f - fHole) % int(cutKinds))
		return k.glued() || k == glueHalf || k == spaceClose || k == elisionSpace || k == elision || k == closing
	case f >= fGain && f < fStray, f >= fUncut && f < fBare:
		return true
	}
	return f < fMove || f >= fJunction && f <= fClash
}

// learner is a training under way. Weights of features are learned as if all
// features were equally spread.
type learner struct {
	w      *scorer
	lo, hi int // the units that it learns
	scale  [features]float32
	r      *rand.Rand
	rough  bool               // only the weights of pruning, without a hidden layer
	near   *[features]float64 // what the weights are held near, and alone are learned; nil for zero
	step   int
	m, v   gradients
}

type gradients struct {
	linear [features]float64
	in     [features][units]float32
	bias   [units]float32
	out    [units]float32
}

func (l *learner) spread(examples []*Example) {
	var sum, n [features]float64
	for i := range examples {
		e := examples[i]
		for k := range e.readings {
			for _, v := range [2][]term{e.readings[k], e.across[k]} {
				for _, t := range v {
					sum[t.f] += float64(t.x) * float64(t.x)
					n[t.f]++
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
			if _, ok := fixed[f]; !ok && (!l.rough || known(f)) && (l.near == nil || spoken(f)) {
				center, prior := 0.0, 1e-5
				if l.near != nil {
					center, prior = l.near[f], adaptPrior
				}
				w, m, v := move((l.w.linear[f]-center)*s, g.linear[f]/s, l.m.linear[f], l.v.linear[f], prior, rate)
				l.w.linear[f], l.m.linear[f], l.v.linear[f] = center+w/s, m, v
			}
			if _, ok := fixed[f]; ok || l.rough || l.near != nil {
				continue
			}
			for k := l.lo; k < l.hi; k++ {
				w, d := l.w.in[f][k]*l.scale[f], g.in[f][k]/l.scale[f]
				small(&w, &d, &l.m.in[f][k], &l.v.in[f][k], 1e-4, rate/4)
				l.w.in[f][k] = w / l.scale[f]
			}
		}
		if l.rough || l.near != nil {
			continue
		}
		for k := l.lo; k < l.hi; k++ {
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
		scores[i] = l.w.scoreBy(e.readings[i], l.lo, l.hi) + dot(e.across[i], &l.w.linear)
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
		l.back(e.readings[i], e.across[i], p, g)
	}
	return z - zr
}

// back adds p times the gradient of a reading's score.
func (l *learner) back(v, across []term, p float64, g *gradients) {
	for _, t := range v {
		g.linear[t.f] += p * float64(t.x)
	}
	for _, t := range across {
		g.linear[t.f] += p * float64(t.x)
	}
	if l.rough || l.near != nil {
		return
	}
	h := l.w.bias
	for _, t := range v {
		for k := l.lo; k < l.hi; k++ {
			h[k] += t.x * l.w.in[t.f][k]
		}
	}
	var d [units]float32
	for k := l.lo; k < l.hi; k++ {
		y := math.Tanh(float64(h[k]))
		g.out[k] += float32(p * y)
		d[k] = float32(p * (1 - y*y) * float64(l.w.out[k]))
		g.bias[k] += d[k]
	}
	for _, t := range v {
		for k := l.lo; k < l.hi; k++ {
			g.in[t.f][k] += t.x * d[k]
		}
	}
}
