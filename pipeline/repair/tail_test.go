package repair

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/layout"
)

// What has no place stays where it is, and so does a line of which a part would go twice.
// A part that goes without the rest has to be surer of its place.
func TestWhatStaysOfALineOfATail(t *testing.T) {
	const text = "The keeper lit the  in the evening, and rang the  in the fog.\nlamp bell\n"
	page := layout.Parse(text)
	put := func(phrase string) blockend.Placement {
		posterior := 1.0
		if strings.HasSuffix(phrase, "?") {
			phrase, posterior = strings.TrimSuffix(phrase, "?"), 0.6
		}
		at := map[string]int{"lamp": strings.Index(text, "in the evening"), "bell": strings.Index(text, "in the fog")}[phrase]
		from := strings.Index(text, phrase)
		return blockend.Placement{From: from, To: from + len(phrase), Tail: 1, Line: 0, At: at, Posterior: posterior}
	}
	for _, c := range []struct{ phrases, read, stays string }{
		{"lamp bell", "The keeper lit the lamp in the evening, and rang the bell in the fog.", ""},
		{"lamp", "The keeper lit the lamp in the evening, and rang the  in the fog.", "bell"},
		{"bell", "The keeper lit the  in the evening, and rang the bell in the fog.", "lamp"},
		{"lamp lamp bell", "", "lamp bell"},
		{"lamp? bell?", "The keeper lit the lamp in the evening, and rang the bell in the fog.", ""},
		{"lamp?", "", "lamp bell"},
	} {
		f := blockend.Found{Tail: 1}
		for p := range strings.FieldsSeq(c.phrases) {
			f.Placements = append(f.Placements, put(p))
		}
		reads := make([]read, len(page.Lines))
		(&job{}).putBack(page, 0, f, reads)
		stays := reads[1].Text
		if reads[1].Pieces == nil && !reads[1].Gone {
			stays = "lamp bell"
		}
		if reads[0].Text != c.read || stays != c.stays {
			t.Errorf("%s: %q, and %q stays", c.phrases, reads[0].Text, stays)
		}
	}
}

// A line that begins with one space goes on from a hole, but for an item of a list.
func TestWhatAHoleParts(t *testing.T) {
	for second, want := range map[string]bool{" in the evening": true, ", and then": true, " - in the evening": false, " • a bell": false, "in the evening": false} {
		page := layout.Parse("The keeper lit the lamp\n" + second + "\nand went home.\n")
		if got := holeAtStart(page, 1); got != want {
			t.Errorf("%q: %v", second, got)
		}
	}
}
