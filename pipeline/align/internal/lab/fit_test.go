package lab

import (
	"math"
	"testing"
)

// Rosenbrock's valley: curved, narrow, its lowest point at (1,1).
func TestMinimiseFindsTheValley(t *testing.T) {
	x := minimise([]float64{-1.2, 1}, 200, func(x, g []float64) float64 {
		a, b := 1-x[0], x[1]-x[0]*x[0]
		g[0], g[1] = -2*a-400*x[0]*b, 200*b
		return a*a + 100*b*b
	})
	if math.Hypot(x[0]-1, x[1]-1) > 0.05 {
		t.Errorf("%v", x)
	}
}

// A sentence that a translator has cut is laid down as one bead.
func TestMadeBitextsKeepATranslatorsCuts(t *testing.T) {
	us := sentences("The boat left at dawn and nobody saw it again.", "Das Boot lief im Morgengrauen. Niemand sah es wieder.")
	if len(us) != 1 || len(us[0].Parts) != 2 || !us[0].OfTarget {
		t.Fatalf("%+v", us)
	}
	b := Make("", "en", "de", us, us, Damage{}, 1)
	if len(b.Gold) != 1 || len(b.Gold[0].Src) != 1 || len(b.Gold[0].Tgt) != 2 || len(b.Target) != 2 {
		t.Errorf("%+v", b)
	}
	us = sentences("Das Boot lief im Morgengrauen. Niemand sah es wieder.", "The boat left at dawn and nobody saw it again.")
	b = Make("", "de", "en", us, us, Damage{}, 1)
	if len(b.Gold) != 1 || len(b.Gold[0].Src) != 2 || len(b.Pivot) != 2 || b.Pivot[1] == "" {
		t.Errorf("%+v", b)
	}
}
