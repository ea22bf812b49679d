package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// compose draws a document: its paragraphs, its face and width, and which
// phrases are positioned. Some hold more than paragraphs, if rich.
func compose(prose []string, clean, rich bool, r *rand.Rand) document {
	var d document
	var body strings.Builder
	every := 12 + r.IntN(40)  // words between two phrases
	longest := 2 + r.IntN(10) // words of a phrase
	var parts *structured
	if rich {
		parts = drawStructured(prose, r)
	}
	for range 4 + r.IntN(10) {
		if parts != nil {
			d.gold = append(d.gold, parts.add(&body)...)
		}
		words := strings.Fields(prose[r.IntN(len(prose))])
		d.gold = append(d.gold, strings.Join(words, " "))
		body.WriteString("<p>")
		for i := 0; i < len(words); {
			if i > 0 {
				body.WriteByte(' ')
			}
			if r.IntN(every) > 0 {
				body.WriteString(html.EscapeString(words[i]))
				i++
				continue
			}
			n := min(len(words)-i, 1+r.IntN(longest))
			phrase, tail := strings.Join(words[i:i+n], " "), ""
			if r.IntN(3) > 0 {
				t := strings.TrimRight(phrase, ".,;:")
				phrase, tail = t, phrase[len(t):]
			}
			if phrase != "" {
				tag := []string{"b", "a", "em"}[r.IntN(3)]
				fmt.Fprintf(&body, "<%s class=r>%s</%s>", tag, html.EscapeString(phrase), tag)
			}
			body.WriteString(html.EscapeString(tail))
			i += n
		}
		body.WriteString("</p>\n")
	}
	position := "relative"
	if clean {
		position = "static"
	}
	face := []string{"DejaVu Serif", "Liberation Sans", "Liberation Serif", "DejaVu Sans"}[r.IntN(4)]
	d.html = fmt.Sprintf("<!doctype html><meta charset=utf-8><style>body{font:%dpt/1.4 %q;width:%dcm;hyphens:none} .r{position:%s}</style>\n%s",
		10+r.IntN(3), face, 12+r.IntN(6), position, body.String())
	return d
}
