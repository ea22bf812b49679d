package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// end compares the marks that close the two texts.
func (c *checker) end(src, tgt string) []corpus.Finding {
	switch c.to.base {
	case "th", "lo", "km", "my", "bo", "dz": // no full stops
		return nil
	}
	a, b := closing(src, &c.from), closing(tgt, &c.to)
	if a == b {
		return nil
	}
	say := func(s corpus.Severity) []corpus.Finding {
		return []corpus.Finding{{Code: "end", Severity: s, Message: "the source ends with " + nameOf(a) + ", the target with " + nameOf(b) + "."}}
	}
	inside := func(text string, l *lang, kind rune) bool {
		for i, r := range text {
			if markClass(r, l) == kind && i >= 0 {
				return true
			}
		}
		return false
	}
	if a == 0 && b == '.' && abbreviated(tgt) || a == '.' && b == 0 && abbreviated(src) {
		return nil
	}
	switch {
	case a == '?' && !inside(tgt, &c.to, '?'), b == '?' && !inside(src, &c.from, '?'):
		return say(corpus.Minor)
	case a == '?' || b == '?':
		return nil
	case a == 0 && b == '.', a == '.' && b == 0, a == ':' && b != '.' && b != ';' && b != ',', b == ':' && a == 0:
		return say(corpus.Note)
	}
	return nil
}

// abbreviated says whether the full stop at the end may be that of an
// abbreviation: "p.m.", "2011 r.", "etc."
func abbreviated(text string) bool {
	f := strings.Fields(text)
	if len(f) == 0 {
		return false
	}
	last := strings.TrimRightFunc(f[len(f)-1], unicode.IsPunct)
	return utf8.RuneCountInString(last) <= 3 || strings.Contains(last, ".")
}

func nameOf(mark rune) string {
	if mark == 0 {
		return "no mark"
	}
	return fmt.Sprintf("“%c”", mark)
}

// closing gives the class of the last mark, behind quotes and brackets: '.',
// '?', '!', '…', ':', ';', ',' or 0.
func closing(text string, l *lang) rune {
	for text != "" {
		r, n := utf8.DecodeLastRuneInString(text)
		if unicode.IsSpace(r) || strings.ContainsRune("\"'`´”“’‘»«)]}）】」』*_›‹", r) || unicode.Is(unicode.Cf, r) {
			text = text[:len(text)-n]
			continue
		}
		if strings.HasSuffix(text, "...") {
			return '…'
		}
		return markClass(r, l)
	}
	return 0
}

func markClass(r rune, l *lang) rune {
	switch r {
	case '.', '。', '।', '։', '．', '۔', '።':
		return '.'
	case ';', '\u037e':
		if l.base == "el" {
			return '?'
		}
		return ';'
	case '?', '？', '؟', '՞':
		return '?'
	case '!', '！':
		return '!'
	case '…', '⋯':
		return '…'
	case ':', '：':
		return ':'
	case '；', '؛', '·':
		return ';'
	case ',', '，', '、', '،':
		return ','
	}
	return 0
}

// brackets finds a bracket that the target alone leaves open, or closes.
func (c *checker) brackets(src, tgt string) []corpus.Finding {
	var out []corpus.Finding
	for _, pair := range []string{"()", "[]", "{}"} {
		open, shut := rune(pair[0]), rune(pair[1])
		a, b := balance(src, open, shut), balance(tgt, open, shut)
		if a == b || b == 0 {
			continue
		}
		what := fmt.Sprintf("“%c” is not closed.", open)
		if b < 0 {
			what = fmt.Sprintf("“%c” was never opened.", shut)
		}
		out = append(out, corpus.Finding{Code: "brackets", Severity: corpus.Minor, Side: "target", Message: what})
	}
	return out
}

// balance counts what is opened and not closed, or, below zero, closed and not
// opened. The bracket behind a list's mark, "a)" or "12)", opens nothing.
func balance(text string, open, shut rune) int {
	n, closed := 0, 0
	for i, r := range text {
		switch r {
		case '（':
			r = '('
		case '）':
			r = ')'
		case '［':
			r = '['
		case '］':
			r = ']'
		}
		switch {
		case r == open:
			n++
		case r == shut && n > 0:
			n--
		case r == shut && !isListMark(text[:i]):
			closed++
		}
	}
	if closed > 0 {
		return -closed
	}
	return n
}

