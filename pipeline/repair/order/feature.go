package order

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// The features of a reading. Each is summed over the line; the weights are
// learned (see train) and are the same for every language.
const (
	fWord      = iota // log probability of the windows, words, forwards and backwards
	fClass            // the same of the classes
	fJoint            // log odds that text runs on, of each two tokens in a row
	fPairs            // pairs of words that the document has elsewhere
	fTriples          // triples
	fUnseen           // pairs that neither the model nor the document has
	fUnknown          // words that neither knows
	fAlone            // log probability of the words by themselves: differs where one is cut
	fCapital          // new junctions: a capital where no sentence ends before it
	fNoCapital        // new junctions: a sentence ends, and lower case begins
	fBalance          // brackets and quotation marks that do not match
	fMove             // the reading moves something
	fHole             // cuts in the plain text, by kind
	fSeam      = fHole + int(cutKinds)
	fStyled    = fSeam + int(cutKinds)
	fUnused    = fStyled + int(cutKinds) // marks that the reading leaves unexplained
	fLeadMark  = fUnused + int(cutKinds) // the line begins with a comma, and still does
	fLeadHole  = fLeadMark + 1
	fLeadFirst = fLeadHole + 1 // the same of a block's first line
	fTrailHole = fLeadFirst + 1
	fStart     = fTrailHole + 1 // begins with the styled phrase: at a mark, at a space, at neither
	fEnd       = fStart + 3     // ends with it
	fRuns      = fEnd + 1       // how many runs, 2 to 8
	fLength    = fRuns + 7      // styled phrases by their words: 1, 2, 3-4, 5-7, 8-12, more
	fShare     = fLength + 6    // styled part of the line
	fShort     = fShare + 1     // a plain run of one word between two phrases
	fBalanceOf = fShort + 1     // spaces that came, less those needed: -2 to 2
	fHabit     = fBalanceOf + 5 // cuts as this document's producer makes them
	features   = fHabit + 1
)

type vector [features]float32

func (v *vector) dot(w *[features]float64) float64 {
	sum := 0.0
	for i, x := range v {
		if x != 0 {
			sum += float64(x) * w[i]
		}
	}
	return sum
}

// pairWeight is what the document says of two tokens side by side: how often
// it has them elsewhere, on a logarithmic scale.
func (r *reader) elsewhere(own map[uint64]int, key uint64) float64 {
	n := r.d.count(key)
	if n > 0 {
		n -= own[key]
	}
	if n <= 0 {
		return 0
	}
	return math.Log1p(float64(min(n, 20)))
}

// window is the part of the features that hangs on three tokens in a row.
type window struct{ word, class, pairs, triples, unseen float32 }

// windowOf scores tokens a, b, c; pairs are counted with the window that they
// end.
func (r *reader) windowOf(own map[uint64]int, a, b, c int32) window {
	v := r.s.Window(a, b, c)
	w := window{word: v.Word, class: v.Class}
	ia, ib, ic := r.s.ID(a), r.s.ID(b), r.s.ID(c)
	key := twoKey(ib, ic)
	p := r.elsewhere(own, key)
	w.pairs = float32(p)
	if p == 0 && r.s.Seen(b, c) == 0 {
		w.unseen = 1
	}
	if p > 0 {
		w.triples = float32(r.elsewhere(own, threeKey(ia, ib, ic)))
	}
	return w
}

func (v *vector) add(w window) {
	v[fWord] += w.word
	v[fClass] += w.class
	v[fPairs] += w.pairs
	v[fTriples] += w.triples
	v[fUnseen] += w.unseen
}

// measure fills in the features of a rendered candidate that need no
// neighbour.
func (r *reader) measure(l *line, c *candidate) {
	v := &c.f
	*v = vector{}
	for i := 2; i < len(c.tokens); i++ {
		v.add(r.windowOf(l.own, c.tokens[i-2], c.tokens[i-1], c.tokens[i]))
	}
	for i := 1; i < len(c.tokens); i++ {
		a, d := int32(-1), int32(-1)
		if i > 1 {
			a = c.tokens[i-2]
		}
		if i+1 < len(c.tokens) {
			d = c.tokens[i+1]
		}
		v[fJoint] += float32(r.s.Joint(a, c.tokens[i-1], c.tokens[i], d))
	}
	for _, t := range c.tokens {
		v[fAlone] += float32(r.s.Alone(t))
		if !r.knownNumber(l.own, t) {
			v[fUnknown]++
		}
	}
	v[fBalance] = float32(unbalanced(c.text))
	r.structure(l, c)
	c.score = v.dot(&r.w)
}

