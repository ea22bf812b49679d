package model

import (
	"cmp"
	"math"
	"slices"
)

// entry ties a word of one text to a word of the other, with a strength in
// (0,1].
type entry struct {
	from, to int32
	strength float32
}

// dict is a sparse table of entries, ordered by word and counterpart.
type dict struct {
	offsets []int32 // by word of the first text
	to      []int32
	weight  []float32
	capS    []float32 // the strongest entry of each word of the first text
	capT    []float32 // and of the second
}

func newDict(words int, entries []entry) *dict {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	d := &dict{
		offsets: make([]int32, words+1),
		to:      make([]int32, len(entries)), weight: make([]float32, len(entries)),
		capS: make([]float32, words), capT: make([]float32, words),
	}
	for k, e := range entries {
		d.offsets[e.from+1]++
		d.to[k], d.weight[k] = e.to, e.strength
		d.capS[e.from] = max(d.capS[e.from], e.strength)
		d.capT[e.to] = max(d.capT[e.to], e.strength)
	}
	for w := range words {
		d.offsets[w+1] += d.offsets[w]
	}
	return d
}

// frequency counts in how many segments each word stands.
func frequency(t *Text, words int) []int32 {
	df := make([]int32, words)
	for _, w := range t.words {
		df[w]++
	}
	return df
}

// rarity weighs a word by how much its presence says: 1 for what stands once,
// towards 0 for what stands everywhere.
func rarity(df []int32, segments int) []float32 {
	out := make([]float32, len(df))
	norm := math.Log1p(float64(segments))
	for w, n := range df {
		if n > 0 {
			out[w] = float32(math.Log1p(float64(segments)/float64(n)-1+0.02) / max(norm, 1))
		}
	}
	return out
}

// Limits of the search for cognates.
const (
	cognatePrefix = 3   // letters of the skeletons that must agree
	cognateBucket = 400 // words with one prefix that are looked at
	cognateBest   = 4   // entries a word
	cognateFloor  = 0.6 // likeness
)

// kind selects words of a vocabulary.
type kind int

const (
	numbersOnly kind = iota
	lettersOnly
)

// surface ties words that look alike: numbers that are equal, words that are
// equal or begin alike once folded by sound.
func surface(v *Vocabulary, dfS, dfT []int32, k kind) *dict {
	var entries []entry
	if k == numbersOnly {
		for w := range dfS {
			if dfS[w] > 0 && dfT[w] > 0 && v.numeric(int32(w)) {
				entries = append(entries, entry{int32(w), int32(w), 1})
			}
		}
		return newDict(v.Len(), entries)
	}
	bones := make([]string, v.Len())
	buckets := map[string][]int32{}
	for w := range bones {
		if v.numeric(int32(w)) || dfS[w]+dfT[w] == 0 {
			continue
		}
		bones[w] = skeleton(v.forms[w])
		if b := bones[w]; dfT[w] > 0 && len(b) > cognatePrefix {
			if p := b[:cognatePrefix]; len(buckets[p]) < cognateBucket {
				buckets[p] = append(buckets[p], int32(w))
			}
		}
	}
	var found []entry
	for w := range bones {
		if dfS[w] == 0 || v.numeric(int32(w)) {
			continue
		}
		found = found[:0]
		if dfT[w] > 0 {
			found = append(found, entry{int32(w), int32(w), identical(len(v.forms[w]))})
		}
		if b := bones[w]; len(b) > cognatePrefix {
			for _, u := range buckets[b[:cognatePrefix]] {
				if int(u) == w {
					continue
				}
				if s := likeness(b, bones[u]); s >= cognateFloor {
					found = append(found, entry{int32(w), u, s * s})
				}
			}
		}
		if len(found) > cognateBest {
			slices.SortStableFunc(found, func(a, b entry) int { return cmp.Compare(b.strength, a.strength) })
			found = found[:cognateBest]
		}
		entries = append(entries, found...)
	}
	return newDict(v.Len(), entries)
}

// identical is the strength of one and the same word on both sides: short ones
// are often the same by chance.
func identical(length int) float32 {
	switch length {
	case 1:
		return 0.3
	case 2:
		return 0.4
	case 3:
		return 0.7
	}
	return 1
}

// likeness of two skeletons: twice their common prefix over their lengths,
// with the common suffix of what is left at half its weight.
func likeness(a, b string) float32 {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	m := 0
	for m < len(a)-n && m < len(b)-n && a[len(a)-1-m] == b[len(b)-1-m] {
		m++
	}
	return (2*float32(n) + float32(m)) / float32(len(a)+len(b))
}
