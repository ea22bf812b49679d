package openaitest

import "strings"

// LanguageOf tells which language Translate wrote, by its words: a detector for
// tests. It is sure from three known words on.
func LanguageOf(text string) (tag string, confidence float64) {
	counts := map[string]int{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return notLetter(r) || r == '-' }) {
		for lang, list := range vocabulary {
			if list[w] {
				counts[lang]++
			}
		}
	}
	best, second := "", 0
	for lang, n := range counts {
		switch {
		case best == "" || n > counts[best] || n == counts[best] && lang < best:
			best = lang
		}
	}
	for lang, n := range counts {
		if lang != best && n > second {
			second = n
		}
	}
	if best == "" || counts[best] < 3 || counts[best] <= second {
		return "", 0
	}
	share := float64(second) / float64(counts[best])
	return best, 1 - 0.5*share*share
}

var vocabulary = func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for lang, list := range words {
		out[lang] = map[string]bool{}
		for w := range strings.FieldsSeq(strings.ToLower(list)) {
			out[lang][w] = true
		}
	}
	return out
}()
