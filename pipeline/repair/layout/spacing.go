package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Gap is white space between two letters that should not be there, or a place
// where it is missing (From == To).
type Gap struct {
	From, To int
	Form     string  // the form that is cut where space is missing, or the half that is no word
	Gain     float64 // by which it reads likelier, in nats
}

// spaced is the least run of single letters that is a spaced-out word if it is one at all;
// surely is how many are one that no list has.
const (
	spaced = 4
	surely = 5
)

// How frequent a word has to be, by the letters that stand apart one by one, or by its two
// halves: log10 of its count in a million.
var (
	letterwise = [spaced]float64{2: 2, 3: 1}
	halved     = [3]float64{1: 0, 2: -0.5} // by how many of them are no words
)

// likeAWord is how likely a letter of nine in ten words is, in nats, and of one in ten that
// two make; notes is how likely a letter of such is as those of music, which spell no word;
// longWord has more letters than most.
const (
	likeAWord = -2.6
	notes     = -4.75
	longWord  = 12
)

const (
	oneLetter = 3.  // the same of a letter that is a word
	common    = 3.  // and of a word that may end with one
	highest   = 4.  // of a word that two may be cut from
	rarely    = 5.5 // log10 of how much likelier one word is than two that are words, too
)

// Spacing finds words that are spaced out or glued in a line, only on strong
// evidence: letters that stand apart one by one and make a common word, a common word
// with a space within of which one half is none, an unlisted form that is two common words which
// the model has seen in a row. The caller has to see that such a form stands
// nowhere else in the document, and such a half nowhere by itself. Offsets are into the line.
func (w *Words) Spacing(line string) []Gap {
	w.tokens = lm.Tokens(w.tokens[:0], line)
	tokens := w.tokens
	var out []Gap
	for i := 0; i < len(tokens); i++ {
		if tokens[i].Kind != lm.Word {
			continue
		}
		if n := singles(line, tokens[i:]); n > 1 {
			out = append(out, w.letters(line, tokens, i, i+n)...)
			i += n - 1
			continue
		}
		if i+1 < len(tokens) && !betweenNames(line, tokens, i) {
			if half := w.cut(line, &tokens[i], &tokens[i+1]); half != "" {
				out = append(out, Gap{tokens[i].To, tokens[i+1].From, half, -w.apart(line, &tokens[i], &tokens[i+1])})
				i++
				continue
			}
		}
		if at := w.glued(line, tokens[i]); at > 0 {
			t := tokens[i]
			first, second := t, t
			first.To, second.From = at, at
			out = append(out, Gap{at, at, line[t.From:t.To], w.apart(line, &first, &second)})
		}
	}
	return out
}

// betweenNames says of two short words in lower case that names stand on either side: "Jorge
// de la Torre", whatever language "de la" is.
func betweenNames(line string, tokens []lm.Token, i int) bool {
	const short = 3 // letters
	if i == 0 || i+2 >= len(tokens) || tokens[i-1].Case != lm.Capital || tokens[i+2].Case != lm.Capital {
		return false
	}
	return !slices.ContainsFunc(tokens[i:i+2], func(t lm.Token) bool {
		return t.Case != lm.Lower || utf8.RuneCountInString(line[t.From:t.To]) > short
	})
}

// singles counts the single letters, one space or none of another width apart,
// that tokens begin with; none where the first follows an apostrophe.
func singles(line string, tokens []lm.Token) int {
	n := 0
	if t := &tokens[0]; t.From > 0 && !t.Space {
		return 0
	}
	for n < len(tokens) {
		t := &tokens[n]
		if t.Kind != lm.Word || utf8.RuneCountInString(line[t.From:t.To]) != 1 || !unicode.IsLetter(t.First) {
			break
		}
		if n > 0 && (t.From-tokens[n-1].To != 1 || line[tokens[n-1].To] != ' ') {
			break
		}
		n++
	}
	return n
}

