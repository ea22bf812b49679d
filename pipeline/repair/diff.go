package repair

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/recto/recto/corpus"
)

// WriteDiff shows what a repair moved, left and took out, for a person at a
// terminal: each line as it came and as it reads, the moved phrases in ⟦ ⟧. It
// is legible without colour; colour adds it by ANSI codes.
func WriteDiff(w io.Writer, src *corpus.Source, res *Result, colour bool) error {
	d := &diff{w: bufio.NewWriter(w), text: src.Text, colour: colour}
	for i := range res.Paragraphs {
		d.paragraph(&res.Paragraphs[i])
	}
	for _, r := range res.Removed {
		if r.Kind != corpus.Hyphen {
			d.head("out", r.Line, string(r.Kind))
			d.row("came", src.Text[r.From:r.To], [][2]int{{0, r.To - r.From}})
		}
	}
	moves, close, left, out, hyphens := counts(res)
	fmt.Fprintf(d.w, "%d moved, %d close, %d left for a person, %d taken out, %d hyphens closed\n", moves, close, left, out, hyphens)
	return d.w.Flush()
}

func counts(res *Result) (moves, close, left, out, hyphens int) {
	for _, p := range res.Paragraphs {
		moves += len(p.Moves)
		for i := range p.Doubts {
			if p.Doubts[i].Left() {
				left++
			} else {
				close++
			}
		}
	}
	for _, r := range res.Removed {
		if r.Kind == corpus.Hyphen {
			hyphens++
		} else {
			out++
		}
	}
	return moves, close, left, out, hyphens
}

type diff struct {
	w      *bufio.Writer
	text   string
	colour bool
}

// paragraph shows the lines of one paragraph that something happened to.
func (d *diff) paragraph(p *corpus.Paragraph) {
	for i := 0; i < len(p.Moves); {
		j := i + 1
		for j < len(p.Moves) && p.Moves[j].LineFrom == p.Moves[i].LineFrom && !slices.Contains(p.Moves[j].Evidence, "block-end") {
			j++
		}
		d.line(p, p.Moves[i:j])
		i = j
	}
	for _, x := range p.Doubts {
		what := "left"
		if !x.Left() {
			what = "close"
		}
		d.head(what, x.Line, p.ID+"  "+x.Reason)
		came := d.text[x.LineFrom:x.LineTo]
		d.row("came", came, nil)
		for _, r := range x.Readings {
			if strings.Join(strings.Fields(r.Text), " ") != strings.Join(strings.Fields(came), " ") {
				d.row(fmt.Sprintf("%.2f", r.Posterior), r.Text, nil)
			}
		}
	}
}

// line shows one line with all phrases that moved in it.
func (d *diff) line(p *corpus.Paragraph, moves []corpus.Move) {
	m := moves[0]
	d.head("moved", m.Line, fmt.Sprintf("%s  %.2f  %s", p.ID, m.Posterior, strings.Join(m.Evidence, ", ")))
	from, to := extent(p, m)
	var came, reads [][2]int
	for _, x := range moves {
		came = append(came, [2]int{x.From - x.LineFrom, x.To - x.LineFrom})
		reads = append(reads, [2]int{x.At - from, x.At + x.To - x.From - from})
	}
	d.row("came", d.text[m.LineFrom:m.LineTo], came)
	d.row("reads", p.Text[from:to], reads)
}

func (d *diff) head(what string, line int, rest string) {
	fmt.Fprintf(d.w, "%-5s line %d  %s\n", what, line, rest)
}

// row prints one text, the marked stretches in brackets. Stretches outside the
// text are left out.
func (d *diff) row(label, s string, marks [][2]int) {
	fmt.Fprintf(d.w, "  %-6s", label)
	sort.Slice(marks, func(i, j int) bool { return marks[i][0] < marks[j][0] })
	at := 0
	for _, m := range marks {
		from, to := max(m[0], at), min(m[1], len(s))
		if from >= to {
			continue
		}
		d.w.WriteString(visible(s[at:from]))
		if d.colour {
			d.w.WriteString("\x1b[1;33m")
		}
		d.w.WriteString("⟦" + visible(s[from:to]) + "⟧")
		if d.colour {
			d.w.WriteString("\x1b[0m")
		}
		at = to
	}
	d.w.WriteString(visible(s[at:]) + "\n")
}

// visible keeps a document from steering the terminal: control characters and
// those that turn the direction of writing become a sign, line breaks another.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\t':
			return ' '
		case '\n': // in a line that came run by run
			return '⏎'
		}
		if unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '\ufffd'
		}
		return r
	}, s)
}
