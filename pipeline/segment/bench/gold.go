package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentencesAPart is how many sentences make a paragraph at most.
const sentencesAPart = 10

// load makes the sets: lines that are a sentence each, joined in the order of
// their document. A line without a mark at its end is a heading: no reader and
// no rule could tell where it ends but by its line, so a paragraph ends there.
func load(data string) ([]set, error) {
	var sets []set
	for _, name := range []string{"ntrex", "pud"} {
		files, err := filepath.Glob(filepath.Join(data, "parallel", name, "*.txt"))
		if err != nil {
			return nil, err
		}
		byLang := map[string]*set{}
		for _, file := range files {
			parts := strings.Split(filepath.Base(file), ".")
			lang := parts[1]
			docs, err := column(filepath.Join(filepath.Dir(file), parts[0]+".docs.tsv"))
			if err != nil {
				return nil, err
			}
			lines, err := column(file)
			if err != nil {
				return nil, err
			}
			s := byLang[lang]
			if s == nil {
				s = &set{name: name, lang: lang}
				byLang[lang] = s
			}
			if name == "pud" {
				docs = nil // its documents are two or three sentences long
			}
			s.paragraphs = append(s.paragraphs, paragraphs(lines, docs)...)
		}
		langs := make([]string, 0, len(byLang))
		for l := range byLang {
			langs = append(langs, l)
		}
		sort.Strings(langs)
		for _, l := range langs {
			sets = append(sets, *byLang[l])
		}
	}
	// Dev and test parts of treebanks, and for two languages that have no news
	// here, sentences that people read aloud.
	for _, lang := range strings.Fields("hr lt lv ro sk sl ca ru") {
		lines, err := column(filepath.Join(data, "sentences", lang+".txt"))
		if err != nil {
			return nil, err
		}
		name := "treebank"
		if lang == "ca" || lang == "ru" {
			name = "aloud"
		}
		sets = append(sets, set{name: name, lang: lang, paragraphs: paragraphs(lines[:min(len(lines), 15000)], nil)})
	}
	if len(sets) == 0 {
		return nil, fmt.Errorf("no texts in %s: see the README on the data", data)
	}
	return sets, nil
}

// column is the first column of a file, line by line.
func column(file string) ([]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if strings.HasSuffix(file, ".tsv") {
		for i, l := range lines {
			lines[i], _, _ = strings.Cut(l, "\t")
		}
	}
	return lines, nil
}

// paragraphs joins lines. Some lines of the sets hold two sentences, as one of
// the original was translated so: where a mark stands between an ordinary word
// and a capital inside of a line, the line is left out, and a paragraph ends.
func paragraphs(lines, docs []string) []gold {
	bare := ordinary(lines)
	var out []gold
	var part []string
	flush := func() {
		if len(part) > 1 {
			out = append(out, join(part))
		}
		part = nil
	}
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if docs != nil && i > 0 && docs[i] != docs[i-1] || len(part) == sentencesAPart {
			flush()
		}
		if line == "" {
			continue
		}
		if several(line, bare) {
			flush()
			continue
		}
		part = append(part, line)
		if !marked(line) {
			flush()
		}
	}
	flush()
	return out
}

// marked says whether a line ends in a mark, before what closes.
func marked(line string) bool {
	line = strings.TrimRight(line, "\"'”’»“‘)]›« ")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…;\u037E", r)
}

func join(part []string) gold {
	g := gold{text: strings.Join(part, " "), ends: map[int]bool{}}
	n := 0
	for _, s := range part[:len(part)-1] {
		for _, r := range s {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		g.ends[n] = true
	}
	return g
}

// inner is a mark inside of a line, behind a word of four letters or more.
var inner = regexp.MustCompile(`(\p{Ll}{4,})[.!?…][”“"'’»)]* [„“"'«»(]*\p{Lu}`)

// ordinary are the words that stand without a full stop somewhere.
func ordinary(lines []string) map[string]bool {
	bare := map[string]bool{}
	word := regexp.MustCompile(`\p{L}+[^\p{L}]`)
	for _, l := range lines {
		for _, w := range word.FindAllString(l, -1) {
			r, n := utf8.DecodeLastRuneInString(w)
			if !strings.ContainsRune(".!?…", r) {
				bare[w[:len(w)-n]] = true
			}
		}
	}
	return bare
}

func several(line string, bare map[string]bool) bool {
	for _, m := range inner.FindAllStringSubmatch(line, -1) {
		if bare[m[1]] || utf8.RuneCountInString(m[1]) > 6 {
			return true
		}
	}
	return false
}
