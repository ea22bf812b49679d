package order

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// nestedAt says of two tokens that they are an empty pair with its contents behind it.
func nestedAt(s string, a, b *lm.Token) (nested, bool) {
	if a.Kind != lm.Mark || b.Kind != lm.Mark || b.To >= len(s) {
		return nested{}, false
	}
	left, n := utf8.DecodeLastRuneInString(s[a.From:a.To])
	right, m := utf8.DecodeRuneInString(s[b.From:])
	if !strings.Contains(quotePairs, string([]rune{left, right})) {
		return nested{}, false
	}
	p := nested{from: a.To - n, opened: a.To, closing: b.From, to: b.From + m}
	return p.holding(s)
}

// nestedIn says of one token that it is such a pair.
func nestedIn(s string, t *lm.Token) (nested, bool) {
	if t.Kind != lm.Mark || utf8.RuneCountInString(s[t.From:t.To]) != 2 || !strings.Contains(quotePairs, s[t.From:t.To]) {
		return nested{}, false
	}
	p := nested{from: t.From, opened: t.To - utf8.RuneLen(t.Last), closing: t.To - utf8.RuneLen(t.Last), to: t.To}
	return p.holding(s)
}

// holding finds what a pair holds: a word that stands behind it without a space.
func (p nested) holding(s string) (nested, bool) {
	if p.to >= len(s) {
		return p, false
	}
	p.inside = p.to
	for p.inside < len(s) && strings.IndexByte(lineBreaks, s[p.inside]) >= 0 {
		p.inside++
	}
	next, _ := utf8.DecodeRuneInString(s[p.inside:])
	gap := 0
	for _, q := range s[p.opened:p.closing] {
		gap += one(!strings.ContainsRune(lineBreaks, q))
	}
	p.spaced = gap > 1
	return p, unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("-/+*_.#$&@<", next)
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
