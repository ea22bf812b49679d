package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a run of letters, marks and digits.
type word struct {
	text, lower string
	from, to    int // bytes
}

func (w word) hasLetter() bool { return strings.ContainsFunc(w.text, unicode.IsLetter) }

// small says whether it is a word of ordinary text: no name, no abbreviation.
func (w word) small() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsLower(r) || unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsTitle(r)
}

func words(s string) []word {
	var out []word
	from := -1
	flush := func(to int) {
		if from >= 0 {
			t := s[from:to]
			out = append(out, word{t, strings.ToLower(t), from, to})
			from = -1
		}
	}
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u00ad' {
			if from < 0 {
				from = i
			}
			continue
		}
		flush(i)
	}
	flush(len(s))
	return out
}

// scriptOf gives the tables of the letters that a script writes with; nil where
// it is not known.
func scriptOf(code string) []*unicode.RangeTable {
	switch code {
	case "Jpan":
		return []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}
	case "Kore":
		return []*unicode.RangeTable{unicode.Hangul, unicode.Han}
	case "Hans", "Hant", "Hani":
		return []*unicode.RangeTable{unicode.Han, unicode.Bopomofo}
	}
	for name, code4 := range map[string]string{"Latin": "Latn", "Cyrillic": "Cyrl", "Greek": "Grek", "Arabic": "Arab", "Hebrew": "Hebr",
		"Devanagari": "Deva", "Armenian": "Armn", "Georgian": "Geor", "Thai": "Thai", "Bengali": "Beng", "Tamil": "Taml", "Ethiopic": "Ethi"} {
		if code == code4 {
			return []*unicode.RangeTable{unicode.Scripts[name]}
		}
	}
	return nil
}
