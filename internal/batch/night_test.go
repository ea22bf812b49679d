package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
)

func TestSecondNightDoesWhatIsNew(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\ndeux\n")
	put(t, in, "sub/b.txt", "trois\n")
	p := new(tiny)
	o := p.options(in, out)
	o.Languages = []string{"es", "en"}
	r := runNight(t, o)
	if r.DoneCount != 4 || r.Segments != 6 || p.asked != 6 || r.Code() != 0 || r.Tokens != 60 {
		t.Fatalf("%s; %d asked", r.Summary(), p.asked)
	}
	var names []string
	for name := range tree(t, out) {
		names = append(names, name)
	}
	if len(names) != 8 || tree(t, out)["sub/b.txt.en.tsv"] != "trois\ten: trois\t1\n" && !strings.HasPrefix(tree(t, out)["sub/b.txt.en.tsv"], "trois\ten: trois\t1") {
		t.Errorf("%q, %q", names, tree(t, out)["sub/b.txt.en.tsv"])
	}
	for range 2 {
		if r = runNight(t, o); r.Unchanged != 4 || r.DoneCount != 0 || r.Code() != 0 {
			t.Errorf("nothing new: %s", r.Summary())
		}
	}
	// One line more; a copy; a moved file: only the new line costs anything.
	put(t, in, "a.txt", "un\ndeux\nquatre\n")
	put(t, in, "copy.txt", "un\ndeux\n")
	if err := os.Rename(filepath.Join(in, "sub", "b.txt"), filepath.Join(in, "c.txt")); err != nil {
		t.Fatal(err)
	}
	if r = runNight(t, o); r.DoneCount != 6 || p.asked != 8 || r.Requests != 2 || r.Cost != 2*price {
		t.Errorf("%s; %d asked", r.Summary(), p.asked)
	}
	// Other settings: all is done again, nothing is paid again.
	o.Settings = func(string) string { return "two" }
	if r = runNight(t, o); r.DoneCount != 6 || p.asked != 8 {
		t.Errorf("%s; %d asked", r.Summary(), p.asked)
	}
	// An output that is gone comes back.
	if err := os.Remove(filepath.Join(out, "a.txt.es.jsonl")); err != nil {
		t.Fatal(err)
	}
	if r = runNight(t, o); r.DoneCount != 1 || r.Unchanged != 5 {
		t.Errorf("%s", r.Summary())
	}
}

