package lab

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"

	"github.com/recto/recto/pipeline/align/internal/model"
)

// What shapes the fit. Found by cross-validation on the development article and
// on held-back sets; the result is flat around these.
const (
	madeL2    = 0.006 // of weights learned from made bitexts
	devL2     = 0.1   // of the distance from those, on the development article
	bothL2    = 0.05  // the same with both: what a pivot weighs begins at nothing
	wrongCost = 1
	steps     = 80

	MadeBitexts = 60 // bitexts that the general weights are learned from
	MadeUnits   = 130
	MadeSeed    = 11
)

//go:embed general.tsv
var general []byte

// General reads the weights that the trainer has learned from made bitexts
// alone: what a cross-validation starts from.
func General() (*model.Weights, error) { return model.ReadWeights(bytes.NewReader(general)) }

// FitMade learns weights from made bitexts.
func FitMade(samples []Sample) *[model.Features]float32 {
	return Fit(samples, FitOptions{L2: madeL2, Cost: wrongCost, Rounds: steps})
}

// FitDev learns a set of weights from human alignment, the same article perhaps
// with several embeddings, starting from general weights and drawn back to them.
func FitDev(general *model.Weights, set model.Set) func(...*model.Example) *[model.Features]float32 {
	l2 := devL2
	if set == model.WithBoth {
		l2 = bothL2
	}
	return func(es ...*model.Example) *[model.Features]float32 {
		samples := make([]Sample, len(es))
		for k, e := range es {
			samples[k] = Sample{Example: e, Weight: 1}
		}
		return Fit(samples, FitOptions{L2: l2, Prior: &general.Of[set], Cost: wrongCost, Rounds: steps})
	}
}

// Take prepares a bitext and makes a sample of it.
func Take(ctx context.Context, b *Bitext, pivot bool, embed Embed) (*Prepared, Sample, error) {
	p, err := Prepare(ctx, b, pivot, embed)
	if err != nil {
		return nil, Sample{}, fmt.Errorf("%s: %w", b.Name, err)
	}
	e, err := model.NewExample(ctx, p.Problem, p.Grid, p.Areas)
	return p, Sample{Example: e, Weight: 1}, err
}
