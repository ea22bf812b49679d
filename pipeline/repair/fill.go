package repair

import (
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/layout"
)

// unfill makes one space of those that fill a line up to the right edge, where
// a document is set like that. Columns stay.
func unfill(page *layout.Page, reads []read) {
	if !page.Justified() {
		return
	}
	for i, l := range page.Lines {
		from, to := layout.Trim(page.Text, l.From, l.To)
		line := page.Text[from:to]
		r := &reads[i]
		if page.Apart(i) || !strings.Contains(line, "  ") || layout.Columns(line) && !page.Filled(i) {
			continue
		}
		pieces := r.Pieces
		if pieces == nil {
			pieces = []corpus.Piece{{From: from, To: to}}
		}
		r.Pieces = nil
		for _, q := range pieces {
			r.Pieces = append(r.Pieces, split(page.Text, q)...)
		}
		r.Text = corpus.Join(page.Text, r.Pieces)
	}
}

// split parts a piece where several spaces stand, and leaves one there.
func split(text string, q corpus.Piece) []corpus.Piece {
	var out []corpus.Piece
	for {
		k := strings.Index(text[q.From:q.To], "  ")
		if k <= 0 {
			return append(out, q)
		}
		next := q.From + k
		for next < q.To && text[next] == ' ' {
			next++
		}
		if next == q.To {
			return append(out, q)
		}
		out = append(out, corpus.Piece{From: q.From, To: q.From + k, Before: q.Before})
		q = corpus.Piece{From: next, To: q.To, Before: " "}
	}
}
