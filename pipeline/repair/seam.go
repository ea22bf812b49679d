package repair

import (
	"context"

	"github.com/recto/recto/pipeline/repair/order"
)

// order has the phrases of all blocks read.
func (j *job) order(ctx context.Context, text string, blocks []order.Block) ([][]order.Outcome, order.Producer, error) {
	o := order.Options{Confidence: j.o.Confidence, Language: j.o.Language, Adjudicator: j.o.Adjudicator}
	return order.New(j.model, o).Blocks(ctx, text, blocks)
}