func TestListSaysWhatANightWouldDo(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\n")
	p := new(tiny)
	runNight(t, p.options(in, out))
	put(t, in, "b.txt", "deux\n")
	state, err := store.OpenState(context.Background(), store.StateDir(out))
	if err != nil {
		t.Fatal(err)
	}
	defer state.Close()
	if err := os.Chtimes(filepath.Join(in, "a.txt"), time.Unix(1, 0), time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	o := p.options(in, out)
	o.Store = state
	// The times of a.txt have changed: only reading it would tell that it has not.
	got, err := List(context.Background(), o)
	if err != nil || len(got) != 2 || got[1].Name != "b.txt" || got[1].Language != "es" {
		t.Errorf("%v %v", got, err)
	}
	if p.asked != 1 {
		t.Error("something was done")
	}
}

func TestDecisionsOfPeopleAreNews(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\n")
	put(t, in, "b.txt", "deux\n")
	p := new(tiny)
	runNight(t, p.options(in, out))
	state, err := store.OpenState(context.Background(), store.StateDir(out))
	if err != nil {
		t.Fatal(err)
	}
	d := corpus.Decision{Anchor: corpus.Anchors([]corpus.Segment{{Text: "un"}})[0], Source: "un", Target: "uno", State: corpus.Approved}
	if err := errors.Join(state.PutDecisions(context.Background(), "a.txt", "es", []corpus.Decision{d}), state.Close()); err != nil {
		t.Fatal(err)
	}
	if r := runNight(t, p.options(in, out)); r.DoneCount != 1 || r.Done[0].Document != "a.txt" {
		t.Errorf("%s", r.Summary())
	}
	if r := runNight(t, p.options(in, out)); r.Unchanged != 2 {
		t.Errorf("%s", r.Summary())
	}
}

func TestOneBadDocumentHarmsNoOther(t *testing.T) {
	in, out := folders(t)
	put(t, in, "bad.txt", "boum\n")
	put(t, in, "binary.bin", "\xff\xfe\xfd")
	put(t, in, "good.txt", "bien\n")
	put(t, in, "panic.txt", "panique\n")
	p := new(tiny)
	p.hurt = func(name, text string) error {
		switch text {
		case "boum":
			return errors.New("boom")
		case "panique":
			panic("text of the document")
		}
		return nil
	}
	o := p.options(in, out)
	o.Retries = 2
	want := []Result{
		{Document: "bad.txt", Reason: "boom", Again: true},
		{Document: "binary.bin", Reason: "not a text"},
		{Document: "panic.txt", Reason: "recto failed on this document (string): please report it", Again: true},
	}
	for nightNo := 1; nightNo <= 5; nightNo++ {
		r := runNight(t, o)
		if r.Code() != 3 || r.FailedCount != 3 {
			t.Fatalf("night %d: %s", nightNo, r.Summary())
		}
		var got []Result
		for _, f := range r.Failed {
			got = append(got, Result{Document: f.Document, Reason: f.Reason, Again: f.Again})
			attempts := min(nightNo, 3)
			if f.Document == "binary.bin" {
				attempts = 1
			}
			if f.Attempts != attempts {
				t.Errorf("night %d: %s after %d attempts, want %d", nightNo, f.Document, f.Attempts, attempts)
			}
		}
		for i := range want {
			want[i].Again = i != 1 && nightNo < 3
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("night %d: %s", nightNo, diff)
		}
	}
	state, err := store.OpenState(context.Background(), store.StateDir(out))
	if err != nil {
		t.Fatal(err)
	}
	defer state.Close()
	if n, err := Ignore(context.Background(), state, "binary.bin", "panic.txt"); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := Ignore(context.Background(), state, "nobody.txt"); !errors.Is(err, ErrUnknown) {
		t.Errorf("error %v", err)
	}
	if n, err := Retry(context.Background(), state, "bad.txt"); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	p.hurt = nil
	if r := runNight(t, o); r.Code() != 0 || r.DoneCount != 1 || r.Ignored != 2 || r.Unchanged != 1 {
		t.Errorf("%s", r.Summary())
	}
	put(t, in, "binary.bin", "maintenant du texte\n")
	if r := runNight(t, o); r.DoneCount != 1 || r.Ignored != 1 {
		t.Errorf("a changed file is taken again: %s", r.Summary())
	}
}

func TestSegmentsWithoutAnswerAreAskedForAgain(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\nUNREACHABLE\n")
	p := new(tiny)
	o := p.options(in, out)
	o.Retries = 2
	for range 3 {
		if r := runNight(t, o); r.DoneCount != 1 || r.Open != 1 || r.Code() != 3 || len(r.Looks) != 1 || r.Looks[0].Segment != "p2.s1" {
			t.Errorf("%s", r.Summary())
		}
	}
	if r := runNight(t, o); r.Unchanged != 1 {
		t.Errorf("after as many nights as configured it is left: %s", r.Summary())
	}
}

func TestEngineThatIsSilent(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\n")
	p := new(tiny)
	runNight(t, p.options(in, out))
	before := tree(t, out)
	put(t, in, "a.txt", "UNREACHABLE\n")
	for i := range 20 {
		put(t, in, fmt.Sprintf("b%02d.txt", i), "UNREACHABLE\n")
	}
	o := p.options(in, out)
	o.Jobs = 2
	r := runNight(t, o)
	if r.Cause != ErrSilent.Error() || r.ParkedCount < 3 || r.ParkedCount > 4 || r.Code() != 3 || r.DoneCount != 0 {
		t.Errorf("%s", r.Summary())
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("no answer took the place of a result: %s", diff)
	}
	for i := range 20 {
		put(t, in, fmt.Sprintf("b%02d.txt", i), "deux\n")
	}
	put(t, in, "a.txt", "trois\n")
	if r := runNight(t, o); r.DoneCount != 21 || r.Code() != 0 {
		t.Errorf("%s", r.Summary())
	}
}

func TestWhatAPersonEditedIsKept(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\n")
	p := new(tiny)
	runNight(t, p.options(in, out))
	put(t, out, "a.txt.es.tsv", "precious work\n")
	if r := runNight(t, p.options(in, out)); r.Unchanged != 1 || tree(t, out)["a.txt.es.tsv"] != "precious work\n" {
		t.Errorf("%s", r.Summary())
	}
	put(t, in, "a.txt", "un\ndeux\n")
	r := runNight(t, p.options(in, out))
	if diff := cmp.Diff([]string{"a.txt.es.tsv.edited-1"}, r.Done[0].Kept); diff != "" || tree(t, out)["a.txt.es.tsv.edited-1"] != "precious work\n" || r.Flagged != 1 {
		t.Errorf("%s %s", r.Summary(), diff)
	}
}

func numbered(word string, n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintln(&s, word, i)
	}
	return s.String()
}

