package repair

import (
	"context"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/order"
)

// joined gives the page with each visual line in one, where a reader handed them on run
// by run; the page itself where it did not. What seems to be one visual line is one, in
// this document, if its runs read better in another order than they came.
func (j *job) joined(ctx context.Context, page *layout.Page) (*layout.Page, error) {
	const (
		most   = 48 // that are tried
		least  = 4  // that say so
		fewest = 2  // the same where none says otherwise
		sure   = 0.9
	)
	if j.words == nil || page.Code() {
		return page, nil
	}
	runs := page.Runs()
	if len(runs) < fewest {
		return page, nil
	}
	whole := page.Join(runs)
	var blocks []order.Block
	var full []bool
	for k := 0; k < len(runs); k += 1 + len(runs)/most {
		block := order.Block{}
		i := whole.At(page.Lines[runs[k].From].From)
		for _, l := range whole.Lines[max(0, i-1):min(len(whole.Lines), i+2)] {
			block.Lines = append(block.Lines, order.Line{From: l.From, To: l.To})
		}
		blocks, full = append(blocks, block), append(full, runs[k].Full)
	}
	outcomes, _, err := order.New(j.model, order.Options{Language: j.o.Language}).Blocks(ctx, page.Text, blocks)
	if err != nil {
		return nil, err
	}
	moved, kept := 0, 0
	for i, block := range blocks {
		for k, o := range outcomes[i] {
			l := block.Lines[k]
			switch {
			case !layout.Broken(page.Text[l.From:l.To]) || o.Best.Posterior < sure:
			case !o.Changed:
				kept++
			case full[i]:
				moved++
			}
		}
	}
	if moved < fewest || moved < least && kept > 0 || moved*4 < len(blocks) || moved*2 <= kept {
		return page, nil
	}
	return whole, nil
}
