package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/layout/typeset"
	"github.com/recto/recto/pipeline/repair/lm/material"
)

// example is one line end: the reasons that are not zero, and what is right.
type example struct {
	at     []int
	x      []float64
	goesOn bool
}

// fitWeights fits a logistic regression over all languages together, on the
// sources that are not held back, and prints weights.go.
func fitWeights(files []string, docs int) error {
	var examples []example
	n, chip := 0, place("a word a line")
	for k, f := range files {
		prose, err := material.Texts(f, material.FittedOn)
		if err != nil {
			return err
		}
		lang := wordsOf(strings.TrimSuffix(filepath.Base(f), ".tsv"))
		r := rand.New(rand.NewPCG(11, uint64(k)))
		for range docs {
			style := typeset.RandomStyle(r)
			if r.IntN(3) == 0 {
				style.Stray = 0.15 * r.Float64()
			}
			page := typeset.Set(typeset.Sample(prose, 4+r.IntN(25), r), style, r)
			p := layout.Parse(page.Text)
			reads := marks(p, page, style, r)
			starts := linesAt(p, page.Text, page.Starts)
			code, words := linesAt(p, page.Text, page.Code), linesAt(p, page.Text, page.Words)
			p.Undecided(reads, lang, func(i int) bool { return starts[i] }, func(next int, v []float64) {
				if code[next] || words[next] && v[chip] == 0 {
					return // a list of words must not look like one of these
				}
				e := example{goesOn: !starts[next]}
				n = len(v)
				for i, x := range v {
					if x != 0 {
						e.at, e.x = append(e.at, i), append(e.x, x)
					}
				}
				examples = append(examples, e)
			})
		}
	}
	w := regress(examples, n)
	fmt.Println("package layout\n\n// weights of the reasons, in log odds for a paragraph that goes on; fitted by\n// bench -fit, see weights.card.md.\nvar weights = vector{")
	for i, x := range w {
		if name := layout.Names[i]; name != "" {
			fmt.Printf("\t// %s\n", name)
		}
		fmt.Printf("\t%.3f,\n", x)
	}
	fmt.Printf("}\n")
	fmt.Fprintf(os.Stderr, "%d line ends\n", len(examples))
	return nil
}

// place is where the reasons of a name begin.
func place(name string) int {
	for i, s := range layout.Names {
		if s == name {
			return i
		}
	}
	panic("no reason of that name: " + name)
}

// marks says of lines beside stray blank lines, and of some others, that a
// mark of damage is on them.
func marks(p *layout.Page, page typeset.Page, style typeset.Style, r *rand.Rand) []layout.Read {
	reads := make([]layout.Read, len(p.Lines))
	if style.Stray == 0 {
		return reads
	}
	stray := make(map[int]bool)
	for _, s := range page.Strays {
		stray[s] = true
	}
	for i, l := range p.Lines {
		if stray[l.From+indent(page.Text[l.From:l.To])] {
			reads[max(0, i-r.IntN(2))].Marked = true
		}
		if r.IntN(4) == 0 {
			reads[i].Marked = true
		}
	}
	return reads
}

// linesAt says which lines begin at one of these places.
func linesAt(p *layout.Page, text string, places []int) map[int]bool {
	begins := make(map[int]bool)
	for _, s := range places {
		begins[s] = true
	}
	out := make(map[int]bool)
	for i, l := range p.Lines {
		out[i] = begins[l.From+indent(text[l.From:l.To])]
	}
	return out
}

func indent(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// regress is logistic regression with a small ridge, by AdaGrad over a few
// passes in a fixed order.
func regress(examples []example, n int) []float64 {
	w, g := make([]float64, n), make([]float64, n)
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
	for range 30 {
		for _, e := range examples {
			s := 0.0
			for k, i := range e.at {
				s += w[i] * e.x[k]
			}
			d := 1 / (1 + math.Exp(-s))
			if e.goesOn {
				d--
			}
			for k, i := range e.at {
				grad := d*e.x[k] + 1e-6*w[i]
				g[i] += grad * grad
				w[i] -= 0.3 * grad / (1e-6 + math.Sqrt(g[i]))
			}
		}
	}
	return w
}
