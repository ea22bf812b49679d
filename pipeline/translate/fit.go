package translate

import (
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// profile is what a sentence shows of its content in any language: letter
// groups of names and cognates, numbers, length, the end.
type profile struct {
	grams   []uint32 // sorted, each once
	numbers []string // sorted
	width   float64
	end     byte
	quoted  bool
}

func profileOf(text string) profile {
	p := profile{numbers: numbersOf(text, spaces), width: width(text), end: endOf(text), quoted: strings.ContainsAny(text, "\"“”„«»「『")}
	for w := range strings.FieldsFuncSeq(roman(text), notWord) {
		if len(w) < 4 {
			continue
		}
		for i := 0; i+4 <= len(w); i++ {
			h := fnv.New32a()
			h.Write([]byte(w[i : i+4]))
			p.grams = append(p.grams, h.Sum32())
		}
	}
	slices.Sort(p.grams)
	p.grams = slices.Compact(p.grams)
	return p
}

// endOf is the kind of sign that a text ends with.
func endOf(text string) byte {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi) || r == '"' || r == '\''
	})
	switch r := []rune(text[max(0, len(text)-4):]); {
	case len(r) == 0:
		return ' '
	default:
		switch r[len(r)-1] {
		case '.', '。', '।', '…', '·':
			return '.'
		case '?', '？', ';', '؟': // the Greek question mark is a semicolon
			return '?'
		case '!', '！':
			return '!'
		case ':', '：':
			return ':'
		}
	}
	return 'a'
}

// roman writes Greek and Cyrillic letters as Latin ones and takes marks off, so
// that a name has about the same letters everywhere.
func roman(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case unicode.IsMark(r):
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ø':
			b.WriteByte('o')
		case r == 'đ', r == 'ð':
			b.WriteByte('d')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ħ':
			b.WriteByte('h')
		case r == 'æ':
			b.WriteString("ae")
		case r == 'œ':
			b.WriteString("oe")
		default:
			if s, ok := latin[r]; ok {
				b.WriteString(s)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// latin is how letters sound, roughly, without their marks.
var latin = map[rune]string{
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "i", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n",
	'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h", 'ц': "c", 'ч': "ch", 'ш': "sh", 'щ': "sht", 'ъ': "a",
	'ь': "", 'ы': "y", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'є': "e", 'ј': "j", 'љ': "lj", 'њ': "nj", 'џ': "dz", 'ћ': "c", 'ђ': "d",
}

// rarity weighs letter groups: one that is in many sentences says little.
type rarity struct {
	seen map[uint32]int
	of   float64
}

func rarityOf(lists ...[]profile) rarity {
	r := rarity{seen: make(map[uint32]int)}
	for _, list := range lists {
		for _, p := range list {
			r.of++
			for _, g := range p.grams {
				r.seen[g]++
			}
		}
	}
	return r
}

func (r rarity) weight(g uint32) float64 { return math.Log((r.of + 1) / (float64(r.seen[g]) + 0.5)) }

const features = 5

// weights of the features, learned on pairs of sentences that are translations
// and pairs that are neighbours; see fit.card.md.
var weights = [features]float64{13.1, 3.2, 2.7, -6.0, 2.3}

// compare gives what speaks for b as the translation of a.
func compare(a, b profile, r rarity) [features]float64 {
	var f [features]float64
	common, least := 0.0, 0.0
	sumA, sumB := 0.0, 0.0
	i, j := 0, 0
	for i < len(a.grams) || j < len(b.grams) {
		switch {
		case j == len(b.grams) || i < len(a.grams) && a.grams[i] < b.grams[j]:
			sumA += r.weight(a.grams[i])
			i++
		case i == len(a.grams) || b.grams[j] < a.grams[i]:
			sumB += r.weight(b.grams[j])
			j++
		default:
			w := r.weight(a.grams[i])
			common, sumA, sumB = common+w, sumA+w, sumB+w
			i, j = i+1, j+1
		}
	}
	if least = math.Sqrt(sumA * sumB); least > 0 {
		f[0] = common / (least + 5)
	}
	if n := len(a.numbers) + len(b.numbers); n > 0 {
		missing := len(less(a.numbers, b.numbers)) + len(less(b.numbers, a.numbers))
		f[1] = 1 - 2*float64(missing)/float64(n)
		if missing == 0 && n > 2 {
			f[1] = 1.5
		}
	}
	if a.end == b.end {
		f[2] = 1
	}
	f[3] = math.Abs(math.Log((a.width + 8) / (b.width + 8)))
	if a.quoted == b.quoted {
		f[4] = 1
	}
	return f
}

func score(f [features]float64) float64 {
	sum := 0.0
	for i, x := range f {
		sum += weights[i] * x
	}
	return sum
}
