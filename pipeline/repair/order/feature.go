package order

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// The features of a reading. Each is summed over the line; the weights are
// learned (see train).
const (
	fWord      = 0                // log probability of the windows, words, forwards and backwards
	fJoint     = fWord + 1        // log odds that text runs on, of each two tokens in a row, by how many of them are strangers
	fNet       = fJoint + strange // the same of the junctions, less those that were cut, as the net has it; likewise
	fNear      = fNet + strange   // the same of the places that are no junction, which see across one
	fPairs     = fNear + 1        // pairs of words that the document has elsewhere
	fTriples   = fPairs + 1       // triples
	fUnseen    = fTriples + 1     // pairs that neither the model nor the document has
	fUnknown   = fUnseen + 1      // words that neither knows
	fAlone     = fUnknown + 1     // log probability of the words by themselves: differs where one is cut
	fCapital   = fAlone + 1       // new junctions: a capital where no sentence ends before it
	fNoCapital = fCapital + 1     // new junctions: a sentence ends, and lower case begins
	fBalance   = fNoCapital + 1   // brackets and quotation marks that do not match
	fMove      = fBalance + 1     // the reading moves something
	fHole      = fMove + 1        // cuts in the plain text, by kind
	fSeam      = fHole + int(cutKinds)
	fStyled    = fSeam + int(cutKinds)
	fUnused    = fStyled + int(cutKinds) // marks that the reading leaves unexplained
	fLeadMark  = fUnused + int(cutKinds) // the line begins with a comma, and still does
	fLeadHole  = fLeadMark + 1
	fLeadFirst = fLeadHole + 1 // the same of a block's first line
	fTrailHole = fLeadFirst + 1
	fStart     = fTrailHole + 1                  // begins with the styled phrase: at a mark, at a space, at neither
	fEnd       = fStart + 3                      // ends with it
	fRuns      = fEnd + 1                        // how many runs, 2 to 8
	fLength    = fRuns + 7                       // styled phrases by their words: 1, 2, 3-4, 5-7, 8-12, more
	fShare     = fLength + 6                     // styled part of the line
	fShort     = fShare + 1                      // a plain run of one word between two phrases
	fBalanceOf = fShort + 1                      // spaces that came, less those needed: -2 to 2
	fHabit     = fBalanceOf + 5                  // cuts as this document's producer makes them
	fLengths   = fHabit + 1                      // phrases as long as this document's are
	fWrap      = fLengths + 1                    // the line before ends styled, this one begins so: 0/1, 1/0, 1/1
	fJunction  = fWrap + 3                       // new junctions by what the net says of them, in steps
	fClash     = fJunction + junctionSteps       // new junctions of marks that never meet: ",,", "(."
	fMarks     = fClash + 1                      // marks explained or left as this document has them, by class
	fEdges     = fMarks + markClasses            // phrases at the line's ends as this document shows them
	fGain      = fEdges + 1                      // cuts inside words: how much likelier two words are than one
	fGains     = fGain + 1                       // the same in steps, by kind
	fRival     = fGains + wordCuts*gainSteps     // how much of that other cuts of the word take
	fHalf      = fRival + 1                      // cuts inside words that leave an unknown half
	fHalves    = fHalf + 1                       // likewise by how common the first and the second half are
	fStray     = fHalves + 2*commonest           // marks left by a reading that moves something, by class
	fUncut     = fStray + markClasses            // likewise words that may be two, by kind and gain
	fWhole     = fUncut + (wordCuts-1)*gainSteps // likewise by how common their halves are
	fBare      = fWhole + 2*commonest            // phrases that begin with a comma or the like
	fOpen      = fBare + 1                       // phrases that end with an opening bracket or quotation mark
	fCloses    = fOpen + 1                       // a phrase at the line's end, or none, as this document shows it
	fSet       = fCloses + 1                     // phrases that this document sets apart elsewhere
	fFirstWord = fSet + 1                        // phrases that begin as this document's do: with a name, with "of"
	fLastWord  = fFirstWord + 1                  // likewise by what ends them
	fUsual     = fLastWord + 1                   // as many lines that came run by run are out of order as in this document
	fEcho      = fUsual + 1                      // words that stand twice in a row
	fSeveral   = fEcho + 1                       // the line came run by run and reads as it came, and may be several: by what stands at its first break
	features   = fSeveral + breakKinds
)

// strange tokens of two: none, one, both.
const strange = 3

type vector [features]float32

