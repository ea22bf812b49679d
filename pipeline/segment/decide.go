package segment

import (
	"bytes"
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
			return !f.quoted && c.starts(f)
		}
		if m.spaced && m.first-i < 7 && isSpace(prevRune(c.text, i)) {
			return false // [...] and " . . . " stand for what is left out
		}
		return f.class == capital || f.class == caseless || f.class == bullet || f.class == number && !m.spaced
	}
	if m.closed || m.note {
		// What stands in quotes or brackets is whole; only a marker is not:
		// 1.) a.)
		return !(m.paren && c.isMarker(i))
	}
	return c.fullStop(i, f)
}

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
	dotted bool   // a full stop does; behind a single letter a comma will do
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
	case ',', ';', ')':
		// VII. A, B
		f.dotted = utf8.RuneCountInString(f.word) == 1
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
	text := c.text
	w := c.before(i)
	if w.text == "" {
		return true
	}
	if w.first && c.isMarker(i) {
		return false
	}
	starts := c.starts(f)
	listed := c.rules.lookup(w.text)
	if listed == ordinary {
		return true
	}
	if w.shape == letter {
		// Some write the parts of an abbreviation apart: př. n. l., т. д.
		if e := c.apart(i); e == closing || e == ofYear {
			return starts || f.class == capital && !f.dotted && !c.rules.nouns
		}
	}
	if f.class == capital && listed == ofYear && c.lateYear(i-len(w.text)) {
		return true
	}
	switch w.shape {
	case digits:
		return !c.ordinal(w, f) || starts || f.class == bullet
	case roman:
		if f.dotted && utf8.RuneCountInString(f.word) == 1 {
			return false
		}
		return !c.rules.ordinals || !c.rules.nouns && f.class == capital || starts || f.class == bullet
	case letter:
		if p := prevRune(text, i-len(w.text)); p == '°' || p == '/' && !isUpper(at(w.text, 0)) {
			return true // km/h. 5 °C.
		}
		// An initial, unless the next word is one that begins sentences. Units
		// and the like (30 d.) may stand at an end before a quote as well.
		return starts || f.class == bullet || f.class == caseless ||
			f.quoted && f.class == capital && !isUpper(at(w.text, 0)) && c.rules.loose(w.text)
	}
	switch listed {
	case never:
		return false
	case beforeNumber:
		if f.class == number || isRoman(f.word) || utf8.RuneCountInString(f.word) == 1 && !f.apos && !starts {
			return false
		}
		return starts || f.class == bullet || len(w.text) > 1 && w.shape != consonants && !c.rules.nouns
	case closing:
		return starts || f.class == bullet || f.class == capital && !f.dotted && !c.rules.nouns
	case maybe, ofYear:
		return starts || f.class == bullet
	}
	if w.shape == dotted || c.learned.has(w.text) || w.shape == consonants {
		return starts || f.class == bullet
	}
	return true
}

// apart looks up the word in front of the full stop at byte i together with one
// or two before it that have a full stop of their own.
func (c *cutter) apart(i int) exception {
	var buf [24]byte
	from, found := len(buf), unlisted
	for range 3 {
		w := c.before(i)
		if w.text == "" || len(w.text)+1 > from || w.shape == digits {
			break
		}
		if from < len(buf) {
			from--
			buf[from] = '.'
		}
		from -= copy(buf[from-len(w.text):from], w.text)
		if e := c.rules.lookup(string(buf[from:])); e != unlisted && bytes.IndexByte(buf[from:], '.') >= 0 {
			found = e
		}
		k := trimSpace(c.text, c.start, i-len(w.text))
		if k == i-len(w.text) || k <= c.start || c.text[k-1] != '.' {
			break
		}
		i = k - 1
	}
	return found
}

// ordinal says whether a number may mean "third": of one or two figures, of
// three where nouns have capitals (100. Geburtstag); more are years.
func (c *cutter) ordinal(w word, f following) bool {
	switch {
	case !c.rules.ordinals:
		return false
	case f.class == number:
		return len(w.text) <= 2 // 3. 5. 2004
	case c.rules.nouns:
		return len(w.text) <= 3
	}
	return len(w.text) <= 2
}

// lateYear says whether a number stands in front of byte i, and a good part of
// a sentence in front of that: "in 2018 r." opens a sentence or closes it.
func (c *cutter) lateYear(i int) bool {
	k := trimSpace(c.text, c.start, i)
	if k == c.start || !isDigit(prevRune(c.text, k)) {
		return false
	}
	spaces := 0
	for _, r := range c.text[c.start:k] {
		if isSpace(r) {
			spaces++
		}
	}
	return spaces >= 5
}

// starts says whether the word that follows is one that begins sentences.
func (c *cutter) starts(f following) bool {
	if f.class != capital || f.dotted && utf8.RuneCountInString(f.word) < 3 {
		return false
	}
	return c.rules.starts(f.word, f.apos)
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
	if w.shape != plain || utf8.RuneCountInString(w.text) < 3 || c.rules.nouns && !c.starts(c.follows(m.end)) {
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
	if p := prevRune(text, from); from > 0 && strings.ContainsRune("/@\\_=&-([{<*`", p) {
		return false // mend(harbour.Wall
	}
	end := m.end
	for end < len(text) && end-m.end < 60 {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !isLetter(r) {
			if strings.EqualFold(w.text, text[m.end:end]) {
				return false // of the type harbour.Harbour
			}
			return !strings.ContainsRune("/@\\_=&.(", r) || r == '.' && !isAlnumAt(text, end+1)
		}
		end += n
	}
	return true
}