// structure fills in what the cuts and runs say.
func (r *reader) structure(l *line, c *candidate) {
	v := &c.f
	used := 0
	for i := 1; i+1 < len(l.cuts); i++ {
		k := l.cuts[i].kind
		if used < len(c.cuts) && c.cuts[used] == i {
			used++
			role := r.role(i, c.seam)
			v[role+int(k)]++
			if a, b, ok := r.habitOf(&l.cuts[i], role); ok {
				v[fHabit] += float32(r.habits.logRatio(l, a, b))
			}
			continue
		}
		if k.marked() || k == doubleStop {
			v[fUnused+int(k)]++
		}
	}
	moves := len(c.runs) > 1
	startsIn := c.runs[0].a == 0
	if !moves || startsIn {
		if l.leadMark {
			v[fLeadMark] = 1
		}
		if l.leadHole && l.firstLine {
			v[fLeadFirst] = 1
		} else if l.leadHole {
			v[fLeadHole] = 1
		}
	}
	if !moves {
		if l.trailHole {
			v[fTrailHole] = 1
		}
		return
	}
	v[fMove] = 1
	last := len(l.cuts) - 1
	styledA := r.producer == First
	styled := func(u run) bool { return (u.a < c.seam) == styledA }
	if styled(c.runs[0]) {
		switch {
		case l.leadMark:
			v[fStart] = 1
		case l.leadHole:
			v[fStart+1] = 1
		default:
			v[fStart+2] = 1
		}
	}
	if styled(c.runs[len(c.runs)-1]) {
		v[fEnd] = 1
	}
	v[fRuns+min(len(c.runs), mostRuns)-2] = 1
	inside, all := 0, 0
	for k, u := range c.runs {
		n := r.wordsOf(l, u)
		all += n
		if styled(u) {
			inside += n
			v[fLength+lengthClass(n)]++
		} else if n == 1 && k > 0 && k+1 < len(c.runs) {
			v[fShort]++
		}
	}
	v[fShare] = float32(inside) / float32(max(1, all))

	came, needed := l.lead+l.trail, 0
	for _, k := range c.cuts {
		came += min(2, l.cuts[k].spaces)
	}
	for k := 1; k < len(c.runs); k++ {
		a, b := c.runs[k-1].b, c.runs[k].a
		if r.space(l, a, b) {
			needed++
		}
		if a == last || l.cuts[a].at == 0 {
			continue
		}
		left, _ := utf8.DecodeLastRuneInString(l.text[:l.cuts[a].at])
		right, _ := utf8.DecodeRuneInString(l.text[l.cuts[b].next:])
		stop := left == '.' || left == '!' || left == '?' || left == ':'
		if stop && unicode.IsLower(right) && left != ':' {
			v[fNoCapital]++
		}
		if !stop && unicode.IsUpper(right) && !isOpening(left) {
			v[fCapital]++
		}
	}
	v[fBalanceOf+2+max(-2, min(2, came-needed))] = 1
}

// role is the block of features for a cut: in the plain text, the seam, in the
// styled text.
func (r *reader) role(cut, seam int) int {
	switch {
	case cut == seam:
		return fSeam
	case (cut < seam) == (r.producer == First):
		return fStyled
	}
	return fHole
}

// wordsOf counts the words of a run, roughly: its cuts at spaces.
func (r *reader) wordsOf(l *line, u run) int {
	n := 1
	for i := u.a + 1; i < u.b; i++ {
		if l.cuts[i].spaces > 0 {
			n++
		}
	}
	return n
}

func lengthClass(words int) int {
	switch {
	case words <= 2:
		return words - 1
	case words <= 4:
		return 2
	case words <= 7:
		return 3
	case words <= 12:
		return 4
	}
	return 5
}

// unbalanced counts closing brackets and quotation marks that none opens
// before them on the line, and the other way round, where both are there.
func unbalanced(s string) int {
	n := 0
	for _, p := range [...][2]rune{{'(', ')'}, {'«', '»'}, {'[', ']'}, {'„', '“'}, {'“', '”'}} {
		depth, low, opens, closes := 0, 0, 0, 0
		for _, q := range s {
			if q == p[0] {
				depth++
				opens++
			} else if q == p[1] {
				depth--
				closes++
				low = min(low, depth)
			}
		}
		if opens > 0 && closes > 0 {
			n -= low
		}
	}
	return n
}

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
	var v vector
	v.add(j.r.windowOf(j.l.own, l[0], l[1], r[0]))
	v.add(j.r.windowOf(j.l.own, l[1], r[0], r[1]))
	v[fJoint] = float32(j.r.s.Joint(l[0], l[1], r[0], r[1]))
	*m = v.dot(&j.r.w)
	return *m
}

// score of a reading as against the line as it came.
func (j *junctions) score(order []run, cuts []int, na int) float64 {
	w := &j.r.w
	last := j.n - 1
	sum := j.at(-1, order[0].a) - j.at(-1, 0) + j.at(order[len(order)-1].b, j.n) - j.at(last, j.n)
	for k := 1; k < len(order); k++ {
		sum += j.at(order[k-1].b, order[k].a)
	}
	seam := cuts[na-1]
	came, needed := j.l.lead+j.l.trail, len(order)-1
	for _, c := range cuts {
		k := j.l.cuts[c].kind
		role := j.r.role(c, seam)
		sum += w[role+int(k)] - j.at(c, c)
		if a, b, ok := j.r.habitOf(&j.l.cuts[c], role); ok {
			sum += w[fHabit] * j.r.habits.logRatio(j.l, a, b)
		}
		if k.marked() || k == doubleStop {
			sum -= w[fUnused+int(k)]
		}
		came += min(2, j.l.cuts[c].spaces)
	}
	styledA := j.r.producer == First
	for k, u := range order {
		if (u.a < seam) == styledA {
			sum += w[fLength+lengthClass(j.r.wordsOf(j.l, u))]
			if k == 0 {
				switch {
				case j.l.leadMark:
					sum += w[fStart]
				case j.l.leadHole:
					sum += w[fStart+1]
				default:
					sum += w[fStart+2]
				}
			}
			if k == len(order)-1 {
				sum += w[fEnd]
			}
		}
	}
	if order[0].a != 0 && j.l.leadMark {
		sum -= w[fLeadMark]
	}
	return sum + w[fRuns+len(order)-2] + w[fBalanceOf+2+max(-2, min(2, came-needed))]
}
