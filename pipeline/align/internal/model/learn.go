package model

import (
	"cmp"
	"math"
	"slices"
)

// pair is a pair of segments that belong together with some probability.
type pair struct {
	src, tgt []int32 // words, each once
}

// Limits of what a lexicon is learned from; more adds time and no knowledge.
const (
	lexiconPairs = 12_000
	lexiconWords = 60 // of a segment
	lexiconBest  = 6  // entries a word
	lexiconSure  = 7  // log likelihood ratio from which on a pair is believed
)

// learn counts which words go together in pairs of word sets: Dunning's log
// likelihood ratio (1993) says whether two words meet more often than by
// chance, and Dice's measure how exclusively. Of each count one is taken off: a
// pair of words that met once has only its own alignment to speak for it, and
// would repeat its errors. Entries that both words like best survive (Melamed's
// competitive linking, 2000, in one round).
func learn(pairs []pair, words int) []entry {
	countS, countT := make([]int32, words), make([]int32, words)
	for _, p := range pairs {
		for _, s := range p.src {
			countS[s]++
		}
		for _, t := range p.tgt {
			countT[t]++
		}
	}
	n := float64(len(pairs))
	everywhere := int32(n / 2)
	useful := func(c int32) bool { return c >= 2 && (c <= everywhere || c < 8) }
	var met []uint64
	var tgt []int32
	for _, p := range pairs {
		tgt = tgt[:0]
		for _, t := range p.tgt {
			if useful(countT[t]) {
				tgt = append(tgt, t)
			}
		}
		for _, s := range p.src {
			if !useful(countS[s]) {
				continue
			}
			for _, t := range tgt {
				met = append(met, uint64(s)<<32|uint64(t))
			}
		}
	}
	slices.Sort(met)
	type candidate struct {
		entry
		ratio float64
	}
	var found []candidate
	bestS, bestT := make([]float64, words), make([]float64, words)
	for k := 0; k < len(met); {
		from := k
		for k < len(met) && met[k] == met[from] {
			k++
		}
		c := float64(k - from)
		if c < 2 {
			continue
		}
		s, t := int32(met[from]>>32), int32(uint32(met[from]))
		cs, ct := float64(countS[s]), float64(countT[t])
		if c*n <= cs*ct { // no more often than by chance
			continue
		}
		g := likelihoodRatio(c, cs, ct, n)
		if g < lexiconSure {
			continue
		}
		x := (c - 1) / math.Sqrt((cs-0.5)*(ct-0.5)) * g / (g + 6)
		found = append(found, candidate{entry{s, t, float32(min(x, 1))}, g})
		bestS[s], bestT[t] = max(bestS[s], g), max(bestT[t], g)
	}
	var entries []entry
	for _, f := range found {
		// What another word explains much better is there by that word's side.
		rival := max(bestS[f.from], bestT[f.to])
		f.strength *= float32(f.ratio / rival)
		if f.strength >= 0.05 {
			entries = append(entries, f.entry)
		}
	}
	return strongest(entries, lexiconBest)
}

// likelihoodRatio is Dunning's for c meetings of words that occur cs and ct
// times in n pairs.
func likelihoodRatio(c, cs, ct, n float64) float64 {
	h := func(x float64) float64 {
		if x <= 0 {
			return 0
		}
		return x * math.Log(x)
	}
	return 2 * (h(c) + h(cs-c) + h(ct-c) + h(n-cs-ct+c) + h(n) - h(cs) - h(n-cs) - h(ct) - h(n-ct))
}

// strongest keeps the best entries of each word of the first text.
func strongest(entries []entry, most int) []entry {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.strength, a.strength), cmp.Compare(a.to, b.to))
	})
	out := entries[:0]
	run := 0
	last := int32(-1)
	for _, e := range entries {
		if e.from != last {
			run, last = 0, e.from
		}
		if run < most {
			out = append(out, e)
		}
		run++
	}
	return out
}