// isListMark says whether a text ends in a mark of at most four letters and
// digits that stands by itself: "a", "iii", "12.a".
func isListMark(before string) bool {
	n := 0
	for before != "" && n <= 5 {
		r, size := utf8.DecodeLastRuneInString(before)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '\'' && r != '’' && r != '-' {
			return n > 0 && n <= 5
		}
		before = before[:len(before)-size]
		n++
	}
	return n > 0 && n <= 5
}

// spacesMarks says whether a bitext is one whose target puts the spaces that the
// language has before some marks: a person's text that does without them
// throughout has another custom, and is not told so at every mark.
func spacesMarks(b *corpus.Bitext, before string) bool {
	with, without := 0, 0
	for i := range b.Beads {
		d := &b.Beads[i]
		if d.Origin.Kind == corpus.OriginMachine {
			return true
		}
		for _, k := range d.Tgt {
			var last rune
			for _, r := range b.Target.Segments[k].Text {
				if strings.ContainsRune(before, r) {
					if unicode.IsSpace(last) {
						with++
					} else if unicode.IsLetter(last) {
						without++
					}
				}
				last = r
			}
		}
	}
	return with > 2*without
}

const doubleQuotes = "\"“”„‟«»「」『』《》＂"

// quotes finds a quotation mark without its other half, where the source has
// both, and marks that the target's language does not use.
func (c *checker) quotes(src, tgt string) []corpus.Finding {
	n := quoteCount(src)
	if n%2 == 0 && quoteCount(tgt)%2 == 1 && (n > 0 || !strings.ContainsAny(src, "'`´‘’‚‹›")) {
		return []corpus.Finding{{Code: "quotes", Severity: corpus.Minor, Side: "target", Message: "a quotation mark has no other half."}}
	}
	if c.to.quotes == "" {
		return nil
	}
	var strange []string
	for _, r := range tgt {
		if r != '"' && r != '＂' && strings.ContainsRune(doubleQuotes, r) && !strings.ContainsRune(c.to.quotes, r) && strings.ContainsRune(src, r) {
			if s := string(r); len(strange) == 0 || strange[len(strange)-1] != s {
				strange = append(strange, s)
			}
		}
	}
	if strange == nil {
		return nil
	}
	return []corpus.Finding{{Code: "quotes", Severity: corpus.Note, Side: "target",
		Message: strings.Join(strange, " ") + " came over from the source; the language quotes with " + first(c.to.quotes, 2) + "."}}
}

func first(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

// quoteCount counts double quotation marks, those of inches and seconds apart.
func quoteCount(text string) int {
	n := 0
	var before rune
	for _, r := range text {
		if strings.ContainsRune(doubleQuotes, r) && !(r == '"' && before >= '0' && before <= '9') {
			n++
		}
		before = r
	}
	return n
}

// spaces finds two spaces in a row, and a space before a mark where the target's
// language has none, or none where it has one.
func (c *checker) spaces(src, tgt string) []corpus.Finding {
	say := func(format string, args ...any) corpus.Finding {
		return corpus.Finding{Code: "spaces", Severity: corpus.Note, Side: "target", Message: fmt.Sprintf(format, args...)}
	}
	if strings.Contains(strings.TrimSpace(tgt), "  ") && !strings.Contains(strings.TrimSpace(src), "  ") {
		return []corpus.Finding{say("two spaces in a row.")}
	}
	runes := []rune(tgt)
	for i := 1; i < len(runes); i++ {
		r := runes[i]
		if !strings.ContainsRune(",.;:!?", r) {
			continue
		}
		closes := i+1 == len(runes) || unicode.IsSpace(runes[i+1])
		space := unicode.IsSpace(runes[i-1])
		wants := strings.ContainsRune(c.to.spaceBefore, r)
		switch {
		case space && !wants && closes && c.to.base != "" && c.to.spaceBefore == "" && i > 1:
			if strings.Contains(src, string([]rune{' ', r})) && c.from.spaceBefore == "" {
				continue // the source has it so too: a path, a face, a blank to fill in
			}
			return []corpus.Finding{say("a space before “%c”.", r)}
		case space && c.to.spaceBefore != "" && (r == ',' || r == '.') && closes && i > 1 && !strings.Contains(src, string([]rune{' ', r})):
			return []corpus.Finding{say("a space before “%c”.", r)}
		case !space && wants && closes && c.spaced && (unicode.IsLetter(runes[i-1]) || runes[i-1] == '»' || runes[i-1] == ')'):
			return []corpus.Finding{say("no space before “%c”.", r)}
		}
	}
	return nil
}
