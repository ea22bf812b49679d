package lab

import (
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/align/internal/model"
)

// numbered are units that can be told apart, of two clauses each.
func numbered(n int) []Unit {
	out := make([]Unit, n)
	for k := range out {
		id := strings.Repeat("i", k%7+1) + strings.Repeat("o", k/7+1)
		out[k] = Unit{
			Src: "The b" + id + "t, which was old and leaked, left the harbour before dawn.",
			Tgt: "Das B" + id + "t, das alt war und leckte, verließ den Hafen vor dem Morgengrauen.",
		}
	}
	return out
}

// Whatever crosses, both sides stay covered in order, no bead is larger than the
// field's, and each side's letters stay in their order.
func TestEntangledBitextsCoverBothSides(t *testing.T) {
	units := numbered(90)
	d := Damage{Split: 0.3, Merge: 0.2, Spill: 0.1, Drop: 0.1, Swap: 0.05}
	for seed := range uint64(40) {
		plain := Make("", "en", "de", units, units, d, seed)
		b := Entangle(plain, seed)
		i, j := 0, 0
		for _, a := range b.Areas {
			if a.I0 != i || a.J0 != j {
				t.Fatalf("seed %d: area %+v after %d, %d", seed, a, i, j)
			}
			i, j = a.I1, a.J1
		}
		if i != len(b.Source) || j != len(b.Target) || len(b.Pivot) != len(b.Source) {
			t.Fatalf("seed %d: areas end at %d, %d of %d, %d; %d pivots", seed, i, j, len(b.Source), len(b.Target), len(b.Pivot))
		}
		for _, g := range b.Gold {
			if len(g.Src)+len(g.Tgt) > model.MaxBead {
				t.Fatalf("seed %d: bead %v is too large", seed, g)
			}
		}
		for _, side := range [][2][]string{{plain.Source, b.Source}, {plain.Target, b.Target}, {plain.Pivot, b.Pivot}} {
			if one, other := letters(side[0]), letters(side[1]); one != other {
				t.Fatalf("seed %d: the text has become another", seed)
			}
		}
	}
}

// letters are those of all segments, without marks, spaces and case.
func letters(segments []string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .,;:–", r) {
			return -1
		}
		return r
	}, strings.Join(segments, "")))
}

// Shapes that people align come up, which the units' own damage does not make.
func TestEntangledBitextsHaveBeadsOfManySegments(t *testing.T) {
	units := numbered(90)
	d := Damage{Split: 0.3, Merge: 0.2, Spill: 0.1}
	shapes := func(b *Bitext) map[[2]int]int {
		out := map[[2]int]int{}
		for _, g := range b.Gold {
			n := []int{len(g.Src), len(g.Tgt)}
			slices.Sort(n)
			out[[2]int(n)]++
		}
		return out
	}
	for _, want := range [][2]int{{1, 4}, {2, 3}, {2, 4}, {3, 3}} {
		before, after := 0, 0
		for seed := range uint64(40) {
			plain := Make("", "en", "de", units, units, d, seed)
			before += shapes(plain)[want]
			after += shapes(Entangle(plain, seed))[want]
		}
		if before != 0 || after == 0 {
			t.Errorf("beads of %v: %d before, %d after", want, before, after)
		}
	}
}
