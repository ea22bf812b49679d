package layout

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

func TestWordsWithoutSpaces(t *testing.T) {
	const sound = "The keeper of the lighthouse went down to the quay and asked the miller for his cart.\n"
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"sound", strings.Repeat(sound, 20), false},
		{"all", strings.Repeat(strings.ReplaceAll(sound, " ", ""), 20), true},
		{"a line in five", strings.Repeat(strings.Repeat(sound, 4)+strings.ReplaceAll(sound, " ", ""), 5), true},
		{"a line in twenty", strings.Repeat(strings.Repeat(sound, 19)+strings.ReplaceAll(sound, " ", ""), 5), false},
		{"with marks within", strings.Repeat("«Lekeeperdelatour»(c'estàdire,lemeunier)descenditauquai.\n", 5), true},
		{"long words of German", "Die Rindfleischetikettierungsüberwachung war gut.\n" + strings.Repeat("Alle im Ort wussten das auch; denn so hatte man es ihnen gesagt, als sie noch klein waren.\n", 6), false},
		{"paths", strings.Repeat("/usr/share/keeper/lighthouse/quay/miller/boats/register\n", 9), false},
		{"a script without spaces", strings.Repeat("灯台守は波止場に下りて粉屋に荷車を貸してくれと頼んだのだったが断られた。\n", 9), false},
		{"names of programs", strings.Repeat("DescribeLighthouseKeeperBoats, ListHarbourMastersOfTheQuay\n", 9), false},
		{"nothing", "", false},
	} {
		if got := Parse(c.text).Unspaced(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestSpacesAreFound(t *testing.T) {
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	w := NewWords(m)
	for line, want := range map[string]string{
		"thekeeperofthelighthousewentdowntothequay": "the keeper of the lighthouse went down to the quay",
		"Hecame,saw(nobodyknewwhat)andleft.Thenhe":  "He came, saw (nobody knew what) and left. Then he",
		"see/usr/share/doc/readme.txtforthat":       "see/usr/share/doc/readme.txt for that", // but for what a path says
		"NATO and the keeper":                       "NATO and the keeper",
		"responsibilities":                          "responsibilities",
		"1.5million":                                "1.5million",
	} {
		got := line
		for i := len(w.Unglue(line)) - 1; i >= 0; i-- {
			g := w.Unglue(line)[i]
			got = got[:g.From] + " " + got[g.To:]
		}
		if got != want {
			t.Errorf("%q reads %q, want %q", line, got, want)
		}
	}
}

// A word with as many letters as a page costs no more than it is long, and is left.
func TestALongWordIsLeft(t *testing.T) {
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	if got := NewWords(m).Unglue(strings.Repeat("thekeeper", 10_000)); len(got) != 0 {
		t.Errorf("%d spaces", len(got))
	}
}
