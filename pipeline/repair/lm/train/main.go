// Train counts the language models of recto from the texts in ../shared/data
// and writes their tables. The same texts give the same bytes.
//
//	go run ./pipeline/repair/lm/train -begin
//	go run ./pipeline/repair/lm/train [-o DIR] [-without TAG,TAG] [LANG…]
//
// The first learns where the nets of all languages begin, in some twenty minutes of two
// cores, and keeps it in the folder that the environment's RECTO_MODELS names; the second
// begins there.
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
	begin := flag.Bool("begin", false, "learn where the nets begin, and nothing else")
	flag.Parse()
	if *begin {
		if err := learnBeginnings(); err != nil {
			fmt.Fprintln(os.Stderr, "train:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(*out, strings.Split(*without, ","), flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func learnBeginnings() error {
	root, err := material.Root()
	if err != nil {
		return err
	}
	return material.Begin(root)
}

func run(out string, without, langs []string) error {
	root, err := material.Root()
	if err != nil {
		return err
	}
	if len(langs) == 0 {
		langs = material.Languages
	}
	if !material.Begun() {
		fmt.Fprintln(os.Stderr, "train: RECTO_MODELS names no folder with beginnings (-begin): nets learn by themselves, and less")
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
