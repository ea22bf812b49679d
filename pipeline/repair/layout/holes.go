package layout

import (
	"slices"
	"strings"
)

// WideHoles says that a document's wide gaps are holes that phrases left, and part no
// columns: most of the lines that show one are as full as those beside them, which show
// none, and no gap ends where one of the next line does. Groups are of lines that stand
// together, each by its bytes in the text.
func WideHoles(text string, groups [][][2]int) bool {
	return holed(text, groups, Columns)
}

// holed is WideHoles where wide says which lines show a wide gap.
func holed(text string, groups [][][2]int, wide func(string) bool) bool {
	const least = 3 // lines
	full, all := 0, 0
	for _, g := range groups {
		for _, hole := range holesIn(text, g, wide) {
			all++
			if hole {
				full++
			}
		}
	}
	return full >= least && 3*full > 2*all
}

// holesIn gives the lines of a group that show a wide gap, and whether it seems to be a
// hole. What is wider than a visual line says nothing.
func holesIn(text string, group [][2]int, wide func(string) bool) map[int]bool {
	longest, with, without := 0, 0, 0
	for _, l := range group {
		s := text[l[0]:l[1]]
		n := len(s) - gapBytes(s)
		longest = max(longest, n)
		if strings.Contains(s, "  ") {
			with++
		} else {
			without = max(without, n)
		}
	}
	if with == 0 {
		return nil
	}
	out := map[int]bool{}
	for i, l := range group {
		if s := text[l[0]:l[1]]; len(s) < 4*widest && wide(strings.Trim(s, " ")) {
			out[i] = 2*(len(s)-gapBytes(s)) > longest && 3*without > 2*longest && !Stretched(s) && !beneath(text, group, i)
		}
	}
	return out
}

// gapBytes are those spaces of a line that follow another.
func gapBytes(s string) int {
	n := 0
	for i := 1; i < len(s); i++ {
		if s[i] == ' ' && s[i-1] == ' ' {
			n++
		}
	}
	return n
}

// beneath says that a gap of a line ends at the column where one of a line beside it does.
func beneath(text string, group [][2]int, i int) bool {
	here := Gaps(text[group[i][0]:group[i][1]])
	for k := max(0, i-1); k <= i+1 && k < len(group); k++ {
		s := text[group[k][0]:group[k][1]]
		if k != i && len(s) < 4*widest && slices.ContainsFunc(Gaps(s), func(c int) bool { return slices.Contains(here, c) }) {
			return true
		}
	}
	return false
}

// Gaps are the columns, in characters, at which gaps of two spaces and more end in a line.
func Gaps(s string) []int {
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

// Stretched says of a line that most of its words are set apart, to fill it or for emphasis.
func Stretched(s string) bool {
	const least = 3 // gaps
	n := len(Gaps(s))
	return n >= least && 2*n >= len(strings.Fields(s))
}

// wideHoles takes the gaps of lines for holes where the document's are.
func (p *Page) wideHoles() {
	if !slices.ContainsFunc(p.shapes, func(s shape) bool { return s.gaps > 1 }) {
		return
	}
	var groups [][][2]int
	for i, l := range p.Lines {
		if i == 0 || l.Blanks > 0 || l.Page != p.Lines[i-1].Page {
			groups = append(groups, nil)
		}
		g := &groups[len(groups)-1]
		*g = append(*g, [2]int{l.From, l.To})
	}
	wide := func(s string) bool { return strings.Contains(s, "   ") || strings.Contains(s, "\t") } // as shape counts gaps
	if !holed(p.Text, groups, wide) {
		return
	}
	at := 0
	for _, g := range groups {
		for i, hole := range holesIn(p.Text, g, wide) {
			if hole {
				p.shapes[at+i].gaps = 0
			}
		}
		at += len(g)
	}
}
