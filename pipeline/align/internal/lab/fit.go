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
}

// FitOptions shape a fit.
type FitOptions struct {
	L2     float64 // of the distance from Prior, a bead
	Fresh  float64 // the same for features of embeddings, of which Prior knows nothing; 0: L2
	Prior  *[model.Features]float32
	Cost   float64 // of a wrong bead
	Rounds int
}

// Fit minimises the mean loss a bead plus L2, by gradient descent with Adam's
// scaling (Kingma and Ba 2015) over all samples at once: no order of the
// samples, no chance in the result.
func Fit(samples []Sample, o FitOptions) *[model.Features]float32 {
	w := &[model.Features]float32{}
	if o.Prior != nil {
		*w = *o.Prior
	}
	var m, v [model.Features]float64
	var total float64
	for _, s := range samples {
		total += s.Weight * float64(s.Beads())
	}
	workers := runtime.GOMAXPROCS(0)
	for round := 1; round <= o.Rounds; round++ {
		grads := make([][model.Features]float64, len(samples))
		var wg sync.WaitGroup
		for q := range workers {
			wg.Go(func() {
				for k := q; k < len(samples); k += workers {
					samples[k].Loss(w, &grads[k], o.Cost, samples[k].Weight/total)
				}
			})
		}
		wg.Wait()
		var grad [model.Features]float64
		for _, g := range grads {
			for f := range g {
				grad[f] += g[f]
			}
		}
		rate := 0.06 * math.Min(1, 3*(1-float64(round)/float64(o.Rounds+1)))
		for f := range grad {
			prior := float64(0)
			if o.Prior != nil {
				prior = float64(o.Prior[f])
			}
			l2 := o.L2
			if o.Fresh > 0 && model.Evidence(f) == "embedding" {
				l2 = o.Fresh
			}
			g := grad[f] + l2*(float64(w[f])-prior)
			m[f] = 0.9*m[f] + 0.1*g
			v[f] = 0.99*v[f] + 0.01*g*g
			mh := m[f] / (1 - math.Pow(0.9, float64(round)))
			vh := v[f] / (1 - math.Pow(0.99, float64(round)))
			w[f] -= float32(rate * mh / (math.Sqrt(vh) + 1e-8))
		}
	}
	return w
}
