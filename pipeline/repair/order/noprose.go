package order

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// wide says that a line is wider than any visual line.
func wide(s string) bool {
	return len(s) > widest && (len(s) > 4*widest || utf8.RuneCountInString(s) > widest)
}

// command says that a line is no prose: it bears a tab, stands in a frame or behind a
// prompt, points with an arrow, has options or fields, signs, names something in a source
// (".. _label:"), lists a file, sets something, bears a program's remark, goes on in the
// next line or names a folder (" . ") beside an address.
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
	if strings.HasPrefix(body, "|") && strings.HasSuffix(strings.TrimRight(body[1:], " "), "|") {
		return true
	}
	return prompted(body) || modes(body) || setting(body) || fields(body) || options(body) || strings.HasPrefix(body, ".. ") || strings.HasPrefix(body, "./") ||
		strings.HasPrefix(body, "=") && lowerAt(body, 1) || // "=for harbours" of Perl's manuals
		strings.HasPrefix(body, "-- ") && strings.Contains(body, "@") ||
		strings.HasSuffix(body, "\\") || strings.Contains(body, " . ") && strings.Contains(body, "://")
}

// fields says that commas and gaps part a line: "File: clock,  Next: hands,  Up: top"; or
// gaps alone, as a program's menu.
func fields(s string) bool {
	n := strings.Count(s, ",  ")
	return n > 2 || n > 1 && strings.Contains(s, ": ") || keys(s) > 2 || cells(s) || slices.ContainsFunc(strings.FieldsFunc(s, layout.IsBreak), layout.Menu)
}

// cells says that three words stand apart or so, as in a listing: "old boats  oars  sails".
func cells(s string) bool {
	const (
		gaps = 2
		most = 4 // words
	)
	body := strings.Trim(s, " ")
	return strings.Count(body, "  ") == gaps && !strings.Contains(body, "   ") && len(strings.Fields(body)) <= most
}

// keys counts the keys of a program's menu that stand in a line: "q: quit u: undo ?: help".
func keys(s string) int {
	const most = 3 // letters
	n := 0
	words := strings.Fields(s)
	for _, w := range words[:max(0, len(words)-1)] {
		key, ok := strings.CutSuffix(w, ":")
		n += one(ok && key != "" && utf8.RuneCountInString(key) <= most)
	}
	return n
}

