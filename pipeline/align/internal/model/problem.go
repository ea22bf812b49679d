package model

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Problem is two texts to align, and what is known of their words.
type Problem struct {
	s, t           *Text
	v              Vocabulary
	m              measures
	channels       [channels]*channel // nil: not at hand
	vectors        *vectors
	againS, againT []bool
	raw            Input
	drafted        *drafted // the last draft
	pair           pairing  // all that a draft sees
	plain          pairing  // the same, without the lexicon
	stemS, stemT   *Text
	given          []entry // of a lexicon from elsewhere
}

// Input is what there is to align with.
type Input struct {
	Source, Target []string
	Pivot          []string // of each source segment, or nil
	// Embed gives an embedding of each text, all of one size; nil: none.
	Embed func(ctx context.Context, texts []string) ([][]float32, error)
	// Lexicon ties stems of the source to stems of the target: what other
	// documents have taught.
	Lexicon []Entry
}

// Solution is a field that has been summed over, ready to be read.
type Solution struct {
	*Problem
	lattice *lattice
	weights *Weights
}

// stemLength is how many letters of a word its stem keeps: forms of one word
// should count together.
const stemLength = 6

// stems gives a text the stems of its words instead.
func (v *Vocabulary) stems(t *Text) *Text {
	out := &Text{Segments: t.Segments, chars: t.chars, offsets: make([]int32, len(t.offsets))}
	cache := map[int32]int32{}
	for i := range t.Segments {
		start := len(out.words)
		for _, w := range t.Words(i) {
			s, ok := cache[w]
			if !ok {
				f := v.forms[w]
				if len(f) > stemLength && !v.numeric(w) {
					f = f[:stemLength]
				}
				s = v.id([]byte(f))
				cache[w] = s
			}
			out.words = append(out.words, s)
		}
		set := sortedSet(out.words[start:])
		out.words = out.words[:start+len(set)]
		out.offsets[i+1] = int32(len(out.words))
	}
	return out
}

// Prepare takes both texts apart, drafts an alignment, learns a lexicon from
// it, drafts again, and gives the band in which the field is to be summed.
func Prepare(ctx context.Context, in Input) (*Problem, *Grid, error) {
	p := &Problem{raw: in}
	p.s, p.t = p.v.Analyse(in.Source), p.v.Analyse(in.Target)
	p.againS, p.againT = again(p.s), again(p.t)
	stemS, stemT := p.v.stems(p.s), p.v.stems(p.t)
	p.stemS, p.stemT = stemS, stemT
	var pivot *Text
	if in.Pivot != nil {
		pivot = p.v.stems(p.v.Analyse(in.Pivot))
		pivot.Segments, pivot.chars = p.s.Segments, p.s.chars
	}
	words := p.v.Len()
	dfS, dfT := frequency(p.s, words), frequency(p.t, words)
	number := func(w int32) bool { return p.v.numeric(w) }
	letter := func(w int32) bool { return !p.v.numeric(w) }
	p.channels[numbersChannel] = newChannel(p.s, p.t, surface(&p.v, dfS, dfT, numbersOnly), dfS, dfT, number)
	p.channels[surfaceChannel] = newChannel(p.s, p.t, surface(&p.v, dfS, dfT, lettersOnly), dfS, dfT, letter)
	pair := &p.pair
	pair.add(p.channels[numbersChannel], 1.5)
	pair.add(p.channels[surfaceChannel], 1)
	if pivot != nil {
		dfP, dfQ := frequency(pivot, words), frequency(stemT, words)
		p.channels[pivotChannel] = newChannel(pivot, stemT, surface(&p.v, dfP, dfQ, lettersOnly), dfP, dfQ, letter)
		pair.add(p.channels[pivotChannel], 2)
	}
	if in.Embed != nil {
		if err := p.embed(ctx); err != nil {
			return nil, nil, err
		}
		pair.vectors = p.vectors
	}
	p.m = measures{ratio: firstRatio(p.s, p.t), variance: 6.8}
	p.given = p.v.given(in.Lexicon)
	dfs, dft := frequency(stemS, words), frequency(stemT, words)
	d, err := p.draft(ctx, pair, draftWhole)
	if err != nil {
		return nil, nil, err
	}
	// Each round learns from the draft before: after a long insertion the first
	// draft is lost, and the second, which knows words, is not.
	rounds := 2
	if p.s.Len()+p.t.Len() > manySegments {
		rounds = 1
	}
	p.plain = pair.copy()
	for range rounds {
		p.measure(d)
		entries := merged(learn(p.pairs(d, stemS, stemT), words), p.given)
		p.channels[lexiconChannel] = newChannel(stemS, stemT, newDict(words, entries), dfs, dft, letter)
		*pair = p.plain.copy()
		pair.add(p.channels[lexiconChannel], 1.5)
		if d, err = p.draft(ctx, pair, draftWhole/6); err != nil {
			return nil, nil, err
		}
	}
	if in.Embed != nil {
		if err := p.embedJoined(ctx, d); err != nil {
			return nil, nil, err
		}
	}
	d.steps, p.drafted = nil, d
	return p, &Grid{d.band(p.t.Len())}, nil
}

