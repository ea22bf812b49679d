package lm

import (
	"cmp"
	"math"
	"slices"
	"unicode"
)

// spelling gives words that no list has their due: how likely letters follow
// each other at the beginning, inside and at the end of a word, by up to six of
// them, backing off as in Katz 1987 with the estimate of Witten and Bell 1991,
// and kept by what the model loses without them (Stolcke 1998).
// It tells a rare word from two words that were glued together.
type spelling struct {
	table table // six bits of log probability, four of back-off
}

const (
	letters    = 6    // that a gram has at the most
	spellStep  = 0.2  // nats, of the log probability
	backStep   = 0.3  // nats, of the back-off
	spellFloor = -13. // of one letter
	perWord    = -2.  // where no letters are known
	perLetter  = -2.5
)

const mostLetters = 40 // of a word that are looked at

const (
	wordBegins = '\x02'
	wordEnds   = '\x03'
)

// gramKey is the key of a run of letters.
func gramKey(r []rune) uint64 { return keyOf(hashed(r), uint64(len(r))) }

func hashed(r []rune) uint64 {
	h := uint64(fnvOffset)
	for _, c := range r {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

func keyOf(hash, n uint64) uint64 { return mix(hash + n<<58) }

// letter follows the letters before it: its log probability.
func (s *spelling) letter(before []rune, c rune) float64 {
	if len(before) > letters-1 {
		before = before[len(before)-letters+1:]
	}
	sum := 0.0
	for {
		h := hashed(before)
		n := uint64(len(before))
		if v := s.table.get(keyOf((h^uint64(c))*fnvPrime, n+1)); v>>4 != 0 {
			return max(spellFloor, sum-float64(v>>4-1)*spellStep)
		}
		if n == 0 {
			return spellFloor
		}
		if v := s.table.get(keyOf(h, n)); v != 0 {
			sum -= float64(v&15) * backStep
		}
		before = before[1:]
	}
}

// word is the log probability of letters, from a word's beginning to its end.
func (s *spelling) word(w []rune) float64 {
	if s.table.buckets == 0 {
		return perWord + perLetter*float64(len(w))
	}
	var b [1 + mostLetters]rune
	all := append(b[:0], wordBegins)
	sum := 0.0
	for _, c := range w {
		sum += s.letter(all, c)
		all = append(all, c)
	}
	return sum + s.letter(all, wordEnds)
}

// count fills the table from word forms, each of them once.
func (s *spelling) count(forms [][]rune, most int) error {
	type gram struct {
		key, before uint64
		n           int
		size        int
		p, worth    float64 // worth is what would be lost without it
		kinds, all  int     // as a context
	}
	grams := map[uint64]*gram{}
	var order []*gram
	for _, w := range forms {
		all := append(append([]rune{wordBegins}, w...), wordEnds)
		for j := 1; j < len(all); j++ {
			for n := 1; n <= letters && n <= j+1; n++ {
				g := all[j-n+1 : j+1]
				k := gramKey(g)
				x := grams[k]
				if x == nil {
					x = &gram{key: k, size: n, before: gramKey(g[:n-1])}
					grams[k] = x
					order = append(order, x)
				}
				x.n++
			}
		}
	}
	// What stands before: the beginning of a word is a context and no letter.
	root := &gram{}
	for _, g := range order {
		c := root
		if g.size > 1 {
			if c = grams[g.before]; c == nil {
				c = &gram{key: g.before, size: g.size - 1}
				grams[g.before] = c
				order = append(order, c)
			}
		}
		c.kinds++
		c.all += g.n
	}
	// Shorter ones first: an estimate rests on the one without its first letter.
	shorter := map[uint64]float64{}
	for n := 1; n <= letters; n++ {
		longer := map[uint64]float64{}
		for _, w := range forms {
			all := append(append([]rune{wordBegins}, w...), wordEnds)
			for j := max(1, n-1); j < len(all); j++ {
				g := all[j-n+1 : j+1]
				x := grams[gramKey(g)]
				if x.p != 0 {
					continue
				}
				c, low := root, 1.0/200
				if n > 1 {
					c, low = grams[x.before], shorter[gramKey(g[1:])]
				}
				x.p = (float64(x.n) + float64(c.kinds)*low) / float64(c.all+c.kinds)
				x.worth = float64(x.n) * math.Log(x.p*float64(c.all+c.kinds)/(float64(c.kinds)*low))
				longer[x.key] = x.p
			}
		}
		shorter = longer
	}
	slices.SortStableFunc(order, func(a, b *gram) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.key, b.key))
	})
	var keys, values []uint64
	in := map[uint64]bool{}
	for _, g := range order {
		// With each gram those that it begins with: a context has its back-off.
		for g != nil && !in[g.key] && len(keys) < most {
			in[g.key] = true
			v := uint64(0)
			if g.p > 0 {
				v = uint64(max(1, min(63, math.Round(-math.Log(g.p)/spellStep)+1))) << 4
			}
			if g.all > 0 {
				v |= uint64(max(1, min(15, math.Round(-math.Log(float64(g.kinds)/float64(g.all+g.kinds))/backStep))))
			}
			if v != 0 {
				keys, values = append(keys, g.key), append(values, v)
			}
			if g.size < 2 {
				break
			}
			g = grams[g.before]
		}
	}
	var err error
	s.table, err = build(keys, values, 3, 10)
	return err
}

// spelled is a word as the spelling reads it: its letters in lower case.
func spelled(dst []rune, w string) []rune {
	for _, c := range w {
		if c != softHyphen && (unicode.IsLetter(c) || unicode.IsMark(c)) && len(dst) < mostLetters {
			dst = append(dst, unicode.ToLower(c))
		}
	}
	return dst
}

// rare is the log of the share of running words that no list has.
const rare = -3.5

// Probability is the natural log of a word's probability anywhere in text: by
// its count, or by its letters where none is known. It is meant for one word.
func (m *Model) Probability(w string) float64 {
	var b [mostLetters]rune
	letters := spelled(b[:0], w)
	return withFrequency(rare+m.spell.word(letters), m.Frequency(w))
}

// Spells is the same by its letters alone, as if no list had the word: one that is listed
// by chance, for lists are hashed, spells badly.
func (m *Model) Spells(w string) float64 {
	var b [mostLetters]rune
	return rare + m.spell.word(spelled(b[:0], w))
}

// withFrequency adds to a word's log probability, by its letters, that of its
// frequency.
func withFrequency(p, frequency float64) float64 {
	if frequency > -3.5 {
		p = math.Log(math.Exp(p) + math.Pow(10, frequency-6))
	}
	return p
}
