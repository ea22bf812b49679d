package model

import "context"

// Problem is two texts to align, and what is known of their words.
type Problem struct {
	s, t           *Text
	v              Vocabulary
	m              measures
	channels       [channels]*channel // nil: not at hand
	vectors        *vectors           // nil: none, or none to be trusted
	trust          float64            // in the vectors, from 0 to 1
	near           float64            // of the pivot to the target, from 0 to 1
	againS, againT []bool
	raw            Input
	drafted        *drafted // the last draft
	pair           pairing  // all that a draft sees
	plain          pairing  // the same, without the lexicon
	stemS, stemT   *Text
	given          []entry // of a lexicon from elsewhere

	clausal            bool // whether clauses are looked at
	clausesS, clausesT [channels]clauseWords
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

// Prepare takes both texts apart, drafts an alignment, learns a lexicon from
// it, drafts again, and gives the band in which the field is to be summed.
func Prepare(ctx context.Context, in Input) (*Problem, *Grid, error) {
	p := &Problem{raw: in}
	var err error
	if p.s, p.t, err = p.v.Both(ctx, in.Source, in.Target); err != nil {
		return nil, nil, err
	}
	p.againS, p.againT = again(p.s), again(p.t)
	stemS, stemT := p.v.stems(p.s), p.v.stems(p.t)
	p.stemS, p.stemT = stemS, stemT
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	var pivot, pivotWords *Text
	if in.Pivot != nil {
		if pivotWords, err = p.v.Analyse(ctx, in.Pivot); err != nil {
			return nil, nil, err
		}
		pivot = p.v.stems(pivotWords)
		pivot.Segments, pivot.chars = p.s.Segments, p.s.chars
	}
	p.markClauses(pivot, pivotWords)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	words := p.v.Len()
	dfS, dfT := frequency(p.s, words), frequency(p.t, words)
	number := func(w int32) bool { return p.v.numeric(w) }
	letter := func(w int32) bool { return !p.v.numeric(w) }
	p.channels[numbersChannel] = newChannel(p.s, p.t, surface(&p.v, dfS, dfT, numbersOnly), dfS, dfT, number)
	p.channels[surfaceChannel] = newChannel(p.s, p.t, surface(&p.v, dfS, dfT, lettersOnly), dfS, dfT, letter)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	pair := &p.pair
	pair.add(p.channels[numbersChannel], 1.5)
	pair.add(p.channels[surfaceChannel], 1)
	if pivot != nil {
		dfP, dfQ := frequency(pivot, words), frequency(stemT, words)
		p.channels[pivotChannel] = newChannel(pivot, stemT, surface(&p.v, dfP, dfQ, lettersOnly), dfP, dfQ, letter)
		pair.add(p.channels[pivotChannel], 2)
	}
	p.m = measures{ratio: firstRatio(p.s, p.t), variance: 6.8}
	p.given = p.v.given(in.Lexicon)
	d, err := p.draft(ctx, pair, draftWhole, true)
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
	for round := range rounds {
		if err := p.teach(ctx, d); err != nil {
			return nil, nil, err
		}
		if d, err = p.draft(ctx, pair, laterWhole, round < rounds-1 || in.Embed != nil); err != nil {
			return nil, nil, err
		}
	}
	if in.Embed != nil {
		if d, err = p.withVectors(ctx, d); err != nil {
			return nil, nil, err
		}
	}
	if pivot != nil && p.vectors != nil {
		p.near = p.nearPivot(d)
	}
	p.drafted = d
	return p, &Grid{d.band(p.t.Len())}, nil
}

// teach learns from a draft how long the target is and which words belong together,
// for the next draft and for the field.
func (p *Problem) teach(ctx context.Context, d *drafted) error {
	p.measure(d)
	words := p.v.Len()
	learned, err := learn(ctx, p.pairs(d, p.stemS, p.stemT), words)
	if err != nil {
		return err
	}
	dict := newDict(words, merged(learned, p.given))
	letter := func(w int32) bool { return !p.v.numeric(w) }
	p.channels[lexiconChannel] = newChannel(p.stemS, p.stemT, dict, frequency(p.stemS, words), frequency(p.stemT, words), letter)
	p.pair = p.plain.copy()
	p.pair.add(p.channels[lexiconChannel], 1.5)
	return nil
}

// Grid is where the field is summed.
type Grid struct{ *band }

// Cells is how many corners of the plane the grid has.
func (g *Grid) Cells() int { return g.cells() }

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
