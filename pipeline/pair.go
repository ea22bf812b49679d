package pipeline

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/align"
	"github.com/recto/recto/pipeline/check"
	"github.com/recto/recto/pipeline/translate"
)

// Paired is a bitext of two documents that exist, and what the alignment has
// to say of it.
type Paired struct {
	Bitext *corpus.Bitext
	Report align.Report
}

// PairOptions are what only Pair needs.
type PairOptions struct {
	// Segmented: one segment a line, taken as it stands; nothing is repaired
	// and nothing taken out.
	Segmented bool
	// Pivot is a translation of each source segment; nil is none.
	Pivot []string
	// PivotName is the file that Pivot came from, for errors.
	PivotName string
	// MakePivot has the engines translate the source first.
	MakePivot bool
}

// Pair lays a document and its human translation side by side.
func Pair(ctx context.Context, a, z *corpus.Source, s Settings, d Deps, p PairOptions) (*Paired, error) {
	b := &corpus.Bitext{Run: runOf(s, nil)}
	b.Run.Engine = "human"
	take := prepare
	if p.Segmented {
		take = lines
	}
	// The sides have nothing to do with each other before they are aligned.
	sides, done := errgroup.WithContext(ctx)
	sides.Go(func() (err error) {
		b.Source, err = take(done, a, s.From, s, d)
		return err
	})
	sides.Go(func() (err error) {
		b.Target, err = take(done, z, s.To, s, d)
		return err
	})
	err := sides.Wait()
	if err != nil {
		return nil, err
	}
	if n := len(b.Source.Segments); p.Pivot != nil && len(p.Pivot) != n {
		return nil, fmt.Errorf("%s has %d lines, %s has %d segments: a translation goes line by line", p.PivotName, len(p.Pivot), a.Name, n)
	}
	if p.Pivot == nil && p.MakePivot {
		if p.Pivot, err = pivot(ctx, b, s, d); err != nil {
			return nil, err
		}
	}
	d.Observe.tell(Event{Document: a.Name, Stage: Aligning})
	beads, report, err := align.Align(ctx, texts(b.Source.Segments), texts(b.Target.Segments), align.Options{
		From: b.Source.Language, To: b.Target.Language,
		Pivot: p.Pivot, Embedder: d.Embedder, Lexicon: d.Lexicon,
	})
	if err != nil {
		return nil, fmt.Errorf("align %s with %s: %w", a.Name, z.Name, err)
	}
	for i := range beads {
		beads[i].State = corpus.Translated
		beads[i].Origin = corpus.Origin{Kind: corpus.OriginHuman}
		if len(beads[i].Tgt) == 0 {
			beads[i].State, beads[i].Origin, beads[i].Reason = corpus.Untranslated, corpus.Origin{}, OneSided
		}
	}
	b.Beads = beads
	language := s.To
	if language == "" {
		language = b.Target.Language
	}
	if err := overrule(ctx, b, language, d.Decisions); err != nil {
		return nil, err
	}
	d.Observe.tell(Event{Document: a.Name, Stage: Checking})
	if err := check.Run(ctx, b, check.Options{Off: s.ChecksOff, Glossary: d.Glossary}); err != nil {
		return nil, err
	}
	return &Paired{Bitext: b, Report: report}, nil
}

// OneSided is the reason of a bead whose source has no counterpart.
const OneSided = "one-sided"

// pivot has the engines translate the source; what they could not is "".
func pivot(ctx context.Context, b *corpus.Bitext, s Settings, d Deps) ([]string, error) {
	engines, err := d.engines(ctx, b)
	if err != nil || len(engines) == 0 {
		return nil, err
	}
	doc := translate.Document{Name: b.Source.Name, From: b.Source.Language, To: b.Target.Language}
	for _, seg := range b.Source.Segments {
		doc.Units = append(doc.Units, translate.Unit{ID: seg.ID, Text: seg.Text, Para: seg.Para})
	}
	outcomes, _, err := run(ctx, doc, engines, s, d)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(outcomes))
	for i, outcome := range outcomes {
		out[i] = outcome.Text
	}
	return out, nil
}

func texts(segments []corpus.Segment) []string {
	out := make([]string, len(segments))
	for i, s := range segments {
		out[i] = s.Text
	}
	return out
}
