package segment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/segment/srx"
)

// Options of cutting.
type Options struct {
	// SRX is the content of a file of rules in SRX 2.0, used in place of
	// recto's own; "" is recto's own.
	SRX string
}

// Segmenter cuts text of one language. It is safe for several goroutines.
type Segmenter struct {
	rules *rules
	srx   *srx.Cutter // nil: recto's own rules
}

// New makes the Segmenter of a language, a BCP 47 tag; an unknown one gets the
// rules that hold everywhere. Errors are those of the SRX file.
func New(lang string, o Options) (*Segmenter, error) {
	if o.SRX != "" {
		doc, err := srx.Parse(strings.NewReader(o.SRX))
		if err != nil {
			return nil, err
		}
		cutter, err := doc.Cutter(lang)
		if err != nil {
			return nil, err
		}
		return &Segmenter{srx: cutter}, nil
	}
	return &Segmenter{rules: load(lang)}, nil
}

// Span is a sentence: half-open bytes of the text, without the white space
// around it.
type Span struct{ From, To int }

// Cut cuts the paragraphs of a document. Its abbreviations are learned from all
// of it first. The segments of a paragraph are its text in order, but for white
// space between them; a paragraph in another language is cut by the rules of
// that. Only rules of an SRX file can fail: *srx.RuleError.
func (s *Segmenter) Cut(ps []corpus.Paragraph) ([]corpus.Segment, error) {
	var learned exceptions
	if s.srx == nil {
		learned = learn(ps)
	}
	others := map[string]*rules{} // of paragraphs in another language
	var out []corpus.Segment
	for i := range ps {
		p := &ps[i]
		rules := s.rules
		if p.Language != "" && s.srx == nil {
			if others[p.Language] == nil {
				others[p.Language] = load(p.Language)
			}
			rules = others[p.Language]
		}
		spans, err := s.spans(p.Text, rules, learned, p.Kind == corpus.Table)
		if err != nil {
			return nil, fmt.Errorf("paragraph %s: %w", p.ID, err)
		}
		pieces := slicer{pieces: solid(p.Pieces)}
		for k, span := range spans {
			out = append(out, corpus.Segment{
				ID:     p.ID + ".s" + strconv.Itoa(k+1),
				Para:   i,
				Pieces: pieces.next(span.From, span.To),
				Text:   p.Text[span.From:span.To],
			})
		}
	}
	return out, nil
}

// Split cuts a plain text of one paragraph, or of several with blank lines
// between them. Only rules of an SRX file can fail: *srx.RuleError.
func (s *Segmenter) Split(text string) ([]Span, error) {
	return s.spans(text, s.rules, nil, false)
}

func (s *Segmenter) spans(text string, own *rules, learned exceptions, lines bool) ([]Span, error) {
	if s.srx != nil {
		return bySRX(text, s.srx)
	}
	c := cutter{rules: own, learned: learned, text: text, lines: lines}
	return c.cut(), nil
}

// solid gives pieces none of which is empty: white space put in front of an
// empty one goes to the next.
func solid(pieces []corpus.Piece) []corpus.Piece {
	if !slices.ContainsFunc(pieces, func(p corpus.Piece) bool { return p.From == p.To }) {
		return pieces
	}
	var out []corpus.Piece
	before := ""
	for _, p := range pieces {
		if p.From == p.To {
			before += p.Before
			continue
		}
		p.Before, before = before+p.Before, ""
		out = append(out, p)
	}
	return out
}

// slicer is corpus.Slice for cuts in ascending order: one way through the
// pieces for all of them.
type slicer struct {
	pieces []corpus.Piece
	at     int // where the first of them begins in the rendered text
}

func (s *slicer) next(from, to int) []corpus.Piece {
	for len(s.pieces) > 0 {
		p := s.pieces[0]
		end := s.at + len(p.Before) + p.To - p.From
		if end > from {
			break
		}
		s.at, s.pieces = end, s.pieces[1:]
	}
	n, end := 0, s.at
	for n < len(s.pieces) && end < to {
		end += len(s.pieces[n].Before) + s.pieces[n].To - s.pieces[n].From
		n++
	}
	return corpus.Slice(s.pieces[:n], from-s.at, to-s.at)
}
