package layout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// spaced renders a line with its gaps: | where a space goes, _ where one comes.
func spaced(w *layout.Words, line string) string {
	out, at := "", 0
	for _, g := range w.Spacing(line) {
		sign := "_"
		if g.To > g.From {
			sign = "|"
		}
		out += line[at:g.From] + sign
		at = g.To
	}
	return out + line[at:]
}

func TestSpacingNeedsStrongEvidence(t *testing.T) {
	for lang, lines := range map[string]map[string]string{
		"fr": {
			"sur l e quai du port":                "sur l|e quai du port",
			"R A P P O R T annuel du comité":      "R|A|P|P|O|R|T annuel du comité",
			"afin quele conseil":                  "afin que_le conseil",
			"elle dit q u e tout va bien":         "elle dit q|u|e tout va bien",
			"le gouver nement du pays":            "le gouver|nement du pays",
			"la bouée mor dorée du port":          "la bouée mor dorée du port",
			"M. A. B. Dupont et J. K. Martin":     "M. A. B. Dupont et J. K. Martin",
			"le plan a b c d":                     "le plan a b c d",
			"il y a un an, à la fin de la saison": "il y a un an, à la fin de la saison",
		},
		"en": {
			"at the end ofthe week":       "at the end of_the week",
			"a lookup_table of_the words": "a lookup_table of_the words",
		},
		"de": {
			"die Hafenbehörde und der Kranführer": "die Hafenbehörde und der Kranführer",
		},
	} {
		m, err := lm.Open(lang)
		if err != nil {
			t.Fatal(err)
		}
		w := layout.NewWords(m)
		for line, want := range lines {
			if diff := cmp.Diff(want, spaced(w, line)); diff != "" {
				t.Errorf("%s: %s", lang, diff)
			}
		}
	}
}
