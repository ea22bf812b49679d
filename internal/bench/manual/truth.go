package main

import (
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blocks are the elements that a paragraph of its own begins and ends with.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Li: true, atom.Dt: true, atom.Dd: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
	atom.H5: true, atom.H6: true, atom.Td: true, atom.Th: true, atom.Tr: true, atom.Pre: true, atom.Div: true, atom.Table: true,
	atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Blockquote: true, atom.Section: true, atom.Br: true, atom.Caption: true,
	atom.Figcaption: true, atom.Header: true, atom.Footer: true, atom.Nav: true, atom.Article: true, atom.Body: true,
}

// furniture are classes of what pages of manuals have around the text.
var furniture = []string{"navheader", "navfooter", "headerlink", "sphinxsidebar", "related", "footer"}

// reader collects the words of HTML files.
type reader struct {
	words []word
	block int
	glued bool // the next text goes on in the last word
}

// parse reads the words of HTML files, block by block.
func parse(files []string) ([]word, error) {
	r := &reader{}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		n, err := html.Parse(f)
		f.Close()
		if err != nil {
			return nil, err
		}
		r.walk(n, false)
		r.next()
	}
	return r.words, nil
}

func (r *reader) next() {
	r.block++
	r.glued = false
}

func (r *reader) walk(n *html.Node, apart bool) {
	switch n.Type {
	case html.TextNode:
		r.add(n.Data, apart)
		return
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Head:
			return
		case atom.Pre, atom.Table, atom.Dt:
			apart = true
		}
		for _, c := range strings.Fields(class(n)) {
			if slices.Contains(furniture, c) {
				return
			}
		}
	}
	if blocks[n.DataAtom] {
		r.next()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c, apart)
	}
	if blocks[n.DataAtom] {
		r.next()
	}
}

func class(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return a.Val
		}
	}
	return ""
}

func (r *reader) add(s string, apart bool) {
	if s == "" {
		return
	}
	first, _ := utf8.DecodeRuneInString(s)
	for i, w := range split(s) {
		if i == 0 && r.glued && !unicode.IsSpace(first) {
			r.words[len(r.words)-1].text += w
			continue
		}
		r.words = append(r.words, word{text: w, block: r.block, apart: apart})
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	r.glued = !unicode.IsSpace(last) && len(r.words) > 0 && r.words[len(r.words)-1].block == r.block
}
