package pipeline

import (
	"context"
	"fmt"
	"strings"

	"github.com/recto/recto/corpus"
)

// lines takes a text that is cut already: each line is a segment, an empty one
// too, so that numbers of lines are numbers of segments.
func lines(_ context.Context, src *corpus.Source, from string, _ Settings, d Deps) (corpus.Side, error) {
	side := corpus.Side{Name: src.Name, SHA256: src.SHA256, Encoding: src.Encoding, Language: from, Confidence: 1}
	if from == "" {
		guess := d.Detector.Detect(src.Text)
		side.Language, side.Confidence = guess.Tag, guess.Confidence
	}
	for at := 0; at < len(src.Text); {
		end := strings.IndexByte(src.Text[at:], '\n')
		next := at + end + 1
		if end < 0 {
			end = len(src.Text) - at
			next = len(src.Text)
		}
		to := at + end
		if to > at && src.Text[to-1] == '\r' {
			to--
		}
		k := len(side.Segments)
		pieces := []corpus.Piece{{From: at, To: to}}
		side.Paragraphs = append(side.Paragraphs, corpus.Paragraph{ID: fmt.Sprintf("p%d", k+1), Pieces: pieces, Text: src.Text[at:to], Page: 1})
		side.Segments = append(side.Segments, corpus.Segment{ID: fmt.Sprintf("p%d.s1", k+1), Para: k, Pieces: pieces, Text: src.Text[at:to]})
		at = next
	}
	return side, nil
}
