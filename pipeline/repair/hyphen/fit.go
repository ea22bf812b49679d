package hyphen

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Names of the reasons, in their order, for writing the weights.
var Names = [features]string{
	"fBias", "fCompound", "fNoCompound", "fWhole", "fWholeUnknown",
	"fLeftMostly", "fLeftOften", "fLeftRarely", "fRightMostly", "fRightOften", "fRightRarely",
	"fLeftKnown", "fRightKnown", "fBothKnown", "fLoss", "fShortLeft", "fShortRight", "fSeen",
	"fSeenSolid", "fSeenHyphened", "fRightUpper", "fBothUpper", "fAllUpper", "fChain", "fDocument", "fNoList",
	"fCapsLower", "fNameLower", "fNameAlone", "fNoVowel", "fLeftAlone", "fRightAlone", "fBothAlone", "fLeftHyphened", "fRightHyphened",
	"fSolid", "fSolidUnknown",
	"fDensity", "fSparse", "fLong", "fMixed", "fNames",
}

// Reasons gives the reasons for each cut of a document, for fitting the
// weights. The document's own rate is taken by the weights w, none if nil.
func (h *Habits) Reasons(cuts []Cut, lines int, words Words, w []float64) [][]float64 {
	var by vector
	copy(by[:], w)
	vs := h.all(cuts, lines, words)
	rates := documentRates(vs, &by)
	out := make([][]float64, len(cuts))
	for i := range vs {
		vs[i][fDocument] = rates[i]
		out[i] = vs[i][:]
	}
	return out
}

// Counts collects the habits of a language from running text.
type Counts struct {
	compounds map[string]int
	words     map[string]int // solid

	names, namesHyphened int // words that begin with a capital; those with a hyphen before a small letter
}

// NewCounts gives empty counts.
func NewCounts() *Counts {
	return &Counts{compounds: map[string]int{}, words: map[string]int{}}
}

// Add counts one word.
func (c *Counts) Add(word string) {
	if startsUpper(word) && word != strings.ToUpper(word) && utf8.RuneCountInString(word) >= 8 {
		left, right, ok := strings.Cut(word, "-")
		switch {
		case !ok:
			c.names++
		case left != strings.ToUpper(left) && !startsUpper(right) && !strings.Contains(right, "-"):
			c.namesHyphened++
		}
	}
	word = strings.ToLower(word)
	if strings.Contains(word, "-") {
		c.compounds[word]++
	} else if word != "" {
		c.words[word]++
	}
}

// parts gives the parts of compounds with the words that they begin or end.
func (c *Counts) parts() (pairs map[string]int, lefts, rights map[string]part) {
	pairs, lefts, rights = map[string]int{}, map[string]part{}, map[string]part{}
	for w, n := range c.compounds {
		p := strings.Split(w, "-")
		for i := 0; i+1 < len(p); i++ {
			if p[i] == "" || p[i+1] == "" {
				continue
			}
			pairs[p[i]+"-"+p[i+1]] += n
			l, r := lefts[p[i]], rights[p[i+1]]
			l.hyphened += n
			r.hyphened += n
			lefts[p[i]], rights[p[i+1]] = l, r
		}
	}
	for w, n := range c.words {
		for i := range w {
			if i == 0 || utf8.RuneCountInString(w[:i]) < 1 {
				continue
			}
			if l, ok := lefts[w[:i]]; ok && utf8.RuneCountInString(w[i:]) >= 2 {
				l.solid += n
				lefts[w[:i]] = l
			}
			if r, ok := rights[w[i:]]; ok && utf8.RuneCountInString(w[:i]) >= 2 {
				r.solid += n
				rights[w[i:]] = r
			}
		}
	}
	return pairs, lefts, rights
}

// twoWords counts how often words that are made of two listed words are written solid,
// and with a hyphen; with long, of two long words that are not listed as one.
func (c *Counts) twoWords(words Words, long bool) (solid, hyphened int) {
	whole, part := 8, 3 // letters, at the least
	if long {
		whole, part = 2*longWord, longWord
	}
	known := func(s string) bool { return utf8.RuneCountInString(s) >= part && words(s) > -6 }
	counts := func(w string) bool { return !long || words(w) <= -6 }
	for w, n := range c.words {
		if utf8.RuneCountInString(w) < whole || !counts(w) {
			continue
		}
		for i := range w {
			if known(w[:i]) && known(w[i:]) {
				solid += n
				break
			}
		}
	}
	for w, n := range c.compounds {
		if l, r, ok := strings.Cut(w, "-"); ok && known(l) && known(r) && counts(l+r) {
			hyphened += n
		}
	}
	return solid, hyphened
}

// Of makes habits of counts without a detour over the table.
func Of(c *Counts, words Words) *Habits {
	h := &Habits{}
	h.compounds, h.lefts, h.rights = c.parts()
	h.setSolid(c.twoWords(words, false))
	h.setLong(c.twoWords(words, true))
	h.setNames(c.names, c.namesHyphened)
	return h
}

// Rows are the lines of the table without the language: what was seen twice.
func (c *Counts) Rows(words Words) []string {
	pairs, lefts, rights := c.parts()
	solid, hyphened := c.twoWords(words, false)
	long, longHyphened := c.twoWords(words, true)
	out := []string{fmt.Sprintf("w\t\t%d\t%d", longHyphened, long), fmt.Sprintf("a\t\t%d\t%d", hyphened, solid), fmt.Sprintf("n\t\t%d\t%d", c.namesHyphened, c.names)}
	for w, n := range pairs {
		if n >= 2 {
			out = append(out, fmt.Sprintf("c\t%s\t%d\t0", w, n))
		}
	}
	for w, p := range lefts {
		if p.hyphened >= 2 {
			out = append(out, fmt.Sprintf("l\t%s\t%d\t%d", w, p.hyphened, p.solid))
		}
	}
	for w, p := range rights {
		if p.hyphened >= 2 {
			out = append(out, fmt.Sprintf("r\t%s\t%d\t%d", w, p.hyphened, p.solid))
		}
	}
	sort.Strings(out)
	return out
}
