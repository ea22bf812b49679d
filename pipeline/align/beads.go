package align

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/recto/recto/corpus"
)

// WriteBeads writes a bead a line, as Vecalign does: "[0, 1]:[2]:0.83", the
// segments' numbers from zero, an empty side as "[]", then the score.
func WriteBeads(w io.Writer, beads []corpus.Bead) error {
	out := bufio.NewWriter(w)
	for _, b := range beads {
		side(out, b.Src)
		out.WriteByte(':')
		side(out, b.Tgt)
		fmt.Fprintf(out, ":%.4f\n", b.Score)
	}
	return out.Flush()
}

func side(w *bufio.Writer, at []int) {
	w.WriteByte('[')
	for k, i := range at {
		if k > 0 {
			w.WriteString(", ")
		}
		w.WriteString(strconv.Itoa(i))
	}
	w.WriteByte(']')
}

// ReadBeads reads what WriteBeads wrote, and gold files, which have no score
// (then 1). Blank lines are passed over. Errors name the line.
func ReadBeads(r io.Reader) ([]corpus.Bead, error) {
	var out []corpus.Bead
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSpace(in.Text())
		if line == "" {
			continue
		}
		b, err := readBead(line)
		if err != nil {
			return nil, fmt.Errorf("beads, line %d: %w", n, err)
		}
		out = append(out, b)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("beads: %w", err)
	}
	return out, nil
}

func readBead(line string) (corpus.Bead, error) {
	parts := strings.Split(line, ":")
	if len(parts) != 2 && len(parts) != 3 {
		return corpus.Bead{}, fmt.Errorf("%q is not [0, 1]:[2]:0.83", line)
	}
	b := corpus.Bead{Score: 1}
	var err error
	if b.Src, err = readSide(parts[0]); err != nil {
		return b, err
	}
	if b.Tgt, err = readSide(parts[1]); err != nil {
		return b, err
	}
	if len(parts) == 3 {
		if b.Score, err = strconv.ParseFloat(strings.TrimSpace(parts[2]), 64); err != nil || !(b.Score >= 0 && b.Score <= 1) {
			return b, fmt.Errorf("%q is no score from 0 to 1", parts[2])
		}
	}
	return b, nil
}

func readSide(s string) ([]int, error) {
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '[' || s[len(s)-1] != ']' {
		return nil, fmt.Errorf("%q is no list of segments", s)
	}
	out := []int{}
	s = strings.TrimSpace(s[1 : len(s)-1])
	if s == "" {
		return out, nil
	}
	for f := range strings.SplitSeq(s, ",") {
		i, err := strconv.Atoi(strings.TrimSpace(f))
		if err != nil || i < 0 {
			return nil, fmt.Errorf("%q is no segment's number", f)
		}
		if len(out) > 0 && i <= out[len(out)-1] {
			return nil, fmt.Errorf("segment %d does not come after %d", i, out[len(out)-1])
		}
		out = append(out, i)
	}
	return out, nil
}
