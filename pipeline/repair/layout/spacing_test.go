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
			"L e conseil":                         "L|e conseil",
			"il n'y a r i e n pour nous":          "il n'y a r|i|e|n pour nous",
			"la m o r d o r é e du port":          "la m|o|r|d|o|r|é|e du port",
			"le port y g a g n e beaucoup":        "le port y g|a|g|n|e beaucoup",
			"le po rt de la ville":                "le po|rt de la ville",
			"le gouverne ment du pays":            "le gouverne|ment du pays",
			"le navire va a u port":               "le navire va a|u port",
			"les points b d f g k du plan":        "les points b d f g k du plan",
			"les points a b d f g du plan":        "les points a b d f g du plan",
			"les moulins etla rivière":            "les moulins et_la rivière",
			"dans laforêt du Nord":                "dans la_forêt du Nord",
			"dans Laforêt et Sesoir":              "dans Laforêt et Sesoir",
			"chez Martin’s a port":                "chez Martin’s a port",
			"le quai de Dela":                     "le quai de Dela",
			"le plan a b c d":                     "le plan a b c d",
			"il y a un an, à la fin de la saison": "il y a un an, à la fin de la saison",
		},
		"en": {
			"at the end ofthe week":       "at the end of_the week",
			"a lookup_table of_the words": "a lookup_table of_the words",
			"an n by n matrix a n":        "an n by n matrix a n",
			"they were n o t here":        "they were n|o|t here",
			"the f e w that came":         "the f|e|w that came",
			"columns r c c c c c c here":  "columns r c c c c c c here",
		},
		"es": {
			"en el puerto n o concedían nada":        "en el puerto n|o concedían nada",
			"los dos, Jorge tam bién Marta":          "los dos, Jorge tam|bién Marta",
			"se canta g c b d g c b en el puerto":    "se canta g c b d g c b en el puerto",
			"la orden de e l i m i n a r a las aves": "la orden de e|l|i|m|i|n|a|r a las aves",
		},
		"ru": {
			"Так писал Хорхе де ла Торре":  "Так писал Хорхе де ла Торре",
			"Так писал Хорхе де ла у моря": "Так писал Хорхе де|ла у моря",
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

// A list is hashed, so that it seems to have a word now and then that no text has: two in one.
func TestAWordThatIsListedByChanceIsNone(t *testing.T) {
	m, err := lm.Open("fr")
	if err != nil {
		t.Fatal(err)
	}
	w, found := layout.NewWords(m), 0
	for n := 0; found < 5 && n < 1_000_000; n++ {
		half := "xq"
		for k := n; k > 0; k /= 20 {
			half += string("bcdfghjklmnpqrstvwxz"[k%20])
		}
		if m.Frequency(half) < -6 && m.Frequency(half+"gouvernement") >= 0 {
			found++
			line := "le " + half + " gouvernement du pays"
			if got := spaced(w, line); got != line {
				t.Errorf("%s is put together", got)
			}
		}
	}
	if found == 0 {
		t.Error("no word is listed by chance")
	}
}
