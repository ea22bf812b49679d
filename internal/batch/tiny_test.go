package batch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
)

const price = 0.01 // of a segment

// tiny is a pipeline of a few lines: a line is a paragraph and a segment, its
// translation is paid for, stored, and found again, as the real one does it.
type tiny struct {
	log   func(line string) // told "ask KEY" before a request, "have KEY" after its answer is stored
	hurt  func(name, text string) error
	files func(dir string) (export.Files, error)

	mu    sync.Mutex
	asked int
}

func (p *tiny) do(ctx context.Context, t Task) (*Product, error) {
	if !utf8.Valid(t.Data) {
		return nil, Hopeless(errors.New("not a text"))
	}
	src := corpus.NewSource(t.Name, string(t.Data), "utf-8")
	b := &corpus.Bitext{Source: corpus.Side{Name: t.Name, SHA256: src.SHA256, Encoding: "utf-8", Language: "fr"}, Target: corpus.Side{Language: t.Language}}
	at := 0
	for line := range strings.Lines(src.Text) {
		from := at
		at += len(line)
		text := strings.TrimRight(line, "\n")
		if strings.TrimSpace(text) == "" {
			continue
		}
		id := fmt.Sprintf("p%d", len(b.Source.Paragraphs)+1)
		pieces := []corpus.Piece{{From: from, To: from + len(text)}}
		b.Source.Paragraphs = append(b.Source.Paragraphs, corpus.Paragraph{ID: id, Pieces: pieces, Text: text, Page: 1})
		b.Source.Segments = append(b.Source.Segments, corpus.Segment{ID: id + ".s1", Para: len(b.Source.Paragraphs) - 1, Pieces: pieces, Text: text})
	}
	t.Reached(Repaired)
	for i, s := range b.Source.Segments {
		target, reason, err := p.translate(ctx, t, s)
		if err != nil {
			return nil, err
		}
		bead := corpus.Bead{Src: []int{i}, Score: 1, State: corpus.Untranslated, Reason: reason}
		if reason == "" {
			bead.Tgt, bead.State, bead.Origin = []int{len(b.Target.Segments)}, corpus.Translated, corpus.Origin{Kind: corpus.OriginMachine}
			b.Target.Segments = append(b.Target.Segments, corpus.Segment{ID: s.ID, Para: -1, Text: target})
		}
		b.Beads = append(b.Beads, bead)
	}
	t.Reached(Translated)
	return &Product{Bitext: b, SourceText: src.Text}, nil
}

func (p *tiny) translate(ctx context.Context, t Task, s corpus.Segment) (target, reason string, err error) {
	if err := ctx.Err(); err != nil {
		return "", "", err
	}
	if p.hurt != nil {
		if err := p.hurt(t.Name, s.Text); err != nil {
			return "", "", err
		}
	}
	if strings.Contains(s.Text, "UNREACHABLE") {
		return "", translate.Unreachable, nil
	}
	key := translate.Key(sha256.Sum256([]byte(t.Language + "\x00" + s.Text)))
	entries, err := t.Ledger.Entries(ctx, key)
	if err != nil {
		return "", "", err
	}
	if len(entries) > 0 {
		return entries[0].Verdicts[0].Text, "", nil
	}
	if b, l := t.Budget, t.Ledger.(*store.DocumentLedger); b != nil && b.MaxCost > 0 && l.Spent().Cost+price > b.MaxCost+1e-9 {
		return "", "", &translate.LimitReached{Limit: "cost", Max: b.MaxCost, Spent: l.Spent().Cost}
	}
	if p.log != nil {
		p.log("ask " + key.String())
	}
	p.mu.Lock()
	p.asked++
	p.mu.Unlock()
	text := t.Language + ": " + s.Text
	e := translate.Entry{Key: key, Document: t.Name, Engine: "tiny", Units: []string{s.ID}, Verdicts: []translate.Verdict{{Number: 1, Text: text}}, In: 6, Out: 4, Cost: price}
	if err := t.Ledger.Record(context.WithoutCancel(ctx), e); err != nil {
		return "", "", err
	}
	if p.log != nil {
		p.log("have " + key.String())
	}
	return text, "", nil
}

func (p *tiny) write(ctx context.Context, dir string, product *Product) ([]string, error) {
	return export.Write(ctx, dir, product.Bitext, []export.Format{export.JSONL, export.TSV}, export.Options{SourceText: product.SourceText, Files: p.files})
}

// options of a night over two folders of a test.
func (p *tiny) options(in, out string) Options {
	return Options{Inbox: in, Outbox: out, Languages: []string{"es"}, Settings: func(string) string { return "one" }, Do: p.do, Write: p.write}
}

func folders(t *testing.T) (in, out string) {
	t.Helper()
	dir := t.TempDir()
	in, out = filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if err := os.Mkdir(in, 0o755); err != nil {
		t.Fatal(err)
	}
	return in, out
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func runNight(t *testing.T, o Options) *Report {
	t.Helper()
	r, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// tree reads the outputs below a folder: neither reports nor the store.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := make(map[string]string)
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if rel == ".recto" || rel == "report" {
			return fs.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	}); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}
