package layout

import "strings"

// Columns says of a line's text that it has columns, as tables do: their gaps are
// wider than a hole, which is two spaces, or three between two phrases.
func Columns(s string) bool { return strings.Contains(s, "    ") || strings.Contains(s, "\t") }

// rightEdge finds the column at which lines end that are filled with wider
// spaces, as typewriters and manuals do it; 0 where none are. Lines with holes
// end anywhere.
func (p *Page) rightEdge() int {
	const least = 4 // lines
	ends := make(map[int]int)
	edge, all := 0, 0
	for i, s := range p.shapes {
		from, to := Trim(p.Text, p.Lines[i].From, p.Lines[i].To)
		text := p.Text[from:to]
		if s.width > widest || !strings.Contains(text, "  ") || Columns(text) {
			continue
		}
		all++
		end := s.indent + s.width
		if ends[end]++; ends[end] > ends[edge] || ends[end] == ends[edge] && end > edge {
			edge = end
		}
	}
	if ends[edge] < least || ends[edge]*2 < all {
		return 0
	}
	return edge
}

// Justified says that the document's lines are filled up to a common right edge:
// two spaces inside a line are no hole there.
func (p *Page) Justified() bool { return p.edge > 0 }

// Filled says that line i is: whatever spaces are in it, they are no columns.
func (p *Page) Filled(i int) bool {
	return p.edge > 0 && p.shapes[i].indent+p.shapes[i].width == p.edge
}
