package lm

import (
	"unicode"
	"unicode/utf8"
)

// LastLetters is the run of letters and their marks that s ends in.
func LastLetters(s string) string {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i -= n
	}
	return s[i:]
}

// FirstLetters is the run of letters and their marks that s begins with.
func FirstLetters(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return s[:i]
		}
	}
	return s
}
