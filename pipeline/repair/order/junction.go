package order

import "github.com/recto/recto/pipeline/repair/lm"

// junctions scores, for pruning, what it brings to let one cut follow another.
type junctions struct {
	r           *reader
	l           *line
	left, right [][2]int32 // of each cut: the two tokens before it, and after it
	prev, next  [2]int32
	context     bool
	memo        []float64
	n           int
}

const notYet = -1e18

func (r *reader) junctions(l *line, context [2][]int32) *junctions {
	n := len(l.cuts)
	j := &junctions{r: r, l: l, n: n, memo: make([]float64, (n+1)*(n+1))}
	for i := range j.memo {
		j.memo[i] = notYet
	}
	j.left, j.right = make([][2]int32, n), make([][2]int32, n)
	prev, next := context[0], context[1]
	j.context = prev != nil
	for i, c := range l.cuts {
		j.left[i] = last2(r.tokensOf(l, l.cuts[max(0, i-6)].next, c.at), r.edge)
		j.right[i] = first2(r.tokensOf(l, c.next, l.cuts[min(n-1, i+6)].at), r.edge)
	}
	j.prev, j.next = last2(prev, r.edge), first2(next, r.edge)
	return j
}

func last2(t []int32, edge int32) [2]int32 {
	switch len(t) {
	case 0:
		return [2]int32{edge, edge}
	case 1:
		return [2]int32{edge, t[0]}
	}
	return [2]int32{t[len(t)-2], t[len(t)-1]}
}

func first2(t []int32, edge int32) [2]int32 {
	switch len(t) {
	case 0:
		return [2]int32{edge, edge}
	case 1:
		return [2]int32{t[0], edge}
	}
	return [2]int32{t[0], t[1]}
}

// at is the score of cut b after cut a; a is -1 for the line before, b is n for
// the line after.
func (j *junctions) at(a, b int) float64 {
	m := &j.memo[(a+1)*(j.n+1)+b]
	if *m != notYet {
		return *m
	}
	*m = 0
	if !j.context && (a < 0 || b == j.n) {
		return 0
	}
	l, r := j.prev, j.next
	if a >= 0 {
		l = j.left[a]
	}
	if b < j.n {
		r = j.right[b]
	}
	w := &j.r.w.rough
	*m = w[fJoint+j.r.strangers(l[1], r[0])] * j.r.s.Joint(l[0], l[1], r[0], r[1])
	if p := j.r.elsewhere(j.l.own, lm.TwoKey(j.r.s.ID(l[1]), j.r.s.ID(r[0]))); p > 0 {
		*m += w[fPairs] * p
	} else if j.r.s.Seen(l[1], r[0]) == 0 {
		*m += w[fUnseen]
	}
	return *m
}
