package pipeline

import (
	"context"
	"fmt"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/segment"
)

// prepare takes one document to its segments.
func prepare(ctx context.Context, src *corpus.Source, from string, s Settings, d Deps) (corpus.Side, error) {
	side := corpus.Side{Name: src.Name, SHA256: src.SHA256, Encoding: src.Encoding, Language: from, Confidence: 1}
	if from == "" {
		d.Observe.tell(Event{Document: src.Name, Stage: Detecting})
		guess := d.Detector.Detect(src.Text)
		side.Language, side.Confidence = guess.Tag, guess.Confidence
	}
	d.Observe.tell(Event{Document: src.Name, Stage: Repairing})
	repaired, err := repair.Repair(ctx, src, repair.Options{
		Language:    side.Language,
		Confidence:  s.Confidence,
		Off:         s.NoRepair,
		Adjudicator: d.Adjudicator,
	})
	if err != nil {
		return side, fmt.Errorf("repair %s: %w", src.Name, err)
	}
	side.Paragraphs, side.Removed = repaired.Paragraphs, repaired.Removed
	side.Producer, side.Warnings = repaired.Producer, repaired.Warnings
	nameLanguages(&side, from, d)

	d.Observe.tell(Event{Document: src.Name, Stage: Segmenting})
	cutter, err := segment.New(side.Language, segment.Options{SRX: s.SRX})
	if err != nil {
		return side, fmt.Errorf("segment %s: %w", src.Name, err)
	}
	if side.Segments, err = cutter.Cut(side.Paragraphs); err != nil {
		return side, fmt.Errorf("segment %s: %w", src.Name, err)
	}
	if len(side.Segments) == 0 {
		side.Warnings = append(side.Warnings, "no text in it")
	}
	return side, nil
}

// nameLanguages marks the paragraphs that are in another language than their
// document.
func nameLanguages(side *corpus.Side, from string, d Deps) {
	if d.Detector == nil || len(side.Paragraphs) < 2 {
		return
	}
	texts := make([]string, len(side.Paragraphs))
	for i, p := range side.Paragraphs {
		texts[i] = p.Text
	}
	for i, tag := range d.Detector.Others(side.Language, texts) {
		if tag == "" {
			continue
		}
		side.Paragraphs[i].Language = tag
		side.Warnings = append(side.Warnings, fmt.Sprintf("paragraph %s is in another language: %s", side.Paragraphs[i].ID, tag))
	}
}

// cut keeps the first n segments, and the paragraphs that they stand in.
func cut(side *corpus.Side, n int) {
	if n <= 0 || n >= len(side.Segments) {
		return
	}
	side.Segments = side.Segments[:n]
	last := side.Segments[n-1].Para
	side.Paragraphs = side.Paragraphs[:last+1]
	side.Warnings = append(side.Warnings, fmt.Sprintf("ends after segment %d, as asked", n))
}

// title is the document's heading, for the engine to know what it reads.
func title(b *corpus.Bitext) string {
	for _, p := range b.Source.Paragraphs {
		if p.Kind == corpus.Heading {
			return p.Text
		}
	}
	return ""
}
