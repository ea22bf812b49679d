package layout

import (
	"strings"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Words answers what the layout asks of a language, from its model. It
// remembers scores and is not safe for several goroutines.
type Words struct {
	m *lm.Model
	s *lm.Session

	tokens []lm.Token     // of a line
	parts  map[string]int // where an unlisted form is two words: 0 if it is not
	recent [512]listed    // words that were asked for, by their IDs
}

// listed is how frequent a word is.
type listed struct {
	id        uint64
	frequency float64
}

// NewWords asks a model.
func NewWords(m *lm.Model) *Words { return &Words{m: m, s: lm.NewSession(m), parts: map[string]int{}} }

// frequencyOf is the log10 of a token's count in a million, by its form.
func (w *Words) frequencyOf(form string, t *lm.Token) float64 {
	r := &w.recent[t.ID%uint64(len(w.recent))]
	if r.id != t.ID {
		*r = listed{t.ID, w.m.FrequencyOf(form, t)}
	}
	return r.frequency
}

// Frequency is the log10 of a word form's count in a million, -Inf for one
// that is not listed. Forms are in lower case.
func (w *Words) Frequency(form string) float64 { return w.m.Frequency(form) }

// Joins says how well the text runs on from left to right, as against a
// paragraph that ends with left and another that begins with right: in nats.
func (w *Words) Joins(left, right string) float64 {
	const context = 60
	if len(left) > context {
		left = left[len(left)-context:]
		left = left[strings.IndexByte(left, ' ')+1:]
	}
	if len(right) > context {
		right = right[:context]
		if i := strings.LastIndexByte(right, ' '); i > 0 {
			right = right[:i]
		}
	}
	a, b := lm.Tokens(nil, left), lm.Tokens(nil, right)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	if w.s.Size() > 20_000 {
		w.s.Reset()
	}
	before, after := w.side(a[max(0, len(a)-lm.Context):], true), w.side(b[:min(len(b), lm.Context)], false)
	edge := lm.Boundary()
	boundary := [lm.Context]int32{w.s.Number(&edge), -1, -1}
	return w.s.Junction(before, after) - (w.s.Junction(before, boundary)+w.s.Junction(boundary, after))/2
}

// side are the tokens on one side of a joint, nearest first.
func (w *Words) side(tokens []lm.Token, left bool) (out [lm.Context]int32) {
	for k := range out {
		switch {
		case k >= len(tokens):
			out[k] = -1
		case left:
			out[k] = w.s.Number(&tokens[len(tokens)-1-k])
		default:
			out[k] = w.s.Number(&tokens[k])
		}
	}
	return out
}
