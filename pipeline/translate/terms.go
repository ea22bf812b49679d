package translate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// termIndex finds the terms that occur in a text, by the start of their first
// word, so that its cost is that of the text and not of the glossary.
type termIndex struct {
	terms []Term
	at    map[string][]int
}

const stemRunes = 4

func indexTerms(terms []Term) *termIndex {
	x := &termIndex{terms: terms, at: make(map[string][]int)}
	for i, t := range terms {
		for w := range strings.FieldsFuncSeq(strings.ToLower(t.Source), notWord) {
			x.at[firstRunes(w, stemRunes)] = append(x.at[firstRunes(w, stemRunes)], i)
			break
		}
	}
	return x
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func firstRunes(s string, n int) string {
	at := 0
	for at < len(s) && n > 0 {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
		n--
	}
	return s[:at]
}

// in gives the terms that occur in the texts, in the glossary's order. Endings
// are free: too many terms in a request harm less than a missing one.
func (x *termIndex) in(texts []string) []Term {
	if len(x.terms) == 0 {
		return nil
	}
	hit := make([]bool, len(x.terms))
	for _, text := range texts {
		low := strings.ToLower(text)
		for w := range strings.FieldsFuncSeq(low, notWord) {
			for _, i := range x.at[firstRunes(w, stemRunes)] {
				hit[i] = hit[i] || occurs(low, strings.ToLower(x.terms[i].Source))
			}
		}
	}
	var out []Term
	for i, t := range x.terms {
		if hit[i] {
			out = append(out, t)
		}
	}
	return out
}

// occurs says whether each word of the term, its ending aside, is in the text.
func occurs(text, term string) bool {
	for w := range strings.FieldsFuncSeq(term, notWord) {
		stem := w
		if n := utf8.RuneCountInString(w); n > 5 {
			stem = firstRunes(w, n-2)
		}
		if !strings.Contains(text, stem) {
			return false
		}
	}
	return true
}
