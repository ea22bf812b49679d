package compose

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Prose gives the paragraphs of a language that documents are made of: those of
// the sources that [HeldBack] names. Root is the folder of the material (see
// package material).
func Prose(root, lang string) ([]string, error) {
	const shortest = 150 // bytes
	return paragraphs(filepath.Join(root, "prose", lang+".tsv"), shortest, HeldBack)
}

// Manual gives the paragraphs of manuals in a language.
func Manual(root, lang string) ([]string, error) {
	const shortest = 41 // bytes
	return paragraphs(filepath.Join(root, "manual", lang+".tsv"), shortest, func(string) bool { return true })
}

func paragraphs(file string, shortest int, want func(tag string) bool) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("compose: %w", err)
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		tag, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && len(text) >= shortest && want(tag) {
			out = append(out, text)
		}
	}
	return out, nil
}

// HeldBack names the sources that the documents are made of: models that read
// them have to lack these.
func HeldBack(tag string) bool {
	switch tag {
	case "ntrex", "debian-news", "opensource-guide", "udhr", "xquad", "mozilla-legal":
		return true
	}
	return false
}
