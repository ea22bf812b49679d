//go:build torture

package batch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/recto/recto/internal/openaitest"
	"github.com/recto/recto/internal/store"
)

func TestTortureSteps(t *testing.T) { killAtSteps(t, 15, []int{1, 2, 5, 11, 29}) }

func TestTortureRandom(t *testing.T) { killAtRandom(t, 30, 200, 11) }

// program builds recto itself.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "recto")
	if out, err := exec.Command("go", "build", "-o", path, "../../cmd/recto").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// prose writes documents that the real pipeline has something to do with.
func prose(t *testing.T, in string, documents int) {
	t.Helper()
	towns := strings.Fields("Brest Lorient Calais Bayonne Nantes Rouen")
	for i := range documents {
		var s strings.Builder
		for k := range 4 {
			fmt.Fprintf(&s, "La ville de %s a annoncé le %d mars que le pont numéro %d serait réparé.\nLes travaux coûteront %d euros, et le maire remercie les habitants.\n\n", towns[(i+k)%len(towns)], k+1, 100*i+k, 1000+i)
		}
		put(t, in, fmt.Sprintf("%02d/doc%d.txt", i%4, i), s.String())
	}
}

func command(path, dir, url string, more ...string) *exec.Cmd {
	c := exec.Command(path, append([]string{"batch", filepath.Join(dir, "in"), "-o", filepath.Join(dir, "out"), "--from", "fr", "--to", "es,en", "--engine", "openai", "--model", "test", "--batch", "3", "--quiet"}, more...)...)
	c.Env = append(os.Environ(), "OPENAI_BASE_URL="+url, "OPENAI_API_KEY=", "XDG_CONFIG_HOME="+dir)
	return c
}

// The program itself, all formats, killed at random: the bytes of a clean run in
// the end, and no request repeated but those that were in flight at a kill.
func TestTortureProgram(t *testing.T) {
	// A request is under way until its answer is stored, and four may be: --jobs.
	const documents, kills, jobs = 12, 40, 4
	path := program(t)
	s := openaitest.Start(t, openaitest.Options{Models: []string{"test"}, Latency: 20 * time.Millisecond})
	clean := t.TempDir()
	prose(t, filepath.Join(clean, "in"), documents)
	began := time.Now()
	if out, err := command(path, clean, s.URL).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	length := time.Since(began)
	want := outputs(t, clean)
	rng := rand.New(rand.NewPCG(5, 5))
	for k := range kills {
		s := openaitest.Start(t, openaitest.Options{Models: []string{"test"}, Latency: 20 * time.Millisecond})
		dir := t.TempDir()
		prose(t, filepath.Join(dir, "in"), documents)
		c := command(path, dir, s.URL)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int64N(int64(length))))
		_ = c.Process.Kill() // it may be over already
		_ = c.Wait()
		for name, text := range outputs(t, dir) {
			if !strings.HasSuffix(name, ".part") && text != want[name] {
				t.Errorf("kill %d: %s is not what it should be", k, name)
			}
		}
		if out, err := command(path, dir, s.URL).CombinedOutput(); err != nil {
			t.Fatalf("kill %d: %v\n%s", k, err, out)
		}
		got := outputs(t, dir)
		for name, text := range want {
			if got[name] != text {
				t.Errorf("kill %d: %s differs from a clean run's", k, name)
			}
		}
		if len(got) != len(want) || s.Repeated() > jobs {
			t.Errorf("kill %d: %d outputs, want %d; %d requests repeated", k, len(got), len(want), s.Repeated())
		}
	}
}

