package order

import (
	"cmp"
	_ "embed"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// How often a name takes an ending, by language: what a text is full of and no
// list has.
//
//go:embed endings.txt
var endingsFile string

// endings are the logarithms of how often a name has an ending.
type endings map[string]float64

// parseEndings reads a language's line: its tag, then endings and their rates.
func parseEndings(file, lang string) endings {
	_, line, ok := strings.Cut("\n"+file, "\n"+lang+" ")
	if lang == "" || !ok {
		return nil
	}
	line, _, _ = strings.Cut(line, "\n")
	fields := strings.Fields(line)
	out := endings{}
	for i := 0; i+1 < len(fields); i += 2 {
		if rate, err := strconv.ParseFloat(fields[i+1], 64); err == nil && rate > 0 {
			out[fields[i]] = math.Log(rate)
		}
	}
	return out
}

const (
	shortestName  = 4 // letters of a name that takes an ending
	longestEnding = 3
)

// inflected is the log probability of a word as a name with an ending, -Inf
// where it is none.
func (r *reader) inflected(word string) float64 {
	best := math.Inf(-1)
	first, _ := utf8.DecodeRuneInString(word)
	if len(r.endings) == 0 || !unicode.IsUpper(first) {
		return best
	}
	letters := utf8.RuneCountInString(word)
	at := len(word)
	for k := 1; k <= longestEnding && letters-k >= shortestName; k++ {
		_, n := utf8.DecodeLastRuneInString(word[:at])
		at -= n
		if rate, ok := r.endings[word[at:]]; ok {
			best = max(best, r.plain(word[:at], 0)+rate)
		}
	}
	return best
}

// Bounds on what is kept of a language's endings.
const (
	rarestEnding = 0.001 // of all names
	fewestNames  = 5     // that have it
)

// Endings counts the endings of names in texts, as a line of endings.txt without
// the language: for each name that stands inside a sentence, how often it has the
// ending, on the mean of all names.
func Endings(texts iter.Seq[string]) string {
	names := map[string]float64{}
	var tokens []lm.Token
	for text := range texts {
		tokens = lm.Tokens(tokens[:0], text)
		for i := 1; i < len(tokens); i++ {
			a, b := &tokens[i-1], &tokens[i]
			if a.Kind != lm.Word || b.Kind != lm.Word || b.Case != lm.Capital || b.Elided() {
				continue
			}
			w := text[b.From:b.To]
			if rest := w[utf8.RuneLen(b.First):]; strings.ToLower(rest) == rest {
				names[w]++
			}
		}
	}
	kinds, rates := map[string]int{}, map[string]float64{}
	maps.DeleteFunc(names, func(name string, _ float64) bool { return utf8.RuneCountInString(name) < shortestName })
	with := map[string]map[string]float64{} // of each name, by ending
	for name, n := range names {
		at, letters := len(name), utf8.RuneCountInString(name)
		for k := 1; k <= longestEnding && letters-k >= shortestName; k++ {
			_, size := utf8.DecodeLastRuneInString(name[:at])
			at -= size
			if _, ok := names[name[:at]]; ok {
				if with[name[:at]] == nil {
					with[name[:at]] = map[string]float64{}
				}
				with[name[:at]][name[at:]] = n
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(with)) {
		all := names[name]
		for _, n := range with[name] {
			all += n
		}
		for ending, n := range with[name] {
			kinds[ending]++
			rates[ending] += n / all / float64(len(names))
		}
	}
	var b strings.Builder
	for _, e := range slices.SortedFunc(maps.Keys(rates), func(a, b string) int {
		return cmp.Or(cmp.Compare(rates[b], rates[a]), cmp.Compare(a, b))
	}) {
		if rates[e] >= rarestEnding && kinds[e] >= fewestNames {
			fmt.Fprintf(&b, " %s %.4f", e, rates[e])
		}
	}
	return b.String()
}
