package jsonl

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// Write writes a bitext. The same bitext gives the same bytes.
//
// A bitext that could not be read again is an error: two segments of a side
// with one id, a bead or a segment that points nowhere, a number that is none.
func Write(w io.Writer, b *corpus.Bitext) error {
	out := writer{w: bufio.NewWriterSize(w, 1<<16), foreign: make(map[string]string)}
	out.enc = json.NewEncoder(&out.buf)
	out.enc.SetEscapeHTML(false)
	for _, f := range b.Foreign {
		if f.Line != "" {
			out.foreign[f.Line] = f.JSON
		}
	}
	if err := covered(b); err != nil {
		return fmt.Errorf("write jsonl: %w", err)
	}
	if err := out.bitext(b); err != nil {
		return fmt.Errorf("write jsonl: %w", err)
	}
	return out.w.Flush()
}

type writer struct {
	w       *bufio.Writer
	buf     bytes.Buffer
	enc     *json.Encoder
	foreign map[string]string // what readers did not know, by line
}

func (w *writer) bitext(b *corpus.Bitext) error {
	src, tgt := place(&b.Source), place(&b.Target)
	h := header{
		Type: "header", Version: Version,
		Generator: b.Run.Generator, Settings: b.Run.Settings, Engine: b.Run.Engine, Model: b.Run.Model, Date: b.Run.Date,
		Source: fromSide(&b.Source, src[-1]), Target: fromSide(&b.Target, tgt[-1]),
		Unplaced: all(b.Unplaced, fromDecision),
	}
	if err := w.line("header", h); err != nil {
		return err
	}
	if err := w.side("source", &b.Source, src); err != nil {
		return err
	}
	if err := w.side("target", &b.Target, tgt); err != nil {
		return err
	}
	for i := range b.Beads {
		if err := w.bead(b, i); err != nil {
			return err
		}
	}
	for _, f := range b.Foreign {
		if f.Line == "" {
			w.w.WriteString(f.JSON)
			w.w.WriteByte('\n')
		}
	}
	return nil
}

// covered checks that each segment of both sides stands in exactly one bead.
func covered(b *corpus.Bitext) error {
	for _, x := range []struct {
		name     string
		segments []corpus.Segment
		of       func(*corpus.Bead) []int
	}{
		{"source", b.Source.Segments, func(d *corpus.Bead) []int { return d.Src }},
		{"target", b.Target.Segments, func(d *corpus.Bead) []int { return d.Tgt }},
	} {
		times := make([]int, len(x.segments))
		for i := range b.Beads {
			for _, k := range x.of(&b.Beads[i]) {
				if k < 0 || k >= len(times) {
					return fmt.Errorf("bead %d: there is no %s segment %d", i, x.name, k)
				}
				times[k]++
			}
		}
		for k, n := range times {
			if n != 1 {
				return fmt.Errorf("%s segment %s stands in %d beads, not in one", x.name, x.segments[k].ID, n)
			}
		}
	}
	return nil
}

// place says with which paragraph each removed text is written: the last one
// that begins before it, or -1 where there is none.
func place(s *corpus.Side) map[int][]removed {
	if len(s.Removed) == 0 {
		return nil
	}
	type start struct{ from, para int }
	var starts []start
	for i, p := range s.Paragraphs {
		if len(p.Pieces) == 0 {
			continue
		}
		from := p.Pieces[0].From
		for _, q := range p.Pieces {
			from = min(from, q.From)
		}
		starts = append(starts, start{from, i})
	}
	sort.SliceStable(starts, func(i, j int) bool { return starts[i].from < starts[j].from })
	at := make(map[int][]removed)
	for _, r := range s.Removed {
		k := sort.Search(len(starts), func(i int) bool { return starts[i].from > r.From })
		para := -1
		if k > 0 {
			para = starts[k-1].para
		}
		at[para] = append(at[para], fromRemoved(r))
	}
	return at
}

