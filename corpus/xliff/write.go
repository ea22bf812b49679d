package xliff

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/internal/xmltext"
)

// Options of [Write].
type Options struct {
	// Dropped is told how many characters that XML forbids were left out of a
	// unit; it may be nil.
	Dropped func(id string, n int)
}

// Write writes XLIFF 1.2, valid against the strict schema.
//
// A machine's target is not approved and needs review, with the qualifier
// leveraged-mt; one of the memory is "translated" with exact-match; one that a
// person wrote is "translated" without qualifier; one that a person approved is
// approved and "final". An untranslated unit has no target. Score, moves,
// doubts and findings are notes, near matches alt-trans, placeholders <ph>. The
// attribute extradata holds the fingerprints of source and target, so that what
// comes back shows what was edited.
func Write(w io.Writer, b *corpus.Bitext, o Options) error {
	x := &writer{Writer: xmltext.Writer{W: bufio.NewWriterSize(w, 1<<16)}, b: b, moves: movesOf(b)}
	tool, version, _ := strings.Cut(b.Run.Generator, " ")
	if tool == "" {
		tool = "recto"
	}
	x.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n  <file")
	name := b.Source.Name
	if name == "" {
		name = "document"
	}
	x.Attr("original", name)
	x.Attr("source-language", lang(b.Source.Language))
	x.Attr("target-language", lang(b.Target.Language))
	x.Attr("datatype", "plaintext")
	x.Attr("tool-id", "recto")
	x.Attr("date", b.Run.Date)
	x.Raw(">\n    <header>\n      <tool tool-id=\"recto\"")
	x.Attr("tool-name", tool)
	x.Attr("tool-version", version)
	x.Raw("/>\n    </header>\n    <body>\n")
	group, open := "", false
	seen := map[string]bool{}
	for i := range b.Beads {
		d := &b.Beads[i]
		if len(d.Src)+len(d.Tgt) == 0 {
			continue
		}
		// A bead of the target alone stays with its neighbours.
		if para, ok := x.paragraph(d); ok && (!open || para != group) || !open {
			if open {
				x.Raw("      </group>\n")
			}
			x.Raw("      <group")
			if para != "" && !seen[para] {
				seen[para] = true
				x.Attr("id", para)
			}
			x.Attr("restype", "x-paragraph")
			x.Raw(">\n")
			group, open = para, true
		}
		before := x.Dropped
		x.unit(d)
		if n := x.Dropped - before; n > 0 && o.Dropped != nil {
			o.Dropped(b.BeadID(d), n)
		}
	}
	if open {
		x.Raw("      </group>\n")
	}
	x.Raw("    </body>\n  </file>\n</xliff>\n")
	if err := x.W.Flush(); err != nil {
		return fmt.Errorf("write xliff: %w", err)
	}
	return nil
}

type writer struct {
	xmltext.Writer
	b     *corpus.Bitext
	moves map[int][]note // by source segment
}

type note struct {
	from, annotates, text string
	priority              int
}

func (x *writer) paragraph(d *corpus.Bead) (string, bool) {
	if len(d.Src) == 0 {
		return "", false
	}
	para := x.b.Source.Segments[d.Src[0]].Para
	if para < 0 || para >= len(x.b.Source.Paragraphs) {
		return "", true
	}
	return x.b.Source.Paragraphs[para].ID, true
}

func (x *writer) unit(d *corpus.Bead) {
	src, tgt := corpus.TextOf(x.b.Source.Segments, d.Src), corpus.TextOf(x.b.Target.Segments, d.Tgt)
	x.Raw("        <trans-unit")
	x.Attr("id", x.b.BeadID(d))
	if d.State == corpus.Approved {
		x.Attr("approved", "yes")
	} else {
		x.Attr("approved", "no")
	}
	if len(d.Src) == 0 {
		x.Attr("translate", "no")
	}
	x.Attr("xml:space", "preserve")
	x.Attr("extradata", corpus.Fingerprint(xmltext.Clean(src))+":"+corpus.Fingerprint(xmltext.Clean(shown(d, tgt))))
	x.Raw(">\n          <source")
	x.Attr("xml:lang", lang(x.b.Source.Language))
	x.Raw(">")
	ids := x.source(src)
	x.Raw("</source>\n")
	if len(d.Tgt) > 0 && d.State != corpus.Untranslated {
		x.Raw("          <target")
		x.Attr("xml:lang", lang(x.b.Target.Language))
		state, qualifier := stateOf(d)
		x.Attr("state", state)
		x.Attr("state-qualifier", qualifier)
		x.Raw(">")
		x.target(tgt, ids)
		x.Raw("</target>\n")
	}
	for _, n := range x.notes(d) {
		x.Raw("          <note")
		x.Attr("from", n.from)
		x.Attr("annotates", n.annotates)
		x.Attr("priority", strconv.Itoa(n.priority))
		x.Raw(">")
		x.Text(n.text)
		x.Raw("</note>\n")
	}
	for _, m := range d.Matches {
		x.Raw("          <alt-trans")
		x.Attr("match-quality", strconv.Itoa(int(math.Floor(100*m.Score))))
		x.Attr("origin", m.Origin)
		x.Raw("><source>")
		x.Text(m.Source)
		x.Raw("</source><target>")
		x.Text(m.Target)
		x.Raw("</target></alt-trans>\n")
	}
	x.Raw("        </trans-unit>\n")
}