// term is a feature that is not 0: of the many a reading has few.
type term struct {
	f uint16
	x float32
}

// less gives the terms of a vector in which it differs from another.
func (v *vector) less(base *vector) []term {
	n := 0
	for f, x := range v {
		if x != base[f] {
			n++
		}
	}
	out := make([]term, 0, n)
	for f, x := range v {
		if x != base[f] {
			out = append(out, term{uint16(f), x - base[f]})
		}
	}
	return out
}

func dot(v []term, w *[features]float64) float64 {
	sum := 0.0
	for _, t := range v {
		sum += float64(t.x) * w[t.f]
	}
	return sum
}

// elsewhere is what the document says of tokens side by side: how often it has
// them besides the line, so far as there are logs of it.
func (r *reader) elsewhere(own map[uint64]int, key uint64) int {
	n := r.d.Count(key)
	if n > 0 {
		n -= own[key]
	}
	return max(0, min(n, len(r.d.logs)-1))
}

// window is the part of the features that hangs on three tokens in a row.
type window struct{ word, pairs, triples, unseen float32 }

// windowOf scores tokens a, b, c; pairs are counted with the window that they
// end.
func (r *reader) windowOf(own map[uint64]int, a, b, c int32) window {
	w := window{word: r.s.Window(a, b, c)}
	ia, ib, ic := r.s.ID(a), r.s.ID(b), r.s.ID(c)
	key := lm.TwoKey(ib, ic)
	p := r.elsewhere(own, key)
	w.pairs = float32(r.d.logs[p])
	if p == 0 && r.s.Seen(b, c) == 0 {
		w.unseen = 1
	}
	if p > 0 {
		w.triples = float32(r.d.logs[r.elsewhere(own, lm.ThreeKey(ia, ib, ic))])
	}
	return w
}

func (v *vector) add(w window) {
	v[fWord] += w.word
	v[fPairs] += w.pairs
	v[fTriples] += w.triples
	v[fUnseen] += w.unseen
}

// measure gives the features of a rendered candidate that need no neighbour.
func (r *reader) measure(l *line, c *candidate) (v vector) {
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
		v[fJoint+r.strangers(c.tokens[i-1], c.tokens[i])] += float32(r.s.Joint(a, c.tokens[i-1], c.tokens[i], d))
	}
	for _, i := range c.joints {
		x := r.junction(c.tokens[:i], c.tokens[i:])
		v[fNet+r.strangers(c.tokens[i-1], c.tokens[i])] += float32(x)
		v[fJunction+junctionStep(x)]++
	}
	next := 0
	for i := 1; i < len(c.tokens); i++ {
		if next < len(c.joints) && c.joints[next] == i {
			next++
			continue
		}
		if c.apart[i] {
			v[fNear] += float32(r.junction(c.tokens[:i], c.tokens[i:]))
		}
	}
	for _, k := range c.cuts {
		x, n := r.came(l, k)
		v[fNet+n] -= float32(x)
	}
	for _, t := range c.tokens {
		v[fAlone] += float32(r.alone(l.own, t))
		if !r.knownNumber(l.own, t) {
			v[fUnknown]++
		}
	}
	for i := 1; i < len(c.tokens); i++ {
		v[fEcho] += float32(one(c.tokens[i] == c.tokens[i-1]))
	}
	v[fBalance] = float32(unbalanced(c.text))
	r.structure(l, c, &v)
	return v
}

// compare measures a line's rendered readings as against the line as it came,
// which is the first, and scores them.
func (r *reader) compare(l *line) {
	if len(l.readings) == 1 { // differs from itself in nothing
		l.readings[0].score = r.w.score(nil)
		return
	}
	var base vector
	sure := r.sure(l)
	for i, c := range l.readings {
		v := r.measure(l, c)
		if i == 0 {
			base = v
		}
		c.f = v.less(&base)
		c.score = sure*r.w.score(c.f) - ofWord*float64(r.wordsCut(l, c))
		if r.inPlace == [missingSpaces]float64{} {
			continue
		}
		if k, ok := c.inPlace(l); ok {
			c.score += r.inPlace[k]
			l.eased = l.eased || r.inPlace[k] > showsInPlace
			l.still = r.still
		}
	}
	if len(l.nested) > 0 {
		l.readings[0].score -= hollow
	}
	switch {
	case r.exact && l.broken:
		r.mindBreaks(l)
	case l.broken && !r.orienting:
		l.readings[0].score -= r.rearranged
	}
}

