package net

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// learner holds the weights while they are learned, all in one row of numbers
// with views into it, the gradient and Adam's moments alike.
type learner struct {
	text   [][kinds]int32
	spaced []bool
	random *rand.Rand
	chance chance

	width, hidden, upper int
	weights, gradient    views
	moment, square       []float32
	places               int // whose gradient is summed up

	// One span's work.
	tokens, dTokens    []float32 // embeddings of its tokens and their surroundings
	left, dLeft        []float32 // inputs of the first layer, the K tokens side by side
	right, dRight      []float32
	toLeft, toRight    []float32 // what the first layer makes of them
	dToLeft, dToRight  []float32
	pairs              [][2]int  // of a place and its candidates, the true one first
	x, dx, y, dy, z, w []float32 // of the pairs: first and second layer, score and its slope
}

// views are the weights of the layers.
type views struct {
	all                     []float32
	rows, left, right, bias []float32
	second, secondBias      []float32
	outer                   []float32
	outerBias               []float32
}

func view(rows, width, hidden, upper int) views {
	sizes := []int{rows * width, K * width * hidden, K * width * hidden, hidden, hidden * upper, upper, upper, 1}
	sum := 0
	for _, n := range sizes {
		sum += n
	}
	v := views{all: make([]float32, sum)}
	at := 0
	for i, p := range []*[]float32{&v.rows, &v.left, &v.right, &v.bias, &v.second, &v.secondBias, &v.outer, &v.outerBias} {
		*p = v.all[at : at+sizes[i] : at+sizes[i]]
		at += sizes[i]
	}
	return v
}

const (
	around    = span + 2*(margin+K)    // tokens that a span's work sees
	sides     = span + 2*margin        // right sides of it
	mostPairs = span * (1 + negatives) // pairs of a left side and a right one, at most
	kept      = 1 / (1 - dropped/256.)
)

// beginning is the deviation of a row's numbers before anything is learned.
const beginning = .1

func newLearner(rows int, s Settings) *learner {
	h, u := s.Hidden, s.Hidden/2
	l := &learner{width: s.Width, hidden: h, upper: u}
	l.weights, l.gradient = view(rows, s.Width, h, u), view(rows, s.Width, h, u)
	l.moment, l.square = make([]float32, len(l.weights.all)), make([]float32, len(l.weights.all))
	pcg := rand.NewPCG(seed, 1)
	l.random = rand.New(pcg)
	l.chance = chance{random: pcg}
	normal := func(w []float32, deviation float64) {
		for i := range w {
			w[i] = float32(deviation * l.random.NormFloat64())
		}
	}
	normal(l.weights.rows, beginning)
	normal(l.weights.left, 1/math.Sqrt(float64(3*K*s.Width)))
	normal(l.weights.right, 1/math.Sqrt(float64(3*K*s.Width)))
	normal(l.weights.second, 1/math.Sqrt(float64(3*h)))
	normal(l.weights.outer, 1/math.Sqrt(float64(3*u)))
	many := func(n int) []float32 { return make([]float32, n) }
	l.tokens, l.dTokens = many(around*s.Width), many(around*s.Width)
	l.left, l.dLeft = many(span*K*s.Width), many(span*K*s.Width)
	l.right, l.dRight = many(sides*K*s.Width), many(sides*K*s.Width)
	l.toLeft, l.dToLeft = many(span*h), many(span*h)
	l.toRight, l.dToRight = many(sides*h), many(sides*h)
	l.x, l.dx = many(mostPairs*h), many(mostPairs*h)
	l.y, l.dy = many(mostPairs*u), many(mostPairs*u)
	l.z, l.w = many(mostPairs), many(mostPairs)
	return l
}

func matrixOf(rows, cols int, data []float32) blas32.General {
	return blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: data[:rows*cols]}
}

const asIs, over = blas.NoTrans, blas.Trans

