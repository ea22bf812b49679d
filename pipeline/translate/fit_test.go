package translate

import (
	"math"
	"os"
	"testing"
)

// TestLearnWeights prints the weights of fit.go, learned anew. RECTO_FIT=1.
func TestLearnWeights(t *testing.T) {
	if shared() == "" || os.Getenv("RECTO_FIT") == "" {
		t.Skip("only on demand: RECTO_FIT=1, with data to learn from")
	}
	type example [features]float64 // of the translation, less of the neighbour
	var examples []example
	for _, set := range []string{"ntrex", "opensource-guide", "mozilla-legal"} {
		for _, x := range bitexts(t, set, measuredPairs, 1000) {
			batches, _ := batchesOf(x)
			for n, b := range batches {
				var src, tgt []profile
				for k, s := range b.Segments {
					src, tgt = append(src, profileOf(s)), append(tgt, profileOf(x.tgt[n*20+k]))
				}
				r := rarityOf(src, tgt)
				for k := range src {
					own := compare(src[k], tgt[k], r)
					for _, j := range []int{k - 1, k + 1} {
						if j < 0 || j >= len(src) || x.src[n*20+j] == x.src[n*20+k] {
							continue
						}
						other := compare(src[j], tgt[k], r)
						var e example
						for i := range e {
							e[i] = own[i] - other[i]
						}
						examples = append(examples, e)
					}
				}
			}
		}
	}
	var w [features]float64
	for step := range 1500 {
		var grad [features]float64
		loss := 0.0
		for _, e := range examples {
			z := 0.0
			for i, x := range e {
				z += w[i] * x
			}
			p := 1 / (1 + math.Exp(z))
			loss += math.Log1p(math.Exp(-z))
			for i, x := range e {
				grad[i] += p * x
			}
		}
		rate := 10 / (1 + float64(step)/100)
		for i := range w {
			w[i] += rate * grad[i] / float64(len(examples))
		}
		if step%500 == 499 {
			t.Logf("%d examples, loss %.4f, weights %.2f", len(examples), loss/float64(len(examples)), w)
		}
	}
}
