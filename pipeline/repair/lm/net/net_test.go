package net

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkTrain(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	text := make([]Token, 40_000)
	spaced := make([]bool, len(text))
	for i := range text {
		w := uint64(r.ExpFloat64() * 800)
		text[i] = Token{w, w % 3000, w % 900}
		spaced[i] = r.IntN(8) > 0
	}
	for b.Loop() {
		if _, err := Train(text, spaced, Settings{Epochs: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
