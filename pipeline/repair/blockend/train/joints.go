package main

import (
	"math"
	"math/rand/v2"
	"strings"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/blockend/compose"
)

// choice is one phrase and places where it may go: what its words say for each,
// the right one first.
type choice struct {
	page   int
	places [][]float64
}

// others is how many other places are drawn.
const others = 40

// choices makes pages of prose, takes phrases out and looks where else they may go.
func (t *trainer) choices(l *language) ([]choice, error) {
	r := t.random(l, 0)
	var out []choice
	for n := range t.pages {
		p := drawPage(l.prose, r)
		scene := blockend.NewScene(l.model, p.body, p.phrases)
		gaps := make(map[int]int, len(scene.Gaps)) // by byte
		for g, at := range scene.Gaps {
			gaps[at] = g
		}
		for k, at := range p.at {
			right, ok := gaps[at]
			if !ok || k > 0 && p.at[k-1] == at || k+1 < len(p.at) && p.at[k+1] == at {
				continue // at a paragraph's edge, or beside another phrase
			}
			c := choice{page: n, places: [][]float64{scene.Gains(k, right)}}
			for range others {
				const near = 30 // every other place is not farther than that
				g := r.IntN(len(scene.Gaps))
				if r.IntN(2) == 0 {
					g = right - near + r.IntN(2*near)
				}
				if g >= 0 && g < len(scene.Gaps) && g != right {
					c.places = append(c.places, scene.Gains(k, g))
				}
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// page is a page without its phrases, and the bytes of the body that they stood
// before.
type page struct {
	body    string
	phrases []string
	at      []int
}

func drawPage(prose []string, r *rand.Rand) page {
	var p page
	var body strings.Builder
	every, longest := 12+r.IntN(40), 2+r.IntN(10) // words between two phrases, words of one
	for range 4 + r.IntN(8) {
		words := strings.Fields(prose[r.IntN(len(prose))])
		for i := 0; i < len(words); {
			if r.IntN(every) > 0 || i == 0 {
				body.WriteString(words[i] + " ")
				i++
				continue
			}
			phrase, marks, n := compose.Phrase(words[i:], longest, r)
			if phrase != "" {
				p.phrases, p.at = append(p.phrases, phrase), append(p.at, body.Len())
			}
			if marks != "" {
				body.WriteString(marks + " ")
			}
			i += n
		}
		body.WriteByte('\n')
	}
	p.body = body.String()
	return p
}

// best is the place that weights choose.
func (c *choice) best(w []float64) int {
	best, most := 0, math.Inf(-1)
	for i, x := range c.places {
		if s := dot(w, x); s > most {
			best, most = i, s
		}
	}
	return best
}

// softmax is the mean loss of the right places against the others.
func softmax(all []choice) loss {
	const l2 = 1e-5
	return func(w, gradient []float64) float64 {
		sum := 0.0
		var p []float64
		for _, c := range all {
			p = p[:0]
			most := math.Inf(-1)
			for _, x := range c.places {
				s := dot(w, x)
				p, most = append(p, s), max(most, s)
			}
			z := 0.0
			for i := range p {
				z += math.Exp(p[i] - most)
			}
			sum += math.Log(z) + most - p[0]
			for i, x := range c.places {
				g := math.Exp(p[i]-most) / z
				if i == 0 {
					g--
				}
				add(gradient, g, x)
			}
		}
		n := float64(max(1, len(all)))
		for i := range gradient {
			gradient[i] = gradient[i]/n + 2*l2*w[i]
		}
		return sum/n + l2*dot(w, w)
	}
}
