package main

import (
	"math"

	"github.com/recto/recto/pipeline/repair/blockend"
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

// documents is what all readings of a language say.
func (l *language) documents(w weights) []document {
	finder := blockend.NewFinder(l.model)
	finder.Use(w.joints, w.merges)
	var out []document
	for _, r := range l.readings {
		if page := layout.Parse(r.text); !page.Justified() { // others are done with
			out = append(out, document{name: r.name, kind: r.kind, damaged: r.damaged, says: append(finder.Says(page), 1)})
		}
	}
	return out
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
