package compose

import (
	"strings"

	"golang.org/x/net/html"
)

// Run is a stretch of a document's text: what was positioned, or what stands
// between.
type Run struct {
	Text  string
	Moved bool // it was
	Stays bool // and is no phrase of a line, but a caption
}

// Runs reads the document's text off its HTML, in order.
func (d *Document) Runs() []Run {
	var out []Run
	var run Run
	style := false
	for z := html.NewTokenizer(strings.NewReader(d.HTML)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.TextToken:
			if !style {
				run.Text = string(z.Text())
				out = append(out, run)
			}
		case html.StartTagToken:
			t := z.Token()
			style = style || t.Data == "style"
			for _, a := range t.Attr {
				if a.Key == "class" {
					run.Moved, run.Stays = true, a.Val != "r"
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == "style" {
				style = false
			}
			run = Run{}
		}
	}
}
