package batch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/jsonl"
	"github.com/recto/recto/internal/store"
)

// Fault is something that verify found.
type Fault struct {
	Document, Language string
	Output             string // "" where it is the document's own
	What               string
}

func (f Fault) String() string {
	where := f.Document + " (" + f.Language + ")"
	if f.Output != "" {
		where = f.Output
	}
	return where + ": " + f.What
}

// Verified counts what was looked at.
type Verified struct{ Documents, Outputs, Sources int }

// Verify checks every output of an outbox: that it is the file that was written,
// that a JSONL covers both of its sides, and, where the inbox still has the
// version it was made from, that its source side is a permutation of the source.
// decode reads a file's bytes as `run` does; inbox "" skips the sources. Faults
// are told one by one; the error is for what kept it from looking.
func Verify(ctx context.Context, stateDir, outbox, inboxDir string, decode func(name string, data []byte) (*corpus.Source, error), tell func(Fault)) (Verified, error) {
	var v Verified
	state, err := store.ReadState(ctx, stateDir)
	if err != nil {
		return v, err
	}
	err = func() error {
		if err := state.Check(ctx); err != nil {
			return err
		}
		out, err := os.OpenRoot(outbox)
		if err != nil {
			return fmt.Errorf("outbox: %w", err)
		}
		defer out.Close()
		var in *os.Root
		if inboxDir != "" {
			if in, err = os.OpenRoot(inboxDir); err != nil {
				return fmt.Errorf("inbox: %w", err)
			}
			defer in.Close()
		}
		for j, err := range state.Jobs(ctx, "") {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
			if State(j.State) != Done {
				continue
			}
			v.Documents++
			say := func(output, what string) { tell(Fault{j.Document, j.Language, output, what}) }
			for _, o := range decodeOutputs(j.Outputs) {
				v.Outputs++
				if !verifyFile(out, o, say) || path.Ext(o.Name) != ".jsonl" {
					continue
				}
				if verifyBitext(out, in, o.Name, j, decode, say) {
					v.Sources++
				}
			}
		}
		return nil
	}()
	return v, errors.Join(err, state.Close())
}

// verifyFile says that an output is what was written.
func verifyFile(out *os.Root, o output, say func(output, what string)) bool {
	now, err := measure(out, o.Name)
	switch {
	case err != nil:
		say(o.Name, reason(err))
		return false
	case now.SHA256 != o.SHA256:
		say(o.Name, "it was changed since recto wrote it; the next time its document is done it is kept under another name")
	}
	return true
}

// verifyBitext checks a JSONL in itself and against its source; true if the
// source was there.
func verifyBitext(out, in *os.Root, name string, j store.Job, decode func(string, []byte) (*corpus.Source, error), say func(output, what string)) bool {
	f, err := out.Open(name)
	if err != nil {
		say(name, reason(err))
		return false
	}
	b, err := jsonl.Read(f)
	if err = errors.Join(err, f.Close()); err != nil {
		say(name, err.Error())
		return false
	}
	if err := Covers(b); err != nil {
		say(name, err.Error())
	}
	if in == nil {
		return false
	}
	data, err := in.ReadFile(j.Document)
	if err != nil {
		return false // gone from the inbox, or named otherwise there
	}
	if sum := sha256.Sum256(data); len(j.Content) != len(sum) || string(sum[:]) != string(j.Content) {
		return false // a newer version, which the next night does; or a pair
	}
	src, err := decode(j.Document, data)
	if err != nil {
		say(name, "its source: "+err.Error())
		return false
	}
	if src.SHA256 != b.Source.SHA256 {
		say(name, "it names another text as its source")
		return true
	}
	if err := Permutes(src.Text, &b.Source); err != nil {
		say(name, err.Error())
	}
	return true
}

// Covers checks that every segment of both sides is in exactly one bead, in
// order.
func Covers(b *corpus.Bitext) error {
	next := [2]int{}
	for i, bead := range b.Beads {
		for side, list := range [2][]int{bead.Src, bead.Tgt} {
			for _, k := range list {
				if k != next[side] {
					return fmt.Errorf("bead %d: segment %d of its side where %d is due", i+1, k+1, next[side]+1)
				}
				next[side]++
			}
		}
	}
	if next[0] != len(b.Source.Segments) || next[1] != len(b.Target.Segments) {
		return fmt.Errorf("beads hold %d and %d segments, there are %d and %d", next[0], next[1], len(b.Source.Segments), len(b.Target.Segments))
	}
	return nil
}

// Permutes checks that a side is its source put in order: every character that is
// no white space stands in the paragraphs exactly once, or is on the list of what
// was taken out; and every text is what its pieces say.
func Permutes(text string, side *corpus.Side) error {
	seen := make([]uint8, len(text))
	mark := func(from, to int) error {
		if from < 0 || to > len(text) || from > to {
			return fmt.Errorf("bytes %d to %d of a source of %d", from, to, len(text))
		}
		for i := from; i < to; i++ {
			seen[i]++
		}
		return nil
	}
	for _, p := range side.Paragraphs {
		for _, piece := range p.Pieces {
			if err := mark(piece.From, piece.To); err != nil {
				return fmt.Errorf("paragraph %s: %w", p.ID, err)
			}
		}
		if p.Text != corpus.Join(text, p.Pieces) {
			return fmt.Errorf("paragraph %s: its text is not what its pieces say", p.ID)
		}
	}
	for _, r := range side.Removed {
		if err := mark(r.From, r.To); err != nil {
			return fmt.Errorf("text taken out: %w", err)
		}
	}
	for i, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		for k := range utf8.RuneLen(r) {
			if seen[i+k] != 1 {
				return fmt.Errorf("byte %d of the source stands in the text %d times", i+k, seen[i+k])
			}
		}
	}
	return segmentsPermute(text, side, seen)
}

// segmentsPermute checks that the segments hold what the paragraphs hold. seen
// counts how often a byte stands in a paragraph or among what was taken out.
func segmentsPermute(text string, side *corpus.Side, seen []uint8) error {
	for _, r := range side.Removed {
		for i := r.From; i < r.To; i++ {
			seen[i]--
		}
	}
	for _, s := range side.Segments {
		for _, piece := range s.Pieces {
			if piece.From < 0 || piece.To > len(text) || piece.From > piece.To {
				return fmt.Errorf("segment %s: bytes %d to %d of a source of %d", s.ID, piece.From, piece.To, len(text))
			}
			for i := piece.From; i < piece.To; i++ {
				seen[i]--
			}
		}
		if s.Text != corpus.Join(text, s.Pieces) {
			return fmt.Errorf("segment %s: its text is not what its pieces say", s.ID)
		}
	}
	for i, r := range text {
		if !unicode.IsSpace(r) && seen[i] != 0 {
			return fmt.Errorf("byte %d of the source is in a paragraph and not in its segments, or in two", i)
		}
	}
	return nil
}
