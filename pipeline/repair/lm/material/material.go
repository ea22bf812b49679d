// Package material reads the texts that models and weights are trained on and
// measured with. They lie beside the repository in ../shared/data (the
// environment's RECTO_SHARED overrules); none of it is part of the project.
package material

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Languages that there is material for, in order.
var Languages = strings.Fields("bg ca cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro ru sk sl sv")

// Paragraph is one paragraph and the source that it is from.
type Paragraph struct{ Tag, Text string }

// Root finds the folder of the material.
func Root() (string, error) {
	if dir := os.Getenv("RECTO_SHARED"); dir != "" {
		return filepath.Join(dir, "data"), nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("material: run this inside the repository")
		}
		dir = up
	}
	data := filepath.Join(dir, "..", "shared", "data")
	if _, err := os.Stat(data); err != nil {
		return "", fmt.Errorf("material: the texts lie in ../shared/data beside the repository, or where RECTO_SHARED says: %w", err)
	}
	return data, nil
}

// Prose gives the paragraphs of a language, in a fixed order. Unconnected
// sentences have the tag "sentences"; parallel texts that prose does not hold
// have their set's name before a slash.
func Prose(root, lang string) ([]Paragraph, error) {
	var out []Paragraph
	err := lines(filepath.Join(root, "prose", lang+".tsv"), func(s string) {
		if tag, text, ok := strings.Cut(s, "\t"); ok {
			out = append(out, Paragraph{tag, text})
		}
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, set := range []string{"jrc-acquis", "multileg"} {
		files, err := filepath.Glob(filepath.Join(root, "parallel", set, "*."+lang+".txt"))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if err := lines(f, func(s string) { out = append(out, Paragraph{set + "/parallel", s}) }); err != nil {
				return nil, err
			}
		}
	}
	err = lines(filepath.Join(root, "sentences", lang+".txt"), func(s string) { out = append(out, Paragraph{"sentences", s}) })
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("material: no text in %q under %s", lang, root)
	}
	return out, nil
}

// List gives the word forms of a language with their counts; empty where there
// is none.
func List(root, lang string) (map[string]float64, error) {
	out := map[string]float64{}
	f, err := os.Open(filepath.Join(root, "frequency", lang+".tsv.gz"))
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	s := bufio.NewScanner(z)
	for s.Scan() {
		w, n, _ := strings.Cut(s.Text(), "\t")
		if v, err := strconv.ParseFloat(n, 64); err == nil {
			out[w] += v
		}
	}
	return out, s.Err()
}

func lines(path string, each func(string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		if t := strings.TrimSpace(s.Text()); t != "" {
			each(t)
		}
	}
	return s.Err()
}

// Without gives the texts of all paragraphs but those of the tags held back,
// and of unconnected sentences so many bytes at the most, spread evenly.
func Without(all []Paragraph, held func(tag string) bool, sentences int) func(yield func(string) bool) {
	total := 0
	for _, p := range all {
		if p.Tag == "sentences" {
			total += len(p.Text)
		}
	}
	return func(yield func(string) bool) {
		at, taken := 0, 0
		for _, p := range all {
			if held(p.Tag) {
				continue
			}
			if p.Tag == "sentences" {
				at += len(p.Text)
				if int64(at)*int64(sentences) < int64(taken)*int64(total) && total > sentences {
					continue
				}
				taken += len(p.Text)
			}
			if !yield(p.Text) {
				return
			}
		}
	}
}
