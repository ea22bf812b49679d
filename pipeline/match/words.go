package match

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
)

// token is a word, a number or a mark, with what it weighs in the distance.
type token struct {
	text   string // as it stands
	lower  string
	digits string // of a number, group and decimal marks left out; "" otherwise
	weight float64
	script bool // of a script without spaces: one character a token
}

// markWeight: a comma more or less matters less than a word.
const markWeight = 0.3

// tokens cuts a folded text at the word boundaries of UAX 29.
func tokens(folded string) []token {
	out := make([]token, 0, len(folded)/5+1)
	it := words.FromString(folded)
	for it.Next() {
		word := it.Value()
		if word == " " {
			continue
		}
		t := token{text: word, lower: strings.ToLower(word), weight: markWeight}
		digits := false
		for _, r := range word {
			switch {
			case unicode.IsDigit(r):
				digits = true
				t.weight = 1
			case unicode.IsLetter(r) || unicode.IsMark(r):
				t.weight = 1
				t.script = unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
			}
		}
		if digits {
			t.digits = strings.Map(func(r rune) rune {
				if unicode.IsDigit(r) || unicode.IsLetter(r) {
					return r
				}
				return -1
			}, t.lower)
		}
		out = append(out, t)
	}
	return out
}

// Terms gives what a text is found by in an index: its words and numbers in
// lower case, each once, in order of appearance; pairs of neighbouring
// characters where a script has no spaces. Words is the length of the text in
// tokens, marks included, which bounds its similarity to another.
func Terms(text string) (terms []string, length int) {
	list := tokens(Fold(text))
	return termsOf(list), len(list)
}

func termsOf(list []token) []string {
	seen := make(map[string]struct{}, len(list))
	terms := make([]string, 0, len(list))
	add := func(term string) {
		if _, ok := seen[term]; !ok {
			seen[term] = struct{}{}
			terms = append(terms, term)
		}
	}
	for i, t := range list {
		switch {
		case t.weight < 1:
		case t.digits != "":
			add(t.digits)
		case t.script && i+1 < len(list) && list[i+1].script:
			add(t.lower + list[i+1].lower)
		case t.script && i > 0 && list[i-1].script:
		default:
			add(t.lower)
		}
	}
	return terms
}
