package order

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// nested is a pair of quotation marks that came empty, with what it holds behind it:
// `“”harbour`. A program that paints a phrase behind its line's other runs paints what is
// set apart within the phrase behind the phrase's own.
type nested struct {
	from    int  // where the opening mark begins
	opened  int  // where it ends
	closing int  // where the closing mark begins
	to      int  // where it ends
	inside  int  // where what it holds begins
	spaced  bool // spaces stand inside the marks
}

// quotePairs are of marks that open and close a quotation. Such as open with what others
// close with are left out: one quotation may end there and the next begin.
const quotePairs = "«» “” „“ „” ‚‘ ‘’"

// pairAcross says of two tokens that one mark of an empty pair ends the first, and the
// other begins the second.
func pairAcross(s string, a, b *lm.Token) (nested, bool) {
	if a.Kind != lm.Mark || b.Kind != lm.Mark {
		return nested{}, false
	}
	return emptyPair(s, a.To-utf8.RuneLen(a.Last), b.From+utf8.RuneLen(b.First))
}

// emptyPair says of bytes that they are a pair with nothing but white space in it, and
// that a word which it may hold stands behind it without a space.
func emptyPair(s string, from, to int) (nested, bool) {
	left, n := utf8.DecodeRuneInString(s[from:])
	right, m := utf8.DecodeLastRuneInString(s[:to])
	p := nested{from: from, opened: from + n, closing: to - m, to: to}
	if p.opened > p.closing || !strings.Contains(quotePairs, string([]rune{left, right})) {
		return p, false
	}
	gap := 0
	for _, q := range s[p.opened:p.closing] {
		if !lm.IsSpace(q) {
			return p, false
		}
		gap += one(!layout.IsBreak(q))
	}
	p.spaced = gap > 1
	behind := strings.TrimLeftFunc(s[to:], layout.IsBreak)
	p.inside = len(s) - len(behind)
	next, _ := utf8.DecodeRuneInString(behind)
	return p, unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("-/+*_.#$&@<", next)
}

// half says that the opening mark stands in another line.
func (p *nested) half() bool { return p.from == p.closing }

// closesAlone says of a mark that it closes a quotation of which the words in this line
// stand behind it: `»harbour` where texts have «the harbour».
func (r *reader) closesAlone(s string, t *lm.Token) (nested, bool) {
	if !r.produced || t.Kind != lm.Mark || t.To-t.From != utf8.RuneLen(t.First) || !strings.ContainsRune("»”", t.First) || !letterAt(s, t.To) && !digitAt(s, t.To) {
		return nested{}, false
	}
	opening := '«'
	if t.First == '”' {
		opening = '“'
	}
	n, m := r.d.before[t.First], r.d.before[opening]
	if before, _ := utf8.DecodeLastRuneInString(s[:t.From]); n == nil || m == nil || m[1] > m[0] || r.d.opens(t.First) || 2*(m[0]+m[1]) < n[0]+n[1] || t.From > 0 && !lm.IsSpace(before) || strings.ContainsAny(s[:t.From], "«“„") {
		return nested{}, false
	}
	return nested{from: t.From, opened: t.From, closing: t.From, to: t.To, inside: t.To, spaced: spaced(r.d.before, t.First, false)}, true
}

// quotes says that a pair begins at a byte, and that a space belongs before it, behind what
// ends at another.
func (l *line) quotes(end, from int) bool {
	left, _ := utf8.DecodeLastRuneInString(l.text[:end])
	return !isOpening(left) && left != '\'' && left != '’' && slices.ContainsFunc(l.nested, func(p nested) bool { return p.from == from })
}

// nests puts what the pairs in bytes from to to hold where it belongs: what else of those
// bytes stands behind a pair, up to the next one. It gives pieces, and whether a space
// stands before each but the first.
func (l *line) nests(from, to int) (pieces []run, spaces []bool) {
	at := from
	add := func(a, b int, space bool) {
		a = b - len(strings.TrimLeftFunc(l.text[a:b], lm.IsSpace))
		b = a + len(strings.TrimRightFunc(l.text[a:b], lm.IsSpace))
		if a < b {
			pieces, spaces = append(pieces, run{a, b}), append(spaces, space)
		}
	}
	for k, p := range l.nested {
		if p.from < from || p.to >= to {
			continue
		}
		end := to
		if k+1 < len(l.nested) && l.nested[k+1].from < to {
			end = l.nested[k+1].from
		}
		add(at, p.from, len(pieces) > 0)
		add(p.from, p.opened, len(pieces) > 0)
		add(p.inside, end, p.spaced)
		add(p.closing, p.to, p.spaced)
		at = end
	}
	add(at, to, len(pieces) > 0)
	return pieces, spaces
}
