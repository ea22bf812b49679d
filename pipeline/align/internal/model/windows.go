package model

import (
	"context"
	"math"
)

const (
	narrowFloor  = 1e-4
	narrowMargin = 1
	draftRadius  = 14
	joinedFloor  = 1e-2    // probability from which on a stretch is embedded
	manySegments = 20_000  // of both texts: from there on one round of learning
	draftWhole   = 300_000 // cells up to which the first draft, which knows no words, looks everywhere
	laterWhole   = 100_000 // the same of later drafts: what the pyramid has lost, they would not find again
)

// drafted is what a draft has found.
type drafted struct {
	lo, hi  []int32      // by row: the columns worth a closer look
	logs    []float32    // log probability that the way goes through them, row by row
	base    []int        // where a row begins in logs
	steps   []draftStep  // the most probable way
	stretch [2][]stretch // of source and target: what beads of several segments may hold
}

type draftStep struct {
	i0, i, j0, j int
	posterior    float64
}

// Windows: long texts are taken piece by piece, with rows before and behind that
// only serve to be sure of what is between.
const (
	windowRows    = 500
	windowOverlap = 60
)

// draft aligns quickly with what is known so far, in the whole plane if it has
// no more than all cells; steps says whether its way is wanted.
func (p *Problem) draft(ctx context.Context, pair *pairing, all int, steps bool) (*drafted, error) {
	n, m := p.s.Len(), p.t.Len()
	pair.chance(n, m)
	var b *band
	var column []int32 // of the rough path, by row
	if (n+1)*(m+1) <= all {
		b = plane(n, m)
		column = []int32{0}
	} else {
		path, err := p.rough(ctx, pair)
		if err != nil {
			return nil, err
		}
		b = around(path, n, m, draftRadius)
		column = make([]int32, n+1)
		at := 0
		for i := range column {
			for at+1 < len(path) && path[at].i < i {
				at++
			}
			column[i] = min(max(int32(path[at].j), b.lo[i]), b.hi[i])
		}
	}
	rows := windowRows
	if len(column) == 1 {
		rows = n + 1
	}
	parts := make([]*drafted, (n+rows)/rows)
	err := parallel(ctx, n+1, rows, func(from, to int) {
		first, last := cell{}, cell{n, m}
		if i := from - windowOverlap; i > 0 {
			first = cell{i, int(column[i])}
		}
		if i := to + windowOverlap; i < n {
			last = cell{i, int(column[i])}
		}
		w := b.window(first, last)
		if l, err := draft(ctx, p.s, p.t, pair, w, p.m); err == nil {
			parts[from/rows] = p.glean(l, w, from, to)
			if steps {
				parts[from/rows].steps = l.steps(w, from, to)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	whole := &drafted{}
	for _, d := range parts {
		at := len(whole.logs)
		for i := range d.lo {
			whole.base = append(whole.base, at)
			at += max(int(d.hi[i]-d.lo[i])+1, 0)
		}
		whole.logs = append(whole.logs, d.logs...)
		whole.lo, whole.hi = append(whole.lo, d.lo...), append(whole.hi, d.hi...)
		whole.steps = append(whole.steps, d.steps...)
		whole.stretch[0] = append(whole.stretch[0], d.stretch[0]...)
		whole.stretch[1] = append(whole.stretch[1], d.stretch[1]...)
	}
	return whole, nil
}

// rough is the path that the pyramid finds. It begins with pairs of segments:
// the draft's band is broad enough for the rest.
func (p *Problem) rough(ctx context.Context, pair *pairing) ([]cell, error) {
	s, t := newSignatures(p.s), newSignatures(p.t)
	for k, c := range pair.channels {
		if err := c.sign(ctx, s, t, pair.weights[k]); err != nil {
			return nil, err
		}
	}
	if pair.vectors != nil {
		if err := pair.vectors.sign(ctx, s, t, float32(pair.share)); err != nil {
			return nil, err
		}
	}
	path, err := coarsePath(ctx, s, t)
	for k, c := range path {
		path[k] = cell{min(2*c.i, p.s.Len()), min(2*c.j, p.t.Len())}
	}
	return path, err
}

// glean takes from a drafted window what rows [from,to) say.
func (p *Problem) glean(l *lattice, w window, from, to int) *drafted {
	d := &drafted{lo: make([]int32, to-from), hi: make([]int32, to-from)}
	m := int32(p.t.Len())
	for i := from; i < to; i++ {
		lo, hi := m, int32(-1)
		for j := l.lo[i-w.i0]; j <= l.hi[i-w.i0]; j++ {
			if l.through(i-w.i0, int(j)) >= narrowFloor {
				at := j + int32(w.j0)
				lo, hi = min(lo, max(at-narrowMargin, 0)), max(hi, min(at+narrowMargin, m))
			}
		}
		d.lo[i-from], d.hi[i-from] = lo, hi
		for j := int(lo); j <= int(hi); j++ {
			at := float32(neverThrough)
			if c := l.at(i-w.i0, j-w.j0); c >= 0 {
				at = max(at, float32(math.Log(l.through(i-w.i0, j-w.j0)+1e-9)))
			}
			d.logs = append(d.logs, min(at, 0))
		}
		if p.vectors == nil {
			continue
		}
		for j := int(l.lo[i-w.i0]); j <= int(l.hi[i-w.i0]); j++ {
			for k, sh := range l.shapes {
				if sh.a+sh.b < 3 || sh.a == 0 || sh.b == 0 || l.posterior(i-w.i0, j, k) < joinedFloor {
					continue
				}
				if sh.a > 1 {
					d.stretch[0] = append(d.stretch[0], stretch{i - sh.a, i})
				}
				if sh.b > 1 {
					d.stretch[1] = append(d.stretch[1], stretch{w.j0 + j - sh.b, w.j0 + j})
				}
			}
		}
	}
	return d
}

// steps are the beads of a window's most probable way that end in rows [from,to).
func (l *lattice) steps(w window, from, to int) []draftStep {
	var out []draftStep
	for _, st := range l.viterbi() {
		sh := l.shapes[st.k]
		i, j := st.i+w.i0, st.j+w.j0
		if i >= from && i < to {
			out = append(out, draftStep{i - sh.a, i, j - sh.b, j, l.posterior(st.i, st.j, st.k)})
		}
	}
	return out
}

// band is what the draft leaves to the field.
func (d *drafted) band(m int) *band {
	lo, hi := append([]int32(nil), d.lo...), append([]int32(nil), d.hi...)
	last := int32(0)
	for i := range lo {
		if hi[i] < 0 { // inside every likely bead
			lo[i], hi[i] = int32(m), last
		}
		last = max(last, hi[i])
	}
	return newBand(lo, hi, m)
}

// neverThrough is the log probability of a cell that the draft rules out.
const neverThrough = -8

// through is the log probability that the draft's way goes through a cell.
func (p *Problem) through(i, j int) float32 {
	return p.drafted.through(i, j)
}

func (d *drafted) through(i, j int) float32 {
	k := j - int(d.lo[i])
	if k < 0 || j > int(d.hi[i]) {
		return neverThrough
	}
	return d.logs[d.base[i]+k]
}

// sureThrough is the log probability from which on the draft is believed: a
// bead across such a boundary is not looked at. Of some hundred right beads of
// several segments one had a boundary that the draft was so sure of. Embeddings
// make the draft surer, and do not cost the field what words cost it: with them
// more is looked at.
const (
	sureThrough     = -0.015
	sureWithVectors = -0.001
)

// inner is the log probability of the likeliest boundary inside a bead.
func (p *Problem) inner(i0, i, j0, j int) float32 {
	best := float32(neverThrough)
	for r := i0; r <= i; r++ {
		for c := j0; c <= j; c++ {
			if (r != i0 || c != j0) && (r != i || c != j) {
				best = max(best, p.through(r, c))
			}
		}
	}
	return best
}

// absurd is how many times as long as the other a side of a bead of several
// segments may be, both counted with some characters more. Seven sentences against
// one are no bead, however dear it is to leave six of them alone.
const (
	absurd     = 3.0
	absurdMore = 30
)

// ruledOut says whether the draft or the lengths forbid a bead of shape sh that
// ends in (i,j).
func (p *Problem) ruledOut(i, j int, sh shape) bool {
	if sh.a == 0 || sh.b == 0 || sh.a+sh.b == 2 {
		return false
	}
	ls, lt := p.m.ratio*float64(p.s.Chars(i-sh.a, i))+absurdMore, float64(p.t.Chars(j-sh.b, j))+absurdMore
	sure := float32(sureThrough)
	if p.vectors != nil {
		sure = sureWithVectors
	}
	return ls > absurd*lt || lt > absurd*ls || p.inner(i-sh.a, i, j-sh.b, j) > sure
}
