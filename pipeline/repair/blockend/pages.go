package blockend

import "github.com/recto/recto/pipeline/repair/layout"

// Page is the lines of one page of a document.
type Page struct {
	From  int // the document's line that it begins with
	Lines []Line
}

// Pages cuts a document into its pages, without those that are not laid out in
// visual lines: most of them stands in longer ones, a paragraph each, and no
// phrase of theirs was moved. A document whose lines are justified has none. A reader may set
// a blank line between two pages, and none anywhere else.
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
			out = append(out, p.cut()...)
		}
	}
	return out
}

// cut cuts a page at its blank lines if it is several.
func (p Page) cut() []Page {
	const usual = 20 // lines of a page, at least, on the mean
	blanks := 0
	for _, l := range p.Lines[1:] {
		blanks += one(l.Blank)
	}
	if len(p.Lines) < usual*(blanks+1) {
		return []Page{p}
	}
	var out []Page
	for i, l := range p.Lines {
		if i == 0 || l.Blank {
			out = append(out, Page{From: p.From + i})
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, l)
	}
	return out
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
