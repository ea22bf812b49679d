package order

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
)

const (
	sure      = 0.999 // a line whose best reading is likelier than this, and above the bar, is not asked about
	share     = 5     // at most one line in so many is
	offered   = 60    // readings of one line that are offered
	plausible = 1e-6  // posterior below which a reading is not worth offering
	asked     = 4     // questions under way at once
)

// question is one line to be asked about.
type question struct {
	block, line int
	best        float64
	choice      int
}

// adjudicate asks the second reader about the undecided lines, the least sure
// first where there are too many, and applies its choices. Questions do not
// hang on each other's answers, so that their order does not matter.
func (r *Reader) adjudicate(ctx context.Context, all [][]Outcome, offers [][][]Reading) error {
	lines := 0
	var ask []question
	for b := range all {
		lines += len(all[b])
		for k, readings := range offers[b] {
			if len(readings) > 1 && readings[0].Posterior < max(sure, r.o.Confidence) {
				ask = append(ask, question{block: b, line: k, best: readings[0].Posterior})
			}
		}
	}
	if most := max(1, lines/share); len(ask) > most {
		slices.SortStableFunc(ask, func(a, b question) int { return cmp.Compare(a.best, b.best) })
		ask = ask[:most]
	}
	before := func(b, k int) string {
		if k < 0 || k >= len(all[b]) {
			return ""
		}
		return all[b][k].Best.Text
	}
	errs := make([]error, len(ask))
	var wait sync.WaitGroup
	slot := make(chan struct{}, asked)
	for i := range ask {
		slot <- struct{}{}
		wait.Add(1)
		go func() {
			defer func() { <-slot; wait.Done() }()
			q := &ask[i]
			readings := offers[q.block][q.line]
			texts := make([]string, len(readings))
			for n := range readings {
				texts[n] = readings[n].Text
			}
			q.choice, errs[i] = r.o.Adjudicator.Choose(ctx, r.o.Language, before(q.block, q.line-1), texts, before(q.block, q.line+1))
		}()
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return fmt.Errorf("ask the second reader: %w", err)
		}
	}
	for _, q := range ask {
		readings := offers[q.block][q.line]
		o := &all[q.block][q.line]
		if q.choice < 0 || q.choice >= len(readings) {
			continue
		}
		o.choose(readings, q.choice)
	}
	return nil
}
