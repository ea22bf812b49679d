package lm

import (
	"math"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// A token's ID is that of its form in lower case, whatever letters it is of.
func TestATokenIsThatOfItsFormInLowerCase(t *testing.T) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r >= 0x300 && r < 0x380 || r >= 0xf000 && r < 0x10000 || r >= 0xd800 && r < 0xe000 || !isLetter(r) {
			continue // FrequencyOf looks at those again
		}
		for _, form := range []string{string(r), "a" + string(r) + "b", string(r) + "’"} {
			a, b := Tokens(nil, form), Tokens(nil, strings.ToLower(form))
			if len(a) != 1 || len(b) != 1 || a[0].ID != b[0].ID {
				t.Fatalf("%q (%U) is another token in lower case", form, r)
			}
		}
	}
}

func TestFrequencyOfIsThatOfTheFormInLowerCase(t *testing.T) {
	models := []*Model{{}}
	for _, lang := range []string{"en", "fi", "el"} {
		m, err := Open(lang)
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, m)
	}
	words := []string{"The", "LIITTO", "ei", "Οδός", "E\u0301te\u0301", "I\u0307s", "ﬁnd", "can’t", "Qqxz", "vingt-"}
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.OneOf(rapid.SampledFrom(words), rapid.StringMatching(`[A-Za-zÄäéİΣσς]{1,8}`)).Draw(t, "form")
		m := rapid.SampledFrom(models).Draw(t, "model")
		token := Tokens(nil, form)[0]
		form = form[:token.To]
		if got, want := m.FrequencyOf(form, &token), m.Frequency(strings.ToLower(form)); math.Float64bits(got) != math.Float64bits(want) {
			t.Fatalf("%q: %v, want %v", form, got, want)
		}
	})
}
