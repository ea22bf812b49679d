// Command bench measures each stage by itself: speed, allocations and peak
// memory. `make bench` runs it.
//
// A stage is measured in a process of its own, so that its peak memory is its
// own. The text is the project's sample, many times over with other numbers, so
// that nothing is answered from a cache by being the same.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/recto/recto/internal/cli/ui"
)

func main() {
	one := flag.String("stage", "", "measure only this stage, in this process")
	size := flag.Int("kb", 400, "size of the text in kB")
	flag.Parse()
	if err := run(*one, *size, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(one string, kb int, out io.Writer) error {
	if one != "" {
		for _, s := range stages() {
			if s.name == one {
				r, err := measure(s, kb)
				if err != nil {
					return fmt.Errorf("%s: %w", one, err)
				}
				_, err = fmt.Fprintf(out, "%g %g %g %g\n", r.mbs, r.allocs, r.cold, r.peak)
				return err
			}
		}
		return fmt.Errorf("no stage %q", one)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var rows [][]string
	for _, s := range stages() {
		cmd := exec.Command(self, "-stage", s.name, "-kb", strconv.Itoa(kb))
		cmd.Stderr = os.Stderr
		text, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		var r result
		if _, err := fmt.Sscan(string(text), &r.mbs, &r.allocs, &r.cold, &r.peak); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		rows = append(rows, []string{s.name, fmt.Sprintf("%.2f", r.mbs), fmt.Sprintf("%.0f", r.allocs), fmt.Sprintf("%.0f", r.cold), fmt.Sprintf("%.0f", r.peak)})
	}
	fmt.Fprintf(out, "%d kB of French, %d cores, %s\n\n", kb, runtime.NumCPU(), runtime.Version())
	ui.New(out, os.Stderr, ui.Options{}).Table([]ui.Column{
		{Name: "stage"}, {Name: "MB/s", Right: true}, {Name: "allocations/kB", Right: true},
		{Name: "first call, ms", Right: true}, {Name: "peak MB", Right: true},
	}, rows)
	return nil
}

// result of one stage: megabytes of source text a second, allocations a
// kilobyte of it, milliseconds that the first call on a small text takes, and
// the peak of the process in MB.
type result struct{ mbs, allocs, cold, peak float64 }

func measure(s stage, kb int) (result, error) {
	ctx := context.Background()
	small, err := material(3)
	if err != nil {
		return result{}, err
	}
	do, err := s.prepare(ctx, small)
	if err != nil {
		return result{}, err
	}
	began := time.Now()
	if err := do(ctx); err != nil {
		return result{}, err
	}
	cold := time.Since(began)
	text, err := material(kb)
	if err != nil {
		return result{}, err
	}
	if do, err = s.prepare(ctx, text); err != nil {
		return result{}, err
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	began = time.Now()
	runs := 0
	for runs == 0 || time.Since(began) < 2*time.Second {
		if err := do(ctx); err != nil {
			return result{}, err
		}
		runs++
	}
	took := time.Since(began).Seconds()
	runtime.ReadMemStats(&after)
	bytes := float64(runs) * float64(len(text.clean.Text))
	peak, err := peakMB()
	if err != nil {
		return result{}, err
	}
	return result{bytes / 1e6 / took, float64(after.Mallocs-before.Mallocs) / bytes * 1000, cold.Seconds() * 1000, peak}, nil
}

// peakMB is the highest resident size of this process so far; 0 where the
// system does not tell.
func peakMB() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024, err
		}
	}
	return 0, nil
}
