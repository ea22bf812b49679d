package hyphen_test

import (
	"math"
	"testing"

	"github.com/recto/recto/pipeline/repair/hyphen"
)

// list is a word list of a few forms, as common as words are.
func list(forms ...string) hyphen.Words {
	return func(w string) float64 {
		for _, f := range forms {
			if f == w {
				return 1
			}
		}
		return math.Inf(-1)
	}
}

func TestHyphens(t *testing.T) {
	none := list()
	for name, c := range map[string]struct {
		lang  string
		cut   hyphen.Cut
		words hyphen.Words
		goes  bool
	}{
		"a word that the list has":           {"fr", hyphen.Cut{Left: "inter", Right: "national"}, list("international"), true},
		"a compound of the language":         {"fr", hyphen.Cut{Left: "vingt", Right: "trois"}, list("vingt", "trois"), false},
		"the word elsewhere, solid":          {"de", hyphen.Cut{Left: "Damp", Right: "ferei", Solid: 2}, none, true},
		"the word elsewhere, with hyphen":    {"en", hyphen.Cut{Left: "sand", Right: "bank", Hyphened: 2}, list("sandbank"), false},
		"a name behind the hyphen":           {"en", hyphen.Cut{Left: "Austria", Right: "Hungary"}, none, false},
		"an abbreviation before the hyphen":  {"de", hyphen.Cut{Left: "EU", Right: "weit"}, list("weit"), false},
		"a chain":                            {"fr", hyphen.Cut{Left: "est", Right: "dire", Chain: true}, list("est", "dire"), false},
		"a German compound that is unlisted": {"de", hyphen.Cut{Left: "hafen", Right: "behörde"}, list("hafen", "behörde"), true},
		"two words in English":               {"en", hyphen.Cut{Left: "cost", Right: "effective"}, list("cost", "effective"), false},
		"figures":                            {"en", hyphen.Cut{Left: "", Right: "12"}, none, false},
	} {
		t.Run(name, func(t *testing.T) {
			// Among plain cuts, so that the document is seen to hyphenate.
			cuts := []hyphen.Cut{c.cut, {Left: "know", Right: "ledge", Solid: 3}, {Left: "gar", Right: "den", Solid: 2}}
			if got := hyphen.Open(c.lang).Judge(cuts, 60, c.words)[0]; got != c.goes {
				t.Errorf("the hyphen goes: %v", got)
			}
		})
	}
}

func TestDoubtKeepsTheHyphen(t *testing.T) {
	// Without a list, a habit, or another cut, nothing is known.
	if hyphen.Open("").Judge([]hyphen.Cut{{Left: "abro", Right: "kal"}}, 60, nil)[0] {
		t.Error("a hyphen went that nothing spoke against")
	}
	// A document that cuts word after word that it has solid elsewhere says how it is set.
	cuts := []hyphen.Cut{{Left: "abro", Right: "kal"}}
	for _, w := range [][2]string{{"ti", "mel"}, {"uro", "ka"}, {"es", "bon"}, {"vil", "temo"}, {"ka", "ruso"}} {
		cuts = append(cuts, hyphen.Cut{Left: w[0], Right: w[1], Solid: 2})
	}
	if !hyphen.Open("").Judge(cuts, 60, nil)[0] {
		t.Error("a hyphen stayed where five words say that the document hyphenates")
	}
	if hyphen.Open("").Judge(cuts[:4], 60, nil)[0] {
		t.Error("three words spoke for the document")
	}
}

func TestSeenCountsPartsOfCompounds(t *testing.T) {
	cuts := []hyphen.Cut{{Left: "EU", Right: "weit"}}
	s := hyphen.Want(cuts)
	s.AddLine("Die EU und das EU-Recht, euweit und anders-weit, EU-weit.", false)
	s.Fill(cuts)
	c := cuts[0]
	// EU-Recht goes on with a capital, and says nothing of EU-weit.
	if c.Solid != 1 || c.Hyphened != 1 || c.LeftAlone != 1 || c.LeftHyphened != 1 || c.RightHyphened != 2 {
		t.Errorf("counted %+v", c)
	}
}

func TestHalvesOfWordsAreNotSeen(t *testing.T) {
	cuts := []hyphen.Cut{{Left: "Band", Right: "werke"}}
	s := hyphen.Want(cuts)
	s.AddLine("auf ein Bandlauf- und noch ein Band-", false)
	s.AddLine("  werke, und dann zwei Werke", true)
	s.Fill(cuts)
	want := hyphen.Cut{Left: "Band", Right: "werke", RightAlone: 1}
	if cuts[0] != want {
		t.Errorf("counted %+v", cuts[0])
	}
}

func TestAPathKeepsItsHyphen(t *testing.T) {
	cuts := []hyphen.Cut{{Left: "higher", Right: "level", Path: true}, {Left: "know", Right: "ledge", Solid: 3}, {Left: "gar", Right: "den", Solid: 2}}
	if got := hyphen.Open("en").Judge(cuts, 60, nil); got[0] || !got[1] {
		t.Errorf("the hyphens go: %v", got)
	}
}