// shown is the target that the unit has: an untranslated one has none.
func shown(d *corpus.Bead, tgt string) string {
	if len(d.Tgt) == 0 || d.State == corpus.Untranslated {
		return ""
	}
	return tgt
}

func stateOf(d *corpus.Bead) (state, qualifier string) {
	switch {
	case d.State == corpus.Approved:
		return StateFinal, ""
	case d.State == corpus.Reviewed:
		return StateTranslated, ""
	case d.Origin.Kind == corpus.OriginMachine, d.Origin.Kind == corpus.OriginMemory && d.Origin.Origin == string(corpus.OriginMachine):
		return StateNeedsReview, QualifierMachine
	case d.Origin.Kind == corpus.OriginMemory:
		return StateTranslated, QualifierMemory
	}
	return StateTranslated, ""
}

// source writes a text with its placeholders as <ph>, and gives their ids.
func (x *writer) source(text string) map[string][]int {
	ids := map[string][]int{}
	n, from := 0, 0
	for _, p := range corpus.Placeholders(text) {
		n++
		word := text[p[0]:p[1]]
		ids[word] = append(ids[word], n)
		x.Text(text[from:p[0]])
		x.placeholder(n, word)
		from = p[1]
	}
	x.Text(text[from:])
	return ids
}

// target writes a text in which a placeholder has the id of its like in the
// source, so that a tool sees which is missing. One that has no like is text:
// tools know placeholders by the source's, and OmegaT would lose it.
func (x *writer) target(text string, ids map[string][]int) {
	given := map[string]int{}
	from := 0
	for _, p := range corpus.Placeholders(text) {
		word := text[p[0]:p[1]]
		k := given[word]
		if k >= len(ids[word]) {
			continue
		}
		given[word]++
		x.Text(text[from:p[0]])
		x.placeholder(ids[word][k], word)
		from = p[1]
	}
	x.Text(text[from:])
}

func (x *writer) placeholder(id int, word string) {
	x.Raw("<ph")
	x.Attr("id", strconv.Itoa(id))
	x.Raw(">")
	x.Text(word)
	x.Raw("</ph>")
}

func (x *writer) notes(d *corpus.Bead) []note {
	var out []note
	if d.Reason != "" {
		out = append(out, note{"recto", "target", "no translation: " + d.Reason, 1})
	}
	for _, f := range d.Findings {
		annotates := f.Side
		if annotates == "" {
			annotates = "general"
		}
		priority := 5
		switch f.Severity {
		case corpus.Grave:
			priority = 1
		case corpus.Minor:
			priority = 3
		}
		out = append(out, note{"recto-check", annotates, f.Code + ": " + f.Message, priority})
	}
	for _, k := range d.Src {
		out = append(out, x.moves[k]...)
	}
	return append(out, note{"recto", "general", "confidence of the alignment: " + strconv.FormatFloat(d.Score, 'f', -1, 64), 10})
}

// movesOf says of each source segment what the repair moved into it, and of
// the first segment of a paragraph which of its lines were left in doubt.
func movesOf(b *corpus.Bitext) map[int][]note {
	out := map[int][]note{}
	segments := map[int][]int{} // by paragraph
	for i, s := range b.Source.Segments {
		segments[s.Para] = append(segments[s.Para], i)
	}
	for p := range b.Source.Paragraphs {
		para := &b.Source.Paragraphs[p]
		of := segments[p]
		if len(of) == 0 {
			continue
		}
		for _, m := range para.Moves {
			text := fmt.Sprintf("line %d: a phrase was moved to where it belongs (confidence %.2f)", m.Line, m.Posterior)
			if end := m.At + m.To - m.From; m.At >= 0 && end >= m.At && end <= len(para.Text) {
				text = fmt.Sprintf("line %d: “%s” was moved to where it belongs (confidence %.2f)", m.Line, para.Text[m.At:end], m.Posterior)
			}
			at := holder(b.Source.Segments, of, m.From)
			out[at] = append(out[at], note{"recto-repair", "source", text, 5})
		}
		for _, d := range para.Doubts {
			at := holder(b.Source.Segments, of, d.LineFrom)
			text := "line %d may be out of order and was left (%s)"
			if !d.Left() {
				text = "line %d: its order was a close call (%s)"
			}
			out[at] = append(out[at], note{"recto-repair", "source", fmt.Sprintf(text, d.Line, d.Reason), 3})
		}
	}
	return out
}

// holder is the segment among of that holds a byte of the source, the first
// where none does.
func holder(all []corpus.Segment, of []int, at int) int {
	for _, k := range of {
		for _, p := range all[k].Pieces {
			if p.From <= at && at < p.To {
				return k
			}
		}
	}
	return of[0]
}

func lang(tag string) string {
	if tag == "" {
		return "und"
	}
	return tag
}
