package jsonl

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// MaxLine is the longest line that Read takes, in bytes.
const MaxLine = 256 << 20

// ErrVersion is wrapped by the error for a file of a version that is not known.
var ErrVersion = errors.New("another version")

var errTrailing = errors.New("more than one value on the line")

// Read reads a bitext. Each line is checked where it stands: an unknown id, an
// id that is taken, a line before the header are errors that name the line.
func Read(r io.Reader) (*corpus.Bitext, error) {
	in := reader{
		b:   &corpus.Bitext{},
		src: index{name: "source", paras: map[string]int{}, segs: map[string]int{}},
		tgt: index{name: "target", paras: map[string]int{}, segs: map[string]int{}},
	}
	in.src.side, in.tgt.side = &in.b.Source, &in.b.Target
	br := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := readLine(br)
		if err == io.EOF && len(line) == 0 {
			break
		}
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("read jsonl: line %d: %w", n, err)
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := in.line(line); err != nil {
			return nil, fmt.Errorf("read jsonl: line %d: %w", n, err)
		}
	}
	if !in.header {
		return nil, errors.New("read jsonl: the file is empty: a header line is missing")
	}
	in.b.Foreign = append(in.b.Foreign, in.lines...)
	for _, s := range []*corpus.Side{&in.b.Source, &in.b.Target} {
		// Texts that were taken out hang on paragraphs; the side lists them in the document's order.
		sort.SliceStable(s.Removed, func(i, j int) bool { return s.Removed[i].From < s.Removed[j].From })
	}
	if err := covered(in.b); err != nil {
		return nil, fmt.Errorf("read jsonl: %w: is the file cut short?", err)
	}
	return in.b, nil
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > MaxLine {
			return nil, fmt.Errorf("longer than %d bytes", MaxLine)
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

type reader struct {
	b        *corpus.Bitext
	header   bool
	src, tgt index
	lines    []corpus.Foreign // of unknown type: written last
}

type index struct {
	name        string
	side        *corpus.Side
	paras, segs map[string]int
}

func (in *reader) line(line []byte) error {
	if !utf8.Valid(line) {
		return errors.New("not valid UTF-8")
	}
	kind, err := kindOf(line)
	if err != nil {
		return err
	}
	if (kind == "header") == in.header {
		if in.header {
			return errors.New("a second header")
		}
		return fmt.Errorf("a %q before the header line", kind)
	}
	switch kind {
	case "header":
		return in.readHeader(line)
	case "paragraph":
		return in.readParagraph(line)
	case "segment":
		return in.readSegment(line)
	case "bead":
		return in.readBead(line)
	}
	in.lines = append(in.lines, corpus.Foreign{JSON: string(bytes.TrimSpace(line))})
	return nil
}

// kindOf gives the type of a line, without decoding it where recto wrote it:
// there the type comes first.
func kindOf(line []byte) (string, error) {
	for _, kind := range []string{"segment", "bead", "paragraph"} {
		if bytes.HasPrefix(line, []byte(`{"type":"`+kind+`",`)) {
			return kind, nil
		}
	}
	var v struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(line, &v); err != nil {
		return "", fmt.Errorf("not a JSON object of recto: %w", err)
	}
	return v.Type, nil
}

// into decodes a line and keeps what it does not know under the line's key.
func (in *reader) into(line []byte, v any, key func() string) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if d.Decode(v) == nil {
		return nil
	}
	if err := json.Unmarshal(line, v); err != nil {
		return err
	}
	known, err := json.Marshal(v)
	if err != nil {
		return err
	}
	more, err := unknown(line, known)
	if err != nil || more == "" {
		return err
	}
	in.b.Foreign = append(in.b.Foreign, corpus.Foreign{Line: key(), JSON: more})
	return nil
}

func (in *reader) readHeader(line []byte) error {
	var h header
	if err := in.into(line, &h, func() string { return "header" }); err != nil {
		return fmt.Errorf("header: %w", err)
	}
	if h.Version != Version {
		return fmt.Errorf("%w: %q; this recto reads %s: take a newer recto", ErrVersion, h.Version, Version)
	}
	in.header = true
	in.b.Run = corpus.Run{Generator: h.Generator, Settings: h.Settings, Engine: h.Engine, Model: h.Model, Date: h.Date}
	in.b.Source, in.b.Target = h.Source.noun(), h.Target.noun()
	in.b.Source.Removed = all(h.Source.Removed, removed.noun)
	in.b.Target.Removed = all(h.Target.Removed, removed.noun)
	in.b.Unplaced = all(h.Unplaced, decision.noun)
	return nil
}

