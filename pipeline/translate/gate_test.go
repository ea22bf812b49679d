package translate

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// pump sends requests through a gate for a while, from as many workers, each
// request taking the given time, and tells when each began.
func pump(g *Gate, workers int, span, each time.Duration, after func(n int) (Limits, *Failure)) []time.Duration {
	ctx, cancel := context.WithTimeout(context.Background(), span)
	defer cancel()
	begin := time.Now()
	var mu sync.Mutex
	var starts []time.Duration
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for {
				p, err := g.enter(ctx, 100)
				if err != nil {
					return
				}
				mu.Lock()
				starts = append(starts, time.Since(begin))
				n := len(starts)
				mu.Unlock()
				time.Sleep(each)
				l, f := after(n)
				p.leave(l, f, 100)
			}
		})
	}
	group.Wait()
	return starts
}

func TestTheConfiguredRateIsKeptAndUsed(t *testing.T) {
	for _, rate := range []int{3, 60, 600, 6000} {
		synctest.Test(t, func(t *testing.T) {
			starts := pump(NewGate(16, Limits{Requests: rate}), 16, 5*time.Minute, 50*time.Millisecond, func(int) (Limits, *Failure) { return Limits{}, nil })
			if got, want := len(starts), 5*rate; float64(got) < 0.95*float64(want) {
				t.Errorf("%d a minute: %d requests in five minutes", rate, got)
			}
			for i := range starts { // no window of a minute has more
				n := 0
				for k := i; k < len(starts) && starts[k] < starts[i]+time.Minute; k++ {
					n++
				}
				if n > rate {
					t.Fatalf("%d a minute: %d within a minute from %v", rate, n, starts[i])
				}
			}
		})
	}
}

func TestTheTokenRateIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		starts := pump(NewGate(8, Limits{Tokens: 6000}), 8, 5*time.Minute, 10*time.Millisecond, func(int) (Limits, *Failure) { return Limits{}, nil })
		if n := len(starts); n < 285 || n > 306 {
			t.Errorf("%d requests of 100 tokens in five minutes, want 300", n)
		}
	})
}

func TestTheRateIsLearnedFromHeaders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		starts := pump(NewGate(8, Limits{}), 8, 2*time.Minute, 50*time.Millisecond, func(n int) (Limits, *Failure) {
			return Limits{Requests: 120, RequestsLeft: 50, RequestsReset: 10 * time.Second}, nil
		})
		if n := len(starts); n < 228 || n > 250 {
			t.Errorf("%d requests in two minutes, want 240", n)
		}
	})
}

func TestOneRefusalSlowsAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		starts := pump(NewGate(8, Limits{}), 8, time.Minute, 10*time.Millisecond, func(n int) (Limits, *Failure) {
			if n == 100 {
				return Limits{}, &Failure{Fault: Limited, After: 20 * time.Second}
			}
			return Limits{}, nil
		})
		refused := starts[99] + 10*time.Millisecond
		late := 0
		for _, s := range starts {
			if s > refused && s < refused+20*time.Second {
				late++
			}
		}
		if late > 0 {
			t.Errorf("%d requests within the wait that one was told", late)
		}
		if starts[len(starts)-1] < 50*time.Second {
			t.Error("it did not go on after the wait")
		}
	})
}

func TestRefusalsWithoutAWaitBackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		starts := pump(NewGate(8, Limits{}), 8, time.Minute, time.Millisecond, func(int) (Limits, *Failure) {
			return Limits{}, &Failure{Fault: Limited}
		})
		if n := len(starts); n > 60 {
			t.Errorf("%d requests in a minute against a server that refuses all", n)
		}
	})
}

