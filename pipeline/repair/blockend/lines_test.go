package blockend

import (
	"math"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/layout"
)

// measuredIn measures the lines of a text in a face.
func measuredIn(text string, face layout.Face) *measures {
	var lines []Line
	at := 0
	for s := range strings.Lines(text) {
		lines = append(lines, Line{From: at, To: at + len(s) - 1})
		at += len(s)
	}
	return measured(text, lines, setting{face: face})
}

// The space before an item's bullet is no hole, as it is before a word.
func TestABulletStandsBehindNoHole(t *testing.T) {
	for text, want := range map[string]int{
		"The keeper has\n lamps and\n bells.\n":           2,
		"The keeper has\n * lamps and\n - bells.\n":       0,
		"The keeper has\n • lamps and\n -and bells too\n": 1,
	} {
		if got := measuredIn(text, layout.Mono).spaces; got != want {
			t.Errorf("%q: %d holes, not %d", text, got, want)
		}
	}
}

// A line of nothing but accents has no width, and measures of it are numbers all the same.
func TestALineWithoutWidth(t *testing.T) {
	for _, l := range measuredIn("The keeper has\n\u0301\u0301\na lamp.\n", layout.Proportional).of {
		if math.IsNaN(l.code) || math.IsNaN(l.width) || math.IsNaN(l.room) {
			t.Errorf("%+v", l)
		}
	}
}

func TestWhatBeginsAsACaptionDoes(t *testing.T) {
	for s, want := range map[string]bool{
		"Fig. 3. The harbour at noon":  true,
		"Figure 7.15. Two mills":       true,
		"Tabelle 4: Mühlen am Fluss":   true,
		"Tab. 2 – the mills":           true,
		"12. The weir":                 true,
		"3.4. – The weir":              true,
		"Section 3.2, which tells":     false,
		"Section 8.4":                  false,
		"the year 1912. It":            false,
		"1912":                         false,
		"May 1912.":                    false,
		".5 is the share":              false,
		"":                             false,
		"The 3 mills":                  false,
		"20,4 Millionen Zuschauer":     false,
		"Mill: the wheel and the weir": false,
	} {
		if titled(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
