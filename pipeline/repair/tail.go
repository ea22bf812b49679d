package repair

import (
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/layout"
)

// tails puts phrases back that stand at the ends of the pages, or of the blocks. It
// gives false, and reads as they were, where the document was not made like that.
func (j *job) tails(page *layout.Page, reads []read) bool {
	pages := blockend.Pages(page)
	lines := make([][]blockend.Line, len(pages))
	for i, p := range pages {
		lines[i] = p.Lines
	}
	found := blockend.NewFinder(j.model).All(page.Text, lines)
	for i, of := range found {
		for _, f := range of {
			j.putBack(page, pages[i].From, f, reads)
		}
	}
	return found != nil
}

// putBack turns the placements of one page into reads of its lines.
func (j *job) putBack(page *layout.Page, first int, f blockend.Found, reads []read) {
	bar := j.o.Confidence
	if bar == 0 {
		bar = DefaultConfidence
	}
	gone := make(map[int]*ledger)              // lines of the tail of which something goes, and what
	into := make(map[int][]blockend.Placement) // by line of the body
	goes := going(page, first, f.Placements, bar)
	for k, q := range f.Placements {
		tail, i := first+q.Tail, first+q.Line
		l := page.Lines[tail]
		if !goes[k] {
			reads[tail].Marked = true
			reads[tail].doubts = append(reads[tail].doubts, corpus.Doubt{
				LineFrom: l.From, LineTo: l.To, Line: l.Number, Reason: "below-bar",
				Readings: []corpus.Reading{{Text: page.Text[q.From:q.To], Posterior: 1 - q.Posterior}},
			})
			continue
		}
		into[i] = append(into[i], q)
		if gone[tail] == nil {
			gone[tail] = newLedger(page.Text[l.From:l.To])
		}
		_ = gone[tail].use(q.From-l.From, q.To-l.From) // going has tried it
		evidence := []string{"block-end", "model"}
		if q.Hole {
			evidence = append(evidence, "hole")
		}
		reads[i].moves = append(reads[i].moves, corpus.Move{
			From: q.From, To: q.To, LineFrom: l.From, LineTo: l.To, Line: l.Number,
			Posterior: q.Posterior, Evidence: evidence,
		})
	}
	for i, placed := range into {
		reads[i].Pieces = fill(page, i, placed)
		reads[i].Text = corpus.Join(page.Text, reads[i].Pieces)
		reads[i].Marked = true
	}
	for tail, l := range gone {
		if reads[tail].Gone = l.whole(0, len(l.text)) == nil; !reads[tail].Gone {
			reads[tail].Pieces = rest(page, tail, l)
			reads[tail].Text = corpus.Join(page.Text, reads[tail].Pieces)
			reads[tail].Marked = true
		}
	}
	sameVisual(page, first, first+f.Tail, reads)
}

// surePart is how likely the place of a phrase has to be that goes without the rest of
// its line.
const surePart = 0.8

// going says which placements are made: a line goes as a whole, or the parts that are
// sure; none of one of which a part would go twice.
func going(page *layout.Page, first int, placed []blockend.Placement, bar float64) []bool {
	lines := make(map[int]*ledger)
	least, twice := make(map[int]float64), make(map[int]bool)
	for _, q := range placed {
		l := page.Lines[first+q.Tail]
		if lines[q.Tail] == nil {
			lines[q.Tail], least[q.Tail] = newLedger(page.Text[l.From:l.To]), 1
		}
		twice[q.Tail] = lines[q.Tail].use(q.From-l.From, q.To-l.From) != nil || twice[q.Tail]
		least[q.Tail] = min(least[q.Tail], q.Posterior)
	}
	out := make([]bool, len(placed))
	for k, q := range placed {
		l := lines[q.Tail]
		whole := least[q.Tail] >= bar && l.whole(0, len(l.text)) == nil
		out[k] = !twice[q.Tail] && (whole || q.Posterior >= max(bar, surePart))
	}
	return out
}

// rest makes the pieces of what stays of a line of the tail.
func rest(page *layout.Page, i int, gone *ledger) []corpus.Piece {
	l := page.Lines[i]
	var out []corpus.Piece
	for _, span := range gone.unused() {
		if from, to := layout.Trim(page.Text, l.From+span[0], l.From+span[1]); from < to {
			out = append(out, corpus.Piece{From: from, To: to})
			cling(page.Text, out)
		}
	}
	return out
}

// fill makes the pieces of a line with phrases put in, in their order.
func fill(page *layout.Page, i int, placed []blockend.Placement) []corpus.Piece {
	var out []corpus.Piece
	add := func(from, to int) {
		if from, to = layout.Trim(page.Text, from, to); from < to {
			out = append(out, corpus.Piece{From: from, To: to})
			cling(page.Text, out)
		}
	}
	at, end := page.Lines[i].From, page.Lines[i].To
	for _, q := range placed {
		add(at, q.At)
		add(q.From, q.To)
		at = q.At
	}
	add(at, end)
	return out
}

// cling sets the white space before the last piece: none before a mark that
// clings to the word before it, nor behind an apostrophe or an opening bracket.
func cling(text string, pieces []corpus.Piece) {
	k := len(pieces) - 1
	if k == 0 {
		return
	}
	a, b := pieces[k-1], &pieces[k]
	left, _ := utf8.DecodeLastRuneInString(text[a.From:a.To])
	right, _ := utf8.DecodeRuneInString(text[b.From:b.To])
	b.Before = " "
	switch {
	case left == '\'' || left == '’' || left == '(' || left == '[':
		b.Before = ""
	case right == ',' || right == '.' || right == ')' || right == ']' || right == '’':
		b.Before = ""
	}
}

// sameVisual finds the lines that are one visual line cut by holes, and
// measures them together.
func sameVisual(page *layout.Page, from, to int, reads []read) {
	for i := from; i < to; {
		k := i + 1
		for k < to && !reads[k].Gone && sameHole(page, k) {
			k++
		}
		width := 0
		for x := i; x < k; x++ {
			text := reads[x].Text
			if reads[x].Pieces == nil {
				a, b := layout.Trim(page.Text, page.Lines[x].From, page.Lines[x].To)
				text = page.Text[a:b]
			}
			width += utf8.RuneCountInString(text) + 1
		}
		for x := i; x < k; x++ {
			if k-i > 1 || reads[x].Pieces != nil {
				reads[x].Width = max(1, width-1)
				reads[x].Marked, reads[x].Loose = true, true
			}
			reads[x].GoesOn = x+1 < k
		}
		i = k
	}
}

// sameHole says that one hole parts line k from the line before it. A blank line
// beside it means nothing where it shows on either side.
func sameHole(page *layout.Page, k int) bool {
	before, after := holeAtEnd(page, k-1), holeAtStart(page, k)
	return before && after || page.Lines[k].Blanks == 0 && (before || after)
}

func holeAtEnd(page *layout.Page, i int) bool {
	l := page.Lines[i]
	return l.To > l.From && page.Text[l.To-1] == ' '
}

func holeAtStart(page *layout.Page, i int) bool {
	l := page.Lines[i]
	s := page.Text[l.From:l.To]
	return len(s) > 1 && s[0] == ' ' && s[1] != ' ' && !layout.Bulleted(s[1:]) || s[0] == ',' || s[0] == '.'
}
