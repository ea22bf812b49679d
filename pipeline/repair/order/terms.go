package order

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// A term of several tokens, as "console=quay0", is told by the document alone, which has it
// elsewhere between spaces: where it is glued to another it ends all the same, and is not
// cut.

// termKey counts terms of several tokens; heads are what they begin with.
func termKey(h uint64) uint64 { return lm.Key(h + 0x3c6ef3) }

func headKey(id uint64) uint64 { return lm.Key(id + 0x5851f4) }

// inRow names tokens by what they are, one after the other.
func inRow(tokens []lm.Token) (h uint64) {
	for i := range tokens {
		h = lm.TwoKey(h, tokens[i].ID)
	}
	return h
}

// addTerms counts the terms of a line.
func (d *document) addTerms(tokens []lm.Token) {
	for from := 0; from < len(tokens); {
		to := chunkEnd(tokens, from)
		if t := termOf(tokens[from:to]); len(t) > 1 {
			d.Add(termKey(inRow(t)))
			d.Add(headKey(t[0].ID))
		}
		from = to
	}
}

// chunkEnd is where the tokens end that have no space between them.
func chunkEnd(tokens []lm.Token, from int) int {
	to := from + 1
	for to < len(tokens) && !tokens[to].Space {
		to++
	}
	return to
}

// termOf is what lies between the marks around it.
func termOf(tokens []lm.Token) []lm.Token {
	for len(tokens) > 0 && tokens[0].Kind == lm.Mark && tokens[0].First != '/' && tokens[0].First != '-' {
		tokens = tokens[1:]
	}
	for n := len(tokens); n > 0 && tokens[n-1].Kind == lm.Mark && tokens[n-1].First != '/'; n = len(tokens) {
		tokens = tokens[:n-1]
	}
	return tokens
}

const (
	longestChunk = 120 // bytes
	ofTerms      = 25  // nats: what a cut gains that the document shows
)

// atTerms cuts a line at the ends of terms that the document has elsewhere, and nowhere
// inside them.
func (r *reader) atTerms(l *line) {
	if !r.produced || r.exact || l.broken {
		return
	}
	for from := 0; from < len(l.tokens); {
		to := chunkEnd(l.tokens, from)
		chunk := termOf(l.tokens[from:to])
		from = to
		if len(chunk) < 2 {
			continue
		}
		a, b := chunk[0].From, chunk[len(chunk)-1].To
		if b-a > longestChunk || r.d.repeats(chunk) {
			continue
		}
		for at := a; at < b; at++ {
			if q := l.text[at:b]; at == a || startsAt(l.text, at) && !connects(l.text[at-1]) {
				if n := r.longestTerm(q, at == a); n > 0 {
					r.cutOut(l, at, at+n, a, b)
					at += n - 1
				}
			}
		}
	}
}

// repeats says that the document has a term of its line elsewhere, too.
func (d *document) repeats(term []lm.Token) bool { return d.Count(termKey(inRow(term))) > 1 }

// longestTerm is how many bytes of a text the longest term has that it begins with, shorter
// than all of it if that is asked for.
func (r *reader) longestTerm(s string, shorter bool) int {
	tokens := lm.Tokens(nil, s)
	if len(tokens) < 2 || r.d.Count(headKey(tokens[0].ID)) == 0 {
		return 0
	}
	h, longest := lm.TwoKey(0, tokens[0].ID), 0
	for i := 1; i < len(tokens); i++ {
		t := &tokens[i]
		word := s[t.From:t.To]
		for k := range word {
			if k > 1 && t.Kind == lm.Word && startsAt(word, k) && r.d.Count(termKey(lm.TwoKey(h, lm.Tokens(nil, word[:k])[0].ID))) > 0 {
				longest = t.From + k
			}
		}
		if h = lm.TwoKey(h, t.ID); r.d.Count(termKey(h)) > 0 && (t.To == len(s) && !shorter || t.To < len(s) && startsAt(s, t.To)) {
			longest = t.To
		}
	}
	return longest
}

// cutOut puts cuts at both ends of a term, if they lie inside the chunk from a to b, and
// takes those away that lie inside the term.
func (r *reader) cutOut(l *line, from, to, a, b int) {
	l.cuts = slices.DeleteFunc(l.cuts, func(c cut) bool {
		return c.at >= from && c.next <= to && c.kind != edge && (c.at > from || c.at == c.next)
	})
	for _, at := range [2]int{from, to} {
		if at == a || at == b {
			continue
		}
		c := cut{at: at, next: at, kind: glueCase, gain: ofTerms}
		i := slices.IndexFunc(l.tokens, func(t lm.Token) bool { return t.From < at && t.To > at })
		c.inWord = i >= 0
		k, _ := slices.BinarySearchFunc(l.cuts, at, func(c cut, at int) int { return cmp.Compare(c.at, at) })
		l.cuts = slices.Insert(l.cuts, k, c)
	}
}

// connects says of a mark that it holds the parts of a term together.
func connects(b byte) bool { return strings.IndexByte("=_-/.:@~+", b) >= 0 }

// startsAt says that a word may begin at a byte, or a path.
func startsAt(s string, at int) bool {
	return s[at] == '/' || isWordByte(s[at]) && utf8.RuneStart(s[at])
}
