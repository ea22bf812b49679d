package blockend

import (
	"math"

	"github.com/recto/recto/pipeline/repair/lm"
)

// ragged is the measures of a page with an ear for how its lines follow each
// other. It looks at few of them: whole pages are read only where there is need.
type ragged struct {
	*measures
	s      *ear
	heard  []float64 // by line: follows, NaN where it was not asked
	tokens []lm.Token
}

func newRagged(m *measures, s *ear) *ragged {
	r := &ragged{measures: m, s: s, heard: make([]float64, len(m.of))}
	for i := range r.heard {
		r.heard[i] = math.NaN()
	}
	return r
}

// follows is how well line i goes on from the line before it, in nats.
func (r *ragged) follows(i int) float64 {
	if i == 0 || i >= len(r.of) {
		return 0
	}
	if v := r.heard[i]; v == v {
		return v
	}
	a, b := &r.of[i-1], &r.of[i]
	// What lies farther from the joint than this is beyond the context.
	const reach = 120
	left, right := r.text[max(a.from, a.to-reach):a.to], r.text[b.from:min(b.to, b.from+reach)]
	v := r.s.came(backwards(r.numbers(left)), forwards(r.numbers(right)))
	r.heard[i] = v
	return v
}

func (r *ragged) numbers(s string) []int32 {
	r.tokens = lm.Tokens(r.tokens[:0], s)
	nums := make([]int32, len(r.tokens))
	for i := range r.tokens {
		nums[i] = r.s.number(&r.tokens[i])
	}
	return nums
}