func (w *writer) side(name string, s *corpus.Side, took map[int][]removed) error {
	paras := make(map[string]bool, len(s.Paragraphs))
	segs := make(map[string]bool, len(s.Segments))
	next := 0
	until := func(n int) error {
		for ; next < n; next++ {
			p := &s.Paragraphs[next]
			if p.ID == "" || paras[p.ID] {
				return fmt.Errorf("%s paragraph %d: id %q is empty or taken", name, next, p.ID)
			}
			paras[p.ID] = true
			if err := w.line(name+" paragraph "+p.ID, paragraph{
				Type: "paragraph", ID: p.ID, Side: name, Kind: string(p.Kind), Language: p.Language, Page: p.Page,
				Pieces: all(p.Pieces, fromPiece), Text: p.Text, Moves: all(p.Moves, fromMove), Doubts: all(p.Doubts, fromDoubt),
				Removed: took[next],
			}); err != nil {
				return err
			}
		}
		return nil
	}
	for i := range s.Segments {
		g := &s.Segments[i]
		if g.ID == "" || segs[g.ID] {
			return fmt.Errorf("%s segment %d: id %q is empty or taken", name, i, g.ID)
		}
		segs[g.ID] = true
		para := ""
		var moves []corpus.Move
		if g.Para >= 0 && len(s.Paragraphs) > 0 {
			if g.Para >= len(s.Paragraphs) {
				return fmt.Errorf("%s segment %s: there is no paragraph %d", name, g.ID, g.Para)
			}
			if err := until(g.Para + 1); err != nil {
				return err
			}
			para, moves = s.Paragraphs[g.Para].ID, s.Paragraphs[g.Para].Moves
		}
		if err := w.line(name+" segment "+g.ID, segment{
			Type: "segment", ID: g.ID, Side: name, Paragraph: para, Text: g.Text, Pieces: all(g.Pieces, fromPiece),
			Moved: moved(g.Pieces, moves),
		}); err != nil {
			return err
		}
	}
	return until(len(s.Paragraphs))
}

// moved lists the moves of which some characters stand in the pieces.
func moved(pieces []corpus.Piece, moves []corpus.Move) []int {
	var out []int
	for i, m := range moves {
		for _, p := range pieces {
			if p.From < m.To && m.From < p.To {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

func (w *writer) bead(b *corpus.Bitext, i int) error {
	d := &b.Beads[i]
	src, tgt := ids(b.Source.Segments, d.Src), ids(b.Target.Segments, d.Tgt)
	line := bead{
		Type: "bead", Source: src, Target: tgt, Score: d.Score, State: string(d.State), Reason: d.Reason,
		Origin: fromOrigin(d.Origin), Why: all(d.Why, fromEvidence), Findings: all(d.Findings, fromFinding),
		Attempts: all(d.Attempts, fromAttempt), Matches: all(d.Matches, fromMatch),
	}
	if d.Decision != nil {
		one := fromDecision(*d.Decision)
		line.Decision = &one
	}
	if math.IsNaN(d.Score) || math.IsInf(d.Score, 0) {
		return fmt.Errorf("bead %d: its score is %v", i, d.Score)
	}
	return w.line(beadKey(src, tgt), line)
}

func beadKey(src, tgt []string) string {
	return "bead " + strings.Join(src, " ") + "|" + strings.Join(tgt, " ")
}

func ids(segments []corpus.Segment, at []int) []string {
	out := make([]string, len(at))
	for i, k := range at {
		out[i] = segments[k].ID
	}
	return out
}

func (w *writer) line(key string, v any) error {
	w.buf.Reset()
	if err := w.enc.Encode(v); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	line := w.buf.Bytes()
	if more, ok := w.foreign[key]; ok {
		merged, err := mergeJSON(line, []byte(more))
		if err != nil {
			return fmt.Errorf("%s: what a newer version wrote: %w", key, err)
		}
		line = merged
	}
	_, err := w.w.Write(hideControls(line))
	return err
}

// hideControls writes the characters that turn the direction of what follows,
// and the controls that JSON leaves as they are, as escapes: a terminal or an
// editor that shows the file is not deceived. Inside a line they stand in
// strings only, so the JSON stays the same.
func hideControls(line []byte) []byte {
	if !bytes.ContainsAny(line, "\x7f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") && !bytes.Contains(line, []byte{0xc2}) {
		return line
	}
	out := make([]byte, 0, len(line)+16)
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRune(line[i:])
		if r >= 0x7f && r <= 0x9f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, line[i:i+n]...)
		}
		i += n
	}
	return out
}
