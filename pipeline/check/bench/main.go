// Command bench prints how often the checks find something in human
// translations, per code and per set: false alarms, nearly all of them.
//
//	go run ./pipeline/check/bench [-shared ../shared] [-show numbers] [-from en]
//
// With -break it damages the targets in known ways, and prints how many of the
// damages are found.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/check"
)

func main() {
	shared := flag.String("shared", "../shared", "`folder` of the data")
	show := flag.String("show", "", "print findings of this `code`")
	pivot := flag.String("from", "", "only this source `language`; all of en, fr, de, es otherwise")
	only := flag.String("set", "", "only this `set`")
	damage := flag.Bool("break", false, "damage the targets, print what is found")
	byLang := flag.Bool("lang", false, "a row a target language instead of a set")
	flag.Parse()
	if err := run(*shared, *show, *pivot, *only, *damage, *byLang); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type row struct {
	beads int
	found map[string]int
	any   int
}

func run(shared, show, pivot, only string, damage, byLang bool) error {
	docs, err := filepath.Glob(filepath.Join(shared, "data/parallel/*/*.txt"))
	if err != nil || len(docs) == 0 {
		return fmt.Errorf("no documents in %s/data/parallel: this needs the developers' data", shared)
	}
	sort.Strings(docs)
	have := map[string]bool{}
	for _, d := range docs {
		have[d] = true
	}
	rows := map[string]*row{}
	tally := newTally()
	for _, d := range docs {
		set := filepath.Base(filepath.Dir(d))
		stem, to := split(d)
		for _, from := range []string{"en", "fr", "de", "es"} {
			src := stem + "." + from + ".txt"
			if from == to || !have[src] || pivot != "" && from != pivot || only != "" && set != only {
				continue
			}
			b, err := load(src, d, from, to)
			if err != nil {
				return err
			}
			if damage {
				tally.document(b)
				continue
			}
			if err := check.Run(context.Background(), b, check.Options{}); err != nil {
				return err
			}
			key := set
			if byLang {
				key = to
			}
			r := rows[key]
			if r == nil {
				r = &row{found: map[string]int{}}
				rows[key] = r
			}
			count(r, b, show, filepath.Base(stem)+" "+from+"-"+to)
		}
	}
	if damage {
		tally.print()
		return nil
	}
	print(rows)
	return nil
}

func split(path string) (stem, lang string) {
	stem = strings.TrimSuffix(path, ".txt")
	ext := filepath.Ext(stem)
	return strings.TrimSuffix(stem, ext), strings.TrimPrefix(ext, ".")
}

// load makes a bitext of two files, line by line.
func load(src, tgt, from, to string) (*corpus.Bitext, error) {
	a, err := lines(src)
	if err != nil {
		return nil, err
	}
	b, err := lines(tgt)
	if err != nil {
		return nil, err
	}
	out := &corpus.Bitext{Source: corpus.Side{Name: filepath.Base(src), Language: from}, Target: corpus.Side{Language: to}}
	for i := range min(len(a), len(b)) {
		id := fmt.Sprintf("s%d", i+1)
		out.Source.Segments = append(out.Source.Segments, corpus.Segment{ID: id, Para: -1, Text: a[i]})
		out.Target.Segments = append(out.Target.Segments, corpus.Segment{ID: id, Para: -1, Text: b[i]})
		out.Beads = append(out.Beads, corpus.Bead{Src: []int{i}, Tgt: []int{i}, Score: 1, State: corpus.Translated, Origin: corpus.Origin{Kind: corpus.OriginHuman}})
	}
	return out, nil
}

func lines(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"), nil
}

func count(r *row, b *corpus.Bitext, show, name string) {
	for _, d := range b.Beads {
		r.beads++
		seen := map[string]bool{}
		for _, f := range d.Findings {
			if f.Code == show {
				fmt.Printf("%s %s: %s\n  %s\n  %s\n", name, b.BeadID(&d), f.Message, corpus.TextOf(b.Source.Segments, d.Src), corpus.TextOf(b.Target.Segments, d.Tgt))
			}
			if !seen[f.Code] {
				seen[f.Code] = true
				r.found[f.Code]++
			}
		}
		if len(seen) > 0 {
			r.any++
		}
	}
}

// print prints findings per hundred pairs.
func print(rows map[string]*row) {
	fmt.Printf("%-22s %8s", "per 100 pairs", "pairs")
	for _, c := range check.Codes() {
		fmt.Printf(" %7.7s", c.Name)
	}
	fmt.Printf(" %7s\n", "any")
	var names []string
	total := &row{found: map[string]int{}}
	for n, r := range rows {
		names = append(names, n)
		total.beads += r.beads
		total.any += r.any
		for c, k := range r.found {
			total.found[c] += k
		}
	}
	sort.Strings(names)
	for _, n := range append(names, "all") {
		r := rows[n]
		if n == "all" {
			r = total
		}
		fmt.Printf("%-22s %8d", n, r.beads)
		for _, c := range check.Codes() {
			fmt.Printf(" %7.2f", 100*float64(r.found[c.Name])/float64(r.beads))
		}
		fmt.Printf(" %7.2f\n", 100*float64(r.any)/float64(r.beads))
	}
}
