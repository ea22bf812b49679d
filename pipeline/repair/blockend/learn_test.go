package blockend_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

func TestASceneHasAGapBetweenAnyTwoWords(t *testing.T) {
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	s := blockend.NewScene(m, "The library opened , after\ntwo years\n", []string{"on Monday"})
	if want := []int{4, 12, 19, 21, 31}; !slices.Equal(s.Gaps, want) {
		t.Fatalf("gaps at %v, want %v", s.Gaps, want)
	}
	for g := range s.Gaps {
		if x := s.Gains(0, g); len(x) != len(blockend.JointNames) {
			t.Errorf("gap %d has %d numbers for %d weights", g, len(x), len(blockend.JointNames))
		}
	}
}

func TestPagesSayByWhetherHolesShow(t *testing.T) {
	f, n := finder(t, "en"), len(blockend.TailNames)
	for _, holes := range []bool{false, true} {
		said := f.Says(layout.Parse(set(prose, 88, holes)), make([]float64, len(blockend.JointNames)))
		if len(said) != 2*n {
			t.Fatalf("%d numbers for %d weights", len(said), 2*n)
		}
	}
	said := f.Says(layout.Parse("A line.\n"+strings.Repeat("word ", 20)), nil)
	if slices.ContainsFunc(said, func(x float64) bool { return x != 0 }) {
		t.Errorf("a page of two lines says %v", said)
	}
}
