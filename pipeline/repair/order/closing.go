package order

import "math"

// closings are the ways in which a line shows how it ends: no space at the seam, one, or
// more, with and without one at the line's end.
const closings = 6

func (l *line) closing(seam int) int { return 2*min(2, l.cuts[seam].spaces) + one(l.trail > 0) }

// usualCloses is how many lines a phrase ends, and wrapCloses the same by closing where
// the space is kept at which a line was broken: it stands behind the plain text, if that
// is what ends the line, and there the seam is that space. Where a phrase ends it, it
// stands at the seam beside that of the hole, or behind the phrase.
const usualCloses = 0.2

var wrapCloses = [closings]float64{0.1, 0.5, 0.03, 0.9, 0.95, 0.5}

const wrapsWorth = 6.0 // lines

// closeRatio is the log of how much likelier this document has a line that shows its end
// so ended by a phrase (1) or by plain text (0) than lines are on the whole.
func (h *habits) closeRatio(l *line, seam, phrase int) float64 {
	if h == nil {
		return 0
	}
	k := l.closing(seam)
	own, share, worth := h.own[l.from].closes[k], usualCloses, marksWorth
	if h.wraps {
		share, worth = wrapCloses[k], wrapsWorth
	}
	n := [2]float64{h.closes[k][0] - own[0] + worth*(1-share), h.closes[k][1] - own[1] + worth*share}
	u := [2]float64{1 - usualCloses, usualCloses}
	return math.Log(n[phrase] / (n[0] + n[1]) / u[phrase])
}

// closesAt is the cut at which the phrase begins that ends a line which came in order,
// where the space is kept at which it was broken: the phrase's hole and that space show
// side by side there. 0 if there is none.
func (r *reader) closesAt(l *line, moves bool) int {
	if moves || !r.wraps || l.trail > 0 {
		return 0
	}
	for i := len(l.cuts) - 2; i > 0; i-- {
		if l.cuts[i].kind == doubleSpace {
			return i
		}
	}
	return 0
}
