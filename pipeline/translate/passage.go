package translate

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/recto/recto/corpus"
)

// passage is one engine's way through a document.
type passage struct {
	*run
	engine      Engine
	traits      Traits
	fingerprint string
	plan        *plan
	terms       *termIndex
	leader      []int  // the cell whose answer serves cell i; -1 where none is asked
	fates       []fate // one a cell; a batch's cells belong to the worker that has it
	waiting     []bool // cells without an answer because of the engine's state
	tokens      *calibration
	health      health
	last        bool // this is the last sweep
	done        atomic.Int64
	told        sync.Once // that a request was refused
}

func newPassage(r *run, e Engine) *passage {
	p := &passage{run: r, engine: e, traits: e.Translator.Traits(), fingerprint: e.Translator.Fingerprint()}
	p.plan = newPlan(r.d, p.traits, r.o.Batch)
	p.terms = indexTerms(r.o.Terms)
	p.fates = make([]fate, len(p.plan.cells))
	p.waiting = make([]bool, len(p.plan.cells))
	p.leader = make([]int, len(p.plan.cells))
	leads := make(map[int]int)
	for i, c := range p.plan.cells {
		p.leader[i] = -1
		if r.fates[c.unit].kind != corpus.OriginNone {
			continue
		}
		if c.copy {
			p.fates[i] = fate{text: c.text, kind: corpus.OriginCopy}
			continue
		}
		lead, ok := leads[c.first]
		if !ok {
			lead = i
			leads[c.first] = i
		}
		p.leader[i] = lead
	}
	return p
}

// through asks for everything that is open. Whatever the error, what was answered
// is in the document's fates when it returns.
func (p *passage) through() error {
	p.tokens = newCalibration(p.ctx, p.o.Ledger, p.traits)
	defer p.finish()
	var work [][]int
	for _, b := range p.plan.batches {
		if len(p.asked(b)) > 0 {
			work = append(work, b)
		}
	}
	if err := p.workers(work, false); err != nil {
		return err
	}
	return p.sweep(work)
}

// sweep tries once more what the engine did not answer, now in smaller parts if
// it must be: it may be a single segment that the engine stumbles over.
func (p *passage) sweep(work [][]int) error {
	var left [][]int
	for _, b := range work {
		if slices.ContainsFunc(b, func(i int) bool { return p.waiting[i] }) {
			left = append(left, b)
			for _, i := range p.asked(b) {
				p.fates[i], p.waiting[i] = fate{}, false
			}
		}
	}
	if len(left) == 0 {
		return nil
	}
	p.observe(int(p.done.Load()), "a last try for what was not answered")
	return p.workers(left, true)
}

// workers solves batches, some at a time.
func (p *passage) workers(work [][]int, last bool) error {
	p.health.begin(last)
	p.last = last
	next := make(chan []int)
	var group sync.WaitGroup
	for range min(p.o.Jobs, len(work)) {
		group.Go(func() {
			for b := range next {
				if err := p.solve(b); err != nil {
					p.stop(err)
					return
				}
			}
		})
	}
feed:
	for _, b := range work {
		select {
		case next <- b:
		case <-p.ctx.Done():
			break feed
		}
	}
	close(next)
	group.Wait()
	return context.Cause(p.ctx)
}

// finish turns the fates of cells into those of units.
func (p *passage) finish() {
	if p.tokens != nil {
		p.tokens.save(context.WithoutCancel(p.ctx), p.o.Ledger)
	}
	for at := 0; at < len(p.plan.cells); {
		unit := p.plan.cells[at].unit
		end := at
		for end < len(p.plan.cells) && p.plan.cells[end].unit == unit {
			end++
		}
		p.settle(unit, at, end)
		at = end
	}
}

func (p *passage) settle(unit, from, to int) {
	u := &p.run.fates[unit]
	if u.kind != corpus.OriginNone {
		return
	}
	cells := make([]int, 0, to-from)
	texts := make([]string, 0, to-from)
	whole := true
	reason := ""
	for i := from; i < to; i++ {
		f := p.fates[i]
		if lead := p.leader[i]; lead >= 0 && lead != i {
			f = p.fates[lead]
			p.waiting[i] = p.waiting[lead]
		}
		cells, texts = append(cells, i), append(texts, f.text)
		if f.kind == corpus.OriginNone {
			whole = false
			u.attempts = append(u.attempts, f.attempts...)
			if reason == "" {
				reason = f.reason
			}
			if reason == "" && p.waiting[i] {
				reason = Unreachable
			}
			continue
		}
		if f.kind == corpus.OriginMachine {
			u.engine, u.model = f.engine, f.model
		}
	}
	if !whole {
		u.engine, u.model = "", ""
		u.reason = reason
		return
	}
	u.text, u.kind, u.reason = join(p.plan, cells, texts), corpus.OriginMachine, ""
	u.attempts = nil
	p.open--
}

