package hyphen

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Cut is a word that a line's end cuts at a hyphen.
type Cut struct {
	Left, Right string // the letters before the hyphen and after the line's end, as they stand
	// Chain: another hyphen or an apostrophe stands right before Left or
	// right behind Right.
	Chain bool
	// Path: it is inside an address, a path or a name of a program's.
	Path bool
	// Set, Own: the typesetter's hyphen is another character in this document than that
	// of words, and this is the one, or the other.
	Set, Own bool
	// How often the document has, elsewhere, the word solid and with its
	// hyphen, its parts alone, and its parts in compounds with a hyphen.
	Solid, Hyphened, LeftAlone, RightAlone, LeftHyphened, RightHyphened int
}

// Words gives the log10 of a word form's count in a million, in lower case,
// and less than -6 for one that is not listed.
type Words func(form string) float64

const (
	fBias = iota
	fCompound
	fNoCompound
	fWhole
	fWholeUnknown
	fLeftMostly // in words with this left part the hyphen is the rule
	fLeftOften
	fLeftRarely
	fRightMostly
	fRightOften
	fRightRarely
	fLeftKnown
	fRightKnown
	fBothKnown
	fLoss
	fShortLeft
	fShortRight
	fSeen
	fSeenSolid
	fSeenHyphened
	fRightUpper
	fBothUpper
	fAllUpper
	fChain
	fDocument
	fNoList
	fCapsLower
	fNameLower
	fNameAlone
	fNoVowel
	fLeftAlone
	fRightAlone
	fBothAlone
	fLeftHyphened
	fRightHyphened
	fSolid
	fSolidUnknown
	fDensity // log of how many lines end in a hyphen
	fSparse  // hardly any do
	fLong    // two long words, the whole is none, by how the language writes such
	fMixed   // capitals inside the left part, as in a name
	fNames   // a capital on the left and none on the right, by how seldom the language has that
	features
)

type vector [features]float64

// Judge says for each cut of a document of so many lines whether its hyphen goes: where
// a typesetter hyphenates, many lines end so, and where none does only compounds. words
// may be nil.
func (h *Habits) Judge(cuts []Cut, lines int, words Words) []bool {
	drop := make([]bool, len(cuts))
	vs := h.all(cuts, lines, words)
	rates := documentRates(vs, &weights)
	bar := doubt
	if words == nil && len(h.compounds) == 0 { // only the document speaks
		bar = math.Inf(1)
		if witnesses(cuts) >= enough {
			bar = plainly
		}
	}
	for i := range vs {
		vs[i][fDocument] = rates[i]
		if c := cuts[i]; c.Set || c.Own { // there is nothing to weigh
			drop[i] = c.Set && possible(c)
			continue
		}
		if c := cuts[i]; (c.Solid > 0) != (c.Hyphened > 0) && possible(c) {
			drop[i] = c.Solid > 0 // the document itself is the best witness
			continue
		}
		if c := cuts[i]; c.Path {
			continue
		}
		drop[i] = vs[i].logOdds(&weights) > bar && possible(cuts[i])
	}
	return drop
}

// all are the reasons of a document's cuts, without its rate.
func (h *Habits) all(cuts []Cut, lines int, words Words) []vector {
	const usual, few = 0.03, 0.015 // of the lines
	density := float64(len(cuts)) / float64(max(1, lines))
	vs := make([]vector, len(cuts))
	for i, c := range cuts {
		vs[i] = h.reasons(c, words)
		vs[i][fDensity] = max(-1.5, min(1.5, math.Log(density/usual)))
		if density < few {
			vs[i][fSparse] = 1
		}
	}
	return vs
}

// How far the log odds have to be above even before a hyphen goes: where the language is
// known, and where it is not but the document has enough words that it cuts here and has
// solid elsewhere.
const (
	doubt   = 2.2
	plainly = 3
	enough  = 5
)

// witnesses counts the cuts of words that the document has solid, and never with a
// hyphen.
func witnesses(cuts []Cut) int {
	n := 0
	for i := range cuts {
		if cuts[i].Solid > 0 && cuts[i].Hyphened == 0 {
			n++
		}
	}
	return n
}

// documentRates is the log odds that a hyphen at a line's end of this document
// goes, from the other cuts that are plain without it.
func documentRates(vs []vector, w *vector) []float64 {
	goes, stays := 0.0, 0.0
	plain := make([]float64, len(vs))
	for i := range vs {
		p := 1 / (1 + math.Exp(-vs[i].logOdds(w)))
		if p > 0.9 || p < 0.1 {
			plain[i] = p
			goes += p
			stays += 1 - p
		} else {
			plain[i] = -1
		}
	}
	out := make([]float64, len(vs))
	for i, p := range plain {
		g, s := goes, stays
		if p >= 0 {
			g, s = g-p, s-(1-p)
		}
		out[i] = max(-4, min(4, math.Log((g+0.5)/(s+0.5))))
	}
	return out
}

