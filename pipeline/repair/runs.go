package repair

import (
	"context"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/order"
)

// joined gives the page with each visual line in one, where a reader handed them on run
// by run; the page itself where it did not. What seems to be one visual line is one, in
// this document, if its runs read better in another order than they came. Where holes
// show between runs, and phrases to fill them, fewer have to say so.
func (j *job) joined(ctx context.Context, page *layout.Page) (*layout.Page, error) {
	const (
		few    = 12 // that are tried; more if any of them reads better
		most   = 48
		least  = 4 // that read better
		fewest = 2 // the same where none says otherwise
	)
	runs := page.Runs()
	if len(runs) < fewest {
		return page, nil
	}
	shown, bare := 0, 0
	for _, v := range runs {
		switch {
		case v.Filled():
			shown++
		case v.Holes > 1:
			bare++ // its phrases are elsewhere
		}
	}
	shows := shown*2 >= len(runs) && shown > 2*bare
	if !shows && bare*3 > len(runs) {
		return page, nil
	}
	moved, kept, of, err := j.tryRuns(ctx, page, runs, few, shows)
	if err == nil && moved > 0 && len(runs) > few {
		moved, kept, of, err = j.tryRuns(ctx, page, runs, most, shows)
	}
	switch {
	case err != nil:
		return nil, err
	case moved < fewest:
		return page, nil
	case shows && moved*8 >= of:
		return page.Join(runs), nil
	case moved < least && kept > 0, moved*4 < of, moved*2 <= kept:
		return page, nil
	}
	return page.Join(runs), nil
}

// tryRuns reads so many visual lines that may have come run by run, with their neighbours:
// how many read better in another order, for certain, how many as they came, and of how
// many. Such as are neither full nor shown do not count for the first.
func (j *job) tryRuns(ctx context.Context, page *layout.Page, runs []layout.Runs, most int, shows bool) (moved, kept, of int, err error) {
	const sure = 0.9
	var blocks []order.Block
	var tried []layout.Runs
	for k := 0; k < len(runs); k += 1 + len(runs)/most {
		v := runs[k]
		around := []layout.Runs{{From: v.From - 1, To: v.From}, v, {From: v.To, To: v.To + 1}}
		if k > 0 && runs[k-1].To == v.From {
			around[0] = runs[k-1]
		}
		if k+1 < len(runs) && runs[k+1].From == v.To {
			around[2] = runs[k+1]
		}
		block := order.Block{}
		for _, x := range around {
			if x.From >= 0 && x.To <= len(page.Lines) {
				block.Lines = append(block.Lines, order.Line{From: page.Lines[x.From].From, To: page.Lines[x.To-1].To})
			}
		}
		blocks, tried = append(blocks, block), append(tried, v)
	}
	outcomes, _, err := order.New(j.model, order.Options{Language: j.o.Language}).Blocks(ctx, page.Text, blocks)
	for i := range outcomes {
		for k, o := range outcomes[i] {
			l := blocks[i].Lines[k]
			switch {
			case !layout.Broken(page.Text[l.From:l.To]) || o.Best.Posterior < sure:
			case !o.Changed:
				kept++
			case tried[i].Full || shows && tried[i].Filled():
				moved++
			}
		}
	}
	return moved, kept, len(blocks), err
}
