package order

import "math"

// units of the scorer's hidden layer: those of its members, each learned by
// itself from another beginning. What they say on the mean is less by chance
// than what one says (bagging: Breiman 1996).
const (
	members = 6
	units   = 24 * members
)

// scorer scores a reading from its features: a weighted sum, and what a small
// hidden layer makes of features that mean something together.
type scorer struct {
	linear [features]float64
	rough  [features]float64 // a sum alone, of the features that pruning knows
	in     [features][units]float32
	bias   [units]float32
	out    [units]float32
}

func (s *scorer) score(v []term) float64 { return s.scoreBy(v, 0, units) }

// scoreBy scores by the units [lo,hi) alone.
func (s *scorer) scoreBy(v []term, lo, hi int) float64 {
	sum := dot(v, &s.linear)
	h := s.bias
	for _, t := range v {
		in := s.in[t.f][lo:hi]
		for k, x := range in {
			h[lo+k] += float32(t.x * x)
		}
	}
	for k := lo; k < hi; k++ {
		sum += math.Tanh(float64(h[k])) * float64(s.out[k])
	}
	return sum
}

// scorers are those of the producers: where styled phrases come last and where
// they come first, marks mean different things. The one for either makes no
// difference, so that it can say which of the two a document's producer is. Where they
// come last and a reader begins a new line with them other marks show.
type scorers struct{ last, first, rows, either scorer }

// either is no producer, but what the scorer for both is called.
const either Producer = "either"

// InRows is what the scorer is called for lines that came run by run and show few holes:
// their styled phrases come last.
const InRows Producer = "rows"

func (s *scorers) of(p Producer) *scorer {
	switch p {
	case First:
		return &s.first
	case Last:
		return &s.last
	case InRows:
		return &s.rows
	}
	return &s.either
}

// shift is what a language differs in from the general weights.
type shift struct{ linear, rough [features]float64 }

// shifted is a scorer with a language's shift.
func (s *scorer) shifted(by *shift) *scorer {
	out := *s
	for f := range out.linear {
		out.linear[f] += by.linear[f]
		out.rough[f] += by.rough[f]
	}
	return &out
}

// in gives the scorers of a language.
func (s *scorers) in(lang string) *scorers {
	by := parseShift(languagesFile, lang)
	return &scorers{last: *s.last.shifted(&by[0]), first: *s.first.shifted(&by[1]), rows: *s.rows.shifted(&by[2]), either: s.either}
}