// possible: a figure or an empty side never loses its hyphen.
func possible(c Cut) bool {
	l, _ := utf8.DecodeLastRuneInString(c.Left)
	r, _ := utf8.DecodeRuneInString(c.Right)
	return unicode.IsLetter(l) && unicode.IsLetter(r)
}

func (v *vector) logOdds(w *vector) float64 {
	s := 0.0
	for i, x := range v {
		s += x * w[i]
	}
	return s
}

func (h *Habits) reasons(c Cut, words Words) vector {
	var v vector
	left, right := strings.ToLower(c.Left), strings.ToLower(c.Right)
	v[fBias] = 1
	if n := h.compounds[left+"-"+right]; n > 0 {
		v[fCompound] = 1 + math.Log10(float64(n))
	} else {
		v[fNoCompound] = 1
	}
	if p := h.lefts[left]; p.hyphened > 0 {
		v[fLeftMostly+p.degree()] = 1
	}
	if p := h.rights[right]; p.hyphened > 0 {
		v[fRightMostly+p.degree()] = 1
	}
	if words != nil {
		whole, l, r := words(left+right), words(left), words(right)
		if whole > -6 {
			v[fWhole] = 1 + max(0, whole+2)/4
		} else {
			v[fWholeUnknown] = 1
		}
		if l > -6 {
			v[fLeftKnown] = 1 + max(0, l+2)/4
		}
		if r > -6 {
			v[fRightKnown] = 1 + max(0, r+2)/4
		}
		if l > -6 && r > -6 {
			v[fBothKnown] = 1
			v[fSolid] = h.solid
			if whole <= -6 {
				v[fSolidUnknown] = h.solid
				if utf8.RuneCountInString(left) >= longWord && utf8.RuneCountInString(right) >= longWord {
					v[fLong] = h.long
				}
			}
			if whole > -6 {
				v[fLoss] = max(-1, min(1, (min(l, r)-whole)/4))
			}
		}
	} else {
		v[fNoList] = 1
	}
	if n := utf8.RuneCountInString(left); n <= 2 {
		v[fShortLeft] = 1
	}
	if n := utf8.RuneCountInString(right); n <= 2 {
		v[fShortRight] = 1
	}
	if c.Solid+c.Hyphened > 0 {
		v[fSeen] = float64(c.Solid-c.Hyphened) / float64(c.Solid+c.Hyphened)
	}
	if c.Solid > 0 && c.Hyphened == 0 {
		v[fSeenSolid] = 1
	}
	if c.Hyphened > 0 && c.Solid == 0 {
		v[fSeenHyphened] = 1
	}
	lu, ru := startsUpper(c.Left), startsUpper(c.Right)
	switch {
	case c.Left == strings.ToUpper(c.Left) && c.Right == strings.ToUpper(c.Right):
		v[fAllUpper] = 1
	case lu && ru:
		v[fBothUpper] = 1
	case ru:
		v[fRightUpper] = 1
	}
	if c.Chain {
		v[fChain] = 1
	}
	if mixed(c.Left) {
		v[fMixed] = 1
	}
	if lu && !ru {
		if n := utf8.RuneCountInString(c.Left); n > 1 && c.Left == strings.ToUpper(c.Left) {
			v[fCapsLower] = 1
		} else {
			v[fNameLower] = 1
			v[fNames] = h.names
			if c.LeftAlone > 0 {
				v[fNameAlone] = 1
			}
		}
	}
	if !hasVowel(left) || !hasVowel(right) {
		v[fNoVowel] = 1
	}
	if c.LeftAlone > 0 {
		v[fLeftAlone] = 1
	}
	if c.RightAlone > 0 {
		v[fRightAlone] = 1
	}
	if c.LeftAlone > 0 && c.RightAlone > 0 {
		v[fBothAlone] = 1
	}
	if c.LeftHyphened > c.Hyphened {
		v[fLeftHyphened] = 1
	}
	if c.RightHyphened > c.Hyphened {
		v[fRightHyphened] = 1
	}
	return v
}

// mixed says that capitals and small letters stand in a word as in a name of a kind of
// its own: "openSUSE", "McDonald".
func mixed(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	rest := s[n:]
	return rest != strings.ToLower(rest) && s != strings.ToUpper(s)
}

// hasVowel: a syllable has one. Letters of other scripts than Latin, Greek and
// Cyrillic count as vowels.
func hasVowel(s string) bool {
	for _, r := range s {
		if !strings.ContainsRune("bcdfghjklmnpqrstvwxzßçćčďđğģħķļłľńňņñŕřŗśšşșťţțźžż"+
			"βγδζθκλμνξπρστφχψς"+"бвгджзйклмнпрстфхцчшщъь", r) {
			return true
		}
	}
	return false
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
