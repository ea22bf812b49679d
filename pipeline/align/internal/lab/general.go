package lab

import (
	"context"
	"fmt"

	"github.com/recto/recto/pipeline/align/internal/model"
)

// What shapes the fit. Found by cross-validation on the development article and
// on held-back sets; the result is flat around these.
const (
	madeL2    = 0.002  // of weights learned from made bitexts
	devL2     = 0.03   // of the distance from those, on the development article
	freshL2   = 0.0005 // of weights of embeddings, which start from nothing
	wrongCost = 1
	madeSteps = 60
	devSteps  = 40

	MadeBitexts = 24 // bitexts that the general weights are learned from
	MadeUnits   = 130
	MadeSeed    = 11
)

// General learns weights from made bitexts alone.
func General(ctx context.Context, made []*Bitext, pivot bool) (*[model.Features]float32, error) {
	var samples []Sample
	for _, b := range made {
		_, s, err := Take(ctx, b, pivot, nil)
		if err != nil {
			return nil, err
		}
		samples = append(samples, s)
	}
	return Fit(samples, FitOptions{L2: madeL2, Cost: wrongCost, Rounds: madeSteps}), nil
}

// FitDev learns from an example of human alignment, starting from general
// weights and drawn back to them.
func FitDev(general *[model.Features]float32) func(...*model.Example) *[model.Features]float32 {
	return func(es ...*model.Example) *[model.Features]float32 {
		samples := make([]Sample, len(es))
		for k, e := range es {
			samples[k] = Sample{Example: e, Weight: 1}
		}
		return Fit(samples, FitOptions{L2: devL2, Fresh: freshL2, Prior: general, Cost: wrongCost, Rounds: devSteps})
	}
}

// Take prepares a bitext and makes a sample of it.
func Take(ctx context.Context, b *Bitext, pivot bool, embed func(context.Context, []string) ([][]float32, error)) (*Prepared, Sample, error) {
	p, err := Prepare(ctx, b, pivot, embed)
	if err != nil {
		return nil, Sample{}, fmt.Errorf("%s: %w", b.Name, err)
	}
	e, err := model.NewExample(ctx, p.Problem, p.Grid, p.Areas)
	return p, Sample{Example: e, Weight: 1}, err
}
