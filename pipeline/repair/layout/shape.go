package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is what a boundary needs to know of a line: how it begins, how it ends.
type shape struct {
	start     class
	end       class
	closed    bool    // the end stands behind a closing quote or bracket
	indent    int     // leading columns
	width     int     // in characters, leading and trailing space apart
	span      float64 // the width that it takes on the page, in mean characters
	firstSpan float64 // the same of the first word
	first     int     // width of the first word
	marker    marker  // a list marker at the start
	value     int     // the marker's number, from 1; 0 if it has none
	text      int     // column where the text behind the marker begins; the indent if there is none
	capital   bool    // all letters are capitals
	letters   int
	symbols   int // characters of code and of tables
	gaps      int // gaps of three spaces or more, or tabs, inside
	leaders   bool
	menu      bool
	lastRune  rune
	firstRune rune
}

// class is the kind of character that a line begins or ends with.
type class uint8

const (
	other class = iota
	lower
	upper
	caseless // a letter of a script without case
	digit
	stop      // . ! ? and their kin
	comma     // , and at a start any mark that cannot begin a sentence
	semicolon // ;
	colon     // :
	hyphenEnd // - at the end, a letter before it
	dash
	opener // an opening bracket or quote at the end
	classes
)

const (
	openers = "«“„‟‘‚‹([{¿¡「『（"
	closers = "»”’›)]}」』）"
	either  = "\"'" // opens or closes
)

func shapeOf(raw string) shape {
	var s shape
	body := raw
	for len(body) > 0 {
		r, n := utf8.DecodeRuneInString(body)
		if !unicode.IsSpace(r) {
			break
		}
		if r == '\t' {
			s.indent += 8 - s.indent%8
		} else {
			s.indent++
		}
		body = body[n:]
	}
	body = strings.TrimRightFunc(body, unicode.IsSpace)
	s.scan(body)
	s.span, s.firstSpan = float64(s.width), float64(s.first)
	s.start, s.firstRune = startOf(body)
	s.end, s.closed, s.lastRune = endOf(body)
	s.marker, s.value = markerOf(body)
	s.text = s.indent
	if s.marker != noMarker && s.marker != clause {
		s.text += behindMarker(body)
	}
	return s
}

// scan counts over the whole line once.
func (s *shape) scan(body string) {
	spaces, dots, lowers := 0, 0, 0
	word := true
	for i := 0; i < len(body); {
		c := body[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(body[i:])
			i += n
			s.width++
			switch {
			case unicode.IsLetter(r):
				s.letters++
				if unicode.IsLower(r) || !unicode.IsUpper(r) {
					lowers++
				}
			case r == '…' || r == '·':
				dots += 3
			case r >= 0x2190 && r < 0x2c00 && r != '•':
				s.symbols++
			}
			if unicode.IsSpace(r) {
				word = false
			}
			if word {
				s.first++
			}
			spaces = 0
			if r != '…' && r != '·' {
				dots = 0
			}
			continue
		}
		i++
		s.width++
		switch {
		case c >= 'a' && c <= 'z':
			s.letters++
			lowers++
		case c >= 'A' && c <= 'Z':
			s.letters++
		case c == '.' || c == '_':
			dots++
			if dots >= 4 {
				s.leaders = true
			}
		case c == ' ':
			if spaces++; spaces == 3 {
				s.gaps++
			}
		case c == '\t':
			if spaces == 0 {
				s.gaps++
			}
			spaces = 3
		case strings.IndexByte("{}=<>\\|#$*+@^~", c) >= 0:
			s.symbols++
		}
		if c != ' ' && c != '\t' && c != '\n' {
			spaces = 0
		} else {
			word = false
		}
		if c != '.' && c != '_' && c != ' ' {
			dots = 0
		}
		if word {
			s.first++
		}
	}
	s.capital = s.letters >= 4 && lowers == 0
}

func startOf(body string) (class, rune) {
	first := rune(0)
	for i, r := range body {
		if i == 0 {
			first = r
		}
		switch {
		case strings.ContainsRune(openers, r) || strings.ContainsRune(either, r):
			continue
		case r == '’' && i == 0: // an apostrophe, or a quote that some languages open with
			continue
		case strings.ContainsRune(closers, r) || strings.ContainsRune(",.;:!?…%", r):
			if r == '.' && i+1 < len(body) && body[i+1] == '.' {
				return other, first
			}
			return comma, first
		case unicode.IsSpace(r):
			continue
		}
		return letterClass(r), first
	}
	return other, first
}

func letterClass(r rune) class {
	switch {
	case unicode.IsLower(r):
		return lower
	case unicode.IsUpper(r), unicode.IsTitle(r):
		return upper
	case unicode.IsLetter(r):
		return caseless
	case unicode.IsDigit(r):
		return digit
	case strings.ContainsRune("-–—―", r):
		return dash
	}
	return other
}

func endOf(body string) (c class, closed bool, last rune) {
	for len(body) > 0 {
		r, n := utf8.DecodeLastRuneInString(body)
		if last == 0 {
			last = r
		}
		body = body[:len(body)-n]
		switch {
		case strings.ContainsRune(closers, r) || strings.ContainsRune(either, r):
			closed = true
			continue
		case unicode.IsSpace(r):
			if closed {
				continue
			}
			return other, closed, last
		case strings.ContainsRune(".!?…。！？؟।։", r):
			return stop, closed, last
		case strings.ContainsRune(",،、，", r):
			return comma, closed, last
		case strings.ContainsRune(";؛；·", r):
			return semicolon, closed, last
		case r == ':' || r == '：':
			return colon, closed, last
		case strings.ContainsRune(openers, r):
			return opener, closed, last
		case isHyphen(r):
			before, _ := utf8.DecodeLastRuneInString(body)
			if unicode.IsLetter(before) || unicode.IsDigit(before) {
				return hyphenEnd, closed, last
			}
			return dash, closed, last
		}
		return letterClass(r), closed, last
	}
	return other, closed, last
}

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '\u00ad' }

// Spaceless says that a fifth of a text's letters or more are of a script that writes its words
// without spaces between them, as Chinese: what stands side by side there was not glued.
func Spaceless(s string) bool {
	if strings.IndexFunc(s, unspaced) < 0 {
		return false
	}
	letters, of := 0, 0
	for _, r := range s {
		letters += one(unicode.IsLetter(r))
		of += one(unspaced(r))
	}
	return 5*of >= letters
}

// unspaced says whether a script writes its words without spaces between them.
func unspaced(r rune) bool {
	return r >= firstUnspaced && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) ||
		r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff65)
}

const firstUnspaced = '\u0e00' // Thai