// letters are the gaps of the single letters [from,to) if they make one word; two of the
// first and of the last may be words by themselves.
func (w *Words) letters(line string, tokens []lm.Token, from, to int) []Gap {
	lo, hi, most := from, to, math.Inf(-1)
	for a := from; a <= from+2 && w.alone(line, tokens[from:a]); a++ {
		for b := to; b >= to-2 && b-a >= 2 && w.alone(line, tokens[b:to]); b-- {
			if s := w.reads(line, tokens, from, to, a, b); s > most && (b-a >= spaced || b-a == to-from) {
				lo, hi, most = a, b, s
			}
		}
	}
	if !w.oneWord(line, tokens, lo, hi) {
		return nil
	}
	var gaps []Gap
	for k := lo + 1; k < hi; k++ {
		gaps = append(gaps, Gap{From: tokens[k-1].To, To: tokens[k].From, Gain: math.Inf(1)})
	}
	return gaps
}

// alone says that letters may be words by themselves.
func (w *Words) alone(line string, letters []lm.Token) bool {
	return !slices.ContainsFunc(letters, func(t lm.Token) bool { return w.Frequency(strings.ToLower(line[t.From:t.To])) < oneLetter })
}

// reads is how likely the letters [from,to) are one word from a up to b and others by
// themselves, between their neighbours: log10.
func (w *Words) reads(line string, tokens []lm.Token, from, to, a, b int) float64 {
	const beside = 2 // of two words that the model has seen side by side
	var words []string
	for k := max(0, from-1); k < min(len(tokens), to+1); k++ {
		switch {
		case k == a:
			words = append(words, strings.ToLower(lettersOf(line, tokens[a:b])))
		case k < a || k >= b:
			words = append(words, line[tokens[k].From:tokens[k].To])
		}
	}
	s := 0.0
	for k, word := range words {
		s += w.m.Probability(word) / math.Ln10
		if k > 0 && w.seen(words[k-1], word) > 0 {
			s += beside
		}
	}
	return s
}

const million = 6 // log10

func lettersOf(line string, run []lm.Token) string {
	var b strings.Builder
	for _, t := range run {
		b.WriteString(line[t.From:t.To])
	}
	return b.String()
}

// oneWord says that the single letters [from,to) make one word.
func (w *Words) oneWord(line string, tokens []lm.Token, from, to int) bool {
	run := tokens[from:to]
	word := strings.ToLower(lettersOf(line, run))
	whole := w.Frequency(word)
	if sameLetters(run) {
		return false
	}
	if len(run) >= spaced {
		// Others are initials, or a list of letters.
		return whole >= -million || len(run) >= surely && running(run) && !alphabet(run) && w.m.Spells(word) > notes*float64(len(run))
	}
	// Two or three letters are a common word. If one of them may be a word itself, the word
	// has to be known beside its neighbours.
	words, begins := 0, false // with one
	for i, t := range run {
		if unicode.IsUpper(t.First) && i > 0 {
			return false
		}
		if w.Frequency(strings.ToLower(line[t.From:t.To])) > whole-1 || unicode.IsUpper(t.First) && len(run) == 2 {
			words++
			begins = begins || i == 0
		}
	}
	if whole < letterwise[len(run)] || words == len(run) {
		return false
	}
	beside := from > 0 && w.seen(line[tokens[from-1].From:tokens[from-1].To], word) > 0 ||
		to < len(tokens) && w.seen(word, line[tokens[to].From:tokens[to].To]) > 0
	return words == 0 || beside || !begins && whole >= common
}

// running says that no letter but the first is a capital.
func running(run []lm.Token) bool {
	return !slices.ContainsFunc(run[1:], func(t lm.Token) bool { return !unicode.IsLower(t.First) })
}

// sameLetters says that most letters are the same, as in what describes a table's columns.
func sameLetters(run []lm.Token) bool {
	count := map[rune]int{}
	for _, t := range run {
		count[t.First]++
		if len(run) > 2 && 2*count[t.First] > len(run)+1 {
			return true
		}
	}
	return false
}

// alphabet says that letters stand in the alphabet's order: "a b c d e".
func alphabet(run []lm.Token) bool {
	return slices.IsSortedFunc(run, func(a, b lm.Token) int { return int(unicode.ToLower(a.First) - unicode.ToLower(b.First)) })
}

