package main

import (
	"math"
	"testing"
)

func TestMinimumIsFound(t *testing.T) {
	want := []float64{3, -1, 0.5}
	scale := []float64{100, 1, 0.01}
	w := minimum(make([]float64, 3), exact, func(w, g []float64) float64 {
		sum := 0.0
		for i := range w {
			d := w[i] - want[i]
			sum += scale[i] * math.Cosh(d)
			g[i] += scale[i] * math.Sinh(d)
		}
		return sum
	})
	for i := range w {
		if math.Abs(w[i]-want[i]) > 1e-3 {
			t.Errorf("weight %d is %v, want %v", i, w[i], want[i])
		}
	}
}

func TestGradientsAreOfTheirLosses(t *testing.T) {
	x := func(f float64, n int) []float64 {
		v := make([]float64, n)
		for i := range v {
			v[i] = math.Sin(f * float64(i+1))
		}
		return v
	}
	for name, c := range map[string]struct {
		f loss
		n int
	}{
		"softmax":  {softmax([]choice{{places: [][]float64{x(1, 5), x(2, 5), x(3, 5)}}, {places: [][]float64{x(4, 5), x(5, 5)}}}), 5},
		"logistic": {logistic([]document{{damaged: true, says: x(1, 23)}, {says: x(2, 23)}, {says: x(3, 23)}}), 23},
	} {
		w, g := x(7, c.n), make([]float64, c.n)
		c.f(w, g)
		for i := range w {
			const h = 1e-5
			up, down := append([]float64(nil), w...), append([]float64(nil), w...)
			up[i] += h
			down[i] -= h
			if d := (c.f(up, make([]float64, c.n)) - c.f(down, make([]float64, c.n))) / (2 * h); math.Abs(d-g[i]) > 1e-5 {
				t.Errorf("%s: gradient %d is %v, want %v", name, i, g[i], d)
			}
		}
	}
}
