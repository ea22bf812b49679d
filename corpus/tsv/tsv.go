// Package tsv reads and writes the three columns of hunalign: source, target,
// score, a bead a line, no header.
package tsv

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// Joint stands between the sentences of one column.
const Joint = " ~~~ "

// Write writes a line a bead, an untranslated one with an empty target. A tab
// or a line break inside a text becomes a space, other control characters go. A cell that a spreadsheet
// would run as a formula gets a space in front, which [Read] takes away; an
// override of the writing direction that a text leaves open is closed, or it
// would turn the next column round.
func Write(w io.Writer, b *corpus.Bitext) error {
	out := bufio.NewWriterSize(w, 1<<16)
	for i := range b.Beads {
		d := &b.Beads[i]
		cell(out, b.Source.Segments, d.Src)
		out.WriteByte('\t')
		cell(out, b.Target.Segments, d.Tgt)
		out.WriteByte('\t')
		out.WriteString(strconv.FormatFloat(d.Score, 'f', -1, 64))
		out.WriteByte('\n')
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write tsv: %w", err)
	}
	return nil
}

func cell(out *bufio.Writer, segments []corpus.Segment, at []int) {
	for i, k := range at {
		text := closed(flat(segments[k].Text))
		switch {
		case i > 0:
			out.WriteString(Joint)
		case formula(text):
			out.WriteByte(' ')
		}
		out.WriteString(text)
	}
}

// flat makes one line without tabs and control characters of a text.
func flat(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return breaks(r) || unicode.IsControl(r) }) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", " ")
	return strings.Map(func(r rune) rune {
		switch {
		case breaks(r):
			return ' '
		case unicode.IsControl(r): // a terminal that shows the file would obey it
			return -1
		}
		return r
	}, s)
}

// breaks says whether a reader of lines would break the line here.
func breaks(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// formula says whether a spreadsheet would compute the cell: "=…" and "@…"
// always, "+…" and "-…" where they call something. A list item's dash or a
// negative number is none.
func formula(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '=', '@':
		return true
	case '+', '-':
		return strings.ContainsAny(s, "(|")
	}
	return false
}

// closed ends the direction overrides and isolates that a text leaves open.
func closed(s string) string {
	if !strings.Contains(s, "\u202a"[:2]) && !strings.Contains(s, "\u2066"[:2]) {
		return s
	}
	var open []rune
	for _, r := range s {
		switch r {
		case 0x202a, 0x202b, 0x202d, 0x202e:
			open = append(open, 0x202c)
		case 0x2066, 0x2067, 0x2068:
			open = append(open, 0x2069)
		case 0x202c:
			if n := len(open); n > 0 && open[n-1] == r {
				open = open[:n-1]
			}
		case 0x2069: // ends what was opened inside the isolate too
			for n := len(open) - 1; n >= 0; n-- {
				if open[n] == r {
					open = open[:n]
					break
				}
			}
		}
	}
	for n := len(open) - 1; n >= 0; n-- {
		s += string(open[n])
	}
	return s
}

// Row is one line: the sentences of both sides, and the score.
type Row struct {
	Source, Target []string
	Score          float64
}

// MaxLine is the longest line that [Read] takes, in bytes.
const MaxLine = 64 << 20

// Read reads what Write or hunalign wrote. The score may be missing; it is then
// 0.
func Read(r io.Reader) ([]Row, error) {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<16), MaxLine)
	var rows []Row
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if line == "" {
			continue
		}
		if !utf8.ValidString(line) {
			return nil, fmt.Errorf("read tsv: line %d: not valid UTF-8", n)
		}
		f := strings.Split(line, "\t")
		if len(f) < 2 || len(f) > 3 {
			return nil, fmt.Errorf("read tsv: line %d: %d columns; source, target and score are wanted, separated by tabs", n, len(f))
		}
		row := Row{Source: sentences(f[0]), Target: sentences(f[1])}
		if len(f) == 3 {
			score, err := strconv.ParseFloat(strings.TrimSpace(f[2]), 64)
			if err != nil {
				return nil, fmt.Errorf("read tsv: line %d: score %q is no number", n, f[2])
			}
			row.Score = score
		}
		rows = append(rows, row)
	}
	if err := s.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = fmt.Errorf("a line is longer than %d bytes", MaxLine)
		}
		return nil, fmt.Errorf("read tsv: %w", err)
	}
	return rows, nil
}

func sentences(cell string) []string {
	var out []string
	for _, s := range strings.Split(cell, strings.TrimSpace(Joint)) {
		if s = strings.Trim(s, " "); s != "" {
			out = append(out, s)
		}
	}
	return out
}