// cut says that a space stands within a common word: it names the half that is no word,
// the first one where neither is. Empty if none is.
func (w *Words) cut(line string, a, b *lm.Token) string {
	const most = 30 // bytes
	if b.Kind != lm.Word || b.Case != lm.Lower || a.Case != lm.Lower && a.Case != lm.Capital || b.From-a.To != 1 || line[a.To] != ' ' ||
		a.Elided() || a.To-a.From < 2 || b.To-b.From < 2 || b.To-a.From > most {
		return ""
	}
	none, half, both := 0, "", 0.0
	for _, t := range [2]*lm.Token{b, a} {
		f := w.frequencyOf(line[t.From:t.To], t)
		if f < -million {
			none, half = none+1, line[t.From:t.To]
		} else {
			both += f
		}
	}
	if none == 0 && both > highest+million-rarely {
		return "" // no word is so much likelier
	}
	first, second := strings.ToLower(line[a.From:a.To]), line[b.From:b.To]
	whole := w.Frequency(first + second)
	if n := utf8.RuneCountInString(first + second); n > longWord && w.m.Spells(first+second) < likeAWord*float64(n) {
		return "" // listed by chance
	}
	switch {
	case none > 0 && whole >= halved[none]:
		return half
	case none == 0 && whole > -million && whole+million > both+rarely && w.seen(first, second) == 0:
		return second
	}
	return ""
}

// apart is by how much two words are likelier than one, in nats.
func (w *Words) apart(line string, a, b *lm.Token) float64 {
	first, second := line[a.From:a.To], line[b.From:b.To]
	return w.m.Probability(strings.ToLower(first)) + w.m.Probability(second) - w.m.Probability(first+second)
}

// glued finds where a form is two words run together: 0 if it is not.
func (w *Words) glued(line string, t lm.Token) int {
	form := line[t.From:t.To]
	if t.To < len(line) && strings.IndexByte("_/@-", line[t.To]) >= 0 || t.From > 0 && strings.IndexByte("_/@-.", line[t.From-1]) >= 0 {
		return 0 // part of a name, a path, a compound
	}
	if len(form) < 4 || len(form) > 30 || t.Case == lm.Upper || w.m.FrequencyOf(form, &t) > -million {
		return 0
	}
	at, known := w.parts[form]
	if !known {
		if len(w.parts) >= mostForms {
			clear(w.parts)
		}
		at = w.within(form)
		w.parts[form] = at
	}
	if at == 0 {
		return 0
	}
	return t.From + at
}

// mostForms are remembered: a text has the same ones again.
const mostForms = 20_000

// within finds where a form is best cut into two words that the model saw in a row: 0 if
// nowhere. Either both are frequent, or one is as "of" is, and the form is no short name.
func (w *Words) within(form string) int {
	const (
		shortest = 6 // letters
		listed   = 1.
		frequent = 2.
		often    = 4 // seen
	)
	first, _ := utf8.DecodeRuneInString(form)
	long := utf8.RuneCountInString(form) >= shortest
	if !long && unicode.IsUpper(first) {
		return 0 // a name
	}
	long = long && unicode.IsLower(first)
	best, at := 0.0, 0
	for k := range form {
		if k < 2 || len(form)-k < 2 {
			continue
		}
		left, right := strings.ToLower(form[:k]), strings.ToLower(form[k:])
		a, b := w.Frequency(left), w.Frequency(right)
		if min(a, b) < listed || a+b <= best {
			continue
		}
		if n := w.seen(left, form[k:]); n >= often && min(a, b) >= frequent || n > 0 && long && max(a, b) >= common {
			best, at = a+b, k
		}
	}
	return at
}

// seen is how often the model saw two words in a row.
func (w *Words) seen(left, right string) float64 {
	if a, b, ok := w.two(left, right); ok {
		return w.s.Seen(a, b)
	}
	return 0
}

// share is how much of what the model saw of a word follows another one.
func (w *Words) share(left, right string) float64 {
	if a, b, ok := w.two(left, right); ok {
		return w.s.Share(a, b)
	}
	return 0
}

// two gives two words their numbers in the session, if they are one word each.
func (w *Words) two(left, right string) (a, b int32, ok bool) {
	if w.s.Size() > 20_000 {
		w.s.Reset()
	}
	x, y := lm.Tokens(nil, left), lm.Tokens(nil, right)
	if len(x) != 1 || len(y) != 1 {
		return 0, 0, false
	}
	return w.s.Number(&x[0]), w.s.Number(&y[0]), true
}