// wordsCut counts the words that a reading cuts though the document has them elsewhere, and
// more than once: what was glued by chance is not so again.
func (r *reader) wordsCut(l *line, c *candidate) int {
	n := 0
	for _, k := range c.cuts {
		x := &l.cuts[k]
		if i := tokenAt(l, x.at-1); x.inWord && i < len(l.tokens) && r.elsewhere(l.own, lm.OneKey(l.tokens[i].ID)) > 1 {
			n++
		}
	}
	return n
}

// mindBreaks scores what the breaks of a line say that came run by run: one more than that
// before its phrases shows that they belong elsewhere, and phrases that came in one run go
// in one place, if there are places enough.
func (r *reader) mindBreaks(l *line) {
	if l.breaks > 1 {
		l.readings[0].score -= unbroken
	}
	for _, c := range l.readings[1:] {
		for _, k := range c.cuts {
			if x := &l.cuts[k]; !x.broken && r.role(k, c.seam) == fStyled {
				c.score -= halved
			}
		}
	}
}

const (
	ofWord   = 20 // nats: a cut inside a word of the document
	hollow   = 5  // nats: a pair of quotation marks that holds nothing
	unbroken = 12 // a reader breaks where the pen jumps
	halved   = 4
)

// junctionSteps are of what the net says, two nats each.
const junctionSteps = 6

func junctionStep(x float64) int { return max(0, min(junctionSteps-1, int(x/2+3))) }

// junction is what the net says of tokens that follow each other.
func (r *reader) junction(left, right []int32) float64 {
	a, b := nearest(left), foremost(right)
	return r.s.Junction(a, b)
}

func nearest(left []int32) (out [lm.Context]int32) {
	for k := range out {
		if out[k] = -1; k < len(left) {
			out[k] = left[len(left)-1-k]
		}
	}
	return out
}

func foremost(right []int32) (out [lm.Context]int32) {
	for k := range out {
		if out[k] = -1; k < len(right) {
			out[k] = right[k]
		}
	}
	return out
}

// strangers counts those of two tokens that the net judges by their looks alone.
func (r *reader) strangers(a, b int32) int {
	return one(!r.s.Familiar(a)) + one(!r.s.Familiar(b))
}

// came is what the net says of a cut as it came, and of how many strangers;
// nothing where it is inside a word.
func (r *reader) came(l *line, cut int) (float64, int) {
	c := &l.cuts[cut]
	if c.spaces == 0 && c.at == c.next {
		i := tokenAt(l, c.at)
		if i < len(l.tokens) && l.tokens[i].From < c.at {
			return 0, 0
		}
	}
	i := tokenAt(l, c.next)
	a, b := nearest(l.numbers[:i]), foremost(l.numbers[i:])
	return r.s.Junction(a, b), r.strangers(a[0], b[0])
}

// tokenAt is the first token that ends after a byte.
func tokenAt(l *line, at int) int {
	i, _ := slices.BinarySearchFunc(l.tokens, at, func(t lm.Token, at int) int { return cmp.Compare(t.To, at+1) })
	return i
}

// alone is the log probability of a token by itself.
func (r *reader) alone(own map[uint64]int, t int32) float64 {
	p, id := r.s.Alone(t), r.s.ID(t)
	return r.d.mixed(p, id, own[lm.OneKey(id)])
}

