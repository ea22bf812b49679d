package detect

import (
	"sort"
	"strings"
)

const (
	// A paragraph with fewer letters is too short to say that it is in another
	// language than all around it: a name, a quotation, a heading.
	minOther = 60
	// So many paragraphs show how the document's own language looks.
	looks = 24
	// So many of its most frequent words make its profile.
	profileWords = 80
)

// Others names the language of the paragraphs that are in another one than
// their document (a BCP 47 tag): a tag for each paragraph, "" where it is the
// same or cannot be told.
//
// To ask lingua for each paragraph of a book would take minutes. So some of them
// are asked for; their frequent words tell the others of the document's language
// at a glance, and only the rest are asked for again.
func (d *Detector) Others(doc string, paragraphs []string) []string {
	out := make([]string, len(paragraphs))
	if doc == Unknown || doc == "" {
		return out
	}
	doc, _, _ = strings.Cut(doc, "-")
	var long []int
	for i, p := range paragraphs {
		if lettersOf(p, minOther) >= minOther {
			long = append(long, i)
		}
	}
	ask := long
	if len(long) > 2*looks {
		ask = nil
		like := d.profile(doc, paragraphs, long)
		for _, i := range long {
			if !like(paragraphs[i]) {
				ask = append(ask, i)
			}
		}
	}
	for _, i := range ask {
		if mostlyIn(paragraphs[i], doc) {
			continue
		}
		if g := d.Detect(paragraphs[i]); g.Tag != Unknown && g.Tag != doc && g.Confidence >= 0.99 && !akin(doc, g.Tag) {
			out[i] = g.Tag
		}
	}
	return out
}

// akin are languages that a paragraph alone does not tell apart for sure.
func akin(a, b string) bool {
	for _, group := range []string{"nb nn da", "hr sr sl", "ms id", "cs sk", "gl pt", "zu xh", "ru be uk bg mk", "tn st"} {
		if strings.Contains(group, a) && strings.Contains(group, b) {
			return true
		}
	}
	return false
}

// profile gives a test of whether a paragraph looks like those that are in the
// document's language: it has at least half as many of their frequent words.
func (d *Detector) profile(doc string, paragraphs []string, long []int) func(string) bool {
	counts := map[string]int{}
	var own []string
	for k := range looks {
		p := paragraphs[long[k*len(long)/looks]]
		if !mostlyIn(p, doc) && d.Detect(p).Tag != doc {
			continue
		}
		own = append(own, p)
		for w := range words(p) {
			counts[w]++
		}
	}
	list := make([]string, 0, len(counts))
	for w := range counts {
		list = append(list, w)
	}
	sort.Slice(list, func(i, j int) bool {
		if counts[list[i]] != counts[list[j]] {
			return counts[list[i]] > counts[list[j]]
		}
		return list[i] < list[j]
	})
	frequent := map[string]bool{}
	for _, w := range list[:min(len(list), profileWords)] {
		if counts[w] > 1 {
			frequent[w] = true
		}
	}
	share := func(p string) float64 {
		n, known := 0, 0
		for w := range words(p) {
			n++
			if frequent[w] {
				known++
			}
		}
		return float64(known) / float64(max(n, 1))
	}
	shares := make([]float64, len(own))
	for i, p := range own {
		shares[i] = share(p)
	}
	if len(own) < looks/4 {
		return func(string) bool { return false }
	}
	sort.Float64s(shares)
	bar := shares[len(shares)/2] * 0.6
	return func(p string) bool { return share(p) > bar }
}

func words(p string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for w := range strings.FieldsSeq(p) {
			w = strings.ToLower(strings.Trim(w, ".,;:!?()[]«»„“”\"'’…–—"))
			if wordLetters(w) > 0 && !yield(w) {
				return
			}
		}
	}
}

// lettersOf counts letters up to a limit.
func lettersOf(p string, limit int) int {
	n := 0
	for w := range strings.FieldsSeq(p) {
		if n += wordLetters(w); n >= limit {
			break
		}
	}
	return n
}
