// Bench measures the layout on prose that it was not fitted on, laid out by
// typeset, or fits its weights anew (-fit). It needs the data folder shared
// beside the repository, or where RECTO_SHARED points.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/hyphen"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/layout/typeset"
	"github.com/recto/recto/pipeline/repair/lm/material"
)

func main() {
	fit := flag.Bool("fit", false, "fit the weights and print weights.go")
	docs := flag.Int("docs", 60, "documents a language")
	show := flag.Int("show", 0, "show this many wrong boundaries a language")
	only := flag.String("lang", "", "one language only")
	flag.Parse()
	if err := run(*fit, *docs, *show, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(fit bool, docs, show int, only string) error {
	dir, err := shared()
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "data", "prose", "*.tsv"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no prose under %s: %v", dir, err)
	}
	sort.Strings(files)
	if fit {
		return fitWeights(files, docs)
	}
	fmt.Printf("%-5s %8s %8s %8s %8s %10s\n", "lang", "F1", "prec", "recall", "hyphens", "right")
	var all tally
	var by [4]tally // blank lines, indents, both, neither
	for k, f := range files {
		lang := strings.TrimSuffix(filepath.Base(f), ".tsv")
		if only != "" && lang != only {
			continue
		}
		prose, err := material.Texts(f, material.HeldBack)
		if err != nil {
			return err
		}
		var t tally
		words, habits := wordsOf(lang), hyphen.Open(lang)
		r := rand.New(rand.NewPCG(7, uint64(k)))
		for range docs {
			style := typeset.RandomStyle(r)
			page := typeset.Set(typeset.Sample(prose, 5+r.IntN(40), r), style, r)
			one := tally{}
			one.score(page, style, words, habits, &show)
			t.add(one)
			by[kindOf(style)].add(one)
		}
		t.print(lang)
		all.add(t)
	}
	all.print("all")
	for k, name := range []string{"blank", "in", "both", "none"} {
		by[k].print(name)
	}
	return nil
}

func kindOf(s typeset.Style) int {
	switch {
	case s.Blank && s.Indent > 0:
		return 2
	case s.Blank:
		return 0
	case s.Indent > 0:
		return 1
	}
	return 3
}

// shared finds the data folder.
func shared() (string, error) {
	if d := os.Getenv("RECTO_SHARED"); d != "" {
		return d, nil
	}
	for _, d := range []string{"../shared", "../../shared", "../../../../../shared"} {
		if _, err := os.Stat(filepath.Join(d, "data")); err == nil {
			return d, nil
		}
	}
	return "", fmt.Errorf("no folder shared beside the repository; set RECTO_SHARED")
}

type tally struct {
	gold, found, both int
	hyphens, right    int
}

func (t *tally) add(u tally) {
	t.gold += u.gold
	t.found += u.found
	t.both += u.both
	t.hyphens += u.hyphens
	t.right += u.right
}

func (t *tally) print(name string) {
	p, r := float64(t.both)/float64(t.found), float64(t.both)/float64(t.gold)
	fmt.Printf("%-5s %8.4f %8.4f %8.4f %8d %9.2f%%\n", name, 2*p*r/(p+r), p, r, t.hyphens, 100*float64(t.right)/float64(max(1, t.hyphens)))
}

func (t *tally) score(page typeset.Page, style typeset.Style, words *layout.Words, habits *hyphen.Habits, show *int) {
	p := layout.Parse(page.Text)
	paragraphs := p.Paragraphs(make([]layout.Read, len(p.Lines)), words, habits)
	gold := make(map[int]bool)
	for _, s := range page.Starts {
		gold[s] = true
	}
	t.gold += len(gold)
	gone := make(map[int]bool)
	kept := make(map[int]bool) // hyphens inside a paragraph
	wrong := ""
	starts := make(map[int]bool)
	code := make(map[int]bool)
	for _, s := range page.Code {
		code[s] = true
	}
	for _, q := range paragraphs {
		at := q.Pieces[0].From
		if code[at] { // lines of code may stand by themselves or not
			continue
		}
		t.found++
		starts[at] = true
		if gold[at] {
			t.both++
		} else {
			wrong += "  + " + context(page.Text, at)
		}
		for _, h := range q.Removed {
			if h.Kind == corpus.Hyphen {
				gone[h.From] = true
			}
		}
		kept[at] = true
	}
	for _, s := range page.Starts {
		if !starts[s] {
			wrong += "  - " + context(page.Text, s)
		}
	}
	if wrong != "" && *show > 0 {
		*show--
		fmt.Printf("%+v\n%s", style, wrong)
	}
	for _, c := range page.Cuts {
		t.hyphens++
		if gone[c.At] == c.Added {
			t.right++
		} else if *show > 0 {
			fmt.Printf("  hyphen added=%v %q\n", c.Added, page.Text[max(0, c.At-20):min(len(page.Text), c.At+20)])
		}
	}
}

func context(text string, at int) string {
	return fmt.Sprintf("%q | %q\n", text[max(0, at-70):at], text[at:min(len(text), at+50)])
}
