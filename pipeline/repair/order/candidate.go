package order

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// run is a stretch of a line between two cuts, by their indexes.
type run struct{ a, b int }

// candidate is one reading of a line. The line as it came, cut into runs, is
// two sequences one after the other, A and B; a reading takes them in turn.
type candidate struct {
	runs   []run // in reading order
	seam   int   // the cut where B begins; 0 for the line as it came
	cuts   []int // that are used, ascending
	tokens []int32
	text   string
	pieces []run  // bytes of the line, joined where nothing came between
	spaces []bool // before each piece
	f      vector
	local  float64 // score in pruning
	score  float64 // without neighbours
	post   float64
}

const (
	mostRuns   = 8
	mostFree   = 2  // cuts at no mark, in one reading
	freeWidth  = 12 // cuts at no mark that are tried in pairs
	mostTried  = 12_000
	candidates = 40 // kept for each context
)

// alternate puts runs in reading order: the first na of them are A.
func alternate(dst []run, runs []run, na int, startB bool) []run {
	a, b := runs[:na], runs[na:]
	for len(a) > 0 || len(b) > 0 {
		if startB && len(b) > 0 {
			dst, b = append(dst, b[0]), b[1:]
		} else if !startB && len(a) > 0 {
			dst, a = append(dst, a[0]), a[1:]
		}
		startB = !startB
	}
	return dst
}

// propose lists the readings of a line that may be right, the line as it came
// among them, pruned by what stands before and after it.
func (r *reader) propose(l *line, contexts [][2][]int32) []*candidate {
	same := &candidate{runs: []run{{0, len(l.cuts) - 1}}}
	out := []*candidate{same}
	if l.tooMany {
		return out
	}
	var marked, free []int
	for i := 1; i+1 < len(l.cuts); i++ {
		if l.cuts[i].kind.marked() {
			marked = append(marked, i)
		} else {
			free = append(free, i)
		}
	}
	if len(marked) > 7 {
		l.tooMany = true
		return out
	}
	seen := map[string]bool{}
	for _, context := range contexts {
		j := r.junctions(l, context)
		p := &proposer{r: r, l: l, j: j}
		// First what one unmarked cut brings, then pairs of the best of them.
		p.subsets(marked, nil)
		gain := make(map[int]float64, len(free))
		for _, f := range free {
			p.best = -1e9
			p.subsets(marked, []int{f})
			gain[f] = p.best
		}
		top := slices.Clone(free)
		slices.SortStableFunc(top, func(a, b int) int { return cmp.Compare(gain[b], gain[a]) })
		top = top[:min(len(top), freeWidth)]
		slices.Sort(top)
		for i := range top {
			for k := range i {
				p.subsets(marked, []int{top[k], top[i]})
			}
		}
		slices.SortStableFunc(p.found, func(a, b *candidate) int { return cmp.Compare(b.local, a.local) })
		for _, c := range p.found[:min(len(p.found), candidates)] {
			if k := key(c.runs); !seen[k] {
				seen[k] = true
				out = append(out, c)
			}
		}
	}
	return out
}

func key(runs []run) string {
	b := make([]byte, 0, 2*len(runs))
	for _, r := range runs {
		b = append(b, byte(r.a), byte(r.b))
	}
	return string(b)
}

type proposer struct {
	r     *reader
	l     *line
	j     *junctions
	found []*candidate
	best  float64
	tried int
	runs  []run
	order []run
	cuts  []int
}

// subsets tries the free cuts with every choice of marked ones.
func (p *proposer) subsets(marked, free []int) {
	for bits := range 1 << len(marked) {
		p.cuts = append(p.cuts[:0], free...)
		for k, m := range marked {
			if bits>>k&1 == 1 {
				p.cuts = append(p.cuts, m)
			}
		}
		if len(p.cuts) == 0 || len(p.cuts)+1 > mostRuns || p.tried > mostTried {
			continue
		}
		slices.Sort(p.cuts)
		p.try(bits != 0)
	}
}

// try makes the two readings that a set of cuts allows.
func (p *proposer) try(marked bool) {
	p.runs = p.runs[:0]
	last := 0
	for _, c := range p.cuts {
		p.runs = append(p.runs, run{last, c})
		last = c
	}
	p.runs = append(p.runs, run{last, len(p.l.cuts) - 1})
	n := len(p.runs)
	for _, startB := range [2]bool{false, true} {
		na := n / 2
		if n%2 == 1 && !startB {
			na++
		}
		if n == 2 && !startB {
			continue
		}
		if !marked && !(startB && (p.l.leadMark || p.l.leadHole)) && !p.l.trailHole {
			continue
		}
		p.tried++
		p.order = alternate(p.order[:0], p.runs, na, startB)
		score := p.j.score(p.order, p.cuts, na)
		if score > p.best {
			p.best = score
		}
		p.keep(score, na)
	}
}

