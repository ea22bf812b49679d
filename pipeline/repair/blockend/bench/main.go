// Bench measures how well phrases at the end of a page or block come back, on
// real PDF: held-back prose is set by headless Chromium with positioned
// phrases and read in content order by mutool (holes show) and pdftotext -raw
// (they do not). It needs these programs and the data folder shared beside the
// repository, or where RECTO_SHARED points.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/repair/blockend/compose"
	"github.com/recto/recto/pipeline/repair/damage"
	"github.com/recto/recto/pipeline/repair/lm"
	"github.com/recto/recto/pipeline/repair/lm/material"
)

func main() {
	docs := flag.Int("docs", 4, "documents a language")
	only := flag.String("lang", "", "languages, comma-separated; all by default")
	keep := flag.String("keep", "", "a folder for the documents; they are made anew if it is not given")
	seed := flag.Uint64("seed", 1, "of the random numbers")
	clean := flag.Bool("clean", false, "position no phrase: nothing may move")
	rich := flag.Bool("rich", false, "documents with headings, lists, commands, tables and captions, too")
	linked := flag.Bool("linked", false, "the same, with lists of links")
	flag.Parse()
	holds := compose.Paragraphs
	switch {
	case *linked:
		holds = compose.Linked
	case *rich:
		holds = compose.Structured
	}
	if err := run(*docs, *only, *keep, *seed, *clean, holds); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(docs int, only, keep string, seed uint64, clean bool, holds compose.Contents) error {
	shared := os.Getenv("RECTO_SHARED")
	if shared == "" {
		shared = "../shared"
	}
	files, err := filepath.Glob(filepath.Join(shared, "data", "prose", "*.tsv"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no prose in %s: set RECTO_SHARED to the data folder", shared)
	}
	sort.Strings(files)
	dir := keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "blockend"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	fmt.Printf("%-5s %30s %30s\n", "", "holes show", "holes do not")
	fmt.Printf("%-5s %9s %9s %10s %9s %9s %10s\n", "lang", "restored", "damaged", "exact", "restored", "damaged", "exact")
	var all [2]tally
	for k, f := range files {
		lang := strings.TrimSuffix(filepath.Base(f), ".tsv")
		if only != "" && !strings.Contains(","+only+",", ","+lang+",") {
			continue
		}
		prose, err := compose.Prose(filepath.Join(shared, "data"), lang)
		if err != nil {
			return err
		}
		model, err := material.Train(filepath.Join(shared, "data"), lang, material.HeldBack)
		if err != nil {
			return err
		}
		r := rand.New(rand.NewPCG(seed, uint64(k)))
		var sum [2]tally
		for d := range docs {
			doc := compose.Draw(prose, holds, clean, r)
			texts, err := compose.Set(filepath.Join(dir, fmt.Sprintf("%s%d", lang, d)), doc, compose.Mutool, compose.Raw)
			if err != nil {
				return err
			}
			for i, t := range texts {
				one, err := measure(model, lang, t, doc.Gold)
				if err != nil {
					return err
				}
				sum[i].add(one)
			}
		}
		print(lang, sum)
		for i := range all {
			all[i].add(sum[i])
		}
	}
	print("all", all)
	return nil
}

type tally struct {
	damage.Count
	paragraphs, exact int
}

func (t *tally) add(u tally) {
	t.Count.Add(u.Count)
	t.paragraphs += u.paragraphs
	t.exact += u.exact
}

func print(name string, t [2]tally) {
	fmt.Printf("%-5s", name)
	for _, x := range t {
		fmt.Printf(" %8.2f%% %8.2f%% %9.1f%%", percent(x.Restored, x.Broken), percent(x.Damaged, x.Sound), percent(x.exact, x.paragraphs))
	}
	fmt.Println()
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }

// measure repairs one text and compares it with what is right.
func measure(model *lm.Model, lang, text string, gold []string) (tally, error) {
	res, err := repair.Repair(context.Background(), corpus.NewSource("bench.txt", text, "utf-8"), repair.Options{Language: lang, Model: model})
	if err != nil {
		return tally{}, err
	}
	got := make(map[string]bool)
	for _, p := range res.Paragraphs {
		got[p.Text] = true
	}
	t := tally{paragraphs: len(gold)}
	for _, g := range gold {
		if got[g] {
			t.exact++
		}
	}
	t.Count = damage.Compare(strings.Join(gold, "\n"), text, repair.Text(res.Paragraphs))
	return t, nil
}
