package repair

import (
	"slices"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// edit puts a space into a line, or takes one out.
type edit struct {
	line, from, to int
	form           string // that is cut, or the half that is no word
	gain           float64
}

func (e *edit) parts() bool { return e.from == e.to }

// respace puts words together that are spaced out, and apart that are glued,
// in the lines that bear no mark of a moved phrase; and all words of a text whose reader
// saw no spaces.
func (j *job) respace(page *layout.Page, reads []read) {
	if j.words == nil || page.Code() {
		return
	}
	spacing := j.words.Spacing
	if page.Unspaced() {
		spacing = j.words.Unglue
	}
	sure := map[bool]int{} // of those that part words, and of those that join them
	var edits []edit
	for i, l := range page.Lines {
		if len(reads[i].moves) > 0 || reads[i].Marked && reads[i].Pieces == nil || page.Apart(i) {
			continue
		}
		for _, g := range spacing(page.Text[l.From:l.To]) {
			e := edit{i, l.From + g.From, l.From + g.To, g.Form, g.Gain}
			switch {
			case reads[i].Pieces == nil:
				edits = append(edits, e)
			case e.gain >= sureGain: // order put the words apart, which tells of others
				sure[e.parts()]++
			}
		}
	}
	edits = nowhereElse(page, edits)
	for i := range edits {
		if edits[i].gain >= sureGain {
			sure[edits[i].parts()]++
		}
	}
	for i := range edits {
		if e := &edits[i]; e.gain >= sureGain || e.gain >= fairGain && sure[e.parts()] >= several {
			e.apply(page, &reads[e.line])
		}
	}
}

// nowhereElse drops the edits of forms that the text has more than once: a name, or a word
// that the list does not know.
func nowhereElse(page *layout.Page, edits []edit) []edit {
	forms, halves := make(map[string]int), make(map[string]int)
	for i := range edits {
		e := &edits[i]
		if e.form != "" {
			forms[e.form] = 0
		}
		if !e.parts() {
			halves[e.form]++
		}
	}
	if len(forms) == 0 {
		return edits
	}
	var tokens []lm.Token
	for _, l := range page.Lines {
		line := page.Text[l.From:l.To]
		tokens = lm.Tokens(tokens[:0], line)
		for _, t := range tokens {
			if n, ok := forms[line[t.From:t.To]]; ok {
				forms[line[t.From:t.To]] = n + 1
			}
		}
	}
	return slices.DeleteFunc(edits, func(e edit) bool { return forms[e.form] > max(1, halves[e.form]) })
}

// apply makes the edit in the line's pieces.
func (e *edit) apply(page *layout.Page, r *read) {
	if r.Pieces == nil {
		from, to := layout.Trim(page.Text, page.Lines[e.line].From, page.Lines[e.line].To)
		r.Pieces = []corpus.Piece{{From: from, To: to}}
	}
	last := &r.Pieces[len(r.Pieces)-1]
	rest := corpus.Piece{From: e.to, To: last.To}
	last.To = e.from
	if e.parts() {
		rest.Before = " "
	}
	r.Pieces = append(r.Pieces, rest)
	r.Text = corpus.Join(page.Text, r.Pieces)
}

// What is surely spaced out or glued shows that less sure words are, too. Where nothing is
// wrong one word in 100,000 seems so surely, and one in 10,000 seems likely to be.
const (
	sureGain = 15 // nats
	fairGain = 3
	several  = 2
)

// takeNotes takes the marks of footnotes out of the lines' pieces.
func takeNotes(page *layout.Page, reads []read) []corpus.Removed {
	var out []corpus.Removed
	for _, m := range page.NoteMarks() {
		r := &reads[m.Line]
		if r.Gone {
			continue
		}
		if r.Pieces == nil {
			from, to := layout.Trim(page.Text, page.Lines[m.Line].From, page.Lines[m.Line].To)
			r.Pieces = []corpus.Piece{{From: from, To: to}}
		}
		for k, q := range r.Pieces {
			if m.From <= q.From || m.To > q.To {
				continue // a piece keeps its beginning
			}
			rest := corpus.Piece{From: m.To, To: q.To}
			r.Pieces[k].To = m.From
			if rest.From < rest.To {
				r.Pieces = append(r.Pieces[:k+1], append([]corpus.Piece{rest}, r.Pieces[k+1:]...)...)
			}
			r.Text = corpus.Join(page.Text, r.Pieces)
			out = append(out, m.Removed)
			break
		}
	}
	return out
}
