package damage

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrases sets phrases of a document apart, as its author would.
type phrases struct {
	p     Producer
	r     *rand.Rand
	small map[string]bool // words as "of"; nil if a phrase may begin and end with them
	terms map[string]bool // words that phrases begin with; nil if any does
}

func newPhrases(paragraphs []string, p Producer, r *rand.Rand) *phrases {
	h := &phrases{p: p, r: r}
	if p.Whole {
		h.small = smallWords(paragraphs)
	}
	if p.Terms {
		h.terms = someWords(paragraphs, p.Every, r)
	}
	return h
}

// lines are the visual lines of a paragraph, with its phrases.
func (h *phrases) lines(s string) []visual {
	s = strings.Join(strings.Fields(s), " ")
	return breakUp(s, h.styled(s), h.p, h.r)
}

// styled says which bytes of a paragraph are in phrases.
func (h *phrases) styled(s string) []bool {
	styled := make([]bool, len(s))
	starts := wordStarts(s)
	for w := h.next(s, starts, 0); w < len(starts); w = h.next(s, starts, w+1) {
		n := 1 + h.r.IntN(h.p.Longest)
		if h.r.Float64() < h.p.Short {
			n = 1 + h.r.IntN(min(4, h.p.Longest))
		}
		var last int
		w, last = h.whole(s, starts, w, n)
		if w > last {
			continue
		}
		from := starts[w]
		to := len(s)
		if last+1 < len(starts) {
			to = starts[last+1] - 1
		}
		if h.r.Float64() >= h.p.Marks {
			to = withoutMarks(s, from, to)
		}
		from, to = h.within(s, from, to)
		for i := from; i < to; i++ {
			styled[i] = true
		}
		w = last
	}
	return styled
}

// next is the word, from w on, that the next phrase begins with.
func (h *phrases) next(s string, starts []int, w int) int {
	if !h.p.Terms {
		return w + int(h.r.ExpFloat64()*h.p.Every)
	}
	for w < len(starts) && !h.terms[bare(upTo(s[starts[w]:]))] {
		w++
	}
	return w
}

// whole gives the first and the last of up to n words from w on that are a phrase: as they
// are, or as an author would set them apart.
func (h *phrases) whole(s string, starts []int, w, n int) (first, last int) {
	if h.p.Names {
		for w < len(starts) && !capitalAt(s, starts[w]) {
			w++
		}
	}
	last = min(w+n, len(starts)) - 1
	if !h.p.Whole {
		return w, last
	}
	isSmall := func(i int) bool { return h.small[bare(upTo(s[starts[i]:]))] }
	for w <= last && isSmall(w) {
		w++
	}
	for k := w; k < last; k++ {
		if strings.ContainsAny(s[starts[k+1]-2:starts[k+1]-1], ".!?") {
			last = k
		}
	}
	for w < last && isSmall(last) {
		last--
	}
	return w, last
}

// within moves a phrase's ends inside tokens: after an apostrophe or a hyphen
// (which programs do at times), or in the middle of a compound.
func (h *phrases) within(s string, from, to int) (int, int) {
	if i := strings.IndexAny(s[from:to], "'’"); i > 0 && i < 4 && h.r.IntN(2) == 0 {
		_, n := utf8.DecodeRuneInString(s[from+i:])
		if from+i+n < to && s[from+i+n] != ' ' {
			from += i + n
		}
	}
	if h.r.Float64() >= h.p.Within {
		return from, to
	}
	if i := strings.LastIndexByte(s[from:to], '-'); i > 0 && from+i+1 < to {
		return from, from + i + 1
	}
	word := from + strings.LastIndexByte(s[from:to], ' ') + 1
	runes := []rune(s[word:to])
	if len(runes) < 9 {
		return from, to
	}
	for _, q := range runes {
		if !unicode.IsLetter(q) {
			return from, to
		}
	}
	return from, word + len(string(runes[:4+h.r.IntN(len(runes)-8)]))
}

// smallWords are those in lower case that every hundred words or two have one of.
func smallWords(paragraphs []string) map[string]bool {
	count, all := map[string]int{}, 0
	for _, s := range paragraphs {
		for _, w := range strings.Fields(s) {
			all++
			if q, _ := utf8.DecodeRuneInString(w); unicode.IsLower(q) {
				count[w]++
			}
		}
	}
	small := map[string]bool{}
	for w, n := range count {
		small[w] = n > 2 && n*150 > all
	}
	return small
}

// someWords draws words of the text, not the short ones, until one in so many words of it
// is of them.
func someWords(paragraphs []string, every float64, r *rand.Rand) map[string]bool {
	var all []string
	words := 0
	for _, s := range paragraphs {
		for _, w := range strings.Fields(s) {
			words++
			if len(w) > 4 {
				all = append(all, bare(w))
			}
		}
	}
	count := map[string]int{}
	for _, w := range all {
		count[w]++
	}
	some := map[string]bool{}
	for left := float64(words) / every; left > 0 && len(all) > 0; {
		w := all[r.IntN(len(all))]
		if !some[w] {
			left -= float64(count[w])
		} else {
			left -= 0.1
		}
		some[w] = true
	}
	return some
}

// bare is a word without the marks behind it.
func bare(w string) string { return strings.TrimRight(w, ",.;:!?") }

func capitalAt(s string, i int) bool {
	q, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsUpper(q)
}

// upTo is a text up to its first space.
func upTo(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

func wordStarts(s string) []int {
	out := []int{0}
	for i := range len(s) {
		if s[i] == ' ' && i+1 < len(s) {
			out = append(out, i+1)
		}
	}
	return out
}

func withoutMarks(s string, from, to int) int {
	for to > from {
		r, n := utf8.DecodeLastRuneInString(s[from:to])
		if !strings.ContainsRune(",.;:!?", r) {
			break
		}
		to -= n
		for to > from && s[to-1] == ' ' {
			to--
		}
	}
	return to
}
