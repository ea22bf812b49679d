package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/recto/recto/corpus"
)

// In gives the terms of the glossary whose source occurs in a text of a
// language, in the glossary's order: those that an engine should be told.
func (g *Glossary) In(text, language string) []Term {
	if g == nil {
		return nil
	}
	l := loadLang(language)
	f := newTermFinder(g, l, lang{})
	found := f.in(text)
	var out []Term
	for i := range g.Terms {
		if found[f.key(i)] {
			out = append(out, g.Terms[i])
		}
	}
	return out
}

// Use is how one source term fared in a bitext.
type Use struct {
	Source    string
	Targets   []string // what the glossary allows
	Forbidden []string
	Occurs    int      // beads whose source has the term
	Used      int      // of these, how many have an allowed target
	Missing   []string // ids of those that have none
	Wrong     []string // ids of those that have a forbidden word
}

// Report says of each source term of the glossary how it was used, in the
// glossary's order. A term that does not occur is left out.
func (g *Glossary) Report(b *corpus.Bitext) []Use {
	if g == nil {
		return nil
	}
	f := newTermFinder(g, loadLang(b.Source.Language), loadLang(b.Target.Language))
	uses := make([]Use, len(f.terms))
	for i := range b.Beads {
		d := &b.Beads[i]
		if len(d.Src) == 0 || len(d.Tgt) == 0 || d.State == corpus.Untranslated {
			continue
		}
		src, tgt := corpus.TextOf(b.Source.Segments, d.Src), corpus.TextOf(b.Target.Segments, d.Tgt)
		for _, v := range f.verdicts(src, tgt) {
			u := &uses[v.term]
			u.Occurs++
			if v.used {
				u.Used++
			} else {
				u.Missing = append(u.Missing, b.BeadID(d))
			}
			if v.wrong != "" {
				u.Wrong = append(u.Wrong, b.BeadID(d))
			}
		}
	}
	var out []Use
	for i, u := range uses {
		if u.Occurs > 0 {
			u.Source, u.Targets, u.Forbidden = f.terms[i].source, f.terms[i].targets, f.terms[i].forbidden
			out = append(out, u)
		}
	}
	return out
}

// entry is a source term with all that the glossary says of it.
type entry struct {
	source             string
	targets, forbidden []string
	stems              []string
	target, wrong      [][]string // stems of targets and forbidden words
}

type termFinder struct {
	from, to lang
	terms    []entry
	byKey    map[string]int   // folded source to entry
	byStem   map[string][]int // first stem of the source to entries
	rows     []string         // folded source of each row
	stem     func(string) string
	stemTo   func(string) string
}

func newTermFinder(g *Glossary, from, to lang) *termFinder {
	f := &termFinder{from: from, to: to, byKey: map[string]int{}, byStem: map[string][]int{}, stem: stemmer(from.base), stemTo: stemmer(to.base)}
	if g == nil {
		return f
	}
	for _, t := range g.Terms {
		key := strings.ToLower(corpus.AnchorText(t.Source))
		f.rows = append(f.rows, key)
		i, ok := f.byKey[key]
		if !ok {
			stems := f.stemsOf(t.Source, f.stem)
			if len(stems) == 0 {
				continue
			}
			i = len(f.terms)
			f.byKey[key] = i
			f.terms = append(f.terms, entry{source: t.Source, stems: stems})
			f.byStem[stems[0]] = append(f.byStem[stems[0]], i)
		}
		e := &f.terms[i]
		add := func(list *[]string, stems *[][]string, text string) {
			for _, have := range *list {
				if have == text {
					return
				}
			}
			if s := f.stemsOf(text, f.stemTo); text != "" && len(s) > 0 {
				*list, *stems = append(*list, text), append(*stems, s)
			}
		}
		add(&e.targets, &e.target, t.Target)
		add(&e.forbidden, &e.wrong, t.Forbidden)
	}
	return f
}

