package segment

import (
	"strings"
	"unicode/utf8"
)

// ends decides whether the mark m at byte i, with white space behind it and
// text again at byte n, ends the sentence.
func (c *cutter) ends(i int, m mark, n int) bool {
	f := c.follows(n)
	switch f.class {
	case nothing:
		return false
	case small:
		// Names such as iPhone begin in small.
		if !f.camel || m.kind != stop {
			return false
		}
	}
	if m.paren && !c.ownBracket(i) {
		return false
	}
	switch m.kind {
	case strong:
		return true
	case ellipsis:
		if c.bracketedEllipsis(i, m) {
			return false
		}
		return f.class == capital || f.class == caseless || f.class == bullet || f.class == number && !m.spaced
	}
	if m.closed || m.note && !isAbbreviatedNumber(c.text, i) {
		// What stands in quotes or brackets is whole; only a marker is not:
		// 1.) a.)
		return !(m.paren && c.isMarker(i))
	}
	return c.fullStop(i, f)
}

func isAbbreviatedNumber(string, int) bool { return false }

// class is what begins behind the white space.
type class uint8

const (
	nothing  class = iota // a comma, a closing bracket: the sentence goes on
	small                 // a letter in small
	capital               // a capital
	caseless              // a letter of a script without case
	number                // a digit, §, €, a bracket with one of them
	bullet                // •, or a dash before a capital: a new item or speaker
)

type following struct {
	class  class
	word   string // the first word's letters
	apos   bool   // an apostrophe stands behind the word
	dotted bool   // a full stop does
	camel  bool   // iPhone
	quoted bool   // a quote or bracket opens in front of it
}

// follows looks at what stands at byte n.
func (c *cutter) follows(n int) following {
	text := c.text
	var f following
	k := n
	dash := false
	for k < len(text) {
		r, w := utf8.DecodeRuneInString(text[k:])
		switch {
		case isOpening(r):
			f.quoted = true
		case isDash(r):
			// A dash opens an answer, or goes on with the sentence.
			if dash {
				return f
			}
			dash = true
			k = skipSpace(text, k+w)
			continue
		case isBullet(r):
			f.class = bullet
			return f
		case r == '*' || r == '_' || r == '#':
			// emphasis and headings of Markdown
		case isSpace(r) && f.quoted && isQuote(prevRune(text, k)):
			// « with its space
		default:
			goto word
		}
		k += w
	}
word:
	r := at(text, k)
	end := k
	for end < len(text) {
		r, w := utf8.DecodeRuneInString(text[end:])
		if !isLetter(r) || end-k > 40 {
			break
		}
		end += w
	}
	f.word = text[k:end]
	switch after := at(text, end); after {
	case '\'', '’', 'ʼ':
		f.apos = true
	case '.':
		f.dotted = true
	}
	switch {
	case isUpper(r):
		f.class = capital
	case isLower(r):
		f.class = small
		_, w := utf8.DecodeRuneInString(text[k:])
		f.camel = end > k+w && isUpper(at(text, k+w))
	case isLetter(r):
		f.class = caseless
	case isDigit(r) || strings.ContainsRune("§€$£¥@%°№", r) && r != 0:
		f.class = number
		if dash {
			f.class = nothing // -5, – 3: more of the same
		}
	}
	return f
}

func prevRune(text string, i int) rune {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return r
}

// fullStop decides on a plain full stop at byte i with f behind it.
func (c *cutter) fullStop(i int, f following) bool {
	w := c.before(i)
	if w.text == "" {
		return true
	}
	if w.first && c.isMarker(i) {
		return false
	}
	starts := c.starts(f)
	switch w.shape {
	case digits:
		if !c.rules.ordinals || len(w.text) > 3 {
			return f.class != number || len(w.text) > 3 || !c.rules.ordinals
		}
		return starts || f.class == bullet
	case roman:
		if c.rules.ordinals {
			return starts || f.class == bullet
		}
		return true
	case letter:
		// An initial, unless the next word is one that begins sentences.
		return starts || f.class == bullet || f.class == caseless
	}
	switch c.rules.lookup(w.text) {
	case never:
		return false
	case beforeNumber:
		if f.class == number || isRoman(f.word) || utf8.RuneCountInString(f.word) == 1 && !f.apos && !starts {
			return false
		}
		return starts || f.class == bullet || len(w.text) > 1 && !c.rules.nouns
	case maybe:
		return starts || f.class == bullet
	}
	if w.shape == dotted || c.learned.has(w.text) || w.shape == consonants {
		return starts || f.class == bullet
	}
	return true
}

// starts says whether the word that follows is one that begins sentences.
func (c *cutter) starts(f following) bool {
	if f.class != capital || f.dotted && utf8.RuneCountInString(f.word) < 3 {
		return false
	}
	return c.rules.starts(f.word, f.apos)
}

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
		w.shape = digits
	case letters == 1 && runes == 1:
		w.shape = letter
	case dots > 0 && letters > 0 && figures == 0:
		if letters <= 3*(dots+1) {
			w.shape = dotted
		}
	case capitals == letters && isRoman(w.text):
		w.shape = roman
	case vowels == 0 && letters > 1 && letters <= 4 && figures == 0 && capitals <= 1:
		w.shape = consonants
	}
	return w
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

// ownBracket says whether the bracket that closes behind the mark at byte i
// holds whole sentences: it opened a sentence, or an earlier one.
func (c *cutter) ownBracket(i int) bool {
	depth := 1
	low := max(c.start, i-1000)
	for j := i - 1; j >= low; j-- {
		switch c.text[j] {
		case ')', ']':
			depth++
		case '(', '[':
			if depth--; depth == 0 {
				return c.onlyBullets(c.start, j)
			}
		}
	}
	return true
}

// bracketedEllipsis is [...] or (…): something left out.
func (c *cutter) bracketedEllipsis(i int, m mark) bool {
	if !m.paren {
		return false
	}
	r := prevRune(c.text, i)
	return r == '[' || r == '('
}

// glued decides on a mark with text right behind it: end.Next
func (c *cutter) glued(i int, m mark) bool {
	if m.kind == ellipsis || m.closed && !m.paren {
		return false
	}
	text := c.text
	r, n := utf8.DecodeRuneInString(text[m.end:])
	next := at(text, m.end+n)
	if !isUpper(r) || !isLower(next) && !isSpace(next) {
		return false
	}
	if m.paren {
		return c.ownBracket(i)
	}
	w := c.before(i)
	if w.shape != plain || utf8.RuneCountInString(w.text) < 3 {
		return false
	}
	// Only between plain words: example.Com, Node.Js and the like have other
	// signs about them.
	for _, r := range w.text {
		if !isLower(r) {
			return w.first == false && allLetters(w.text) && c.starts(c.follows(m.end))
		}
	}
	if c.rules.lookup(w.text) != unlisted || c.learned.has(w.text) {
		return false
	}
	from := i - len(w.text)
	if p := prevRune(text, from); from > 0 && strings.ContainsRune("/@\\_=&-", p) {
		return false
	}
	end := m.end
	for end < len(text) && end-m.end < 60 {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !isLetter(r) {
			return !strings.ContainsRune("/@\\_=&.(", r) || r == '.' && !isAlnumAt(text, end+1)
		}
		end += n
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
