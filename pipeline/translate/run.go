package translate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/recto/recto/corpus"
)

// Run translates a document. It returns a report with one outcome a unit, by
// id, even with an error: what was done before is kept. Errors are *Refused,
// *LimitReached, the context's, or the ledger's; an engine that does not answer
// is none: its units have the reason Unreachable.
func Run(ctx context.Context, d Document, o Options) (*Report, error) {
	o = o.withDefaults()
	for _, e := range o.Engines {
		if t := e.Translator.Traits(); o.Budget.MaxCost > 0 && e.Price == nil && !t.Plain {
			return nil, fmt.Errorf("--max-cost cannot be kept: no price is known for model %s; put it under prices in the configuration, 0 if it is free", t.Model)
		}
	}
	r := newRun(ctx, d, o)
	defer r.stop(nil)
	var err error
	for _, e := range o.Engines {
		if r.open == 0 {
			break
		}
		if err = newPassage(r, e).through(); err != nil {
			break
		}
	}
	return r.report(err), err
}

// newRun gives a run with the fates of what needs no engine.
func newRun(ctx context.Context, d Document, o Options) *run {
	r := &run{d: d, o: o, fates: make([]fate, len(d.Units))}
	r.ctx, r.stop = context.WithCancelCause(ctx)
	for i, u := range d.Units {
		switch {
		case u.Given != "":
			r.fates[i] = fate{text: u.Given, kind: corpus.OriginMemory}
		case !translatable(u.Text):
			r.fates[i] = fate{text: u.Text, kind: corpus.OriginCopy}
		default:
			r.open++
		}
	}
	r.total = r.open
	return r
}

func (o Options) withDefaults() Options {
	if o.Ledger == nil {
		o.Ledger = &MemoryLedger{}
	}
	if o.Jobs <= 0 {
		o.Jobs = 4
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.Budget == nil {
		o.Budget = &Budget{}
	}
	engines := make([]Engine, len(o.Engines))
	for i, e := range o.Engines {
		if e.Gate == nil {
			e.Gate = NewGate(o.Jobs, Limits{})
		}
		engines[i] = e
	}
	o.Engines = engines
	return o
}

// run is one document under way.
type run struct {
	d    Document
	o    Options
	ctx  context.Context
	stop context.CancelCauseFunc // ends all workers, with the reason

	mu       sync.Mutex
	fates    []fate // one a unit
	open     int    // units without translation that are still asked for
	total    int
	spent    Spending
	replayed int
}

// fate is what became of a unit, or of a cell.
type fate struct {
	text          string
	kind          corpus.OriginKind
	engine, model string
	reason        string
	attempts      []corpus.Attempt
}

func (r *run) report(err error) *Report {
	fallback := Unreachable
	var limit *LimitReached
	switch {
	case errors.As(err, &limit):
		fallback = OverLimit
	case err != nil:
		fallback = Stopped
	}
	rep := &Report{Outcomes: make([]Outcome, len(r.fates)), Spent: r.spent, Replayed: r.replayed}
	for i, f := range r.fates {
		out := Outcome{ID: r.d.Units[i].ID, Text: f.text, Kind: f.kind, Engine: f.engine, Model: f.model, Reason: f.reason, Attempts: f.attempts}
		if f.kind == corpus.OriginNone {
			out.Text = ""
			if out.Reason == "" {
				out.Reason = fallback
			}
		}
		rep.Outcomes[i] = out
	}
	return rep
}

func (r *run) observe(done int, note string) {
	if r.o.Observe == nil {
		return
	}
	r.mu.Lock()
	r.total = max(r.total, done)
	total := r.total
	r.mu.Unlock()
	r.o.Observe(Event{Document: r.d.Name, Done: done, Total: total, Note: note})
}

// join puts the clauses of a unit together again.
func join(p *plan, cells []int, texts []string) string {
	if len(cells) == 1 {
		return texts[0]
	}
	var b strings.Builder
	for k, i := range cells {
		b.WriteString(texts[k])
		if k < len(cells)-1 {
			b.WriteString(p.cells[i].gap)
		}
	}
	return b.String()
}
