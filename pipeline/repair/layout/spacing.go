package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Gap is white space between two letters that should not be there, or a place
// where it is missing (From == To).
type Gap struct {
	From, To int
	Form     string // the form that is cut where space is missing, or the half that is no word
}

// spaced is the least run of single letters that is a spaced-out word if it is one at all.
const spaced = 4

// How frequent a word has to be, by the letters that stand apart one by one, or by its two
// halves: log10 of its count in a million.
var (
	letterwise = [spaced]float64{2: 3, 3: 1.5}
	halved     = [3]float64{1: 1, 2: 0} // by how many of them are no words
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
			if g := w.letters(line, tokens[i:i+n]); g != nil {
				out = append(out, g...)
			}
			i += n - 1
			continue
		}
		if i+1 < len(tokens) {
			if half := w.cut(line, &tokens[i], &tokens[i+1]); half != "" {
				out = append(out, Gap{tokens[i].To, tokens[i+1].From, half})
				i++
				continue
			}
		}
		if at := w.glued(line, tokens[i]); at > 0 {
			out = append(out, Gap{at, at, line[tokens[i].From:tokens[i].To]})
		}
	}
	return out
}

// singles counts the single letters, one space or none of another width apart,
// that tokens begin with.
func singles(line string, tokens []lm.Token) int {
	n := 0
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

// letters are the gaps of a run of single letters that make one word.
func (w *Words) letters(line string, run []lm.Token) []Gap {
	var b strings.Builder
	var gaps []Gap
	for i, t := range run {
		b.WriteString(line[t.From:t.To])
		if i > 0 {
			gaps = append(gaps, Gap{From: run[i-1].To, To: t.From})
		}
	}
	word := strings.ToLower(b.String())
	whole := w.Frequency(word)
	if len(run) >= spaced {
		if whole < -6 {
			return nil // initials, or a list of letters
		}
		return gaps
	}
	// Two or three letters: none is a word, together they are a common one.
	for i, t := range run {
		if unicode.IsUpper(t.First) && (i > 0 || len(run) == 2) || w.Frequency(strings.ToLower(line[t.From:t.To])) > whole-1 {
			return nil
		}
	}
	if whole < letterwise[len(run)] {
		return nil
	}
	return gaps
}

// cut says that a space stands within a common word: it names the half that is no word,
// the first one where neither is. Empty if none is.
func (w *Words) cut(line string, a, b *lm.Token) string {
	const most = 30 // bytes
	if b.Kind != lm.Word || b.Case != lm.Lower || a.Case != lm.Lower && a.Case != lm.Capital || b.From-a.To != 1 || line[a.To] != ' ' ||
		a.Elided() || a.To-a.From < 2 || b.To-b.From < 2 || b.To-a.From > most {
		return ""
	}
	none, half := 0, ""
	for _, t := range [2]*lm.Token{b, a} {
		if w.m.FrequencyOf(line[t.From:t.To], t) < -6 {
			none, half = none+1, line[t.From:t.To]
		}
	}
	if none == 0 || w.Frequency(strings.ToLower(line[a.From:a.To]+line[b.From:b.To])) < halved[none] {
		return ""
	}
	return half
}

// glued finds where a form is two words run together: 0 if it is not.
func (w *Words) glued(line string, t lm.Token) int {
	form := line[t.From:t.To]
	if t.To < len(line) && strings.IndexByte("_/@-", line[t.To]) >= 0 || t.From > 0 && strings.IndexByte("_/@-.", line[t.From-1]) >= 0 {
		return 0 // part of a name, a path, a compound
	}
	if len(form) < 4 || len(form) > 30 || t.Case == lm.Upper || w.m.FrequencyOf(form, &t) > -6 {
		return 0
	}
	at, known := w.two[form]
	if !known {
		if len(w.two) >= mostForms {
			clear(w.two)
		}
		at = w.within(form)
		w.two[form] = at
	}
	if at == 0 {
		return 0
	}
	return t.From + at
}

// mostForms are remembered: a text has the same ones again.
const mostForms = 20_000

// within finds where a form is best cut into two common words that the model saw
// in a row: 0 if nowhere.
func (w *Words) within(form string) int {
	best, at := 0.0, 0
	for k := range form {
		if k < 2 || len(form)-k < 2 {
			continue
		}
		left, right := strings.ToLower(form[:k]), form[k:]
		a := w.Frequency(left)
		if a < 2 {
			continue
		}
		b := w.Frequency(strings.ToLower(right))
		if b < 2 {
			continue
		}
		if s := w.seen(left, right); s >= 4 && a+b > best {
			best, at = a+b, k
		}
	}
	return at
}

// seen is how often the model saw two words in a row.
func (w *Words) seen(left, right string) float64 {
	if w.s.Size() > 20_000 {
		w.s.Reset()
	}
	a, b := lm.Tokens(nil, left), lm.Tokens(nil, right)
	if len(a) != 1 || len(b) != 1 {
		return 0
	}
	return w.s.Seen(w.s.Number(&a[0]), w.s.Number(&b[0]))
}