// options says that a line has a command's options: "mend -dir harbour -all". Long
// ones may be the other halves of Finnish names: "Radio 4 -kanavan".
func options(s string) bool {
	const long = 5 // letters
	if i := strings.Index(s, "[-"); i >= 0 && letterAt(s, i+2) {
		return true // "mend [-fv ] harbour"
	}
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

// setting says that a line is a name and its value: "HarbourName   www.harbour.example".
func setting(s string) bool {
	name, value, ok := strings.Cut(strings.TrimRight(s, " "), "   ")
	return ok && !strings.Contains(name, " ") && !strings.Contains(strings.TrimLeft(value, " "), " ")
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

// modes says that a line begins with a file's kind and rights: "drwxr-xr-x 2 eve".
func modes(s string) bool {
	first, _, ok := strings.Cut(s, " ")
	return ok && len(first) > 9 && strings.IndexByte("-dlbcps", first[0]) >= 0 && strings.Trim(first[1:10], "rwxsStT-") == "" && first != "----------"
}

// postcode says that a gap is beside the number of an address: "MA  02110-1301  USA".
func postcode(before, after string) bool {
	const (
		capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		long     = 5 // digits
	)
	left := before[strings.LastIndexByte(before, ' ')+1:]
	right, _, _ := strings.Cut(after, " ")
	number := func(w string) bool { return len(w) >= long && strings.Trim(w, "0123456789-") == "" }
	land := func(w string) bool { return len(w) > 1 && len(w) < 4 && strings.Trim(w, capitals) == "" }
	return land(left) && number(strings.TrimRight(right, ",.")) || number(left) && land(strings.TrimRight(right, "."))
}

// years says that the years of a copyright stand before a gap and nothing else: "2002,
// 2004,  Eve Miller", "(C) 2007  Eve Miller", "Copyright 1997,  Eve Miller", "2012  Eve
// Miller <eve@harbour.example>".
func years(before, behind string) bool {
	figures := before
	for _, sign := range [...]string{"Copyright", ":", "(C)", "(c)", "©"} {
		figures = strings.TrimLeft(strings.TrimPrefix(figures, sign), " ")
	}
	return (len(figures) < len(before) || strings.HasSuffix(figures, ",") || strings.Contains(behind, "@")) && figures != "" && strings.Trim(figures, "0123456789,- ") == ""
}

// remarked says of the text before and behind a gap that a remark's frame ends there, as in
// "*  The mill" and where such lines came together "the mill *  The wheel", or a remark
// begins: "turn(wheel)  # by hand".
func remarked(before, behind string) bool {
	return strings.Trim(before, "*#/;%|> ") == "" || strings.HasSuffix(before, " *") || strings.HasPrefix(behind, "# ")
}

// wideApart says that wide spaces stand on either side of a word or two, as some set what is
// to be typed: "press  x  to go on". A phrase leaves one hole.
func wideApart(s string) bool {
	const most = 2 // words
	runs := strings.Split(strings.TrimFunc(s, lm.IsSpace), "  ")
	for i, run := range runs {
		words := strings.Fields(run)
		if i > 0 && i+1 < len(runs) && len(words) > 0 && len(words) <= most {
			return true
		}
	}
	return false
}

// row says of a line that it and two lines beside it are rows of a table: gaps in
// them end at one column.
func row(text string, lines []Line, i int) bool {
	here := layout.Gaps(text[lines[i].From:lines[i].To])
	for from := max(0, i-2); from <= i && from+2 < len(lines); from++ {
		for _, column := range here {
			all := true
			for k := from; k < from+3 && all; k++ {
				all = k == i || slices.Contains(layout.Gaps(text[lines[k].From:lines[k].To]), column)
			}
			if all {
				return true
			}
		}
	}
	return false
}

// gapped says that a document's wide gaps are holes, and part no columns.
func gapped(text string, blocks []Block) bool {
	groups := make([][][2]int, len(blocks))
	for i, b := range blocks {
		for _, l := range b.Lines {
			groups[i] = append(groups[i], [2]int{l.From, l.To})
		}
	}
	return layout.WideHoles(text, groups)
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
	if number := strings.TrimLeftFunc(first, unicode.IsUpper); rest[0] == ' ' && strings.Trim(number, "0123456789.") == "" &&
		(strings.Count(first, ".") > 1 || len(number)+1 == len(first) && strings.HasPrefix(number, ".")) {
		return true // "1.4.2  Mend the clock", "A.2  Mend the clock"
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	if unicode.IsLower(next) {
		return false // "30. septembri"
	}
	if rest[0] == ' ' && len(first) < 3 && strings.Trim(first, "0123456789") == "" && unicode.IsUpper(next) {
		return true // "3  Mend the clock"
	}
	body := strings.TrimRight(first, ".)")
	return len(body) < len(first) && len(body) > 0 && (len(body) == 1 || strings.Trim(body, "0123456789.") == "")
}

// bulleted says that a line begins with an item's bullet. Before a dash a phrase may have
// stood: "QUAYTON – The harbour".
func bulleted(s string) bool { return layout.Bulleted(s) && strings.IndexAny(s, "-–—―") != 0 }

// numbered says that a line begins with a number, as an entry of a table of contents does: the
// number that is glued to its end is a page's. "7 The Mill.31", "7.2 The Mill31".
func numbered(s string) bool {
	first, _, ok := strings.Cut(s, " ")
	return ok && strings.Trim(first, "0123456789.") == ""
}

// entries says that two entries with numbers stand side by side, the second one at a byte:
// "5.2. The quay  5.4. The harbour".
func entries(s string, at int) bool { return sectioned(s) && sectioned(s[at:]) }

func sectioned(s string) bool {
	first, _, ok := strings.Cut(s, " ")
	return ok && strings.Trim(first, "0123456789.") == "" && strings.Contains(strings.Trim(first, "."), ".")
}

// lettered says the same of a letter that stands apart and is no word.
func (r *reader) lettered(l *line) bool {
	if len(l.tokens) == 0 {
		return false
	}
	t := &l.tokens[0]
	return t.Kind == lm.Word && t.To == utf8.RuneLen(t.First) && r.s.Frequency(r.s.Number(t)) < 3
}

// itemMark is the mark that a line begins with as a list's item may, with a space
// behind it, 0 for none: ". mend the clock", "! new hands". The line stands at the
// left edge or is set in; one space is a hole.
func itemMark(s string) byte {
	if body := strings.TrimLeft(s, " "); len(s)-len(body) != 1 && len(body) > 1 && body[1] == ' ' && strings.IndexByte(".;:!?", body[0]) >= 0 {
		return body[0]
	}
	return 0
}

// item says that a line begins as items of the document's lists do.
func (r *reader) item(s string) bool {
	return len(s) > 1 && s[1] == ' ' && strings.IndexByte(r.bullets, s[0]) >= 0
}
