package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Unit is a pair of lines that translate each other, and a rough translation
// of the first. Where one side is one sentence and the other several, because
// the translator cut it so, the several stand in Parts.
type Unit struct {
	Src, Tgt, Pivot string
	Parts           []string // of Src, or, if OfTarget, of Tgt
	OfTarget        bool
}

// Parallel reads the documents of a set that are there in both languages, line
// by line, one after the other in the order of their names.
func Parallel(dir, set, from, to string) ([]Unit, error) {
	files, err := filepath.Glob(filepath.Join(dir, set, "*."+from+".txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []Unit
	for _, f := range files {
		other := strings.TrimSuffix(f, from+".txt") + to + ".txt"
		if _, err := os.Stat(other); err != nil {
			continue
		}
		s, err := lines(f)
		if err != nil {
			return nil, err
		}
		t, err := lines(other)
		if err != nil {
			return nil, err
		}
		if len(s) != len(t) {
			return nil, fmt.Errorf("%s has %d lines, %s has %d", f, len(s), other, len(t))
		}
		for k := range s {
			out = append(out, sentences(strings.TrimSpace(s[k]), strings.TrimSpace(t[k]))...)
		}
	}
	return out, nil
}

// Languages lists the languages of a set.
func Languages(dir, set string) []string {
	files, _ := filepath.Glob(filepath.Join(dir, set, "*.txt"))
	var out []string
	for _, f := range files {
		parts := strings.Split(filepath.Base(f), ".")
		if l := parts[len(parts)-2]; !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}

// mostParts is how many sentences a translator makes of one.
const mostParts = 4

// sentences cuts a pair of paragraphs where both have as many sentences, of
// like lengths; otherwise it is left whole.
func sentences(s, t string) []Unit {
	a, b := cut(s), cut(t)
	if s == "" || t == "" {
		return nil
	}
	if len(a) == 1 && len(b) == 1 {
		return []Unit{{Src: s, Tgt: t}}
	}
	switch {
	case len(a) == len(b):
	case len(b) == 1 && len(a) <= mostParts:
		return []Unit{{Src: s, Tgt: t, Parts: a}}
	case len(a) == 1 && len(b) <= mostParts:
		return []Unit{{Src: s, Tgt: t, Parts: b, OfTarget: true}}
	default:
		return []Unit{{Src: s, Tgt: t}}
	}
	ratio := float64(len(t)) / float64(len(s))
	out := make([]Unit, len(a))
	for k := range a {
		r := (float64(len(b[k])) + 10) / (ratio*float64(len(a[k])) + 10)
		if r < 0.55 || r > 1.8 {
			return []Unit{{Src: s, Tgt: t}}
		}
		out[k] = Unit{Src: a[k], Tgt: b[k]}
	}
	return out
}

// cut is a plain sentence cutter: a mark, a space, a capital; nothing after
// short words, which are abbreviations more often than ends.
func cut(s string) []string {
	var out []string
	start := 0
	rs := []rune(s)
	for k := 1; k+2 < len(rs); k++ {
		if !strings.ContainsRune(".?!", rs[k]) || rs[k+1] != ' ' || !upper(rs[k+2]) {
			continue
		}
		w := k
		for w > start && rs[w-1] != ' ' && rs[w-1] != '.' {
			w--
		}
		if rs[k] == '.' && k-w < 4 {
			continue
		}
		out = append(out, string(rs[start:k+1]))
		start = k + 2
	}
	return append(out, string(rs[start:]))
}
