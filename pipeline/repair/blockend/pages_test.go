package blockend

import (
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/layout"
)

// A reader may set a blank line between two pages; one behind each paragraph is none.
func TestPagesWithABlankLineBetween(t *testing.T) {
	lines := func(n int) string { return strings.Repeat("and the lamps of the village burn behind the church\n", n) }
	holes := func(n int) string { // that end anywhere
		words := strings.Fields("where all the ships that he sees with the hour of day")
		var b strings.Builder
		for i := range n {
			b.WriteString("and the lamps of the  burn behind the church " + strings.Join(words[:i%6], " ") + "\n")
		}
		return b.String()
	}
	const tail = "of the old\nten women\nwho had\nthe ship\nby day\nand by night\n"
	for _, c := range []struct {
		name, text string
		want       []int // lines of the pages
	}{
		{"three pages", lines(50) + "\n" + lines(48) + "\n" + lines(12), []int{50, 48, 12}},
		{"form feeds", lines(50) + "\f" + lines(48), []int{50, 48}},
		{"paragraphs", strings.Repeat(lines(6)+"\n", 5), []int{30}},
		{"tails and no blank lines", holes(50) + tail + holes(48) + tail + holes(12), []int{56, 54, 12}},
		{"and no holes", lines(50) + tail + lines(48) + tail + lines(12), []int{122}},
		{"tails among paragraphs", strings.Repeat(strings.ReplaceAll(holes(7), "  ", " ")+"\n", 5) + holes(30) + tail + holes(30), []int{35 + 30 + 6 + 30}},
		{"a list of a page", holes(50) + tail + holes(12), []int{68}},
		{"a heading of a page", "The village\n\n" + lines(20), []int{21}},
	} {
		var got []int
		first := 0
		for _, p := range Pages(layout.Parse(c.text)) {
			if p.From != first {
				t.Errorf("%s: a page begins with line %d, not %d", c.name, p.From, first)
			}
			got, first = append(got, len(p.Lines)), first+len(p.Lines)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: pages of %v lines, not %v", c.name, got, c.want)
		}
	}
}
