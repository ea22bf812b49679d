package model

import (
	"context"
	"fmt"
)

// embed asks for the embedding of every segment.
func (p *Problem) embed(ctx context.Context) error {
	all := append(append([]string(nil), p.raw.Source...), p.raw.Target...)
	got, err := p.ask(ctx, all)
	if err != nil {
		return err
	}
	if p.vectors, err = newVectors(ctx, got[:p.s.Len()], got[p.s.Len():]); err != nil {
		return err
	}
	return p.embedClauses(ctx)
}

// embedClauses asks for the embeddings of what stands at the ends of segments.
func (p *Problem) embedClauses(ctx context.Context) error {
	v := p.vectors
	var texts []string
	var to []map[int][]float32
	var means [][]float32
	var at []int
	for side, segments := range [][]string{p.raw.Source, p.raw.Target} {
		heads, tails, mean := v.headS, v.tailS, v.meanS
		if side == 1 {
			heads, tails, mean = v.headT, v.tailT, v.meanT
		}
		for k, s := range segments {
			if head, tail := clauses(s); head != "" {
				texts, at, to = append(texts, head, tail), append(at, k, k), append(to, heads, tails)
				means = append(means, mean, mean)
			}
		}
	}
	if len(texts) == 0 {
		return nil
	}
	got, err := p.ask(ctx, texts)
	if err != nil {
		return err
	}
	for k, x := range got {
		to[k][at[k]] = centre(x, means[k])
	}
	return nil
}

// embedJoined asks for the embeddings of the stretches that the draft thinks
// possible.
func (p *Problem) embedJoined(ctx context.Context, d *drafted) error {
	var texts []string
	var at []stretch
	var source []bool
	for side, segments := range [][]string{p.raw.Source, p.raw.Target} {
		seen := map[stretch]bool{}
		for _, s := range d.stretch[side] {
			if !seen[s] {
				seen[s] = true
				texts, at, source = append(texts, join(segments[s.from:s.to])), append(at, s), append(source, side == 0)
			}
		}
	}
	if len(texts) == 0 {
		return nil
	}
	got, err := p.ask(ctx, texts)
	if err != nil {
		return err
	}
	for k, v := range got {
		if source[k] {
			p.vectors.joinedS[at[k]] = centre(v, p.vectors.meanS)
		} else {
			p.vectors.joinedT[at[k]] = centre(v, p.vectors.meanT)
		}
	}
	return nil
}

// ask gives an embedding for each text, of the size of those that came before.
func (p *Problem) ask(ctx context.Context, texts []string) ([][]float32, error) {
	got, err := p.raw.Embed(ctx, texts)
	if err != nil {
		return nil, err
	}
	if len(got) != len(texts) {
		return nil, fmt.Errorf("%d embeddings for %d texts", len(got), len(texts))
	}
	for _, v := range got {
		if p.vectors != nil && len(v) != p.vectors.size {
			return nil, fmt.Errorf("embeddings of %d numbers after embeddings of %d", len(v), p.vectors.size)
		}
	}
	return got, nil
}
