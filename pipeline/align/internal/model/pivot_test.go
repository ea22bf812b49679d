package model

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// spelled is a sentence of words that nobody else uses so.
func spelled(r *rand.Rand, words int) string {
	out := make([]string, words)
	for k := range out {
		out[k] = fmt.Sprintf("%c%co%c%ci", 'b'+rune(r.IntN(20)), 'a'+rune(r.IntN(20)), 'b'+rune(r.IntN(20)), 'a'+rune(r.IntN(20)))
	}
	return strings.Join(out, " ") + "."
}

// ofWords is a vector that is near another's as far as they share words.
func ofWords(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for k, text := range texts {
		out[k] = make([]float32, 64)
		for _, w := range strings.Fields(text) {
			h := fnv.New64a()
			h.Write([]byte(w))
			r := rand.New(rand.NewPCG(h.Sum64(), 1))
			for q := range out[k] {
				out[k][q] += float32(r.NormFloat64())
			}
		}
	}
	return out, nil
}

// A pivot is nearer the more of its words stand in the target: from not at all to
// wholly.
func TestNearPivotFollowsTheWordsInCommon(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var text []string
	for range 60 {
		text = append(text, spelled(r, 8+r.IntN(8)))
	}
	near := func(kept float64) float64 {
		r := rand.New(rand.NewPCG(2, 2))
		pivot := make([]string, len(text))
		for k, s := range text {
			words := strings.Fields(s)
			for q := range words {
				if r.Float64() >= kept {
					words[q] = spelled(r, 1)
				}
			}
			pivot[k] = strings.Join(words, " ")
		}
		p, _, err := Prepare(t.Context(), Input{Source: text, Target: text, Pivot: pivot, Embed: ofWords})
		if err != nil {
			t.Fatal(err)
		}
		return p.near
	}
	none, half, whole := near(0), near(0.55), near(1)
	if none != 0 || whole != 1 || half <= none || half >= whole {
		t.Errorf("no word in common %.2f, about half %.2f, all %.2f; want 0, something between, 1", none, half, whole)
	}
}

// The nearer the pivot, the more of what it adds to the texts alone: linearly, and
// only beside embeddings.
func TestNearPivotsCountMore(t *testing.T) {
	w, err := Learned()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		near, trust := rapid.Float64Range(0, 1).Draw(t, "near"), rapid.Float64Range(0, 1).Draw(t, "trust")
		for _, set := range []Set{TextOnly, WithPivot, WithVectors} {
			if *w.trusted(set, trust, near) != *w.trusted(set, trust, 0) {
				t.Fatalf("%s: other weights", set)
			}
		}
		far, got := w.trusted(WithBoth, trust, 0), w.trusted(WithBoth, trust, near)
		for k := range got.of {
			adds := trust * near * pivotMost * float64(w.Of[WithPivot][k]-w.Of[TextOnly][k])
			if d := float64(got.of[k] - far.of[k]); math.Abs(d-adds) > 1e-4 {
				t.Fatalf("%s: %.5f more, want %.5f", FeatureName(k), d, adds)
			}
		}
	})
}
