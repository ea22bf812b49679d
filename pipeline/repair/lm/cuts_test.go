package lm

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Halves share letters with the whole, and are what each is by itself, bit for bit;
// and none that is called less likely than something is as likely.
func TestHalvesAreWhatTheyAreByThemselves(t *testing.T) {
	langs, models := []string{"bg", "el", "en", "fi", "fr"}, map[string]*Model{}
	for _, lang := range langs {
		m, err := Open(lang)
		if err != nil {
			t.Fatal(err)
		}
		models[lang] = m
	}
	var c Cuts
	rapid.Check(t, func(t *rapid.T) {
		m := models[rapid.SampledFrom(langs).Draw(t, "language")]
		w := rapid.StringOf(rapid.SampledFrom([]rune("aabdeeiilnorsttuABEÄÖäéïßİıʼαλΣςбяЯ"))).Draw(t, "letters") +
			rapid.SampledFrom([]string{"", "", "'", "’", "-", "‑"}).Draw(t, "tail")
		switch rapid.IntRange(0, 19).Draw(t, "odd") {
		case 0:
			w += rapid.SampledFrom([]string{"\u0301", "ﬁn", "\u00ad", "x", "7", "."}).Draw(t, "what")
		case 1:
			w = strings.Repeat("tieto", 9)[:rapid.IntRange(38, 42).Draw(t, "long")] + w
		}
		if tokens := Tokens(nil, w); len(tokens) != 1 || !c.Read(m, w) {
			t.Skip()
		}
		if n := len(spelled(nil, w)); n != c.Len() {
			t.Fatalf("%q has %d letters, not %d", w, n, c.Len())
		}
		for k := 1; k < c.Len(); k++ {
			first, second := c.First(k), c.Second(k)
			for _, x := range []struct {
				w string
				Half
			}{{w[:c.At(k)], first}, {w[c.At(k):], second}} {
				own := Tokens(nil, x.w)
				if len(own) != 1 || own[0].ID != x.ID {
					t.Fatalf("%q in %q is another token", x.w, w)
				}
				p := m.Probability(x.w)
				if math.Float64bits(p) != math.Float64bits(x.Probability) {
					t.Fatalf("%q in %q: %v, by itself %v", x.w, w, x.Probability, p)
				}
			}
			if p := c.FirstAtMost(k); p < first.Probability {
				t.Fatalf("%q cut at %d: %v is called %v at most", w, k, first.Probability, p)
			}
			worth := second.Probability + rapid.Float64Range(-3, 20).Draw(t, "worth")
			if c.SecondBelow(k, worth) && second.Probability >= worth {
				t.Fatalf("%q cut at %d: %v is called less than %v", w, k, second.Probability, worth)
			}
		}
	})
}

func TestPlainWordsHaveHalves(t *testing.T) {
	m, err := Open("fi")
	if err != nil {
		t.Fatal(err)
	}
	var c Cuts
	for w, n := range map[string]int{"": 0, "a": 1, "ja": 2, "ÄITI": 4, "ja-": 2, "l’": 1} {
		if !c.Read(m, w) || c.Len() != n {
			t.Errorf("%q has %d letters, want %d", w, c.Len(), n)
		}
	}
	for _, w := range []string{"e\u0301te", "ﬁnis", "a7", "ta\u00adlo", strings.Repeat("a", 41)} {
		if c.Read(m, w) {
			t.Errorf("%q was taken", w)
		}
	}
	if c.Read(&Model{}, "sana") {
		t.Error("taken without a table of letters")
	}
	// What is far from any word needs no more than a few letters.
	if c.Read(m, "tietojärjestelmä"); !c.SecondBelow(2, 0) || c.SecondBelow(2, -1000) {
		t.Error("a half that is no word is below nothing, or below everything")
	}
}
