package translate

import "time"

// Limits is what an engine says of its rate, or a user of theirs. Zero values
// say nothing.
type Limits struct {
	// Requests and Tokens: how many may be made in a minute.
	Requests, Tokens int
	// RequestsLeft and TokensLeft of the current window, -1 for none, which
	// ends in RequestsReset and TokensReset.
	RequestsLeft, TokensLeft   int
	RequestsReset, TokensReset time.Duration
}

// Gate keeps all requests of a process to one engine within its rate.
type Gate struct{}

// NewGate makes a gate for at most jobs requests at a time (0 is 8), within the
// requests and tokens a minute of l, as far as they are set.
func NewGate(jobs int, l Limits) *Gate { return &Gate{} }