// span adds the gradient of the places in text[at:at+span].
func (l *learner) span(at int) {
	d, h := l.width, l.hidden
	from := at - margin - K // the text's place of the first embedding
	// Which rows: some words lose theirs.
	var rows [around][kinds]int32
	for i := range rows {
		rows[i] = l.text[from+i]
		if l.chance.below(unseen) {
			rows[i][word] = word
		}
	}
	for i := range rows {
		e := l.tokens[i*d:][:d]
		clear(e)
		for _, r := range rows[i] {
			for k, x := range l.weights.rows[int(r)*d:][:d] {
				e[k] += x
			}
		}
		l.drop(e)
	}
	// The K tokens side by side; nearest first. Some sides are cut short.
	var leftLen [span]int
	var rightLen [sides]int
	for i := range span {
		leftLen[i] = l.length()
		l.gather(l.left[i*K*d:][:K*d], margin+K-1+i, -1, leftLen[i])
	}
	for i := range sides {
		rightLen[i] = l.length()
		l.gather(l.right[i*K*d:][:K*d], K+i, 1, rightLen[i])
	}
	in := matrixOf(span, K*d, l.left)
	multiply(asIs, asIs, in, matrixOf(K*d, h, l.weights.left), 0, matrixOf(span, h, l.toLeft))
	for i := range span {
		for k, b := range l.weights.bias {
			l.toLeft[i*h+k] += b
		}
	}
	inRight := matrixOf(sides, K*d, l.right)
	multiply(asIs, asIs, inRight, matrixOf(K*d, h, l.weights.right), 0, matrixOf(sides, h, l.toRight))

	l.pair(at)

	multiply(over, asIs, in, matrixOf(span, h, l.dToLeft), 1, matrixOf(K*d, h, l.gradient.left))
	multiply(over, asIs, inRight, matrixOf(sides, h, l.dToRight), 1, matrixOf(K*d, h, l.gradient.right))
	multiply(asIs, over, matrixOf(span, h, l.dToLeft), matrixOf(K*d, h, l.weights.left), 0, matrixOf(span, K*d, l.dLeft))
	multiply(asIs, over, matrixOf(sides, h, l.dToRight), matrixOf(K*d, h, l.weights.right), 0, matrixOf(sides, K*d, l.dRight))
	for i := range span {
		for k, x := range l.dToLeft[i*h:][:h] {
			l.gradient.bias[k] += x
		}
	}
	clear(l.dTokens)
	for i := range span {
		l.scatter(l.dLeft[i*K*d:][:K*d], margin+K-1+i, -1, leftLen[i])
	}
	for i := range sides {
		l.scatter(l.dRight[i*K*d:][:K*d], K+i, 1, rightLen[i])
	}
	for i := range rows {
		e, g := l.tokens[i*d:][:d], l.dTokens[i*d:][:d]
		for k := range g {
			if e[k] == 0 { // was dropped
				g[k] = 0
			} else {
				g[k] *= kept
			}
		}
		for _, r := range rows[i] {
			sum := l.gradient.rows[int(r)*d:][:d]
			for k, x := range g {
				sum[k] += x
			}
		}
	}
}

// drop sets some of x to naught and makes up for it.
func (l *learner) drop(x []float32) {
	for i := range x {
		if l.chance.below(dropped) {
			x[i] = 0
		} else {
			x[i] *= kept
		}
	}
}

// length is how many tokens of a side are to be seen.
func (l *learner) length() int {
	if l.chance.below(beyond) {
		return 1 + l.random.IntN(K-1)
	}
	return K
}

func (l *learner) gather(dst []float32, first, step, n int) {
	d := l.width
	for k := range n {
		copy(dst[k*d:][:d], l.tokens[(first+k*step)*d:])
	}
	clear(dst[n*d:])
}

func (l *learner) scatter(src []float32, first, step, n int) {
	d := l.width
	for k := range n {
		g := l.dTokens[(first+k*step)*d:][:d]
		for i, x := range src[k*d:][:d] {
			g[i] += x
		}
	}
}