func (p *proposer) keep(score float64, na int) {
	if len(p.found) > 3*candidates {
		slices.SortStableFunc(p.found, func(a, b *candidate) int { return cmp.Compare(b.local, a.local) })
		p.found = p.found[:candidates]
	}
	if len(p.found) >= candidates && score < p.found[candidates-1].local && len(p.found) > candidates {
		return
	}
	p.found = append(p.found, &candidate{runs: slices.Clone(p.order), cuts: slices.Clone(p.cuts), seam: p.cuts[na-1], local: score})
}

// render fills in the pieces, the text and the tokens of a candidate.
func (r *reader) render(l *line, c *candidate) {
	c.pieces, c.spaces, c.tokens = c.pieces[:0], c.spaces[:0], c.tokens[:0]
	for k, u := range c.runs {
		from, to := l.cuts[u.a].next, l.cuts[u.b].at
		if from >= to {
			continue
		}
		if k > 0 && c.runs[k-1].b == u.a {
			c.pieces[len(c.pieces)-1].b = to
			continue
		}
		space := false
		if len(c.pieces) > 0 {
			space = r.space(l, c.runs[k-1].b, u.a)
		}
		c.pieces, c.spaces = append(c.pieces, run{from, to}), append(c.spaces, space)
	}
	var b strings.Builder
	for k, p := range c.pieces {
		if c.spaces[k] {
			b.WriteByte(' ')
		}
		b.WriteString(l.text[p.a:p.b])
		tokens := r.tokensOf(l, p.a, p.b)
		if k > 0 && !c.spaces[k] && len(tokens) > 0 && len(c.tokens) > 0 {
			// Two halves of one word are one token again.
			q := c.pieces[k-1]
			x, y := lm.LastLetters(l.text[q.a:q.b]), lm.FirstLetters(l.text[p.a:p.b])
			if x != "" && y != "" {
				if t := lm.Tokens(nil, x+y); len(t) == 1 {
					c.tokens[len(c.tokens)-1] = r.s.Number(&t[0])
					tokens = tokens[1:]
				}
			}
		}
		c.tokens = append(c.tokens, tokens...)
	}
	c.text = b.String()
}

// tokensOf numbers the tokens of a part of the line; a token that is cut is
// numbered by its part.
func (r *reader) tokensOf(l *line, from, to int) []int32 {
	i, _ := slices.BinarySearchFunc(l.tokens, from, func(t lm.Token, at int) int { return cmp.Compare(t.To, at+1) })
	start := i
	whole := true
	for i < len(l.tokens) && l.tokens[i].From < to {
		whole = whole && l.tokens[i].From >= from && l.tokens[i].To <= to
		i++
	}
	if whole {
		return l.numbers[start:i]
	}
	out := make([]int32, 0, i-start)
	for k := start; k < i; k++ {
		t := &l.tokens[k]
		if t.From >= from && t.To <= to {
			out = append(out, l.numbers[k])
			continue
		}
		for _, part := range lm.Tokens(nil, l.text[max(from, t.From):min(to, t.To)]) {
			out = append(out, r.s.Number(&part))
		}
	}
	return out
}

// space says whether a space belongs between the run that ends at cut a and
// the one that begins at cut b.
func (r *reader) space(l *line, a, b int) bool {
	s := l.text
	x, y := l.cuts[a], l.cuts[b]
	left, n := utf8.DecodeLastRuneInString(s[:x.at])
	right, m := utf8.DecodeRuneInString(s[y.next:])
	came := x.spaces + y.spaces
	if x.kind == edge {
		came += l.trail
	}
	if y.kind == edge {
		came += l.lead
	}
	switch {
	case right == ',' || right == '.' || right == ')' || right == ']':
		return false
	case left == '(' || left == '[':
		return false
	case strings.ContainsRune(";:!?»%", right):
		return spaced(r.d.before, right, came > 1)
	case left == '«' || left == '„' || left == '¿' || left == '¡':
		return spaced(r.d.after, left, false)
	case left == '\'' || left == '’':
		if q, _ := utf8.DecodeLastRuneInString(s[:x.at-n]); !unicode.IsLetter(q) || !unicode.IsLetter(right) {
			return came > 0
		}
		if x.spaces == 0 && x.kind != edge {
			return false
		}
		return r.d.elided[0][0] > r.d.elided[0][1]
	case left == '-' || left == '‑' || left == '/':
		q, _ := utf8.DecodeLastRuneInString(s[:x.at-n])
		return !unicode.IsLetter(q) && !unicode.IsDigit(q)
	case right == '-' || right == '/':
		q, _ := utf8.DecodeRuneInString(s[y.next+m:])
		return !unicode.IsLetter(q) && came > 0
	case came > 0:
		return true
	}
	// No space came with either. Two letters: one word cut in two, or a space lost?
	u, v := lm.LastLetters(s[:x.at]), lm.FirstLetters(s[y.next:])
	if u != "" && v != "" {
		whole := r.frequency(u + v)
		return !(whole > -3 && whole > min(r.frequency(u), r.frequency(v)))
	}
	return u != "" || v != "" || unicode.IsDigit(left) || unicode.IsDigit(right)
}
