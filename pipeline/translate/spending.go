package translate

import "sync"

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

// Budget is what the documents of a process may spend together.
type Budget struct {
	MaxCost   float64 // 0 is no limit
	MaxTokens int     // in and out together; 0 is no limit

	mu       sync.Mutex
	changed  chan struct{} // closed when a reservation ends
	spent    Spending
	held     Spending // reserved for requests under way
	underway int
}
