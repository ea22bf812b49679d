package model

import "math"

// shape is how many segments of each side a bead has.
type shape struct{ a, b int }

// MaxBead is the most segments that a bead has, both sides together.
const MaxBead = 8

// shapes are all beads of the field; the empty ones come first.
var shapes = allShapes()

func allShapes() []shape {
	out := []shape{{1, 0}, {0, 1}}
	for n := 2; n <= MaxBead; n++ {
		for a := 1; a < n; a++ {
			out = append(out, shape{a, n - a})
		}
	}
	return out
}

// draftShapes are the beads of the quick look that comes first.
var draftShapes = []shape{{1, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 3}, {3, 1}, {2, 3}, {3, 2}, {1, 4}, {4, 1}}

// Gap states: what the bead before was. A run of empty beads on one side is one
// block, not many accidents.
const (
	inMatch  = iota
	inSource // the bead before has no target
	inTarget // the bead before has no source
	states
)

func stateOf(s shape) int {
	switch {
	case s.b == 0:
		return inSource
	case s.a == 0:
		return inTarget
	}
	return inMatch
}

// lattice holds the score of every bead that ends in a cell of the band, and
// runs the sums and maxima of a semi-Markov field over it (Sarawagi and Cohen,
// NIPS 2004).
type lattice struct {
	*band
	shapes          []shape
	score           []float32 // cell × shape; -Inf: not there
	turn            [states][states]float64
	alpha           []float32 // cell × state, relative to alphaAt of its row
	beta            []float32
	alphaAt, betaAt []float64
	total           float64
}

func newLattice(b *band, shapes []shape, turn [states][states]float64) *lattice {
	return &lattice{band: b, shapes: shapes, turn: turn, score: make([]float32, b.cells()*len(shapes))}
}

var minusInf = math.Inf(-1)

// forward sums over all ways from the start to each cell.
func (l *lattice) forward() {
	n := len(l.lo) - 1
	l.alpha = make([]float32, l.cells()*states)
	l.alphaAt = make([]float64, n+1)
	// into holds, for each cell and state, the sum of all ways to the cell that
	// go on in the state.
	into := make([]float32, l.cells()*states)
	var terms [states][]float64
	for i := 0; i <= n; i++ {
		at := minusInf // the row's reference: its first value that is there
		for j := int(l.lo[i]); j <= int(l.hi[i]); j++ {
			c := l.at(i, j)
			val := [states]float64{minusInf, minusInf, minusInf}
			if i == 0 && j == 0 {
				val[inMatch] = 0
			} else {
				for s := range terms {
					terms[s] = terms[s][:0]
				}
				for k, sh := range l.shapes {
					x := l.score[c*len(l.shapes)+k]
					if x == float32(minusInf) {
						continue
					}
					p := l.at(i-sh.a, j-sh.b)
					if p < 0 {
						continue
					}
					base := ref(at)
					if sh.a > 0 {
						base = l.alphaAt[i-sh.a]
					}
					to := stateOf(sh)
					terms[to] = append(terms[to], base+float64(into[p*states+to])+float64(x))
				}
				for s := range val {
					val[s] = logSum(terms[s])
				}
			}
			if at == minusInf {
				at = max(val[0], val[1], val[2])
			}
			for s, x := range val {
				l.alpha[c*states+s] = float32(x - ref(at))
			}
			for to := range states {
				into[c*states+to] = float32(logSum3(val[0]+l.turn[0][to], val[1]+l.turn[1][to], val[2]+l.turn[2][to]) - ref(at))
			}
		}
		l.alphaAt[i] = ref(at)
	}
	end := l.at(n, int(l.hi[n]))
	l.total = l.alphaAt[n] + logSum3(l.value(l.alpha, end, 0), l.value(l.alpha, end, 1), l.value(l.alpha, end, 2))
}

func ref(at float64) float64 {
	if at == minusInf {
		return 0
	}
	return at
}

func (l *lattice) value(v []float32, c, s int) float64 { return float64(v[c*states+s]) }

// backward sums over all ways from each cell to the end.
func (l *lattice) backward() {
	n := len(l.lo) - 1
	l.beta = make([]float32, l.cells()*states)
	l.betaAt = make([]float64, n+1)
	var terms [states][]float64
	for i := n; i >= 0; i-- {
		at := minusInf
		for j := int(l.hi[i]); j >= int(l.lo[i]); j-- {
			c := l.at(i, j)
			var val [states]float64
			if i != n || j != int(l.hi[n]) {
				for s := range terms {
					terms[s] = terms[s][:0]
				}
				for k, sh := range l.shapes {
					q := l.at(i+sh.a, j+sh.b)
					if q < 0 {
						continue
					}
					x := l.score[q*len(l.shapes)+k]
					if x == float32(minusInf) {
						continue
					}
					base := ref(at)
					if sh.a > 0 {
						base = l.betaAt[i+sh.a]
					}
					to := stateOf(sh)
					terms[to] = append(terms[to], base+l.value(l.beta, q, to)+float64(x))
				}
				var on [states]float64
				for to := range on {
					on[to] = logSum(terms[to])
				}
				for s := range val {
					val[s] = logSum3(on[0]+l.turn[s][0], on[1]+l.turn[s][1], on[2]+l.turn[s][2])
				}
			}
			if at == minusInf {
				at = max(val[0], val[1], val[2])
			}
			for s, x := range val {
				l.beta[c*states+s] = float32(x - ref(at))
			}
		}
		l.betaAt[i] = ref(at)
	}
}

