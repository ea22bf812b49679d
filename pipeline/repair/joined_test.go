package repair

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

const kept = "The harbour board keeps these papers, and whoever asks for them may read them there.\n" +
	"They lie in the second room on the left, behind the office of the harbour master and\n" +
	"above the cold store, where they are out of the way of the water and of the mice that\n" +
	"live in the old ropes. Nobody may take them out of the house, and nobody may write in\n" +
	"them or cut them up. Copies are made by the porter, who asks for a small sum that goes\n" +
	"to the old sailors. The board is not answerable for what is read in them by anyone who\n" +
	"does not know the sea, for the men who wrote them took it that he does, and left out a\n" +
	"good deal that everybody knew.\n\n"

// What looks like runs of visual lines is none in these texts: their lines go together in
// pairs that are as wide as a line.
func TestWhatIsNotJoined(t *testing.T) {
	for name, text := range map[string]string{
		"a list": kept +
			"Plans of the northern quay, of last year\nLetters of the fishermen to the board\n" +
			"Offers of three firms for the repair\nAccounts of the cold store, month by month\n" +
			"Minutes of the meetings since the flood\nThe keys of the lighthouse and its ledger\n" +
			"A register of the boats without licence\nThe drawings of the old fish market\n",
		"verse": kept +
			"The tide goes out, the tide comes in,\nthe nets hang in the sun to dry,\n" +
			"the boats lie on the sand, as thin\nas leaves beneath a paper sky;\n" +
			"the gulls that had so much to say\nhave gone to sleep upon the mast,\n" +
			"and nothing moves across the bay\nbut clouds that came and clouds that passed.\n",
	} {
		page, whole := join(t, "en", text)
		if len(page.Runs()) < 2 {
			t.Errorf("%s: %d visual lines are looked at: it tells nothing", name, len(page.Runs()))
		}
		if whole != page {
			t.Errorf("%s is joined", name)
		}
	}
}

