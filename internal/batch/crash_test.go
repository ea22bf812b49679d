package batch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/recto/recto/corpus/jsonl"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/internal/store/diskfault"
)

// The night is killed, for real: a process of its own runs it over some
// documents, and dies by SIGKILL at a named step or at a random moment. Then it
// runs again. It must end with the bytes of a run that was not killed, ask for
// nothing that was stored, leave no half of a file, and no lock that blocks.

const (
	childEnv = "RECTO_TEST_NIGHT" // folder of the child's inbox, outbox and log
	killEnv  = "RECTO_TEST_KILL"  // "STEP N": die at the N-th step of this name
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

// child is the process that gets killed.
func child(dir string) int {
	log, err := os.OpenFile(filepath.Join(dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	p := &tiny{log: func(line string) { fmt.Fprintln(log, line) }}
	o := p.options(filepath.Join(dir, "in"), filepath.Join(dir, "out"))
	o.Languages, o.Jobs = []string{"es", "en"}, 3
	step, at := "", 0
	fmt.Sscanf(os.Getenv(killEnv), "%s %d", &step, &at)
	met := make(chan int, 1)
	met <- 0
	o.step = func(name, _ string) {
		if name != step {
			return
		}
		n := <-met + 1
		if n == at {
			die()
		}
		met <- n
	}
	if _, err := Run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func die() {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = p.Kill()
	}
	if err != nil {
		panic(err)
	}
	select {} // until it has come
}

// nightDir makes a folder with an inbox of some documents, all different.
func nightDir(t testing.TB, documents int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range documents {
		path := filepath.Join(dir, "in", fmt.Sprintf("d%d", i%3), fmt.Sprintf("doc%d.txt", i))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(numbered(fmt.Sprint("document ", i, " ligne"), 1+i%5)), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// start runs the child; kill is for its environment.
func start(t testing.TB, dir, kill string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), childEnv+"="+dir, killEnv+"="+kill)
	var out strings.Builder
	c.Stderr = &out
	t.Cleanup(func() {
		if t.Failed() && out.Len() > 0 {
			t.Log(out.String())
		}
	})
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// check takes stock after a kill, runs again, and takes stock again.
func check(t testing.TB, dir string, clean map[string]string, where string) {
	t.Helper()
	for name, text := range outputs(t, dir) {
		if ok, _ := filepath.Match(export.PartPattern, filepath.Base(name)); ok {
			continue
		}
		if text != clean[name] {
			t.Errorf("%s: %s stands under its name and is not what it should be", where, name)
		}
	}
	if err := start(t, dir, "").Wait(); err != nil {
		t.Fatalf("%s: the run after the kill: %v", where, err)
	}
	after := outputs(t, dir)
	for name, text := range clean {
		if after[name] != text {
			t.Errorf("%s: %s differs from a clean run's", where, name)
		}
		delete(after, name)
	}
	for name := range after {
		t.Errorf("%s: %s is left over", where, name)
	}
	askedOnce(t, dir, where)
	s, err := ReadStatus(context.Background(), store.StateDir(filepath.Join(dir, "out")))
	if err != nil || s.Running != nil || s.Working+s.Failed+s.Parked > 0 || s.Done*2 != len(clean) {
		t.Errorf("%s: %+v %v", where, s, err)
	}
}

// askedOnce reads the log: nothing is asked for after its answer was stored, and
// what was asked twice was in flight at a kill, one a worker at the most.
func askedOnce(t testing.TB, dir, where string) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	asked, have := make(map[string]int), make(map[string]bool)
	twice := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		verb, key, _ := strings.Cut(lines.Text(), " ")
		switch verb {
		case "ask":
			if have[key] {
				t.Errorf("%s: a stored segment was asked for again", where)
			}
			if asked[key]++; asked[key] > 1 {
				twice++
			}
		case "have":
			have[key] = true
		}
	}
	if twice > 3 {
		t.Errorf("%s: %d segments were asked for twice, with three workers", where, twice)
	}
}

func outputs(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := make(map[string]string)
	root := filepath.Join(dir, "out")
	if err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == ".recto" || d.Name() == "report") {
				return fs.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	}); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}

