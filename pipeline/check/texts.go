package check

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// placeholders compares what must be taken over letter by letter.
func (c *checker) placeholders(src, tgt string) []corpus.Finding {
	a, b := placeholderCounts(src), placeholderCounts(tgt)
	var missing, extra []string
	for _, p := range sortedKeys(a) {
		if a[p] > b[p] {
			missing = append(missing, p)
		}
	}
	for _, p := range sortedKeys(b) {
		if b[p] > a[p] {
			extra = append(extra, p)
		}
	}
	var out []corpus.Finding
	if missing != nil {
		out = append(out, corpus.Finding{Code: "placeholder", Severity: corpus.Grave, Message: strings.Join(missing, " ") + " is missing in the target."})
	}
	if extra != nil {
		out = append(out, corpus.Finding{Code: "placeholder", Severity: corpus.Grave, Side: "target", Message: strings.Join(extra, " ") + " is not in the source."})
	}
	return out
}

func placeholderCounts(text string) map[string]int {
	found := corpus.Placeholders(text)
	if found == nil {
		return nil
	}
	out := map[string]int{}
	for _, p := range found {
		out[text[p[0]:p[1]]]++
	}
	return out
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

var (
	// address matches what stays as it is in every language.
	address = regexp.MustCompile(`\S*(?:://|@|www\.)\S*`)
	// quoted matches titles and names in quotation marks.
	quoted = regexp.MustCompile(`["“„«][^"“”„«»]{1,200}["”“»]|\S*(?:://|@|www\.)\S*`)
)

// untranslated finds the source, or words of it, left in the target.
func (c *checker) untranslated(src, tgt string) []corpus.Finding {
	if c.from.base == "" || c.to.base == "" || c.from.base == c.to.base {
		return nil
	}
	say := func(s corpus.Severity, format string, args ...any) []corpus.Finding {
		return []corpus.Finding{{Code: "untranslated", Severity: s, Side: "target", Message: fmt.Sprintf(format, args...)}}
	}
	a, b := words(src), words(tgt)
	if strings.EqualFold(corpus.AnchorText(src), corpus.AnchorText(tgt)) {
		if plain(a) >= 2 && len(a) >= 3 {
			return say(corpus.Grave, "the target is the source.")
		}
		return nil
	}
	if s := otherScript(tgt, c.to.script) && otherScript(quoted.ReplaceAllString(tgt, " "), c.to.script); s && (c.from.script == c.to.script || !otherScript(src, c.from.script)) {
		return say(corpus.Grave, "the text is not in the script of its language.")
	}
	if strings.Contains(src, "://") || strings.Contains(src, "@") {
		a = words(address.ReplaceAllString(src, " "))
	}
	if run := commonRun(a, b); plain(run) >= 2 && len(run) >= 5 {
		return say(corpus.Minor, "“%s” was left as it is in the source.", tgt[run[0].from:run[len(run)-1].to])
	}
	if w := c.foreign(a, b); w != "" {
		return say(corpus.Minor, "“%s” was left as it is in the source.", w)
	}
	for i := 0; i+1 < len(tgt); i++ { // Apertium's mark of a word that it does not know
		if r, _ := utf8.DecodeRuneInString(tgt[i+1:]); tgt[i] == '*' && unicode.IsLetter(r) && (i == 0 || tgt[i-1] == ' ') && !strings.Contains(src, "*") {
			return say(corpus.Minor, "the engine did not know “%s”.", strings.Fields(tgt[i+1:])[0])
		}
	}
	return nil
}

// foreign finds a word of the source that stands in the target with a letter
// that the target's language does not write.
func (c *checker) foreign(src, tgt []word) string {
	if c.to.letters == "" || c.from.letters == "" {
		return ""
	}
	for _, w := range tgt {
		if !w.small() || utf8.RuneCountInString(w.text) < 5 || !strings.ContainsFunc(w.lower, func(r rune) bool {
			return r >= 0x80 && unicode.IsLetter(r) && !strings.ContainsRune(c.to.letters, r) && strings.ContainsRune(c.from.letters, r)
		}) {
			continue
		}
		if slices.ContainsFunc(src, func(s word) bool { return s.text == w.text }) {
			return w.text
		}
	}
	return ""
}

// plain counts the words of ordinary text that have some length.
func plain(w []word) int {
	n := 0
	for _, x := range w {
		if x.small() && x.hasLetter() && utf8.RuneCountInString(x.text) >= 4 {
			n++
		}
	}
	return n
}

// otherScript says whether a text of some length has hardly a letter of a
// script.
func otherScript(text, script string) bool {
	tables := scriptOf(script)
	if tables == nil {
		return false
	}
	in, all, small := 0, 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		if unicode.In(r, tables...) {
			in++
		} else if unicode.IsLower(r) {
			small++
		}
	}
	return all >= 20 && in*5 < all && small*2 > all
}

