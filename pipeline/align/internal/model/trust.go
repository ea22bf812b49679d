package model

import (
	"context"
	"math"
)

// How far embeddings can be trusted differs from one pair of languages to another:
// a model that has not learned a language gives vectors that say nothing, and
// nobody is told. So the texts are drafted without them first, and the pairs that
// this draft is sure of show what they are worth: how many deviations such
// pairs are closer than pairs at random.
const (
	trustFrom = 1.0 // deviations up to which they are not trusted
	trustFull = 3.0 // deviations from which on they are trusted in full
	// Where the words of the texts say so little that fewer pairs are sure, or a
	// smaller part of the segments, the draft with embeddings speaks for them too. It
	// finds close pairs among any vectors: by so many deviations they have to be
	// closer still.
	trustFewest = 5
	trustPart   = 10
	trustChosen = 1.5
	trustSure   = 0.7  // probability from which on a drafted pair is looked at
	trustFew    = 3.0  // pairs that say nothing are assumed beside those that are there
	usualSpread = 0.15 // of the cosine of pairs at random, while few are known
	leastSpread = 0.02
	trustLeast  = 0.5 // of the weight of embeddings, while it is not known
	trustTeach  = 0.5 // trust from which on a draft that uses embeddings teaches words
	trustMost   = 0.5 // of a mixed draft comes from the one with embeddings
	// Where two drafts go ways so different that looking at all between them would
	// cost so many times what they cost, and mixedMore cells, one of them is taken.
	mixedMost = 3
	mixedMore = 300_000
)

// withVectors asks for embeddings, finds out what they are worth, and mixes a
// draft that uses them with the one that does not. Vectors that are worth nothing
// are put away.
func (p *Problem) withVectors(ctx context.Context, without *drafted) (*drafted, error) {
	if err := p.embed(ctx); err != nil {
		return nil, err
	}
	sure := without.sure()
	p.trust = trustIn(p.vectors.closeness(sure) - trustFrom)
	p.pair.vectors, p.pair.share = p.vectors, max(p.trust, trustLeast)
	d, err := p.draft(ctx, &p.pair, laterWhole, true)
	if err != nil {
		return nil, err
	}
	if len(sure) < max(trustFewest, min(p.s.Len(), p.t.Len())/trustPart) {
		p.trust = max(p.trust, trustIn(p.vectors.closeness(d.sure())-trustFrom-trustChosen))
	}
	if p.trust == 0 {
		p.vectors, p.pair.vectors = nil, nil
		return without, nil
	}
	p.plain.vectors, p.plain.share = p.vectors, p.trust
	if p.trust >= trustTeach {
		if err := p.teach(ctx, d); err != nil {
			return nil, err
		}
		if d, err = p.draft(ctx, &p.pair, laterWhole, true); err != nil {
			return nil, err
		}
	}
	d = mixed(without, d, p.trust*trustMost)
	return d, p.embedJoined(ctx, d)
}

func trustIn(above float64) float64 {
	return min(max(above/(trustFull-trustFrom), 0), 1)
}

// sure are the pairs of segments that a draft is sure of.
func (d *drafted) sure() []draftStep {
	var out []draftStep
	for _, st := range d.steps {
		if st.i-st.i0 == 1 && st.j-st.j0 == 1 && st.posterior >= trustSure {
			out = append(out, st)
		}
	}
	return out
}

// closeness is how many deviations sure pairs of segments are closer than other
// pairs of the same segments, drawn to 0 where they are few.
func (v *vectors) closeness(sure []draftStep) float64 {
	n := len(sure)
	if n < 2 {
		return 0
	}
	var own, sum, sq float64
	for _, st := range sure {
		own += v.cosine(st.i0, st.j0) / float64(n)
	}
	r := random(4)
	const tries = 1000
	for range tries {
		k := r.below(n)
		x := v.cosine(sure[k].i0, sure[(k+1+r.below(n-1))%n].j0)
		sum += x / tries
		sq += x * x / tries
	}
	few, others := trustFew*usualSpread*usualSpread, float64(n*(n-1))
	dev := math.Sqrt((others*max(sq-sum*sum, 0) + few) / (others + trustFew))
	return (own - sum) / (dev + leastSpread) * float64(n) / (float64(n) + trustFew)
}

// mixed is a draft of which a share comes from the second of two: what either
// thinks possible is looked at.
func mixed(one, other *drafted, share float64) *drafted {
	d := &drafted{lo: make([]int32, len(one.lo)), hi: make([]int32, len(one.hi)), steps: other.steps, stretch: other.stretch}
	cells := 0
	for i := range d.lo {
		d.lo[i], d.hi[i] = min(one.lo[i], other.lo[i]), max(one.hi[i], other.hi[i])
		cells += max(int(d.hi[i]-d.lo[i])+1, 0)
	}
	if cells > mixedMost*(len(one.logs)+len(other.logs))+mixedMore {
		if share < trustMost/2 {
			return one
		}
		return other
	}
	d.logs = make([]float32, 0, cells)
	for i := range d.lo {
		d.base = append(d.base, len(d.logs))
		for j := int(d.lo[i]); j <= int(d.hi[i]); j++ {
			x := (1-share)*math.Exp(float64(one.through(i, j))) + share*math.Exp(float64(other.through(i, j)))
			d.logs = append(d.logs, float32(min(math.Log(x), 0)))
		}
	}
	return d
}
