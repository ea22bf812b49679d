package segment

import (
	"strings"
	"unicode/utf8"
)

// shape is what a word before a full stop looks like.
type shape uint8

const (
	plain      shape = iota
	digits           // 12
	roman            // XIV
	letter           // A
	dotted           // U.S, p.m
	consonants       // Dr, vgl
)

type word struct {
	text  string
	shape shape
	first bool // nothing stands before it in its sentence, but bullets
}

// before is the word in front of the full stop at byte i.
func (c *cutter) before(i int) word {
	text := c.text
	from := i
	var letters, figures, dots, vowels, capitals, runes int
	low := max(c.start, i-48)
	for from > low {
		r, n := utf8.DecodeLastRuneInString(text[low:from])
		switch {
		case isLetter(r):
			letters++
			if isVowel(r) {
				vowels++
			}
			if isUpper(r) {
				capitals++
			}
		case isDigit(r):
			figures++
		case r == '.' && from < i && isAlnumAt(text, from):
			if k := prevRune(text[low:from-1], from-1-low); !isLetter(k) && !isDigit(k) {
				goto done
			}
			dots++
		case (r == 'º' || r == '°' || r == 'ª') && from == i:
			// n°. No.
		default:
			goto done
		}
		from -= n
		runes++
	}
done:
	w := word{text: text[from:i]}
	w.first = c.onlyBullets(c.start, from)
	switch {
	case letters == 0 && figures > 0 && dots == 0:
		if !c.counts(from) {
			w.shape = digits
		}
	case c.ending(from, capitals):
		// NATO-u. EU:n. An ending is no initial.
	case letters == 1 && runes == 1:
		w.shape = letter
	case dots > 0 && letters > 0 && figures == 0:
		if letters <= 3*(dots+1) {
			w.shape = dotted
		}
	case capitals == letters && isRoman(w.text):
		w.shape = roman
	case vowels == 0 && letters > 1 && letters <= 4 && figures == 0 && capitals <= 1 && !syllabic(w.text):
		w.shape = consonants
	}
	return w
}

// counts says whether the number that begins at byte from is the rest of a
// score, a time, a decimal: 2:1. 3,5. 5 – 3. Those are no ordinals.
func (c *cutter) counts(from int) bool {
	k := trimSpace(c.text, c.start, from)
	r, n := utf8.DecodeLastRuneInString(c.text[c.start:k])
	if n == 0 || !strings.ContainsRune(":,&/-–", r) || k < from && r != ':' && r != '–' {
		return false
	}
	k = trimSpace(c.text, c.start, k-n)
	return k > c.start && isDigit(prevRune(c.text, k))
}

// ending says whether the word that begins at byte from, in small, hangs on
// another one.
func (c *cutter) ending(from, capitals int) bool {
	r, n := utf8.DecodeLastRuneInString(c.text[c.start:from])
	if n == 0 || capitals > 0 || !isDash(r) && r != ':' && r != '\'' && r != '’' {
		return false
	}
	before := prevRune(c.text, from-n)
	return from-n > c.start && (isLetter(before) || isDigit(before))
}

// onlyBullets says whether nothing but bullets, opening quotes and spaces
// stands in text[from:to].
func (c *cutter) onlyBullets(from, to int) bool {
	if to-from > 16 {
		return false
	}
	for _, r := range c.text[from:to] {
		if !isSpace(r) && !isOpening(r) && !isBullet(r) && !isDash(r) && r != '§' && r != '*' && r != '#' {
			return false
		}
	}
	return true
}

// isMarker says whether all of the sentence so far is the marker of an item or
// a section: 1. 2.1. IV. a. (3)
func (c *cutter) isMarker(i int) bool {
	w := c.before(i)
	if !w.first || w.text == "" {
		return false
	}
	switch w.shape {
	case digits:
		return len(w.text) <= 3
	case roman, letter:
		return true
	}
	for _, r := range w.text {
		if !isDigit(r) && r != '.' {
			return len(w.text) <= 4 && strings.ContainsAny(w.text, "0123456789") // 3a, A1
		}
	}
	return true
}

func allLetters(s string) bool {
	for _, r := range s {
		if !isLetter(r) {
			return false
		}
	}
	return true
}

func isRoman(s string) bool {
	if s == "" || len(s) > 8 {
		return false
	}
	for i := range len(s) {
		if strings.IndexByte("IVXLCDM", s[i]) < 0 {
			return false
		}
	}
	return true
}

const vowels = "aeiouyáàâäãåāăąæéèêëēėęěíìîïīįıóòôöõøōőœúùûüūůűųýÿаеёиоуыэюяіїєъαεηιουωάέήίόύώϊϋΐΰ"

func isVowel(r rune) bool {
	switch {
	case r < 0x80:
		switch r | 0x20 {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			return true
		}
		return false
	case r >= 0x0590 && r < 0x1E00 || r >= 0x2000:
		return true // scripts that do not write vowels as letters: no such rule
	}
	return strings.ContainsRune(vowels, toLower(r))
}

// syllabic says whether r or l stands inside, as it does for a vowel in Slavic
// languages: trh, smrt, vlk.
func syllabic(word string) bool {
	_, n := utf8.DecodeRuneInString(word)
	_, k := utf8.DecodeLastRuneInString(word)
	return len(word) > n+k && strings.ContainsAny(word[n:len(word)-k], "rlрл")
}
