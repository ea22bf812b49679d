package batch

import (
	"sync"
	"time"
)

// pace guesses how long a document will take, from those that are done: twice
// the mean by size, so that what is begun can mostly be finished.
type pace struct {
	deadline time.Time

	mu      sync.Mutex
	bytes   int64
	seconds float64
}

func (p *pace) took(bytes int64, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bytes += bytes + 1000
	p.seconds += d.Seconds()
}

// tooLate says that a document of so many bytes would hardly be done in time.
func (p *pace) tooLate(now time.Time, bytes int64) bool {
	if p.deadline.IsZero() {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	guess := 0.0
	if p.bytes > 0 {
		guess = 2 * p.seconds * float64(bytes+1000) / float64(p.bytes)
	}
	return now.Add(time.Duration(guess * float64(time.Second))).After(p.deadline)
}
