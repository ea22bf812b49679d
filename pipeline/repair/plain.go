package repair

import (
	"sort"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/layout"
)

// asItCame keeps every line where it is: a blank line or a new page ends a
// paragraph, a line break is a space.
func asItCame(text string) *Result {
	res := &Result{}
	page := 0
	var p *corpus.Paragraph
	for _, l := range layout.Lines(text) {
		from, to := layout.Trim(text, l.From, l.To)
		q := corpus.Piece{From: from, To: to, Before: " "}
		if p == nil || l.Blanks > 0 || l.Page != page {
			res.Paragraphs = append(res.Paragraphs, corpus.Paragraph{Page: l.Page})
			p = &res.Paragraphs[len(res.Paragraphs)-1]
			q.Before = ""
		}
		p.Pieces = append(p.Pieces, q)
		page = l.Page
	}
	for i := range res.Paragraphs {
		res.Paragraphs[i].Text = corpus.Join(text, res.Paragraphs[i].Pieces)
	}
	number(res)
	return res
}

func sortRemoved(r []corpus.Removed) {
	sort.SliceStable(r, func(i, j int) bool { return r[i].From < r[j].From })
}

// compose is second after first, over the text that first was made from;
// second was made from the printed form of first.
func compose(text string, first, second *Result) *Result {
	out := &Result{Producer: first.Producer, Removed: first.Removed, Warnings: first.Warnings}
	starts := make([]int, len(first.Paragraphs))
	at := 0
	for i, p := range first.Paragraphs {
		starts[i] = at
		at += len(p.Text) + 2
	}
	// pieces of the printed form lie within one paragraph of first each
	back := func(from, to int) (int, []corpus.Piece) {
		k := sort.SearchInts(starts, from+1) - 1
		return k, corpus.Slice(first.Paragraphs[k].Pieces, from-starts[k], to-starts[k])
	}
	seen := make(map[int]bool)
	for _, p := range second.Paragraphs {
		q := corpus.Paragraph{ID: p.ID, Kind: p.Kind}
		for _, piece := range p.Pieces {
			k, pieces := back(piece.From, piece.To)
			for i := range pieces {
				if i == 0 {
					pieces[i].Before = piece.Before
				}
			}
			q.Pieces = append(q.Pieces, pieces...)
			if !seen[k] { // what was said of the paragraph goes where it begins
				seen[k] = true
				f := first.Paragraphs[k]
				q.Moves = append(q.Moves, f.Moves...)
				q.Doubts = append(q.Doubts, f.Doubts...)
				if q.Page == 0 {
					q.Page = f.Page
				}
				if q.Kind == corpus.Prose {
					q.Kind = f.Kind
				}
			}
		}
		for _, m := range p.Moves {
			if k, pieces := back(m.From, m.To); len(pieces) > 0 {
				m.From, m.To = pieces[0].From, pieces[len(pieces)-1].To
				m.LineFrom, m.LineTo, m.Line = bounds(text, first.Paragraphs[k].Pieces)
				q.Moves = append(q.Moves, m)
			}
		}
		q.Text = corpus.Join(text, q.Pieces)
		place(q.Moves, q.Pieces)
		out.Paragraphs = append(out.Paragraphs, q)
	}
	for _, r := range second.Removed {
		if _, pieces := back(r.From, r.To); len(pieces) > 0 {
			r.From, r.To = pieces[0].From, pieces[len(pieces)-1].To
			_, _, r.Line = bounds(text, pieces)
			out.Removed = append(out.Removed, r)
		}
	}
	number(out)
	return out
}

// bounds are the outermost bytes of some pieces, and the line they begin in.
func bounds(text string, pieces []corpus.Piece) (from, to, line int) {
	from, to = pieces[0].From, pieces[0].To
	for _, p := range pieces {
		from, to = min(from, p.From), max(to, p.To)
	}
	line = 1
	for _, c := range []byte(text[:from]) {
		if c == '\n' {
			line++
		}
	}
	return from, to, line
}
