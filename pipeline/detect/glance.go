package detect

import (
	_ "embed"
	"math/bits"
	"strings"
	"sync"
	"unicode"
)

// wordList has the most frequent words of some languages, a language a line; see
// words.card.md. Those of neighbours that there were no texts of were written by
// hand: a glance has to know whom it might mistake for whom.
//
//go:embed words.txt
var wordList string

const (
	// A glance needs so many words to count.
	glanceWords = 6
	// glanceShare is the least share of the words that are frequent ones of the
	// language: running text has twice that.
	glanceShare = 0.25
	// glanceLead is how many times as many as of any other language they are, and
	// glanceMore how many more.
	glanceLead, glanceMore = 1.3, 2
)

// lexicon says which languages a word is a frequent one of, a bit a language.
type lexicon struct {
	bit map[string]int // by tag
	of  map[string]uint64
}

var frequent = sync.OnceValue(func() lexicon {
	l := lexicon{map[string]int{}, map[string]uint64{}}
	for line := range strings.Lines(wordList) {
		tag, list, _ := strings.Cut(line, "\t")
		n := len(l.bit)
		l.bit[tag] = n
		for w := range strings.FieldsSeq(list) {
			l.of[w] |= 1 << n
		}
	}
	return l
})

// Plainly says that a text is, at a glance, in one language (a BCP 47 tag) and
// in no other, for certain not in that of from, from which it is said to have
// been translated: its frequent words are those of the one language. It costs a
// hundredth of [Detector.Detect]. False says nothing: the text may be short, or
// the language not known here.
func Plainly(text, tag, from string) bool {
	_, known := frequent().bit[base(from)]
	return known && base(tag) != base(from) && plainlyIn(text, tag)
}

// plainlyIn is Plainly for a text that may be in any language.
func plainlyIn(text, tag string) bool {
	l := frequent()
	is, ok := l.bit[base(tag)]
	if !ok {
		return false
	}
	var hits [64]int
	n := 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		n++
		for set := l.of[w]; set != 0; set &= set - 1 {
			hits[bits.TrailingZeros64(set)]++
		}
	}
	if n < glanceWords || float64(hits[is]) < glanceShare*float64(n) {
		return false
	}
	for k, other := range hits[:len(l.bit)] {
		if k != is && (float64(hits[is]) < glanceLead*float64(other) || hits[is] < other+glanceMore) {
			return false
		}
	}
	return true
}

func base(tag string) string {
	b, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return b
}
