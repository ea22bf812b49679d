package pipeline

import (
	"context"
	"fmt"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/align"
	"github.com/recto/recto/pipeline/check"
	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/match"
	"github.com/recto/recto/pipeline/repair/order"
	"github.com/recto/recto/pipeline/translate"
)

// Deps are what the stages need from elsewhere. All but Detector may be nil or
// empty. They are built once and serve every document of a process.
type Deps struct {
	Detector *detect.Detector
	// Engines gives the engines for a pair of languages, once a document: the
	// first translates, the rest are asked only where the user listed them. None
	// is no error: the memory alone answers then.
	Engines     func(ctx context.Context, from, to string) ([]translate.Engine, error)
	Ledger      translate.Ledger
	Budget      *translate.Budget
	Memory      match.Memory // a snapshot: it stands still during a run
	Decisions   Decisions
	Adjudicator order.Adjudicator // a second reader for undecided lines
	Embedder    align.Embedder
	Lexicon     *align.Lexicon
	Glossary    *check.Glossary
	Translation translate.Options // jobs, timeout, batch: how, not what
	Observe     Observer
}

// Process takes a document from its text to a bitext with its translation. The
// result depends on the document, the settings, the memory's snapshot and the
// engine's answers, and on nothing else.
//
// A segment without an accepted translation is no error: its bead says why.
// Errors are the context's, *translate.Refused, the ledger's and the memory's;
// with *translate.LimitReached the bitext is complete but for the segments that
// the limit left open.
func Process(ctx context.Context, src *corpus.Source, s Settings, d Deps) (*corpus.Bitext, error) {
	b := &corpus.Bitext{}
	var err error
	if b.Source, err = prepare(ctx, src, s.From, s, d); err != nil {
		return nil, err
	}
	cut(&b.Source, s.First)
	b.Target = corpus.Side{Language: s.To, Confidence: 1}
	if s.To == "" {
		b.Target.Language = "und"
	}
	decided, err := decide(ctx, b, d.Decisions)
	if err != nil {
		return nil, err
	}
	matches, err := consult(ctx, b, s, d)
	if err != nil {
		return nil, err
	}
	engines, err := d.engines(ctx, b)
	if err != nil {
		return nil, err
	}
	b.Run = runOf(s, engines)
	outcomes, limit, err := ask(ctx, b, engines, decided, matches, s, d)
	if err != nil {
		return nil, err
	}
	bind(b, outcomes, decided, matches)
	d.Observe.tell(Event{Document: src.Name, Stage: Checking})
	check.Run(b, check.Options{Off: s.ChecksOff, Glossary: d.Glossary})
	return b, limit
}

// consult asks the memory for every segment.
func consult(ctx context.Context, b *corpus.Bitext, s Settings, d Deps) ([]match.Result, error) {
	if d.Memory == nil || s.To == "" || s.Engine == "none" {
		return make([]match.Result, len(b.Source.Segments)), nil
	}
	d.Observe.tell(Event{Document: b.Source.Name, Stage: Matching})
	texts := make([]string, len(b.Source.Segments))
	for i, seg := range b.Source.Segments {
		texts[i] = seg.Text
	}
	return match.Run(ctx, b.Source.Language, s.To, texts, d.Memory, match.Options{})
}

// ask translates what neither a person nor the memory did. Everything goes to
// the stage all the same: what goes into a request follows from the document.
func ask(ctx context.Context, b *corpus.Bitext, engines []translate.Engine, decided []*corpus.Decision, matches []match.Result, s Settings, d Deps) ([]translate.Outcome, error, error) {
	doc := translate.Document{Name: b.Source.Name, From: b.Source.Language, To: s.To, Title: title(b)}
	for i, seg := range b.Source.Segments {
		u := translate.Unit{ID: seg.ID, Text: seg.Text, Para: seg.Para}
		switch {
		case decided[i] != nil:
			u.Given = decided[i].Target
		case matches[i].Exact != nil:
			u.Given = matches[i].Exact.Target
		default:
			for _, m := range matches[i].Near {
				u.Near = append(u.Near, translate.Example{Source: m.Source, Target: m.Target})
			}
		}
		doc.Units = append(doc.Units, u)
	}
	if len(engines) == 0 {
		return unanswered(doc, s.Engine), nil, nil
	}
	return run(ctx, doc, engines, s, d)
}

// engines are those for the bitext's languages.
func (d Deps) engines(ctx context.Context, b *corpus.Bitext) ([]translate.Engine, error) {
	if d.Engines == nil || b.Target.Language == "und" || len(b.Source.Segments) == 0 {
		return nil, nil
	}
	return d.Engines(ctx, b.Source.Language, b.Target.Language)
}

// run hands a document to the translate stage.
func run(ctx context.Context, doc translate.Document, engines []translate.Engine, s Settings, d Deps) ([]translate.Outcome, error, error) {
	o := d.Translation
	o.Engines, o.Ledger, o.Budget, o.Batch = engines, d.Ledger, d.Budget, s.Batch
	o.LanguageOf = func(text string) (string, float64) {
		g := d.Detector.Detect(text)
		return g.Tag, g.Confidence
	}
	o.Terms = s.Terms
	o.Observe = func(e translate.Event) {
		d.Observe.tell(Event{Document: doc.Name, Stage: Translating, Done: e.Done, Total: e.Total, Note: e.Note})
	}
	report, err := translate.Run(ctx, doc, o)
	return settle(report, err)
}

// settle tells a limit, which leaves segments open, from an error, which ends
// the document.
func settle(report *translate.Report, err error) (outcomes []translate.Outcome, limit, failure error) {
	if err == nil {
		return report.Outcomes, nil, nil
	}
	if reached := asLimit(err); reached != nil && report != nil {
		return report.Outcomes, fmt.Errorf("translate: %w", reached), nil
	}
	return nil, nil, fmt.Errorf("translate: %w", err)
}
