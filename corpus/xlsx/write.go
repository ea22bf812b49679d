package xlsx

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/internal/xmltext"
)

// Options of [Write].
type Options struct {
	// Dropped is told how many characters that XML forbids were left out of a
	// row; it may be nil.
	Dropped func(id string, n int)
}

// maxRows is Excel's limit, with the header.
const maxRows = 1 << 20

// Write writes a workbook: a header that stays in view, wrapped cells, a filter,
// a column for the reviewer's decision with a list to choose from, and one for
// a comment. A text longer than a cell can hold is cut and marked, and will not
// be read back.
func Write(w io.Writer, b *corpus.Bitext, o Options) error {
	if err := write(w, b, o); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

func write(w io.Writer, b *corpus.Bitext, o Options) error {
	if len(b.Beads) >= maxRows {
		return fmt.Errorf("%d beads are more than the %d rows that a sheet can have: take TSV", len(b.Beads), maxRows)
	}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheetName); err != nil {
		return err
	}
	if err := meta(f, b); err != nil {
		return err
	}
	// The dates of a workbook are not optional; theirs says nothing.
	if err := f.SetDocProps(&excelize.DocProperties{Creator: creator, LastModifiedBy: creator, Created: noDate, Modified: noDate}); err != nil {
		return err
	}
	look, err := styles(f, b)
	if err != nil {
		return err
	}
	s, err := f.NewStreamWriter(sheetName)
	if err != nil {
		return err
	}
	if err := layout(f, s, len(b.Beads)); err != nil {
		return err
	}
	header := make([]any, len(columns))
	for i, c := range columns {
		header[i] = excelize.Cell{StyleID: look.header, Value: c}
	}
	if err := s.SetRow("A1", header); err != nil {
		return err
	}
	for i := range b.Beads {
		d := &b.Beads[i]
		cells, dropped := row(b, d, look)
		if err := s.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
		if dropped > 0 && o.Dropped != nil {
			o.Dropped(b.BeadID(d), dropped)
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

const (
	creator = "recto"
	noDate  = "2000-01-01T00:00:00Z"
)

// meta writes the hidden sheet that says what the table is of.
func meta(f *excelize.File, b *corpus.Bitext) error {
	if _, err := f.NewSheet(metaName); err != nil {
		return err
	}
	for i, pair := range [][2]string{
		{"version", "recto/1"}, {"document", xmltext.Clean(b.Source.Name)}, {"source language", b.Source.Language}, {"target language", b.Target.Language},
	} {
		for k, text := range pair {
			cell, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err != nil {
				return err
			}
			if err := f.SetCellStr(metaName, cell, text); err != nil {
				return err
			}
		}
	}
	return f.SetSheetVisible(metaName, false)
}

// looks are the styles of cells.
type looks struct{ header, plain, source, target, number, grave, minor int }

func styles(f *excelize.File, b *corpus.Bitext) (looks, error) {
	var l looks
	const text, ltr, rtl = 49, 1, 2 // Excel's number format "@", its reading orders
	order := func(lang string) uint64 {
		if rightToLeft(lang) {
			return rtl
		}
		return ltr
	}
	style := func(to *int, s *excelize.Style) error {
		id, err := f.NewStyle(s)
		*to = id
		return err
	}
	cell := func(order uint64, fill string) *excelize.Style {
		s := &excelize.Style{NumFmt: text, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true, ReadingOrder: order}}
		if order == rtl {
			s.Alignment.Horizontal = "right"
		}
		if fill != "" {
			s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
		}
		return s
	}
	for _, err := range []error{
		style(&l.header, &excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E3DA"}}, Alignment: &excelize.Alignment{Vertical: "top"}}),
		style(&l.plain, cell(ltr, "")),
		style(&l.source, cell(order(b.Source.Language), "")),
		style(&l.target, cell(order(b.Target.Language), "")),
		style(&l.number, &excelize.Style{NumFmt: 2, Alignment: &excelize.Alignment{Vertical: "top"}}),
		style(&l.grave, cell(ltr, "F8D9D0")),
		style(&l.minor, cell(ltr, "FBF0CC")),
	} {
		if err != nil {
			return l, err
		}
	}
	return l, nil
}

func layout(f *excelize.File, s *excelize.StreamWriter, beads int) error {
	for i, width := range []float64{9, 60, 60, 7, 13, 40, 12, 30, 10} {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	last := len(columns)
	if err := s.SetColVisible(last, last, false); err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	choice := excelize.NewDataValidation(true)
	choice.SetSqref(fmt.Sprintf("G2:G%d", max(beads+1, 2)))
	choice.ShowErrorMessage = false // a reviewer may write what they like; only the list's words decide
	if err := choice.SetDropList([]string{"approved", "rejected"}); err != nil {
		return err
	}
	if err := f.AddDataValidation(sheetName, choice); err != nil {
		return err
	}
	return f.AutoFilter(sheetName, fmt.Sprintf("A1:H%d", beads+1), nil)
}

func row(b *corpus.Bitext, d *corpus.Bead, look looks) (cells []any, dropped int) {
	src, tgt := corpus.TextOf(b.Source.Segments, d.Src), corpus.TextOf(b.Target.Segments, d.Tgt)
	if d.State == corpus.Untranslated {
		tgt = ""
	}
	clean := func(s string) string {
		c := xmltext.Clean(s)
		dropped += len([]rune(s)) - len([]rune(c))
		return c
	}
	src, tgt = clean(src), clean(tgt)
	key := corpus.Fingerprint(src) + ":" + corpus.Fingerprint(tgt)
	findings, finding := notes(d), look.plain
	for i := len(d.Findings) - 1; i >= 0; i-- {
		switch d.Findings[i].Severity {
		case corpus.Grave:
			finding = look.grave
		case corpus.Minor:
			if finding == look.plain {
				finding = look.minor
			}
		}
	}
	if units(src) > maxCell || units(tgt) > maxCell {
		key = cut
		findings = strings.TrimSpace("the text is longer than a cell can hold; edit it elsewhere\n" + findings)
	}
	decision, comment := "", ""
	if d.State == corpus.Approved {
		decision = "approved"
	}
	if d.Decision != nil && d.Decision.Reviewer != "" {
		comment = "by " + d.Decision.Reviewer
	}
	text := func(style int, s string) excelize.Cell { return excelize.Cell{StyleID: style, Value: fit(s)} }
	return []any{
		text(look.plain, b.BeadID(d)), text(look.source, src), text(look.target, tgt),
		excelize.Cell{StyleID: look.number, Value: d.Score},
		text(look.plain, string(d.State)), text(finding, xmltext.Clean(findings)),
		text(look.plain, decision), text(look.plain, xmltext.Clean(comment)), text(look.plain, key),
	}, dropped
}

func notes(d *corpus.Bead) string {
	var lines []string
	if d.Reason != "" {
		lines = append(lines, "no translation: "+d.Reason)
	}
	for _, f := range d.Findings {
		lines = append(lines, f.Code+": "+f.Message)
	}
	return strings.Join(lines, "\n")
}

// fit cuts a text to what a cell holds.
func fit(s string) string {
	if len(s) <= maxCell || units(s) <= maxCell {
		return s
	}
	n := 0
	for i, r := range s {
		if n += units(string(r)); n >= maxCell {
			return s[:i] + "…"
		}
	}
	return s
}
