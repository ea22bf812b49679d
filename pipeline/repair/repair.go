package repair

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/hyphen"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
	"github.com/recto/recto/pipeline/repair/order"
)

// DefaultConfidence is the bar for a move where none is asked for.
const DefaultConfidence = order.DefaultConfidence

// Options shape a repair. The zero value moves no phrase, for it knows no
// language: it puts lines together and takes heads and page numbers out.
type Options struct {
	Language    string            // BCP 47; "" or "und" if unknown
	Confidence  float64           // the bar for a move, 0 to 1; 0 is DefaultConfidence
	Off         bool              // nothing is moved or removed; blank lines end paragraphs
	Adjudicator order.Adjudicator // asked about undecided lines; nil asks nobody
	Model       *lm.Model         // for a bench that holds texts back; nil opens the language's own
}

// Result is a document put right.
type Result struct {
	Paragraphs []corpus.Paragraph
	Removed    []corpus.Removed // in the order of the text
	Producer   string           // where styled phrases were painted: "", "last", "first", "block-end"
	Warnings   []string
}

// Repair puts a document right. It takes linear time, and returns an error only
// if ctx ends, if the adjudicator fails, or if Text is not valid UTF-8.
func Repair(ctx context.Context, src *corpus.Source, o Options) (*Result, error) {
	if !utf8.ValidString(src.Text) {
		return nil, fmt.Errorf("%s: not valid UTF-8", src.Name)
	}
	if o.Off {
		return asItCame(src.Text), nil
	}
	lang := base(o.Language)
	m, err := o.Model, error(nil)
	if m == nil {
		m, err = lm.Open(lang)
	}
	j := &job{o: o, model: m, habits: hyphen.Open(lang)}
	var warnings []string
	switch {
	case err == nil:
		j.words = layout.NewWords(m)
	case errors.Is(err, lm.ErrNoModel) && (lang == "" || lang == "und"):
		if strings.TrimSpace(src.Text) != "" {
			warnings = append(warnings, "the language is unknown: no phrase was moved")
		}
	case errors.Is(err, lm.ErrNoModel):
		warnings = append(warnings, fmt.Sprintf("no language model for %q: no phrase was moved", o.Language))
	default:
		return nil, err
	}
	res, err := j.settle(ctx, src.Text)
	if err != nil {
		return nil, err
	}
	res.Warnings = append(warnings, res.Warnings...)
	return res, nil
}

// base is the language of a tag, without script and region.
func base(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return strings.ToLower(tag)
}

// job is one repair under way.
type job struct {
	o      Options
	model  *lm.Model     // knows no word where the language has none
	words  *layout.Words // nil where the language has none
	habits *hyphen.Habits
}

// rounds is how often a text is read again until nothing changes. One is the
// rule; a second is needed where a line stands alone in its paragraph and still
// bears a mark.
const rounds = 4

// settle repairs until repairing the printed result would change nothing.
func (j *job) settle(ctx context.Context, text string) (*Result, error) {
	res, err := j.once(ctx, text)
	if err != nil {
		return nil, err
	}
	best := res
	for range rounds {
		printed := Text(res.Paragraphs)
		if printed == text {
			return res, nil
		}
		next, err := j.once(ctx, printed)
		if err != nil {
			return nil, err
		}
		again := Text(next.Paragraphs)
		if again == printed {
			return res, nil
		}
		composed := compose(text, res, next)
		if permutation(text, composed.Paragraphs, composed.Removed) != nil {
			return res, nil
		}
		res = composed
		if again < Text(best.Paragraphs) {
			best = res
		}
	}
	return best, nil // readings that chase each other: the same one from each
}

// once repairs a text in one go.
func (j *job) once(ctx context.Context, text string) (*Result, error) {
	page, reads, producer, err := j.read(ctx, layout.Parse(text))
	if err != nil {
		return nil, err
	}
	j.respace(page, reads)
	unfill(page, reads)
	res := &Result{Producer: producer, Removed: append(page.Removed, takeNotes(page, reads)...)}
	if j.words != nil && page.Code() {
		res.Warnings = append(res.Warnings, "the text reads as a program's source or as data: no phrase was moved")
	}
	if j.words != nil && page.Unspaced() {
		res.Warnings = append(res.Warnings, "many words had no space between them: spaces were put in where that is likely; another reader of PDF may see them")
	}
	plain := make([]layout.Read, len(reads))
	for i, r := range reads {
		plain[i] = r.Read
	}
	for _, q := range page.Paragraphs(plain, j.words, j.habits) {
		res.Removed = append(res.Removed, q.Removed...)
		res.Paragraphs = append(res.Paragraphs, paragraph(page, q, reads))
	}
	number(res)
	if err := permutation(text, res.Paragraphs, res.Removed); err != nil {
		left := asItCame(text)
		left.Warnings = append(left.Warnings, fmt.Sprintf("not repaired, a check failed: %v", err))
		return left, nil
	}
	return res, nil
}

// paragraph turns the layout's paragraph into the corpus's.
func paragraph(page *layout.Page, q layout.Paragraph, reads []read) corpus.Paragraph {
	p := corpus.Paragraph{
		Pieces: q.Pieces,
		Text:   corpus.Join(page.Text, q.Pieces),
		Kind:   q.Kind,
		Page:   page.Lines[q.From].Page,
	}
	for i := q.From; i < q.To; i++ {
		p.Moves = append(p.Moves, reads[i].moves...)
		p.Doubts = append(p.Doubts, reads[i].doubts...)
	}
	place(p.Moves, p.Pieces)
	return p
}

// place finds where each moved phrase stands now.
func place(moves []corpus.Move, pieces []corpus.Piece) {
	for i := range moves {
		at := 0
		for _, q := range pieces {
			at += len(q.Before)
			if moves[i].From >= q.From && moves[i].From < q.To {
				moves[i].At = at + moves[i].From - q.From
				break
			}
			at += q.To - q.From
		}
	}
}

func number(res *Result) {
	for i := range res.Paragraphs {
		res.Paragraphs[i].ID = fmt.Sprintf("p%d", i+1)
	}
	sortRemoved(res.Removed)
}

// Text prints paragraphs: one a line, a blank line between them.
func Text(paragraphs []corpus.Paragraph) string {
	var b strings.Builder
	for i, p := range paragraphs {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(p.Text)
	}
	if len(paragraphs) > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}
