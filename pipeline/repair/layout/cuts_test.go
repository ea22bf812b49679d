package layout_test

import (
	"strings"
	"testing"
)

// A program that prints sets ‐ at the end of a line where people type -. Nothing else is
// known of these words.
func TestTheTypesettersHyphenIsAnother(t *testing.T) {
	const text = `The quay-master of the old town keeps a list of all the ropes, bolzar‐
dams and hooks that were lost in the half-tide, and whoever finds a man‐
trelhook or one of the well-known blue ropes of the harbour brings it tolp‐
arwise to the gate, where a half-crown is paid for it and a lomp-
ferrit besides.
`
	const same = "bolzardams mantrelhook tolparwise lomp-ferrit"
	for _, c := range []struct{ what, text, want string }{
		{"two characters", text, same},
		{"the other way round", strings.NewReplacer("-", "‐", "‐", "-").Replace(text), strings.ReplaceAll(same, "-", "‐")},
		{"one character", strings.ReplaceAll(text, "‐", "-"), "bolzar-dams man-trelhook tolp-arwise lomp-ferrit"},
		{"words have both", strings.ReplaceAll(text, "half-", "half‐"), "bolzar‐dams man‐trelhook tolp‐arwise lomp-ferrit"},
	} {
		got := strings.Join(paragraphs(c.text), " ")
		for w := range strings.FieldsSeq(c.want) {
			if !strings.Contains(got, " "+w+" ") {
				t.Errorf("%s: no %q in %q", c.what, w, got)
			}
		}
	}
}
