package segment

import (
	"unicode"
	"unicode/utf8"
)

// at is the rune at byte i, 0 behind the end.
func at(text string, i int) rune {
	if i >= len(text) {
		return 0
	}
	if b := text[i]; b < utf8.RuneSelf {
		return rune(b)
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r
}

func isSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r)
}

func skipSpace(text string, i int) int {
	for i < len(text) {
		b := text[i]
		if b < utf8.RuneSelf {
			if b != ' ' && (b < '\t' || b > '\r') {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			return i
		}
		i += n
	}
	return i
}

// trimSpace is the end of text[from:to] without the white space at its end.
func trimSpace(text string, from, to int) int {
	for to > from {
		r, n := utf8.DecodeLastRuneInString(text[from:to])
		if !isSpace(r) {
			break
		}
		to -= n
	}
	return to
}

func isUpper(r rune) bool {
	if r < 0x80 {
		return r >= 'A' && r <= 'Z'
	}
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func isLower(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z'
	}
	return unicode.IsLower(r) && r != 'º' && r != 'ª'
}

func isLetter(r rune) bool {
	if r < 0x80 {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) && r != 'º' && r != 'ª' || unicode.IsMark(r)
}

func isDigit(r rune) bool {
	if r < 0x80 {
		return r >= '0' && r <= '9'
	}
	return unicode.IsDigit(r)
}

func isAlnumAt(text string, i int) bool {
	r := at(text, i)
	return isLetter(r) || isDigit(r)
}

// isQuote knows the quotes that some language closes with.
func isQuote(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', '«', '›', '‹', '“', '‘', '″', '′':
		return true
	}
	return false
}

// isOpening knows what may stand in front of the first word of a sentence.
func isOpening(r rune) bool {
	switch r {
	case '(', '[', '{', '„', '‚', '¿', '¡', '「', '『', '《', '（', '‟', '‛':
		return true
	}
	return isQuote(r)
}

func isClosing(r rune) bool {
	switch r {
	case ')', ']', '}', '」', '』', '》', '）', '】', '”', '’', '»':
		return true
	}
	return false
}

func isComma(r rune) bool {
	switch r {
	case ',', ';', ':', '،', '؛', '、', '，', '；', '：', '·':
		return true
	}
	return false
}

func isDash(r rune) bool {
	return r == '-' || r == '–' || r == '—' || r == '―' || r == '−'
}

func isBullet(r rune) bool {
	switch r {
	case '•', '⁃', '▪', '●', '‣', '◦', '■', '□', '►', '✓', '➢':
		return true
	}
	return false
}

func isSuper(r rune) bool {
	switch r {
	case '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
		return true
	}
	return false
}
