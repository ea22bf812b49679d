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
	for _, c := range []struct {
		name, text string
		want       []int // lines of the pages
	}{
		{"three pages", lines(50) + "\n" + lines(48) + "\n" + lines(12), []int{50, 48, 12}},
		{"form feeds", lines(50) + "\f" + lines(48), []int{50, 48}},
		{"paragraphs", strings.Repeat(lines(6)+"\n", 5), []int{30}},
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
