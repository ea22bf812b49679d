package model

import (
	"cmp"
	"slices"
)

// pair is a pair of segments that belong together with some probability.
type pair struct {
	src, tgt []int32 // words, each once
	weight   float32
}

// Limits of what a lexicon is learned from; more adds time and no knowledge.
const (
	lexiconPairs  = 12_000
	lexiconWords  = 40 // of a segment
	lexiconRounds = 4
	lexiconBest   = 8 // translations a word
)

// learn counts a lexicon from pairs of word sets, in both directions, with
// IBM's first model (Brown et al. 1993), and keeps what both directions say
// (the geometric middle of both, as in agreement of Liang et al. 2006). discount
// is taken off every count: a pair seen once has only its own alignment to
// speak for it, and would repeat its errors.
func learn(pairs []pair, words int, discount float32) []entry {
	type key struct{ s, t int32 }
	// The words that pairs share, as one list, so that each round is a walk.
	cells := map[key]int32{}
	var keys []key
	var index []int32 // pair by pair, source word by target word
	for _, p := range pairs {
		for _, s := range p.src {
			for _, t := range p.tgt {
				k := key{s, t}
				at, ok := cells[k]
				if !ok {
					at = int32(len(keys))
					cells[k] = at
					keys = append(keys, k)
				}
				index = append(index, at)
			}
		}
	}
	clear(cells)
	ts, st := make([]float32, len(keys)), make([]float32, len(keys)) // t given s, s given t
	for k := range keys {
		ts[k], st[k] = 1, 1
	}
	both := make([]float32, len(keys))
	countS, countT := make([]float32, words), make([]float32, words)
	for _, p := range pairs {
		for _, s := range p.src {
			countS[s] += p.weight
		}
		for _, t := range p.tgt {
			countT[t] += p.weight
		}
	}
	const null = 0.5 // weight of "nothing", so that words need not be tied
	nts, nst := make([]float32, len(keys)), make([]float32, len(keys))
	for range lexiconRounds {
		clear(nts)
		clear(nst)
		at := 0
		for _, p := range pairs {
			w := len(p.tgt)
			cells := index[at : at+len(p.src)*w]
			at += len(cells)
			for y := range p.tgt { // each target word comes from one source word
				sum := float32(null) / float32(1+len(p.src)) * 0.02
				for x := range p.src {
					sum += ts[cells[x*w+y]]
				}
				for x := range p.src {
					k := cells[x*w+y]
					nts[k] += p.weight * ts[k] / sum
				}
			}
			for x := range p.src {
				sum := float32(null) / float32(1+w) * 0.02
				for y := range p.tgt {
					sum += st[cells[x*w+y]]
				}
				for y := range p.tgt {
					k := cells[x*w+y]
					nst[k] += p.weight * st[k] / sum
				}
			}
		}
		for k, q := range keys {
			ts[k] = nts[k] / countS[q.s]
			st[k] = nst[k] / countT[q.t]
		}
	}
	var entries []entry
	for k, q := range keys {
		c := min(nts[k], nst[k]) - discount
		if c <= 0 {
			continue
		}
		both[k] = 2 * c / (countS[q.s] + countT[q.t])
		if both[k] >= 0.03 {
			entries = append(entries, entry{q.s, q.t, min(both[k]*1.5, 1)})
		}
	}
	return strongest(entries, lexiconBest)
}

// strongest keeps the best entries of each word of the first text.
func strongest(entries []entry, most int) []entry {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.strength, a.strength), cmp.Compare(a.to, b.to))
	})
	out := entries[:0]
	run := 0
	for k, e := range entries {
		if k > 0 && entries[k-1].from == e.from {
			run++
		} else {
			run = 0
		}
		if run < most {
			out = append(out, e)
		}
	}
	return out
}
