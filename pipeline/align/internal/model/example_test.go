package model

import (
	"context"
	"math"
	"testing"
)

// The gradient of the loss is what the loss does when a weight is moved.
func TestLossGradient(t *testing.T) {
	p, g, err := Prepare(context.Background(), Input{
		Source: []string{"Lyon, le 3 mai.", "Il pleut; Martin part.", "Fin."},
		Target: []string{"Lyon, 3. Mai.", "Es regnet.", "Martin geht.", "17"},
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewExample(context.Background(), p, g, []Area{{I1: 1, J1: 1}, {I0: 1, I1: 2, J0: 1, J1: 3}, {I0: 2, I1: 3, J0: 3, J1: 4, Open: true}})
	if err != nil {
		t.Fatal(err)
	}
	var w [Features]float32
	for k := range w {
		w[k] = float32(math.Sin(float64(k))) / 4
	}
	var grad [Features]float64
	e.Loss(&w, &grad, 1, 1)
	moved := 0
	for k := range w {
		const h = 0.02
		up, down := w, w
		up[k] += h
		down[k] -= h
		want := (e.Loss(&up, nil, 1, 1) - e.Loss(&down, nil, 1, 1)) / (2 * h)
		if math.Abs(want-grad[k]) > 0.01+0.02*math.Abs(want) {
			t.Errorf("%s: gradient %.4f, want %.4f", FeatureName(k), grad[k], want)
		}
		if math.Abs(want) > 0.01 {
			moved++
		}
	}
	if moved < 20 {
		t.Errorf("only %d weights matter", moved)
	}
}
