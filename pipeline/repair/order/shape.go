package order

import "strings"

// clash says that no text has these two marks in a row.
func clash(left, right rune) bool {
	return strings.ContainsRune(",;:([{«„¿¡", left) && strings.ContainsRune(",;:.)]}»!?", right)
}

// wordsOf counts the words of a run, roughly: its cuts at spaces.
func (r *reader) wordsOf(l *line, u run) int {
	n := 1
	for i := u.a + 1; i < u.b; i++ {
		if l.cuts[i].spaces > 0 {
			n++
		}
	}
	return n
}

const lengthClasses = 6

func lengthClass(words int) int {
	switch {
	case words <= 2:
		return words - 1
	case words <= 4:
		return 2
	case words <= 7:
		return 3
	case words <= 12:
		return 4
	}
	return 5
}

// unbalanced counts closing brackets and quotation marks that none opens
// before them on the line, and the other way round, where both are there.
func unbalanced(s string) int {
	n := 0
	for _, p := range [...][2]rune{{'(', ')'}, {'«', '»'}, {'[', ']'}, {'„', '“'}, {'“', '”'}} {
		depth, low, opens, closes := 0, 0, 0, 0
		for _, q := range s {
			if q == p[0] {
				depth++
				opens++
			} else if q == p[1] {
				depth--
				closes++
				low = min(low, depth)
			}
		}
		if opens > 0 && closes > 0 {
			n -= low
		}
	}
	return n
}
