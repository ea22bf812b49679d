package model

import (
	"math"
	"slices"
)

// firstRatio guesses how many characters the target has for one of the source:
// of whole texts or of their middle segments, whichever is nearer to 1. Long
// insertions spoil the one, other habits of cutting the other.
func firstRatio(s, t *Text) float64 {
	whole := float64(t.Chars(0, t.Len())) / float64(s.Chars(0, s.Len()))
	middle := float64(median(t)) / float64(median(s))
	if math.Abs(math.Log(middle)) < math.Abs(math.Log(whole)) {
		return middle
	}
	return whole
}

func median(t *Text) int32 {
	chars := make([]int32, t.Len())
	for i, g := range t.Segments {
		chars[i] = g.Chars
	}
	slices.Sort(chars)
	return chars[len(chars)/2]
}

// measure takes the ratio of lengths and its spread from drafted beads.
func (p *Problem) measure(d *drafted) {
	var ls, lt float64
	for _, st := range d.steps {
		if st.i > st.i0 && st.j > st.j0 {
			ls += float64(p.s.Chars(st.i0, st.i))
			lt += float64(p.t.Chars(st.j0, st.j))
		}
	}
	// A prior of some hundred characters keeps short texts near 1.
	p.m.ratio = (lt + 200) / (ls + 200)
	var sum, n float64
	for _, st := range d.steps {
		if st.i > st.i0 && st.j > st.j0 {
			d := p.m.delta(float64(p.s.Chars(st.i0, st.i)), float64(p.t.Chars(st.j0, st.j)))
			sum += min(d*d, 16) * p.m.variance
			n++
		}
	}
	p.m.variance = min(max((sum+20*6.8)/(n+20), 2), 30)
}
