package layout

import (
	"math"
	"strings"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Words answers what the layout asks of a language, from its model. It
// remembers scores and is not safe for several goroutines.
type Words struct {
	m *lm.Model
	s *lm.Session
}

// NewWords asks a model.
func NewWords(m *lm.Model) *Words { return &Words{m: m, s: lm.NewSession(m)} }

// Frequency is the log10 of a word form's count in a million, -Inf for one
// that is not listed. Forms are in lower case.
func (w *Words) Frequency(form string) float64 { return w.m.Frequency(form) }

// chance is about what two lines score that do not go together, in nats; it is
// alike in all languages.
const chance = 1.5

// Joins says how well the text runs on from left to right: the mutual
// information of the words at the joint, forwards and backwards, above chance.
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
	edge := lm.Boundary()
	l1, l2 := w.s.Number(&a[len(a)-1]), w.s.Number(&edge)
	r1, r2 := w.s.Number(&b[0]), l2
	if len(a) > 1 {
		l2 = w.s.Number(&a[len(a)-2])
	}
	if len(b) > 1 {
		r2 = w.s.Number(&b[1])
	}
	p, q := w.s.Window(l2, l1, r1), w.s.Window(l1, r1, r2)
	v := 0.25*float64(p.Word+q.Word) + 0.25*float64(p.Class+q.Class) - chance
	return math.Max(-6, math.Min(6, v))
}
