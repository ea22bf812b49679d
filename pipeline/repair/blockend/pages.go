package blockend

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/layout"
)

// Page is the lines of one page of a document.
type Page struct {
	From  int // the document's line that it begins with
	Lines []Line
}

// Pages cuts a document into its pages, without those that are not laid out in
// visual lines: most of them stands in longer ones, a paragraph each, and no
// phrase of theirs was moved. A document whose lines are justified has none. A reader may set
// a blank line between two pages, and none anywhere else, or nothing.
func Pages(page *layout.Page) []Page {
	if page.Justified() {
		return nil
	}
	var out []Page
	for i := 0; i < len(page.Lines); {
		p := Page{From: i}
		for n := page.Lines[i].Page; i < len(page.Lines) && page.Lines[i].Page == n; i++ {
			l := &page.Lines[i]
			p.Lines = append(p.Lines, Line{From: l.From, To: l.To, Blank: l.Blanks > 0})
		}
		if !p.wide() {
			out = append(out, p.cut(page.Text)...)
		}
	}
	return out
}

// cut cuts a page that is several: at its blank lines, or, where it has none and holes show,
// behind short lines that may be a tail.
func (p Page) cut(text string) []Page {
	const (
		usual = 20 // lines of a page, at least, on the mean
		most  = 80 // lines of one
	)
	blanks := 0
	for _, l := range p.Lines[1:] {
		blanks += one(l.Blank)
	}
	ends := func(i int) bool { return p.Lines[i].Blank }
	switch {
	case blanks > 0 && len(p.Lines) >= usual*(blanks+1):
	case blanks == 0 && len(p.Lines) > most && p.holed(text):
		ends = p.tails(text)
	default:
		return []Page{p}
	}
	out := []Page{{From: p.From}}
	for i, l := range p.Lines {
		if n := len(out[len(out)-1].Lines); n > 0 && ends(i) && (n >= usual || l.Blank) {
			out = append(out, Page{From: p.From + i})
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, l)
	}
	return out
}

// holed says that holes show in lines, and not in one or two.
func (p *Page) holed(text string) bool {
	n := 0
	for _, l := range p.Lines {
		n += holes(strings.TrimSpace(text[l.From:l.To]))
	}
	return n > 2
}

// tails says before which lines a tail may end: behind lines of which most are short, and
// before such that are long.
func (p *Page) tails(text string) func(i int) bool {
	const (
		part   = 0.6 // of a full line: short ones are no longer
		behind = 6   // lines
		before = 4
	)
	wide := make([]int, len(p.Lines))
	for i, l := range p.Lines {
		wide[i] = utf8.RuneCountInString(text[l.From:l.To])
	}
	sorted := slices.Sorted(slices.Values(wide))
	short := int(part * float64(sorted[len(sorted)*9/10]))
	return func(i int) bool {
		if i < behind || i+before > len(wide) || wide[i] <= short || wide[i-1] > short {
			return false
		}
		shorts, longs := 0, 0
		for _, w := range wide[i-behind : i] {
			shorts += one(w <= short)
		}
		for _, w := range wide[i : i+before] {
			longs += one(w > short)
		}
		return shorts >= behind-1 && longs >= before-1
	}
}

// widest is how many bytes a visual line has, at the most.
const widest = 400

func (p *Page) wide() bool {
	inside, all := 0, 0
	for _, l := range p.Lines {
		n := l.To - l.From
		all += n
		if n > widest {
			inside += n
		}
	}
	return inside*2 > all
}
