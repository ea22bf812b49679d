// Bench measures the aligner: strict and lax precision, recall and F1 as
// Vecalign counts them, on the development article by cross-validation and on
// bitexts made of texts that no weight has seen, beside Gale and Church's
// aligner and those that are installed (see peers.py); then time and memory of the
// whole program as texts grow.
//
//	go run ./pipeline/align/bench
//	go run ./pipeline/align/bench -embeddings http://127.0.0.1:8099/v1
//	go run ./pipeline/align/bench -python venv/bin/python
//
// The intervals (95 %) come from drawing blocks of ten beads again. For other
// aligners -export writes the bitexts as files. A server for -embeddings is
// embeddings.py in this folder.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/recto/recto/pipeline/align/internal/lab"
	"github.com/recto/recto/pipeline/align/internal/model"
)

func main() {
	log.SetFlags(0)
	shared := flag.String("shared", env("RECTO_SHARED", "../shared"), "folder that holds data/")
	server := flag.String("embeddings", "", "URL of an OpenAI-compatible server, up to /v1")
	kept := flag.String("kept", "", "file where embeddings are kept between runs")
	quick := flag.Bool("quick", false, "no speed, no cross-validation")
	largest := flag.Int("largest", 100_000, "segments a side of the largest text that is timed")
	export := flag.String("export", "", "write the made bitexts into this folder, for other aligners")
	python := flag.String("python", env("RECTO_PYTHON", "python3"), "a Python that has other aligners; empty: without them")
	flag.Parse()
	b := bench{
		ctx: context.Background(), data: filepath.Join(*shared, "data"),
		python: *python, script: "pipeline/align/bench/peers.py", server: *server,
	}
	if *server != "" || *kept != "" {
		e := &lab.Embedder{URL: *server, Model: "bench", File: *kept}
		if err := e.Load(); err != nil {
			log.Fatal(err)
		}
		defer e.Save()
		b.embed = e.Embed
	}
	// Speed comes first: a system may count a parent's memory as its child's.
	steps := []func() error{func() error { return b.speed(*largest) }, b.article, func() error { return b.pairs(*export) }}
	if *quick {
		steps = steps[2:]
	}
	for _, step := range steps {
		if err := step(); err != nil {
			log.Fatal(err)
		}
	}
}

func env(name, otherwise string) string {
	if s := os.Getenv(name); s != "" {
		return s
	}
	return otherwise
}

type bench struct {
	ctx   context.Context
	data  string
	embed func(context.Context, []string) ([][]float32, error)
	// Other aligners.
	python, script, server string
}

// evidence is what recto is given beside the texts.
type evidence struct {
	name  string
	pivot bool
	embed lab.Embed
}

func (b *bench) sets() []evidence {
	out := []evidence{{"texts", false, nil}, {"pivot", true, nil}}
	if b.embed != nil {
		out = append(out, evidence{"embeddings", false, b.embed}, evidence{"both", true, b.embed})
	}
	return out
}

const header = "%-42s %8s %8s %8s  %-15s %8s %8s %8s  %s\n"

func row(name string, gold, found []lab.Bead) {
	c := lab.Count(gold, found)
	p, r, f := c.Strict()
	lp, lr, lf := c.Lax()
	s, l := lab.Interval(gold, found)
	fmt.Printf("%-42s %8.3f %8.3f %8.3f  [%.3f, %.3f] %9.3f %8.3f %8.3f  [%.3f, %.3f]\n", name, p, r, f, s[0], s[1], lp, lr, lf, l[0], l[1])
}

// article measures on the development article. The weights that recto ships
// have seen it; these, of each fold, have not seen the fold.
func (b *bench) article() error {
	dev, err := lab.ReadDev(filepath.Join(b.data, "textberg-dev"))
	if err != nil {
		return err
	}
	fmt.Printf("development article, %d × %d sentences, cross-validation\n", len(dev.Source), len(dev.Target))
	fmt.Printf(header, "", "strict P", "R", "F1", "", "lax P", "R", "F1", "")
	row("Gale and Church, recto's", dev.Gold, lab.GaleChurch(dev.Source, dev.Target))
	others, err := b.peers([]*lab.Bitext{dev})
	if err != nil {
		return err
	}
	for _, f := range others {
		if f.beads[0] != nil {
			row(f.name, dev.Gold, f.beads[0])
		}
	}
	general, err := lab.General()
	if err != nil {
		return err
	}
	for _, set := range b.sets() {
		p, err := lab.Prepare(b.ctx, dev, set.pivot, set.embed)
		if err != nil {
			return err
		}
		found, err := lab.CrossValidate(b.ctx, []*lab.Prepared{p}, general, p.Problem.Set())
		if err != nil {
			return err
		}
		row("recto, "+set.name, dev.Gold, lab.Listed(found[0]))
	}
	fmt.Println()
	return nil
}