func TestInterruptAndDeadlineParkWhatIsUnderWay(t *testing.T) {
	for name, ends := range map[string]struct {
		err   error
		cause string
	}{
		"interrupt": {context.Canceled, "interrupted"},
		"deadline":  {nil, ErrDeadline.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			in, out := folders(t)
			put(t, in, "a.txt", "un\n")
			put(t, in, "b.txt", "deux\n")
			p := new(tiny)
			o := p.options(in, out)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			o.Do = func(ctx context.Context, task Task) (*Product, error) {
				if name == "interrupt" {
					cancel()
				}
				<-ctx.Done()
				return nil, ctx.Err()
			}
			if name == "deadline" {
				o.MaxDuration = 50 * time.Millisecond
			}
			o.Jobs = 1
			r, err := Run(ctx, o)
			if !errors.Is(err, ends.err) || r.Cause != ends.cause || r.ParkedCount != 1 || r.Waiting != 1 || r.Code() != 3 {
				t.Fatalf("%v: %s", err, r.Summary())
			}
			if len(tree(t, out)) != 0 {
				t.Error("outputs of what was parked")
			}
			if r := runNight(t, p.options(in, out)); r.DoneCount != 2 || r.Code() != 0 {
				t.Errorf("%s", r.Summary())
			}
		})
	}
}

// A document that does not stop when it is told to keeps nobody from stopping.
func TestDocumentThatDoesNotStop(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\n")
	p := new(tiny)
	o := p.options(in, out)
	o.grace = 10 * time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	release, left := make(chan struct{}), make(chan struct{})
	o.Do = func(_ context.Context, task Task) (*Product, error) {
		defer close(left)
		cancel()
		<-release
		return nil, errors.New("too late")
	}
	r, err := Run(ctx, o)
	if !errors.Is(err, context.Canceled) || r.Cause != "interrupted" || r.Waiting != 1 {
		t.Errorf("%v: %s", err, r.Summary())
	}
	close(release)
	<-left
	if r := runNight(t, p.options(in, out)); r.DoneCount != 1 {
		t.Errorf("%s", r.Summary())
	}
}

func TestEngineThatRefusesEndsTheNight(t *testing.T) {
	in, out := folders(t)
	for i := range 20 {
		put(t, in, fmt.Sprintf("%02d.txt", i), fmt.Sprint("texte ", i, "\n"))
	}
	p := new(tiny)
	p.hurt = func(name, _ string) error {
		if name == "05.txt" {
			return fmt.Errorf("translate: %w", &translate.Refused{Engine: "tiny", Message: "the key is refused"})
		}
		return nil
	}
	o := p.options(in, out)
	o.Jobs = 1
	r, err := Run(context.Background(), o)
	var refused *translate.Refused
	if !errors.As(err, &refused) || r.DoneCount != 5 || r.FailedCount != 0 || !strings.Contains(r.Cause, "the key is refused") {
		t.Errorf("%v: %s", err, r.Summary())
	}
}

