package order

import "math"

// habits are how this document's producer treats the spaces around a phrase:
// of the cuts in plain text, at the seam and in styled text, how many have no
// space, one, or two. A program does it one way throughout, so the lines that
// are clear speak for those that are not.
type habits struct {
	counts  [3][3]float64
	lengths [lengthClasses]float64
	own     map[int]habit // what a sampled line added, by where it begins
}

// habit is what one line says.
type habit struct {
	counts  [3][3]float64
	lengths [lengthClasses]float64
}

// usual is what programs do on the whole, as in damage.Draw, and how many cuts
// that is worth.
var usual = [3][3]float64{
	{0.08, 0.32, 0.60}, // in plain text
	{0.60, 0.34, 0.06}, // at the seam
	{0.45, 0.30, 0.25}, // in styled text
}

const usualWorth = 3

// usualLengths of phrases, by lengthClass, and how many phrases that is worth.
var usualLengths = [lengthClasses]float64{0.24, 0.22, 0.26, 0.15, 0.10, 0.03}

const lengthsWorth = 6

// roleOf and spacesOf place a cut in the counts; cuts inside "l'Union" or
// before a comma tell nothing.
func (r *reader) habitOf(c *cut, role int) (int, int, bool) {
	switch c.kind {
	case elision, closing, edge:
		return 0, 0, false
	}
	k := 0
	switch role {
	case fSeam:
		k = 1
	case fStyled:
		k = 2
	}
	return k, min(2, c.spaces), true
}

// logRatio is the log of how much likelier this document's producer makes such
// a cut than programs do on the whole.
func (h *habits) logRatio(l *line, role, spaces int) float64 {
	if h == nil {
		return 0
	}
	n, all := h.counts[role][spaces], 0.0
	own := h.own[l.from].counts
	for k := range 3 {
		all += h.counts[role][k] - own[role][k]
	}
	n -= own[role][spaces]
	p := (n + usualWorth*usual[role][spaces]) / (all + usualWorth)
	return math.Log(p / usual[role][spaces])
}

// lengthRatio is the same of a phrase's length.
func (h *habits) lengthRatio(l *line, class int) float64 {
	if h == nil {
		return 0
	}
	own, all := h.own[l.from].lengths, 0.0
	for k, n := range h.lengths {
		all += n - own[k]
	}
	p := (h.lengths[class] - own[class] + lengthsWorth*usualLengths[class]) / (all + lengthsWorth)
	return math.Log(p / usualLengths[class])
}

// learnHabits reads marked lines of a sample twice and keeps what their moves
// say of the producer.
func (r *reader) learnHabits(text string, sample []Block) {
	for range 2 {
		h := &habits{own: map[int]habit{}}
		for i := range sample {
			lines := r.prepare(text, &sample[i])
			r.solve(lines)
			for _, l := range lines {
				if len(l.readings) < 2 {
					continue
				}
				var own habit
				for _, c := range l.readings {
					if len(c.runs) < 2 || c.post < 0.01 {
						continue
					}
					for _, k := range c.cuts {
						if role, spaces, ok := r.habitOf(&l.cuts[k], r.role(k, c.seam)); ok {
							own.counts[role][spaces] += c.post
						}
					}
					for _, u := range c.runs {
						if (u.a < c.seam) == (r.producer == First) {
							own.lengths[lengthClass(r.wordsOf(l, u))] += c.post
						}
					}
				}
				h.own[l.from] = own
				for a := range own.counts {
					for b, n := range own.counts[a] {
						h.counts[a][b] += n
					}
				}
				for k, n := range own.lengths {
					h.lengths[k] += n
				}
			}
		}
		r.habits = h
	}
}
