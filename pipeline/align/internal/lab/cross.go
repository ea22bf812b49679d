package lab

import (
	"context"

	"github.com/recto/recto/pipeline/align/internal/model"
)

// Folds of a cross-validation inside one document.
const Folds = 5

// Hide opens the areas of a fold: what is open teaches nothing.
func Hide(areas []model.Area, fold, n int) []model.Area {
	var out []model.Area
	for _, a := range areas {
		if FoldOf(a.I0, n) != fold {
			out = append(out, a)
			continue
		}
		a.Open = true
		if k := len(out) - 1; k >= 0 && out[k].Open && FoldOf(out[k].I0, n) == fold {
			out[k].I1, out[k].J1 = a.I1, a.J1
			continue
		}
		out = append(out, a)
	}
	return out
}

// FoldOf says which fold a source segment belongs to: folds are stretches.
func FoldOf(i, n int) int { return min(i*Folds/max(n, 1), Folds-1) }

// Prepared is a bitext taken as far as the field.
type Prepared struct {
	*Bitext
	Problem *model.Problem
	Grid    *model.Grid
}

// Prepare runs all of the aligner but the field.
func Prepare(ctx context.Context, b *Bitext, pivot bool, embed Embed) (*Prepared, error) {
	in := model.Input{Source: b.Source, Target: b.Target, Embed: embed}
	if pivot {
		in.Pivot = b.Pivot
	}
	p, g, err := model.Prepare(ctx, in)
	if err != nil {
		return nil, err
	}
	return &Prepared{b, p, g}, nil
}

// Found aligns with some weights.
func (p *Prepared) Found(ctx context.Context, w *model.Weights) ([]model.Bead, error) {
	s, err := p.Problem.Solve(ctx, p.Grid, w)
	if err != nil {
		return nil, err
	}
	return s.Read(), nil
}

// Listed gives beads as lists of segments.
func Listed(beads []model.Bead) []Bead {
	out := make([]Bead, len(beads))
	for k, b := range beads {
		for i := b.I0; i < b.I1; i++ {
			out[k].Src = append(out[k].Src, i)
		}
		for j := b.J0; j < b.J1; j++ {
			out[k].Tgt = append(out[k].Tgt, j)
		}
	}
	return out
}

// Embed gives an embedding of each text; nil where there are none.
type Embed = func(context.Context, []string) ([][]float32, error)

// CrossValidate aligns each fold of a document with weights of a set that have
// learned from the rest of it, starting from general ones. The document may be prepared
// several times, with different embeddings: all teach together, and the beads of
// each are given.
func CrossValidate(ctx context.Context, ps []*Prepared, general *model.Weights, set model.Set) ([][]model.Bead, error) {
	whole := make([]*model.Example, len(ps))
	for k, p := range ps {
		var err error
		if whole[k], err = model.NewExample(ctx, p.Problem, p.Grid, p.Areas); err != nil {
			return nil, err
		}
	}
	out := make([][]model.Bead, len(ps))
	for fold := range Folds {
		hidden := make([]*model.Example, len(ps))
		for k, p := range ps {
			hidden[k] = whole[k].Relabelled(Hide(p.Areas, fold, len(p.Source)))
		}
		w := *general
		w.Of[set] = *FitDev(general, set, hidden...)
		for k, p := range ps {
			found, err := p.Found(ctx, &w)
			if err != nil {
				return nil, err
			}
			for _, b := range found {
				at := b.I0
				if b.I0 == b.I1 && b.I0 > 0 {
					at = b.I0 - 1
				}
				if FoldOf(at, len(p.Source)) == fold {
					out[k] = append(out[k], b)
				}
			}
		}
	}
	return out, nil
}
