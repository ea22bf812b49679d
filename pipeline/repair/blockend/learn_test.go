package blockend_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// weighing are weights of joints that go by what the net and the counts say.
func weighing() []float64 {
	w := make([]float64, len(blockend.JointNames))
	for i, name := range blockend.JointNames {
		switch name {
		case "jNet", "jCounted", "jCountedOf", "jCountedNo":
			w[i] = 0.5
		case "jWords":
			w[i] = 0.1
		}
	}
	return w
}

func TestAPhraseGainsMostInItsPlace(t *testing.T) {
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	const body = "The library opened its new room on , after two years of work on the old\ngranary of the town\n"
	s := blockend.NewScene(m, body, []string{"a rainy Monday in March"})
	want := strings.Index(body, ", after")
	best, most := 0, 0.0
	for g, at := range s.Gaps {
		if body[at-1] != ' ' {
			t.Errorf("a gap at %d, which no space stands before", at)
		}
		sum := 0.0
		for i, x := range s.Gains(0, g) {
			sum += x * weighing()[i]
		}
		if g == 0 || sum > most {
			best, most = at, sum
		}
	}
	if n := len(strings.Fields(body)) - 2; len(s.Gaps) != n {
		t.Errorf("%d gaps inside the paragraphs, want %d", len(s.Gaps), n)
	}
	if best != want {
		t.Errorf("it goes best before %q", body[best:])
	}
}

func TestPagesSayByWhetherHolesShow(t *testing.T) {
	f, n := finder(t, "en"), len(blockend.TailNames)
	said := func(x float64) bool { return x != 0 }
	for _, holes := range []bool{false, true} {
		all := f.Says(layout.Parse(set(prose, 88, holes)))
		if len(all) != 2*n {
			t.Fatalf("%d numbers for %d weights", len(all), 2*n)
		}
		shown, hidden := slices.ContainsFunc(all[n:], said), slices.ContainsFunc(all[:n], said)
		if shown != holes || hidden == holes {
			t.Errorf("holes show: %t; the page says %v", holes, all)
		}
	}
	if all := f.Says(layout.Parse("A line.\n" + strings.Repeat("word ", 20))); slices.ContainsFunc(all, said) {
		t.Errorf("a page of two lines says %v", all)
	}
}
