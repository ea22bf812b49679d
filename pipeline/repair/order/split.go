package order

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// split is a place inside a word where two words may have been glued.
type split struct {
	at      int // byte of the word
	gain    float64
	kind    cutKind
	rival   float64
	unknown int
}

const (
	mostSplits = 3
	leastGain  = 3.0  // nats: below it two words are no reading of one
	familiar   = -11. // log probability of a word that is not cut: some in a hundred thousand
)

// splits finds where a word may be two that were glued: lower case before upper,
// and where the halves together are likelier than the whole.
func (r *reader) splits(w string, t *lm.Token, number int32) []split {
	if found, ok := r.splitMemo[number]; ok {
		return found
	}
	var found []split
	whole, all := r.probability(w, 1), 0.0
	if whole < familiar {
		var before rune
		upper, sum := 0, 0.0
		for i, q := range w {
			if i > 0 && !unicode.IsMark(q) && unicode.IsLetter(q) {
				gain := r.probability(w[:i], 0) + r.probability(w[i:], 0) - whole
				sum += math.Exp(min(gain, 200))
				switch {
				case unicode.IsLower(before) && unicode.IsUpper(q):
					found = append(found, split{at: i, gain: gain + 20, kind: glueCase})
				case upper > 1 && unicode.IsLower(q): // "USAund", or "USABaja"
					if utf8.RuneCountInString(w[i:]) > 1 {
						found = append(found, split{at: i, gain: gain + 10, kind: glueCase})
					}
					j := i - utf8.RuneLen(before)
					gain = r.probability(w[:j], 0) + r.probability(w[j:], 0) - whole
					found = append(found, split{at: j, gain: gain + 10, kind: glueCase})
				case unicode.IsUpper(q) || gain < leastGain:
				case gain > r.glueBar:
					found = append(found, split{at: i, gain: gain, kind: glueWord})
				default:
					found = append(found, split{at: i, gain: gain, kind: glueHalf})
				}
			}
			if unicode.IsUpper(q) {
				upper++
			} else if unicode.IsLower(q) {
				upper = 0
			}
			before = q
		}
		all = math.Log(max(sum, 1e-9))
	}
	slices.SortStableFunc(found, func(a, b split) int { return cmp.Compare(b.gain, a.gain) })
	found = found[:min(len(found), mostSplits)]
	slices.SortFunc(found, func(a, b split) int { return a.at - b.at })
	for k := range found {
		f := &found[k]
		f.rival = max(-6, min(0, f.gain-all))
		f.unknown = one(!r.knownWord(w[:f.at])) + one(!r.knownWord(w[f.at:]))
	}
	r.splitMemo[number] = found
	return found
}

// knownWord says whether the model or the document has a word.
func (r *reader) knownWord(w string) bool {
	t := lm.Tokens(nil, w)
	return len(t) == 1 && r.knownNumber(nil, r.s.NumberIn(w, &t[0]))
}

// inside finds the cuts within one word.
func (r *reader) inside(cuts []cut, s string, t *lm.Token, number int32) []cut {
	const shortest, longest = 2, 80 // bytes
	w := s[t.From:t.To]
	if len(w) < shortest || len(w) > longest || r.s.Alone(number) > familiar || r.address(s, t.From) {
		return cuts
	}
	for _, f := range r.splits(w, t, number) {
		cuts = append(cuts, cut{at: t.From + f.at, next: t.From + f.at, kind: f.kind, inWord: true, gain: f.gain, rival: f.rival, unknown: f.unknown})
	}
	return cuts
}
