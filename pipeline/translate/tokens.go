package translate

import (
	"unicode"
	"unicode/utf8"
)

// Tokens guesses how many tokens a model makes of a text, within a third or so
// of what the vocabularies of today give, in any script. It is quick and fixed:
// what goes together in a request must not change with a vocabulary. Figures
// for people come from Counter.
func Tokens(text string) int {
	quarter := 0 // quarters of a token
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			switch {
			case c == ' ':
			case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
				quarter++
			default:
				quarter += 2
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case r < 0x250: // Latin with marks
			quarter += 2
		case r < 0x3000 && unicode.IsLetter(r):
			quarter += 2
		default:
			quarter += 4
		}
	}
	return (quarter + 3) / 4
}

// estimate guesses the tokens of a request and of its answer.
func estimate(b Batch, t Traits) (in, out int) {
	in = t.Instructions + 30 + Tokens(b.Title)
	for _, texts := range [][]string{b.Before, b.After} {
		for _, s := range texts {
			in += Tokens(s) + 3
		}
	}
	for _, e := range b.Examples {
		in += Tokens(e.Source) + Tokens(e.Target) + 12
	}
	for _, e := range b.Terms {
		in += Tokens(e.Source) + Tokens(e.Target) + Tokens(e.Forbidden) + 12
	}
	for _, s := range b.Segments {
		n := Tokens(s)
		in += n + 6
		out += n + n/5 + 14 + min(n, 8) // the anchor is a few words
	}
	return in, out
}
