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
	"os/exec"
	"path/filepath"
	"sort"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair"
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
	rich := flag.Bool("rich", false, "documents with headings, lists, commands and tables, too")
	flag.Parse()
	if err := run(*docs, *only, *keep, *seed, *clean, *rich); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(docs int, only, keep string, seed uint64, clean, rich bool) error {
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
		prose, err := held(f)
		if err != nil {
			return err
		}
		model, err := material.Train(filepath.Join(shared, "data"), lang, heldBack)
		if err != nil {
			return err
		}
		r := rand.New(rand.NewPCG(seed, uint64(k)))
		var sum [2]tally
		for d := range docs {
			doc := compose(prose, clean, rich, r)
			texts, err := texts(filepath.Join(dir, fmt.Sprintf("%s%d", lang, d)), doc)
			if err != nil {
				return err
			}
			for i, t := range texts {
				one, err := measure(model, lang, t, doc.gold)
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

func held(file string) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		tag, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || len(text) < 150 {
			continue
		}
		if heldBack(tag) {
			out = append(out, text)
		}
	}
	return out, nil
}

// heldBack names the sources that the documents are made of.
func heldBack(tag string) bool {
	switch tag {
	case "ntrex", "debian-news", "opensource-guide", "udhr", "xquad", "mozilla-legal":
		return true
	}
	return false
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
	t.Count = damage.Compare(strings.Join(gold, " "), text, repair.Text(res.Paragraphs))
	return t, nil
}

// document is a page for the browser and what it says.
type document struct {
	html string
	gold []string
}

// texts sets a document and reads it in both ways. Files that are there
// already are used.
func texts(base string, d document) ([2]string, error) {
	var out [2]string
	if _, err := os.Stat(base + ".raw"); err != nil {
		if err := os.MkdirAll(filepath.Dir(base), 0o755); err != nil {
			return out, err
		}
		if err := os.WriteFile(base+".html", []byte(d.html), 0o644); err != nil {
			return out, err
		}
		if err := os.WriteFile(base+".gold", []byte(strings.Join(d.gold, "\n\n")+"\n"), 0o644); err != nil {
			return out, err
		}
		for _, c := range [][]string{
			{"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer", "--print-to-pdf=" + base + ".pdf", base + ".html"},
			{"mutool", "draw", "-q", "-F", "txt", "-o", base + ".mu", base + ".pdf"},
			{"pdftotext", "-raw", base + ".pdf", base + ".raw"},
		} {
			if msg, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
				return out, fmt.Errorf("%s: %w\n%s", c[0], err, msg)
			}
		}
	}
	for i, ext := range []string{".mu", ".raw"} {
		data, err := os.ReadFile(base + ext)
		if err != nil {
			return out, err
		}
		out[i] = strings.ToValidUTF8(string(data), "")
	}
	return out, nil
}
