package order

import (
	"strings"

	"github.com/recto/recto/pipeline/repair/lm"
)

// learnStarts finds how the document's lines begin where no phrase left a hole: how far most
// are set in, and whether one space stands between an item's bullet and its text.
func (r *reader) learnStarts(text string, blocks []Block) {
	margins, lines := map[int]int{}, 0
	narrow, broad := 0, 0 // items, by the space behind their bullets
	for _, b := range blocks {
		for _, l := range b.Lines {
			lines++
			s := text[l.From:l.To]
			margins[len(s)-len(strings.TrimLeft(s, " "))]++
			if s := strings.TrimFunc(s, lm.IsSpace); listed(s) {
				_, rest, _ := strings.Cut(s, " ")
				if strings.HasPrefix(rest, " ") {
					broad++
				} else {
					narrow++
				}
			}
		}
	}
	for n, with := range margins {
		if with*2 > lines+2 {
			r.margin = n
		}
	}
	r.close = narrow > 2 && narrow > 3*broad
}
