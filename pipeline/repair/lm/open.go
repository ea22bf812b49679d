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
	return parse(lang, data)
}

// Frequency is the log10 of a word form's count in a million, -Inf if it is
// not listed. Case is folded; a compound with a hyphen is as frequent as its
// rarest part.
func (m *Model) Frequency(word string) float64 {
	f := math.Inf(1)
	for _, t := range Tokens(nil, word) {
		_, level := m.word.single(t.ID)
		if level == 0 {
			return math.Inf(-1)
		}
		f = min(f, frequencyOf(level))
	}
	if math.IsInf(f, 1) {
		return math.Inf(-1)
	}
	return f
}

// Joins is the log odds that text runs on from left to right, as against a
// paragraph that ends after left and another that begins with right.
func (m *Model) Joins(left, right string) float64 {
	const context = 120
	if len(left) > context {
		left = left[len(left)-context:]
		left = left[strings.IndexByte(left, ' ')+1:]
	}
	if len(right) > context {
		right = right[:context]
	}
	a, b := Tokens(nil, left), Tokens(nil, right)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	s := NewSession(m)
	edge := Boundary()
	e := s.Number(&edge)
	l1, l2, r1, r2 := s.Number(&a[len(a)-1]), e, s.Number(&b[0]), e
	if len(a) > 1 {
		l2 = s.Number(&a[len(a)-2])
	}
	if len(b) > 1 {
		r2 = s.Number(&b[1])
	}
	sum := func(x, y int32) float64 {
		p, q := s.Window(l2, l1, x), s.Window(y, r1, r2)
		return 0.25*float64(p.Word+q.Word) + 0.25*float64(p.Class+q.Class)
	}
	return sum(r1, l1) - sum(e, e)
}
