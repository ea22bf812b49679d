package order

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/layout"
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
	inner  []int // of them, those inside a run, where a space is put
	tokens []int32
	apart  []bool // a space stands before each token
	joints []int  // where a piece begins in tokens, but the first
	text   string
	pieces []run  // bytes of the line, joined where nothing came between
	spaces []bool // before each piece
	begins bool   // with a styled run
	ends   bool
	f      []term  // as against the line as it came
	local  float64 // score in pruning
	score  float64 // without neighbours
	post   float64
}

// render fills in the pieces, the text and the tokens of a candidate.
func (r *reader) render(l *line, c *candidate) {
	c.pieces, c.spaces, c.tokens = c.pieces[:0], c.spaces[:0], c.tokens[:0]
	c.joints, c.apart = c.joints[:0], c.apart[:0]
	for k, u := range c.runs {
		from, to := l.cuts[u.a].next, l.cuts[u.b].at
		if from >= to {
			continue
		}
		if len(l.nested) > 0 && len(c.runs) > 1 {
			space := len(c.pieces) > 0 && (r.space(l, c.runs[k-1].b, u.a) || l.quotes(c.pieces[len(c.pieces)-1].b, from))
			pieces, spaces := l.nests(from, to)
			c.pieces, c.spaces = append(c.pieces, pieces...), append(c.spaces, spaces...)
			c.spaces[len(c.spaces)-len(spaces)] = space
			continue
		}
		if k > 0 && c.runs[k-1].b == u.a && !l.cuts[u.a].respaces() {
			c.pieces[len(c.pieces)-1].b = to
		} else {
			space := len(c.pieces) > 0 && r.space(l, c.runs[k-1].b, u.a)
			c.pieces, c.spaces = append(c.pieces, run{from, to}), append(c.spaces, space)
		}
		for _, i := range c.inner {
			if i > u.a && i < u.b {
				c.pieces[len(c.pieces)-1].b = l.cuts[i].at
				c.pieces, c.spaces = append(c.pieces, run{l.cuts[i].next, to}), append(c.spaces, true)
			}
		}
	}
	if l.broken && len(c.runs) == 1 {
		l.lay(c)
	}
	c.text = l.textOf(c)
	for k, p := range c.pieces {
		tokens := r.tokensOf(l, p.a, p.b)
		joint := len(c.tokens)
		if k > 0 && !c.spaces[k] && len(tokens) > 0 && len(c.tokens) > 0 {
			// Two halves of one word are one token again.
			q := c.pieces[k-1]
			x, y := lm.LastLetters(l.text[q.a:q.b]), lm.FirstLetters(l.text[p.a:p.b])
			if x != "" && y != "" {
				if t := lm.Tokens(nil, x+y); len(t) == 1 {
					c.tokens[len(c.tokens)-1] = r.s.NumberIn(x+y, &t[0])
					tokens = tokens[1:]
					joint = -1
				}
			}
		}
		if k > 0 && joint > 0 {
			c.joints = append(c.joints, joint)
		}
		c.tokens = append(c.tokens, tokens...)
		for i := tokenAt(l, p.a); len(c.apart) < len(c.tokens); i++ {
			c.apart = append(c.apart, i < len(l.tokens) && l.tokens[i].Space)
		}
		if joint > 0 {
			c.apart[joint] = c.spaces[k]
		}
	}
}

// textOf is how a candidate's pieces read.
func (l *line) textOf(c *candidate) string {
	var b strings.Builder
	for k, p := range c.pieces {
		if c.spaces[k] {
			b.WriteByte(' ')
		}
		b.WriteString(l.text[p.a:p.b])
	}
	return b.String()
}

// lay makes a piece of each run of a line that came run by run, in the order in which
// they came.
func (l *line) lay(c *candidate) {
	c.pieces, c.spaces = c.pieces[:0], c.spaces[:0]
	for _, p := range layout.Parts(l.text) {
		c.pieces, c.spaces = append(c.pieces, run{p[0], p[1]}), append(c.spaces, len(c.pieces) > 0)
	}
}

// tokensOf numbers the tokens of a part of the line; a token that is cut is
// numbered by its part.
func (r *reader) tokensOf(l *line, from, to int) []int32 {
	i := tokenAt(l, from)
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
		cut := l.text[max(from, t.From):min(to, t.To)]
		for _, part := range lm.Tokens(nil, cut) {
			out = append(out, r.s.NumberIn(cut, &part))
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
	if a == b && x.parts(right) {
		return true // else it would read as it came
	}
	came := x.spaces + y.spaces
	if x.kind == edge {
		came += l.trail
	}
	if y.kind == edge {
		came += l.lead
	}
	switch {
	case right == '.' && y.broken && letterAt(s, y.next+m) && came > 0: // ".harbour"
		return true
	case right == ',' || right == '.' || right == ')' || right == ']':
		return false
	case left == '(' || left == '[':
		return false
	case left == '/' && came > 1: // "harbour/"
		return true
	case strings.ContainsRune("“”\"’", right) && closes(s[y.next:]):
		return false
	case strings.ContainsRune(";:!?", right) && r.d.few(right):
		with, without := r.d.tallMarks()
		return with > without || with == without && came > 1
	case strings.ContainsRune(";:!?»%", right):
		return spaced(r.d.before, right, came > 1)
	case left == '«' || left == '„' || left == '¿' || left == '¡':
		return spaced(r.d.after, left, false)
	case left == '\'' || left == '’':
		if q, _ := utf8.DecodeLastRuneInString(s[:x.at-n]); !unicode.IsLetter(q) || !unicode.IsLetter(right) {
			return came > 0
		}
		if i := tokenAt(l, x.at-1); i < len(l.tokens) && l.tokens[i].To == x.at {
			if with, without := r.d.elision(l.tokens[i].ID); with != without {
				return with > without
			}
		}
		if x.spaces == 0 && x.kind != edge {
			return false
		}
		return r.d.elided[0][0] > r.d.elided[0][1]
	case left == '-' || left == '‑' || left == '/':
		q, _ := utf8.DecodeLastRuneInString(s[:x.at-n])
		return !unicode.IsLetter(q) && !unicode.IsDigit(q)
	case right == '/' && came > 0:
		return true // "/boot", and not the half of "and/or"
	case right == '-' || right == '/':
		if q, _ := utf8.DecodeRuneInString(s[y.next+m:]); unicode.IsLetter(q) {
			return right == '-' && r.d.hyphens > 2 // "Radio 4 -kanavan"
		}
		return came > 0
	case came > 0:
		return true
	}
	// No space came with either. Two letters: one word cut in two, or a space lost?
	u, v := lm.LastLetters(s[:x.at]), lm.FirstLetters(s[y.next:])
	if u != "" && v != "" {
		return r.probability(u+v, 0) < r.probability(u, 0)+r.probability(v, 0)+2
	}
	return u != "" || v != "" || unicode.IsDigit(left) || unicode.IsDigit(right)
}

// closes says of text that begins with a quotation mark that it closes: no
// letter and no number follows.
func closes(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	return !unicode.IsLetter(next) && !unicode.IsDigit(next) && !isOpening(next)
}
