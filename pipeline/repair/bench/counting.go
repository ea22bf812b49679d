package main

import (
	"context"
	"sync/atomic"
)

// counting counts what is put to a second reader.
type counting struct {
	reader knows
	n      atomic.Int64
}

func (c *counting) Choose(ctx context.Context, lang, before string, candidates []string, after string) (int, error) {
	c.n.Add(1)
	return c.reader.Choose(ctx, lang, before, candidates, after)
}
