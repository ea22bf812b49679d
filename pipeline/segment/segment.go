package segment

import (
	"fmt"
	"strings"

	"github.com/recto/recto/corpus"
)

// Options of cutting.
type Options struct {
	// SRX is the content of a file of rules in SRX 2.0; "" is recto's own.
	SRX string
}

// Segmenter cuts text of one language. It is safe for several goroutines.
type Segmenter struct{}

// New makes the Segmenter of a language, a BCP 47 tag.
func New(lang string, o Options) (*Segmenter, error) { return &Segmenter{}, nil }

// Span is a sentence: half-open bytes of the text, white space around it left out.
type Span struct{ From, To int }

// Segments cuts the paragraphs of a document.
func (s *Segmenter) Segments(src string, ps []corpus.Paragraph) []corpus.Segment {
	var out []corpus.Segment
	for i, p := range ps {
		for k, sp := range s.Split(p.Text) {
			pieces := corpus.Slice(p.Pieces, sp.From, sp.To)
			out = append(out, corpus.Segment{ID: fmt.Sprintf("%s.s%d", p.ID, k+1), Para: i, Pieces: pieces, Text: corpus.Join(src, pieces)})
		}
	}
	return out
}

// Split cuts a text.
func (s *Segmenter) Split(text string) []Span {
	var out []Span
	from := 0
	add := func(to int) {
		t := strings.TrimSpace(text[from:to])
		if t != "" {
			f := from + strings.Index(text[from:to], t)
			out = append(out, Span{f, f + len(t)})
		}
		from = to
	}
	for i := 0; i+1 < len(text); i++ {
		if strings.IndexByte(".!?", text[i]) >= 0 && text[i+1] == ' ' {
			add(i + 1)
		}
	}
	add(len(text))
	return out
}
