package blockend

import (
	"math"
	"slices"
)

// lattice is all ways to merge one tail into a body, each as likely as what tells
// for it. Its nodes are (gap, parts of the tail that are placed), thrice: after
// text; after text in a visual line that has had its row; after a part.
//
// What stood in one visual line stands in one row of the tail, so a row goes
// into one visual line, and no other does.
type lattice struct {
	*merge
	c0, g0   int                        // the first cut, the first gap
	K, G     int                        // cuts, gaps
	evidence evidence                   // of the step in hand
	value    []float64                  // by node: log of all ways that lead to it, added up
	right    func(g, from, to int) bool // which parts may go where; nil for all
}

const never = -1e18

// The kinds of node.
const (
	inText = iota
	shut
	said
	nodeKinds
)

// newLattice is the lattice of the tail that begins with line t, with the body
// from line lo. It gives false where there is nothing to merge.
func (m *merge) newLattice(lo, t int) (*lattice, bool) {
	m.listRows(t)
	a := &m.lattice
	*a = lattice{merge: m, c0: m.cutAt[t-m.low], g0: m.gapAt[lo], value: a.value}
	a.K, a.G = len(m.cuts)-a.c0, m.gapAt[t]-a.g0
	return a, a.K > 0 && a.G > 0
}

func (a *lattice) node(kind, g, k int) int { return (g*nodeKinds+kind)*(a.K+1) + k }

// start and end are the nodes that all ways lead from and to.
func (a *lattice) start() int { return a.node(inText, 0, 0) }
func (a *lattice) end() int   { return a.node(inText, a.G, a.K) }

// asItCame is the node that the way without any phrase leads to.
func (a *lattice) asItCame() int { return a.node(inText, a.G, 0) }

// boundary says that cut k begins a row, or is the tail's end.
func (a *lattice) boundary(k int) bool { return k == a.K || a.cuts[a.c0+k].row }

// arc is a step from one node to another and what tells for it.
type arc func(from, to int, e *evidence)

// run adds all ways up and gives the log odds, in nats, of some merge against the
// page as it came.
func (a *lattice) run() float64 {
	n := (a.G + 1) * nodeKinds * (a.K + 1)
	a.value = slices.Grow(a.value[:0], n)[:n]
	for i := range a.value {
		a.value[i] = never
	}
	add := func(from, to int, e *evidence) {
		if !a.reached(from) {
			return
		}
		a.value[to] = logSum(a.value[to], a.value[from]+e.nats(a.weights))
	}
	a.value[a.start()] = 0
	a.stay(0, add)
	for g := range a.G {
		for k := 0; k <= a.K; k++ {
			a.say(g, k, add)
		}
		for k := 0; k <= a.K; k++ {
			a.goOn(g, k, add)
		}
		a.stay(g+1, add)
	}
	return a.value[a.end()] - a.value[a.asItCame()]
}

// logSum adds what two logs stand for, but for what is next to nothing beside the
// other.
func logSum(v, w float64) float64 {
	if w > v {
		v, w = w, v
	}
	const little = 16 // nats
	if w > v-little {
		v += math.Log1p(math.Exp(w - v))
	}
	return v
}

// stay lets rows stay at the page's end, behind gap g: captions, lists of links, or
// what else stands there in its own right. Several in a row stay in one step, or in
// more, each of which costs as much as the first row.
func (a *lattice) stay(g int, step arc) {
	for from := range a.K {
		if !a.boundary(from) || !a.reached(a.node(inText, g, from)) {
			continue
		}
		e := a.evidence.clear().add(eStays, 1)
		begin, rows := from, 0
		for k := from + 1; k <= a.K && rows < mostInARow; k++ {
			if !a.boundary(k) {
				continue
			}
			if a.right != nil && !a.right(nowhere, a.c0+begin, a.c0+k) {
				break
			}
			if rows == 1 {
				e.add(eStaysOn, 1)
			}
			if rows > 0 {
				e.x[e.n-1] = float64(rows)
			}
			step(a.node(inText, g, from), a.node(inText, g, k), e)
			begin = k
			rows++
		}
	}
}

// mostInARow is how many rows stay together: more are several lists.
const mostInARow = 12

// goOn goes on from gap g to the next with k parts placed.
func (a *lattice) goOn(g, k int, step arc) {
	text, closed, leave := a.node(inText, g, k), a.node(shut, g, k), a.node(said, g, k)
	if !a.reached(text) && !a.reached(closed) && !a.reached(leave) {
		return
	}
	gp, ends, boundary := &a.gaps[a.g0+g], shut, a.boundary(k)
	if g+1 == a.G || a.of[a.gaps[a.g0+g+1].line].group != a.of[gp.line].group {
		ends = inText // of the visual line
	}
	e := a.evidence.clear()
	a.empty(e, gp)
	step(closed, a.node(ends, g+1, k), e)
	if a.turn(e, gp, k, ends); a.reached(text) {
		step(text, a.node(inText, g+1, k), e)
	}
	if !a.reached(leave) {
		return
	}
	e.clear()
	leaves := a.leaves(a.g0+g, a.c0+k)
	if k < a.K && !a.cuts[a.c0+k].start {
		leaves -= a.cuts[a.c0+k].joint
		if a.blanks { // a row that blank lines show has its phrases on lines of their own
			e.add(eCut, 1)
		} else {
			e.add(eCutRow, 1)
		}
	}
	e.add(eJoint, leaves)
	if boundary {
		step(leave, a.node(ends, g+1, k), e)
	} else {
		a.turn(e, gp, k, ends)
		step(leave, a.node(inText, g+1, k), e)
	}
}

