package material

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf8"
)

// paragraph is how many letters sentences are joined to at the least.
const paragraph = 300

// Articles gives the documents of a parallel set in one language, each as its
// paragraphs in order, where prose has them shuffled: what a document says
// twice is there twice. It gives none where the set has no such language.
// Sentences are joined to paragraphs.
func Articles(root, lang, set string) ([][]string, error) {
	files, err := filepath.Glob(filepath.Join(root, "parallel", set, "*."+lang+".txt"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var out [][]string
	for _, f := range files {
		names, err := articlesOf(strings.TrimSuffix(f, "."+lang+".txt") + ".docs.tsv")
		if err != nil {
			return nil, err
		}
		var article []string
		line, last := 0, ""
		err = lines(f, func(s string) {
			name := ""
			if line < len(names) {
				name = names[line]
			}
			line++
			if name != last {
				out, article, last = append(out, article), nil, name
			}
			if n := len(article); n > 0 && utf8.RuneCountInString(article[n-1]) < paragraph {
				article[n-1] += " " + s
			} else {
				article = append(article, s)
			}
		})
		if err != nil {
			return nil, err
		}
		out = append(out, article)
	}
	return out, nil
}

// articlesOf names the article of each line of a file; nil where a file is one.
func articlesOf(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		out = append(out, name)
	}
	return out, nil
}
