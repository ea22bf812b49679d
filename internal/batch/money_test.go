package batch

import (
	"fmt"
	"strings"
	"testing"
)

func TestMoneyOfTheNight(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a-giant.txt", numbered("giant", 60))
	for i := range 5 {
		put(t, in, fmt.Sprintf("b%d.txt", i), numbered(fmt.Sprint("small", i), 4))
	}
	p := new(tiny)
	o := p.options(in, out)
	o.MaxCost, o.Share, o.Jobs = 40*price, 0.25, 3
	nights, spent := 0, 0.0
	for {
		nights++
		before := p.asked
		r := runNight(t, o)
		cost := float64(p.asked-before) * price
		spent += cost
		if cost > o.MaxCost+1e-9 {
			t.Fatalf("night %d spent %.2f of %.2f", nights, cost, o.MaxCost)
		}
		if nights == 1 && (r.DoneCount != 5 || r.ParkedCount != 1 || r.Parked[0].Document != "a-giant.txt" || r.Code() != 3) {
			t.Errorf("the giant ate the night: %s", r.Summary())
		}
		if r.Code() == 0 {
			break
		}
		if nights > 10 {
			t.Fatalf("no end: %s", r.Summary())
		}
	}
	if p.asked != 80 {
		t.Errorf("%d asked, of 80 segments", p.asked)
	}
	// A night too poor for all says so and stops.
	in, out = folders(t)
	for i := range 8 {
		put(t, in, fmt.Sprintf("c%d.txt", i), numbered(fmt.Sprint("c", i), 4))
	}
	o = p.options(in, out)
	o.MaxCost, o.Share, o.Jobs = 10*price, 1, 1
	r := runNight(t, o)
	if r.Cause != ErrLimit.Error() || r.DoneCount != 2 || r.ParkedCount != 1 || r.Waiting != 5 || r.Code() != 3 {
		t.Errorf("%s", r.Summary())
	}
}

// A share that does not suffice for one request: such a document gets what the
// others left, and where a whole night does not suffice it fails and says so.
func TestShareTooSmallForARequest(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\n")
	put(t, in, "b.txt", "deux\n")
	p := new(tiny)
	o := p.options(in, out)
	o.MaxCost, o.Share = 3*price, 0.25
	if r := runNight(t, o); r.DoneCount != 2 || r.Code() != 0 {
		t.Errorf("%s", r.Summary())
	}
	put(t, in, "c.txt", "trois\n")
	o.MaxCost = price / 2
	if r := runNight(t, o); r.FailedCount != 1 || !strings.Contains(r.Failed[0].Reason, "raise --max-cost") || r.Unchanged != 2 {
		t.Errorf("%s", r.Summary())
	}
}
