// Produced measures the order of phrases in texts of real PDF: it repairs a text that
// was read in content order, and compares it with one of the same PDF that was read in
// the order of the page.
//
//	go run ./internal/bench/produced [-from LANG] TEXT RIGHT [TEXT RIGHT…]
//
// Counted are words that stand side by side in a line of RIGHT: those that TEXT has apart,
// and of them those that are back; those that TEXT has side by side, and of them those that
// are lost. The rows are the means of the texts whose names end alike ("a.openpdf.txt").
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

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/read"
	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/repair/damage"
)

func main() {
	from := flag.String("from", "", "language of the texts; detected otherwise")
	each := flag.Bool("each", false, "print a row a text, too")
	show := flag.Int("show", 0, "lines to print of each text that are not right again")
	flag.Parse()
	if err := run(flag.Args(), *from, *each, *show); err != nil {
		fmt.Fprintln(os.Stderr, "produced:", err)
		os.Exit(1)
	}
}

func run(args []string, from string, each bool, show int) error {
	if len(args) < 2 || len(args)%2 != 0 {
		return fmt.Errorf("name texts, each with the right one behind it")
	}
	counts := make([]damage.Count, len(args)/2)
	g := new(errgroup.Group)
	g.SetLimit(runtime.NumCPU())
	for i := range counts {
		g.Go(func() (err error) {
			counts[i], err = measure(args[2*i], args[2*i+1], from, show)
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
		if each {
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

func measure(file, right, from string, show int) (damage.Count, error) {
	came, encoding, err := load(file)
	if err != nil {
		return damage.Count{}, err
	}
	truth, _, err := load(right)
	if err != nil {
		return damage.Count{}, err
	}
	if from == "" {
		from = detect.New().Detect(came).Tag
	}
	res, err := repair.Repair(context.Background(), corpus.NewSource(file, came, encoding), repair.Options{Language: from})
	if err != nil {
		return damage.Count{}, err
	}
	truth, came = lines(truth), normal(came)
	repaired := normal(repair.Text(res.Paragraphs))
	for l := range strings.Lines(truth) {
		if c := damage.Compare(l, came, repaired); show > 0 && c.Restored < c.Broken {
			show--
			fmt.Printf("%s: %d of %d in %s", filepath.Base(file), c.Restored, c.Broken, l)
		}
	}
	return damage.Compare(truth, came, repaired), nil
}

func load(file string) (text, encoding string, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", "", err
	}
	if text, encoding, err = read.Decode(data, ""); err != nil {
		err = fmt.Errorf("%s: %w", file, err)
	}
	return text, encoding, err
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