func TestSecondRunAtOnce(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\n")
	put(t, in, "b.txt", "deux\n")
	p := new(tiny)
	o := p.options(in, out)
	o.Jobs = 1
	o.Do = func(ctx context.Context, task Task) (*Product, error) {
		_, err := Run(ctx, p.options(in, out))
		var locked *store.Locked
		if !errors.As(err, &locked) || locked.Holder.PID != os.Getpid() {
			t.Errorf("error %v", err)
		}
		if task.Name == "b.txt" {
			return p.do(ctx, task)
		}
		s, err := ReadStatus(ctx, store.StateDir(out))
		if err != nil || s.Running == nil || s.Working != 1 || s.Waiting != 1 {
			t.Errorf("status during a run: %+v %v", s, err)
		}
		return p.do(ctx, task)
	}
	runNight(t, o)
	s, err := ReadStatus(context.Background(), store.StateDir(out))
	if err != nil || s.Running != nil || s.Done != 2 || s.Killed || s.Waiting != 0 || s.LastRun == nil || s.LastRun.DoneCount != 2 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestStatusForAMonitor(t *testing.T) {
	now := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		status Status
		stale  string
	}{
		{"all is well", Status{Done: 3, LastGood: now.Add(-3 * time.Hour)}, ""},
		{"failed", Status{Failed: 1, SetAside: 1, LastGood: now}, "2 documents failed"},
		{"never", Status{}, "no run"},
		{"old", Status{LastGood: now.Add(-30 * time.Hour)}, "30h0m0s ago"},
	} {
		if got := c.status.Stale(now, 26*time.Hour); (got == "") != (c.stale == "") || !strings.Contains(got, c.stale) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestReportAndMetrics(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\nUNREACHABLE <script>\n")
	put(t, in, "b.bin", "\xff")
	p := new(tiny)
	o := p.options(in, out)
	o.Metrics = filepath.Join(out, "metrics", "recto.prom")
	if err := os.MkdirAll(filepath.Dir(o.Metrics), 0o755); err != nil {
		t.Fatal(err)
	}
	first := runNight(t, o)
	day := first.Started[:10]
	for _, name := range []string{day + ".html", day + ".json"} {
		if _, err := os.Stat(filepath.Join(out, "report", name)); err != nil {
			t.Error(err)
		}
	}
	second := runNight(t, o)
	if second.Before == nil || second.Before.DoneCount != 1 || second.Before.FailedCount != 1 {
		t.Errorf("against last night: %+v", second.Before)
	}
	if _, err := os.Stat(filepath.Join(out, "report", day+"-2.json")); err != nil {
		t.Error(err)
	}
	page, err := os.ReadFile(filepath.Join(out, "report", day+"-2.html"))
	if err != nil || !strings.Contains(string(page), `href="`+day+`.html"`) || second.SetAside != 1 {
		t.Errorf("the night before is not linked (%v), or %d set aside", err, second.SetAside)
	}
	prom, err := os.ReadFile(o.Metrics)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{`recto_batch_documents{state="failed"} 1`, `recto_batch_segments_open 1`, `recto_batch_last_success_timestamp_seconds 0`} {
		if !strings.Contains(string(prom), line+"\n") {
			t.Errorf("no %s in\n%s", line, prom)
		}
	}
}

func TestVerify(t *testing.T) {
	in, out := folders(t)
	put(t, in, "a.txt", "un\ndeux\n")
	put(t, in, "b.txt", "trois\n")
	put(t, in, "c.txt", "quatre\n")
	p := new(tiny)
	runNight(t, p.options(in, out))
	verify := func() (v Verified, faults []string) {
		t.Helper()
		v, err := Verify(context.Background(), store.StateDir(out), out, in, func(name string, data []byte) (*corpus.Source, error) {
			return corpus.NewSource(name, string(data), "utf-8"), nil
		}, func(f Fault) { faults = append(faults, f.String()) })
		if err != nil {
			t.Fatal(err)
		}
		return v, faults
	}
	if v, faults := verify(); v != (Verified{Documents: 3, Outputs: 6, Sources: 3}) || len(faults) > 0 {
		t.Fatalf("%+v %q", v, faults)
	}
	jsonl := tree(t, out)["a.txt.es.jsonl"]
	put(t, out, "a.txt.es.jsonl", strings.Replace(jsonl, `"from":3,"to":7`, `"from":2,"to":7`, 2))
	put(t, out, "b.txt.es.tsv", "edited\n")
	if err := os.Remove(filepath.Join(out, "c.txt.es.tsv")); err != nil {
		t.Fatal(err)
	}
	put(t, in, "c.txt", "a newer version\n")
	v, faults := verify()
	want := []string{"a.txt.es.jsonl: it was changed", "a.txt.es.jsonl: paragraph p2: its text", "b.txt.es.tsv: it was changed", "c.txt.es.tsv: no such file"}
	ok := len(faults) == len(want) && v.Sources == 2
	for i := range want {
		ok = ok && strings.HasPrefix(faults[i], want[i])
	}
	if !ok {
		t.Errorf("%+v %q", v, faults)
	}
}
