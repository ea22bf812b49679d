package translate

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

// Limits is what an engine says of its rate, or a user of theirs. Zero values
// say nothing.
type Limits struct {
	// Requests and Tokens: how many may be made in a minute.
	Requests, Tokens int
	// Left of the current window, known only where the reset is not 0.
	RequestsLeft, TokensLeft   int
	RequestsReset, TokensReset time.Duration
}

const (
	defaultJobs = 8
	// use is the share of a rate that is used: the rest is for clocks that
	// differ and for what the engine counts otherwise.
	use        = 0.985
	longestNap = 2 * time.Minute // a gate asks again after that, whatever it was told
)

// Gate keeps all requests of a process to one engine within its rate: those of
// all workers, and of all documents. It learns the rate from what the engine
// says, lets fewer requests run at a time when the engine struggles, and stops
// all of them when one was told to wait.
type Gate struct {
	jobs    int
	fixed   Limits // as configured
	mu      sync.Mutex
	width   float64 // requests that may run at a time now, 1 to jobs
	busy    int
	closed  time.Time // nobody passes before
	strike  int       // refusals for the rate in a row
	answers int       // requests that were answered
	unfit   int       // requests that were refused for what they say, before any answer
	shrunk  time.Time // when width was last cut

	requests, tokens meter
	changed          chan struct{} // closed when a pass is given back
}

// meter spaces events evenly, a few of them early (the generic cell rate
// algorithm of ATM Forum TM 4.0, section 4.4).
type meter struct {
	perMinute int
	due       time.Time // when the next one is due if they came evenly
	empty     time.Time // none is left before
}

func (m *meter) interval() time.Duration {
	return time.Duration(float64(time.Minute) / (float64(m.perMinute) * use))
}

// wait is how long from now the next event may come.
func (m *meter) wait(now time.Time) time.Duration {
	wait := max(0, m.empty.Sub(now))
	if m.perMinute > 0 && m.due.After(now) { // else Sub may be the least duration there is
		early := m.interval() * time.Duration(max(0, m.perMinute/100-1))
		wait = max(wait, m.due.Sub(now)-early)
	}
	return wait
}

func (m *meter) count(now time.Time, n int) {
	if m.perMinute <= 0 {
		return
	}
	if m.due.Before(now) {
		m.due = now
	}
	m.due = m.due.Add(m.interval() * time.Duration(n))
}

// learn takes over what the engine said of its window.
func (m *meter) learn(now time.Time, fixed, limit, left int, reset time.Duration) {
	if limit > 0 && fixed == 0 {
		// A reset far beyond a minute speaks of a daily limit: no pace follows.
		daily := reset > 0 && left < limit && float64(reset)*float64(limit)/float64(limit-left) > float64(10*time.Minute)
		switch {
		case daily:
			m.perMinute = 0
		default:
			m.perMinute = limit
		}
	}
	if reset > 0 && left <= 0 {
		if limit > 0 && reset > time.Minute/2 {
			// A bucket that is full again in a minute has one again much sooner.
			reset = min(reset, max(time.Second, 4*reset/time.Duration(limit)))
		}
		m.empty = now.Add(min(reset, longestNap))
	}
}

// NewGate makes a gate for at most jobs requests at a time (0 is 8), within the
// requests and tokens a minute of l, as far as they are set.
func NewGate(jobs int, l Limits) *Gate {
	if jobs <= 0 {
		jobs = defaultJobs
	}
	return &Gate{
		jobs: jobs, width: float64(jobs), fixed: l,
		requests: meter{perMinute: l.Requests}, tokens: meter{perMinute: l.Tokens},
	}
}

// pass is the right to have one request under way: from before it is sent until
// what it brought is stored. If it ended with the answer, a process that dies
// could leave more answers paid for and lost than requests may be under way.
type pass struct {
	gate   *Gate
	since  time.Time
	tokens int
}

// enter waits until a request of about so many tokens may be made.
func (g *Gate) enter(ctx context.Context, tokens int) (*pass, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		g.mu.Lock()
		now := time.Now()
		wait := max(g.closed.Sub(now), g.requests.wait(now), g.tokens.wait(now))
		free := g.busy < max(1, int(g.width))
		if free && wait <= 0 {
			g.busy++
			g.requests.count(now, 1)
			g.tokens.count(now, tokens)
			g.mu.Unlock()
			return &pass{gate: g, since: now, tokens: tokens}, nil
		}
		if g.changed == nil {
			g.changed = make(chan struct{})
		}
		changed := g.changed
		g.mu.Unlock()
		if !free {
			select {
			case <-changed:
			case <-ctx.Done():
			}
			continue
		}
		nap(ctx, wait)
	}
}

