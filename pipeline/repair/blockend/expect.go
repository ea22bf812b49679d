package blockend

import (
	"cmp"
	"slices"
)

// expected is how likely it is where the parts of a tail belong.
type expected struct {
	*merge
	parts   map[part]float64
	where   map[part]site      // the likeliest gap of a part's place
	enters  map[[2]int]float64 // by place and cut
	leaves  map[[2]int]float64
	goesOn  map[int]float64 // by cut: behind another part in the same place
	entered map[int]float64 // by place
	left    map[int]float64 // by cut
}

// part is the tail's cuts [from,to) put before token at.
type part struct{ at, from, to int }

type site struct {
	gap int
	p   float64
}

// leastLikely is a part that is still looked at.
const leastLikely = 0.01

func (m *merge) newExpected() *expected {
	return &expected{merge: m, parts: map[part]float64{}, where: map[part]site{}, enters: map[[2]int]float64{},
		leaves: map[[2]int]float64{}, goesOn: map[int]float64{}, entered: map[int]float64{}, left: map[int]float64{}}
}

// add adds what a lattice expects that is so likely itself.
func (e *expected) add(a *lattice, likely float64) {
	a.backwards(func(from, to int, _ *evidence, p float64) {
		p *= likely
		kind, g, b := a.named(from)
		into, h, k := a.named(to)
		switch {
		case into == said:
			e.say(kind, a.g0+h, a.c0+b, a.c0+k, p)
		case kind == said:
			e.leaves[[2]int{a.gaps[a.g0+g].at, a.c0 + b}] += p
			e.left[a.c0+b] += p
		}
	})
}

// say notes that the part [from,to) went into gap g, behind a node of a kind.
func (e *expected) say(kind, g, from, to int, p float64) {
	at := e.gaps[g].at
	q := part{at, from, to}
	e.parts[q] += p
	if w := e.where[q]; p > w.p {
		e.where[q] = site{g, p}
	}
	if kind == said {
		e.goesOn[from] += p
	} else {
		e.enters[[2]int{at, from}] += p
		e.entered[at] += p
	}
}

// boundary says that cut c begins a row, or is the tail's end.
func (e *expected) boundary(c int) bool { return c == len(e.cuts) || e.cuts[c].row }

// option is a part that may be placed, and the best way that ends with it.
type option struct {
	part
	value  float64 // words that are expected beside their neighbours, up to it
	before int     // the option before, -1 for none
	first  int     // the cut that the first one begins with: no part goes behind it
}

// choose gives the parts that together are expected to put most words beside their
// right neighbours, in order.
func (e *expected) choose() []Placement {
	all := e.options()
	last, best := -1, 0.0
	for i := range all {
		o := &all[i]
		if v := e.enters[[2]int{o.at, o.from}]; v > 0 && e.boundary(o.from) {
			o.value = v
		}
		for k := range i {
			if v := e.after(&all[k], o); v > o.value {
				o.value, o.before, o.first = v, k, all[k].first
			}
		}
		if o.value > never/2 && e.boundary(o.to) {
			if v := o.value + e.closes(o); v > best {
				last, best = i, v
			}
		}
	}
	var chosen []*option
	for i := last; i >= 0; i = all[i].before {
		chosen = append(chosen, &all[i])
	}
	slices.Reverse(chosen)
	return e.placements(chosen)
}

// options are the parts that may be placed, by their places.
func (e *expected) options() []option {
	var all []option
	for q, p := range e.parts {
		if p >= leastLikely {
			all = append(all, option{part: q, value: never, before: -1, first: q.from})
		}
	}
	slices.SortFunc(all, func(a, b option) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	return all
}

// after is the value of an option behind another one, never if it cannot be or
// never began so.
func (e *expected) after(q, o *option) float64 {
	switch {
	case q.value < never/2 || q.to > o.from || o.at > e.cuts[q.first].at:
	case q.at == o.at && q.to == o.from:
		if v := e.goesOn[o.from]; v > 0 {
			return q.value + v
		}
	case q.at == o.at:
	case q.to == o.from || e.boundary(q.to) && e.boundary(o.from):
		if v := e.enters[[2]int{o.at, o.from}]; v > 0 {
			return q.value + e.closes(q) + v
		}
	}
	return never
}

// placements says where the chosen parts go. The posterior of each is how likely its
// ends stand beside their right neighbours, on the mean.
func (e *expected) placements(chosen []*option) []Placement {
	var out []Placement
	gap := 0
	for i, o := range chosen {
		gap = max(gap, e.where[o.part].gap)
		if e.gaps[gap].line >= e.cuts[o.first].line {
			gap-- // the tail's start is the body's end
		}
		q := e.place(gap, o.from, o.to)
		before, after := e.enters[[2]int{o.at, o.from}], e.leaves[[2]int{o.at, o.to}]
		if i > 0 && chosen[i-1].at == o.at {
			before = e.goesOn[o.from]
		}
		if i+1 < len(chosen) && chosen[i+1].at == o.at {
			after = e.goesOn[o.to]
		}
		q.Posterior = min(1, (before+after)/2)
		out = append(out, q)
	}
	return out
}

// closes is what it brings to go on with the body behind a part: its words part
// what stood side by side there, and in the tail where it ends inside a line.
func (e *expected) closes(o *option) float64 {
	keep := e.keep()
	v := e.leaves[[2]int{o.at, o.to}] - keep*(1-e.entered[o.at])
	if o.to < len(e.cuts) && !e.cuts[o.to].start {
		v -= keep * (1 - e.left[o.to])
	}
	return v
}
