// Train counts habits.tsv and fits weights.go of package hyphen, from the
// prose and word lists of the folder shared beside the repository (or where
// RECTO_SHARED points). The sources that are held back are not used. Run it in
// the repository's root: go run ./pipeline/repair/hyphen/train
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"go/format"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/recto/recto/pipeline/repair/hyphen"
	"github.com/recto/recto/pipeline/repair/lm/material"
)

const folder = "pipeline/repair/hyphen"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	shared := os.Getenv("RECTO_SHARED")
	if shared == "" {
		shared = "../shared"
	}
	files, err := filepath.Glob(filepath.Join(shared, "data", "prose", "*.tsv"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no prose in %s: set RECTO_SHARED to the data folder", shared)
	}
	sort.Strings(files)
	var table strings.Builder
	table.WriteString("# language\tkind\tform\thyphened\tsolid\n")
	var docs []document
	for k, f := range files {
		lang := strings.TrimSuffix(filepath.Base(f), ".tsv")
		prose, err := material.Texts(f, material.FittedOn)
		if err != nil {
			return err
		}
		list, err := wordList(filepath.Join(shared, "data", "frequency", lang+".tsv.gz"))
		if err != nil {
			return err
		}
		// Two halves: habits of one judge the cuts of the other, so that the
		// weights are not fitted on compounds that the table has seen.
		half := len(prose) / 2
		r := rand.New(rand.NewPCG(5, uint64(k)))
		for _, side := range [][2][]string{{prose[:half], prose[half:]}, {prose[half:], prose[:half]}} {
			words := list
			if words == nil {
				words = ownList(side[0])
			}
			h := hyphen.Of(count(side[0]), lookup(words))
			docs = append(docs, cuts(h, side[1], words, r)...)
		}
		if list == nil {
			list = ownList(prose)
		}
		for _, e := range count(prose).Rows(lookup(list)) {
			fmt.Fprintf(&table, "%s\t%s\n", lang, e)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "habits.tsv"), []byte(table.String()), 0o644); err != nil {
		return err
	}
	var w []float64
	for range 3 { // the document's rate needs weights, the weights its rate
		var examples []example
		for _, d := range docs {
			for i, x := range d.h.Reasons(d.cuts, d.lines, d.words, w) {
				examples = append(examples, example{x, d.goes[i]})
			}
		}
		w = regress(examples)
		fmt.Printf("%d cuts, %d bytes of habits\n", len(examples), table.Len())
	}
	return writeWeights(w)
}

func wordList(file string) (map[string]float64, error) {
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	counts := map[string]float64{}
	for line := range strings.Lines(string(text)) {
		form, n, _ := strings.Cut(strings.TrimSpace(line), "\t")
		c, _ := strconv.ParseFloat(n, 64)
		counts[strings.ToLower(form)] += c
	}
	return perMillion(counts), nil
}

func ownList(prose []string) map[string]float64 {
	counts := map[string]float64{}
	for _, p := range prose {
		for _, w := range words(p) {
			counts[strings.ToLower(w)]++
		}
	}
	return perMillion(counts)
}

func perMillion(counts map[string]float64) map[string]float64 {
	sum := 0.0
	for _, c := range counts {
		sum += c
	}
	for w, c := range counts {
		counts[w] = math.Log10(c / sum * 1e6)
	}
	return counts
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
}

func count(prose []string) *hyphen.Counts {
	c := hyphen.NewCounts()
	for _, p := range prose {
		for _, w := range words(p) {
			c.Add(strings.Trim(w, "-"))
		}
	}
	return c
}

func lookup(list map[string]float64) hyphen.Words {
	return func(w string) float64 {
		if f, ok := list[w]; ok {
			return f
		}
		return math.Inf(-1)
	}
}

type example struct {
	x    []float64
	goes bool
}

// document is the cuts of one text.
type document struct {
	h     *hyphen.Habits
	cuts  []hyphen.Cut
	lines int
	words hyphen.Words
	goes  []bool
}

