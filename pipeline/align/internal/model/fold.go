package model

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// roman gives letters of Greek and Cyrillic, and Latin letters that do not
// decompose, in plain Latin: enough that names look alike across scripts, not a
// transliteration standard.
var roman = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "t", 'ħ': "h", 'ı': "i", 'ŋ': "n", 'ĸ': "k", 'ŧ': "t",
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "i", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "j", 'з': "z", 'и': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "ch", 'ц': "ts", 'ч': "ch", 'ш': "sh",
	'щ': "sht", 'ъ': "a", 'ы': "i", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia", 'ё': "e", 'і': "i", 'ї': "i", 'є': "e", 'ґ': "g",
	'ј': "j", 'љ': "l", 'њ': "n", 'ћ': "c", 'ђ': "d", 'џ': "dj", 'ѓ': "g", 'ќ': "k", 'ѕ': "z",
}

// fold appends the lower-case, unaccented, romanised form of one letter or
// digit to b.
func fold(b []byte, r rune) []byte {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return append(b, byte(r))
	case r >= 'A' && r <= 'Z':
		return append(b, byte(r)+'a'-'A')
	case r < 0x80:
		return b
	}
	r = unicode.ToLower(r)
	if s, ok := roman[r]; ok {
		return append(b, s...)
	}
	if d := digit(r); d >= 0 {
		return append(b, byte('0'+d))
	}
	if p := norm.NFKD.PropertiesString(string(r)).Decomposition(); len(p) > 0 {
		for _, q := range string(p) {
			if unicode.Is(unicode.Mn, q) {
				continue
			}
			if q == r { // cannot decompose further
				b = append(b, string(q)...)
				continue
			}
			if q < 0x80 {
				b = fold(b, q)
			} else if s, ok := roman[unicode.ToLower(q)]; ok {
				b = append(b, s...)
			} else {
				b = append(b, string(unicode.ToLower(q))...)
			}
		}
		return b
	}
	return append(b, string(r)...)
}

// digit gives the value of a decimal digit of any script, -1 for other runes.
func digit(r rune) int {
	if r < 0x80 {
		if r >= '0' && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	if !unicode.Is(unicode.Nd, r) {
		return -1
	}
	// Decimal digits come in runs of ten that begin with the zero.
	zero := r
	for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
		zero--
	}
	return int(r-zero) % 10
}

// ideographic says whether a rune is a word by itself.
func ideographic(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// skeleton is the form in which spellings of one foreign word meet across
// languages (philosophie, filosofia): folded once more, by sound.
func skeleton(w string) string {
	b := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		c := w[i]
		next := byte(0)
		if i+1 < len(w) {
			next = w[i+1]
		}
		switch c {
		case 'p':
			if next == 'h' {
				c = 'f'
				i++
			}
		case 't':
			if next == 'h' {
				i++
			}
		case 'c', 'q':
			if next == 'h' {
				i++
			}
			c = 'k'
			if next == 'e' || next == 'i' || next == 'y' {
				c = 's'
			}
		case 'z':
			c = 's'
		case 'y', 'j':
			c = 'i'
		case 'w':
			c = 'v'
		case 'x':
			b = append(b, 'k')
			c = 's'
		case 'h':
			continue
		}
		if n := len(b); n > 0 && b[n-1] == c {
			continue
		}
		b = append(b, c)
	}
	return string(b)
}