func (f *termFinder) key(row int) int {
	if i, ok := f.byKey[f.rows[row]]; ok {
		return i
	}
	return -1
}

func (f *termFinder) stemsOf(text string, stem func(string) string) []string {
	var out []string
	for _, w := range words(text) {
		out = append(out, stem(w.lower))
	}
	return out
}

// in gives the entries whose source occurs in a text.
func (f *termFinder) in(text string) map[int]bool {
	if len(f.terms) == 0 {
		return nil
	}
	stems := f.stemsOf(text, f.stem)
	found := map[int]bool{}
	for k, s := range stems {
		for _, i := range f.byStem[s] {
			if t := f.terms[i].stems; k+len(t) <= len(stems) && equal(t, stems[k:k+len(t)]) {
				found[i] = true
			}
		}
	}
	if f.from.unspaced {
		for i, e := range f.terms {
			if strings.Contains(text, e.source) {
				found[i] = true
			}
		}
	}
	return found
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

type verdict struct {
	term  int
	used  bool
	wrong string // the forbidden word that stands there
}

// verdicts says of each term in the source how the target renders it.
func (f *termFinder) verdicts(src, tgt string) []verdict {
	found := f.in(src)
	if len(found) == 0 {
		return nil
	}
	stems := f.stemsOf(tgt, f.stemTo)
	var out []verdict
	for i := range f.terms { // in the glossary's order
		if !found[i] {
			continue
		}
		e := &f.terms[i]
		v := verdict{term: i, used: len(e.targets) == 0}
		for k, t := range e.target {
			v.used = v.used || f.stands(t, stems) || f.to.unspaced && strings.Contains(tgt, e.targets[k])
		}
		for k, t := range e.wrong {
			if f.stands(t, stems) || f.to.unspaced && strings.Contains(tgt, e.forbidden[k]) {
				// "boat" does not stand in "lifeboat" where that is the term.
				v.wrong = e.forbidden[k]
				for _, good := range e.target {
					if v.used && len(good) > len(t) && contains(good, t) {
						v.wrong = ""
					}
				}
			}
		}
		out = append(out, v)
	}
	return out
}

func contains(long, part []string) bool {
	for k := 0; k+len(part) <= len(long); k++ {
		if equal(part, long[k:k+len(part)]) {
			return true
		}
	}
	return false
}

// stands says whether the words of a term stand in order in a text, with at
// most one word between two of them. Where words are compounded, the last or
// only one may be part of a longer one.
func (f *termFinder) stands(term, text []string) bool {
	for start := range text {
		if !f.same(term[0], text[start]) {
			continue
		}
		at, ok := start, true
		for _, w := range term[1:] {
			switch {
			case at+1 < len(text) && f.same(w, text[at+1]):
				at++
			case at+2 < len(text) && f.same(w, text[at+2]):
				at += 2
			default:
				ok = false
			}
			if !ok {
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

func (f *termFinder) same(term, word string) bool {
	if term == word {
		return true
	}
	switch f.to.base {
	case "de", "nl", "da", "sv", "nb", "fi", "et", "hu", "el":
		return utf8.RuneCountInString(term) >= 5 && strings.Contains(word, term)
	}
	return false
}

func (c *checker) termFindings(src, tgt string) []corpus.Finding {
	var out []corpus.Finding
	for _, v := range c.terms.verdicts(src, tgt) {
		e := &c.terms.terms[v.term]
		if v.wrong != "" {
			out = append(out, corpus.Finding{Code: "terms", Severity: corpus.Minor, Side: "target", Message: fmt.Sprintf("“%s” must not stand for “%s”.", v.wrong, e.source)})
		}
		if !v.used {
			out = append(out, corpus.Finding{Code: "terms", Severity: corpus.Minor, Side: "target", Message: fmt.Sprintf("“%s” should be “%s”.", e.source, strings.Join(e.targets, "” or “"))})
		}
	}
	return out
}

// fold takes accents off, so that "Verträge" is near "Vertrag".
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}
