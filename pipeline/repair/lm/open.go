package lm

import (
	"embed"
	"math"
	"strings"
)

//go:embed tables
var tables embed.FS

// Open gives the model of a language, by its BCP 47 tag; regions and scripts
// are taken off. Where there is none it gives ErrNoModel with a model that
// knows no word and can be used all the same.
func Open(lang string) (*Model, error) {
	lang = strings.ToLower(lang)
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		lang = lang[:i]
	}
	if lang == "" || strings.ContainsAny(lang, "./\\") {
		return &Model{}, ErrNoModel
	}
	data, err := tables.ReadFile("tables/" + lang + ".bin")
	if err != nil {
		return &Model{}, ErrNoModel
	}
	return Parse(lang, data)
}

// FrequencyOf is Frequency of a word's form in lower case. Its token says what that
// is, but for letters that are composed: there case makes a difference.
func (m *Model) FrequencyOf(form string, t *Token) float64 {
	for i := range len(form) {
		if b := form[i]; b == 0xcc || b == 0xcd || b == 0xef { // combining marks, ligatures
			return m.Frequency(strings.ToLower(form))
		}
	}
	return m.listed(t.ID)
}

// listed is the frequency of a token by its ID.
func (m *Model) listed(id uint64) float64 {
	if level := m.word.one.get(id) & 63; level > 0 {
		return frequencyOf(level)
	}
	return math.Inf(-1)
}

// Frequency is the log10 of a word form's count in a million, -Inf if it is
// not listed. Case is folded; a compound with a hyphen is as frequent as its
// rarest part.
func (m *Model) Frequency(word string) float64 {
	f := math.Inf(1)
	var b [2]Token
	for _, t := range Tokens(b[:0], word) {
		f = min(f, m.listed(t.ID))
	}
	if math.IsInf(f, 1) {
		return math.Inf(-1)
	}
	return f
}
