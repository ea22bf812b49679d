package batch

import (
	"context"
	"math"
	"sync"

	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
)

// purse is the night's money. A document gets its share in advance and gives
// back what it did not spend, so that together they never spend more than there
// is.
type purse struct {
	maxCost, share float64
	maxTokens      int

	mu      sync.Mutex
	back    chan struct{} // closed when something comes back
	cost    float64       // left, and in nobody's hands
	tokens  int
	holders int
}

func newPurse(maxCost float64, maxTokens int, share float64) *purse {
	return &purse{maxCost: maxCost, maxTokens: maxTokens, share: share, cost: maxCost, tokens: maxTokens, back: make(chan struct{})}
}

// grant is what a document may spend.
type grant struct {
	budget *translate.Budget // nil: no limit
	full   bool              // the whole share, not the rest of the night's
}

// take waits until there is something to give; ErrLimit if the night has spent
// all. Without limits it gives an unlimited grant. With all it gives what is
// left when nobody else holds anything.
func (p *purse) take(ctx context.Context, all bool) (grant, error) {
	share := p.share
	if all {
		share = 1
	}
	if p.maxCost <= 0 && p.maxTokens <= 0 {
		return grant{full: true}, nil
	}
	for {
		p.mu.Lock()
		back, holders := p.back, p.holders
		// While others may give something back, nobody gets less than a share.
		g, ok := p.cut(share, holders > 0)
		if ok {
			p.holders++
			p.cost -= g.budget.MaxCost
			p.tokens -= g.budget.MaxTokens
		}
		p.mu.Unlock()
		switch {
		case ok:
			return g, nil
		case holders == 0:
			return grant{}, ErrLimit
		}
		select {
		case <-back:
		case <-ctx.Done():
			return grant{}, context.Cause(ctx)
		}
	}
}

// cut makes a grant of what is left; false if there is nothing, or not enough.
func (p *purse) cut(share float64, whole bool) (grant, bool) {
	g := grant{budget: &translate.Budget{}, full: true}
	if p.maxCost > 0 {
		if p.cost <= 0 {
			return g, false
		}
		g.budget.MaxCost = min(p.maxCost*share, p.cost)
		g.full = g.budget.MaxCost >= p.maxCost*share
	}
	if p.maxTokens > 0 {
		tokens := int(math.Ceil(float64(p.maxTokens) * share))
		if p.tokens <= 0 {
			return g, false
		}
		g.budget.MaxTokens = min(tokens, p.tokens)
		g.full = g.full && g.budget.MaxTokens >= tokens
	}
	return g, g.full || !whole
}

// give takes back what was not spent.
func (p *purse) give(g grant, spent store.Spent) {
	if g.budget == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.holders--
	p.cost += g.budget.MaxCost - spent.Cost
	p.tokens += g.budget.MaxTokens - spent.In - spent.Out
	close(p.back)
	p.back = make(chan struct{})
}
