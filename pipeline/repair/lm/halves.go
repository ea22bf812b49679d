package lm

import (
	"unicode"
	"unicode/utf8"
)

// Halves are the two words that one gives when it is cut.
type Halves struct {
	At            int // byte of the word
	First, Second Half
}

// Half is one of them.
type Half struct {
	ID          uint64  // of its token
	Probability float64 // as Model.Probability has it
}

// Halves appends what a word gives that is cut before its second letter, its
// third and so on. The halves share most of their letters' scores with the whole,
// so that all of them cost little more than one. What is not just letters, 40 at
// the most, and perhaps an apostrophe or a hyphen behind them, has no halves here.
func (m *Model) Halves(dst []Halves, w string) []Halves {
	var b [1 + mostLetters]rune
	var at [mostLetters]int
	all, tail := append(b[:0], wordBegins), rune(0)
	for i, c := range w {
		n, f := len(all)-1, fold(c)
		switch {
		case unicode.IsLetter(c) && !isLigature(c) && n < mostLetters:
			at[n], all = i, append(all, unicode.ToLower(c))
		case (f == '\'' || f == '-') && i+utf8.RuneLen(c) == len(w):
			tail = f
		default:
			return dst
		}
	}
	n := len(all) - 1
	if m.spell.table.buckets == 0 {
		return dst
	}
	var scores [mostLetters]float64 // of the letters, in the whole
	for i := range n {
		scores[i] = m.spell.letter(all[:1+i], all[1+i])
	}
	last := m.spell.letter(all, wordEnds)
	hash, sum := uint64(fnvOffset), 0.0
	for k := 1; k < n; k++ {
		hash = (hash ^ uint64(all[k])) * fnvPrime
		sum += scores[k-1]
		dst = append(dst, Halves{
			At:     at[k],
			First:  m.half(mix(hash), sum+m.spell.letter(all[:1+k], wordEnds)),
			Second: m.second(all[k:], tail, scores[k:n], last),
		})
	}
	return dst
}

// second is the half that begins behind the first of some letters, of which the
// whole has scores: those that see where it begins score otherwise.
func (m *Model) second(all []rune, tail rune, scores []float64, last float64) Half {
	const sees = letters - 1
	before := all[0]
	all[0] = wordBegins
	hash, sum := uint64(fnvOffset), 0.0
	for i, c := range all[1:] {
		hash = (hash ^ uint64(c)) * fnvPrime
		if i < sees {
			sum += m.spell.letter(all[:1+i], c)
		} else {
			sum += scores[i]
		}
	}
	if len(scores) < sees {
		last = m.spell.letter(all, wordEnds)
	}
	all[0] = before
	if tail != 0 {
		hash = (hash ^ uint64(tail)) * fnvPrime
	}
	return m.half(mix(hash), sum+last)
}

func (m *Model) half(id uint64, letters float64) Half {
	p := rare + letters
	if _, level := m.word.single(id); level > 0 {
		p = listed(p, frequencyOf(level))
	}
	return Half{ID: id, Probability: p}
}
