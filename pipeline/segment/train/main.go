// Command train counts, for each language, the words that begin sentences and
// are no names: data/LANG/starts.txt. It needs the training data.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// heldBack are the sources that the bench measures on.
var heldBack = map[string]bool{"ntrex": true, "pud": true}

const most = 500

func main() {
	shared := flag.String("shared", "../shared", "folder of the training data")
	out := flag.String("out", "pipeline/segment/data", "folder of the rules")
	flag.Parse()
	files, err := filepath.Glob(filepath.Join(*shared, "data/prose/*.tsv"))
	if err != nil || len(files) == 0 {
		log.Fatalf("no prose in %s: %v", *shared, err)
	}
	for _, file := range files {
		lang := strings.TrimSuffix(filepath.Base(file), ".tsv")
		words, err := starts(file)
		if err != nil {
			log.Fatal(err)
		}
		if err := write(filepath.Join(*out, lang), words); err != nil {
			log.Fatal(err)
		}
	}
}

type count struct {
	start, inner, small int
	sources             map[string]bool // in which it begins sentences
}

// fewest is in how many sources a word must begin sentences: in fewer than a
// quarter of them it belongs to their subject.
func fewest(sources int) int { return max(2, sources/4) }

// starts counts where each word stands with a capital: at the head of a
// sentence, or inside one; and how often it stands in small.
func starts(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	counts, tags := map[string]*count{}, map[string]bool{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		tag, text, _ := strings.Cut(lines.Text(), "\t")
		if heldBack[tag] {
			continue
		}
		tags[tag] = true
		head, before := true, ""
		for w := range strings.FieldsSeq(text) {
			bare := strings.TrimLeft(w, "«»„“”\"'‘(—–-¿¡ ")
			end := strings.IndexFunc(bare, func(r rune) bool { return !unicode.IsLetter(r) })
			if end < 0 {
				end = len(bare)
			}
			word := bare[:end]
			if strings.HasPrefix(bare[end:], "'") || strings.HasPrefix(bare[end:], "’") {
				word += "'"
			}
			if word != "" {
				low := strings.ToLower(word)
				c := counts[low]
				if c == nil {
					c = &count{sources: map[string]bool{}}
					counts[low] = c
				}
				r, _ := utf8.DecodeRuneInString(word)
				switch {
				case !unicode.IsUpper(r):
					c.small++
				case head:
					c.start++
					c.sources[tag] = true
				case utf8.RuneCountInString(before) > 1:
					c.inner++
				}
			}
			last, _ := utf8.DecodeLastRuneInString(w)
			// After a long word in small, a full stop is an end.
			head = strings.ContainsRune("!?", last) || last == '.' && utf8.RuneCountInString(w) > 5
			before = w
		}
	}
	type ranked struct {
		word string
		n    int
	}
	var list []ranked
	for w, c := range counts {
		if len(c.sources) < fewest(len(tags)) {
			continue
		}
		// A name stands with a capital inside sentences, a noun of German does.
		if c.start >= 3 && c.small >= 2*c.inner && c.small >= 3 && utf8.RuneCountInString(w) > 1 || c.start >= 30 && c.small >= 10*c.inner {
			list = append(list, ranked{w, c.start})
		}
	}
	sort.Slice(list, func(i, j int) bool {
		return list[i].n > list[j].n || list[i].n == list[j].n && list[i].word < list[j].word
	})
	var words []string
	for _, r := range list[:min(len(list), most)] {
		words = append(words, r.word)
	}
	sort.Strings(words)
	return words, lines.Err()
}

func write(folder string, words []string) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("# Words that begin sentences, counted by go run ./pipeline/segment/train; see ../starts.card.md\n")
	for len(words) > 0 {
		line := "starts:"
		for len(words) > 0 && len(line) < 90 {
			line += " " + words[0]
			words = words[1:]
		}
		fmt.Fprintln(&b, line)
	}
	return os.WriteFile(filepath.Join(folder, "starts.txt"), []byte(b.String()), 0o666)
}
