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
	wordNumber
	wordMark
	wordClasses
)

// small is the log probability of words that a phrase seldom ends with: some in a thousand.
const small = -6.2

// wordClass is that of a word of such a text.
func (r *reader) wordClass(word string, token int32) int {
	switch q, _ := utf8.DecodeRuneInString(word); {
	case unicode.IsDigit(q):
		return wordNumber
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

// endWord is the word that a phrase begins or ends with; of class none where nobody knows.
type endWord struct {
	class int
	id    uint64
}

const none = -1

// edgeWords gives the words that the k-th run of a reading begins and ends with: none where
// the line begins or ends with it, for the phrase may be longer than its line, and none of
// a single word's end.
func (r *reader) edgeWords(l *line, c *candidate, k int) [2]endWord {
	out := [2]endWord{{class: none}, {class: none}}
	u := c.runs[k]
	from, to := l.cuts[u.a].next, l.cuts[u.b].at
	tokens := r.tokensOf(l, from, to)
	if from >= to || len(tokens) == 0 {
		return out
	}
	if k > 0 {
		out[0] = endWord{r.wordClass(l.text[from:to], tokens[0]), r.s.ID(tokens[0])}
	}
	if k+1 < len(c.runs) && (k == 0 || len(tokens) > 1) {
		last := tokens[len(tokens)-1]
		out[1] = endWord{wordMark, r.s.ID(last)}
		if w := lm.LastLetters(l.text[from:to]); w != "" {
			out[1].class = r.wordClass(w, last)
		} else if digitAt(l.text, to-1) {
			out[1].class = wordNumber
		}
	}
	return out
}

// places are the words of lines with a space before them, and those with one behind them:
// where phrases might begin, and end.
type places struct {
	classes [wordClasses]float64
	words   map[uint64]float64
}

func (p *places) add(w endWord, count float64) {
	if w.class == none {
		return
	}
	if p.words == nil {
		p.words = map[uint64]float64{}
	}
	p.classes[w.class] += count
	p.words[w.id] += count
}

func (p *places) addAll(o *places) {
	for k, n := range o.classes {
		p.classes[k] += n
	}
	for id, n := range o.words {
		if p.words == nil {
			p.words = map[uint64]float64{}
		}
		p.words[id] += n
	}
}

func (p *places) sum() (sum float64) {
	for _, n := range p.classes {
		sum += n
	}
	return sum
}

// addPlaces counts the words of a line where phrases might begin and end.
func (r *reader) addPlaces(of *[2]places, l *line) {
	if l.numbers == nil {
		return
	}
	for i := range l.tokens {
		t := &l.tokens[i]
		w := endWord{r.wordClass(l.text[t.From:t.To], l.numbers[i]), t.ID}
		if i > 0 && t.Space {
			of[0].add(w, 1)
		}
		if i+1 < len(l.tokens) && l.tokens[i+1].Space {
			of[1].add(w, 1)
		}
	}
}

// How many phrases it is worth that nothing is known of a class of words, of a word.
const (
	classWorth = 6
	wordWorth  = 2
)

// wordRatio is the log of how much likelier a phrase of this document begins with a word
// (end 0), or ends with one (end 1), than any words in a row do: by its class, and by the
// phrases that the word itself begins or ends.
func (h *habits) wordRatio(l *line, end int, w endWord) float64 {
	if h == nil || w.class == none {
		return 0
	}
	all, ends, own := &h.all[end], &h.ends[end], h.own[l.from].ends[end]
	usual := (all.classes[w.class] + 1) / (all.sum() + wordClasses)
	phrases := ends.sum() - own.sum()
	class := (ends.classes[w.class] - own.classes[w.class] + classWorth*usual) / (phrases + classWorth) / usual
	// So many phrases of this word there would be if it were as others of its class.
	expected := max(0, all.words[w.id]-1) * class * phrases / (all.sum() + 1)
	word := (ends.words[w.id] - own.words[w.id] + wordWorth) / (expected + wordWorth)
	return math.Log(class * word)
}
