package translate_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/internal/openaitest"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/openai"
)

const killJobs = 4

// TestKilledProcess is the process that is killed: it translates with a real
// store and writes the outcomes when it is through.
func TestKilledProcess(t *testing.T) {
	url, dir := os.Getenv("RECTO_KILL_URL"), os.Getenv("RECTO_KILL_DIR")
	if url == "" {
		t.Skip("only as the child of TestKillAndResume")
	}
	ctx := context.Background()
	state, err := store.OpenState(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer state.Close()
	e, err := openai.New(openai.Config{BaseURL: url, Model: "test", Notes: state})
	if err != nil {
		t.Fatal(err)
	}
	rep, err := translate.Run(ctx, sample(72), translate.Options{
		Engines: []translate.Engine{{Translator: e}}, Ledger: state, Jobs: killJobs, Batch: 6, Timeout: 20 * time.Second, LanguageOf: openaitest.LanguageOf,
	})
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.MarshalIndent(rep.Outcomes, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "outcomes.tmp"), out, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "outcomes.tmp"), filepath.Join(dir, "outcomes.json")); err != nil {
		t.Fatal(err)
	}
}

// A process that is killed at any moment and started again ends with the bytes
// of one that was not, and asks again at most what was under way.
func TestKillAndResume(t *testing.T) {
	faults := append([]openaitest.Fault{openaitest.SchemaNo, openaitest.BusyMillis, openaitest.Status500, openaitest.CutBody}, openaitest.Answer...)
	options := openaitest.Options{Seed: 7, Rate: 0.3, Faults: faults, Latency: 10 * time.Millisecond, Retry: 5 * time.Millisecond}
	child := func(s *openaitest.Server, dir string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledProcess$")
		cmd.Env = append(os.Environ(), "RECTO_KILL_URL="+s.URL, "RECTO_KILL_DIR="+dir)
		return cmd
	}
	finish := func(s *openaitest.Server, dir string) string {
		if out, err := child(s, dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		data, err := os.ReadFile(filepath.Join(dir, "outcomes.json"))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	clean := openaitest.Start(t, options)
	begin := time.Now()
	want := finish(clean, t.TempDir())
	whole := time.Since(begin)
	requests := len(clean.Requests())

	moments := rand.New(rand.NewPCG(1, 2))
	stopped := 0
	for i := range kills {
		s := openaitest.Start(t, options)
		dir := t.TempDir()
		cmd := child(s, dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		moment := time.Duration(moments.Float64() * float64(whole))
		time.Sleep(moment)
		_ = cmd.Process.Kill() // may have ended
		_ = cmd.Wait()
		if _, err := os.Stat(filepath.Join(dir, "outcomes.json")); err != nil {
			stopped++
		}
		if diff := cmp.Diff(want, finish(s, dir)); diff != "" {
			t.Fatalf("kill %d after %v: the resumed run differs (-clean +resumed):\n%s", i, moment, diff)
		}
		if again := s.Repeated(); again > killJobs {
			t.Errorf("kill %d after %v: %d requests came again after their answer, %d were under way at most", i, moment, again, killJobs)
		}
	}
	t.Logf("%d of %d kills met the run under way; a clean run takes %v and %d requests", stopped, kills, whole.Round(time.Millisecond), requests)
}
