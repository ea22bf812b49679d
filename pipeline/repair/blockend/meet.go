package blockend

import (
	"strings"
	"unicode"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Readers that leave a visual line whole set the phrases of a row side by side, and nothing
// between two that ended and began without a space: "the oldCouncil". They met in a word.

// meets finds where two words met in one that no list has: by a capital inside, or the
// likeliest place of two common words; 0 if nowhere.
func meets(m *lm.Model, word string) int {
	const (
		longest  = 60 // bytes of a word that is looked into
		unlisted = -6 // log10 of a count in a million
		common   = 0.
		sure     = 3 // nats by which two have to be likelier than one
	)
	if len(word) < 4 || len(word) > longest || m.Frequency(strings.ToLower(word)) > unlisted {
		return 0
	}
	best, at := m.Probability(word)+sure, 0
	before := rune(0)
	for k, r := range word {
		if unicode.IsLower(before) && unicode.IsUpper(r) && m.Frequency(strings.ToLower(word[:k])) > unlisted {
			return k
		}
		before = r
		if k == 0 || unicode.IsUpper(r) {
			continue
		}
		left, right := strings.ToLower(word[:k]), word[k:]
		if min(m.Frequency(left), m.Frequency(right)) < common {
			continue
		}
		if p := m.Probability(left) + m.Probability(right); p > best {
			best, at = p, k
		}
	}
	return at
}

// meet says that phrases may have met between two tokens without a space between them.
func meet(a, b *lm.Token) bool {
	switch {
	case a.Kind == lm.Mark:
		return strings.ContainsRune(",.;:!?)”»…", a.Last) && b.Kind != lm.Mark
	case b.Kind == lm.Mark:
		return strings.ContainsRune("(„«¿¡", b.First)
	}
	return a.Kind != b.Kind // a word, and a number
}

// apart parts the words that phrases met in.
func apart(m *lm.Model, text string, tokens []lm.Token) (out []lm.Token, met []bool) {
	for i, t := range tokens {
		word := text[t.From:t.To]
		at := 0
		if t.Kind == lm.Word && t.Case != lm.Upper {
			at = meets(m, word)
		}
		if at == 0 {
			out, met = append(out, t), append(met, i > 0 && !t.Space && meet(&tokens[i-1], &t))
			continue
		}
		first, second := lm.Tokens(nil, word[:at]), lm.Tokens(nil, word[at:])
		if len(first) != 1 || len(second) != 1 {
			out, met = append(out, t), append(met, false)
			continue
		}
		a, b := first[0], second[0]
		a.From, a.To, a.Space = t.From, t.From+at, t.Space
		b.From, b.To, b.Space = t.From+at, t.To, false
		out, met = append(out, a, b), append(met, false, true)
	}
	return out, met
}