// cuts makes documents of cut words: in some a typesetter hyphenates, in some
// only compounds are cut.
func cuts(h *hyphen.Habits, prose []string, list map[string]float64, r *rand.Rand) []document {
	freq := lookup(list)
	var out []document
	for range 1000 {
		d := document{h: h, words: freq}
		switch r.IntN(8) {
		case 0:
			d.words = nil
		case 1:
			d.h = hyphen.Open("")
		}
		rate := 0.0 // of the lines that end in a long word
		switch r.IntN(6) {
		case 0:
			rate = r.Float64() / 5
		case 1, 2, 3: // it is one that hyphenates
			rate = 0.2 + r.Float64()/2
		}
		size := 20 + r.IntN(200)
		from := r.IntN(max(1, len(prose)-size))
		doc := prose[from:min(len(prose), from+size)]
		var cs []hyphen.Cut
		var goes []bool
		for _, p := range doc {
			ws := words(p)
			for _, w := range ws {
				if r.IntN(lineWords) > 0 {
					continue
				}
				d.lines++
				c, g, ok := cut(w, rate, freq, r)
				if !ok {
					continue
				}
				cs, goes = append(cs, c), append(goes, g)
			}
		}
		seen := hyphen.Want(cs)
		for _, p := range doc {
			seen.AddLine(p, false)
		}
		seen.Fill(cs)
		for i := range cs { // it is seen elsewhere only
			if goes[i] {
				cs[i].Solid--
			} else {
				cs[i].Hyphened--
				cs[i].LeftHyphened--
				cs[i].RightHyphened--
			}
		}
		d.cuts, d.goes = cs, goes
		out = append(out, d)
	}
	return out
}

// lineWords is how many words a line has.
const lineWords = 11

// cut cuts the word that a line has no more room for, if it can: a compound at its
// hyphen, which fits as often as not, another where a syllable may begin.
func cut(w string, rate float64, words hyphen.Words, r *rand.Rand) (c hyphen.Cut, goes, ok bool) {
	if parts := strings.Split(w, "-"); len(parts) > 1 {
		k := 1 + r.IntN(len(parts)-1)
		c = hyphen.Cut{Left: parts[k-1], Right: parts[k], Chain: len(parts) > 2}
		return c, false, c.Left != "" && c.Right != "" && r.IntN(2) == 0
	}
	runes := []rune(w)
	if len(runes) < 5 || r.Float64() > rate {
		return c, false, false
	}
	k := 2 + r.IntN(len(runes)-3)
	if r.IntN(8) > 0 { // mostly before a consonant that a vowel follows
		for k > 2 && (k+1 >= len(runes) || vowel(runes[k]) || !vowel(runes[k+1])) {
			k--
		}
	}
	if r.IntN(3) > 0 { // a compound rather between its words
		for i := 3; i+3 <= len(runes); i++ {
			if low := strings.ToLower(w); words(string([]rune(low)[:i])) > -6 && words(string([]rune(low)[i:])) > -6 {
				k = i
				break
			}
		}
	}
	return hyphen.Cut{Left: string(runes[:k]), Right: string(runes[k:])}, true, true
}

func vowel(r rune) bool {
	return strings.ContainsRune("aeiouyáàâäãåæéèêëíìîïóòôöõøœúùûüýąęėįųūőűāēīōěůăαεηιουωάέήίόύώϊϋаеиоуъюяэыё", unicode.ToLower(r))
}

// regress is logistic regression by AdaGrad in a fixed order.
func regress(examples []example) []float64 {
	n := len(examples[0].x)
	w, g := make([]float64, n), make([]float64, n)
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
	for range 15 {
		for _, e := range examples {
			s := 0.0
			for i, x := range e.x {
				s += w[i] * x
			}
			d := 1 / (1 + math.Exp(-s))
			if e.goes {
				d--
			}
			for i, x := range e.x {
				if x != 0 {
					grad := d*x + 1e-6*w[i]
					g[i] += grad * grad
					w[i] -= 0.2 * grad / (1e-6 + math.Sqrt(g[i]))
				}
			}
		}
	}
	return w
}

func writeWeights(w []float64) error {
	var b strings.Builder
	b.WriteString("package hyphen\n\n// weights of the reasons, in log odds that the hyphen goes; fitted by train,\n// see habits.card.md.\nvar weights = vector{\n")
	for i, x := range w {
		fmt.Fprintf(&b, "\t%s: %.3f,\n", hyphen.Names[i], x)
	}
	b.WriteString("}\n")
	code, err := format.Source([]byte(b.String()))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "weights.go"), code, 0o644)
}
