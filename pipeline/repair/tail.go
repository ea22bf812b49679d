package repair

import (
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// tails puts phrases back that stand at the ends of the pages. It gives false,
// and reads as they were, where the document was not made like that.
func (j *job) tails(page *layout.Page, reads []read) bool {
	if j.words == nil {
		return false
	}
	type found struct {
		from int // the page's first line
		blockend.Found
	}
	var all []found
	phrases, evidence, gain := 0, 0, 0.0
	s := lm.NewSession(j.model)
	for from := 0; from < len(page.Lines); {
		to := from
		var lines []blockend.Line
		for to < len(page.Lines) && page.Lines[to].Page == page.Lines[from].Page {
			l := page.Lines[to]
			lines = append(lines, blockend.Line{From: l.From, To: l.To, Blank: l.Blanks > 0})
			to++
		}
		s.Reset()
		if f, ok := blockend.Find(page.Text, lines, s); ok {
			all = append(all, found{from, f})
			n := len(f.Placements)
			phrases += n
			evidence += min(n, f.Holes+f.Short)
			gain += f.Gain * float64(n)
		}
		from = to
	}
	// The damage is the whole document's, and leaves a trace for most phrases.
	if phrases < 2 || evidence*2 < phrases || gain < minGain*float64(phrases) {
		return false
	}
	for _, f := range all {
		j.putBack(page, f.from, f.Found, reads)
	}
	return true
}

// minGain is what a phrase has to gain on average, in nats, before a page's
// last lines are taken for phrases.
const minGain = 5

// putBack turns the placements of one page into reads of its lines.
func (j *job) putBack(page *layout.Page, first int, f blockend.Found, reads []read) {
	bar := j.o.Confidence
	if bar == 0 {
		bar = 0.5
	}
	kept := make(map[int]bool) // lines of the tail with a phrase that stays
	for _, q := range f.Placements {
		if q.Posterior < bar {
			kept[first+q.Tail] = true
		}
	}
	var last *blockend.Placement
	at := -1
	for k := range f.Placements {
		q := &f.Placements[k]
		tail := first + q.Tail
		if kept[tail] {
			l := page.Lines[tail]
			reads[tail].Marked = true
			reads[tail].doubts = append(reads[tail].doubts, corpus.Doubt{
				LineFrom: l.From, LineTo: l.To, Line: l.Number, Reason: "below-bar",
				Readings: []corpus.Reading{{Text: page.Text[q.From:q.To], Posterior: 1 - q.Posterior}},
			})
			continue
		}
		i := first + q.Line
		if i != at {
			at, last = i, nil
			begin(page, reads, i)
		}
		insert(page, &reads[i], q, last)
		last = q
		reads[tail].Gone = true
		l := page.Lines[tail]
		evidence := []string{"block-end", "model"}
		if q.Hole {
			evidence = append(evidence, "hole")
		}
		reads[i].moves = append(reads[i].moves, corpus.Move{
			From: q.From, To: q.To, LineFrom: l.From, LineTo: l.To, Line: l.Number,
			Posterior: q.Posterior, Evidence: evidence,
		})
	}
	sameVisual(page, first, first+f.Tail, reads)
}

// begin starts the pieces of a line with the line as it came.
func begin(page *layout.Page, reads []read, i int) {
	r := &reads[i]
	if r.Pieces != nil {
		return
	}
	from, to := layout.Trim(page.Text, page.Lines[i].From, page.Lines[i].To)
	r.Pieces = []corpus.Piece{{From: from, To: to}}
	r.Marked = true
}

// insert cuts the last piece of a line at a placement and puts the phrase in.
func insert(page *layout.Page, r *read, q *blockend.Placement, last *blockend.Placement) {
	rest := r.Pieces[len(r.Pieces)-1]
	phrase := corpus.Piece{From: q.From, To: q.To}
	if last != nil && last.At == q.At { // right behind the phrase before
		if !q.End && len(r.Pieces) > 1 {
			r.Pieces = append(r.Pieces[:len(r.Pieces)-1], phrase, rest)
			phraseBefore(page.Text, r, len(r.Pieces)-2)
			phraseBefore(page.Text, r, len(r.Pieces)-1)
			r.Text = corpus.Join(page.Text, r.Pieces)
			return
		}
	}
	r.Pieces = r.Pieces[:len(r.Pieces)-1]
	for _, p := range []corpus.Piece{{From: rest.From, To: min(q.At, rest.To), Before: rest.Before}, phrase, {From: q.At, To: rest.To}} {
		if p.From, p.To = layout.Trim(page.Text, p.From, p.To); p.From < p.To {
			r.Pieces = append(r.Pieces, p)
			phraseBefore(page.Text, r, len(r.Pieces)-1)
		}
	}
	r.Text = corpus.Join(page.Text, r.Pieces)
}

// phraseBefore sets the white space before piece k: none before a mark that
// clings to the word before it, nor behind an apostrophe or an opening bracket.
func phraseBefore(text string, r *read, k int) {
	if k == 0 {
		r.Pieces[0].Before = ""
		return
	}
	a, b := r.Pieces[k-1], r.Pieces[k]
	left, _ := utf8.DecodeLastRuneInString(text[a.From:a.To])
	right, _ := utf8.DecodeRuneInString(text[b.From:b.To])
	r.Pieces[k].Before = " "
	switch {
	case left == '\'' || left == '’' || left == '(' || left == '[':
		r.Pieces[k].Before = ""
	case right == ',' || right == '.' || right == ')' || right == ']' || right == '’':
		r.Pieces[k].Before = ""
	}
}

// sameVisual finds the lines that are one visual line cut by holes, and
// measures them together.
func sameVisual(page *layout.Page, from, to int, reads []read) {
	for i := from; i < to; {
		k := i + 1
		for k < to && page.Lines[k].Blanks == 0 && (holeAtEnd(page, k-1) || holeAtStart(page, k)) && !reads[k].Gone {
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

func holeAtEnd(page *layout.Page, i int) bool {
	l := page.Lines[i]
	return l.To > l.From && page.Text[l.To-1] == ' '
}

func holeAtStart(page *layout.Page, i int) bool {
	l := page.Lines[i]
	s := page.Text[l.From:l.To]
	return len(s) > 1 && s[0] == ' ' && s[1] != ' ' || s[0] == ',' || s[0] == '.'
}
