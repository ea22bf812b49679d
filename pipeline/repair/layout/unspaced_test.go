package layout

import (
	"strings"
	"testing"
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
		{"nothing", "", false},
	} {
		if got := Parse(c.text).Unspaced(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
