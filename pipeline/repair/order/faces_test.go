package order

import (
	"context"
	"testing"
)

// A reader that sees no space where the face changes: all phrases stand where they stood.
const gluedFaces = `The commandharborlists the ships that are there, and the filetide.confsays
when each of them came in. You may add your own withharbor-add, which asks for
the name, theowner, and the day on which she is to sail. If the fileTidefileis
not there, the commandharborwill make it, and all that was known beforeis
lost, so that it is wise to keep a copy of it in another place, as indock/old.
The scriptnight-watchreads the fileTidefileevery hour, and calls the owner if a
ship is late. Who wants to know more reads the page of thewatchmanprogram, or
asks thekeeperin person. The filequay.cbegins with a list of all thequays that
there are. One that is not in it cannot be used byharboror by any other of the
programs that come with it. The scriptpiercountshould be called once a day, and
what it prints goes to the filecounted.today, which thekeeperreads on Mondays.
Then set the variableMOORINGto the name of yourquay, and call it again.
`

func TestPhrasesThatAreGluedWhereTheyStandDoNotMove(t *testing.T) {
	m := open(t, "en")
	out, _, err := New(m, Options{Language: "en"}).Blocks(context.Background(), gluedFaces, []Block{blockOf(gluedFaces)})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range out[0] {
		if len(o.Moves) > 0 {
			t.Errorf("%.2f %q", o.Best.Posterior, o.Best.Text)
		}
	}
}

func TestWhatTellsGluedFacesFromPhrasesThatMoved(t *testing.T) {
	for _, c := range []struct {
		what  string
		shown shown
		glued bool
	}{
		{"half of the marked lines, and no hole", shown{marked: 600, moved: 300, holed: 20}, true},
		{"a phrase leaves its hole", shown{marked: 600, moved: 300, holed: 200}, false},
		{"holes were lost, and nearly all lines read well in another order", shown{marked: 60, moved: 52, holed: 1}, false},
		{"few lines of many, and a third of them with a hole", shown{marked: 400, moved: 40, holed: 13}, true},
		{"nothing is marked", shown{}, true}, // and nothing would move
	} {
		if got := c.shown.gluesFaces(); got != c.glued {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

func TestWhatIsInPlaceIsAsLikelyAsAmongItself(t *testing.T) {
	got := inPlaceOnly([]Reading{
		{Text: "fileTide the", Posterior: .5}, {Text: "the file Tide", Posterior: .375, inPlace: true}, {Text: "the fileTide", Posterior: .125, same: true},
	})
	if len(got) != 2 || got[0].Text != "the file Tide" || got[0].Posterior != .75 || got[1].Posterior != .25 {
		t.Errorf("%+v", got)
	}
}