// cleanRun gives the outputs of a run that nobody disturbed, and its time.
func cleanRun(t testing.TB, documents int) (map[string]string, time.Duration) {
	t.Helper()
	dir := nightDir(t, documents)
	began := time.Now()
	if err := start(t, dir, "").Wait(); err != nil {
		t.Fatal(err)
	}
	clean := outputs(t, dir)
	if len(clean) != documents*4 {
		t.Fatalf("%d outputs of %d documents", len(clean), documents)
	}
	return clean, time.Since(began)
}

var steps = []string{"locked", "surveyed", "begun", "read", "queued", "repaired", "translated", "aligned", "writing", "written", "done", "closed", "ended"}

// killAtSteps kills at the first and at a later one of every named step.
func killAtSteps(t testing.TB, documents int, at []int) {
	clean, _ := cleanRun(t, documents)
	for _, step := range steps {
		for _, n := range at {
			if n > 1 && (step == "locked" || step == "begun" || step == "surveyed" || step == "closed" || step == "ended") {
				continue
			}
			where := step + " " + strconv.Itoa(n)
			dir := nightDir(t, documents)
			if err := start(t, dir, where).Wait(); err == nil {
				t.Errorf("%s: nobody was killed", where)
			}
			check(t, dir, clean, where)
		}
	}
}

// killAtRandom kills at moments drawn over the length of a clean run.
func killAtRandom(t testing.TB, documents, kills int, seed uint64) {
	clean, length := cleanRun(t, documents)
	rng := rand.New(rand.NewPCG(seed, 1))
	for k := range kills {
		dir := nightDir(t, documents)
		// Twice or more, now and then: a night that is killed while it recovers.
		for range 1 + rng.IntN(2) {
			c := start(t, dir, "")
			time.Sleep(time.Duration(rng.Int64N(int64(length))))
			_ = c.Process.Kill() // it may be over already
			_ = c.Wait()
		}
		if _, err := os.Stat(filepath.Join(dir, "log")); err != nil {
			continue // killed before its first line
		}
		check(t, dir, clean, fmt.Sprintf("seed %d, kill %d", seed, k))
	}
}

func TestKilledAtAStep(t *testing.T) { killAtSteps(t, 6, []int{3}) }

func TestKilledAtRandom(t *testing.T) { killAtRandom(t, 12, 6, 7) }

// faulty fails the n-th write or sync of the night's outputs.
type faulty struct {
	export.Files
	fault *fault
}

type fault struct {
	n, at int
	err   error
}

func (f *fault) next() error {
	f.n++
	if f.n >= f.at {
		return f.err
	}
	return nil
}

func (f faulty) Create(name string) (export.File, error) {
	file, err := f.Files.Create(name)
	return faultyFile{file, f.fault}, err
}

func (f faulty) SyncDir(dir string) error {
	if err := f.fault.next(); err != nil {
		return err
	}
	return f.Files.SyncDir(dir)
}

type faultyFile struct {
	export.File
	fault *fault
}

func (f faultyFile) Write(p []byte) (int, error) {
	if err := f.fault.next(); err != nil {
		n, _ := f.File.Write(p[:len(p)/2]) // a full disk takes a part
		return n, err
	}
	return f.File.Write(p)
}

func (f faultyFile) Sync() error {
	if err := f.fault.next(); err != nil {
		return err
	}
	return f.File.Sync()
}

func TestDiskThatFails(t *testing.T) {
	in, good := folders(t)
	for i := range 4 {
		put(t, in, fmt.Sprintf("doc%d.txt", i), numbered(fmt.Sprint("ligne ", i), i+1))
	}
	p := new(tiny)
	runNight(t, p.options(in, good))
	clean := tree(t, good)
	asked := p.asked
	for _, err := range []error{syscall.ENOSPC, syscall.EIO} {
		for _, at := range []int{1, 2, 5, 9, 16} {
			out := filepath.Join(t.TempDir(), "out")
			p := &tiny{}
			bad := &fault{at: at, err: err}
			p.files = func(dir string) (export.Files, error) {
				files, err := export.Disk(dir)
				return faulty{files, bad}, err
			}
			o := p.options(in, out)
			o.Jobs = 1
			r := runNight(t, o)
			if r.FailedCount == 0 || r.Code() != 3 || r.DoneCount+r.FailedCount != 4 {
				t.Fatalf("%v at %d: %s", err, at, r.Summary())
			}
			for name, text := range tree(t, out) {
				if text != clean[name] {
					t.Errorf("%v at %d: %s is not whole", err, at, name)
				}
			}
			p.files = nil
			if r := runNight(t, o); r.Code() != 0 {
				t.Errorf("%v at %d: with room again: %s", err, at, r.Summary())
			}
			if got := tree(t, out); fmt.Sprint(got) != fmt.Sprint(clean) || p.asked != asked {
				t.Errorf("%v at %d: %d files, %d asked; a clean run has %d and %d", err, at, len(got), p.asked, len(clean), asked)
			}
		}
	}
}