// Stopped under load, the program is gone within seconds: with requests under way
// at a slow server, in a long repair, in a large alignment. How long it took is
// logged; half a minute is where the test gives up.
func TestTortureStopsUnderLoad(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGTERM there")
	}
	path := program(t)
	s := openaitest.Start(t, openaitest.Options{Models: []string{"test"}, Latency: 30 * time.Second})
	words := strings.Fields("le port de la ville fut fermé trois jours et les bateaux attendirent dans le bassin pendant que le maire parlait au ministre")
	long := func(seed uint64, broken bool) string {
		rng := rand.New(rand.NewPCG(seed, 1))
		var out strings.Builder
		for i := range 60_000 {
			var line []string
			for range 12 {
				line = append(line, words[rng.IntN(len(words))])
			}
			if broken {
				line = append(line[:3], append([]string{""}, line[5:]...)...)
				line[len(line)-1] += "Le Port"
			}
			fmt.Fprintf(&out, "%s %d.\n", strings.Join(line, " "), i)
			if i%4 == 3 {
				out.WriteString("\n")
			}
		}
		return out.String()
	}
	for _, c := range []struct {
		name    string
		prepare func(dir string)
		more    []string
	}{
		{"a slow server", func(dir string) { prose(t, filepath.Join(dir, "in"), 12) }, nil},
		{"a long repair", func(dir string) { put(t, filepath.Join(dir, "in"), "long.txt", long(1, true)) }, []string{"--engine", "none"}},
		{"a large alignment", func(dir string) {
			put(t, filepath.Join(dir, "in"), "long.txt", long(1, false))
			put(t, filepath.Join(dir, "human"), "es/long.txt", long(2, false))
			put(t, filepath.Join(dir, "human"), "en/long.txt", long(3, false))
		}, []string{"--engine", "none", "--no-repair", "--pairs", "human"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.prepare(dir)
			run := command(path, dir, s.URL, c.more...)
			run.Dir = dir
			if err := run.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- run.Wait() }()
			for { // until a document is under way
				if status, err := ReadStatus(context.Background(), store.StateDir(filepath.Join(dir, "out"))); err == nil && status.Working > 0 {
					break
				}
				select {
				case err := <-ended:
					t.Fatalf("it ended by itself: %v", err)
				case <-time.After(50 * time.Millisecond):
				}
			}
			time.Sleep(time.Second) // into the work
			if err := run.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			told := time.Now()
			select {
			case <-ended:
				t.Logf("gone after %.1f s", time.Since(told).Seconds())
			case <-time.After(30 * time.Second):
				_ = run.Process.Kill()
				t.Fatal("it goes on half a minute after SIGTERM")
			}
			if code := run.ProcessState.ExitCode(); code != 130 {
				t.Errorf("exit %d", code)
			}
			if got := outputs(t, dir); len(got) != 0 {
				t.Errorf("outputs of what was not done: %v", got)
			}
		})
	}
}

// A disk that is really full: a small file system of its own, where one can be
// mounted. The night ends with an error that says so, and goes on with room.
func TestTortureFullDisk(t *testing.T) {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("needs to mount a small file system")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", out).CombinedOutput(); err != nil {
		t.Skipf("nothing can be mounted here: %s", text)
	}
	t.Cleanup(func() { _ = exec.Command("umount", out).Run() })
	path := program(t)
	s := openaitest.Start(t, openaitest.Options{Models: []string{"test"}})
	prose(t, filepath.Join(dir, "in"), 12)
	text, err := command(path, dir, s.URL).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 && exit.ExitCode() != 3 {
		t.Fatalf("%v\n%s", err, text)
	}
	t.Logf("on the full disk: exit %d, %s", exit.ExitCode(), text)
	if text, err := exec.Command("mount", "-o", "remount,size=64m", out).CombinedOutput(); err != nil {
		t.Fatalf("remount: %s", text)
	}
	asked := s.Repeated()
	if text, err := command(path, dir, s.URL).CombinedOutput(); err != nil {
		t.Fatalf("with room: %v\n%s", err, text)
	}
	if s.Repeated()-asked > 4 {
		t.Errorf("%d requests repeated", s.Repeated()-asked)
	}
	clean := t.TempDir()
	prose(t, filepath.Join(clean, "in"), 12)
	if text, err := command(path, clean, s.URL).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	got := outputs(t, dir)
	for name, want := range outputs(t, clean) {
		if got[name] != want {
			t.Errorf("%s differs from a clean run's", name)
		}
	}
}