// commonRun is the longest run of words of a that stands in b; the words are
// b's.
func commonRun(a, b []word) []word {
	const least, longest = 4, 60 // what is longer need not be measured, only said
	if len(a) < least || len(b) < least {
		return nil
	}
	key := func(w []word) string {
		return w[0].lower + "\x00" + w[1].lower + "\x00" + w[2].lower + "\x00" + w[3].lower
	}
	at := make(map[string][]int, len(a))
	for i := 0; i+least <= len(a); i++ {
		k := key(a[i:])
		if len(at[k]) < 8 { // a text that repeats itself must not cost its square
			at[k] = append(at[k], i)
		}
	}
	var best []word
	for j := 0; j+least <= len(b); j++ {
		for _, i := range at[key(b[j:])] {
			n := least
			for n < longest && i+n < len(a) && j+n < len(b) && a[i+n].lower == b[j+n].lower {
				n++
			}
			if n > len(best) {
				best = b[j : j+n]
			}
		}
		if len(best) == longest {
			break
		}
	}
	return best
}

// length finds a target that is far from as long as its source lets expect.
func (c *checker) length(src, tgt string) []corpus.Finding {
	a, b := float64(utf8.RuneCountInString(src)), float64(utf8.RuneCountInString(tgt))
	expected := a
	if c.from.length > 0 && c.to.length > 0 {
		expected = a * c.to.length / c.from.length
	}
	// Short texts vary more: "OK", "Einverstanden".
	long := max(expected, b)
	if long < 25 {
		return nil
	}
	bound := math.Log(1.75) + 22/long
	switch d := math.Log(b / expected); {
	case d > bound:
		return []corpus.Finding{{Code: "length", Severity: corpus.Minor, Side: "target", Message: fmt.Sprintf("the target is %.1f times as long as the source lets expect.", b/expected)}}
	case d < -bound:
		return []corpus.Finding{{Code: "length", Severity: corpus.Minor, Side: "target", Message: fmt.Sprintf("the target has only %.0f %% of the length that the source lets expect.", 100*b/expected)}}
	}
	return nil
}

// repeated finds a word that stands twice in a row, where the source repeats
// none.
func (c *checker) repeated(src, tgt string) []corpus.Finding {
	if c.to.unspaced {
		return nil
	}
	if w := twice(tgt, c.to.repeat); w != "" && twice(src, nil) == "" {
		return []corpus.Finding{{Code: "repeated", Severity: corpus.Minor, Side: "target", Message: fmt.Sprintf("“%s” stands twice in a row.", w)}}
	}
	return nil
}

func twice(text string, may map[string]bool) string {
	all := words(text)
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if a.lower == b.lower && a.hasLetter() && utf8.RuneCountInString(a.text) >= 2 && !may[a.lower] &&
			strings.Trim(text[a.to:b.from], " \u00a0") == "" && a.to < b.from {
			return text[a.from:b.to]
		}
	}
	return ""
}
