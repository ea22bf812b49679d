package translate

import "unicode"

// width is the length of a text in letters of an alphabet: a sign of a denser
// script counts for what it stands for.
func width(text string) float64 {
	n := 0.0
	for _, r := range text {
		switch {
		case unicode.IsSpace(r) || unicode.IsMark(r):
		case r < 0x1100:
			n++
		case unicode.Is(unicode.Hangul, r):
			n += 2
		case unicode.Is(unicode.Han, r):
			n += 3
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			n += 1.7
		default:
			n++
		}
	}
	return n
}

// plausibleLength says whether a text may be the translation of a source, by
// its length: in edited bitexts of thirty pairs one sentence in many thousands
// is not. A short text has more room than a long one.
func plausibleLength(source, text string) bool {
	s, t := width(source), width(text)
	return t <= 2.2*s+30 && s <= 2.2*t+30
}