func TestWhatTellsThatADocumentCameByRun(t *testing.T) {
	for _, c := range []struct {
		name string
		e    evidence
		want bool
	}{
		{"news, a run a line", evidence{runs: 60, shown: 57, bare: 3, tried: 30, moved: 28}, true},
		{"news, no hole shows", evidence{runs: 59, tried: 30, moved: 12, kept: 4}, true},
		{"a browser's pages, whose holes have nothing beside them", evidence{runs: 80, bare: 18, tried: 40, moved: 17, kept: 29}, false},
		{"the same, half of what is sure reads better", evidence{runs: 71, shown: 3, bare: 16, tried: 36, moved: 10, kept: 10}, false},
		{"a few lines of a document", evidence{lines: 326, runs: 12, tried: 6, moved: 4, kept: 1}, false},
		{"a page with two phrases", evidence{runs: 2, shown: 2, tried: 2, moved: 2}, true},
		{"the same where one line reads best as it came", evidence{runs: 3, tried: 3, moved: 2, kept: 1}, false},
		{"a guide: most lines show, few are sure", evidence{runs: 100, shown: 80, bare: 10, tried: 40, moved: 5, kept: 30}, true},
		{"hardly any line is sure", evidence{runs: 100, shown: 80, bare: 10, tried: 48, moved: 5, kept: 30}, false},
		{"most say nothing", evidence{runs: 100, tried: 48, moved: 6, kept: 2}, false},
		{"a third of the holes have nothing beside them", evidence{runs: 100, shown: 60, bare: 32, tried: 40, moved: 6, kept: 30}, false},
		{"a guide with titles and terms: a third of the lines show", evidence{runs: 100, shown: 30, bare: 2, tried: 40, moved: 6, kept: 30}, true},
		{"as many holes have nothing beside them", evidence{runs: 100, shown: 30, bare: 2, alone: 28, tried: 40, moved: 6, kept: 30}, false},
		{"holes show in lines by themselves", evidence{runs: 30, shown: 11, bare: 1, open: 1, alone: 17, tried: 30, moved: 14, kept: 6}, false},
		{"phrases at the ends of blocks, those of the last line beside it", evidence{lines: 235, runs: 34, shown: 6, alone: 4, tried: 34, moved: 8, kept: 8}, false},
		{"news, a hole of another kind", evidence{lines: 245, runs: 54, shown: 6, alone: 1, tried: 27, moved: 13, kept: 3}, true},
		{"a tenth of the lines show", evidence{runs: 100, shown: 10, bare: 2, tried: 40, moved: 6, kept: 30}, false},
		{"one line", evidence{runs: 1, shown: 1, tried: 1, moved: 1}, false},
		{"a manual", evidence{runs: 400, shown: 9, bare: 2, tried: 48, moved: 4, kept: 48}, false},
		{"more read best as they came", evidence{runs: 60, tried: 30, moved: 8, kept: 16}, false},
		{"phrases at the page's end", evidence{runs: 60, shown: 22, bare: 25, tried: 30, moved: 20, kept: 8}, false},
		{"the same, one hole a line", evidence{lines: 64, runs: 13, open: 12, tried: 13, moved: 5, kept: 4}, false},
		{"news, a few holes that seem to be left open", evidence{lines: 260, runs: 55, open: 8, tried: 28, moved: 22, kept: 1}, true},
		{"fields, whose dots look like holes", evidence{runs: 21, bare: 17, tried: 21, moved: 7, kept: 1}, false},
	} {
		if got := c.e.byRun(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestWhatIsLeftOpen(t *testing.T) {
	e := look([]layout.Runs{{Holes: 1}, {Holes: 2}, {Holes: 1, Phrases: 1}, {}, {Phrases: 1}})
	if e.runs != 5 || e.shown != 1 || e.bare != 1 || e.open != 2 {
		t.Errorf("%+v", e)
	}
}

// How many lines are out of order is known where enough of them may well be, and they are
// a good part of the document.
func TestShareOfTheLinesThatAreOutOfOrder(t *testing.T) {
	of := func(n int, p float64, rest ...float64) []float64 {
		for range n {
			rest = append(rest, p)
		}
		return rest
	}
	for _, c := range []struct {
		name        string
		e           evidence
		least, most float64
	}{
		{"nothing was read", evidence{lines: 100, runs: 40}, 0, 0},
		{"all read better", evidence{lines: 100, runs: 40, full: of(20, 0.99)}, 0.9, 1},
		{"most of them may", evidence{lines: 100, runs: 40, full: of(20, 0.5, of(4, 0.01)...)}, 0.7, 0.95},
		{"two thirds of them do, some for certain", evidence{lines: 100, runs: 40, moved: 10, kept: 20, full: of(16, 0.9, of(7, 0.01)...)}, 0.65, 0.75},
		{"two thirds of them may, nearly all for certain not", evidence{lines: 100, runs: 40, moved: 4, kept: 20, full: of(16, 0.9, of(7, 0.01)...)}, 0, 0},
		{"most of them may, nearly all for certain not", evidence{lines: 100, runs: 40, moved: 3, kept: 21, full: of(20, 0.5, of(4, 0.01)...)}, 0, 0},
		{"half of them do", evidence{lines: 100, runs: 40, moved: 10, kept: 20, full: of(12, 0.9, of(12, 0.01)...)}, 0, 0},
		{"some do", evidence{lines: 100, runs: 40, full: of(6, 0.9, of(14, 0.01)...)}, 0, 0},
		{"a few, all of which do", evidence{lines: 100, runs: 40, full: of(3, 0.9)}, 0, 0},
		{"none does", evidence{lines: 100, runs: 40, full: of(30, 0.02)}, 0, 0},
		{"holes show, and their phrases are elsewhere", evidence{lines: 100, runs: 40, bare: 5, full: of(20, 0.99)}, 0, 0},
		{"a book with a few such lines", evidence{lines: 4000, runs: 40, full: of(20, 0.99)}, 0, 0},
	} {
		if got := c.e.share(); got < c.least || got > c.most {
			t.Errorf("%s: %.2f", c.name, got)
		}
	}
	if e := (evidence{lines: 100, runs: 40, tried: 20, moved: 2, kept: 5, full: of(20, 0.5)}); !e.byRun() || !e.mayMove() {
		t.Error("a document whose lines may all be out of order did not come by run")
	}
	if e := (evidence{full: of(20, 0.1)}); e.mayMove() {
		t.Error("lines that hardly are out of order may move")
	}
}

func TestWhatIsJoined(t *testing.T) {
	for _, reader := range []string{"mutool", "raw"} {
		files, err := filepath.Glob("testdata/produced/*." + reader + ".txt")
		if err != nil || len(files) == 0 {
			t.Fatal("no texts")
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if page, whole := join(t, strings.Split(filepath.Base(f), ".")[1], string(text)); whole == page {
				t.Errorf("%s is not joined", f)
			}
		}
	}
}

func join(t *testing.T, lang, text string) (page, whole *layout.Page) {
	t.Helper()
	m, err := lm.Open(lang)
	if err != nil {
		t.Fatal(err)
	}
	j := &job{o: Options{Language: lang}, model: m, words: layout.NewWords(m)}
	page = layout.Parse(text)
	runs, _, err := j.byRun(context.Background(), page)
	if err != nil {
		t.Fatal(err)
	}
	return page, page.Join(runs)
}

// What came as it reads and may be two lines is two again, and its doubts stay; what was put
// in another order is one, whatever it is made of.
func TestVisualLinesThatAreSeveral(t *testing.T) {
	page := layout.Parse("He left the house.\nThe Mill\nthe boat lay at the quay of\nold harbour\nAnd so he went on.\nThe Keeper\n")
	runs := []layout.Runs{{From: 0, To: 2}, {From: 2, To: 4}, {From: 4, To: 6}}
	reads := make([]read, 3)
	reads[0].doubts = []corpus.Doubt{{Line: 1}}
	reads[2].Pieces = []corpus.Piece{{From: 1, To: 2}}
	got, out := parted(page, runs, reads)
	if len(got.Lines) != 4 || len(out) != 4 {
		t.Fatalf("%d lines, %d reads, want 4", len(got.Lines), len(out))
	}
	if len(out[0].doubts) != 1 || out[1].Pieces != nil || out[3].Pieces == nil {
		t.Errorf("%+v", out)
	}
}
