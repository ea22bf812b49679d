package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker is what stands before a list item's text.
type marker uint8

const (
	noMarker marker = iota
	bullet          // • and its kin
	dashes          // - – — *
	number          // 1. 1) (1) 1.2 1°
	letter          // a) (a) iv)
	clause          // § 3, a section sign
	markers
)

// Bulleted says that a line's text begins with a mark of a list's item and no number: the
// space before it is no hole.
func Bulleted(body string) bool {
	m, _ := markerOf(body)
	return m == bullet || m == dashes
}

// markerOf finds a list marker at the start of a line and its number. A lone
// marker, its text on the next line, counts.
func markerOf(body string) (marker, int) {
	r, n := utf8.DecodeRuneInString(body)
	rest := body[n:]
	switch {
	case strings.ContainsRune("•◦▪▫‣⁃●○■□▶►➢➤✓✔❖◆◇∙·\uf0b7\uf0a7", r):
		return bullet, 0
	case strings.ContainsRune("-–—―*", r):
		if rest == "" || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\t") || strings.HasPrefix(rest, "\u00a0") {
			return dashes, 0
		}
		return noMarker, 0
	case r == '§':
		return clause, 0
	}
	open := r == '('
	if open {
		body = rest
	}
	i, value := 0, 0
	for i < len(body) && i < 3 && body[i] >= '0' && body[i] <= '9' {
		value = value*10 + int(body[i]-'0')
		i++
	}
	kind := number
	if i == 0 {
		if i, value = roman(body); i == 0 {
			r, n := utf8.DecodeRuneInString(body)
			if !unicode.IsLetter(r) {
				return noMarker, 0
			}
			i = n
			value = int(unicode.ToLower(r)-'a') + 1
			if value < 0 || value > 26 {
				value = 0
			}
		}
		kind = letter
	}
	for kind == number && i+1 < len(body) && body[i] == '.' && body[i+1] >= '0' && body[i+1] <= '9' { // 1.2.3
		i++
		for i < len(body) && body[i] >= '0' && body[i] <= '9' {
			i++
		}
		if i == len(body) || body[i] == ' ' || body[i] == '\t' {
			return number, 0
		}
		value = 0
	}
	if i >= len(body) {
		return noMarker, 0
	}
	r, n = utf8.DecodeRuneInString(body[i:])
	closing := r == ')' || !open && (r == '.' && (kind == number || i == 1) || r == '°' && kind == number || r == 'º' && kind == number)
	if !closing {
		return noMarker, 0
	}
	after := body[i+n:]
	if after == "" || after[0] == ' ' || after[0] == '\t' || strings.HasPrefix(after, "\u00a0") {
		return kind, value
	}
	return noMarker, 0
}

// roman reads a small Roman number of at least two figures in lower or upper case.
func roman(s string) (length, value int) {
	digits := func(c byte) int {
		switch c | 0x20 {
		case 'i':
			return 1
		case 'v':
			return 5
		case 'x':
			return 10
		case 'l':
			return 50
		}
		return 0
	}
	for length < len(s) && length < 7 && digits(s[length]) > 0 {
		d := digits(s[length])
		if length+1 < len(s) && digits(s[length+1]) > d {
			d = -d
		}
		value += d
		length++
	}
	if length < 2 {
		return 0, 0
	}
	if length < len(s) {
		if r, _ := utf8.DecodeRuneInString(s[length:]); unicode.IsLetter(r) {
			return 0, 0
		}
	}
	return length, value
}

// behindMarker is how many columns a list marker takes with the space behind it.
func behindMarker(body string) int {
	n, space := 0, false
	for _, r := range body {
		if unicode.IsSpace(r) {
			space = true
		} else if space {
			return n
		}
		n++
	}
	return 0 // alone on its line
}
