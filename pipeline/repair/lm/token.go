package lm

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Kind is what a token is made of.
type Kind uint8

// The kinds of token.
const (
	Word Kind = iota
	Number
	Mark // punctuation and symbols; a run of the same one is one token
)

// Case is how a word is written.
type Case uint8

// The ways to write a word.
const (
	Lower   Case = iota // or no letter that has case
	Capital             // the first letter only
	Upper               // all of two letters or more
)

// Token is a word, a number or a mark. An apostrophe or a hyphen that follows
// a letter belongs to the word before it and ends it.
type Token struct {
	From, To int    // bytes of the text it was cut from
	ID       uint64 // of the folded form: lower case, numbers by their shape
	Shape    uint64 // of its class: ending, case, length
	Ending   uint64 // coarser: two letters and case
	Kind     Kind
	Case     Case
	Space    bool // white space stands before it
	First    rune // its first rune
	Last     rune // its last rune
}

// Elided says whether a word ends in an apostrophe or a hyphen.
func (t *Token) Elided() bool {
	return t.Kind == Word && (fold(t.Last) == '\'' || fold(t.Last) == '-')
}

// Hyphened says whether a word ends in a hyphen.
func (t *Token) Hyphened() bool { return t.Kind == Word && fold(t.Last) == '-' }

// Boundary is the token before the first and after the last of a paragraph.
func Boundary() Token {
	return Token{ID: boundary, Shape: boundary, Ending: boundary, Kind: Mark, Space: true}
}

const boundary = 0x9e3779b97f4a7c15

const fnvOffset, fnvPrime = 14695981039346656037, 1099511628211

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}

// IsSpace says whether a rune separates words, non-breaking spaces included.
func IsSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r) || r == 0x200b || r == 0xfeff
}

const softHyphen = 0xad

func isLetter(r rune) bool {
	if r < 0x80 {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

// fold is the form of a mark that the models count: typewriter and
// typographer's apostrophes, hyphens and dashes are the same.
func fold(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ', '`', '´':
		return '\''
	case '‐', '‑':
		return '-'
	case '—', '―':
		return '–'
	case '”', '“', '„', '‟':
		return '"'
	}
	return r
}

// isLigature says whether a letter is several in one: "ﬁ".
func isLigature(r rune) bool { return r >= 0xfb00 && r <= 0xfb06 }

// Tokens appends the tokens of s to dst.
func Tokens(dst []Token, s string) []Token {
	space := true
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case IsSpace(r):
			space = true
			i += n
			continue
		case isLetter(r):
			dst = append(dst, word(s, i, space))
		case unicode.IsDigit(r):
			dst = append(dst, number(s, i, space))
		default:
			j := i + n
			for j < len(s) {
				q, m := utf8.DecodeRuneInString(s[j:])
				if q != r || q == utf8.RuneError {
					break
				}
				j += m
			}
			h := mix(uint64(fold(r)) + 1<<40)
			dst = append(dst, Token{From: i, To: j, ID: h, Shape: h, Ending: h, Kind: Mark, Space: space, First: r, Last: r})
		}
		i = dst[len(dst)-1].To
		space = false
	}
	return dst
}

func word(s string, from int, space bool) Token {
	t := Token{From: from, Kind: Word, Space: space}
	h := uint64(fnvOffset)
	var tail [3]rune
	letters, upper, marks := 0, 0, false
	i := from
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == softHyphen {
			i += n
			continue
		}
		if !isLetter(r) {
			f := fold(r)
			if f != '\'' && f != '-' {
				break
			}
			h = (h ^ uint64(f)) * fnvPrime
			tail[0], tail[1], tail[2] = tail[1], tail[2], f
			t.Last = r
			i += n
			break
		}
		if r >= 0x300 && r < 0x370 {
			marks = true
		}
		if letters == 0 {
			t.First = r
		}
		t.Last = r
		l := r
		if r < 0x80 {
			l = r | 0x20
		} else {
			l = unicode.ToLower(r)
		}
		if l != r {
			upper++
			if letters == 0 {
				t.Case = Capital
			}
		}
		letters++
		h = (h ^ uint64(l)) * fnvPrime
		tail[0], tail[1], tail[2] = tail[1], tail[2], l
		i += n
	}
	t.To = i
	if marks || isLigature(t.First) {
		// Seen as it would be composed: the text itself stays as it came.
		if v := norm.NFKC.String(s[from:i]); v != s[from:i] {
			w := word(v, 0, space)
			t.ID, t.Shape, t.Ending, t.Case = w.ID, w.Shape, w.Ending, w.Case
			return t
		}
	}
	if letters > 1 && upper == letters {
		t.Case = Upper
	}
	t.ID = mix(h)
	size := min(letters, 4)
	t.Ending = mix(uint64(tail[1])<<21 ^ uint64(tail[2]) ^ uint64(t.Case)<<62 ^ uint64(min(letters, 3))<<59 ^ 0x77)
	t.Shape = mix(uint64(tail[0])<<42 ^ uint64(tail[1])<<21 ^ uint64(tail[2]) ^ uint64(t.Case)<<62 ^ uint64(size)<<59 ^ 0x5bd1)
	return t
}

func number(s string, from int, space bool) Token {
	t := Token{From: from, Kind: Number, Space: space}
	i, digits, points := from, 0, 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsDigit(r) {
			if digits == 0 {
				t.First = r
			}
			t.Last = r
			digits++
			i += n
			continue
		}
		if (r == '.' || r == ',') && i+n < len(s) && s[i+n] >= '0' && s[i+n] <= '9' {
			points++
			i += n
			continue
		}
		break
	}
	t.To = i
	year := 0
	if digits == 4 && points == 0 && (s[from] == '1' && s[from+1] == '9' || s[from] == '2' && s[from+1] == '0') {
		year = 1
	}
	t.ID = mix(1<<50 + uint64(min(digits, 6))<<8 + uint64(min(points, 1))<<4 + uint64(year))
	t.Shape, t.Ending = t.ID, t.ID
	return t
}