// edge is the probability of the bead of shape k that ends in cell (i,j), where
// the bead before left the field in state from.
func (l *lattice) edge(i, j, k, from int) float64 {
	sh := l.shapes[k]
	c, p := l.at(i, j), l.at(i-sh.a, j-sh.b)
	if c < 0 || p < 0 {
		return 0
	}
	to := stateOf(sh)
	return math.Exp(l.value(l.alpha, p, from) + l.alphaAt[i-sh.a] + l.turn[from][to] +
		float64(l.score[c*len(l.shapes)+k]) + l.value(l.beta, c, to) + l.betaAt[i] - l.total)
}

// posterior is the probability of the bead of shape k that ends in cell (i,j).
func (l *lattice) posterior(i, j, k int) float64 {
	return l.edge(i, j, k, 0) + l.edge(i, j, k, 1) + l.edge(i, j, k, 2)
}

// through is the probability that the way goes through a cell.
func (l *lattice) through(i, j int) float64 {
	c := l.at(i, j)
	s := logSum3(l.value(l.alpha, c, 0)+l.value(l.beta, c, 0),
		l.value(l.alpha, c, 1)+l.value(l.beta, c, 1), l.value(l.alpha, c, 2)+l.value(l.beta, c, 2))
	return math.Exp(s + l.alphaAt[i] + l.betaAt[i] - l.total)
}

// step is a bead of a way: of shape k, ending in (i,j).
type step struct{ i, j, k int }

// best is the way with the largest sum of gains; gain sees the cell where a
// bead ends.
func (l *lattice) best(gain func(i, j, k int) float64) []step {
	n, m := len(l.lo)-1, int(l.hi[len(l.hi)-1])
	score := make([]float64, l.cells())
	back := make([]int8, l.cells())
	for i := 0; i <= n; i++ {
		for j := int(l.lo[i]); j <= int(l.hi[i]); j++ {
			if i == 0 && j == 0 {
				continue
			}
			c := l.at(i, j)
			score[c], back[c] = minusInf, -1
			for k, sh := range l.shapes {
				p := l.at(i-sh.a, j-sh.b)
				if p < 0 || score[p] == minusInf {
					continue
				}
				if x := score[p] + gain(i, j, k); x > score[c] {
					score[c], back[c] = x, int8(k)
				}
			}
		}
	}
	var out []step
	for i, j := n, m; i > 0 || j > 0; {
		k := int(back[l.at(i, j)])
		out = append(out, step{i, j, k})
		i, j = i-l.shapes[k].a, j-l.shapes[k].b
	}
	for x, y := 0, len(out)-1; x < y; x, y = x+1, y-1 {
		out[x], out[y] = out[y], out[x]
	}
	return out
}

// viterbi is the most probable way, states and all.
func (l *lattice) viterbi() []step {
	n, m := len(l.lo)-1, int(l.hi[len(l.hi)-1])
	score := make([]float64, l.cells()*states)
	back := make([]int16, l.cells()*states)
	for i := 0; i <= n; i++ {
		for j := int(l.lo[i]); j <= int(l.hi[i]); j++ {
			c := l.at(i, j)
			for s := range states {
				score[c*states+s] = minusInf
			}
			if i == 0 && j == 0 {
				score[c*states] = 0
				continue
			}
			for k, sh := range l.shapes {
				p := l.at(i-sh.a, j-sh.b)
				if p < 0 {
					continue
				}
				to := stateOf(sh)
				for s := range states {
					x := score[p*states+s] + l.turn[s][to] + float64(l.score[c*len(l.shapes)+k])
					if x > score[c*states+to] {
						score[c*states+to], back[c*states+to] = x, int16(k*states+s)
					}
				}
			}
		}
	}
	end := l.at(n, m)
	s := 0
	for q := range states {
		if score[end*states+q] > score[end*states+s] {
			s = q
		}
	}
	var out []step
	for i, j := n, m; i > 0 || j > 0; {
		e := int(back[l.at(i, j)*states+s])
		k := e / states
		out = append(out, step{i, j, k})
		i, j, s = i-l.shapes[k].a, j-l.shapes[k].b, e%states
	}
	for x, y := 0, len(out)-1; x < y; x, y = x+1, y-1 {
		out[x], out[y] = out[y], out[x]
	}
	return out
}

func logSum3(a, b, c float64) float64 {
	m := max(a, b, c)
	if m == minusInf {
		return m
	}
	sum := 0.0
	for _, x := range [...]float64{a, b, c} {
		if d := x - m; d > -30 {
			if d == 0 {
				sum++
			} else {
				sum += math.Exp(d)
			}
		}
	}
	if sum == 1 {
		return m
	}
	return m + math.Log(sum)
}

func logSum(x []float64) float64 {
	if len(x) == 0 {
		return minusInf
	}
	m := x[0]
	for _, v := range x[1:] {
		m = max(m, v)
	}
	if m == minusInf || len(x) == 1 {
		return m
	}
	var s float64
	for _, v := range x {
		if d := v - m; d > -30 {
			s += math.Exp(d)
		}
	}
	return m + math.Log(s)
}
