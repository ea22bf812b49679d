package blockend

import (
	"math"

	"github.com/recto/recto/pipeline/repair/layout"
)

// Lesson is a page of which it is known where the phrases at its end belong.
type Lesson struct {
	Shows bool // holes do

	merge *merge
	tails []int
	tail  int   // the right one, 0 for none
	place []int // by token of the tail: the token that it belongs before, nowhere for none
}

// nowhere is no gap: a row stays at the page's end.
const nowhere = -1

// Lessons takes in a document's pages. Where a page's tail begins is in tails, by
// page: a line of it, or its number of lines for none. Belongs gives for a byte of
// the tail the byte of the text that it belongs before, -1 for none. Pages that are
// never looked at, or whose right merge is not, give no lesson.
func (f *Finder) Lessons(page *layout.Page, tails []int, belongs func(at int) int) []*Lesson {
	var pages [][]Line
	for _, p := range Pages(page) {
		pages = append(pages, p.Lines)
	}
	f.begin(page.Text, pages)
	var out []*Lesson
	for i, lines := range pages {
		if l := f.lesson(page.Text, lines, tails[i], belongs); l != nil {
			out = append(out, l)
		}
	}
	return out
}

func (f *Finder) lesson(text string, lines []Line, tail int, belongs func(at int) int) *Lesson {
	if len(lines) < leastLines || len(lines) > maxLines {
		return nil
	}
	page := measured(text, lines, f.setting)
	r := newRagged(page, f.hearing())
	n := len(lines)
	if !page.damaged() || r.signs() == 0 || page.of[n-1].width >= nearlyFull && !page.shows() {
		return nil
	}
	l := &Lesson{Shows: page.shows(), tails: r.tails(n, meanJoint), merge: newMerge(newSheet(r, len(r.lines)), &f.merges)}
	m := l.merge
	if len(l.tails) == 0 || !m.prepare(l.tails[0], n) {
		return nil
	}
	if tail < n {
		l.tail = tail
		l.place = make([]int, len(m.toks))
		for k := m.first[tail]; k < m.last; k++ {
			at := belongs(m.toks[k].From)
			if at < 0 {
				l.place[k] = nowhere
				continue
			}
			for l.place[k] < len(m.toks) && m.toks[l.place[k]].From < at {
				l.place[k]++
			}
		}
	}
	known := tail == n
	for _, t := range l.tails {
		if _, _, ok := l.run(t, false); ok && t == tail {
			_, gain, _ := l.run(t, true)
			known = gain > never/2
		}
	}
	if !known {
		return nil
	}
	return l
}

// run runs the lattice of a tail, or of what is right in it.
func (l *Lesson) run(tail int, right bool) (*lattice, float64, bool) {
	if tail < 2 || l.merge.signs(0, tail) == 0 {
		return nil, 0, false
	}
	a, ok := l.merge.newLattice(0, tail)
	if !ok {
		return nil, 0, false
	}
	if right {
		a.right = func(g, from, to int) bool {
			at := nowhere
			if g != nowhere {
				at = l.merge.gaps[g].at
			}
			for k := l.merge.cuts[from].at; k <= l.merge.lastBefore(to); k++ {
				if l.place[k] != at {
					return false
				}
			}
			return true
		}
	}
	return a, a.run(), true
}

// Loss is the log of how unlikely what is right seems, in nats, with weights by
// [MergeNames]. It adds its gradient. Only one goroutine at a time may ask a lesson.
func (l *Lesson) Loss(weights, gradient []float64) float64 {
	var w evidenceVector
	copy(w[:], weights)
	l.merge.weights = &w
	gains, sum := make([]float64, len(l.tails)), 0.0 // against no tail at all
	for i, t := range l.tails {
		gains[i] = never
		if _, gain, ok := l.run(t, false); ok {
			gains[i] = gain
			sum = logSum(sum, gain)
		}
	}
	for i, t := range l.tails {
		if p := math.Exp(gains[i] - sum); p > unlikely {
			a, _, _ := l.run(t, false)
			a.teach(p, gradient)
		}
	}
	if l.tail == 0 {
		return sum
	}
	a, gain, _ := l.run(l.tail, true)
	a.teach(-1, gradient)
	return sum - gain
}

// teach adds what the lattice says on the mean, over the page as it came, so many
// times.
func (a *lattice) teach(times float64, gradient []float64) {
	add := func(e *evidence, by float64) {
		for i, k := range e.kind[:e.n] {
			gradient[k] += by * e.x[i]
		}
	}
	a.backwards(func(_, _ int, e *evidence, p float64) { add(e, times*p) })
	for g := range a.G {
		a.goOn(g, 0, func(from, _ int, e *evidence) {
			if from == a.node(inText, g, 0) {
				add(e, -times)
			}
		})
	}
}
