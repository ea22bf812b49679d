package compose

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/recto/recto/pipeline/repair/lm/material"
)

// Prose gives the paragraphs of a language that documents are made of: those of
// the sources that are held back. Root is the folder of the material (see package
// material).
func Prose(root, lang string) ([]string, error) {
	const shortest = 150 // bytes
	return paragraphs(filepath.Join(root, "prose", lang+".tsv"), shortest, material.HeldBack)
}

// Manual gives the paragraphs of manuals in a language.
func Manual(root, lang string) ([]string, error) {
	const shortest = 41 // bytes
	return paragraphs(filepath.Join(root, "manual", lang+".tsv"), shortest, func(string) bool { return true })
}

func paragraphs(file string, shortest int, want func(tag string) bool) ([]string, error) {
	all, err := material.Texts(file, want)
	if err != nil {
		return nil, fmt.Errorf("compose: %w", err)
	}
	return slices.DeleteFunc(all, func(s string) bool { return len(s) < shortest }), nil
}
