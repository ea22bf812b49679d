package layout

import "strings"

// Columns says of a line's text that it has columns, as tables do: their gaps are
// wider than a hole, which is two spaces, or three between two phrases.
func Columns(s string) bool { return strings.Contains(s, "    ") || strings.Contains(s, "\t") }

// rightEdge finds the column at which lines end that are filled with wider
// spaces, as typewriters and manuals do it; 0 where none are. Lines with holes
// end anywhere, as lines do that are not filled.
func (p *Page) rightEdge() int {
	const (
		least = 4 // lines
		wide  = 2 // of them with wider spaces
		near  = 8 // columns: a line that ends so near the edge goes up to it
	)
	ends, gaps := make(map[int]int), make(map[int]int) // all lines, and those with wider spaces
	edge := 0
	for i, s := range p.shapes {
		from, to := Trim(p.Text, p.Lines[i].From, p.Lines[i].To)
		text := p.Text[from:to]
		if s.width > widest || Columns(text) {
			continue
		}
		end := s.indent + s.width
		ends[end]++
		if strings.Contains(text, "  ") {
			gaps[end]++
		}
		if gaps[end] > gaps[edge] || gaps[end] == gaps[edge] && end > edge {
			edge = end
		}
	}
	full := func(ends map[int]int) bool {
		all := 0
		for end := edge - near; end <= edge+near; end++ {
			all += ends[end]
		}
		return ends[edge]*2 >= all
	}
	if gaps[edge] < wide || ends[edge] < least || !full(ends) || !full(gaps) {
		return 0
	}
	return edge
}

// Justified says that the document's lines are filled, up to a common right edge or, in
// letters of unlike widths, with spaces between most words: two spaces inside a line are no
// hole there.
func (p *Page) Justified() bool { return p.edge > 0 || p.stretched }

// stretch finds out whether lines are filled though they end at no common column: many have
// more than one space between their words, and are no menus then.
func (p *Page) stretch() {
	const (
		least = 4 // lines
		share = 5 // one in so many
	)
	n := 0
	for i := range p.shapes {
		n += one(p.shapes[i].menu && Stretched(p.Text[p.Lines[i].From:p.Lines[i].To]))
	}
	if p.stretched = n >= least && n*share > len(p.shapes); !p.stretched {
		return
	}
	for i := range p.shapes {
		p.shapes[i].menu = false
	}
}

// Filled says that line i is: whatever spaces are in it, they are no columns.
func (p *Page) Filled(i int) bool {
	return p.edge > 0 && p.shapes[i].indent+p.shapes[i].width == p.edge
}