// pair holds each place against its candidates and leaves what the first
// layer's outputs should change by in dToLeft and dToRight.
func (l *learner) pair(at int) {
	h, u := l.hidden, l.upper
	l.pairs = l.pairs[:0]
	for i := range span {
		if !l.spaced[at+i] {
			continue
		}
		l.pairs = append(l.pairs, [2]int{i, i + margin})
		for _, p := range l.draw(at + i) {
			l.pairs = append(l.pairs, [2]int{i, p - at + margin})
		}
	}
	n := len(l.pairs)
	clear(l.dToLeft)
	clear(l.dToRight)
	if n == 0 {
		return
	}
	l.places += n / (1 + negatives)
	for i, p := range l.pairs {
		rectify(l.x[i*h:][:h], l.toLeft[p[0]*h:][:h], l.toRight[p[1]*h:][:h])
	}
	x, y := matrixOf(n, h, l.x), matrixOf(n, u, l.y)
	multiply(asIs, asIs, x, matrixOf(h, u, l.weights.second), 0, y)
	for i := range n {
		row := l.y[i*u:][:u]
		rectify(row, row, l.weights.secondBias)
		l.z[i] = l.weights.outerBias[0] + product(row, l.weights.outer)
	}
	for i := 0; i < n; i += 1 + negatives {
		l.loss(i)
	}
	for i := range n {
		g := l.w[i]
		l.gradient.outerBias[0] += g
		row, dRow := l.y[i*u:][:u], l.dy[i*u:][:u]
		clear(dRow)
		addWhere(dRow, row, l.weights.outer, g)
		addWhere(l.gradient.outer, row, row, g)
		addWhere(l.gradient.secondBias, row, l.weights.outer, g)
	}
	dy, dx := matrixOf(n, u, l.dy), matrixOf(n, h, l.dx)
	multiply(over, asIs, x, dy, 1, matrixOf(h, u, l.gradient.second))
	multiply(asIs, over, dy, matrixOf(h, u, l.weights.second), 0, dx)
	for i, p := range l.pairs {
		x, g := l.x[i*h:][:h], l.dx[i*h:][:h]
		addWhere(l.dToLeft[p[0]*h:][:h], x, g, 1)
		addWhere(l.dToRight[p[1]*h:][:h], x, g, 1)
	}
}

// loss leaves in w what the scores of one place's candidates should change by:
// the cross-entropy of each being true or not, and of the true one's being the
// best of all.
func (l *learner) loss(first int) {
	z, w := l.z[first:][:1+negatives], l.w[first:][:1+negatives]
	top := z[0]
	for _, v := range z {
		top = max(top, v)
	}
	sum := 0.0
	for _, v := range z {
		sum += math.Exp(float64(v - top))
	}
	for i, v := range z {
		yes := 1 / (1 + math.Exp(-float64(v)))
		best := math.Exp(float64(v-top)) / sum
		if i == 0 {
			w[i] = float32(yes - 1 + best - 1)
		} else {
			w[i] = float32(yes/negatives + best)
		}
	}
}

// adam takes a step against the gradient (Kingma, Ba 2015), lets the layers'
// weights decay (Loshchilov, Hutter 2019) and clears the gradient.
func (l *learner) adam(rate float32, step int) {
	const decay = .1
	l.descend(len(l.weights.all), rate, step)
	for i := len(l.weights.rows); i < len(l.weights.all); i++ {
		l.weights.all[i] *= 1 - rate*decay
	}
	clear(l.gradient.all)
}

// descend takes a step with the first n weights, of which the rows come first.
func (l *learner) descend(n int, rate float32, step int) {
	const b1, b2 = .9, .99
	c1 := 1 / float32(1-math.Pow(b1, float64(step)))
	c2 := 1 / float32(1-math.Pow(b2, float64(step)))
	mean := 1 / float32(max(1, l.places))
	descend(l.weights.all[:n], l.gradient.all[:n], l.moment[:n], l.square[:n], pace{rate, mean, b1, b2, c1, c2})
}

// pace of one of Adam's steps: the rate of learning, what the gradient is
// scaled by, how fast the moments fade, and what makes up for their beginning at 0.
type pace struct{ rate, scale, b1, b2, c1, c2 float32 }
