package tmx

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/internal/xmltext"
)

// Options of [Write].
type Options struct {
	// Dropped is told how many characters that XML forbids were left out of a
	// unit; it may be nil.
	Dropped func(id string, n int)
}

// Write writes the beads that have both a source and a target as TMX 1.4,
// valid against its DTD, the source's variant first. Score, state, origin,
// model and file are in properties x-recto-*. A machine translation is besides
// marked creationid="MT!", as Trados and Okapi do, so that no tool takes it for
// a person's work; it carries no dates.
func Write(w io.Writer, b *corpus.Bitext, o Options) error {
	x := &xmltext.Writer{W: bufio.NewWriterSize(w, 1<<16)}
	from, to := lang(b.Source.Language), lang(b.Target.Language)
	tool, version, _ := strings.Cut(b.Run.Generator, " ")
	if tool == "" {
		tool = "recto"
	}
	if version == "" {
		version = "0"
	}
	x.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header")
	x.Attr("creationtool", tool)
	x.Attr("creationtoolversion", version)
	x.Attr("segtype", "sentence")
	x.Attr("o-tmf", "recto/1")
	x.Attr("adminlang", "en")
	x.Attr("srclang", from)
	x.Attr("datatype", "plaintext")
	x.Attr("creationdate", date(b.Run.Date))
	x.Raw(">\n")
	prop(x, "    ", "x-recto-file", b.Source.Name)
	x.Raw("  </header>\n  <body>\n")
	for i := range b.Beads {
		d := &b.Beads[i]
		src, tgt := corpus.TextOf(b.Source.Segments, d.Src), corpus.TextOf(b.Target.Segments, d.Tgt)
		if len(d.Src) == 0 || len(d.Tgt) == 0 || strings.TrimSpace(src) == "" || strings.TrimSpace(tgt) == "" || d.State == corpus.Untranslated {
			continue
		}
		before := x.Dropped
		id := b.BeadID(d)
		x.Raw("    <tu")
		x.Attr("tuid", id)
		x.Raw(">\n")
		prop(x, "      ", "x-recto-score", strconv.FormatFloat(d.Score, 'f', -1, 64))
		prop(x, "      ", "x-recto-state", string(d.State))
		prop(x, "      ", "x-recto-origin", originOf(d))
		prop(x, "      ", "x-recto-engine", d.Origin.Engine)
		prop(x, "      ", "x-recto-model", d.Origin.Model)
		prop(x, "      ", "x-recto-file", b.Source.Name)
		penalty(x, machine(d))
		x.Raw("      <tuv")
		x.Attr("xml:lang", from)
		x.Raw("><seg>")
		x.Text(src)
		x.Raw("</seg></tuv>\n      <tuv")
		x.Attr("xml:lang", to)
		by, on := author(d)
		x.Attr("creationid", by)
		x.Attr("creationdate", on)
		x.Raw("><seg>")
		x.Text(tgt)
		x.Raw("</seg></tuv>\n    </tu>\n")
		if n := x.Dropped - before; n > 0 && o.Dropped != nil {
			o.Dropped(id, n)
		}
	}
	x.Raw("  </body>\n</tmx>\n")
	if err := x.W.Flush(); err != nil {
		return fmt.Errorf("write tmx: %w", err)
	}
	return nil
}

func prop(x *xmltext.Writer, indent, kind, value string) {
	if value == "" {
		return
	}
	x.Raw(indent, `<prop type="`, kind, `">`)
	x.Text(value)
	x.Raw("</prop>\n")
}

// penalty keeps a machine's unit from being a full match in OmegaT, which heeds no
// creationid: a unit with this property gets the penalty that it has for matches
// in other languages, 30 unless the user changes it. Other tools let it pass.
func penalty(x *xmltext.Writer, machine bool) {
	if machine {
		prop(x, "      ", "foreignMatch", "true")
	}
}

// originOf is "machine" wherever a machine's words stand, also by way of a
// memory that took them from a machine.
func originOf(d *corpus.Bead) string {
	if machine(d) {
		return string(corpus.OriginMachine)
	}
	return string(d.Origin.Kind)
}

func machine(d *corpus.Bead) bool {
	return d.Origin.Kind == corpus.OriginMachine || d.Origin.Kind == corpus.OriginMemory && d.Origin.Origin == string(corpus.OriginMachine)
}

// machineID marks a machine translation where other tools look.
const machineID = "MT!"

func author(d *corpus.Bead) (by, on string) {
	switch {
	case d.Decision != nil && d.State != corpus.Translated:
		return d.Decision.Reviewer, date(d.Decision.Date)
	case machine(d):
		return machineID, ""
	}
	return "", ""
}

// date turns RFC 3339 into TMX's YYYYMMDDThhmmssZ; "" if it is no date.
func date(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return ""
	}
	return t.UTC().Format("20060102T150405Z")
}

func lang(tag string) string {
	if tag == "" {
		return "und"
	}
	return tag
}