// leave gives the pass back, with what the request taught.
func (p *pass) leave(limits Limits, failure *Failure, tokens int) {
	p.learn(limits, failure, tokens)
	p.free()
}

// free gives the pass back. A nil pass is none.
func (p *pass) free() {
	if p == nil {
		return
	}
	g := p.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy--
	if g.changed != nil {
		close(g.changed)
		g.changed = nil
	}
}

// learn tells the gate what the request taught. failure is nil after an answer;
// tokens is what the request took, -1 if that is not known.
func (p *pass) learn(limits Limits, failure *Failure, tokens int) {
	g := p.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	g.requests.learn(now, g.fixed.Requests, limits.Requests, limits.RequestsLeft, limits.RequestsReset)
	g.tokens.learn(now, g.fixed.Tokens, limits.Tokens, limits.TokensLeft, limits.TokensReset)
	if tokens >= 0 && g.tokens.perMinute > 0 {
		g.tokens.due = g.tokens.due.Add(g.tokens.interval() * time.Duration(tokens-p.tokens))
	}
	if failure == nil {
		g.strike = 0
		g.answers++
		g.width = min(float64(g.jobs), g.width+1/g.width)
		return
	}
	switch failure.Fault {
	case Unfit, Oversize:
		g.unfit++
	case Limited:
		if p.since.Before(g.closed) || p.since.Before(g.shrunk) {
			// Sent before the last refusal was known: it says nothing new,
			// but for a longer wait.
			if failure.After > 0 {
				g.close(now, failure.After)
			}
			return
		}
		g.strike++
		after := failure.After
		if after <= 0 {
			after = backoff(g.strike)
		}
		g.close(now, after)
		g.shrink(now)
	case Transient:
		if failure.After > 0 {
			g.close(now, failure.After)
		}
		if !p.since.Before(g.shrunk) {
			g.shrink(now)
		}
	}
}

// hopeless says that many requests were refused for what they say and not one
// was ever answered: then it is not what they say.
func (g *Gate) hopeless() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.answers == 0 && g.unfit >= 8
}

func (g *Gate) close(now time.Time, d time.Duration) {
	d = min(d, longestNap)
	if until := now.Add(d + jitter(d/50)); until.After(g.closed) {
		g.closed = until
	}
}

func (g *Gate) shrink(now time.Time) {
	g.width = max(1, g.width*0.7)
	g.shrunk = now
}

// backoff is the wait after the nth failure in a row: from half a second,
// doubling, to half a minute, with a jitter of a half.
func backoff(n int) time.Duration {
	d := 500 * time.Millisecond << min(max(n-1, 0), 6)
	d = min(d, 30*time.Second)
	return d/2 + jitter(d/2)
}

// jitter is a random time up to d. It shapes when requests are sent, never what
// they say or what becomes of the answers.
func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return time.Duration(rand.Int64N(int64(d)))
}

// nap sleeps for d or until the context ends.
func nap(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// Do makes one request through the gate, again and again as far as that may
// help, for those who keep no budget and no journal.
func (g *Gate) Do(ctx context.Context, tokens int, request func(context.Context) (Limits, error)) error {
	for try := 1; ; try++ {
		pass, err := g.enter(ctx, tokens)
		if err != nil {
			return err
		}
		limits, err := request(ctx)
		if err == nil {
			pass.leave(limits, nil, -1)
			return nil
		}
		var failure *Failure
		if !errors.As(err, &failure) {
			pass.leave(limits, &Failure{Fault: Transient}, -1)
			return err
		}
		pass.leave(failure.Limits, failure, -1)
		most := triesTransient
		switch failure.Fault {
		case Limited:
			most = triesLimited
		case Stepped:
			most = triesStepped
		case Unfit, Oversize, Fatal:
			return err
		}
		if try >= most || ctx.Err() != nil {
			return err
		}
		if failure.Fault == Transient && failure.After <= 0 {
			nap(ctx, backoff(try))
		}
	}
}
