package order

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/layout"
)

// The kinds of a line break at which a visual line that came run by run may be two lines: a
// sentence ends there, and the next line begins with a small letter; it ends and begins with
// none; it does not end, and the next one begins with none.
const (
	sentenceEnds = iota
	sentenceEndsAndBegins
	lineBegins
	breakKinds
)

// unsure is what scores are taken times where phrases hold words that the model does not
// know: in manuals the scorer for rows is surer of them than it is right.
const unsure = 0.8

// sure is what the scores of a line's readings are taken times.
func (r *reader) sure(l *line) float64 {
	if !r.rows {
		return 1
	}
	at := strings.IndexFunc(l.text, layout.IsBreak)
	for k, t := range l.tokens {
		if t.From > at && !r.s.Known(l.numbers[k]) {
			return unsure
		}
	}
	return 1
}

// breakKind is the kind of a line's first break, if it is one.
func (l *line) breakKind() (kind int, ok bool) {
	at := strings.IndexFunc(l.text, layout.IsBreak)
	if at < 0 {
		return 0, false
	}
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.text[:at], " "))
	begin, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(l.text[at:], unicode.IsSpace))
	small := unicode.IsLower(begin)
	switch {
	case isStop(end) && small:
		return sentenceEnds, true
	case isStop(end):
		return sentenceEndsAndBegins, true
	}
	return lineBegins, unicode.IsUpper(begin) || unicode.IsDigit(begin)
}