// asked gives those of some cells that this engine is asked for and that have
// no fate yet.
func (p *passage) asked(cells []int) []int {
	var out []int
	for _, i := range cells {
		if p.leader[i] == i && p.fates[i].kind == corpus.OriginNone && p.fates[i].reason == "" {
			out = append(out, i)
		}
	}
	return out
}

// solve brings a batch of the plan to its end.
func (p *passage) solve(members []int) error {
	ask := p.asked(members)
	if len(ask) == 0 {
		return nil
	}
	rejected, _, err := p.round(members, ask, 0, false)
	err = p.again(ask, rejected, err)
	if err == nil {
		n := 0
		for _, i := range ask {
			if p.fates[i].kind != corpus.OriginNone || p.fates[i].reason != "" {
				n++
			}
		}
		p.observe(int(p.done.Add(int64(n))), "")
	}
	return err
}

// again deals with what a round left: by halves, then alone.
func (p *passage) again(ask, rejected []int, err error) error {
	var failure *Failure
	switch {
	case errors.Is(err, errSplit):
		return p.halves(ask)
	case errors.As(err, &failure):
		for _, i := range ask {
			p.fail(i, failure)
		}
		return nil
	case err != nil:
		return err
	}
	if p.traits.Plain { // it would say the same again, unless it lost count
		var lost []int
		for _, i := range rejected {
			if r := p.lastReason(i); len(ask) > 1 && (r == Missing || r == Doubled) {
				lost = append(lost, i)
			} else {
				p.fates[i].reason = r
			}
		}
		return p.halves(lost)
	}
	if len(ask) == 1 {
		return p.alone(rejected)
	}
	// What may have no translation, a name, is asked for at once by itself.
	var names, rest []int
	for _, i := range rejected {
		if p.lastReason(i) == Echo && nameLike(p.plan.cells[i].text) {
			names = append(names, i)
		} else {
			rest = append(rest, i)
		}
	}
	if err := p.alone(names); err != nil {
		return err
	}
	return p.halves(rest)
}

func (p *passage) halves(ask []int) error {
	if len(ask) < 2 {
		return p.alone(ask)
	}
	for _, half := range [][]int{ask[:(len(ask)+1)/2], ask[(len(ask)+1)/2:]} {
		if len(half) == 1 {
			if err := p.alone(half); err != nil {
				return err
			}
			continue
		}
		rejected, _, err := p.round(half, half, 0, false)
		if err := p.again(half, rejected, err); err != nil {
			return err
		}
	}
	return nil
}

const attemptsAlone = 3

// alone asks for each cell by itself, up to three times, or, if the user wants
// it tried again, three times more than ever before.
func (p *passage) alone(cells []int) error {
	for _, i := range cells {
		one := []int{i}
		fresh := 0
		for attempt := 1; ; attempt++ {
			most := attemptsAlone
			if p.traits.Plain {
				most = 1
			}
			replayOnly := attempt > most && (!p.o.Retry || fresh >= most)
			rejected, asked, err := p.round(one, one, attempt, replayOnly)
			var failure *Failure
			if errors.As(err, &failure) {
				p.fail(i, failure)
				break
			}
			if errors.Is(err, errNotStored) {
				p.fates[i].reason = p.lastReason(i)
				break
			}
			if err != nil {
				return err
			}
			if asked {
				fresh++
			}
			if len(rejected) == 0 {
				break
			}
		}
	}
	return nil
}

// fail marks a cell that the engine gave no answer for.
func (p *passage) fail(i int, f *Failure) {
	switch f.Fault {
	case Unfit:
		p.fates[i].reason = Unfitting
	case Oversize:
		p.fates[i].reason = TooLong
	default:
		p.waiting[i] = true
	}
}

func (p *passage) lastReason(i int) string {
	if n := len(p.fates[i].attempts); n > 0 {
		return p.fates[i].attempts[n-1].Reason
	}
	return Missing
}
