package repair

import (
	"context"

	"github.com/recto/recto/pipeline/repair/order"
)

// order has the phrases of all blocks read.
func (j *job) order(ctx context.Context, text string, blocks []order.Block) ([][]order.Outcome, order.Producer, error) {
	producer := order.Orient(text, blocks, j.model)
	reader := order.New(j.model, order.Options{Confidence: j.o.Confidence, Language: j.o.Language, Producer: producer, Adjudicator: j.o.Adjudicator})
	outcomes, err := reader.Blocks(ctx, text, blocks)
	return outcomes, producer, err
}
