package order

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// The classes of the words that phrases begin and end with. What an author sets in bold
// or links begins with a name more often than with "of"; what a program sets apart begins
// anywhere. The lines that are clear tell which of the two a document is of.
const (
	wordSmall = iota // as "of" and "the"
	wordName         // with a capital
	wordKnown
	wordStrange // that the model does not know
	wordMark    // no letter
	wordClasses
)

// small is the log probability of words that a phrase seldom ends with: some in a thousand.
const small = -6.2

// wordClass is that of a word of such a text.
func (r *reader) wordClass(word string, token int32) int {
	switch q, _ := utf8.DecodeRuneInString(word); {
	case !unicode.IsLetter(q):
		return wordMark
	case unicode.IsUpper(q):
		return wordName
	case r.s.Alone(token) > small:
		return wordSmall
	case !r.s.Known(token):
		return wordStrange
	}
	return wordKnown
}

// edgeWords gives the classes of the words that the k-th run of a reading begins and ends with:
// none, -1, where the line begins or ends with it, for the phrase may be longer than its
// line, and none of a single word's end.
func (r *reader) edgeWords(l *line, c *candidate, k int) (first, last int) {
	first, last = -1, -1
	u := c.runs[k]
	from, to := l.cuts[u.a].next, l.cuts[u.b].at
	tokens := r.tokensOf(l, from, to)
	if from >= to || len(tokens) == 0 {
		return first, last
	}
	if k > 0 {
		first = r.wordClass(l.text[from:to], tokens[0])
	}
	if k+1 < len(c.runs) && (k == 0 || len(tokens) > 1) {
		last = wordMark
		if w := lm.LastLetters(l.text[from:to]); w != "" {
			last = r.wordClass(w, tokens[len(tokens)-1])
		}
	}
	return first, last
}

// usualWords counts the words of a line that have a space before them, and those that have
// one behind them: where phrases might begin, and end.
func (r *reader) usualWords(of *habits, l *line) {
	if l.numbers == nil {
		return
	}
	for i := range l.tokens {
		t := &l.tokens[i]
		class := r.wordClass(l.text[t.From:t.To], l.numbers[i])
		if i > 0 && t.Space {
			of.all[0][class]++
		}
		if i+1 < len(l.tokens) && l.tokens[i+1].Space {
			of.all[1][class]++
		}
	}
}

const wordsWorth = 6

// wordRatio is the log of how much likelier a phrase of this document begins with such a
// word (end 0), or ends with one (end 1), than any words in a row do.
func (h *habits) wordRatio(l *line, end, class int) float64 {
	if h == nil || class < 0 {
		return 0
	}
	own, all, words := h.own[l.from].words[end], 0.0, 0.0
	for k, n := range h.words[end] {
		all += n - own[k]
		words += h.all[end][k]
	}
	u := (h.all[end][class] + 1) / (words + wordClasses)
	return math.Log((h.words[end][class] - own[class] + wordsWorth*u) / (all + wordsWorth) / u)
}
