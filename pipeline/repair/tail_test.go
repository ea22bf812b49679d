package repair

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/layout"
)

// A line of a tail of which a part has no place stays, with all that is on it.
func TestALineOfATailGoesAsAWhole(t *testing.T) {
	const text = "The keeper lit the  in the evening, and rang the  in the fog.\nlamp bell\n"
	page := layout.Parse(text)
	put := func(phrase string) blockend.Placement {
		at := map[string]int{"lamp": strings.Index(text, "in the evening"), "bell": strings.Index(text, "in the fog")}[phrase]
		from := strings.Index(text, phrase)
		return blockend.Placement{From: from, To: from + len(phrase), Tail: 1, Line: 0, At: at, Posterior: 1}
	}
	for _, c := range []struct {
		phrases string
		want    string
	}{
		{"lamp bell", "The keeper lit the lamp in the evening, and rang the bell in the fog."},
		{"lamp", ""},
		{"lamp lamp bell", ""},
	} {
		f := blockend.Found{Tail: 1}
		for p := range strings.FieldsSeq(c.phrases) {
			f.Placements = append(f.Placements, put(p))
		}
		reads := make([]read, len(page.Lines))
		(&job{}).putBack(page, 0, f, reads)
		if reads[0].Text != c.want || reads[1].Gone != (c.want != "") || (len(reads[1].doubts) > 0) != (c.want == "") {
			t.Errorf("%s: %q, gone %v, %d doubts", c.phrases, reads[0].Text, reads[1].Gone, len(reads[1].doubts))
		}
	}
}
