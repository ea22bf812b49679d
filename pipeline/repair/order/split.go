package order

import (
	"cmp"
	"math"
	"slices"
	"strings"
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
	halves  [2]int
}

const (
	mostSplits = 3    // of a word; twice as many where a second reader will choose
	leastGain  = 0.5  // nats: below it two words are no reading of one
	fairGain   = 0.0  // the same of two words that are both frequent, as "tona"
	poorGain   = -4.0 // the same where a second reader will choose
	frequent   = -8.5 // log probability of such: some in ten thousand
	seldom     = -13. // the same of a word that is known at all
	halfName   = -11. // the same of a word that a name with a capital inside may be glued from
	familiar   = -9.5 // log probability of a word that is not cut: some in ten thousand
	noEnding   = -7.  // the same of a short word that is no ending: "und", and not "sse"
)

// splits finds where a word may be two that were glued: lower case before upper,
// and where the halves together are likelier than the whole.
func (r *reader) splits(w string, t *lm.Token, number int32) []split {
	if found, ok := r.splitMemo[number]; ok {
		return found
	}
	var found []split
	whole, all := r.probability(w, 1), 0.0
	if (whole < familiar || r.patient || !r.s.Known(number)) && !r.indivisible(w, whole) { // short words seem familiar by their letters: "uje"
		var before rune
		upper, sum := 0, 0.0
		for i, q := range w {
			if i > 0 && !unicode.IsMark(q) && unicode.IsLetter(q) {
				first, second := r.probability(w[:i], 0), r.probability(w[i:], 0)
				gain, least := first+second-whole, leastGain
				if min(first, second) > frequent {
					least = fairGain
				}
				if r.patient && (whole < familiar || min(first, second) > seldom && max(first, second) > frequent) {
					least = poorGain
				}
				sum += math.Exp(min(gain, 200))
				switch {
				case unicode.IsLower(before) && unicode.IsUpper(q):
					k := glueCase
					if r.s.Known(number) || t.Case == lm.Capital && !r.namesTwo(w[:i], w[i:]) && !r.glued(t, w[:i], w[i:]) {
						k = glueHalf // "YouTube", "McDonnell", "bhFrainc"
					}
					found = append(found, split{at: i, gain: gain + 20, kind: k})
				case upper > 1 && unicode.IsLower(q): // "USAund", or "USABaja"; "USAsse" is one word
					mark := func(known bool) cutKind {
						if known {
							return glueCase
						}
						return glueHalf
					}
					if n := utf8.RuneCountInString(w[i:]); n > 1 {
						found = append(found, split{at: i, gain: gain + 10, kind: mark(second > halfName && (n > 3 || second > noEnding))})
					}
					j := i - utf8.RuneLen(before)
					if first, second = r.probability(w[:j], 0), r.probability(w[j:], 0); utf8.RuneCountInString(w[j:]) > 2 {
						found = append(found, split{at: j, gain: first + second - whole + 10, kind: mark(min(first, second) > seldom)})
					}
				case unicode.IsUpper(q) || gain < least:
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
	found = found[:min(len(found), mostSplits<<one(r.patient))]
	slices.SortFunc(found, func(a, b split) int { return a.at - b.at })
	for k := range found {
		f := &found[k]
		f.rival = max(-12, min(0, f.gain-all))
		for k, half := range [2]string{w[:f.at], w[f.at:]} {
			f.unknown += one(!r.knownWord(half))
			f.halves[k] = commonness(r.probability(half, 0))
		}
	}
	r.splitMemo[number] = found
	return found
}

// indivisible says that no cut of a word gains enough to be one, as is so of most;
// it gives false at once where a capital may show one. What the document has of the
// halves is remembered as it would be if each were looked at.
func (r *reader) indivisible(w string, whole float64) bool {
	if capitalInside(w) || !r.halves.Read(r.m, w) {
		return false
	}
	least := fairGain
	if r.patient {
		least = poorGain
	}
	for k := 1; k < r.halves.Len(); k++ {
		at := r.halves.At(k)
		a, b := r.halves.IDs(k)
		hasA, hasB := r.d.Count(lm.OneKey(a)) > 0, r.d.Count(lm.OneKey(b)) > 0
		if !hasA && !hasB && r.halves.SecondBelow(k, whole+least-max(r.halves.FirstAtMost(k), r.inflected(w[:at]))) {
			continue
		}
		first := r.half(w[:at], r.halves.First(k))
		if !hasB && r.halves.SecondBelow(k, whole+least-first) {
			continue
		}
		if first+r.half(w[at:], r.halves.Second(k))-whole >= least {
			return false
		}
	}
	return true
}

// half is the probability of a half of a word.
func (r *reader) half(word string, h lm.Half) float64 {
	if r.d.Count(lm.OneKey(h.ID)) == 0 { // remembering it would cost more
		return max(h.Probability, r.inflected(word))
	}
	p, ok := r.words[word]
	if !ok {
		p = max(r.d.mixed(h.Probability, h.ID, 0), r.inflected(word))
		r.words[word] = p
	}
	return p
}

// commonest is how many steps of commonness there are, from hardly a word to
// words as "of".
const commonest = 5

func commonness(probability float64) int {
	return max(0, min(commonest-1, int((probability+16)/2.5)+1))
}

// namesTwo says of the halves of a name with a capital inside that they are
// words of their own.
func (r *reader) namesTwo(a, b string) bool {
	return utf8.RuneCountInString(a) > 2 && utf8.RuneCountInString(b) > 2 && min(r.probability(a, 0), r.probability(b, 0)) > halfName
}

// knownWord says whether the model or the document has a word.
func (r *reader) knownWord(w string) bool {
	t := lm.Tokens(nil, w)
	return len(t) == 1 && r.knownNumber(nil, r.s.NumberIn(w, &t[0]))
}

// foreign says that a word is written in other letters than the language is: its
// model knows nothing of what such words are.
func (r *reader) foreign(w string) bool {
	script := unicode.Latin
	switch r.m.Language() {
	case "":
		return false
	case "bg", "ru":
		script = unicode.Cyrillic
	case "el":
		script = unicode.Greek
	}
	own := func(q rune) bool { return unicode.Is(script, q) }
	return strings.IndexFunc(w, unicode.IsLetter) >= 0 && strings.IndexFunc(w, own) < 0
}

// capitalInside says that a word has a capital after its first letter.
func capitalInside(w string) bool {
	return strings.LastIndexFunc(w, unicode.IsUpper) > 0
}

// dotted says of a word with a capital inside that it names a part of what stands before
// its full stop: "harbour.keepersName".
func dotted(s string, t *lm.Token) bool {
	return capitalInside(s[t.From:t.To]) && t.From > 1 && s[t.From-1] == '.' && wordBefore(s, t.From-1) > 0 && unicode.IsLower(t.First)
}

// hosts says of a word that the ending of a site's name, or a file's, stands behind its
// full stop: "harbourmaster.org".
func (r *reader) hosts(s string, t *lm.Token) bool {
	if t.To >= len(s) || s[t.To] != '.' || !lowerAt(s, t.To+1) {
		return false
	}
	rest, _, _ := strings.Cut(s[t.To+1:], " ")
	return r.suffixes(rest, &lm.Tokens(nil, rest)[0])
}

// referred says of a word that a page of a manual has its name: "harbour(5)", "harbour2(5)".
func referred(s string, t *lm.Token) bool {
	s = strings.TrimLeft(s[t.To:], "0123456789")
	return len(s) > 2 && s[0] == '(' && digitAt(s, 1) && s[2] == ')'
}

// hides says of a word that a file is named so that is not shown: ".harbourrc". One that a
// full stop and a space stand before may be a phrase, unless the document has it again.
func (r *reader) hides(s string, t *lm.Token) bool {
	at := t.From - 1
	if at < 0 || s[at] != '.' || t.Case != lm.Lower {
		return false
	}
	return hidden(s, at) || (at == 0 || s[at-1] == ' ') && r.d.Count(lm.TwoKey(r.stop, t.ID)) > 1
}

// inside finds the cuts within one word.
func (r *reader) inside(cuts []cut, s string, t *lm.Token) []cut {
	const shortest, longest = 2, 80 // bytes
	w := s[t.From:t.To]
	if len(w) < shortest || len(w) > longest || t.To < len(s) && strings.IndexByte("([{=", s[t.To]) >= 0 { // "harbourOf(boats)"
		return cuts
	}
	number := r.s.NumberIn(s, t)
	if r.s.Alone(number) > familiar && !r.patient && r.s.Known(number) || r.address(s, t.From) || dotted(s, t) || referred(s, t) || r.hides(s, t) || r.hosts(s, t) {
		return cuts
	}
	foreign := r.foreign(w)
	for _, f := range r.splits(w, t, number) {
		if foreign && f.kind != glueCase {
			continue
		}
		cuts = append(cuts, cut{at: t.From + f.at, next: t.From + f.at, kind: f.kind, inWord: true, gain: f.gain, rival: f.rival, unknown: f.unknown, halves: f.halves})
	}
	return cuts
}
