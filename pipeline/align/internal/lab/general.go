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
	madeL2     = 0.006 // of weights learned from made bitexts
	devL2      = 0.1   // of the distance from those, on the development article
	pivotShare = 0.5   // of what made pivots teach, where there are embeddings too
	wrongCost  = 1
	steps      = 80

	MadeBitexts = 60 // bitexts that the general weights are learned from
	MadeUnits   = 130
	MadeSeed    = 11
	TangleSeed  = 1 // of what is entangled in them
)

//go:embed general.tsv
var general []byte

// General reads the weights that the trainer has learned from made bitexts
// alone: what a cross-validation starts from.
func General() (*model.Weights, error) { return model.ReadWeights(bytes.NewReader(general)) }

// FitMade learns the weights of a set from made bitexts. With embeddings they are
// drawn back to those of the texts alone.
func FitMade(general *model.Weights, set model.Set, samples []Sample) *[model.Features]float32 {
	o := FitOptions{L2: madeL2, Cost: wrongCost, Rounds: steps}
	if set == model.WithVectors {
		o.Prior = &general.Of[model.TextOnly]
	}
	return Fit(based(general, set, samples), o)
}

// Both gives general weights for a pivot and embeddings together: what embeddings
// have taught, and half of what a pivot adds to the texts alone. Half, because the
// pivots of made bitexts are made from the target itself, by replacing words.
func Both(general *model.Weights) *[model.Features]float32 {
	var sum [model.Features]float32
	for k := range sum {
		adds := general.Of[model.WithPivot][k] - general.Of[model.TextOnly][k]
		sum[k] = general.Of[model.WithVectors][k] + pivotShare*adds
	}
	return &sum
}

// based gives the samples that have all of a set's evidence what holds where their
// embeddings are not trusted.
func based(w *model.Weights, set model.Set, samples []Sample) []Sample {
	var out []Sample
	for _, s := range samples {
		if s.Set != set {
			continue
		}
		if set&model.WithVectors != 0 {
			s.Base = &w.Of[set&^model.WithVectors]
		}
		out = append(out, s)
	}
	return out
}

// FitDev learns a set of weights from human alignment, the same article perhaps
// with several embeddings, starting from general weights and drawn back to them.
func FitDev(general *model.Weights, set model.Set, es ...*model.Example) *[model.Features]float32 {
	samples := make([]Sample, len(es))
	for k, e := range es {
		samples[k] = Sample{Example: e, Weight: 1}
	}
	return Fit(based(general, set, samples), FitOptions{L2: devL2, Prior: &general.Of[set], Cost: wrongCost, Rounds: steps})
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
