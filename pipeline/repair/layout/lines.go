package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line is a visual line that holds more than white space.
type Line struct {
	From, To int // in the text: without the line break, with leading and trailing space
	Number   int // in the file, from 1
	Page     int // from 1
	Blanks   int // blank lines between it and the line before it on its page
}

// lineBreaks end the lines of a text.
const lineBreaks = "\n\r\f"

// Lines cuts a text at LF, CRLF, CR and form feeds, which also begin a page.
// Lines of white space alone are counted in the next line's Blanks.
func Lines(text string) []Line {
	lines := make([]Line, 0, len(text)/60+1)
	number, page, blanks := 1, 1, 0
	for at := 0; at <= len(text); {
		n := strings.IndexAny(text[at:], lineBreaks)
		end := len(text)
		if n >= 0 {
			end = at + n
		}
		if isBlank(text[at:end]) {
			blanks++
		} else {
			lines = append(lines, Line{From: at, To: end, Number: number, Page: page, Blanks: blanks})
			blanks = 0
		}
		if end == len(text) {
			break
		}
		at = end + 1
		switch text[end] {
		case '\f':
			page++
			blanks = 0
		case '\r':
			number++
			if at < len(text) && text[at] == '\n' {
				at++
			}
		default:
			number++
		}
	}
	return lines
}

func isBlank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// Trim gives the bounds of text[from:to] without white space at either end.
func Trim(text string, from, to int) (int, int) {
	for from < to {
		r, n := utf8.DecodeRuneInString(text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		from += n
	}
	for from < to {
		r, n := utf8.DecodeLastRuneInString(text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		to -= n
	}
	return from, to
}
