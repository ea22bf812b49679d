package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/jsonl"
	"github.com/recto/recto/corpus/tmx"
	"github.com/recto/recto/corpus/tsv"
	"github.com/recto/recto/corpus/xliff"
	"github.com/recto/recto/internal/openaitest"
	"github.com/recto/recto/pipeline/align"
	"github.com/recto/recto/pipeline/check"
	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/read"
	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/segment"
)

// stage is something to measure: prepare does what is not measured.
type stage struct {
	name    string
	prepare func(context.Context, *texts) (func(context.Context) error, error)
}

// texts are one text in the states that stages take it in.
type texts struct {
	clean, damaged *corpus.Source
	bitext         *corpus.Bitext
	detector       *detect.Detector
}

// material makes the texts, of about so many kilobytes.
func material(kb int) (*texts, error) {
	clean, err := sample("harbour.fr.gold.txt", kb)
	if err != nil {
		return nil, err
	}
	damaged, err := sample("harbour.fr.txt", kb)
	if err != nil {
		return nil, err
	}
	t := &texts{clean: clean, damaged: damaged, detector: detect.New()}
	plain, err := repair.Repair(context.Background(), clean, repair.Options{Language: "fr", Off: true})
	if err != nil {
		return nil, err
	}
	cutter, err := segment.New("fr", segment.Options{})
	if err != nil {
		return nil, err
	}
	segments, err := cutter.Cut(plain.Paragraphs)
	if err != nil {
		return nil, err
	}
	t.bitext = &corpus.Bitext{
		Source: corpus.Side{Name: clean.Name, SHA256: clean.SHA256, Language: "fr", Paragraphs: plain.Paragraphs, Segments: segments},
		Target: corpus.Side{Language: "es"},
	}
	for i, s := range t.bitext.Source.Segments {
		t.bitext.Target.Segments = append(t.bitext.Target.Segments, corpus.Segment{ID: s.ID, Para: -1, Text: openaitest.Translate("fr", "es", s.Text)})
		t.bitext.Beads = append(t.bitext.Beads, corpus.Bead{Src: []int{i}, Tgt: []int{i}, Score: 1, State: corpus.Translated, Origin: corpus.Origin{Kind: corpus.OriginMachine, Engine: "bench"}})
	}
	return t, nil
}

// sample repeats a sample text with other numbers in each copy.
func sample(name string, kb int) (*corpus.Source, error) {
	text, err := os.ReadFile(filepath.Join("corpus", "samples", name))
	if err != nil {
		return nil, fmt.Errorf("run this from the repository's root: %w", err)
	}
	var b strings.Builder
	for i := 0; i == 0 || b.Len() < kb*1000; i++ {
		b.WriteString(strings.NewReplacer("27", fmt.Sprint(27+i), "2015", fmt.Sprint(1900+i%120), "Valmer", fmt.Sprintf("Valmer%c", 'a'+rune(i%26))).Replace(string(text)))
		b.WriteString("\n\n")
	}
	return corpus.NewSource(name, b.String(), "utf-8"), nil
}

func stages() []stage {
	write := func(f func(io.Writer, *corpus.Bitext) error) func(context.Context, *texts) (func(context.Context) error, error) {
		return func(_ context.Context, t *texts) (func(context.Context) error, error) {
			return func(context.Context) error { return f(io.Discard, t.bitext) }, nil
		}
	}
	mend := func(of func(*texts) *corpus.Source) func(context.Context, *texts) (func(context.Context) error, error) {
		return func(_ context.Context, t *texts) (func(context.Context) error, error) {
			return func(ctx context.Context) error {
				_, err := repair.Repair(ctx, of(t), repair.Options{Language: "fr"})
				return err
			}, nil
		}
	}
	return []stage{
		{"read", func(_ context.Context, t *texts) (func(context.Context) error, error) {
			data := []byte(t.damaged.Text)
			return func(context.Context) error { _, err := read.Bytes("a.txt", data, read.Options{}); return err }, nil
		}},
		{"detect", func(_ context.Context, t *texts) (func(context.Context) error, error) {
			return func(context.Context) error { t.detector.Detect(t.clean.Text); return nil }, nil
		}},
		{"repair, clean", mend(func(t *texts) *corpus.Source { return t.clean })},
		{"repair, damaged", mend(func(t *texts) *corpus.Source { return t.damaged })},
		{"segment", func(_ context.Context, t *texts) (func(context.Context) error, error) {
			cutter, err := segment.New("fr", segment.Options{})
			return func(context.Context) error {
				_, err := cutter.Cut(t.bitext.Source.Paragraphs)
				return err
			}, err
		}},
		{"align", func(_ context.Context, t *texts) (func(context.Context) error, error) {
			src, tgt := textsOf(t.bitext.Source), textsOf(t.bitext.Target)
			return func(ctx context.Context) error {
				_, _, err := align.Align(ctx, src, tgt, align.Options{From: "fr", To: "es"})
				return err
			}, nil
		}},
		{"check", func(_ context.Context, t *texts) (func(context.Context) error, error) {
			return func(ctx context.Context) error { return check.Run(ctx, t.bitext, check.Options{}) }, nil
		}},
		{"write JSONL", write(jsonl.Write)},
		{"write TMX", write(func(w io.Writer, b *corpus.Bitext) error { return tmx.Write(w, b, tmx.Options{}) })},
		{"write XLIFF", write(func(w io.Writer, b *corpus.Bitext) error { return xliff.Write(w, b, xliff.Options{}) })},
		{"write TSV", write(tsv.Write)},
	}
}

func textsOf(s corpus.Side) []string {
	out := make([]string, len(s.Segments))
	for i, seg := range s.Segments {
		out[i] = seg.Text
	}
	return out
}
