package align

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/pipeline/align/internal/lab"
)

// vectorServer speaks OpenAI's embeddings API; vector makes one of a text.
func vectorServer(t *testing.T, vector func(text string) []float32) *lab.Embedder {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var ask struct{ Input []string }
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		type row struct {
			Index     int       `json:"index"`
			Embedding []float32 `json:"embedding"`
		}
		var data []row
		for k, text := range ask.Input {
			data = append(data, row{k, vector(text)})
		}
		if err := json.NewEncoder(w).Encode(map[string]any{"data": data}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	e := &lab.Embedder{URL: s.URL, Model: "any"}
	if err := e.Load(); err != nil {
		t.Fatal(err)
	}
	return e
}

// noise is a vector that has nothing to do with what the text says.
func noise(text string, size int) []float32 {
	h := fnv.New64a()
	h.Write([]byte(text))
	r := rand.New(rand.NewPCG(h.Sum64(), 1))
	out := make([]float32, size)
	for k := range out {
		out[k] = float32(r.NormFloat64())
	}
	return out
}

// A model that knows neither language, or only one of them, changes nothing: not a
// bead, not a score, not a reason.
func TestAlignWithVectorsThatSayNothingIsAlignWithout(t *testing.T) {
	bag := bagEmbedder{same: func(w string) string { return w }}
	type sides struct{ src, tgt []string }
	texts := map[string]sides{"a letter": {french, german}}
	for _, n := range []int{40, 300} {
		src, tgt := twoTongues(n, 21, n == 300)
		texts[fmt.Sprint(n, " sentences")] = sides{src, tgt}
	}
	for name, x := range texts {
		own := map[string]bool{}
		for _, s := range x.src {
			own[s] = true
		}
		without, plain := align(t, x.src, x.tgt, Options{})
		for kind, vector := range map[string]func(string) []float32{
			"8 numbers":   func(s string) []float32 { return noise(s, 8) },
			"384 numbers": func(s string) []float32 { return noise(s, 384) },
			"one language known, the other noise": func(s string) []float32 {
				if !own[s] {
					return noise(s, 64)
				}
				v, _ := bag.Embed(t.Context(), []string{s})
				return v[0]
			},
			"one language known, the other all alike": func(s string) []float32 {
				if !own[s] {
					return noise("unknown", 64)
				}
				v, _ := bag.Embed(t.Context(), []string{s})
				return v[0]
			},
		} {
			t.Run(name+", "+kind, func(t *testing.T) {
				beads, report := align(t, x.src, x.tgt, Options{Embedder: vectorServer(t, vector)})
				if diff := cmp.Diff(without, beads); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(plain, report); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// Vectors that are close, but tie what does not belong together, as a cache does
// that was filled in another order: the words of the texts know better.
func TestAlignWithVectorsOfOtherSegmentsIsAlignWithout(t *testing.T) {
	const n = 200
	src, tgt := twoTongues(n, 22, false)
	mixedUp := map[string]string{}
	for k, s := range tgt {
		mixedUp[s] = src[(k+n/4)%n]
	}
	e := vectorServer(t, func(text string) []float32 {
		if s, ok := mixedUp[text]; ok {
			text = s
		}
		return noise(text, 64)
	})
	without, _ := align(t, src, tgt, Options{})
	with, _ := align(t, src, tgt, Options{Embedder: e})
	if diff := cmp.Diff(without, with); diff != "" {
		t.Error(diff)
	}
}
