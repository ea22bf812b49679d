package repair

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/order"
)

// read is a line as it was read, with what is to be said of it.
type read struct {
	layout.Read
	moves  []corpus.Move
	doubts []corpus.Doubt
}

// visual is the most bytes that a line may have to be read as a visual line.
const visual = 400

// read has the order of phrases read, and says who put them out of it. The page that it
// gives has each visual line in one, where they came run by run.
func (j *job) read(ctx context.Context, page *layout.Page) (*layout.Page, []read, string, error) {
	reads := make([]read, len(page.Lines))
	if j.words == nil || page.Code() || page.Unspaced() { // marks alone do not say where a phrase belongs
		return page, reads, "", nil
	}
	runs, moved, err := j.byRun(ctx, page)
	if err != nil {
		return nil, nil, "", err
	}
	if len(runs) == 0 && j.tails(page, reads) {
		return page, reads, string(order.BlockEnd), nil
	}
	reads, producer, err := j.lines(ctx, page.Join(runs), moved)
	if err != nil {
		return nil, nil, "", err
	}
	page, reads = parted(page, runs, reads)
	return page, reads, producer, nil
}

// lines has the order of phrases read in all lines that may hold damage. moved is the
// share of those with a line break that are out of order.
func (j *job) lines(ctx context.Context, page *layout.Page, moved float64) ([]read, string, error) {
	reads := make([]read, len(page.Lines))
	var blocks []order.Block
	var at [][2]int
	for _, b := range page.Blocks(func(i int) bool { return suspect(page, i) }) {
		if b[1]-b[0] == 1 && page.Lines[b[0]].To-page.Lines[b[0]].From > visual || page.Apart(b[0]) {
			continue
		}
		block := order.Block{}
		for i := b[0]; i < b[1]; i++ {
			l := page.Lines[i]
			block.Lines = append(block.Lines, order.Line{From: l.From, To: l.To})
			block.AfterBlank = append(block.AfterBlank, l.Blanks > 0 && i > b[0])
		}
		blocks = append(blocks, block)
		at = append(at, b)
	}
	outcomes, producer, err := j.order(ctx, page, blocks, moved)
	if err != nil {
		return nil, "", err
	}
	for k, b := range at[:len(outcomes)] {
		j.take(page, b, outcomes[k], reads)
	}
	return reads, string(producer), nil
}

// take checks the outcomes of one block and turns them into reads. A block in
// which a character is lost or doubled goes on as it came.
func (j *job) take(page *layout.Page, b [2]int, outcomes []order.Outcome, reads []read) {
	sound := soundBlock(page, b, outcomes)
	for _, o := range outcomes {
		i := b[0] + o.Line
		l := page.Lines[i]
		r := &reads[i]
		r.Marked = o.Marked
		if !sound {
			if o.Changed {
				r.doubts = append(r.doubts, doubt(page.Text, l, "not-a-permutation", o))
			}
			continue
		}
		if o.Left {
			r.doubts = append(r.doubts, doubt(page.Text, l, o.Reason, o))
			continue
		}
		if !o.Changed {
			continue
		}
		r.Pieces = trimPieces(page.Text, o.Best.Pieces)
		r.Text = corpus.Join(page.Text, r.Pieces)
		for _, m := range o.Moves {
			m.LineFrom, m.LineTo, m.Line = l.From, l.To, l.Number
			r.moves = append(r.moves, m)
		}
		if o.Reason != "" {
			r.doubts = append(r.doubts, doubt(page.Text, l, o.Reason, o))
		}
	}
}

// soundBlock says whether the outcomes of a block are a permutation of it.
func soundBlock(page *layout.Page, b [2]int, outcomes []order.Outcome) bool {
	first, last := page.Lines[b[0]], page.Lines[b[1]-1]
	text := page.Text[first.From:last.To]
	l := newLedger(text)
	for _, o := range outcomes {
		if o.Line < 0 || b[0]+o.Line >= b[1] {
			return false
		}
		line := page.Lines[b[0]+o.Line]
		pieces := o.Best.Pieces
		if o.Left || !o.Changed {
			pieces = []corpus.Piece{{From: line.From, To: line.To}}
		}
		for _, q := range pieces {
			if !isSpace(q.Before) || l.use(q.From-first.From, q.To-first.From) != nil {
				return false
			}
		}
	}
	for i := b[0]; i < b[1]; i++ {
		if l.whole(page.Lines[i].From-first.From, page.Lines[i].To-first.From) != nil {
			return false
		}
	}
	return true
}

func doubt(text string, l layout.Line, reason string, o order.Outcome) corpus.Doubt {
	d := corpus.Doubt{LineFrom: l.From, LineTo: l.To, Line: l.Number, Reason: reason}
	d.Readings = append(d.Readings, corpus.Reading{Text: o.Best.Text, Posterior: o.Best.Posterior})
	for _, a := range o.Alternatives {
		d.Readings = append(d.Readings, corpus.Reading{Text: a.Text, Posterior: a.Posterior})
	}
	return d
}

// trimPieces takes white space off the ends of a line's pieces.
func trimPieces(text string, pieces []corpus.Piece) []corpus.Piece {
	out := make([]corpus.Piece, 0, len(pieces))
	for _, q := range pieces {
		if len(out) == 0 {
			q.From, _ = layout.Trim(text, q.From, q.To)
			q.Before = ""
		}
		if q.From < q.To {
			out = append(out, q)
		}
	}
	for len(out) > 0 {
		q := &out[len(out)-1]
		if _, q.To = layout.Trim(text, q.From, q.To); q.From < q.To {
			break
		}
		out = out[:len(out)-1]
	}
	return out
}

// suspect says that a line looks as if a phrase had been moved in it, or next
// to it; the reader of order knows better, but has to be shown enough.
func suspect(page *layout.Page, i int) bool {
	l := page.Lines[i]
	s := page.Text[l.From:l.To]
	if len(s) > visual || len(s) == 0 {
		return false
	}
	if s[0] == ' ' && !(len(s) > 1 && s[1] == ' ') || s[len(s)-1] == ' ' {
		return true
	}
	s = strings.TrimSpace(s)
	if strings.Contains(s, "  ") || strings.ContainsRune(",.;:)", rune(s[0])) {
		return true
	}
	return glued(s)
}

// glued finds a capital inside a word of small letters, or a letter right
// behind a mark that wants a space.
func glued(s string) bool {
	var before, last rune
	for i, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(last) && unicode.IsLower(before) {
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); unicode.IsLower(next) {
				return true
			}
		}
		if unicode.IsLetter(r) && (last == ',' || last == ';' || last == ')') && unicode.IsLetter(before) {
			return true
		}
		before, last = last, r
	}
	return false
}
