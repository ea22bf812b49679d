package main

import (
	"fmt"
	"math"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/blockend/compose"
	"github.com/recto/recto/pipeline/repair/layout"
)

// document is one reading of a composed document: what its pages say, added up,
// and 1 for the odds before.
type document struct {
	name    string
	kind    string // for the count
	damaged bool
	says    []float64
}

func (d *document) odds(w []float64) float64 { return dot(w, d.says) }

// typed is how many documents are typed for one of each other kind.
const typed = 6

// documents composes documents of one language, damaged and sound.
func (t *trainer) documents(lang int, name string, joints []float64) ([]document, error) {
	model, prose, err := t.material(name)
	if err != nil {
		return nil, err
	}
	manual, err := compose.Manual(t.root, name)
	if err != nil {
		return nil, err
	}
	finder := blockend.NewFinder(model)
	var out []document
	hear := func(doc, kind, text string, damaged bool) {
		if page := layout.Parse(text); !page.Justified() { // others are done with
			says := append(finder.Says(page, joints), 1)
			out = append(out, document{name: doc, kind: kind, damaged: damaged, says: says})
		}
	}
	r := t.random(lang, 1)
	for n := range t.docs {
		for _, k := range []struct {
			name        string
			prose       []string
			sound, rich bool
		}{
			{"damaged", prose, false, false},
			{"damaged-rich", prose, false, true},
			{"sound", prose, true, false},
			{"sound-rich", prose, true, true},
			{"manual", manual, true, true},
		} {
			readings := []compose.Reading{compose.Mutool, compose.Raw}
			if k.sound {
				readings = append(readings, compose.Plain, compose.Layout)
			}
			doc := fmt.Sprintf("%s-%s%d", name, k.name, n)
			texts, err := compose.Set(t.file(doc), compose.Draw(k.prose, k.sound, k.rich, r), readings...)
			if err != nil {
				return nil, err
			}
			for i, text := range texts {
				hear(doc, k.name+string(readings[i]), text, !k.sound)
			}
		}
		for i := range typed {
			hear(fmt.Sprintf("%s-typed%d", name, n*typed+i), "typed", compose.Typed(manual, r), false)
		}
	}
	return out, nil
}

// logistic is the loss of the documents' odds. The odds before any page is
// looked at cost nothing.
func logistic(all []document) loss {
	const l2 = 0.3
	// The nats of a tail are of another size than the rest, so less is theirs.
	stiff := make([]float64, 2*len(blockend.TailNames)+1)
	for i := range stiff[:len(stiff)-1] {
		stiff[i] = l2
		if name := blockend.TailNames[i%len(blockend.TailNames)]; name == "tTotal" || name == "tGain" {
			stiff[i] *= 5 * 5
		}
	}
	return func(w, gradient []float64) float64 {
		sum := 0.0
		for i := range all {
			d := &all[i]
			s, weight := d.odds(w), -1.0
			if !d.damaged {
				s, weight = -s, 1
			}
			// The loss is log(1+exp(-s)), s for what it is.
			p := 1 / (1 + math.Exp(s))
			sum += math.Max(0, -s) + math.Log1p(math.Exp(-math.Abs(s)))
			add(gradient, weight*p, d.says)
		}
		for i := range gradient {
			gradient[i] += 2 * stiff[i] * w[i]
			sum += stiff[i] * w[i] * w[i]
		}
		return sum
	}
}
