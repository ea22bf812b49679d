// Train counts the language models of recto from the texts in ../shared/data
// and writes their tables. The same texts give the same bytes.
//
//	go run ./pipeline/repair/lm/train [-o DIR] [-without TAG,TAG] [LANG…]
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recto/recto/pipeline/repair/lm/material"
)

func main() {
	out := flag.String("o", "pipeline/repair/lm/tables", "folder of the tables")
	without := flag.String("without", "", "sources to hold back, by tag")
	flag.Parse()
	if err := run(*out, strings.Split(*without, ","), flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(out string, without, langs []string) error {
	root, err := material.Root()
	if err != nil {
		return err
	}
	if len(langs) == 0 {
		langs = material.Languages
	}
	total := 0
	for _, lang := range langs {
		m, err := material.Train(root, lang, func(tag string) bool { return slices.Contains(without, tag) })
		if err != nil {
			return err
		}
		data := m.Bytes()
		total += len(data)
		fmt.Printf("%s %s\n", lang, m.Sizes())
		if err := os.WriteFile(filepath.Join(out, lang+".bin"), data, 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("%d bytes in all\n", total)
	return nil
}
