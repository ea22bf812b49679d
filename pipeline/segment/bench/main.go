// Command bench measures where recto and others cut sentences, on texts whose
// sentences are known: boundary precision, recall and F1 by language, and speed.
// It needs the shared data; the peers need Python (see peers.py) and are left
// out, with a word, where they are missing.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/segment"
)

func main() {
	shared := flag.String("shared", env("RECTO_SHARED", "../shared"), "folder of the data")
	python := flag.String("python", env("RECTO_PYTHON", "python3"), "a Python that has pysbd, sentencex and nltk")
	show := flag.Int("show", 0, "print so many errors of recto a language")
	only := flag.String("lang", "", "one language")
	peersOff := flag.Bool("alone", false, "without the peers")
	flag.Parse()
	sets, err := load(filepath.Join(*shared, "data"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if *only != "" {
		kept := sets[:0]
		for _, s := range sets {
			if s.lang == *only {
				kept = append(kept, s)
			}
		}
		sets = kept
	}
	cutters := []named{{"unlearned", recto}, {"as SRX", exported()}, {"naive", naive}, {"uax29", uax29}}
	table := score(sets, cutters)
	table["recto"] = asDocument(sets)
	names := []string{"recto", "unlearned", "as SRX", "naive", "uax29"}
	if !*peersOff {
		more, err := peers(*python, filepath.Join("pipeline/segment/bench", "peers.py"), sets)
		if err != nil {
			fmt.Fprintln(os.Stderr, "without the peers:", err)
		}
		for name, counts := range more {
			table[name] = counts
		}
		peerNames := make([]string, 0, len(more))
		for name := range more {
			peerNames = append(peerNames, name)
		}
		sort.Strings(peerNames)
		names = append(names, peerNames...)
	}
	report(os.Stdout, sets, names, table)
	if *show > 0 {
		errors(sets, *show)
	}
	speed(sets)
}

func env(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

// set is a collection of paragraphs in one language.
type set struct {
	name, lang string
	paragraphs []gold
}

// gold is a paragraph and the ends of its sentences but the last, counted in
// characters that are no white space: cutters differ in what they do with it.
type gold struct {
	text string
	ends map[int]bool
}

type named struct {
	name string
	cut  func(lang string) func(text string) []segment.Span
}

func recto(lang string) func(string) []segment.Span {
	s, err := segment.New(lang, segment.Options{})
	if err != nil {
		panic(err) // only an SRX file can fail
	}
	return func(text string) []segment.Span {
		spans, err := s.Split(text)
		if err != nil {
			panic(err) // as above
		}
		return spans
	}
}

// exported cuts by recto's rules as they go out to other tools.
func exported() func(string) func(string) []segment.Span {
	var file strings.Builder
	if err := segment.ExportSRX(&file); err != nil {
		panic(err) // a Builder does not fail
	}
	return func(lang string) func(string) []segment.Span {
		s, err := segment.New(lang, segment.Options{SRX: file.String()})
		if err != nil {
			panic(err)
		}
		return func(text string) []segment.Span {
			spans, err := s.Split(text)
			if err != nil {
				panic(err)
			}
			return spans
		}
	}
}

// naive cuts at a mark, white space and a capital.
func naive(string) func(string) []segment.Span {
	return func(text string) []segment.Span {
		var out []segment.Span
		from := 0
		rs := []rune(text)
		at := 0
		for i, r := range rs {
			at += len(string(r))
			if strings.ContainsRune(".!?…", r) && i+2 < len(rs) && unicode.IsSpace(rs[i+1]) && unicode.IsUpper(rs[i+2]) {
				out = append(out, segment.Span{From: from, To: at})
				from = at
			}
		}
		return append(out, segment.Span{From: from, To: len(text)})
	}
}

func uax29(string) func(string) []segment.Span {
	return func(text string) []segment.Span {
		var out []segment.Span
		at := 0
		for it := sentences.FromString(text); it.Next(); {
			v := it.Value()
			out = append(out, segment.Span{From: at, To: at + len(v)})
			at += len(v)
		}
		return out
	}
}

// ends are the ends of spans but the last, counted as in gold.
func ends(text string, spans []segment.Span) map[int]bool {
	out := map[int]bool{}
	n, k := 0, 0
	for i, r := range text {
		for k < len(spans)-1 && i >= spans[k].To {
			out[n] = true
			k++
		}
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return out
}

type counts struct{ right, found, gold int }

func (c counts) f1() float64 {
	if c.found+c.gold == 0 {
		return 1
	}
	return 2 * float64(c.right) / float64(c.found+c.gold)
}

func (c *counts) add(g gold, got map[int]bool) {
	c.found += len(got)
	c.gold += len(g.ends)
	for e := range got {
		if g.ends[e] {
			c.right++
		}
	}
}

// asDocument cuts each set as one document, so that recto learns from it.
func asDocument(sets []set) []counts {
	rows := make([]counts, len(sets))
	for i, s := range sets {
		cut, err := segment.New(s.lang, segment.Options{})
		if err != nil {
			panic(err) // only an SRX file can fail
		}
		ps := make([]corpus.Paragraph, len(s.paragraphs))
		for k, p := range s.paragraphs {
			ps[k] = corpus.Paragraph{Text: p.text, Pieces: []corpus.Piece{{To: len(p.text)}}}
		}
		segments, err := cut.Cut(ps)
		if err != nil {
			panic(err)
		}
		spans := make([][]segment.Span, len(ps))
		for _, seg := range segments {
			spans[seg.Para] = append(spans[seg.Para], segment.Span{From: seg.Pieces[0].From, To: seg.Pieces[0].To})
		}
		for k, p := range s.paragraphs {
			rows[i].add(p, ends(p.text, spans[k]))
		}
	}
	return rows
}

func score(sets []set, cutters []named) map[string][]counts {
	table := map[string][]counts{}
	for _, c := range cutters {
		rows := make([]counts, len(sets))
		for i, s := range sets {
			cut := c.cut(s.lang)
			for _, p := range s.paragraphs {
				rows[i].add(p, ends(p.text, cut(p.text)))
			}
		}
		table[c.name] = rows
	}
	return table
}

func report(w *os.File, sets []set, names []string, table map[string][]counts) {
	fmt.Fprintf(w, "F1 of sentence ends inside paragraphs; P, R: recto's precision and recall\n%-14s%8s%8s%8s", "set", "ends", "P", "R")
	for _, n := range names {
		fmt.Fprintf(w, "%11s", n)
	}
	fmt.Fprintln(w)
	sums, beside := make([]float64, len(names)), make([]float64, len(names))
	rows := make([]int, len(names))
	for i, s := range sets {
		r := table["recto"][i]
		fmt.Fprintf(w, "%-14s%8d%8.3f%8.3f", s.name+" "+s.lang, r.gold, float64(r.right)/float64(max(r.found, 1)), float64(r.right)/float64(max(r.gold, 1)))
		for k, n := range names {
			c := table[n][i]
			if c.gold == 0 {
				fmt.Fprintf(w, "%11s", "–")
				continue
			}
			sums[k] += c.f1()
			beside[k] += r.f1()
			rows[k]++
			fmt.Fprintf(w, "%11.4f", c.f1())
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%-38s", "mean of its rows")
	for k := range names {
		fmt.Fprintf(w, "%11.4f", sums[k]/float64(max(rows[k], 1)))
	}
	fmt.Fprintf(w, "\n%-38s", "recto's mean of the same rows")
	for k := range names {
		fmt.Fprintf(w, "%11.4f", beside[k]/float64(max(rows[k], 1)))
	}
	fmt.Fprintln(w)
}

// errors prints where recto cut and should not have (+), and the reverse (-).
func errors(sets []set, n int) {
	for _, s := range sets {
		cut := recto(s.lang)
		left := n
		for _, p := range s.paragraphs {
			got := ends(p.text, cut(p.text))
			k := 0
			for i, r := range p.text {
				if !unicode.IsSpace(r) {
					if got[k] != p.ends[k] && k > 0 && left > 0 {
						sign := "-"
						if got[k] {
							sign = "+"
						}
						fmt.Printf("%s %s %s %s ‖ %s\n", s.name, s.lang, sign, tail(p.text[:i], 45), head(p.text[i:], 35))
						left--
					}
					k++
				}
			}
		}
	}
}

func tail(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

func head(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func speed(sets []set) {
	var b strings.Builder
	for _, s := range sets {
		for _, p := range s.paragraphs {
			b.WriteString(p.text)
			b.WriteString("\n\n")
		}
	}
	if b.Len() == 0 {
		return
	}
	cut := recto("en")
	start := time.Now()
	n, bytes := 0, 0
	for time.Since(start) < time.Second {
		n += len(cut(b.String()))
		bytes += b.Len()
	}
	fmt.Printf("recto: %.0f MB/s on one core\n", float64(bytes)/1e6/time.Since(start).Seconds())
}