// structure fills in what the cuts and runs say.
func (r *reader) structure(l *line, c *candidate, v *vector) {
	used, moves := 0, len(c.runs) > 1
	closes := r.closesAt(l, moves)
	if r.rows {
		v[fUsual] = float32(r.habits.movesRatio(l, one(moves)))
		if k, ok := l.breakKind(); ok && !moves {
			v[fSeveral+k] = 1
		}
	}
	for i := 1; i+1 < len(l.cuts); i++ {
		k := l.cuts[i].kind
		if used < len(c.cuts) && c.cuts[used] == i {
			used++
			role := r.role(i, c.seam)
			v[role+int(k)]++
			a, b := habitOf(&l.cuts[i], role)
			v[fHabit] += float32(r.habits.logRatio(l, a, b))
			if class, ok := markClass(&l.cuts[i]); ok {
				v[fMarks+class] += float32(r.habits.markRatio(l, class, 1))
			}
			if c := &l.cuts[i]; c.inWord {
				v[fGain] += float32(gainOf(c))
				v[fGains+gainStep(c)]++
				v[fRival] += float32(c.rival)
				v[fHalf] += float32(c.unknown)
				v[fHalves+c.halves[0]]++
				v[fHalves+commonest+c.halves[1]]++
			}
			continue
		}
		if i == closes {
			v[fCloses] = float32(math.Log(usualCloses))
			continue
		}
		if class, ok := markClass(&l.cuts[i]); ok {
			v[fMarks+class] += float32(r.habits.markRatio(l, class, 0))
			if moves && !l.cuts[i].inWord {
				v[fStray+class]++
			}
		}
		if c := &l.cuts[i]; c.inWord && k != glueHalf && moves {
			v[fUncut+gainStep(c)]++
			v[fWhole+c.halves[0]]++
			v[fWhole+commonest+c.halves[1]]++
		}
		if k.marked() || k == doubleStop {
			v[fUnused+int(k)]++
		}
	}
	startsIn := c.runs[0].a == 0
	styledA := r.producer == First
	styled := func(u run) bool { return (u.a < c.seam) == styledA }
	c.begins, c.ends = moves && styled(c.runs[0]), moves && styled(c.runs[len(c.runs)-1])
	lead, trail := showsAt(l)
	if lead == 1 {
		v[fMarks+markLead] += float32(r.habits.markRatio(l, markLead, explains(c)))
		if moves && explains(c) == 0 {
			v[fStray+markLead] = 1
		}
	}
	if trail == 1 {
		v[fMarks+markTrail] += float32(r.habits.markRatio(l, markTrail, one(c.ends)))
	}
	if l.cuts[c.runs[0].a].bare {
		v[fLeadMark] = 1
	}
	if !moves || startsIn {
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
	v[fCloses] = float32(r.habits.closeRatio(l, c.seam, one(c.ends)))
	if c.begins {
		v[fEdges] += float32(r.habits.edgeRatio(l, 0, lead))
		switch {
		case l.leadMark:
			v[fStart] = 1
		case l.leadHole:
			v[fStart+1] = 1
		default:
			v[fStart+2] = 1
		}
	}
	if c.ends {
		v[fEdges] += float32(r.habits.edgeRatio(l, 1, trail))
		v[fEnd] = 1
	}
	v[fRuns+min(len(c.runs), manyRuns)-2] = 1
	inside, all := 0, 0
	for k, u := range c.runs {
		n := r.wordsOf(l, u)
		all += n
		if styled(u) {
			inside += n
			v[fLength+lengthClass(n)]++
			v[fLengths] += float32(r.habits.lengthRatio(l, lengthClass(n)))
			v[fSet] += float32(r.again(l, u))
			for end, w := range r.edgeWords(l, c, k) {
				v[fFirstWord+end] += float32(r.habits.wordRatio(l, end, w))
			}
			v[fBare] += float32(one(l.cuts[u.a].bare))
			v[fOpen] += float32(one(l.cuts[u.b].open))
		} else if n == 1 && k > 0 && k+1 < len(c.runs) {
			v[fShort]++
		}
	}
	v[fShare] = float32(inside) / float32(max(1, all))

	came, needed := l.lead+l.trail, len(c.inner)
	for _, k := range c.cuts {
		came += min(2, l.cuts[k].spaces)
	}
	for k := 1; k < len(c.runs); k++ {
		a, b := c.runs[k-1].b, c.runs[k].a
		if r.space(l, a, b) {
			needed++
		}
		if l.cuts[a].at == 0 || l.cuts[b].next == len(l.text) {
			continue
		}
		left, _ := utf8.DecodeLastRuneInString(l.text[:l.cuts[a].at])
		right, _ := utf8.DecodeRuneInString(l.text[l.cuts[b].next:])
		if clash(left, right) {
			v[fClash]++
		}
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

// gainSteps are of what a cut inside a word gains, five nats each, and wordCuts
// the kinds of such cuts: where lower case meets upper, two words by their
// letters, and what is no mark.
const (
	gainSteps = 10
	wordCuts  = 3
)

// gainStep places a cut inside a word among the steps of its kind.
func gainStep(c *cut) int {
	kind := 0
	switch c.kind {
	case glueWord:
		kind = 1
	case glueHalf:
		kind = 2
	}
	return kind*gainSteps + max(0, min(gainSteps-1, int(c.gain/5)+1))
}

func gainOf(c *cut) float64 { return max(-0.5, min(4, c.gain/10)) }

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
