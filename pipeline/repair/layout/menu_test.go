package layout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/pipeline/repair/layout"
)

func TestMenus(t *testing.T) {
	for line, want := range map[string]bool{
		"Quay  Harbour  Old town  Lamps  Help":                                  true,
		"  q: quit  u: undo  ?: help":                                           true,
		"q: quit  u: undo":                                                      false,
		"the quay  u: undo  ?: help":                                            false,
		"MEND(1)  tools of the harbour  MEND(1)":                                true,
		"MEND(1)  tools of the harbour  MENDED(1)":                              false,
		"the quay  was in the old  and the lamps  of the town harbour lit late": false,
		"it was  seen by the  who had come  there old keeper early":             false,
		"Quay Harbour Town Help":                                                false,
	} {
		if got := layout.Menu(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

// A menu is a line of its own, though the next one might go on with it.
func TestAMenuIsALineOfItsOwn(t *testing.T) {
	got := paragraphs("Quay  Harbour  Old town  Lamps  Boats  Help\nq: quit  u: undo  ?: help\nmend 0.4\n")
	want := []string{"Quay  Harbour  Old town  Lamps  Boats  Help", "q: quit  u: undo  ?: help", "mend 0.4"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
