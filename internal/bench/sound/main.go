// Sound measures how much repair changes in texts that need none: it repairs
// files of any kind, such as the manuals that a machine has, and prints those in
// which a phrase moved, or a space was put in or taken out.
//
//	go run ./internal/bench/sound [-show N] [-from LANG] FILE|FOLDER…
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/read"
	"github.com/recto/recto/pipeline/repair"
)

func main() {
	show := flag.Int("show", 0, "changes to print of a file")
	from := flag.String("from", "", "language of the texts; detected otherwise")
	flag.Parse()
	if err := run(flag.Args(), *from, *show); err != nil {
		fmt.Fprintln(os.Stderr, "sound:", err)
		os.Exit(1)
	}
}

func run(args []string, from string, show int) error {
	var files []string
	for _, a := range args {
		err := filepath.WalkDir(a, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	if len(files) == 0 {
		return fmt.Errorf("no files: name some, or a folder")
	}
	detector := detect.New()
	paragraphs, changed, over := 0, 0, 0
	fmt.Printf("%10s %8s %8s  file\n", "paragraphs", "changed", "percent")
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		text, encoding, err := read.Decode(data, "")
		if err != nil {
			fmt.Fprintf(os.Stderr, "sound: %s: %v\n", f, err)
			continue
		}
		lang := from
		if lang == "" {
			lang = detector.Detect(text).Tag
		}
		res, err := repair.Repair(context.Background(), corpus.NewSource(f, text, encoding), repair.Options{Language: lang})
		if err != nil {
			return err
		}
		n := 0
		for _, p := range res.Paragraphs {
			if len(p.Moves) > 0 || len(respaced(text, p.Pieces)) > 0 {
				n++
			}
		}
		paragraphs, changed = paragraphs+len(res.Paragraphs), changed+n
		if n == 0 {
			continue
		}
		if n*50 > len(res.Paragraphs) {
			over++
		}
		fmt.Printf("%10d %8d %8.2f  %s\n", len(res.Paragraphs), n, percent(n, len(res.Paragraphs)), f)
		left := show
		for _, p := range res.Paragraphs {
			for _, at := range respaced(text, p.Pieces) {
				if left--; left >= 0 {
					fmt.Printf("    space %q\n", text[max(0, at-30):min(len(text), at+30)])
				}
			}
			for _, m := range p.Moves {
				if left--; left >= 0 {
					fmt.Printf("    %.2f %v %q\n         %q\n", m.Posterior, m.Evidence, text[m.LineFrom:m.LineTo], p.Text[:min(len(p.Text), 200)])
				}
			}
		}
	}
	fmt.Printf("%10d %8d %8.2f  all %d files; more than 2 %% in %d\n", paragraphs, changed, percent(changed, paragraphs), len(files), over)
	return nil
}

// respaced lists where a space was put in or taken out inside a line: in the source.
func respaced(text string, pieces []corpus.Piece) (at []int) {
	for i := 1; i < len(pieces); i++ {
		a, b := pieces[i-1], pieces[i]
		if b.From < a.To || strings.Trim(text[a.To:b.From], " ") != "" {
			continue // another line, or something taken out
		}
		if (a.To < b.From) != (b.Before != "") {
			at = append(at, a.To)
		}
	}
	return at
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
