package hyphen

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
)

// habitsTable has a line for each entry: language, tab, kind, tab, form, tab, count with
// the hyphen, tab, count without. The kinds: a, all words made of two; w, of two long ones,
// not listed as one; n, words of eight letters that begin with a capital; c, a compound; l
// and r, the left and the right part of compounds, with the longer solid words that begin
// or end so.
//
//go:embed habits.tsv
var habitsTable string

// Habits are what a language does with hyphens.
type Habits struct {
	compounds     map[string]int
	lefts, rights map[string]part
	solid         float64 // log odds that two words are written as one, against with a hyphen
	long          float64 // the same of two long words, where the whole is not listed
	names         float64 // the same of words that begin with a capital, against those with a hyphen before a small letter
}

func (h *Habits) setSolid(solid, hyphened int) {
	h.solid = math.Log(float64(solid+1) / float64(hyphened+1))
}

func (h *Habits) setLong(solid, hyphened int) {
	h.long = math.Log(float64(solid+1) / float64(hyphened+1))
}

// longWord is the fewest letters of one.
const longWord = 5

func (h *Habits) setNames(solid, hyphened int) {
	h.names = math.Log(float64(solid+1)/float64(hyphened+1)) - usualNames
}

// usualNames is about what setNames has in most languages.
const usualNames = 4

type part struct{ hyphened, solid int }

// degree says how often a word with this part has a hyphen: 0 mostly, 1 often,
// 2 rarely.
func (p part) degree() int {
	switch {
	case p.hyphened > 2*p.solid:
		return 0
	case p.hyphened*4 > p.solid:
		return 1
	}
	return 2
}

// Open reads the habits of a language, by its BCP 47 base tag. A language that
// is not in the table has none, which is not an error.
func Open(language string) *Habits {
	h := &Habits{compounds: map[string]int{}, lefts: map[string]part{}, rights: map[string]part{}}
	from := strings.Index(habitsTable, "\n"+language+"\t")
	if language == "" || from < 0 {
		return h
	}
	for line := range strings.Lines(habitsTable[from+1:]) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 || f[0] != language {
			break
		}
		n, _ := strconv.Atoi(f[3])
		s, _ := strconv.Atoi(f[4])
		switch f[1] {
		case "a":
			h.setSolid(s, n)
		case "w":
			h.setLong(s, n)
		case "n":
			h.setNames(s, n)
		case "c":
			h.compounds[f[2]] = n
		case "l":
			h.lefts[f[2]] = part{n, s}
		case "r":
			h.rights[f[2]] = part{n, s}
		}
	}
	return h
}
