package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Some readers of PDF take the gap between two words for none, where a typesetter moves the
// pen instead of setting a space: "Somereaderstakethegap".

const (
	longRun = 24   // letters without a space: hardly a word has as many in any language
	capital = 10   // letters in prose for each capital: names of programs have more of them
	joined  = 0.15 // of all letters: in long runs
	within  = ".,;:!?'’“”\"()«»"
)

// setsSpaces says that a letter is of a script that has spaces between words.
func setsSpaces(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// Unspaced says that a good part of the text has no spaces between its words: that two words
// are glued tells of no phrase then.
func (p *Page) Unspaced() bool { return p.ranOn }

func isUnspaced(text string) bool {
	all, long, run, capitals := 0, 0, 0, 0
	ends := func() {
		if all += run; run >= longRun && capitals*capital <= run {
			long += run
		}
		run, capitals = 0, 0
	}
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) && (r <= unicode.MaxASCII || setsSpaces(r)):
			run++
			capitals += one(unicode.IsUpper(r))
		case run > 0 && !unicode.IsMark(r) && !strings.ContainsRune(within, r):
			ends()
		}
	}
	ends()
	return float64(long) > joined*float64(all)
}

// Unglue puts spaces into a line whose reader saw none: into words where several are likelier
// than one, by their frequencies and letters and by which the model saw in a row (as Viterbi
// does), and beside marks.
func (w *Words) Unglue(line string) []Gap {
	w.tokens = lm.Tokens(w.tokens[:0], line)
	var out []Gap
	gap := func(at int) { out = append(out, Gap{From: at, To: at, Gain: math.Inf(1)}) }
	for i := range w.tokens {
		t := &w.tokens[i]
		if i > 0 && !t.Space && partsAt(line, &w.tokens[i-1], t) {
			gap(t.From)
		}
		if t.Kind != lm.Word || t.Case == lm.Upper || inName(line, t) {
			continue
		}
		for _, at := range w.words(line[t.From:t.To]) {
			gap(t.From + at)
		}
	}
	return out
}

// partsAt says that a space belongs between two tokens of which one is a mark.
func partsAt(line string, a, b *lm.Token) bool {
	switch {
	case a.Kind == lm.Mark && b.Kind == lm.Word:
		return strings.ContainsRune(",;:)”»", a.Last) || strings.ContainsRune(".?!…", a.Last) && b.Case != lm.Lower
	case a.Kind == lm.Mark && b.Kind == lm.Mark:
		return strings.ContainsRune(",;:.?!…)”»", a.Last) && strings.ContainsRune(opening, b.First)
	case a.Kind == lm.Word && !a.Elided() && b.Kind == lm.Mark:
		return strings.ContainsRune(opening, b.First) && b.To < len(line) && line[b.To] != ' '
	}
	return false
}

const opening = "(“„«¿¡‘"

// inName says of a word that it is a part of a path, an address or the like.
func inName(line string, t *lm.Token) bool {
	const marks = "_/@\\=.#"
	return t.From > 0 && strings.IndexByte(marks, line[t.From-1]) >= 0 && line[t.From-1] != '.' ||
		t.To < len(line) && strings.IndexByte(marks, line[t.To]) >= 0 && (line[t.To] != '.' || t.To+1 < len(line) && line[t.To+1] >= 'a' && line[t.To+1] <= 'z')
}

// words finds where a form is best parted into words: nowhere, unless that is sure.
func (w *Words) words(form string) []int {
	const (
		most    = 2000 // bytes: no line has as many
		longest = 24   // letters of a word
		least   = 5    // nats by which several have to be likelier than one
		letter  = -1.5 // nats: a letter of a word that no list has, at the best
	)
	small := strings.ToLower(form)
	if len(small) != len(form) || len(form) > most {
		return nil
	}
	form = small
	var starts []int
	for k := range form {
		starts = append(starts, k)
	}
	n := len(starts)
	starts = append(starts, len(form))
	best, ends := make([]float64, n+1), make([]ending, n+1)
	for k := 1; k <= n; k++ {
		best[k] = math.Inf(-1)
		for i := k - 1; i >= max(0, k-longest); i-- {
			e := ending{from: i, frequency: w.Frequency(form[starts[i]:starts[k]])}
			if math.IsInf(e.frequency, -1) && best[i]+letter*float64(k-i) < best[k] {
				continue
			}
			e.word = form[starts[i]:starts[k]]
			e.p = w.likely(e.word, e.frequency)
			if p := best[i] + e.p + w.behind(&ends[i], &e); p > best[k] {
				best[k], ends[k] = p, e
			}
		}
	}
	if n <= longest && best[n] < w.likely(form, w.Frequency(form))+least {
		return nil
	}
	var out []int
	for k := ends[n].from; k > 0; k = ends[k].from {
		out = append(out, starts[k])
	}
	slices.Reverse(out)
	return out
}

// ending is the last word of the best way to read the letters up to a place.
type ending struct {
	from         int
	word         string
	frequency, p float64
}

// likely is a word's probability, in nats. What a list has by chance, for lists are hashed,
// spells badly.
func (w *Words) likely(word string, frequency float64) float64 {
	const (
		trusted = 1. // log10 of the count in a million of what is no chance
		listed  = 12 // nats by which a list may make a word likelier than its letters do
	)
	switch {
	case math.IsInf(frequency, -1):
		return w.m.Spells(word)
	case frequency < trusted:
		return min(w.m.Probability(word), w.m.Spells(word)+listed)
	}
	return w.m.Probability(word)
}

// behind is how much likelier a word is behind another one than anywhere, in nats.
func (w *Words) behind(first, second *ending) float64 {
	const (
		alone  = 0.5 // of the words are as likely behind any other
		rarest = -15 // nats: a word that counts as no rarer
	)
	switch {
	case first.word == "":
		return 0
	case math.IsInf(first.frequency, -1) || math.IsInf(second.frequency, -1):
		return math.Log(alone)
	}
	return math.Log(alone + (1-alone)*w.share(first.word, second.word)/math.Exp(max(rarest, first.p)))
}