// turn is what tells where a visual line without a row, or with a part of one, ends.
func (a *lattice) turn(e *evidence, gp *gap, k, ends int) {
	if ends == inText {
		l := &a.of[gp.line]
		e.add(l.gapes(), l.gape(0))
		e.add(eRow, float64(one(k > 0 && !a.boundary(k))))
	}
}

// say puts the parts of the tail that end before cut k into gap g: behind text,
// behind another part in the same gap, or in the gap before at the same place.
func (a *lattice) say(g, k int, step arc) {
	to := a.node(said, g, k)
	for _, c := range a.spans[a.c0+k] {
		if c := int(c); c >= a.c0 && (a.right == nil || a.right(a.g0+g, c, a.c0+k)) {
			a.put(g, c, k, to, step)
		}
	}
}

// put puts the part [c,k) into gap g.
func (a *lattice) put(g, c, k, to int, step arc) {
	gp, b := &a.gaps[a.g0+g], c-a.c0
	text, closed, same, before := a.node(inText, g, b), a.node(shut, g, b), a.node(said, g, b), -1
	if g > 0 && a.gaps[a.g0+g-1].at == gp.at {
		before = a.node(said, g-1, b)
	}
	if !a.reached(text) && !a.reached(closed) && !a.reached(same) && (before < 0 || !a.reached(before)) {
		return
	}
	l, begins := &a.of[gp.line], a.cuts[c].row
	room := l.room + a.over()
	if begins || c == a.c0 {
		w := a.row[c]
		if a.loose {
			w = a.part(c, a.c0+k)
		}
		if w > room {
			if begins && w > whole && a.boundary(k) {
				a.alone(g, c, k, to, step)
			}
			// Blank lines are not always there between the rows of lines that touch.
			if !a.blanks {
				return
			}
			if w = a.part(c, a.c0+k); w > room {
				return
			}
		}
		a.fill(a.looksOf(c), l, w)
	} else {
		if a.part(c, a.c0+k) > room {
			return
		}
		a.looksOf(c)
	}
	e := &a.evidence
	a.fit(e, gp)
	n := e.n
	if a.reached(text) || a.reached(closed) {
		e.add(eJoint, a.enters(a.g0+g, c))
		step(text, to, e)
		e.add(eRow, 1)
		step(closed, to, e)
		e.n = n
	}
	if begins && before >= 0 && a.reached(before) {
		e.add(eGoesOn, 1).add(eJoint, a.goes[c])
		e.add(eRow, float64(one(a.of[a.gaps[a.g0+g-1].line].group == l.group)))
		step(before, to, e)
	}
}

// alone puts a row into gap g that is a line of its own.
func (a *lattice) alone(g, c, k, to int, step arc) {
	e := a.looksOf(c).add(eAlone, 1)
	n := e.n
	if from := a.node(said, g, c-a.c0); a.reached(from) {
		step(from, to, e.add(eGoesOn, 1).add(eJoint, a.goes[c]))
		e.n = n
	}
	if from := a.node(inText, g, c-a.c0); a.gaps[a.g0+g].end && a.reached(from) {
		step(from, to, e.add(eJoint, a.enters(a.g0+g, c)))
	}
}

// looksOf begins the evidence of a part that begins with cut c.
func (a *lattice) looksOf(c int) *evidence {
	e := a.evidence.clear()
	if a.cuts[c].start {
		l := &a.looks[a.cuts[c].line-a.low]
		e.n = copy(e.kind[:], l.kind[:l.n])
		copy(e.x[:], l.x[:l.n])
	}
	return e
}

func (a *lattice) reached(node int) bool { return a.value[node] > never/2 }

// backwards goes through the steps that likely are part of the merge, from the end
// on, and says how likely: the derivative of the sum of all ways by the step's nats
// (Eisner 2016, "Inside-outside and forward-backward algorithms are just backprop").
func (a *lattice) backwards(see func(from, to int, e *evidence, p float64)) {
	const least = 1e-6
	through := make([]float64, len(a.value)) // by node
	through[a.end()] = 1
	back := func(from, to int, e *evidence) {
		if through[to] < least || !a.reached(from) {
			return
		}
		p := through[to] * math.Exp(a.value[from]+e.nats(a.weights)-a.value[to])
		through[from] += p
		see(from, to, e, p)
	}
	type step struct {
		from, to int
		e        evidence
	}
	var stays []step
	for g := a.G; g >= 0; g-- {
		for k := a.K; g < a.G && k >= 0; k-- {
			if through[a.node(said, g, k)] >= least {
				a.say(g, k, back)
			}
		}
		stays = stays[:0]
		a.stay(g, func(from, to int, e *evidence) { stays = append(stays, step{from, to, *e}) })
		for i := range slices.Backward(stays) {
			back(stays[i].from, stays[i].to, &stays[i].e)
		}
		for k := 0; g > 0 && k <= a.K; k++ {
			a.goOn(g-1, k, back)
		}
	}
}

// named is what a node stands for.
func (a *lattice) named(node int) (kind, gap, k int) {
	return node / (a.K + 1) % nodeKinds, node / (a.K + 1) / nodeKinds, node % (a.K + 1)
}
