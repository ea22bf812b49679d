package repair

import (
	"context"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/order"
)

// order has the phrases of all blocks read.
func (j *job) order(ctx context.Context, page *layout.Page, blocks []order.Block, moved float64) ([][]order.Outcome, order.Producer, error) {
	o := order.Options{
		Confidence: j.o.Confidence, Language: j.o.Language, Adjudicator: j.o.Adjudicator,
		Lines: len(page.Lines), Justified: page.Justified(), Moved: moved,
	}
	return order.New(j.model, o).Blocks(ctx, page.Text, blocks)
}
