// Package compose makes documents of known text to learn and measure on: prose in
// HTML, with phrases positioned or without, set by headless Chromium and read as
// users of PDF read it ([Draw], [Set]); and plain text as people type it ([Typed]).
// It needs the programs chromium, mutool and pdftotext.
package compose

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// Document is a page for the browser and what it says.
type Document struct {
	HTML string
	Gold []string // its paragraphs, in order
}

// Contents is what a document holds.
type Contents int

// The contents, each with those before it.
const (
	Paragraphs Contents = iota
	Structured          // headings, lists, terms, notes, commands, tables, captions
	Linked              // lists of links, which are positioned as phrases are
)

// Draw draws a document: its paragraphs, its face and width, and which phrases
// are positioned: none if it is to be sound.
func Draw(prose []string, holds Contents, sound bool, r *rand.Rand) Document {
	var d Document
	var body strings.Builder
	every := 12 + r.IntN(40)  // words between two phrases
	longest := 2 + r.IntN(10) // words of a phrase
	var parts *structured
	if holds >= Structured {
		parts = drawStructured(prose, r)
		parts.linked = holds == Linked
	}
	for range 4 + r.IntN(10) {
		if parts != nil {
			d.Gold = append(d.Gold, parts.add(&body)...)
		}
		words := strings.Fields(prose[r.IntN(len(prose))])
		d.Gold = append(d.Gold, strings.Join(words, " "))
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
			phrase, marks, n := Phrase(words[i:], longest, r)
			if phrase != "" {
				tag := []string{"b", "a", "em"}[r.IntN(3)]
				fmt.Fprintf(&body, "<%s class=r>%s</%s>", tag, html.EscapeString(phrase), tag)
			}
			body.WriteString(html.EscapeString(marks))
			i += n
		}
		body.WriteString("</p>\n")
	}
	position := "relative"
	if sound {
		position = "static"
	}
	face := []string{"DejaVu Serif", "Liberation Sans", "Liberation Serif", "DejaVu Sans"}[r.IntN(4)]
	d.HTML = fmt.Sprintf("<!doctype html><meta charset=utf-8><style>body{font:%dpt/1.4 %q;width:%dcm;hyphens:none} .r{position:%s}</style>\n%s",
		10+r.IntN(3), face, 12+r.IntN(6), position, body.String())
	return d
}

// Phrase draws a phrase that begins with the first of the words: its text, the
// marks behind its last word where these are not the phrase's, and how many words
// both are. Of marks alone there may be no phrase.
func Phrase(words []string, longest int, r *rand.Rand) (phrase, marks string, n int) {
	n = min(len(words), 1+r.IntN(longest))
	phrase = strings.Join(words[:n], " ")
	if r.IntN(3) > 0 {
		own := strings.TrimRight(phrase, ".,;:")
		phrase, marks = own, phrase[len(own):]
	}
	return phrase, marks, n
}
