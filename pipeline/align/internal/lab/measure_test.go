package lab

import (
	"math"
	"testing"
)

// Gold and found as in a small document worked by hand: of four found beads the
// first is right, the second overlaps, the third (empty) is right and counts
// for precision only, the fourth shares nothing.
func TestCountAsVecalignDoes(t *testing.T) {
	gold := []Bead{{[]int{0}, []int{0}}, {[]int{1, 2}, []int{1}}, {nil, []int{2}}, {[]int{3}, []int{3}}, {nil, []int{4}}}
	found := []Bead{{[]int{0}, []int{0}}, {[]int{1}, []int{1}}, {nil, []int{2}}, {[]int{3}, []int{4}}, {[]int{2}, nil}, {nil, []int{3}}}
	got := Count(gold, found)
	want := Counts{RightP: 2, AllP: 6, LaxP: 3, RightR: 1, AllR: 3, LaxR: 2}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if p, r, f := got.Strict(); p != 2.0/6 || r != 1.0/3 || f != 1.0/3 {
		t.Errorf("strict %v %v %v", p, r, f)
	}
}

func TestAreasOpenWhatCrosses(t *testing.T) {
	gold := []Bead{{[]int{0}, []int{0}}, {[]int{1}, []int{2}}, {[]int{2}, []int{1}}, {nil, []int{3}}, {[]int{3}, []int{4, 6}}, {nil, []int{5}}}
	got := Areas(gold, 5, 7)
	if len(got) != 5 {
		t.Fatalf("%d areas: %+v", len(got), got)
	}
	for k, want := range []bool{false, true, false, true, false} {
		if got[k].Open != want {
			t.Errorf("area %d %+v: open is not %v", k, got[k], want)
		}
	}
	if a := got[1]; a.I0 != 1 || a.I1 != 3 || a.J0 != 1 || a.J1 != 3 {
		t.Errorf("the crossing beads are in %+v", a)
	}
}

func TestMadeBitextsCoverBothSides(t *testing.T) {
	units := make([]Unit, 80)
	for k := range units {
		units[k] = Unit{Src: "The boat, which was old, left the harbour at dawn.", Tgt: "Das Boot, das alt war, verließ den Hafen im Morgengrauen."}
	}
	d := Damage{Split: 0.2, Merge: 0.2, Spill: 0.1, Recut: 0.1, Drop: 0.1, Block: 0.05, Swap: 0.05, Loose: 0.3, Noise: 0.02}
	for seed := range uint64(20) {
		b := Make("", "en", "de", units, units, d, seed)
		if len(b.Pivot) != len(b.Source) {
			t.Fatalf("%d pivots for %d segments", len(b.Pivot), len(b.Source))
		}
		src, tgt := map[int]bool{}, map[int]bool{}
		for _, g := range b.Gold {
			for _, i := range g.Src {
				src[i] = true
			}
			for _, j := range g.Tgt {
				tgt[j] = true
			}
		}
		if len(src) != len(b.Source) || len(tgt) != len(b.Target) {
			t.Fatalf("seed %d: gold covers %d of %d and %d of %d", seed, len(src), len(b.Source), len(tgt), len(b.Target))
		}
		i, j := 0, 0
		for _, a := range b.Areas {
			if a.I0 != i || a.J0 != j {
				t.Fatalf("seed %d: area %+v after %d, %d", seed, a, i, j)
			}
			i, j = a.I1, a.J1
		}
	}
}

func TestCalibrateFindsWhatSpoiltTheOdds(t *testing.T) {
	var js []Judged
	// Posteriors of 0.9 that are right seven times in ten, of 0.5 right four
	// times in ten.
	for k := range 1000 {
		js = append(js, Judged{0.9, k%10 < 7}, Judged{0.5, k%10 < 4})
	}
	a, b := Calibrate(js)
	score := func(p float64) float64 { return 1 / (1 + math.Exp(-float64(a)*logit(p)-float64(b))) }
	if x := score(0.9); x < 0.68 || x > 0.72 {
		t.Errorf("0.9 became %.3f, want 0.7", x)
	}
	if e := CalibrationError(js, score); e > 0.02 {
		t.Errorf("calibration error %.3f", e)
	}
	if e := CalibrationError(js, func(p float64) float64 { return p }); e < 0.1 {
		t.Errorf("calibration error of the raw posteriors %.3f, want 0.15", e)
	}
}
