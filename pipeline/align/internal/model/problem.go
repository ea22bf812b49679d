package model

import (
	"context"
	"fmt"
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
	var pair pairing
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
	p.m = measures{ratio: float64(p.t.Chars(0, p.t.Len())) / float64(p.s.Chars(0, p.s.Len())), variance: 6.8}
	first, err := p.draft(ctx, &pair)
	if err != nil {
		return nil, nil, err
	}
	p.measure(first)
	dfs, dft := frequency(stemS, words), frequency(stemT, words)
	entries := merged(learn(p.pairs(first, stemS, stemT), words), p.v.given(in.Lexicon))
	p.channels[lexiconChannel] = newChannel(stemS, stemT, newDict(words, entries), dfs, dft, letter)
	pair.add(p.channels[lexiconChannel], 1.5)
	second, err := p.draft(ctx, &pair)
	if err != nil {
		return nil, nil, err
	}
	if in.Embed != nil {
		if err := p.embedJoined(ctx, second); err != nil {
			return nil, nil, err
		}
	}
	return p, &Grid{narrow(second, narrowFloor, narrowMargin)}, nil
}

// Grid is where the field is summed.
type Grid struct{ *band }

// Cells is how many corners of the plane the grid has.
func (g *Grid) Cells() int { return g.cells() }

const (
	narrowFloor  = 1e-4
	narrowMargin = 1
	draftRadius  = 14
	draftWhole   = 250_000 // cells up to which the draft looks at the whole plane
)

// draft aligns quickly with what is known so far.
func (p *Problem) draft(ctx context.Context, pair *pairing) (*lattice, error) {
	n, m := p.s.Len(), p.t.Len()
	if (n+1)*(m+1) <= draftWhole {
		return draft(ctx, p.s, p.t, pair, whole(n, m), p.m)
	}
	size := signatureSize
	s, t := newSignatures(p.s, size), newSignatures(p.t, size)
	for k, c := range pair.channels {
		c.sign(s, t, pair.weights[k])
	}
	if p.vectors != nil {
		p.vectors.sign(s, t, 1)
	}
	return draft(ctx, p.s, p.t, pair, around(coarsePath(s, t), n, m, draftRadius), p.m)
}

// measure takes the ratio of lengths and its spread from drafted beads.
func (p *Problem) measure(l *lattice) {
	var ls, lt float64
	way := l.viterbi()
	for _, st := range way {
		if sh := l.shapes[st.k]; sh.a > 0 && sh.b > 0 {
			ls += float64(p.s.Chars(st.i-sh.a, st.i))
			lt += float64(p.t.Chars(st.j-sh.b, st.j))
		}
	}
	// A prior of some hundred characters keeps short texts near 1.
	p.m.ratio = (lt + 200) / (ls + 200)
	var sum, n float64
	for _, st := range way {
		if sh := l.shapes[st.k]; sh.a > 0 && sh.b > 0 {
			d := p.m.delta(float64(p.s.Chars(st.i-sh.a, st.i)), float64(p.t.Chars(st.j-sh.b, st.j)))
			sum += min(d*d, 16) * p.m.variance
			n++
		}
	}
	p.m.variance = min(max((sum+20*6.8)/(n+20), 2), 30)
}

// pairs are the drafted beads that a lexicon is learned from: the short ones,
// evenly spread if there are very many.
func (p *Problem) pairs(l *lattice, s, t *Text) []pair {
	var out []pair
	for _, st := range l.viterbi() {
		sh := l.shapes[st.k]
		if sh.a == 0 || sh.b == 0 || sh.a+sh.b > 4 {
			continue
		}
		ws := joined(s, st.i-sh.a, st.i)
		wt := joined(t, st.j-sh.b, st.j)
		if len(ws) == 0 || len(wt) == 0 || len(ws) > lexiconWords || len(wt) > lexiconWords {
			continue
		}
		if w := l.posterior(st.i, st.j, st.k); w > 0.2 {
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
// possible, longest four segments.
func (p *Problem) embedJoined(ctx context.Context, l *lattice) error {
	const possible = 1e-2
	var texts []string
	var at []stretch
	var side []bool
	need := func(segments []string, joined map[stretch][]float32, s stretch, source bool) {
		if s.to-s.from < 2 {
			return
		}
		if _, ok := joined[s]; ok {
			return
		}
		joined[s] = nil
		texts, at, side = append(texts, join(segments[s.from:s.to])), append(at, s), append(side, source)
	}
	for i := range l.lo {
		for j := int(l.lo[i]); j <= int(l.hi[i]); j++ {
			for k, sh := range l.shapes {
				if sh.a+sh.b < 3 || sh.a == 0 || sh.b == 0 || l.posterior(i, j, k) < possible {
					continue
				}
				need(p.raw.Source, p.vectors.joinedS, stretch{i - sh.a, i}, true)
				need(p.raw.Target, p.vectors.joinedT, stretch{j - sh.b, j}, false)
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
		if side[k] {
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

func (g *Grid) Widths() []int32 {
	var out []int32
	for i := range g.lo {
		out = append(out, g.hi[i]-g.lo[i]+1)
	}
	return out
}
