package layout_test

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/layout"
)

// Lines whose phrases left wide holes are lines of a paragraph, and rows are rows.
func TestTwoWideHolesMakeNoRow(t *testing.T) {
	prose := []string{
		"The old ferry      two trips a day between the islands, and      on Sundays made none",
		"for the ferryman was a pious man and would not hear of it, whatever the people said to",
		"him. When he      his son took the      over, and from then on there were died, boat",
		"trips on every day of the week, and the church      as empty as      on the hill was a barn",
		"in winter. Nobody complained of that but the sexton, and he left for the mainland.",
	}
	row := "Northisle      6 trips      40 people"
	for name, text := range map[string]string{
		"by themselves": strings.Join(prose, "\n"),
		"beside a row":  strings.Join(prose, "\n") + "\n\n" + row,
	} {
		page := layout.Parse(text)
		for i, l := range page.Lines {
			if got, want := page.Apart(i), strings.Contains(text[l.From:l.To], "isle "); got != want {
				t.Errorf("%s: %q is a row: %t", name, text[l.From:l.To], got)
			}
		}
	}
	page := layout.Parse(strings.Repeat(row+"\n", 3) + "and so on")
	if !page.Apart(0) {
		t.Error("a row of a table is none")
	}
}
