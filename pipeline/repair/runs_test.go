package repair_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/repair/damage"
)

// PDF that openhtmltopdf made of testdata/produced/*.html, as four programs read it in
// content order: two that put a visual line on one line and keep the space at which it was
// broken, mutool, which puts each run on its own, and pdftotext -raw, which parts the
// phrases from the rest and shows no hole.
func TestPhrasesOfALineComeBack(t *testing.T) {
	type percent map[string]int // by reader
	for _, c := range []struct {
		name, right string
		least, lost percent // at most, 0 for who is not named
	}{
		{"halle.fr", "browser/halle.fr.gold.txt", percent{"mutool": 85, "raw": 75, "pdfbox": 90, "openpdf": 80}, nil},
		{"quay.en", "own/en.txt", percent{"mutool": 85, "raw": 75, "pdfbox": 90, "openpdf": 80}, percent{"openpdf": 1}},
		// names and paths, which nobody knows, several a line
		{"guide.en", "produced/guide.en.right.txt", percent{"mutool": 75, "pdfbox": 40, "openpdf": 33}, percent{"mutool": 3, "pdfbox": 3, "openpdf": 3}},
	} {
		for reader, least := range c.least {
			t.Run(c.name+"/"+reader, func(t *testing.T) {
				text := readFile(t, "testdata/produced/"+c.name+"."+reader+".txt")
				res := fix(t, c.name[strings.IndexByte(c.name, '.')+1:], text)
				n := damage.Compare(readFile(t, "testdata/"+c.right), text, repair.Text(res.Paragraphs))
				if n.Broken < 15 || n.Restored*100 < least*n.Broken || n.Damaged*100 > c.lost[reader]*n.Sound || res.Producer != "last" {
					t.Errorf("%d of %d restored, %d of %d damaged (producer %q)", n.Restored, n.Broken, n.Damaged, n.Sound, res.Producer)
				}
			})
		}
	}
}

// Each run of a line that came run by run is in one paragraph, and a move names the lines
// that it was read from.
func TestRunsStayWhole(t *testing.T) {
	files, err := filepath.Glob("testdata/produced/*.mutool.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts")
	}
	for _, f := range files {
		text := readFile(t, f)
		res := fix(t, strings.Split(filepath.Base(f), ".")[1], text)
		moves := 0
		for _, p := range res.Paragraphs {
			if strings.ContainsAny(p.Text, "\n\f") {
				t.Errorf("%s: a line break in %q", f, p.Text)
			}
			for _, m := range p.Moves {
				moves++
				if m.From < m.LineFrom || m.To > m.LineTo || !strings.Contains(text[m.LineFrom:m.LineTo], "\n") {
					t.Errorf("%s: %q is not of %q", f, text[m.From:m.To], text[m.LineFrom:m.LineTo])
				}
				if p.Text[m.At:m.At+m.To-m.From] != text[m.From:m.To] {
					t.Errorf("%s: %q is not at %d of its paragraph", f, text[m.From:m.To], m.At)
				}
			}
		}
		if moves < 5 {
			t.Errorf("%s: %d moves", f, moves)
		}
	}
}

// Short lines one under the other are no runs of one line.
func TestShortLinesStayApart(t *testing.T) {
	for _, text := range []string{
		// a list, each two entries as wide as a line
		"The harbour board keeps these papers, and whoever asks for them may read them there.\n" +
			"They lie in the second room on the left, behind the office of the harbour master.\n\n" +
			"Plans of the northern quay, of last year\nLetters of the fishermen\n" +
			"Offers of three firms for the repair\nAccounts of the cold store, by month\n" +
			"Minutes of the meetings since the flood\nThe keys of the old lighthouse\n" +
			"A register of the boats without a licence\nThe drawings of the fish market\n\n" +
			"Nobody may take them out of the house, and nobody may write in them or cut them up.\n" +
			"Copies are made by the porter, who asks for a small sum that goes to the old sailors.\n",
		// verse
		"The tide goes out, the tide comes in,\nthe nets hang in the sun to dry,\n" +
			"the boats lie on the sand, as thin\nas leaves beneath a paper sky;\n" +
			"the gulls that had so much to say\nhave gone to sleep upon the mast,\n" +
			"and nothing moves across the bay\nbut clouds that came and clouds that passed.\n",
	} {
		res := fix(t, "en", text)
		for _, p := range res.Paragraphs {
			if len(p.Moves) > 0 {
				t.Errorf("moved %v in %q", p.Moves, p.Text)
			}
		}
		if got, want := strings.Fields(repair.Text(res.Paragraphs)), strings.Fields(text); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("came out as %q", got)
		}
	}
}