func TestFewerAtATimeWhileItStruggles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(8, Limits{})
		for range 20 {
			p, err := g.enter(context.Background(), 1)
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Millisecond)
			p.leave(Limits{}, &Failure{Fault: Transient}, -1)
		}
		if g.width > 1.5 {
			t.Errorf("width %f after 20 failures", g.width)
		}
		pump(g, 8, time.Minute, 10*time.Millisecond, func(int) (Limits, *Failure) { return Limits{}, nil })
		if g.width < 8 {
			t.Errorf("width %f after a good minute", g.width)
		}
	})
}

func TestTheGateLetsGoOfTheCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(1, Limits{})
		p, err := g.enter(context.Background(), 1)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if _, err := g.enter(ctx, 1); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
		p.leave(Limits{}, nil, 1)
	})
}

func TestTheBudgetIsNeverOverdrawn(t *testing.T) {
	price := Price{Input: 1e6, Output: 2e6} // one and two a token
	for _, b := range []*Budget{{MaxTokens: 1000}, {MaxCost: 1500}} {
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				var limit *LimitReached
				for {
					out, err := b.reserve(context.Background(), price, 50, 20, 100)
					if err != nil {
						if !errors.As(err, &limit) {
							t.Error(err)
						}
						return
					}
					if out < 20 || out > 100 {
						t.Errorf("%d tokens of output granted", out)
					}
					used := min(out, 30)
					b.settle(price, 50, out, Spending{Requests: 1, In: 50, Out: used, Cost: price.Of(50, used)})
				}
			})
		}
		group.Wait()
		s := b.Spent()
		if b.MaxTokens > 0 && (s.In+s.Out > b.MaxTokens || s.In+s.Out < b.MaxTokens-80) {
			t.Errorf("%d of %d tokens used", s.In+s.Out, b.MaxTokens)
		}
		if b.MaxCost > 0 && (s.Cost > b.MaxCost || s.Cost < b.MaxCost-110) {
			t.Errorf("%f of %f spent", s.Cost, b.MaxCost)
		}
	}
}

// slowLedger takes its time to store, and counts what is paid for and not yet
// stored.
type slowLedger struct {
	MemoryLedger
	lost atomic.Int32
}

func (l *slowLedger) Record(ctx context.Context, e Entry) error {
	time.Sleep(time.Second)
	l.lost.Add(-1)
	return l.MemoryLedger.Record(ctx, e)
}

// paidFor answers at once.
type paidFor struct {
	ledger *slowLedger
	most   atomic.Int32
}

func (*paidFor) Fingerprint() string { return "paid" }
func (*paidFor) Traits() Traits      { return Traits{Engine: "paid", Model: "paid"} }
func (e *paidFor) Translate(_ context.Context, b Batch) (*Answers, error) {
	lost := e.ledger.lost.Add(1)
	for most := e.most.Load(); lost > most && !e.most.CompareAndSwap(most, lost); most = e.most.Load() {
	}
	a := &Answers{Finish: "stop"}
	for k, s := range b.Segments {
		a.Replies = append(a.Replies, Reply{Number: k + 1, Anchor: s, Text: "Una frase, " + s})
	}
	return a, nil
}

// What a process that dies has paid for and lost is never more than the gate
// lets be under way, however many workers wait for the disk.
func TestARequestIsUnderWayUntilItsAnswerIsStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger := &slowLedger{}
		engine := &paidFor{ledger: ledger}
		gate := NewGate(3, Limits{})
		var group sync.WaitGroup
		for n := range 4 { // documents
			d := Document{From: "fr", To: "es"}
			for i := range 12 {
				d.Units = append(d.Units, Unit{ID: fmt.Sprint(i), Text: fmt.Sprintf("Ligne numéro %d de %d.", i, n)})
			}
			group.Go(func() {
				if _, err := Run(t.Context(), d, Options{Engines: []Engine{{Translator: engine, Gate: gate}}, Ledger: ledger, Jobs: 4, Batch: 1}); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if most := engine.most.Load(); most != 3 {
			t.Errorf("%d answers were paid for and not stored at a time, 3 requests may be under way", most)
		}
	})
}