func (in *reader) of(side string) (*index, error) {
	switch side {
	case "source":
		return &in.src, nil
	case "target":
		return &in.tgt, nil
	}
	return nil, fmt.Errorf("side is %q, not source or target", side)
}

func (in *reader) readParagraph(line []byte) error {
	var p paragraph
	if err := in.into(line, &p, func() string { return p.Side + " paragraph " + p.ID }); err != nil {
		return fmt.Errorf("paragraph: %w", err)
	}
	x, err := in.of(p.Side)
	if err != nil {
		return fmt.Errorf("paragraph %q: %w", p.ID, err)
	}
	if _, taken := x.paras[p.ID]; taken || p.ID == "" {
		return fmt.Errorf("%s paragraph: id %q is empty or taken", x.name, p.ID)
	}
	if err := checkPieces(p.Pieces); err != nil {
		return fmt.Errorf("%s paragraph %s: %w", x.name, p.ID, err)
	}
	x.paras[p.ID] = len(x.side.Paragraphs)
	x.side.Paragraphs = append(x.side.Paragraphs, corpus.Paragraph{
		ID: p.ID, Kind: corpus.Kind(p.Kind), Language: p.Language, Page: p.Page, Text: p.Text,
		Pieces: all(p.Pieces, piece.noun), Moves: all(p.Moves, move.noun), Doubts: all(p.Doubts, doubt.noun),
	})
	x.side.Removed = append(x.side.Removed, all(p.Removed, removed.noun)...)
	return nil
}

func (in *reader) readSegment(line []byte) error {
	var s segment
	if err := in.into(line, &s, func() string { return s.Side + " segment " + s.ID }); err != nil {
		return fmt.Errorf("segment: %w", err)
	}
	x, err := in.of(s.Side)
	if err != nil {
		return fmt.Errorf("segment %q: %w", s.ID, err)
	}
	if _, taken := x.segs[s.ID]; taken || s.ID == "" {
		return fmt.Errorf("%s segment: id %q is empty or taken", x.name, s.ID)
	}
	if err := checkPieces(s.Pieces); err != nil {
		return fmt.Errorf("%s segment %s: %w", x.name, s.ID, err)
	}
	para := -1
	if s.Paragraph != "" {
		k, ok := x.paras[s.Paragraph]
		if !ok {
			return fmt.Errorf("%s segment %s: there is no paragraph %q before it", x.name, s.ID, s.Paragraph)
		}
		para = k
	}
	x.segs[s.ID] = len(x.side.Segments)
	x.side.Segments = append(x.side.Segments, corpus.Segment{ID: s.ID, Para: para, Text: s.Text, Pieces: all(s.Pieces, piece.noun)})
	return nil
}

// checkPieces refuses offsets that no text can have: whoever slices by them must not fall.
func checkPieces(pieces []piece) error {
	for _, p := range pieces {
		if p.From < 0 || p.To < p.From {
			return fmt.Errorf("piece from %d to %d", p.From, p.To)
		}
	}
	return nil
}

func (in *reader) readBead(line []byte) error {
	var d bead
	if err := in.into(line, &d, func() string { return beadKey(d.Source, d.Target) }); err != nil {
		return fmt.Errorf("bead: %w", err)
	}
	src, err := in.src.places(d.Source)
	if err != nil {
		return err
	}
	tgt, err := in.tgt.places(d.Target)
	if err != nil {
		return err
	}
	b := corpus.Bead{
		Src: src, Tgt: tgt, Score: d.Score, Why: all(d.Why, evidence.noun), Origin: d.Origin.noun(), State: corpus.State(d.State),
		Reason: d.Reason, Attempts: all(d.Attempts, attempt.noun), Findings: all(d.Findings, finding.noun), Matches: all(d.Matches, match.noun),
	}
	if d.Decision != nil {
		one := d.Decision.noun()
		b.Decision = &one
	}
	in.b.Beads = append(in.b.Beads, b)
	return nil
}

func (x *index) places(ids []string) ([]int, error) {
	var out []int
	for _, id := range ids {
		k, ok := x.segs[id]
		if !ok {
			return nil, fmt.Errorf("bead: there is no %s segment %q before it", x.name, id)
		}
		out = append(out, k)
	}
	return out, nil
}

// ReadHeader reads the header line alone: a bitext without its texts.
func ReadHeader(r io.Reader) (*corpus.Bitext, error) {
	line, err := readLine(bufio.NewReader(r))
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("read jsonl: %w", err)
	}
	in := reader{b: &corpus.Bitext{}}
	if err := in.line(bytes.TrimPrefix(line, []byte("\ufeff"))); err != nil {
		return nil, fmt.Errorf("read jsonl: line 1: %w", err)
	}
	return in.b, nil
}
