// Produced measures the order of phrases in texts of real PDF: it repairs a text that
// was read in content order, and compares it with one of the same PDF that was read in
// the order of the page.
//
//	go run ./internal/bench/produced [-from LANG] [-held TAG] TEXT RIGHT [TEXT RIGHT…]
//	go run ./internal/bench/produced -write FOLDER [LANG…]
//
// The second writes pages of held-back prose with phrases set apart; the scripts
// openhtmltopdf.sh and chromium.sh beside this print them, read them, and call the first.
// With -held the models lack that source; a text's language is what its name begins with, up
// to a hyphen.
//
// Counted are words that stand side by side in a line of RIGHT: those that TEXT has apart,
// and of them those that are back; those that TEXT has side by side, and of them those that
// are lost. A row counts the texts whose names end alike ("a.openpdf.txt").
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
	"golang.org/x/text/unicode/norm"

	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/read"
	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/repair/damage"
	"github.com/recto/recto/pipeline/repair/lm"
	"github.com/recto/recto/pipeline/repair/lm/material"
)

func main() {
	from := flag.String("from", "", "language of the texts; detected otherwise")
	each := flag.Bool("each", false, "print a row a text, too")
	held := flag.String("held", "", "source that the models lack")
	write := flag.String("write", "", "folder to write pages to")
	show := flag.Int("show", 0, "lines to print of each text that are not right again")
	flag.Parse()
	o := options{from: *from, held: *held, each: *each, show: *show}
	err := error(nil)
	if *write != "" {
		err = writePages(*write, flag.Args())
	} else {
		err = run(flag.Args(), o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "produced:", err)
		os.Exit(1)
	}
}

type options struct {
	from, held string
	each       bool
	show       int
}

func run(args []string, o options) error {
	if len(args) < 2 || len(args)%2 != 0 {
		return fmt.Errorf("name texts, each with the right one behind it")
	}
	models, err := train(args, o.held)
	if err != nil {
		return err
	}
	detector := detect.New()
	counts := make([]damage.Count, len(args)/2)
	g := new(errgroup.Group)
	g.SetLimit(runtime.NumCPU())
	for i := range counts {
		g.Go(func() (err error) {
			counts[i], err = measure(args[2*i], args[2*i+1], detector, models, o)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	rows := map[string]*row{}
	var readers []string
	for i, c := range counts {
		k := reader(args[2*i])
		if rows[k] == nil {
			rows[k] = &row{}
			readers = append(readers, k)
		}
		rows[k].texts++
		rows[k].Add(c)
		if o.each {
			fmt.Println(row{1, c}.print(filepath.Base(args[2*i])))
		}
	}
	slices.Sort(readers)
	for _, k := range readers {
		fmt.Println(rows[k].print(k))
	}
	return nil
}

// row is what is measured of some texts.
type row struct {
	texts int
	damage.Count
}

func (r row) print(name string) string {
	return fmt.Sprintf("%-24s %3d texts, %6d pairs apart, %5.1f %% restored; %7d sound, %.2f %% damaged", name, r.texts,
		r.Broken, 100*float64(r.Restored)/float64(max(1, r.Broken)), r.Sound, 100*float64(r.Damaged)/float64(max(1, r.Sound)))
}

// reader is what a text's name says of the program that read it: "openpdf".
func reader(file string) string {
	parts := strings.Split(filepath.Base(file), ".")
	return parts[max(0, len(parts)-2)]
}

func measure(file, right string, detector *detect.Detector, models map[string]*lm.Model, o options) (damage.Count, error) {
	src, err := read.File(file, read.Options{})
	if err != nil {
		return damage.Count{}, err
	}
	sorted, err := read.File(right, read.Options{})
	if err != nil {
		return damage.Count{}, err
	}
	from := o.from
	if models != nil {
		from = language(file)
	}
	if from == "" {
		from = detector.Detect(src.Text).Tag
	}
	res, err := repair.Repair(context.Background(), src, repair.Options{Language: from, Model: models[from]})
	if err != nil {
		return damage.Count{}, err
	}
	truth, came := lines(sorted.Text), normal(src.Text)
	repaired := normal(repair.Text(res.Paragraphs))
	for l := range strings.Lines(truth) {
		if o.show == 0 {
			break
		}
		if c := damage.Compare(l, came, repaired); c.Restored < c.Broken || c.Damaged > 0 {
			o.show--
			fmt.Printf("%s: %d of %d restored, %d damaged in %s", filepath.Base(file), c.Restored, c.Broken, c.Damaged, l)
		}
	}
	return damage.Compare(truth, came, repaired), nil
}

// train counts the models of the texts' languages, without what is held back; nil where
// nothing is.
func train(args []string, held string) (map[string]*lm.Model, error) {
	if held == "" {
		return nil, nil
	}
	root, err := material.Root()
	if err != nil {
		return nil, err
	}
	models := map[string]*lm.Model{}
	for i := 0; i < len(args); i += 2 {
		lang := language(args[i])
		if models[lang] != nil {
			continue
		}
		if models[lang], err = material.Train(root, lang, func(tag string) bool { return tag == held }); err != nil {
			return nil, err
		}
	}
	return models, nil
}

func language(file string) string {
	lang, _, _ := strings.Cut(filepath.Base(file), "-")
	return lang
}

// lines leaves the halves of cut words out: they are put together.
func lines(s string) string {
	var b strings.Builder
	for l := range strings.Lines(normal(s)) {
		w := strings.Fields(l)
		if n := len(w); n > 0 && strings.HasSuffix(w[n-1], "-") {
			w = w[:n-1]
		}
		b.WriteString(strings.Join(w, " ") + "\n")
	}
	return b.String()
}

func normal(s string) string { return strings.ReplaceAll(norm.NFKC.String(s), "\u00ad", "") }
