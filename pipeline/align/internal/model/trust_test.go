package model

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawDrafted draws a draft of n rows and m columns.
func drawDrafted(t *rapid.T, n, m int) *drafted {
	d := &drafted{}
	for range n {
		lo := rapid.IntRange(0, m).Draw(t, "lo")
		hi := rapid.IntRange(lo-1, m).Draw(t, "hi")
		d.lo, d.hi = append(d.lo, int32(lo)), append(d.hi, int32(hi))
		d.base = append(d.base, len(d.logs))
		for range hi - lo + 1 {
			d.logs = append(d.logs, rapid.Float32Range(neverThrough, 0).Draw(t, "log"))
		}
	}
	return d
}

// Of two drafts the mixed one keeps every cell, and thinks of each something
// between what they think.
func TestMixedKeepsBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(1, 8).Draw(t, "n"), rapid.IntRange(0, 9).Draw(t, "m")
		one, other := drawDrafted(t, n, m), drawDrafted(t, n, m)
		d := mixed(one, other, rapid.Float64Range(0, 1).Draw(t, "share"))
		for i := range n {
			for j := range m + 1 {
				a, b := float64(one.through(i, j)), float64(other.through(i, j))
				in := func(d *drafted) bool { return j >= int(d.lo[i]) && j <= int(d.hi[i]) }
				if (in(one) || in(other)) && !in(d) {
					t.Fatalf("cell %d,%d is lost", i, j)
				}
				if x := float64(d.through(i, j)); in(d) && (x < math.Min(a, b)-1e-5 || x > math.Max(a, b)+1e-5) {
					t.Fatalf("cell %d,%d: %.3f of %.3f and %.3f", i, j, x, a, b)
				}
			}
		}
	})
}

// Drafts that have lost each other are not mixed: all that lies between would be
// looked at. The one that is trusted more is taken.
func TestMixedTakesOneOfDraftsFarApart(t *testing.T) {
	const n, away = 1000, 100_000
	narrow := func(at int32) *drafted {
		d := &drafted{}
		for i := range n {
			d.lo, d.hi, d.base, d.logs = append(d.lo, at), append(d.hi, at), append(d.base, i), append(d.logs, 0)
		}
		return d
	}
	near, far := narrow(0), narrow(away)
	for share, want := range map[float64]*drafted{0: near, trustMost: far} {
		if got := mixed(near, far, share); got != want {
			t.Errorf("share %.1f: columns %d to %d, want %d alone", share, got.lo[0], got.hi[0], want.lo[0])
		}
	}
}

// Weights for embeddings that are trusted in part lie between those without and
// those with, and at the ends are those.
func TestTrustedWeightsLieBetween(t *testing.T) {
	w, err := Learned()
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []Set{WithVectors, WithBoth} {
		if none := w.trusted(set, 0, 0); none.of != w.Of[set&^WithVectors] {
			t.Errorf("%s, not trusted: not the weights of %s", set, set&^WithVectors)
		}
		if all := w.trusted(set, 1, 0); all.of != w.Of[set] {
			t.Errorf("%s, trusted: other weights", set)
		}
		half := w.trusted(set, 0.5, 0)
		for k, x := range half.of {
			if want := (w.Of[set][k] + w.Of[set&^WithVectors][k]) / 2; math.Abs(float64(x-want)) > 1e-5 {
				t.Errorf("%s, trusted by half: %s weighs %.4f, want %.4f", set, FeatureName(k), x, want)
			}
		}
	}
}
