package page

import (
	"slices"

	"fmt"
	"strconv"
	"strings"

	"github.com/recto/recto/corpus"
)

// The apparatus: what is said below a paragraph.

// traced is a source paragraph whose sentences are being laid out: what of its
// apparatus stands already.
type traced struct {
	paragraph             *corpus.Paragraph
	moves, doubts, pieces spans
	notes                 []int // of each move: the number of its note, 0 if it has none yet
	noted                 []int // of each doubt: its number, 0 if it has none yet
}

// trace begins the apparatus of a paragraph.
func (v *builder) trace(para int) *traced {
	if t, ok := v.traced[para]; ok {
		return t
	}
	p := &v.b.Source.Paragraphs[para]
	t := &traced{
		paragraph: p,
		moves:     spansOf(len(p.Moves), func(i int) (int, int) { return p.Moves[i].From, p.Moves[i].To }),
		doubts:    spansOf(len(p.Doubts), func(i int) (int, int) { return p.Doubts[i].LineFrom, p.Doubts[i].LineTo }),
		notes:     make([]int, len(p.Moves)),
		noted:     make([]int, len(p.Doubts)),
	}
	if len(p.Moves) > 0 {
		t.pieces = spansOf(len(p.Pieces), func(i int) (int, int) { return p.Pieces[i].From, p.Pieces[i].To })
	}
	v.traced[para] = t
	return t
}

// moved gives the number of the note of a move, which stands in the section of
// the first sentence that has a part of the phrase.
func (v *builder) moved(s *section, t *traced, i int) int {
	if t.notes[i] > 0 {
		return t.notes[i]
	}
	m := t.paragraph.Moves[i]
	v.out.MovedCount++
	t.notes[i] = v.out.MovedCount
	s.Moves = append(s.Moves, moved{
		N: v.out.MovedCount, Line: m.Line, Given: v.given.line(m, *t.paragraph, t.pieces),
		Why: words(evidenceWords, m.Evidence), Sure: percent(m.Posterior), Alternatives: readings(m.Alternatives),
	})
	return t.notes[i]
}

// doubt gives the number of a doubt, whose line stands in the section of the
// first sentence that has a part of it.
func (v *builder) doubt(s *section, t *traced, i int) int {
	if t.noted[i] > 0 {
		return t.noted[i]
	}
	v.doubts++
	t.noted[i] = v.doubts
	d := t.paragraph.Doubts[i]
	out := doubt{N: v.doubts, Line: d.Line, Left: d.Left(), Why: say(doubtWords, d.Reason)}
	if d.Left() || !hasMove(t.paragraph.Moves, d.LineFrom) { // else the move shows the line and its readings
		out.Given, out.Readings = plain(v.given.slice(d.LineFrom, d.LineTo)), readings(d.Readings)
	}
	s.Doubts = append(s.Doubts, out)
	return v.doubts
}

// hasMove says whether a phrase was moved in the line that begins there.
func hasMove(moves []corpus.Move, lineFrom int) bool {
	return slices.ContainsFunc(moves, func(m corpus.Move) bool { return m.LineFrom == lineFrom })
}

// claim names the sentence that a doubt is about, the first that has a part of
// its line.
func (v *builder) claim(s *section, n int, id, label string) {
	for k := len(s.Doubts) - 1; k >= 0; k-- {
		if d := &s.Doubts[k]; d.N == n {
			if d.Label == "" {
				d.For, d.Label = id, label
			}
			return
		}
	}
}

// leave ends a paragraph: what no sentence has a part of is noted too.
func (v *builder) leave(para int) {
	t, ok := v.traced[para]
	if !ok || len(v.out.Sections) == 0 {
		return
	}
	s := &v.out.Sections[len(v.out.Sections)-1]
	for i := range t.notes {
		v.moved(s, t, i)
	}
	for i := range t.noted {
		v.doubt(s, t, i)
	}
}

func readings(all []corpus.Reading) []reading {
	var out []reading
	for _, r := range all {
		out = append(out, reading{Text: visible(r.Text), Why: percent(r.Posterior)})
	}
	return out
}

func words(all map[string]string, codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = say(all, c)
	}
	return strings.Join(out, ", ")
}

func percent(f float64) string {
	if f >= 0.995 && f < 1 {
		return "over 99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*f)
}

// note is what the apparatus says of a bead, nil if nothing.
func (v *builder) note(i int, label string, bead *corpus.Bead, j verdict) *note {
	if len(j.lines) == 0 && len(bead.Attempts) == 0 && len(bead.Matches) == 0 {
		return nil
	}
	n := &note{ID: "n-" + strconv.Itoa(i), Label: label, Severity: j.severity, Text: j.lines}
	for _, a := range bead.Attempts {
		n.Attempts = append(n.Attempts, reading{Text: visible(a.Text), Why: a.Engine + ": " + say(reasonWords, a.Reason)})
	}
	for _, m := range bead.Matches {
		n.Matches = append(n.Matches, reading{Source: visible(m.Source), Target: visible(m.Target), Why: strings.TrimSpace(percent(m.Score) + " " + m.Origin)})
	}
	if n.Severity == "" {
		n.Severity = "info"
	}
	return n
}
