package lab

import (
	"math"
	"runtime"
	"sync"

	"github.com/recto/recto/pipeline/align/internal/model"
)

// Sample is an example with the weight it has in training.
type Sample struct {
	*model.Example
	Weight float64
	// Base are the weights that hold where the example's embeddings are not
	// trusted at all; nil: the example has none.
	Base *[model.Features]float32
}

// FitOptions shape a fit.
type FitOptions struct {
	L2     float64 // of the distance from Prior, a bead
	Prior  *[model.Features]float32
	Cost   float64 // of a wrong bead
	Rounds int
}

// Fit minimises the mean loss a bead plus L2 by L-BFGS (Nocedal 1980; Liu and
// Nocedal 1989) over all samples at once: no order of the samples, no chance in
// the result.
func Fit(samples []Sample, o FitOptions) *[model.Features]float32 {
	x := make([]float64, model.Features)
	prior := make([]float64, model.Features)
	if o.Prior != nil {
		for f, p := range o.Prior {
			x[f], prior[f] = float64(p), float64(p)
		}
	}
	var total float64
	for _, s := range samples {
		total += s.Weight * float64(s.Beads())
	}
	x = minimise(x, o.Rounds, func(x, grad []float64) float64 {
		w := narrow(x)
		losses := make([]float64, len(samples))
		grads := make([][model.Features]float64, len(samples))
		var wg sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for q := range workers {
			wg.Go(func() {
				for k := q; k < len(samples); k += workers {
					s := &samples[k]
					at := w
					if s.Base != nil {
						at = model.Between(s.Base, w, s.Trust)
					}
					losses[k] = s.Loss(at, &grads[k], o.Cost, s.Weight/total)
				}
			})
		}
		wg.Wait()
		var sum float64
		for f := range grad {
			d := x[f] - prior[f]
			sum += o.L2 / 2 * d * d
			grad[f] = o.L2 * d
		}
		for k := range samples {
			sum += losses[k]
			for f, g := range grads[k] {
				grad[f] += samples[k].Trust * g
			}
		}
		return sum
	})
	return narrow(x)
}

func narrow(x []float64) *[model.Features]float32 {
	w := &[model.Features]float32{}
	for f := range w {
		w[f] = float32(x[f])
	}
	return w
}

// minimise goes downhill from x for some rounds; f gives a value and fills in
// its gradient.
func minimise(x []float64, rounds int, f func(x, grad []float64) float64) []float64 {
	const memory = 10
	type pair struct {
		s, y []float64
		rho  float64
	}
	var kept []pair
	n := len(x)
	grad := make([]float64, n)
	value := f(x, grad)
	for range rounds {
		// The direction: the gradient, bent by what the last steps have taught.
		d := make([]float64, n)
		copy(d, grad)
		alpha := make([]float64, len(kept))
		for k := len(kept) - 1; k >= 0; k-- {
			alpha[k] = kept[k].rho * inner(kept[k].s, d)
			add(d, -alpha[k], kept[k].y)
		}
		scale := 1 / math.Max(math.Sqrt(inner(grad, grad)), 1e-12)
		if len(kept) > 0 {
			l := kept[len(kept)-1]
			scale = 1 / (l.rho * inner(l.y, l.y))
		}
		for k := range d {
			d[k] *= -scale
		}
		for k, p := range kept {
			add(d, -alpha[k]-p.rho*inner(p.y, d), p.s)
		}
		slope := inner(grad, d)
		if slope >= 0 {
			break
		}
		next, ngrad := make([]float64, n), make([]float64, n)
		var v float64
		ok := false
		for step, tries := 1.0, 0; tries < 12; step, tries = step/2, tries+1 {
			copy(next, x)
			add(next, step, d)
			if v = f(next, ngrad); v <= value+1e-4*step*slope {
				ok = true
				break
			}
		}
		if !ok {
			break
		}
		s, y := make([]float64, n), make([]float64, n)
		for k := range s {
			s[k], y[k] = next[k]-x[k], ngrad[k]-grad[k]
		}
		if sy := inner(s, y); sy > 1e-12 {
			kept = append(kept, pair{s, y, 1 / sy})
			if len(kept) > memory {
				kept = kept[1:]
			}
		}
		done := value-v < 1e-6*math.Abs(value)
		x, grad, value = next, ngrad, v
		if done {
			break
		}
	}
	return x
}

func inner(a, b []float64) float64 {
	var sum float64
	for k, x := range a {
		sum += x * b[k]
	}
	return sum
}

// add adds b, times by, to a.
func add(a []float64, by float64, b []float64) {
	for k, x := range b {
		a[k] += by * x
	}
}
