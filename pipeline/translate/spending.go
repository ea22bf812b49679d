package translate

import (
	"context"
	"sync"
)

// Price is the price of a million tokens, in any one currency.
type Price struct{ Input, Output float64 }

// Of is the price of some tokens.
func (p Price) Of(in, out int) float64 {
	return (float64(in)*p.Input + float64(out)*p.Output) / 1e6
}

// Spending adds up requests.
type Spending struct {
	Requests  int
	In, Out   int     // tokens
	Estimated int     // requests among them whose tokens the engine did not count
	Cost      float64 // 0 without a price
}

// Add adds what another run spent.
func (s *Spending) Add(o Spending) {
	s.Requests += o.Requests
	s.In += o.In
	s.Out += o.Out
	s.Estimated += o.Estimated
	s.Cost += o.Cost
}

// Budget is what the documents of a process may spend together. What a request
// may need at most is put aside before it is sent, so that the limit holds.
type Budget struct {
	MaxCost   float64 // 0 is no limit
	MaxTokens int     // in and out together; 0 is no limit

	mu      sync.Mutex
	spent   Spending
	held    Spending      // put aside for requests under way
	changed chan struct{} // closed when something put aside is settled
}

// Spent is what has been spent so far.
func (b *Budget) Spent() Spending {
	if b == nil {
		return Spending{}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.spent
}

// reserve puts aside in tokens, and at least least but rather most tokens of
// output. It waits for requests under way when the rest might suffice after
// them, and gives a *LimitReached when it cannot.
func (b *Budget) reserve(ctx context.Context, p Price, in, least, most int) (out int, err error) {
	if b == nil || b.MaxCost <= 0 && b.MaxTokens <= 0 {
		return most, nil
	}
	for {
		b.mu.Lock()
		out = most
		if b.MaxTokens > 0 {
			out = min(out, b.MaxTokens-b.spent.In-b.spent.Out-b.held.In-b.held.Out-in)
		}
		if b.MaxCost > 0 {
			left := b.MaxCost - b.spent.Cost - b.held.Cost - p.Of(in, 0)
			if left < p.Of(0, least) {
				out = -1
			} else if p.Output > 0 {
				out = min(out, int(left*1e6/p.Output))
			}
		}
		if out >= least {
			b.held.Add(Spending{Requests: 1, In: in, Out: out, Cost: p.Of(in, out)})
			b.mu.Unlock()
			return out, nil
		}
		if b.held.Requests == 0 {
			defer b.mu.Unlock()
			if b.MaxTokens > 0 && b.spent.In+b.spent.Out+in+least > b.MaxTokens {
				return 0, &LimitReached{Limit: "tokens", Max: float64(b.MaxTokens), Spent: float64(b.spent.In + b.spent.Out)}
			}
			return 0, &LimitReached{Limit: "cost", Max: b.MaxCost, Spent: b.spent.Cost}
		}
		if b.changed == nil {
			b.changed = make(chan struct{})
		}
		wait := b.changed
		b.mu.Unlock()
		select {
		case <-wait:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// settle gives back what reserve put aside, and books what it became.
func (b *Budget) settle(p Price, in, out int, spent Spending) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.spent.Add(spent)
	if b.MaxCost <= 0 && b.MaxTokens <= 0 {
		return
	}
	b.held.Requests--
	b.held.In -= in
	b.held.Out -= out
	b.held.Cost -= p.Of(in, out)
	if b.held.Requests == 0 {
		b.held = Spending{} // no dust of floating point
	}
	if b.changed != nil {
		close(b.changed)
		b.changed = nil
	}
}
