package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// NoteMark is the mark of a footnote behind a word of a line.
type NoteMark struct {
	Line int // index into Page.Lines
	corpus.Removed
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// NoteMarks finds the marks of footnotes in the flow: numbers set as
// superscripts, or run into the word before them, that count up through the
// document and whose notes begin lines. Exponents and formulas do not count up.
func (p *Page) NoteMarks() []NoteMark {
	notes := make(map[int]bool)
	var marks []NoteMark
	var numbers []int
	for i, l := range p.Lines {
		if l.To-l.From > widest {
			continue
		}
		s := p.Text[l.From:l.To]
		if n := noteNumber(strings.TrimLeft(s, " \t")); n > 0 {
			notes[n] = true
		}
		for at := 0; at < len(s); {
			from, to, n := nextMark(s, at)
			if n < 0 {
				break
			}
			at = to
			if n == 0 {
				continue
			}
			marks = append(marks, NoteMark{i, corpus.Removed{From: l.From + from, To: l.From + to, Line: l.Number, Page: l.Page, Kind: corpus.FootnoteMark}})
			numbers = append(numbers, n)
		}
	}
	// Only those that continue the count, each with its note.
	var out []NoteMark
	next := 0
	for k, n := range numbers {
		if notes[n] && (next == 0 && n == 1 || n == next) {
			out = append(out, marks[k])
			next = n + 1
		}
	}
	if len(out)*2 < len(marks) || len(out) == 0 {
		return nil // mostly something else
	}
	return out
}

// noteNumber is the number that a footnote's own line begins with, as "1 The…",
// "¹ The…" or "¹The…"; 0 if it begins with none.
func noteNumber(s string) int {
	n, size := number1(s)
	if n == 0 || size == len(s) {
		return 0
	}
	rest := s[size:]
	r, _ := utf8.DecodeRuneInString(rest)
	if s[0] >= '0' && s[0] <= '9' {
		if r != ' ' && r != '\t' {
			return 0
		}
		r, _ = utf8.DecodeRuneInString(strings.TrimLeft(rest, " \t"))
		if !unicode.IsUpper(r) && !strings.ContainsRune(openers, r) {
			return 0
		}
	}
	return n
}

// number1 reads figures, or superscript figures, at the start of s.
func number1(s string) (n, size int) {
	for size < len(s) {
		r, k := utf8.DecodeRuneInString(s[size:])
		d := -1
		if r >= '0' && r <= '9' {
			d = int(r - '0')
		} else if i := strings.IndexRune(superscripts, r); i >= 0 {
			d = utf8.RuneCountInString(superscripts[:i])
		}
		if d < 0 || n > 99 {
			break
		}
		n = n*10 + d
		size += k
	}
	return n, size
}

// nextMark finds the next number behind a word: n is 0 where it is none, and
// -1 where the line has no more.
func nextMark(s string, at int) (from, to, n int) {
	letters := 0
	var last rune
	for i, r := range s {
		if i < at {
			last = r
			continue
		}
		super := strings.ContainsRune(superscripts, r)
		if !super && (r < '0' || r > '9') {
			if unicode.IsLower(r) {
				letters++
			} else if unicode.IsUpper(r) || unicode.IsSpace(r) {
				letters = 0
			}
			last = r
			continue
		}
		n, size := number1(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		ends := i+size == len(s) || unicode.IsSpace(next) || strings.ContainsRune(",.;:!?)»”", next)
		behind := unicode.IsLetter(last) || super && strings.ContainsRune(".,;:!?)»”\"", last)
		if !ends || !behind || !super && letters < 4 || super && letters < 3 && unicode.IsLetter(last) {
			n = 0
		}
		return i, i + size, n
	}
	return 0, 0, -1
}
