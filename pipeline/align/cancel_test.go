package align

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
)

// patient is a context that ends when it has been looked at so many times.
type patient struct {
	context.Context
	looks atomic.Int64
	until int64
}

func (p *patient) Err() error {
	if p.looks.Add(1) > p.until {
		return context.Canceled
	}
	return nil
}

// Wherever the context ends, in whatever phase, Align ends with it, and soon:
// every worker looks once more, no phase begins anew.
func TestAlignHeedsItsContext(t *testing.T) {
	src, tgt := twoTongues(2500, 12, false)
	forever := &patient{Context: context.Background(), until: 1 << 40}
	if _, _, err := Align(forever, src, tgt, Options{}); err != nil {
		t.Fatal(err)
	}
	all := forever.looks.Load()
	// Text, signatures, levels, windows, learning, the field, its reasons: a text
	// of this size is looked after some hundred times.
	if all < 150 {
		t.Fatalf("the context is looked at %d times", all)
	}
	for _, share := range []int64{0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99} {
		t.Run(fmt.Sprint(share, " %"), func(t *testing.T) {
			p := &patient{Context: context.Background(), until: all * share / 100}
			beads, _, err := Align(p, src, tgt, Options{})
			if !errors.Is(err, context.Canceled) || beads != nil {
				t.Fatalf("%d beads, error %v", len(beads), err)
			}
			if more := p.looks.Load() - p.until; more > 40 {
				t.Errorf("goes on for %d looks", more)
			}
		})
	}
}
