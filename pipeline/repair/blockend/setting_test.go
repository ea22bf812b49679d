package blockend

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/layout"
)

const unwrapped = `The ferry leaves the quay at six in the morning, while it is still dark and the lamps of the
village burn behind the church. Mamma Wimmer will swim with twelve women from Hammam, whom she met at the mill;
William will fill little tills, still idle in the hills. The keeper of the light writes down every ship that
passes, with the hour and the weather, and at the end of the month he sends the book to the town, where a clerk
copies it. Nobody has ever asked for the copies, which fill two shelves in a cellar. When the harbour froze in
the winter of that year, the children walked out to the ferry over the ice and drew their names on its hull.`

// wrapped sets a text in lines of a width in a face; every seventh one loses its last words,
// as where a phrase was.
func wrapped(s string, face layout.Face, width float64) (string, []Line) {
	var b strings.Builder
	var lines []Line
	var line string
	n := 0
	flush := func() {
		if n++; n%7 == 3 {
			w := strings.Fields(line)
			line = strings.Join(w[:len(w)-2], " ")
		}
		lines = append(lines, Line{From: b.Len(), To: b.Len() + len(line)})
		b.WriteString(line + "\n")
		line = ""
	}
	for w := range strings.FieldsSeq(s) {
		if line != "" && face.Width(line+" "+w) > width {
			flush()
		}
		line = strings.TrimPrefix(line+" "+w, " ")
	}
	flush()
	return b.String(), lines
}

func TestTheFaceThatLinesAreSetIn(t *testing.T) {
	for _, face := range [2]layout.Face{layout.Mono, layout.Proportional} {
		for _, width := range []float64{44, 58, 70} {
			text, lines := wrapped(unwrapped, face, width)
			got := settingOf(text, [][]Line{lines})
			if got.face != face {
				t.Errorf("face %v, width %v: taken for %v", face, width, got.face)
			}
			if got.full < 0.93*width || got.full > width {
				t.Errorf("face %v, width %v: full lines are %.1f wide", face, width, got.full)
			}
		}
	}
}

// A line that is much wider than all others is no full one.
func TestWhatAFullLineIs(t *testing.T) {
	widths := make([]float64, 100)
	for i := range widths {
		widths[i] = 60 + float64(i)/10
	}
	for name, c := range map[string]struct {
		widest []float64
		want   float64
	}{
		"as they are":            {nil, 69.9},
		"a little wider":         {[]float64{70.4}, 70.4},
		"a line that was joined": {[]float64{140}, 69.9},
	} {
		if got := fullOf(append(append([]float64(nil), widths...), c.widest...)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What is missing in a line shows in how far the next word would have fitted.
func TestALineThatBreaksOffTooEarly(t *testing.T) {
	l := measure{room: 0.3, next: 0.1, runsOn: true}
	for w, want := range map[float64]float64{0: 1, 0.1: 1, 0.2: 0, 0.3: 0} {
		if got := l.gape(w); got != want {
			t.Errorf("with a phrase of %v: %v", w, got)
		}
	}
	for w, want := range map[float64]float64{0.1: 0, 0.3: 0, 0.4: 1} {
		if got := l.tight(w); got != want {
			t.Errorf("a phrase of %v is too wide: %v", w, got)
		}
	}
	if l.next = 1; l.gape(0) != 0 {
		t.Error("the last line of a paragraph breaks off too early")
	}
}

// Some readers break a line at a hole, others set two spaces there. A line that ends in a hole
// and one that begins with one are two then, or no line would seem to be full.
func TestWhereAHoleLeavesALineWhole(t *testing.T) {
	const uncut = "The ferry leaves the  at six in the morning, while it is \n" +
		" dark and the lamps of the  burn behind the church, and\n" +
		"the keeper of the light writes  every ship that passes.\n"
	cut := strings.ReplaceAll(uncut, "  ", " \n ")
	for text, want := range map[string]bool{uncut: true, cut: false} {
		var lines []Line
		at := 0
		for l := range strings.Lines(text) {
			lines = append(lines, Line{From: at, To: at + len(l) - 1})
			at += len(l)
		}
		s := settingOf(text, [][]Line{lines})
		if s.uncut != want {
			t.Errorf("holes leave lines whole: %v in\n%s", s.uncut, text)
		}
		if want && s.full > 60 {
			t.Errorf("full lines are %.0f wide in\n%s", s.full, text)
		}
	}
}
