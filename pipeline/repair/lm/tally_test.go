package lm_test

import (
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

func TestATallyCountsUpTo255(t *testing.T) {
	tally := lm.NewTally(1000)
	keys := []uint64{lm.OneKey(7), lm.TwoKey(7, 8), lm.TwoKey(8, 7), lm.ThreeKey(7, 8, 9)}
	for i, k := range keys {
		for range 100 * i {
			tally.Add(k)
		}
	}
	for i, k := range keys {
		if got, want := tally.Count(k), min(255, 100*i); got != want {
			t.Errorf("key %d came %d times, want %d", i, got, want)
		}
	}
}

// However long the document, it takes no more room: what came last is known.
func TestATallyOfAnyLengthKnowsWhatCameLast(t *testing.T) {
	tally := lm.NewTally(1 << 30)
	const all = 3 << 20
	for i := range uint64(all) {
		tally.Add(lm.OneKey(i))
	}
	if tally.Count(lm.OneKey(all-1)) == 0 {
		t.Error("what came last is forgotten")
	}
}

// Of keys that meet in a pair of slots the one that came least makes room.
func TestWhatCameOftenIsNotForgotten(t *testing.T) {
	tally := lm.NewTally(1000)
	const often, seldom, last = 5 | 1<<40, 5 | 2<<40, 5 | 3<<40
	for range 3 {
		tally.Add(often)
	}
	tally.Add(seldom)
	tally.Add(seldom)
	if tally.Count(often) != 3 || tally.Count(seldom) != 2 {
		t.Errorf("two keys of a pair came %d and %d times, want 3 and 2", tally.Count(often), tally.Count(seldom))
	}
	tally.Add(last)
	if tally.Count(often) != 3 || tally.Count(last) != 1 || tally.Count(seldom) != 0 {
		t.Errorf("three keys of a pair came %d, %d and %d times, want 3, 0 and 1", tally.Count(often), tally.Count(seldom), tally.Count(last))
	}
}
