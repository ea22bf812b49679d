package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// readers are the programs that a manual's text is from: what its file's name ends in.
var readers = [...]struct{ ending, name string }{
	{".def.txt", "pdftotext"}, {".lay.txt", "pdftotext -layout"}, {".raw.txt", "pdftotext -raw"}, {".mu.txt", "mutool draw -F txt"},
}

// fewest boundaries of a manual that counts: of some, hardly a place is found again.
const fewest = 30

// runList measures the manuals of a list and prints the means of each reader.
func runList(list string, show int) error {
	data, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	var sums [len(readers)]struct{ precision, recall, f1, n, cuts, wrong float64 }
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		var files []string
		for _, pattern := range f[2:] {
			found, err := filepath.Glob(pattern)
			if err != nil {
				return fmt.Errorf("%s: %w", pattern, err)
			}
			files = append(files, found...)
		}
		truth, err := parse(files)
		if err != nil {
			return err
		}
		for k, by := range readers {
			r, err := measure(f[1]+by.ending, truth, "", show)
			if err != nil {
				return err
			}
			fmt.Println(r.print(f[0] + by.ending))
			if r.right+r.missed < fewest {
				continue
			}
			s := &sums[k]
			s.precision, s.recall, s.f1 = s.precision+r.precision(), s.recall+r.recall(), s.f1+r.f1()
			s.n, s.cuts, s.wrong = s.n+1, s.cuts+float64(r.cuts), s.wrong+float64(r.wrong)
		}
	}
	for k, by := range readers {
		s := sums[k]
		n := max(1, s.n)
		fmt.Printf("%s: %.0f manuals, mean precision %.3f, recall %.3f, F1 %.3f", by.name, s.n, s.precision/n, s.recall/n, s.f1/n)
		if s.cuts > 0 { // pdftotext joins most words by itself
			fmt.Printf("; of %.0f hyphens %.2f %% right", s.cuts, 100*(1-s.wrong/s.cuts))
		}
		fmt.Println()
	}
	return nil
}
