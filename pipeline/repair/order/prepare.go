package order

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// prepare makes the lines of a block ready.
func (r *reader) prepare(text string, b *Block) []*line {
	out := make([]*line, len(b.Lines))
	for i, span := range b.Lines {
		l := &line{}
		out[i] = l
		s := text[span.From:span.To]
		body := strings.TrimLeftFunc(s, lm.IsSpace)
		l.from = span.From + len(s) - len(body)
		l.lead = len([]rune(s[:len(s)-len(body)]))
		l.text = strings.TrimRightFunc(body, lm.IsSpace)
		l.trail = len([]rune(body[len(l.text):]))
	}
	for i, l := range out {
		if l.unread = wide(l.text) || command(text[b.Lines[i].From:b.Lines[i].To]); l.unread {
			continue
		}
		// One space where other lines have none; an indent is something else.
		l.leadHole = l.lead == 1 && !r.leads && !listed(l.text) && !r.address(l.text, 0)
		l.firstLine = i == 0
		l.goesOn = i > 0 && strings.HasSuffix(out[i-1].text, " .")
		l.row = strings.Contains(l.text, "  ") && row(text, b.Lines, i)
		l.trailHole = l.trail > 0 && !r.trails
		r.tokens = lm.Tokens(r.tokens[:0], l.text)
		l.tokens = r.tokens
		if r.cutLine(l); r.unhurt && l.marks == 0 {
			l.tokens = nil
		} else {
			l.tokens = slices.Clone(l.tokens)
		}
	}
	for i, l := range out {
		if l.unread {
			continue
		}
		// In a text without damage most lines have nothing to do with one that is read.
		if !r.unhurt || l.marks > 0 || i > 0 && out[i-1].marks > 0 || i+1 < len(out) && out[i+1].marks > 0 {
			r.number(l)
		}
	}
	return out
}

// number gives the tokens of a line their numbers, and counts those of one that is read.
func (r *reader) number(l *line) {
	if l.tokens == nil {
		l.tokens = lm.Tokens(nil, l.text)
	}
	l.numbers = make([]int32, len(l.tokens))
	for k := range l.tokens {
		l.numbers[k] = r.s.NumberIn(l.text, &l.tokens[k])
	}
	if l.marks == 0 {
		return
	}
	l.own = make(map[uint64]int, 3*len(l.tokens))
	for k := range l.tokens {
		l.own[lm.OneKey(l.tokens[k].ID)]++
		if k > 0 {
			l.own[lm.TwoKey(l.tokens[k-1].ID, l.tokens[k].ID)]++
		}
		if k > 1 {
			l.own[lm.ThreeKey(l.tokens[k-2].ID, l.tokens[k-1].ID, l.tokens[k].ID)]++
		}
	}
}

// wide says that a line is wider than any visual line.
func wide(s string) bool {
	return len(s) > widest && (len(s) > 4*widest || utf8.RuneCountInString(s) > widest)
}

// command says that a line is no prose: it bears a tab, stands behind a prompt, points
// with an arrow, has options or fields, signs, names something in a source
// (".. _label:"), lists a file, sets something, or bears a program's remark.
func command(s string) bool {
	if strings.IndexByte(s, '\t') >= 0 {
		return true
	}
	for _, sign := range [...]string{" = ", " := ", "-> ", " <-", "/*", "*/"} {
		if strings.Contains(s, sign) {
			return true
		}
	}
	body := strings.TrimLeft(s, " ")
	return prompted(body) || modes(body) || fields(body) || options(body) || strings.HasPrefix(body, ".. ") || strings.HasPrefix(body, "./") ||
		strings.HasPrefix(body, "-- ") && strings.Contains(body, "@")
}

// row says of a line that it and two lines beside it are rows of a table: gaps in
// them end at one column.
func row(text string, lines []Line, i int) bool {
	here := gaps(text[lines[i].From:lines[i].To])
	for from := max(0, i-2); from <= i && from+2 < len(lines); from++ {
		for _, column := range here {
			all := true
			for k := from; k < from+3 && all; k++ {
				all = k == i || slices.Contains(gaps(text[lines[k].From:lines[k].To]), column)
			}
			if all {
				return true
			}
		}
	}
	return false
}

// gaps are the columns at which gaps of two spaces or more end in a line.
func gaps(s string) []int {
	var out []int
	column, spaces := 0, 0
	for _, q := range s {
		if q == ' ' {
			spaces++
		} else {
			if spaces > 1 && column > spaces {
				out = append(out, column)
			}
			spaces = 0
		}
		column++
	}
	return out
}

// modes says that a line begins with a file's kind and rights: "drwxr-xr-x 2 eve".
func modes(s string) bool {
	first, _, ok := strings.Cut(s, " ")
	return ok && len(first) > 9 && strings.IndexByte("-dlbcps", first[0]) >= 0 && strings.Trim(first[1:10], "rwxsStT-") == "" && first != "----------"
}

// fields says that commas and gaps part a line: "File: clock,  Next: hands,  Up: top".
func fields(s string) bool {
	n := strings.Count(s, ",  ")
	return n > 2 || n > 1 && strings.Contains(s, ": ")
}

// options says that a line has a command's options: "mend -dir harbour -all". Long
// ones may be the other halves of Finnish names: "Radio 4 -kanavan".
func options(s string) bool {
	const long = 5 // letters
	n := 0
	for {
		i := strings.Index(s, " -")
		if i < 0 {
			return n > 1
		}
		s = s[i+2:]
		if k := strings.IndexFunc(s+" ", func(q rune) bool { return q < 'a' || q > 'z' }); k > 0 && k <= long {
			n++
		}
	}
}

// prompted says that a line begins with a shell's prompt: "$ make", "% make",
// "harbour$ make"; "$ 5" and "% of them" may be prose, but nothing is lost if such a
// line is left as it came.
func prompted(s string) bool {
	prompt, asked, ok := strings.Cut(s, " ")
	if !ok || asked == "" || asked[0] < 'a' || asked[0] > 'z' {
		return ok && prompt == "$" && asked != "" && !digitAt(asked, 0)
	}
	host, ok := strings.CutSuffix(prompt, "$")
	return prompt == "%" || ok && strings.Trim(host, "abcdefghijklmnopqrstuvwxyz") == ""
}

// listed says that a line begins as a list's item does: with a bullet, a number.
func listed(s string) bool {
	first, rest, ok := strings.Cut(s, " ")
	if !ok || rest == "" {
		return false
	}
	if r, n := utf8.DecodeRuneInString(first); n == len(first) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return strings.ContainsRune("*-–—+•·‣◦▪", r)
	}
	if rest[0] == ' ' && len(first) > 1 && first[0] == '-' && first[1] != ' ' {
		return true // "-t  mend the clock"
	}
	if rest[0] == ' ' && strings.Count(first, ".") > 1 && strings.Trim(first, "0123456789.") == "" {
		return true // "1.4.2  Mend the clock"
	}
	if next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " ")); unicode.IsLower(next) {
		return false // "30. septembri"
	}
	body := strings.TrimRight(first, ".)")
	return len(body) < len(first) && len(body) > 0 && (len(body) == 1 || strings.Trim(body, "0123456789.") == "")
}

// lettered says the same of a letter that stands apart and is no word.
func (r *reader) lettered(l *line) bool {
	if len(l.tokens) == 0 {
		return false
	}
	t := &l.tokens[0]
	return t.Kind == lm.Word && t.To == utf8.RuneLen(t.First) && r.s.Frequency(r.s.Number(t)) < 3
}
