package layout

import (
	"strings"
	"unicode"
)

// Some readers of PDF take the gap between two words for none, where a typesetter moves the
// pen instead of setting a space: "Somereaderstakethegap".

const (
	longRun = 24  // letters without a space: hardly a word has as many in any language
	joined  = 0.1 // of all letters: in long runs
	within  = ".,;:!?'’“”\"()«»"
)

// Unspaced says that a good part of the text has no spaces between its words: that two words
// are glued tells of no phrase then.
func (p *Page) Unspaced() bool {
	all, long, run := 0, 0, 0
	ends := func() {
		if all += run; run >= longRun {
			long += run
		}
		run = 0
	}
	for _, r := range p.Text {
		switch {
		case unicode.IsLetter(r):
			run++
		case run > 0 && !unicode.IsMark(r) && !strings.ContainsRune(within, r):
			ends()
		}
	}
	ends()
	return float64(long) > joined*float64(all)
}
