package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/recto/recto/pipeline/repair/lm/material"
)

// news is the source that pages are made of.
const news = "ntrex"

const (
	perPage  = 40  // paragraphs
	shortest = 200 // bytes of one
	every    = 30  // words between phrases, on average
	longest  = 6   // words of a phrase
)

// writePages writes two pages in each language.
func writePages(folder string, langs []string) error {
	root, err := material.Root()
	if err != nil {
		return err
	}
	if len(langs) == 0 {
		langs = strings.Fields("de en es fi fr pl")
	}
	for _, lang := range langs {
		all, err := material.Prose(root, lang)
		if err != nil {
			return err
		}
		var paragraphs []string
		for _, p := range all {
			if p.Tag == news && len(p.Text) > shortest {
				paragraphs = append(paragraphs, p.Text)
			}
		}
		for n := range 2 {
			r := rand.New(rand.NewPCG(uint64(n), 29))
			r.Shuffle(len(paragraphs), func(i, j int) { paragraphs[i], paragraphs[j] = paragraphs[j], paragraphs[i] })
			var b strings.Builder
			b.WriteString(`<meta charset="utf-8"><style>body { font: 11pt/1.35 face } @page { margin: 2.2cm }</style>` + "\n")
			for _, p := range paragraphs[:min(perPage, len(paragraphs))] {
				b.WriteString("<p>" + styled(p, r) + "</p>\n")
			}
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d.html", lang, n)), []byte(b.String()), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// styled sets phrases of a paragraph apart, without the marks behind them.
func styled(s string, r *rand.Rand) string {
	words := strings.Fields(s)
	var out []string
	for i, plain := 0, int(r.ExpFloat64()*every); i < len(words); {
		if plain > 0 {
			out = append(out, html.EscapeString(words[i]))
			i++
			plain--
			continue
		}
		n := min(1+r.IntN(longest), len(words)-i)
		phrase := strings.Join(words[i:i+n], " ")
		marks := phrase[len(strings.TrimRight(phrase, ",.;:!?")):]
		open, end := "<b>", "</b>"
		if r.IntN(3) == 0 {
			open, end = `<a href="#">`, "</a>"
		}
		out = append(out, open+html.EscapeString(strings.TrimSuffix(phrase, marks))+end+marks)
		i += n
		plain = int(r.ExpFloat64() * every)
	}
	return strings.Join(out, " ")
}
