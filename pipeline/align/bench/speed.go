package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/recto/recto/pipeline/align/internal/lab"
)

// paragraph is how many sentences a paragraph of a timed text has.
const paragraph = 5

// speed times the whole program on texts of growing size, nothing but the texts:
// a sentence a line, and as paragraphs that it repairs and cuts itself.
func (b *bench) speed(largest int) error {
	dir, err := os.MkdirTemp("", "recto-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "recto")
	build := exec.CommandContext(b.ctx, "go", "build", "-o", program, "./cmd/recto")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build ./cmd/recto: %w", err)
	}
	fmt.Println("the whole program, nothing but the texts; the best of three below 10,000")
	fmt.Printf("%9s %9s  %-12s %8s %10s %8s %13s\n", "source", "target", "as", "seconds", "processor", "peak MB", "times before")
	before := map[string]float64{}
	for n := 1000; n <= largest; n *= 10 {
		src, tgt, err := lab.Long(filepath.Join(b.data, "parallel"), "de", "fr", n)
		if err != nil {
			return err
		}
		for _, as := range []string{"segments", "paragraphs"} {
			var args []string
			for k, side := range [][]string{src, tgt} {
				name := filepath.Join(dir, fmt.Sprintf("%d.txt", k))
				if err := os.WriteFile(name, []byte(text(side, as == "paragraphs")), 0o644); err != nil {
					return err
				}
				args = append(args, name)
			}
			args = append([]string{"align", "--format", "beads", "-o", filepath.Join(dir, "beads")}, args...)
			if as == "segments" {
				args = append(args, "--segmented")
			}
			t, err := b.time(program, args, n < 10_000)
			if err != nil {
				return err
			}
			growth := ""
			if before[as] > 0 {
				growth = fmt.Sprintf("%.1f", t.seconds/before[as])
			}
			fmt.Printf("%9d %9d  %-12s %8.2f %10.2f %8s %13s\n", len(src), len(tgt), as, t.seconds, t.processor, t.peak, growth)
			before[as] = t.seconds
		}
	}
	fmt.Println()
	return nil
}

func text(sentences []string, paragraphs bool) string {
	var b strings.Builder
	for k, s := range sentences {
		b.WriteString(s)
		switch {
		case !paragraphs:
			b.WriteByte('\n')
		case k%paragraph == paragraph-1:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

type timing struct {
	seconds, processor float64
	peak               string // MB
}

// time runs a program once, or three times and gives the fastest.
func (b *bench) time(program string, args []string, thrice bool) (best timing, err error) {
	runs := 1
	if thrice {
		runs = 3
	}
	for k := range runs {
		cmd := exec.CommandContext(b.ctx, program, args...)
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			return best, fmt.Errorf("recto %s: %w\n%s", strings.Join(args, " "), err, out)
		}
		t := timing{seconds: time.Since(start).Seconds(), processor: (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), peak: peak(cmd.ProcessState)}
		if k == 0 || t.seconds < best.seconds {
			best = t
		}
	}
	return best, nil
}
