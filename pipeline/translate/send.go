package translate

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

const (
	triesTransient = 5
	triesLate      = 2 // of several segments together; of one, one more
	triesLimited   = 20
	triesStepped   = 8
)

// send makes a request, again and again as far as that may help, and gives the
// answers with their entry for the journal, and the pass, which is to be given
// back when the entry is recorded; nil with an error. Its errors are *Failure
// where the engine gave no answer to this request, *Refused, *LimitReached, the
// context's and the ledger's.
func (p *passage) send(key Key, b Batch, cells []int) (*Answers, Entry, *pass, error) {
	entry := Entry{Key: key, Document: p.d.Name, Engine: p.traits.Engine, Host: p.traits.Host, Model: p.traits.Model}
	for _, i := range cells {
		id := p.d.Units[p.plan.cells[i].unit].ID
		if n := len(entry.Units); n == 0 || entry.Units[n-1] != id {
			entry.Units = append(entry.Units, id)
		}
	}
	var transient, limited, stepped, late int
	for {
		if p.health.isDown() {
			return nil, entry, nil, &Failure{Fault: Transient, Message: "the engine does not answer"}
		}
		answers, held, failure, err := p.try(&entry, b)
		if err != nil {
			return nil, entry, nil, err
		}
		if failure == nil {
			p.health.well()
			return answers, entry, held, nil
		}
		switch failure.Fault {
		case Fatal:
			return nil, entry, nil, &Refused{Engine: p.traits.Engine, Host: p.traits.Host, Message: failure.Error()}
		case Unfit, Oversize:
			if p.engine.Gate.hopeless() {
				return nil, entry, nil, &Refused{Engine: p.traits.Engine, Host: p.traits.Host, Message: "not one request was accepted; the last answer: " + failure.Error()}
			}
			if failure.Fault == Unfit {
				p.told.Do(func() { p.observe(int(p.done.Load()), "a request was refused: "+failure.Error()) })
			}
			return nil, entry, nil, failure
		case Stepped:
			stepped++
		case Limited:
			limited++ // the gate waits
		default:
			transient++
			if errors.Is(failure, context.DeadlineExceeded) {
				late++
			}
		}
		if late >= triesLate && len(cells) > 1 {
			// A slow model may manage less of it in the time.
			return nil, entry, nil, &Failure{Fault: Oversize, Message: failure.Message, Err: failure.Err}
		}
		if transient >= triesTransient || late > triesLate || limited >= triesLimited || stepped >= triesStepped {
			p.health.ill()
			p.observe(int(p.done.Load()), "no answer after several tries: "+failure.Error())
			return nil, entry, nil, failure
		}
		if failure.Fault == Transient && failure.After <= 0 {
			nap(p.ctx, backoff(transient))
		}
	}
}

// try makes one request, past the budget and the gate. With an answer it gives
// the pass, which is still held.
func (p *passage) try(entry *Entry, b Batch) (*Answers, *pass, *Failure, error) {
	in, out := p.tokens.estimate(b, p.traits)
	var price Price
	if p.engine.Price != nil {
		price = *p.engine.Price
	}
	most, err := p.o.Budget.reserve(p.ctx, price, in, out, 3*out+p.traits.Overhead)
	if err != nil {
		return nil, nil, nil, err
	}
	pass, err := p.engine.Gate.enter(p.ctx, in+out)
	if err != nil {
		p.o.Budget.settle(price, in, most, Spending{})
		return nil, nil, nil, context.Cause(p.ctx)
	}
	if !p.traits.Plain {
		b.MaxOutput = most
	}
	ctx, cancel := context.WithTimeout(p.ctx, p.o.Timeout)
	answers, err := p.engine.Translator.Translate(ctx, b)
	late := ctx.Err() != nil
	cancel()

	if err == nil {
		p.account(entry, b, answers, in)
		entry.Cost = price.Of(entry.In, entry.Out)
		spent := Spending{Requests: 1, In: entry.In, Out: entry.Out, Cost: entry.Cost}
		if entry.Estimated {
			spent.Estimated = 1
		}
		pass.learn(answers.Limits, nil, entry.In+entry.Out)
		p.book(price, in, most, spent)
		return answers, pass, nil, nil
	}

	var failure *Failure
	if !errors.As(err, &failure) {
		failure = &Failure{Fault: Transient, Err: err}
	}
	if p.ctx.Err() == nil && late {
		failure = &Failure{Fault: Transient, Paid: true, Err: err, Message: fmt.Sprintf("no answer within %v: a longer --timeout or a smaller --batch may help", p.o.Timeout)}
	}
	if p.ctx.Err() != nil {
		failure.Paid = !p.traits.Plain
	}
	spent := Spending{}
	if failure.Paid {
		// Nobody says what it cost; the request at least was read.
		spent = Spending{Requests: 1, In: in, Estimated: 1, Cost: price.Of(in, 0)}
		lost := *entry
		lost.In, lost.Estimated, lost.Cost = in, true, spent.Cost
		if err := p.o.Ledger.Record(context.WithoutCancel(p.ctx), lost); err != nil {
			pass.leave(failure.Limits, failure, 0)
			p.book(price, in, most, spent)
			return nil, nil, nil, err
		}
	}
	pass.leave(failure.Limits, failure, -1)
	p.book(price, in, most, spent)
	if p.ctx.Err() != nil {
		return nil, nil, nil, context.Cause(p.ctx)
	}
	return nil, nil, failure, nil
}

