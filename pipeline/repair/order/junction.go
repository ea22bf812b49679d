package order

import "github.com/recto/recto/pipeline/repair/lm"

// junctions scores, for pruning, what it brings to let one cut follow another.
type junctions struct {
	r           *reader
	l           *line
	left, right [][2]int32 // of each cut: the two tokens before it, and after it
	prev, next  [2]int32
	context     bool
	met         []meeting // of a cut and a cut after it, with the line before and the line after
	n           int
}

// meeting is what is known of two cuts, one after the other: whatever weights it
// is read with.
type meeting struct {
	joint            float32 // a whole number of sixteenths
	elsewhere        uint8   // how often the document has it elsewhere, as its logs go
	strangers        uint8
	unseen, measured bool
}

// junctions are those of a line. They hang on nothing else, so that those of a
// sampled line are kept: it is read several times, and once more with the rest.
func (r *reader) junctions(l *line) *junctions {
	if j := r.sampled[l.from]; j != nil {
		return j
	}
	n := len(l.cuts)
	j := &junctions{r: r, l: l, n: n, met: make([]meeting, (n+1)*(n+1)), left: make([][2]int32, n), right: make([][2]int32, n)}
	for i, c := range l.cuts {
		j.left[i] = last2(r.tokensOf(l, l.cuts[max(0, i-6)].next, c.at), r.edge)
		j.right[i] = first2(r.tokensOf(l, c.next, l.cuts[min(n-1, i+6)].at), r.edge)
	}
	if r.sampling {
		r.sampled[l.from] = j
	}
	return j
}

// between sets what stands before and after the line.
func (j *junctions) between(context [2][]int32) *junctions {
	prev, next := context[0], context[1]
	j.context = prev != nil
	j.prev, j.next = last2(prev, j.r.edge), first2(next, j.r.edge)
	for k := range j.n + 1 {
		j.met[k], j.met[k*(j.n+1)+j.n] = meeting{}, meeting{}
	}
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
	if !j.context && (a < 0 || b == j.n) {
		return 0
	}
	m := &j.met[(a+1)*(j.n+1)+b]
	if !m.measured {
		*m = j.measure(a, b)
	}
	w := &j.r.w.rough
	score := w[fJoint+int(m.strangers)] * float64(m.joint)
	if m.elsewhere > 0 {
		score += w[fPairs] * j.r.d.logs[m.elsewhere]
	} else if m.unseen {
		score += w[fUnseen]
	}
	return score
}

func (j *junctions) measure(a, b int) meeting {
	l, r := j.prev, j.next
	if a >= 0 {
		l = j.left[a]
	}
	if b < j.n {
		r = j.right[b]
	}
	s := j.r.s
	m := meeting{
		joint: float32(s.Joint(l[0], l[1], r[0], r[1])), strangers: uint8(j.r.strangers(l[1], r[0])),
		elsewhere: uint8(j.r.elsewhere(j.l.own, lm.TwoKey(s.ID(l[1]), s.ID(r[0])))), measured: true,
	}
	m.unseen = m.elsewhere == 0 && s.Seen(l[1], r[0]) == 0
	return m
}