// The disk fails under the store: the night says so, and the next one ends with
// the bytes of a clean run; nothing that was stored is asked for again.
func TestDiskThatFailsUnderTheStore(t *testing.T) {
	in, good := folders(t)
	for i := range 4 {
		put(t, in, fmt.Sprintf("doc%d.txt", i), numbered(fmt.Sprint("ligne ", i), i+1))
	}
	runNight(t, new(tiny).options(in, good))
	clean := tree(t, good)
	for _, kind := range []diskfault.Kind{diskfault.Write, diskfault.Sync, diskfault.Full} {
		surfaced := 0
		for _, at := range []int{1, 3, 8, 20, 45} {
			for _, times := range []int{1, -1} {
				if failUnderTheStore(t, in, clean, kind, at, times) {
					surfaced++
				}
			}
		}
		if surfaced == 0 {
			t.Errorf("kind %d: no night met a failing disk", kind)
		}
	}
}

// failUnderTheStore says whether the night told of a failing disk.
func failUnderTheStore(t *testing.T, in string, clean map[string]string, kind diskfault.Kind, at, times int) bool {
	t.Helper()
	where := fmt.Sprintf("kind %d at %d, %d times", kind, at, times)
	out := filepath.Join(t.TempDir(), "out")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	disk, err := diskfault.Below(out)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	asked, have := map[string]int{}, map[string]bool{}
	p := &tiny{log: func(line string) {
		mu.Lock()
		defer mu.Unlock()
		verb, key, _ := strings.Cut(line, " ")
		if verb == "have" {
			have[key] = true
			return
		}
		if have[key] {
			t.Errorf("%s: a stored segment was asked for again", where)
		}
		asked[key]++
	}}
	o := p.options(in, out)
	o.Jobs = 2
	disk.FailAt(at, kind, times)
	r, err := Run(context.Background(), o)
	hits := disk.Mend()
	// A last write, of the log into the file when it is closed, is nobody's loss.
	told := errors.Is(err, store.ErrFull) || r != nil && r.Code() != 0
	if err != nil && !errors.Is(err, store.ErrFull) {
		t.Errorf("%s: error %v", where, err)
	}
	if told && hits == 0 {
		t.Errorf("%s: %v on a sound disk", where, err)
	}
	if !told && fmt.Sprint(tree(t, out)) != fmt.Sprint(clean) {
		t.Errorf("%s: something is missing, and nobody said so", where)
	}
	for name, text := range tree(t, out) {
		if part, _ := filepath.Match(export.PartPattern, filepath.Base(name)); !part && text != clean[name] {
			t.Errorf("%s: %s is not whole", where, name)
		}
	}
	if r := runNight(t, o); r.Code() != 0 {
		t.Errorf("%s: the next night: %s", where, r.Summary())
	}
	if got := tree(t, out); fmt.Sprint(got) != fmt.Sprint(clean) {
		t.Errorf("%s: the next night's outputs differ from a clean run's", where)
	}
	twice := 0
	for _, n := range asked {
		twice += n - 1
	}
	if twice > o.Jobs {
		t.Errorf("%s: %d segments were asked for twice, with two workers", where, twice)
	}
	return told
}

// What a bitext of the outputs says is sound, whatever happened.
func TestOutputsOfTheTinyPipelineAreSound(t *testing.T) {
	clean, _ := cleanRun(t, 3)
	for name, text := range clean {
		if !strings.HasSuffix(name, ".jsonl") {
			continue
		}
		b, err := jsonl.Read(strings.NewReader(text))
		if err == nil {
			err = Covers(b)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
