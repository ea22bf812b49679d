package lm

import (
	"unicode"
	"unicode/utf8"
)

// Cuts are the places inside a word where it may be cut in two: before its second
// letter, its third and so on. The halves share most of their letters' scores with
// the whole.
type Cuts struct {
	m       *Model
	n       int                   // letters
	letters [1 + mostLetters]rune // the word's beginning before them
	at      [mostLetters]int
	tail    rune                     // an apostrophe or a hyphen behind them, 0 for none
	scores  [mostLetters + 1]float64 // of the letters and the end, in the whole
	before  [mostLetters]float64     // what the letters before each one score
	rest    [mostLetters + 1]float64 // each one, those behind it and the end
	hashes  [mostLetters]uint64      // of the letters before each one
}

// Half is one of the two words that a cut gives.
type Half struct {
	ID          uint64  // of its token
	Probability float64 // as Model.Probability has it
}

// sees is how many letters of a word score otherwise because it begins there.
const sees = letters - 1

// Read takes a word. It gives false for what is not just letters, 40 at the most,
// and perhaps an apostrophe or a hyphen behind them: its halves share nothing here.
func (c *Cuts) Read(m *Model, w string) bool {
	c.m, c.n, c.tail, c.letters[0] = m, 0, 0, wordBegins
	for i, r := range w {
		f := fold(r)
		switch {
		case unicode.IsLetter(r) && !isLigature(r) && c.n < mostLetters:
			c.at[c.n] = i
			c.n++
			c.letters[c.n] = unicode.ToLower(r)
		case !unicode.IsLetter(r) && (f == '\'' || f == '-') && i+utf8.RuneLen(r) == len(w):
			c.tail = f
		default:
			return false
		}
	}
	if m.spell.table.buckets == 0 {
		return false
	}
	sum, hash := 0.0, uint64(fnvOffset)
	for i := range c.n {
		c.before[i], c.hashes[i] = sum, hash
		c.scores[i] = m.spell.letter(c.letters[:1+i], c.letters[1+i])
		sum += c.scores[i]
		hash = (hash ^ uint64(c.letters[1+i])) * fnvPrime
	}
	c.scores[c.n] = m.spell.letter(c.letters[:1+c.n], wordEnds)
	sum = 0
	for i := c.n; i >= 0; i-- {
		sum += c.scores[i]
		c.rest[i] = sum
	}
	return true
}

// Len is how many letters the word has; before each but the first it may be cut.
func (c *Cuts) Len() int { return c.n }

// At is the byte of letter k.
func (c *Cuts) At(k int) int { return c.at[k] }

// IDs are those of the halves that are cut before letter k.
func (c *Cuts) IDs(k int) (first, second uint64) {
	hash := hashed(c.letters[1+k : 1+c.n])
	if c.tail != 0 {
		hash = (hash ^ uint64(c.tail)) * fnvPrime
	}
	return mix(c.hashes[k]), mix(hash)
}

// First is what comes before letter k.
func (c *Cuts) First(k int) Half {
	id, _ := c.IDs(k)
	return c.half(id, c.before[k]+c.m.spell.letter(c.letters[:1+k], wordEnds))
}

// Second is what begins with letter k.
func (c *Cuts) Second(k int) Half {
	_, id := c.IDs(k)
	// From left to right, as the letters of a word by itself are added up.
	sum := 0.0
	for i := k; i <= c.n; i++ {
		if i < k+sees {
			sum += c.second(k, i)
		} else {
			sum += c.scores[i]
		}
	}
	return c.half(id, sum)
}

// second is the score of letter i, or of the end, in the half that begins with
// letter k.
func (c *Cuts) second(k, i int) float64 {
	next := rune(wordEnds)
	if i < c.n {
		next = c.letters[1+i]
	}
	last := c.letters[k]
	c.letters[k] = wordBegins
	score := c.m.spell.letter(c.letters[k:1+i], next)
	c.letters[k] = last
	return score
}

func (c *Cuts) half(id uint64, letters float64) Half {
	return Half{ID: id, Probability: withFrequency(rare+letters, c.m.listed(id))}
}

// FirstAtMost is a bound on the probability of what comes before letter k, unless
// it is listed: no letter scores above 0, nor does the end.
func (c *Cuts) FirstAtMost(k int) float64 {
	if id, _ := c.IDs(k); c.m.word.one.get(id)&63 > 0 {
		return 0
	}
	return rare + c.before[k] + rounding
}

// SecondBelow says that what begins with letter k is surely less likely than so
// much. Few letters have to be looked at to see that the rest will not do.
func (c *Cuts) SecondBelow(k int, worth float64) bool {
	if _, id := c.IDs(k); c.m.word.one.get(id)&63 > 0 {
		return false
	}
	bound := rare + rounding
	if k+sees <= c.n {
		bound += c.rest[k+sees]
	}
	for i := k; i <= c.n && i < k+sees && bound >= worth; i++ {
		bound += c.second(k, i)
	}
	return bound < worth
}

// rounding is more than sums of the same numbers may differ in.
const rounding = 1e-6