// Grid is where the field is summed.
type Grid struct{ *band }

// Cells is how many corners of the plane the grid has.
func (g *Grid) Cells() int { return g.cells() }

const (
	narrowFloor  = 1e-4
	narrowMargin = 1
	draftRadius  = 14
	joinedFloor  = 1e-2    // probability from which on a stretch is embedded
	manySegments = 20_000  // of both texts: from there on one round of learning
	draftWhole   = 300_000 // cells up to which the first draft, which knows no words, looks everywhere
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

// Windows: long texts are drafted piece by piece, with rows before and behind
// that only serve to be sure of what is between.
const (
	windowRows    = 500
	windowOverlap = 60
)

// draft aligns quickly with what is known so far, in the whole plane if it has
// no more than all cells.
func (p *Problem) draft(ctx context.Context, pair *pairing, all int) (*drafted, error) {
	n, m := p.s.Len(), p.t.Len()
	pair.chance(n, m)
	var b *band
	var column []int32 // of the rough path, by row
	if (n+1)*(m+1) <= all {
		b = plane(n, m)
		column = []int32{0}
	} else {
		path := p.rough(pair)
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
		w := window{i0: max(from-windowOverlap, 0)}
		last := min(to+windowOverlap, n)
		end := m
		if last < n {
			end = int(column[last])
		}
		if w.i0 > 0 {
			w.j0 = int(column[w.i0])
		}
		lo, hi := make([]int32, last-w.i0+1), make([]int32, last-w.i0+1)
		for i := range lo {
			lo[i] = max(b.lo[w.i0+i]-int32(w.j0), 0)
			hi[i] = min(b.hi[w.i0+i], int32(end)) - int32(w.j0)
		}
		w.band = newBand(lo, hi, end-w.j0)
		parts[from/rows] = p.glean(draft(p.s, p.t, pair, w, p.m), w, from, to)
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
func (p *Problem) rough(pair *pairing) []cell {
	s, t := newSignatures(p.s), newSignatures(p.t)
	for k, c := range pair.channels {
		c.sign(s, t, pair.weights[k])
	}
	if p.vectors != nil {
		p.vectors.sign(s, t, 1)
	}
	path := coarsePath(s, t)
	for k, c := range path {
		path[k] = cell{min(2*c.i, p.s.Len()), min(2*c.j, p.t.Len())}
	}
	return path
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
	for _, st := range l.viterbi() {
		sh := l.shapes[st.k]
		i, j := st.i+w.i0, st.j+w.j0
		if i >= from && i < to {
			d.steps = append(d.steps, draftStep{i - sh.a, i, j - sh.b, j, l.posterior(st.i, st.j, st.k)})
		}
	}
	return d
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
	d := p.drafted
	k := j - int(d.lo[i])
	if k < 0 || j > int(d.hi[i]) {
		return neverThrough
	}
	return d.logs[d.base[i]+k]
}

// sureThrough is the log probability from which on the draft is believed: a
// bead across such a boundary is not looked at. Of some hundred right beads of
// several segments one had a boundary that the draft was so sure of.
const sureThrough = -0.015

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

// ruledOut says whether the draft forbids a bead of shape sh that ends in (i,j).
func (p *Problem) ruledOut(i, j int, sh shape) bool {
	return sh.a > 0 && sh.b > 0 && sh.a+sh.b > 2 && p.inner(i-sh.a, i, j-sh.b, j) > sureThrough
}

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

// pairs are the drafted beads that a lexicon is learned from: the short ones,
// evenly spread if there are very many.
func (p *Problem) pairs(d *drafted, s, t *Text) []pair {
	var out []pair
	for _, st := range d.steps {
		if st.i == st.i0 || st.j == st.j0 || st.i-st.i0+st.j-st.j0 > 4 || st.posterior <= 0.2 {
			continue
		}
		ws := joined(s, st.i0, st.i)
		wt := joined(t, st.j0, st.j)
		if len(ws) > 0 && len(wt) > 0 && len(ws) <= lexiconWords && len(wt) <= lexiconWords {
			out = append(out, pair{ws, wt})
		}
	}
	if len(out) <= lexiconPairs {
		return out
	}
	some := make([]pair, lexiconPairs)
	for k := range some {
		some[k] = out[k*len(out)/lexiconPairs]
	}
	return some
}

func joined(t *Text, from, to int) []int32 {
	if to == from+1 {
		return t.Words(from)
	}
	var out []int32
	for i := from; i < to; i++ {
		out = append(out, t.Words(i)...)
	}
	return sortedSet(out)
}

// embed asks for the embedding of every segment.
func (p *Problem) embed(ctx context.Context) error {
	all := append(append([]string(nil), p.raw.Source...), p.raw.Target...)
	got, err := p.raw.Embed(ctx, all)
	if err != nil {
		return err
	}
	if len(got) != len(all) {
		return fmt.Errorf("%d embeddings for %d texts", len(got), len(all))
	}
	p.vectors = newVectors(got[:p.s.Len()], got[p.s.Len():])
	return nil
}

// embedJoined asks for the embeddings of the stretches that the draft thinks
// possible.
func (p *Problem) embedJoined(ctx context.Context, d *drafted) error {
	var texts []string
	var at []stretch
	var source []bool
	for side, segments := range [][]string{p.raw.Source, p.raw.Target} {
		seen := map[stretch]bool{}
		for _, s := range d.stretch[side] {
			if !seen[s] {
				seen[s] = true
				texts, at, source = append(texts, join(segments[s.from:s.to])), append(at, s), append(source, side == 0)
			}
		}
	}
	if len(texts) == 0 {
		return nil
	}
	got, err := p.raw.Embed(ctx, texts)
	if err != nil {
		return err
	}
	if len(got) != len(texts) {
		return fmt.Errorf("%d embeddings for %d texts", len(got), len(texts))
	}
	for k, v := range got {
		if len(v) != p.vectors.size {
			return fmt.Errorf("embeddings of %d numbers after embeddings of %d", len(v), p.vectors.size)
		}
		if source[k] {
			p.vectors.joinedS[at[k]] = centre(v, p.vectors.meanS)
		} else {
			p.vectors.joinedT[at[k]] = centre(v, p.vectors.meanT)
		}
	}
	return nil
}

// Misses counts the areas whose corners the grid does not hold.
func (g *Grid) Misses(areas []Area) int {
	n := 0
	for _, a := range areas {
		if g.at(a.I0, a.J0) < 0 || g.at(a.I1, a.J1) < 0 {
			n++
		}
	}
	return n
}
