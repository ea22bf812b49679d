package store

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/ledgertest"
)

func TestLedger(t *testing.T) {
	reopen := func(t *testing.T, l translate.Ledger) translate.Ledger {
		return openState(t, filepath.Dir(l.(interface{ Path() string }).Path()))
	}
	t.Run("state", func(t *testing.T) {
		ledgertest.Run(t, func(t *testing.T) translate.Ledger { return openState(t, t.TempDir()) }, reopen)
	})
	t.Run("of one document", func(t *testing.T) {
		ledgertest.Run(t, func(t *testing.T) translate.Ledger { return openState(t, t.TempDir()).For("other") }, reopen)
	})
}

func TestDecisions(t *testing.T) {
	ctx := context.Background()
	s := openState(t, t.TempDir())
	decide := func(text byte, occurrence int, target string, state corpus.State) corpus.Decision {
		return corpus.Decision{Anchor: corpus.Anchor{Text: [32]byte{text}, Occurrence: occurrence}, Source: "s", Target: target, State: state, Reviewer: "Ana", Date: "2026-01-02T03:04:05Z"}
	}
	a, b, c := decide(2, 0, "uno", corpus.Reviewed), decide(2, 1, "otro", corpus.Reviewed), decide(1, 0, "dos", corpus.Approved)
	if err := s.PutDecisions(ctx, "d.txt", "es", []corpus.Decision{a, b, c}); err != nil {
		t.Fatal(err)
	}
	a2 := decide(2, 0, "uno mejor", corpus.Approved)
	for range 2 {
		if err := s.PutDecisions(ctx, "d.txt", "es", []corpus.Decision{a2}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.PutDecisions(ctx, "d.txt", "en", []corpus.Decision{a}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Decisions(ctx, "d.txt", "es")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]corpus.Decision{c, a2, b}, got); diff != "" {
		t.Error(diff)
	}
	var kept int
	if err := s.read.QueryRow("SELECT count(*) FROM decision WHERE language = 'es'").Scan(&kept); err != nil || kept != 4 {
		t.Errorf("%d rows, %v: the earlier decision is kept, the repeated one not", kept, err)
	}
}

func TestManifestAddsUp(t *testing.T) {
	ctx := context.Background()
	s := openState(t, t.TempDir())
	for i, host := range []string{"a.example", "b.example", "a.example"} {
		e := translate.Entry{Key: translate.Key{byte(i)}, Document: "d", Engine: "openai", Host: host, Model: "m", Units: []string{"p1.s1", "p1.s2"}, In: 10, Out: 5, Cost: 0.5, Estimated: i == 0}
		if i != 1 {
			e.Verdicts = []translate.Verdict{{Number: 1, Text: "x"}}
		}
		if err := s.Record(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Manifest(ctx, "d")
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		got[i].First, got[i].Last = "", ""
	}
	want := []Spent{
		{Document: "d", Engine: "openai", Host: "a.example", Model: "m", Requests: 2, Units: 4, In: 20, Out: 10, Estimated: 1, Cost: 1},
		{Document: "d", Engine: "openai", Host: "b.example", Model: "m", Requests: 1, Units: 2, In: 10, Out: 5, Cost: 0.5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if mark, err := s.Mark(ctx); err != nil || mark != 3 {
		t.Errorf("mark %d %v", mark, err)
	}
	if since, err := s.SpentSince(ctx, 1, "d"); err != nil || since.Requests != 2 || since.Cost != 1 || since.In != 20 {
		t.Errorf("%+v %v", since, err)
	}
	if all, err := s.Manifest(ctx, ""); err != nil || len(all) != 2 {
		t.Errorf("%v %v", all, err)
	}
}

func TestForgetLeavesNoText(t *testing.T) {
	ctx := context.Background()
	s := openState(t, t.TempDir())
	const secret = "Geheimnis-4711"
	for i, document := range []string{"secret.txt", "other.txt", "paid-by.txt"} {
		text := secret
		if document == "other.txt" {
			text = "harmless"
		}
		for k := range 50 {
			key := translate.Key{byte(i), byte(k)}
			if err := s.Record(ctx, translate.Entry{Key: key, Document: document, Engine: "e", Units: []string{"p1.s1"}, Verdicts: []translate.Verdict{{Number: 1, Text: fmt.Sprint(text, k)}}, Cost: 1}); err != nil {
				t.Fatal(err)
			}
		}
	}
	// An answer that another document paid for holds the same text.
	for k := range 50 {
		if got, err := s.For("secret.txt").Entries(ctx, translate.Key{2, byte(k)}); err != nil || len(got) != 1 {
			t.Fatal(got, err)
		}
	}
	d := corpus.Decision{Source: secret, Target: secret, State: corpus.Approved}
	if err := s.PutDecisions(ctx, "secret.txt", "es", []corpus.Decision{d}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutJobs(ctx, Job{Document: "secret.txt", Language: "es", State: "done"}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Forget(ctx, "secret.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Forgotten{Answers: 100, Decisions: 1, Jobs: 1}, got); diff != "" {
		t.Error(diff)
	}
	for _, path := range []string{s.path, s.path + "-wal"} {
		if bytes.Contains(read(t, path), []byte(secret)) {
			t.Errorf("the text is still in %s", filepath.Base(path))
		}
	}
	if e, err := s.Entries(ctx, translate.Key{1, 3}); err != nil || len(e) != 1 {
		t.Errorf("another document's answer: %v %v", e, err)
	}
	spent, err := s.Manifest(ctx, "secret.txt")
	if err != nil || len(spent) != 1 || spent[0].Cost != 50 {
		t.Errorf("what it cost: %v %v", spent, err)
	}
}

func TestPruneKeepsWhatIsNeeded(t *testing.T) {
	ctx := context.Background()
	s := openState(t, t.TempDir())
	record := func(key byte, document string) {
		t.Helper()
		if err := s.Record(ctx, translate.Entry{Key: translate.Key{key}, Document: document, Engine: "e", Verdicts: []translate.Verdict{{Number: 1, Text: "x"}}}); err != nil {
			t.Fatal(err)
		}
	}
	record(1, "still there.txt") // made the document what it is
	record(2, "changed.txt")     // served a version before the last
	record(3, "gone.txt")
	record(4, "run by hand.txt")
	record(5, "young.txt")
	if err := s.PutJobs(ctx,
		Job{Document: "still there.txt", Language: "es", State: "done", Seen: day()},
		Job{Document: "changed.txt", Language: "es", State: "done", Seen: day()},
		Job{Document: "gone.txt", Language: "es", State: "done", Seen: "2026-01-01"},
	); err != nil {
		t.Fatal(err)
	}
	if err := s.write(ctx, func(t *tx) error {
		if err := t.do("UPDATE entry SET used = '2026-01-01' WHERE document <> 'young.txt'"); err != nil {
			return err
		}
		return t.do("UPDATE job SET changed = '2026-01-01T10:00:00Z' WHERE document = 'still there.txt'")
	}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Prune(ctx, time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Pruned{Answers: 3, Jobs: 1}, got); diff != "" {
		t.Error(diff)
	}
	for key, want := range map[byte]int{1: 1, 2: 0, 3: 0, 4: 0, 5: 1} {
		if e, err := s.Entries(ctx, translate.Key{key}); err != nil || len(e) != want {
			t.Errorf("key %d: %d answers, want %d (%v)", key, len(e), want, err)
		}
	}
}

func TestJobs(t *testing.T) {
	ctx := context.Background()
	s := openState(t, t.TempDir())
	a := Job{Document: "b.txt", Language: "es", State: "queued", Content: []byte{1, 2}, Identity: "i", Outputs: "[]", Seen: "2026-11-01"}
	b := Job{Document: "a.txt", Language: "en", State: "failed", Reason: "why", Again: true, Attempts: 2, Seen: "2026-11-01"}
	if err := s.PutJobs(ctx, a, b); err != nil {
		t.Fatal(err)
	}
	a.State, a.Seen = "done", ""
	if err := s.PutJobs(ctx, a); err != nil {
		t.Fatal(err)
	}
	a.Seen = "2026-11-01"
	if err := s.SeeJobs(ctx, "2026-11-02", []string{"a.txt"}); err != nil {
		t.Fatal(err)
	}
	b.Seen = "2026-11-02"
	var got []Job
	for j, err := range s.Jobs(ctx, "") {
		if err != nil {
			t.Fatal(err)
		}
		j.Changed = ""
		got = append(got, j)
	}
	if diff := cmp.Diff([]Job{b, a}, got); diff != "" {
		t.Error(diff)
	}
}
