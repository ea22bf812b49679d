package order

import (
	"math"

	"github.com/recto/recto/pipeline/repair/lm"
)

// phrases are those that a document sets apart, by their words, and how often: what is a
// link or in bold once is likely so again.
type phrases map[uint64]float64

const (
	mostPhrases = 10_000
	certain     = 0.5 // posterior from which a phrase is counted
	setApart    = 0.1 // of the places where its words stand, before anything is known
)

func (p *phrases) add(phrase uint64, count float64) {
	if count < certain || len(*p) >= mostPhrases {
		return
	}
	if *p == nil {
		*p = phrases{}
	}
	(*p)[phrase] += count
}

// phraseOf names a run by its words.
func (r *reader) phraseOf(l *line, u run) uint64 {
	h := uint64(0)
	for _, t := range r.tokensOf(l, l.cuts[u.a].next, l.cuts[u.b].at) {
		h = lm.TwoKey(h, r.s.ID(t))
	}
	return h
}

// again is the log of how much likelier a run is set apart than others are, for the document
// sets its words apart elsewhere; naught if it does not, or seldom.
func (r *reader) again(l *line, u run) float64 {
	if r.habits == nil || len(r.habits.phrases) == 0 {
		return 0
	}
	phrase := r.phraseOf(l, u)
	n := r.habits.phrases[phrase] - r.habits.own[l.from].phrases[phrase]
	if n < certain {
		return 0
	}
	return max(0, math.Log((n+setApart)/(max(n, r.times(l, u))+1)/setApart))
}

// times is how often the document has a run's words, or the first three of them, besides
// the line.
func (r *reader) times(l *line, u run) float64 {
	tokens := r.tokensOf(l, l.cuts[u.a].next, l.cuts[u.b].at)
	var id [3]uint64
	for i := range min(len(id), len(tokens)) {
		id[i] = r.s.ID(tokens[i])
	}
	key := lm.ThreeKey(id[0], id[1], id[2])
	switch len(tokens) {
	case 1:
		key = lm.OneKey(id[0])
	case 2:
		key = lm.TwoKey(id[0], id[1])
	}
	return float64(r.d.Count(key) - l.own[key])
}

// remember counts the phrases of a line that was read, for the lines behind it; those of
// the sample are counted.
func (r *reader) remember(l *line) {
	if r.habits == nil || len(l.readings) < 2 {
		return
	}
	if _, sampled := r.habits.own[l.from]; !sampled {
		for phrase, n := range r.habitsOf(l).phrases {
			r.habits.phrases.add(phrase, n)
		}
	}
}
