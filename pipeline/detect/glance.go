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
	is, ok := frequent().bit[base(tag)]
	if !ok {
		return false
	}
	h := glance(text)
	return h.plainly(is)
}

// hits says of how many words of a text each language has among its frequent
// ones, by its bit.
type hits struct {
	words int
	of    [64]int
}

func glance(text string) (h hits) {
	of := frequent().of
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		h.words++
		for set := of[w]; set != 0; set &= set - 1 {
			h.of[bits.TrailingZeros64(set)]++
		}
	}
	return h
}

// plainly says whether the words are for certain those of one language.
func (h *hits) plainly(is int) bool {
	if h.words < glanceWords || float64(h.of[is]) < glanceShare*float64(h.words) {
		return false
	}
	for k, other := range h.of {
		if k != is && (float64(h.of[is]) < glanceLead*float64(other) || h.of[is] < other+glanceMore) {
			return false
		}
	}
	return true
}

// leads says whether a language has its share of the words, and leads all others.
func (h *hits) leads(is int, lead float64) bool {
	if float64(h.of[is]) < manyShare*float64(h.words) {
		return false
	}
	for k, other := range h.of {
		if k != is && float64(h.of[is]) < lead*float64(other) {
			return false
		}
	}
	return true
}

// mostlyIn says whether a paragraph seems to be in the language that is expected,
// since no other has more frequent words in it:
// less surely than [Plainly].
func mostlyIn(text, tag string) bool {
	is, ok := frequent().bit[base(tag)]
	if !ok {
		return false
	}
	h := glance(text)
	return h.words >= glanceWords && h.of[is] >= glanceMore && h.leads(is, 1)
}

// best is the language that most of the words are frequent ones of.
func (h *hits) best() int {
	best := 0
	for k, n := range h.of {
		if n > h.of[best] {
			best = k
		}
	}
	return best
}

const (
	// So many samples are looked at together before a glance decides for all.
	manyGlances = 6
	// Of so many words the frequent ones are counted more surely than of a
	// paragraph's: a smaller share of them and, from manyWords on, a smaller lead
	// will do.
	manyShare = 0.14
	manyWords = 300
	manyLead  = 1.2
	// agreeing is the least share of the samples that have to look like the whole.
	agreeing = 0.8
)

// plain is the language of a text whose samples are all in one, as their frequent
// words show: what [Detector.Detect] would say, without lingua's tables, which take
// longer to load than most of the work that is to be done with the text.
func plain(chunks []string) (Guess, bool) {
	if len(chunks) < manyGlances {
		return Guess{}, false
	}
	all := glance(strings.Join(chunks, " "))
	is, lead := all.best(), glanceLead
	if all.words >= manyWords {
		lead = manyLead
	}
	if !all.leads(is, lead) {
		return Guess{}, false
	}
	agree := 0
	for _, c := range chunks {
		h := glance(c)
		best := h.best()
		switch {
		case best != is && h.plainly(best):
			return Guess{}, false // there is more than one language in it
		case h.of[is] > 0 && h.of[is]+1 >= h.of[best]:
			agree++
		}
	}
	share := float64(agree) / float64(len(chunks))
	for tag, bit := range frequent().bit {
		if bit == is && share >= agreeing {
			return Guess{Tag: tag, Confidence: share}, true
		}
	}
	return Guess{}, false
}

func base(tag string) string {
	b, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return b
}
