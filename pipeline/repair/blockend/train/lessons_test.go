package main

import (
	"math"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/blockend/compose"
	"github.com/recto/recto/pipeline/repair/lm"
)

// marked is a page whose phrases are in braces.
const marked = `The island has a school, a shop and a church whose bell can be heard on the mainland when the wind
is right. Until the war it had a lighthouse keeper, too, and his daughter has written all of it down
in a book that nobody has printed. It lies on the table of the inn, and whoever waits may read it.
The ferry to the island leaves {every morning at seven} unless the wind is too strong, and
{the captain decides} alone whether it is. Those who live there know his face and {do not ask}
twice. In winter the mail comes {once a week}, with the bread, the lamp oil and whatever the
shop had ordered {before the storms}. The teacher reads the letters {of the old people} to them
in the evening, and writes the answers that {they give her}. She has never told anybody what
was in them. When the new pier is ready the boat will come {in any weather}, the mayor says, and
nobody will have {to wait for news}. The fishermen are not so sure. The rocks {below the
lighthouse} have seen many piers, and the sea has had most of them {in the end}.`

// paged lays the page out: its lines without their phrases, and these behind them,
// each on a line and those of a line together; with a caption as the last. Holes do
// not show.
func paged() (string, []compose.Run) {
	var body, tail strings.Builder
	var runs []compose.Run
	moved := false
	for line := range strings.Lines(marked) {
		var row []string
		for at, s := range strings.FieldsFunc(strings.NewReplacer("{", "\x00{", "}", "}\x00").Replace(line), func(r rune) bool { return r == 0 }) {
			if at == 0 && moved {
				s = "{" + s // it goes on from the line before
			}
			moved = strings.HasPrefix(s, "{") && !strings.HasSuffix(s, "}")
			phrase := strings.HasPrefix(s, "{")
			s = strings.Trim(s, "{}")
			runs = append(runs, compose.Run{Text: s, Moved: phrase})
			if phrase {
				row = append(row, strings.TrimSpace(s))
			} else {
				body.WriteString(s)
			}
		}
		if !strings.HasSuffix(body.String(), "\n") {
			body.WriteString("\n")
		}
		if len(row) > 0 {
			tail.WriteString("\n" + strings.Join(row, "\n") + "\n")
		}
	}
	runs = append(runs, compose.Run{Text: "Fig. 3. The old pier", Moved: true, Stays: true})
	return strings.NewReplacer("  ", " ", "\n ", "\n").Replace(body.String()) + tail.String() + "\nFig. 3. The old pier\n", runs
}

func lessonOf(t *testing.T) *blockend.Lesson {
	t.Helper()
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	text, runs := paged()
	all := lessons(blockend.NewFinder(m), text, newStream(runs))
	if len(all) != 1 {
		t.Fatalf("%d lessons of one page\n%s", len(all), text)
	}
	return all[0]
}

func TestALessonsGradientIsItsSlope(t *testing.T) {
	l := lessonOf(t)
	w := prior()[0]
	gradient, nothing := make([]float64, len(w)), make([]float64, len(w))
	loss := l.Loss(w, gradient)
	if loss < 0 || math.IsInf(loss, 0) || math.IsNaN(loss) {
		t.Fatalf("a loss of %v", loss)
	}
	felt := 0
	for i, name := range blockend.MergeNames {
		if gradient[i] == 0 {
			continue
		}
		if felt++; felt%3 != 0 { // each costs two merges
			continue
		}
		const h = 1e-4
		at := w[i]
		w[i] = at + h
		above := l.Loss(w, nothing)
		w[i] = at - h
		below := l.Loss(w, nothing)
		w[i] = at
		if slope := (above - below) / (2 * h); math.Abs(slope-gradient[i]) > 1e-2*(1+math.Abs(slope)) {
			t.Errorf("%s: a gradient of %.4f, and a slope of %.4f", name, gradient[i], slope)
		}
	}
	if felt < 10 {
		t.Errorf("only %d weights matter", felt)
	}
}

func TestWhatIsRightIsLikelierWhereRowsMayStay(t *testing.T) {
	l := lessonOf(t)
	w := prior()[0]
	nothing := make([]float64, len(w))
	before := l.Loss(w, nothing)
	for i, name := range blockend.MergeNames {
		if name == "eStays" {
			w[i] -= 20
		}
	}
	if after := l.Loss(w, nothing); after < before+5 {
		t.Errorf("a loss of %.1f, and of %.1f where no row may stay: the caption does", before, after)
	}
}

func TestTextOfAnotherDocumentIsNoLesson(t *testing.T) {
	text, runs := paged()
	runs[0].Text += " and a word that the page does not have"
	if all := lessons(blockend.NewFinder(nil), text, newStream(runs)); len(all) != 0 {
		t.Errorf("%d lessons", len(all))
	}
}
