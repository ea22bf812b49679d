// Train learns the weights of package blockend that learned.go holds: how well two
// words go together, from held-back prose with phrases taken out; what tells for a
// merge, and what a page says for its document's damage, from composed documents.
// It needs the data folder shared beside the repository, or where RECTO_SHARED
// points, and the programs chromium, mutool and pdftotext. Run it in the
// repository's root: go run ./pipeline/repair/blockend/train
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/lm/material"
)

func main() {
	t := trainer{}
	flag.IntVar(&t.pages, "pages", 150, "pages a language that the joints are learned from")
	flag.IntVar(&t.docs, "docs", 4, "documents a kind and language that the merges and odds are learned from; six times as many are typed")
	flag.Uint64Var(&t.seed, "seed", 5, "of the random numbers")
	flag.StringVar(&t.dir, "keep", "", "a folder for the documents; they are made anew if it is not given")
	out := flag.String("o", "pipeline/repair/blockend/learned.go", "the file to write")
	flag.Parse()
	if err := t.run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// Languages that the joints are learned from, and, with others, the rest.
const (
	ofJoints = "bg de et hu it lt pl pt"
	ofRest   = ofJoints + " cs da el es fi fr"
)

type trainer struct {
	root        string
	pages, docs int
	seed        uint64
	dir         string
}

// weights are what is learned: by [blockend.JointNames]; by [blockend.MergeNames],
// for pages where holes do not show and where they do; and by [blockend.TailNames]
// of the former and of the latter, with the odds before any page is looked at.
type weights struct {
	joints []float64
	merges [2][]float64
	odds   []float64
}

func (t *trainer) run(out string) (err error) {
	if t.root, err = material.Root(); err != nil {
		return err
	}
	if t.dir == "" {
		if t.dir, err = os.MkdirTemp("", "blockend"); err != nil {
			return err
		}
		defer os.RemoveAll(t.dir)
	}
	languages, err := each(strings.Fields(ofRest), t.load)
	if err != nil {
		return err
	}
	var w weights
	choices, err := each(languages[:len(strings.Fields(ofJoints))], t.choices)
	if err != nil {
		return err
	}
	w.joints = learnJoints(choices)
	lessons, err := each(languages, func(l *language) ([]lesson, error) { return l.lessons(w.joints), nil })
	if err != nil {
		return err
	}
	w.merges = learnMerges(lessons)
	documents, err := each(languages, func(l *language) ([]document, error) { return l.documents(w), nil })
	if err != nil {
		return err
	}
	w.odds = learnOdds(documents)
	return write(out, w)
}

// each does the same for all languages, several at a time, and gives what they
// give in the languages' order.
func each[L, T any](langs []L, do func(lang L) ([]T, error)) ([]T, error) {
	type result struct {
		all []T
		err error
	}
	results := make([]chan result, len(langs))
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k, lang := range langs {
		results[k] = make(chan result, 1)
		go func() {
			free <- struct{}{}
			defer func() { <-free }()
			all, err := do(lang)
			results[k] <- result{all, err}
		}()
	}
	var out []T
	for _, c := range results {
		r := <-c
		if r.err != nil {
			return nil, r.err
		}
		out = append(out, r.all...)
	}
	return out, nil
}

// learnJoints prints how many places the weights of three pages in four find on
// the fourth, and gives those of all pages.
func learnJoints(all []choice) []float64 {
	var learn, test []choice
	for _, c := range all {
		if c.page%4 == 3 {
			test = append(test, c)
		} else {
			learn = append(learn, c)
		}
	}
	zero := make([]float64, len(blockend.JointNames))
	w := minimum(zero, exact, softmax(learn))
	found := 0
	for _, c := range test {
		if c.best(w) == 0 {
			found++
		}
	}
	fmt.Printf("joints: %d phrases; of %d held back %.1f %% find their places\n", len(learn), len(test), percent(found, len(test)))
	return minimum(zero, exact, softmax(all))
}

// learnOdds prints how many documents the weights of three in four find damaged
// of the fourth, and gives those of all documents. The last weight is the odds
// before any page is looked at.
func learnOdds(all []document) []float64 {
	var learn, test []document
	n := -1
	for i, d := range all {
		if i == 0 || d.name != all[i-1].name {
			n++ // readings of one document stay together
		}
		if n%4 == 3 {
			test = append(test, d)
		} else {
			learn = append(learn, d)
		}
	}
	zero := make([]float64, 2*len(blockend.TailNames)+1)
	w := minimum(zero, exact, logistic(learn))
	fmt.Println("odds: documents held back, and how many of them are taken for damaged")
	count(test, w)
	w = minimum(zero, exact, logistic(all))
	fmt.Println("the same of all documents, with the weights that all gave")
	count(all, w)
	return w
}

func count(all []document, w []float64) {
	var order []string
	documents, found := make(map[string]int), make(map[string]int)
	for _, d := range all {
		if documents[d.kind] == 0 {
			order = append(order, d.kind)
		}
		documents[d.kind]++
		if d.odds(w) >= blockend.LeastOdds {
			found[d.kind]++
		}
	}
	for _, k := range order {
		fmt.Printf("  %-20s %5d %5d\n", k, documents[k], found[k])
	}
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
