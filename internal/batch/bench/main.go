// Command bench measures the night job as its user meets it: the program itself,
// over folders of documents of 3 kB, against an OpenAI-compatible server on this
// machine. It prints documents a second, peak memory, the second night, and the
// share of time in the store; then, with latency and a limit, the share of the
// limit that was used.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recto/recto/internal/batch"
)

func main() {
	sizes := flag.String("documents", "1000,10000", "sizes of the inbox")
	formats := flag.String("format", "jsonl,tmx,tsv", "formats to write")
	jobs := flag.Int("jobs", 8, "documents and requests under way")
	limit := flag.Int("limit", 600, "requests a minute of the limited run; 0 leaves it out")
	flags := flag.String("flags", "", "more flags for recto, say --no-repair, which leaves out the stage that takes most of the time")
	flag.Parse()
	if err := run(strings.Split(*sizes, ","), *formats, *jobs, *limit, strings.Fields(*flags)); err != nil {
		log.Fatal(err)
	}
}

func run(sizes []string, formats string, jobs, limit int, flags []string) error {
	dir, err := os.MkdirTemp("", "recto-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program, server := filepath.Join(dir, "recto"), filepath.Join(dir, "serve")
	for path, of := range map[string]string{program: "./cmd/recto", server: "./internal/openaitest/serve"} {
		if out, err := exec.Command("go", "build", "-o", path, of).CombinedOutput(); err != nil {
			return fmt.Errorf("build: %w\n%s", err, out)
		}
	}
	b := &bench{dir: dir, program: program, server: server, formats: formats, jobs: jobs, flags: flags}
	fmt.Printf("%d cores, %s; %s\n\n", runtime.NumCPU(), runtime.GOARCH, strings.Join(append([]string{formats}, flags...), " "))
	fmt.Printf("%10s %10s %12s %12s %12s %14s %10s\n", "documents", "seconds", "documents/s", "peak MB", "in store", "second night", "peak MB")
	for _, size := range sizes {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		if err := b.inbox(n); err != nil {
			return err
		}
	}
	if limit > 0 {
		return b.limited(limit)
	}
	return nil
}

type bench struct {
	dir, program, server, formats string
	jobs                          int
	flags                         []string
}

// inbox measures a first and a second night over n documents.
func (b *bench) inbox(n int) error {
	in, out, err := b.folders(n)
	if err != nil {
		return err
	}
	url, stop, err := b.serve()
	if err != nil {
		return err
	}
	defer stop()
	first, err := b.night(in, out, url)
	if err != nil {
		return err
	}
	second, err := b.night(in, out, url)
	if err != nil {
		return err
	}
	if first.report.DoneCount != n || second.report.Unchanged != n {
		return fmt.Errorf("first night: %s; second: %s", first.report.Summary(), second.report.Summary())
	}
	fmt.Printf("%10d %10.1f %12.1f %12.0f %11.1f%% %13.2fs %10.0f\n", n, first.seconds, float64(n)/first.seconds, first.peak,
		100*first.report.StoreSeconds/first.seconds, second.seconds, second.peak)
	return nil
}

// limited measures how much of a limit is used, with latency.
func (b *bench) limited(perMinute int) error {
	const minutes = 2
	in, out, err := b.folders(perMinute * minutes)
	if err != nil {
		return err
	}
	url, stop, err := b.serve("-latency", "200ms", "-rpm", strconv.Itoa(perMinute))
	if err != nil {
		return err
	}
	defer stop()
	n, err := b.night(in, out, url, "--max-duration", "90s")
	if err != nil {
		return err
	}
	may := float64(perMinute) * n.seconds / 60
	fmt.Printf("\nlatency 200 ms, %d requests a minute: %d requests in %.0f s, %.0f%% of the limit\n", perMinute, n.report.Requests, n.seconds, 100*float64(n.report.Requests)/may)
	return nil
}

type measured struct {
	seconds float64
	peak    float64 // MB
	report  batch.Report
}

func (b *bench) night(in, out, url string, more ...string) (measured, error) {
	var m measured
	args := append([]string{"batch", in, "-o", out, "--from", "fr", "--to", "es", "--engine", "openai", "--model", "test", "--format", b.formats, "--jobs", strconv.Itoa(b.jobs), "--quiet"}, slices.Concat(b.flags, more)...)
	c := exec.Command(b.program, args...)
	c.Env = append(os.Environ(), "OPENAI_BASE_URL="+url, "OPENAI_API_KEY=")
	c.Stderr = os.Stderr
	began := time.Now()
	err := c.Run()
	m.seconds = time.Since(began).Seconds()
	if c.ProcessState == nil || c.ProcessState.ExitCode() != 0 && c.ProcessState.ExitCode() != 3 {
		return m, fmt.Errorf("recto batch: %w", err)
	}
	m.peak = peak(c.ProcessState)
	reports, err := filepath.Glob(filepath.Join(out, "report", "*.json"))
	if err != nil || len(reports) == 0 {
		return m, fmt.Errorf("no report in %s: %w", out, err)
	}
	last := reports[0] // "DATE.json" comes before "DATE-2.json" by time, behind it by name
	for _, r := range reports {
		if len(r) > len(last) || len(r) == len(last) && r > last {
			last = r
		}
	}
	data, err := os.ReadFile(last)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(data, &m.report)
}

// folders makes an inbox of n documents, all different, and an empty outbox.
func (b *bench) folders(n int) (in, out string, err error) {
	dir, err := os.MkdirTemp(b.dir, "inbox-")
	if err != nil {
		return "", "", err
	}
	in, out = filepath.Join(dir, "in"), filepath.Join(dir, "out")
	for i := range n {
		path := filepath.Join(in, fmt.Sprintf("%02d", i%100), fmt.Sprintf("doc%05d.txt", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return "", "", err
		}
		if err := os.WriteFile(path, []byte(document(i)), 0o644); err != nil {
			return "", "", err
		}
	}
	return in, out, nil
}

// document is a text of some 3 kB, of its own.
func document(i int) string {
	places := []string{"Saint-Malo", "Marseille", "Lorient", "Dunkerque", "Bayonne", "Calais", "Sète"}
	things := []string{"le quai", "la grue", "le pont", "la digue", "le phare", "la halle"}
	var s strings.Builder
	for p := range 9 {
		place, thing := places[(i+p)%len(places)], things[(i/7+p)%len(things)]
		fmt.Fprintf(&s, "La ville de %s a annoncé le %d mars que %s serait réparé avant la fin de l'année %d.\n", place, 1+(i+p)%28, thing, 2000+i%100)
		fmt.Fprintf(&s, "Les travaux numéro %d coûteront %d euros, dont la moitié sera payée par la région. ", 10*i+p, 1000+i*3)
		fmt.Fprintf(&s, "Le maire a dit que les habitants pouvaient compter sur lui,\net que le conseil numéro %d se réunirait bientôt.\n\n", i)
	}
	return s.String()
}

// serve runs the server: as a program of its own, since a child's peak memory
// begins with that of the process that started it.
func (b *bench) serve(flags ...string) (url string, stop func(), err error) {
	c := exec.Command(b.server, append(flags, "-rate", "0", "-until-stdin-ends")...)
	end, err := c.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := c.Start(); err != nil {
		return "", nil, err
	}
	stop = func() { _, _ = end.Close(), c.Wait() }
	if _, err := fmt.Fscanln(out, &url); err != nil {
		stop()
		return "", nil, fmt.Errorf("server: %w", err)
	}
	return url, stop, nil
}