// pairs measures on bitexts of held-back sets, pair by pair.
func (b *bench) pairs(export string) error {
	fmt.Printf("bitexts made of %s\n", strings.Join(lab.HeldBack, ", "))
	fmt.Printf(header, "", "strict P", "R", "F1", "", "lax P", "R", "F1", "")
	w, err := model.Learned()
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(5, 5))
	sets := b.sets()
	var gale lab.Counts
	sums := make([]lab.Counts, len(sets))
	var judged []lab.Judged
	var all []*lab.Bitext
	for _, x := range [][3]string{
		{"pud", "de", "fr"}, {"pud", "en", "fi"}, {"pud", "cs", "es"}, {"pud", "pl", "sv"}, {"pud", "it", "pt"}, {"pud", "fr", "pl"},
		{"multileg", "en", "et"}, {"multileg", "lt", "sv"}, {"multileg", "da", "lv"}, {"multileg", "pl", "fi"},
		{"opensource-guide", "el", "en"}, {"opensource-guide", "bg", "de"}, {"opensource-guide", "hu", "fr"}, {"opensource-guide", "ro", "es"},
	} {
		bi, err := lab.One(filepath.Join(b.data, "parallel"), x[0], x[1], x[2], 150, r)
		if err != nil {
			return err
		}
		if bi == nil {
			continue
		}
		all = append(all, bi)
		if export != "" {
			if err := write(export, bi); err != nil {
				return err
			}
		}
		gc := lab.GaleChurch(bi.Source, bi.Target)
		row(bi.Name+" Gale–Church", bi.Gold, gc)
		gale = gale.Add(lab.Count(bi.Gold, gc))
		for k, set := range sets {
			p, err := lab.Prepare(b.ctx, bi, set.pivot, set.embed)
			if err != nil {
				return err
			}
			s, err := p.Problem.Solve(b.ctx, p.Grid, w)
			if err != nil {
				return err
			}
			read := s.Read()
			found := lab.Listed(read)
			if k == 0 {
				posterior := make([]float64, len(read))
				for q, f := range read {
					posterior[q] = s.Score(f)
				}
				judged = append(judged, lab.Judge(bi.Gold, found, posterior)...)
			}
			row(bi.Name+" recto, "+set.name, bi.Gold, found)
			sums[k] = sums[k].Add(lab.Count(bi.Gold, found))
		}
	}
	others, err := b.peers(all)
	if err != nil {
		return err
	}
	for _, f := range others {
		var sum lab.Counts
		for k, beads := range f.beads {
			if beads != nil {
				sum = sum.Add(lab.Count(all[k].Gold, beads))
			}
		}
		total("all: "+f.name, sum)
	}
	total("all: Gale–Church, recto's", gale)
	for k, set := range sets {
		total("all: recto, "+set.name, sums[k])
	}
	fmt.Printf("scores are off by %.3f in the mean (expected calibration error, ten bins, %d beads)\n\n", lab.CalibrationError(judged, func(p float64) float64 { return p }), len(judged))
	return nil
}

func total(name string, c lab.Counts) {
	p, r, f := c.Strict()
	lp, lr, lf := c.Lax()
	fmt.Printf("%-42s %8.3f %8.3f %8.3f  %15s %9.3f %8.3f %8.3f\n", name, p, r, f, "", lp, lr, lf)
}

// write lays a bitext down as files: lines of both sides and gold beads.
func write(dir string, b *lab.Bitext) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := filepath.Join(dir, strings.NewReplacer(" ", ".", "/", ".").Replace(b.Name))
	var gold bytes.Buffer
	for _, g := range b.Gold {
		fmt.Fprintf(&gold, "%s:%s\n", side(g.Src), side(g.Tgt))
	}
	for ext, text := range map[string]string{
		".src": strings.Join(b.Source, "\n") + "\n", ".tgt": strings.Join(b.Target, "\n") + "\n",
		".pivot": strings.Join(b.Pivot, "\n") + "\n", ".gold": gold.String(),
	} {
		if err := os.WriteFile(name+ext, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func side(at []int) string { return strings.ReplaceAll(fmt.Sprint(at), " ", ", ") }
