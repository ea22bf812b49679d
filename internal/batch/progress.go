package batch

import (
	"context"
	"sync"

	"github.com/recto/recto/internal/store"
)

// progress writes a job's states down before they are acted on.
type progress struct {
	night *night
	ctx   context.Context

	mu  sync.Mutex
	job store.Job
	err error
}

// reach writes a state down; one that is behind the job's own does nothing.
func (p *progress) reach(s State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil || s != Queued && s.order() <= State(p.job.State).order() {
		return
	}
	p.job.State, p.job.Reason = string(s), ""
	if p.err = p.night.put(p.ctx, p.job); p.err == nil {
		p.night.step(string(s), p.job.Document)
	}
}

func (p *progress) failed() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}
