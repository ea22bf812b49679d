// Package ledgertest holds what every translate.Ledger has to keep. Call [Run]
// from a test of the implementation.
package ledgertest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/pipeline/translate"
)

// Run puts a ledger through the suite. open gives an empty ledger; reopen gives
// the same ledger as a new process would find it, without having closed the
// first, or nil where it does not outlive the process.
func Run(t *testing.T, open func(t *testing.T) translate.Ledger, reopen func(t *testing.T, l translate.Ledger) translate.Ledger) {
	t.Helper()
	again := func(t *testing.T, l translate.Ledger) translate.Ledger {
		if reopen == nil {
			return l
		}
		return reopen(t, l)
	}
	ctx := context.Background()

	t.Run("what was recorded is found, whole and in order", func(t *testing.T) {
		l := open(t)
		first, second := full(1), full(1)
		second.Verdicts = []translate.Verdict{{Number: 3, Text: "tres", Reason: ""}}
		second.Estimated, second.Cost = false, 0
		for _, e := range []translate.Entry{first, full(2), second} {
			if err := l.Record(ctx, e); err != nil {
				t.Fatal(err)
			}
		}
		got, err := again(t, l).Entries(ctx, first.Key)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]translate.Entry{first, second}, got); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("an unknown key has no entries", func(t *testing.T) {
		got, err := open(t).Entries(ctx, key(9))
		if err != nil || len(got) != 0 {
			t.Errorf("entries %v, error %v", got, err)
		}
	})

	t.Run("an entry without verdicts is money only", func(t *testing.T) {
		l := open(t)
		lost := full(1)
		lost.Verdicts = nil
		if err := l.Record(ctx, lost); err != nil {
			t.Fatal(err)
		}
		if got, err := l.Entries(ctx, lost.Key); err != nil || len(got) != 0 {
			t.Errorf("entries %v, error %v", got, err)
		}
	})

	t.Run("any text survives", func(t *testing.T) {
		l := open(t)
		e := full(1)
		e.Document = "dir/ünï'; DROP TABLE answers; --.txt"
		for i, text := range []string{"", " ", "\x00", "a\x01\u2028b\r\n", `{"1":"x"}`, "</think>", "'\"`\\", "日本語 \U0001F600"} {
			e.Verdicts = append(e.Verdicts, translate.Verdict{Number: 10 + i, Text: text, Reason: translate.Garbled})
		}
		if err := l.Record(ctx, e); err != nil {
			t.Fatal(err)
		}
		got, err := again(t, l).Entries(ctx, e.Key)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]translate.Entry{e}, got); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("the last value of a name is recalled", func(t *testing.T) {
		l := open(t)
		if v, err := l.Recall(ctx, "form of a at b"); err != nil || v != "" {
			t.Errorf("unknown name: %q, error %v", v, err)
		}
		for _, v := range []string{"json_schema", "json_object"} {
			if err := l.Remember(ctx, "form of a at b", v); err != nil {
				t.Fatal(err)
			}
		}
		if v, err := again(t, l).Recall(ctx, "form of a at b"); err != nil || v != "json_object" {
			t.Errorf("recalled %q, error %v", v, err)
		}
	})

	t.Run("many at once lose nothing", func(t *testing.T) {
		l := open(t)
		const workers, each = 8, 20
		var group sync.WaitGroup
		for w := range workers {
			group.Go(func() {
				for i := range each {
					e := full(w)
					e.Verdicts = []translate.Verdict{{Number: i + 1, Text: fmt.Sprint(w, i)}}
					if err := l.Record(ctx, e); err != nil {
						t.Error(err)
					}
					if got, err := l.Entries(ctx, e.Key); err != nil || len(got) != i+1 {
						t.Errorf("worker %d sees %d entries after %d, error %v", w, len(got), i+1, err)
					}
				}
			})
		}
		group.Wait()
		for w := range workers {
			if got, err := again(t, l).Entries(ctx, key(w)); err != nil || len(got) != each {
				t.Errorf("worker %d: %d entries, error %v", w, len(got), err)
			}
		}
	})

	t.Run("a cancelled record says so", func(t *testing.T) {
		l := open(t)
		ended, cancel := context.WithCancel(ctx)
		cancel()
		if err := l.Record(ended, full(1)); err == nil {
			if got, _ := l.Entries(ctx, key(1)); len(got) != 1 {
				t.Error("no error, and nothing recorded")
			}
		}
	})
}

func key(n int) translate.Key { return sha256.Sum256([]byte{byte(n)}) }

func full(n int) translate.Entry {
	return translate.Entry{
		Key: key(n), Document: "a/b.txt", Engine: "openai", Host: "api.example.org", Model: "small-1",
		Units:    []string{"p1.s1", "p1.s2", "p2.s1"},
		Verdicts: []translate.Verdict{{Number: 1, Text: "uno"}, {Number: 2, Text: "the source", Reason: translate.Echo}},
		In:       120, Out: 40, Estimated: true, Cost: 0.00125,
	}
}
