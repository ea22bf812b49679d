package pipeline

import (
	"context"
	"errors"
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
	w, err := begin(ctx, src, s, d)
	if err != nil {
		return nil, err
	}
	outcomes, limit := unanswered(w.doc, s.Engine), error(nil)
	if len(w.engines) > 0 {
		if outcomes, limit, err = run(ctx, w.doc, w.engines, s, d); err != nil {
			return nil, err
		}
	}
	bind(w.bitext, outcomes, w.decided, w.matches)
	d.Observe.tell(Event{Document: src.Name, Stage: Checking})
	// A run that is stopped hands on what it has, checked.
	if err := check.Run(context.WithoutCancel(ctx), w.bitext, check.Options{Off: s.ChecksOff, Glossary: d.Glossary}); err != nil {
		return nil, err
	}
	return w.bitext, limit
}

// Plan says what Process would take and cost, and sends nothing.
func Plan(ctx context.Context, src *corpus.Source, s Settings, d Deps) (translate.Plan, error) {
	w, err := begin(ctx, src, s, d)
	if err != nil {
		return translate.Plan{}, err
	}
	o := options(w.doc, w.engines, s, d)
	return translate.Estimate(ctx, w.doc, o)
}

// work is a document that is ready to be translated.
type work struct {
	bitext  *corpus.Bitext
	decided []*corpus.Decision // of people, by segment; nil where there is none
	matches []match.Result     // of the memory, by segment
	engines []translate.Engine
	doc     translate.Document
}

// begin takes a document to the moment before it is translated.
func begin(ctx context.Context, src *corpus.Source, s Settings, d Deps) (*work, error) {
	b := &corpus.Bitext{Target: corpus.Side{Language: s.To, Confidence: 1}}
	if s.To == "" {
		b.Target.Language = "und"
	}
	w := &work{bitext: b}
	var err error
	if b.Source, err = prepare(ctx, src, s.From, s, d); err != nil {
		return nil, err
	}
	cut(&b.Source, s.First)
	if w.decided, err = decide(ctx, b, d.Decisions); err != nil {
		return nil, err
	}
	if w.matches, err = consult(ctx, b, s, d); err != nil {
		return nil, err
	}
	if w.engines, err = d.engines(ctx, b); err != nil {
		return nil, err
	}
	b.Run = runOf(s, w.engines)
	w.doc = w.document()
	return w, nil
}

// consult asks the memory for every segment.
func consult(ctx context.Context, b *corpus.Bitext, s Settings, d Deps) ([]match.Result, error) {
	if d.Memory == nil || s.To == "" || s.Engine == "none" {
		return make([]match.Result, len(b.Source.Segments)), nil
	}
	d.Observe.tell(Event{Document: b.Source.Name, Stage: Matching})
	return match.Run(ctx, b.Source.Language, s.To, texts(b.Source.Segments), d.Memory, match.Options{})
}

// document is what goes to the translate stage: everything, also what a person
// or the memory has answered, since what goes into a request follows from the
// document alone.
func (w *work) document() translate.Document {
	b := w.bitext
	doc := translate.Document{Name: b.Source.Name, From: b.Source.Language, To: b.Target.Language, Title: title(b)}
	for i, seg := range b.Source.Segments {
		u := translate.Unit{ID: seg.ID, Text: seg.Text, Para: seg.Para}
		switch {
		case w.decided[i] != nil:
			u.Given = w.decided[i].Target
		case w.matches[i].Exact != nil:
			u.Given = w.matches[i].Exact.Target
		default:
			for _, m := range w.matches[i].Near {
				u.Near = append(u.Near, translate.Example{Source: m.Source, Target: m.Target})
			}
		}
		doc.Units = append(doc.Units, u)
	}
	return doc
}

// engines are those for the bitext's languages.
func (d Deps) engines(ctx context.Context, b *corpus.Bitext) ([]translate.Engine, error) {
	if d.Engines == nil || b.Target.Language == "und" || len(b.Source.Segments) == 0 {
		return nil, nil
	}
	return d.Engines(ctx, b.Source.Language, b.Target.Language)
}

// run hands a document to the translate stage. A limit that was reached is no
// failure: it leaves segments open.
func run(ctx context.Context, doc translate.Document, engines []translate.Engine, s Settings, d Deps) (outcomes []translate.Outcome, limit, failure error) {
	report, err := translate.Run(ctx, doc, options(doc, engines, s, d))
	var reached *translate.LimitReached
	switch {
	case err == nil:
		return report.Outcomes, nil, nil
	case errors.As(err, &reached):
		return report.Outcomes, fmt.Errorf("translate: %w", reached), nil
	}
	return nil, nil, fmt.Errorf("translate: %w", err)
}

// options are those of the translate stage.
func options(doc translate.Document, engines []translate.Engine, s Settings, d Deps) translate.Options {
	o := d.Translation
	o.Engines, o.Ledger, o.Budget, o.Batch, o.Terms = engines, d.Ledger, d.Budget, s.Batch, s.Terms
	o.LanguageOf = func(text string) (string, float64) {
		if detect.Plainly(text, doc.To, doc.From) {
			return doc.To, 1
		}
		g := d.Detector.Detect(text)
		return g.Tag, g.Confidence
	}
	o.Observe = func(e translate.Event) {
		d.Observe.tell(Event{Document: doc.Name, Stage: Translating, Done: e.Done, Total: e.Total, Note: e.Note})
	}
	return o
}
