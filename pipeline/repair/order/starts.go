package order

import (
	"strconv"
	"strings"

	"github.com/recto/recto/pipeline/repair/lm"
)

// learnStarts finds how the document's lines begin where no phrase left a hole: how far most
// are set in, with which numbers, and whether one space stands between an item's bullet and
// its text.
func (r *reader) learnStarts(text string, blocks []Block) {
	margins, lines := map[int]int{}, 0
	narrow, broad := 0, 0 // items, by the space behind their bullets
	for _, b := range blocks {
		for _, l := range b.Lines {
			lines++
			s := text[l.From:l.To]
			margins[len(s)-len(strings.TrimLeft(s, " "))]++
			s = strings.TrimFunc(s, lm.IsSpace)
			if n := itemNumber(s); n > 0 {
				r.numbers[n] = true
			}
			if listed(s) {
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

const mostItems = 100

// itemNumber is the number that a line begins with as an item does, below mostItems; 0 if none.
func itemNumber(s string) int {
	first, rest, _ := strings.Cut(s, ". ")
	if n, err := strconv.Atoi(first); err == nil && rest != "" && n > 0 && n < mostItems {
		return n
	}
	return 0
}

// counted says that a line begins with a number, and others with the one before or behind it:
// " 9. so" and "10. so" are set to one edge. "30. septembri" is not.
func (r *reader) counted(s string) bool {
	n := itemNumber(s)
	return n > 0 && (r.numbers[n-1] || n+1 < mostItems && r.numbers[n+1])
}
