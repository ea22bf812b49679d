package main

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/check"
)

// tally counts damages that were done to targets, and those that were found.
type tally struct{ done, found map[string]int }

func newTally() *tally { return &tally{map[string]int{}, map[string]int{}} }

// damages change a target in a way that a check should see; "" where they
// cannot.
func damages() []struct {
	name, code string
	do         func(src, tgt string) string
} {
	return []struct {
		name, code string
		do         func(src, tgt string) string
	}{
		{"a digit changed", "numbers", changeDigit},
		{"a number taken out", "numbers", dropNumber},
		{"the source instead", "untranslated", func(src, tgt string) string { return src }},
		{"the second half left out", "length", func(_, tgt string) string { return cutRunes(tgt, 0.4) }},
		{"said twice", "length", func(_, tgt string) string { return tgt + " " + tgt + " " + tgt }},
		{"a question that is none", "end", func(src, tgt string) string {
			if !strings.HasSuffix(src, "?") || !strings.HasSuffix(tgt, "?") {
				return ""
			}
			return strings.TrimSuffix(tgt, "?") + "."
		}},
		{"a bracket taken out", "brackets", func(_, tgt string) string { return dropOne(tgt, ")") }},
		{"a quote taken out", "quotes", func(_, tgt string) string { return dropOne(dropFirst(tgt, "“„«\""), "") }},
		{"a word twice", "repeated", func(_, tgt string) string {
			f := strings.Fields(tgt)
			if len(f) < 4 || strings.ContainsFunc(f[2], func(r rune) bool { return !unicode.IsLetter(r) }) || utf8.RuneCountInString(f[2]) < 2 {
				return ""
			}
			return strings.Join(f[:3], " ") + " " + f[2] + " " + strings.Join(f[3:], " ")
		}},
		{"two spaces", "spaces", func(_, tgt string) string { return dropOne(strings.Replace(tgt, " ", "  ", 1), "") }},
	}
}

func (t *tally) document(b *corpus.Bitext) {
	for _, d := range damages() {
		broken := *b
		broken.Target.Segments = append([]corpus.Segment(nil), b.Target.Segments...)
		broken.Beads = append([]corpus.Bead(nil), b.Beads...)
		changed := map[int]bool{}
		for i := range broken.Target.Segments {
			old := broken.Target.Segments[i].Text
			if text := d.do(b.Source.Segments[i].Text, old); text != "" && text != old && len(old) > 20 {
				broken.Target.Segments[i].Text = text
				changed[i] = true
			}
		}
		if err := check.Run(context.Background(), &broken, check.Options{}); err != nil {
			panic(err) // without an end to the context there is none
		}
		for i := range broken.Beads {
			if !changed[i] {
				continue
			}
			t.done[d.name]++
			for _, f := range broken.Beads[i].Findings {
				if f.Code == d.code {
					t.found[d.name]++
					break
				}
			}
		}
	}
}

func (t *tally) print() {
	fmt.Printf("%-26s %-13s %8s %8s\n", "damage", "code", "done", "found %")
	for _, d := range damages() {
		if t.done[d.name] > 0 {
			fmt.Printf("%-26s %-13s %8d %8.1f\n", d.name, d.code, t.done[d.name], 100*float64(t.found[d.name])/float64(t.done[d.name]))
		}
	}
}

func changeDigit(_, tgt string) string {
	for i := 0; i < len(tgt); i++ {
		if tgt[i] >= '0' && tgt[i] <= '9' {
			return tgt[:i] + string('0'+(tgt[i]-'0'+3)%10) + tgt[i+1:]
		}
	}
	return ""
}

func dropNumber(_, tgt string) string {
	f := strings.Fields(tgt)
	for i, w := range f {
		if len(w) >= 2 && strings.Trim(w, "0123456789") == "" && !strings.HasSuffix(w, "0") && len(w) != 2 {
			return strings.Join(append(append([]string{}, f[:i]...), f[i+1:]...), " ")
		}
	}
	return ""
}

func cutRunes(s string, part float64) string {
	r := []rune(s)
	if len(r) < 40 {
		return ""
	}
	return string(r[:int(part*float64(len(r)))])
}

func dropOne(s, what string) string {
	if what == "" {
		return s
	}
	i := strings.LastIndex(s, what)
	if i < 0 || strings.Count(s, "(") != 1 {
		return ""
	}
	return s[:i] + s[i+len(what):]
}

func dropFirst(s, any string) string {
	i := strings.IndexAny(s, any)
	if i < 0 {
		return ""
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[:i] + s[i+n:]
}