func (p *passage) book(price Price, in, most int, spent Spending) {
	p.o.Budget.settle(price, in, most, spent)
	p.mu.Lock()
	p.spent.Add(spent)
	p.mu.Unlock()
}

// account takes the engine's count of tokens over, where it can be believed.
func (p *passage) account(entry *Entry, b Batch, a *Answers, in int) {
	if p.traits.Plain {
		return
	}
	out := 0
	for _, r := range a.Replies {
		out += Tokens(r.Text) + Tokens(r.Anchor) + 6
	}
	believable := a.In > in/10 && a.In < 20*in+1000 && a.Out > 0 && a.Out < 20*out+b.MaxOutput+1000
	if believable {
		entry.In, entry.Out = a.In, a.Out
		p.tokens.learn(b, p.traits, a.In)
	} else {
		entry.In, entry.Out, entry.Estimated = in, out, true
	}
	if a.Model != "" {
		entry.Model = a.Model
	}
}

// calibration corrects the guess of tokens by what the engine counted.
type calibration struct {
	name string
	mu   sync.Mutex
	// sums over the requests of this and, fading, of earlier runs
	guessed, counted float64
	learned          bool
}

func newCalibration(ctx context.Context, l Ledger, t Traits) *calibration {
	c := &calibration{name: "tokens of " + t.Model + " at " + t.Host}
	if value, err := l.Recall(ctx, c.name); err == nil {
		if n, _ := fmt.Sscanf(value, "%g/%g", &c.counted, &c.guessed); n != 2 || !(c.counted > 0 && c.guessed > 0) {
			c.counted, c.guessed = 0, 0
		}
	}
	return c
}

// ratio is how many tokens there are for one that was guessed.
func (c *calibration) ratio() float64 {
	if c.guessed <= 0 {
		return 1
	}
	return min(4, max(0.25, c.counted/c.guessed))
}

// estimate guesses on the safe side: before anything is known by half as much
// again, later by a tenth.
func (c *calibration) estimate(b Batch, t Traits) (in, out int) {
	if t.Plain {
		return 0, 0
	}
	in, out = estimate(b, t)
	c.mu.Lock()
	ratio := c.ratio() * 1.1
	if c.guessed <= 0 {
		ratio = 1.5
	}
	c.mu.Unlock()
	return int(float64(in) * ratio), int(float64(out) * ratio)
}

func (c *calibration) learn(b Batch, t Traits, in int) {
	guess, _ := estimate(b, t)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.guessed > 1e5 {
		c.guessed, c.counted = c.guessed/2, c.counted/2
	}
	c.guessed += float64(guess)
	c.counted += float64(in)
	c.learned = true
}

func (c *calibration) save(ctx context.Context, l Ledger) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.learned {
		// Only the quality of the next estimate hangs on it.
		_ = l.Remember(ctx, c.name, fmt.Sprintf("%g/%g", c.counted, c.guessed))
	}
}

// health notices that an engine answers nothing any more, so that a long
// document does not wait out every try of every batch.
type health struct {
	mu   sync.Mutex
	ills int // requests given up since the last answer
	most int // that are tolerated
	down bool
}

const (
	mostIlls = 3
	// In the last sweep a single segment may be why its batch, each half of it
	// and the segment by itself get no answer.
	mostIllsLast = 8
)

func (h *health) well() {
	h.mu.Lock()
	h.ills, h.down = 0, false
	h.mu.Unlock()
}

func (h *health) ill() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ills++
	h.down = h.ills >= max(h.most, 1)
}

func (h *health) isDown() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.down
}

// begin gives the engine a chance; a last one is short if it was down.
func (h *health) begin(last bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case !last:
		h.most = mostIlls
	case h.down:
		h.most = 1
	default:
		h.most = mostIllsLast
	}
	h.ills, h.down = 0, false
}
