package repair

import (
	"slices"
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
	var moves []corpus.Move
	for _, p := range first.Paragraphs {
		moves = append(moves, p.Moves...)
	}
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
			// What moved in one piece the second time may be several of the text.
			k, pieces := back(m.From, m.To)
			for _, x := range pieces {
				m.From, m.To = x.From, x.To
				m.LineFrom, m.LineTo, m.Line = bounds(text, first.Paragraphs[k].Pieces)
				moves = append(moves, m)
			}
		}
		q.Text = corpus.Join(text, q.Pieces)
		out.Paragraphs = append(out.Paragraphs, q)
	}
	settleMoves(out.Paragraphs, moves)
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

// settleMoves gives each move to the paragraph in which its phrase is now, cut
// where the phrase is in several pieces. Of two moves of one phrase the later
// one counts.
func settleMoves(paragraphs []corpus.Paragraph, moves []corpus.Move) {
	type spot struct{ piece, paragraph int }
	var spots []spot
	piece := func(s spot) corpus.Piece { return paragraphs[s.paragraph].Pieces[s.piece] }
	for k, p := range paragraphs {
		for i := range p.Pieces {
			spots = append(spots, spot{i, k})
		}
	}
	slices.SortFunc(spots, func(a, b spot) int { return piece(a).From - piece(b).From })
	taken := map[int]bool{}
	for _, m := range slices.Backward(moves) {
		i := sort.Search(len(spots), func(i int) bool { return piece(spots[i]).To > m.From })
		for ; i < len(spots) && piece(spots[i]).From < m.To; i++ {
			x := m
			x.From, x.To = max(m.From, piece(spots[i]).From), min(m.To, piece(spots[i]).To)
			if taken[x.From] || x.From >= x.To {
				continue
			}
			taken[x.From] = true
			q := &paragraphs[spots[i].paragraph]
			q.Moves = append(q.Moves, x)
		}
	}
	for k := range paragraphs {
		p := &paragraphs[k]
		slices.SortStableFunc(p.Moves, func(a, b corpus.Move) int { return a.From - b.From })
		place(p.Moves, p.Pieces)
	}
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
