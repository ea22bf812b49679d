package lm

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Halves share letters with the whole, and are what each is by itself, bit for
// bit.
func TestHalvesAreWhatTheyAreByThemselves(t *testing.T) {
	models := map[string]*Model{}
	for _, lang := range []string{"bg", "el", "en", "fi", "fr"} {
		m, err := Open(lang)
		if err != nil {
			t.Fatal(err)
		}
		models[lang] = m
	}
	rapid.Check(t, func(t *rapid.T) {
		m := models[rapid.SampledFrom([]string{"bg", "el", "en", "fi", "fr"}).Draw(t, "language")]
		w := rapid.StringOf(rapid.SampledFrom([]rune("abdeilnorstuABEÄÖäéïßİıʼαλΣςбяЯ"))).Draw(t, "letters") +
			rapid.SampledFrom([]string{"", "", "'", "’", "-", "‑"}).Draw(t, "tail")
		if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
			w += rapid.SampledFrom([]string{"\u0301", "ﬁn", "\u00ad", "x", "7", "."}).Draw(t, "what")
		}
		if tokens := Tokens(nil, w); len(tokens) != 1 {
			t.Skip()
		}
		halves, letters := m.Halves(nil, w), spelled(nil, w)
		if len(halves) != 0 && len(halves) != len(letters)-1 {
			t.Fatalf("%q has %d halves", w, len(halves))
		}
		for _, h := range halves {
			for _, x := range []struct {
				w string
				Half
			}{{w[:h.At], h.First}, {w[h.At:], h.Second}} {
				own := Tokens(nil, x.w)
				if len(own) != 1 || own[0].ID != x.ID {
					t.Fatalf("%q in %q is another token", x.w, w)
				}
				if p := m.Probability(x.w); math.Float64bits(p) != math.Float64bits(x.Probability) {
					t.Fatalf("%q in %q: %v, by itself %v", x.w, w, x.Probability, p)
				}
			}
		}
	})
}

func TestHalvesOfPlainWordsAreFound(t *testing.T) {
	m, err := Open("fi")
	if err != nil {
		t.Fatal(err)
	}
	for w, n := range map[string]int{"": 0, "a": 0, "ja": 1, "ÄITI": 3, "ja-": 1, "l’": 0, "e\u0301te": 0, "ﬁnis": 0, "a7": 0} {
		if got := len(m.Halves(nil, w)); got != n {
			t.Errorf("%q has %d halves, want %d", w, got, n)
		}
	}
	if len((&Model{}).Halves(nil, "sana")) != 0 {
		t.Error("a model without letters has halves")
	}
}
