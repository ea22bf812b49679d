package model

import (
	"cmp"
	"context"
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
func learn(ctx context.Context, pairs []pair, words int) ([]entry, error) {
	countS, countT := make([]int32, words), make([]int32, words)
	for _, p := range pairs {
		for _, s := range p.src {
			countS[s]++
		}
		for _, t := range p.tgt {
			countT[t]++
		}
	}
	n := len(pairs)
	everywhere := int32(n / 2)
	useful := func(c int32) bool { return c >= 2 && (c <= everywhere || c < 8) }
	met := meetings(pairs, func(s int32) bool { return useful(countS[s]) }, func(t int32) bool { return useful(countT[t]) }, words)
	ratios := newRatios(n)
	parts := make([][]candidate, (len(met.src)+learnWords-1)/learnWords)
	err := parallel(ctx, len(met.src), learnWords, func(from, to int) {
		var found []candidate
		count := make([]int32, words)
		var often []int32
		for _, s := range met.src[from:to] {
			often = often[:0]
			for _, p := range met.of(s) {
				for _, t := range met.tgt[p] {
					if count[t]++; count[t] == 2 {
						often = append(often, t)
					}
				}
			}
			slices.Sort(often)
			for _, t := range often {
				c, cs, ct := int(count[t]), int(countS[s]), int(countT[t])
				if c*n <= cs*ct { // no more often than by chance
					continue
				}
				g := ratios.of(c, cs, ct)
				if g < lexiconSure {
					continue
				}
				x := (float64(c) - 1) / math.Sqrt((float64(cs)-0.5)*(float64(ct)-0.5)) * g / (g + 6)
				found = append(found, candidate{entry{s, t, float32(min(x, 1))}, g})
			}
			for _, p := range met.of(s) {
				for _, t := range met.tgt[p] {
					count[t] = 0
				}
			}
		}
		parts[from/learnWords] = found
	})
	if err != nil {
		return nil, err
	}
	found := slices.Concat(parts...)
	bestS, bestT := make([]float64, words), make([]float64, words)
	for _, f := range found {
		bestS[f.from], bestT[f.to] = max(bestS[f.from], f.ratio), max(bestT[f.to], f.ratio)
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
	return strongest(entries, lexiconBest), nil
}

// candidate is an entry before its rivals are asked.
type candidate struct {
	entry
	ratio float64
}

// learnWords is how many source words are counted at a time.
const learnWords = 512

// met says in which pairs the words of the source stand, and which words of the
// target stand in a pair.
type met struct {
	src   []int32 // words, ascending
	pairs []int32
	first []int32 // where the pairs of a word begin, by word
	tgt   [][]int32
}

// meetings lists words that are kept in pairs.
func meetings(pairs []pair, keepS, keepT func(int32) bool, words int) met {
	m := met{first: make([]int32, words+1), tgt: make([][]int32, len(pairs))}
	total, all := 0, 0
	for _, p := range pairs {
		for _, s := range p.src {
			if keepS(s) {
				m.first[s]++
				all++
			}
		}
		total += len(p.tgt)
	}
	var sum int32
	for w, c := range m.first {
		if c > 0 {
			m.src = append(m.src, int32(w))
		}
		sum += c
		m.first[w] = sum
	}
	m.pairs = make([]int32, all)
	kept := make([]int32, 0, total)
	for k := len(pairs) - 1; k >= 0; k-- {
		for _, s := range pairs[k].src {
			if keepS(s) {
				m.first[s]--
				m.pairs[m.first[s]] = int32(k)
			}
		}
		from := len(kept)
		for _, t := range pairs[k].tgt {
			if keepT(t) {
				kept = append(kept, t)
			}
		}
		m.tgt[k] = kept[from:]
	}
	return m
}

// of is the pairs that a word of the source stands in.
func (m *met) of(s int32) []int32 { return m.pairs[m.first[s]:m.first[s+1]] }

// ratios are Dunning's log likelihood ratios among n pairs.
type ratios struct{ h []float64 } // x times its logarithm

func newRatios(n int) ratios {
	r := ratios{make([]float64, n+1)}
	for x := 1; x <= n; x++ {
		r.h[x] = float64(x) * math.Log(float64(x))
	}
	return r
}

// of is the ratio for c meetings of words that occur cs and ct times.
func (r ratios) of(c, cs, ct int) float64 {
	h, n := r.h, len(r.h)-1
	return 2 * (h[c] + h[cs-c] + h[ct-c] + h[max(n-cs-ct+c, 0)] + h[n] - h[cs] - h[n-cs] - h[ct] - h[n-ct])
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
