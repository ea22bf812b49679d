package translate

import (
	"slices"
	"strings"
	"unicode"
)

const (
	// lettersSure is from how many letters on a text is judged by itself;
	// shorter ones are judged joined.
	lettersSure   = 60
	lettersJoined = 120
	// lettersAlone is from how many on one that nothing can be joined to is.
	lettersAlone = 25
	sure         = 0.9
	surest       = 0.97
)

// judgeLanguage rejects what is in another language than the one asked for.
func (p *passage) judgeLanguage(b Batch, v []Verdict) {
	if p.o.LanguageOf == nil {
		return
	}
	var short []int
	joined := 0
	flush := func() {
		if joined >= lettersJoined && p.foreign(textsOf(v, short), sure) || len(short) == 1 && joined >= lettersAlone && p.foreign(v[short[0]].Text, surest) {
			for _, k := range short {
				v[k].Reason = Language
			}
		}
		short, joined = short[:0], 0
	}
	for k := range v {
		if v[k].Reason != "" {
			continue
		}
		letters := lettersIn(v[k].Text)
		if letters >= lettersSure {
			if p.foreign(v[k].Text, sure) {
				v[k].Reason = Language
			}
			continue
		}
		if nameLike(v[k].Text) {
			continue
		}
		short, joined = append(short, k), joined+letters
		if joined >= lettersJoined {
			flush()
		}
	}
	flush()
}

func textsOf(v []Verdict, at []int) string {
	texts := make([]string, len(at))
	for i, k := range at {
		texts[i] = v[k].Text
	}
	return strings.Join(texts, " ")
}

func lettersIn(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana):
			n += 3
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}

// foreign says whether a text is surely in another language than the target.
// An engine that leaves words it does not know is held to one thing only: that
// it has not left the source.
func (p *passage) foreign(text string, bar float64) bool {
	tag, confidence := p.o.LanguageOf(text)
	got, want := baseOf(tag), baseOf(p.d.To)
	if got == "" || want == "" || got == want || confidence < bar || related(got, want) {
		return false
	}
	return !p.traits.Plain || got == baseOf(p.d.From)
}

// related says whether detectors take one language for the other too easily.
func related(a, b string) bool {
	for _, group := range [][]string{{"no", "nb", "nn", "da"}, {"hr", "bs", "sr", "sh", "cnr"}, {"cs", "sk"}, {"id", "ms"}, {"gl", "pt"}} {
		if slices.Contains(group, a) && slices.Contains(group, b) {
			return true
		}
	}
	return false
}
