package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/recto/recto/corpus"
)

// MaxBytes is the most that a workbook may unpack to.
const MaxBytes = 1 << 30

// Table is a workbook as a reviewer gave it back.
type Table struct {
	Document string // name of the source document; "" if the hidden sheet is gone
	From, To string
	Reviewer string // who saved it last; "" if the program does not say
	Date     string // RFC 3339, of that
	Rows     []Row
	Problems []Problem
}

// Row is one row that can be taken back.
type Row struct {
	Line     int // of the sheet, from 1
	ID       string
	Source   string
	Target   string
	Edited   bool   // the target is another than was written
	Was      string // fingerprint of the target as it was written
	Decision string
	Comment  string
}

// Problem is a cell that cannot be taken back, and why.
type Problem struct {
	Cell    string // "C17"
	ID      string // of the row, "" if it has none
	Message string
}

// ErrNotRecto is wrapped by the error for a workbook that recto did not write.
var ErrNotRecto = errors.New("not a table of recto")

// Read reads a table, however its rows are sorted and its columns moved. The
// columns id, source, target and hash must be there; the others may be gone.
// Row by row, what was tampered with is a problem, and the row is left out.
func Read(r io.Reader) (*Table, error) {
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: MaxBytes, UnzipXMLSizeLimit: MaxBytes})
	if err != nil {
		return nil, fmt.Errorf("read xlsx: %w", err)
	}
	defer f.Close()
	in := reader{f: f, t: &Table{}}
	if err := in.table(); err != nil {
		return nil, fmt.Errorf("read xlsx: %w", err)
	}
	return in.t, nil
}

type reader struct {
	f      *excelize.File
	t      *Table
	sheet  string
	column map[string]int // by heading, from 0
	merged map[[2]int]string
}

func (in *reader) table() error {
	in.meta()
	in.sheet = sheetName
	if i, err := in.f.GetSheetIndex(sheetName); err != nil || i < 0 {
		in.sheet = ""
		for _, s := range in.f.GetSheetList() {
			if s != metaName {
				in.sheet = s // renamed: the first of the others
				break
			}
		}
	}
	rows, err := in.f.Rows(in.sheet)
	if err != nil {
		return fmt.Errorf("%w: there is no sheet %q", ErrNotRecto, sheetName)
	}
	defer rows.Close()
	seen := map[string]int{}
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return fmt.Errorf("row %d: %w", line, err)
		}
		if line == 1 {
			if err := in.headings(cells); err != nil {
				return err
			}
			if err := in.mergedCells(); err != nil {
				return err
			}
			continue
		}
		in.row(line, cells, seen)
	}
	if err := rows.Error(); err != nil {
		return err
	}
	if in.column == nil {
		return fmt.Errorf("%w: the sheet is empty", ErrNotRecto)
	}
	return nil
}

func (in *reader) meta() {
	if p, err := in.f.GetDocProps(); err == nil && p.LastModifiedBy != creator {
		in.t.Reviewer = strings.TrimSpace(p.LastModifiedBy)
		if t, err := time.Parse(time.RFC3339, p.Modified); err == nil {
			in.t.Date = t.UTC().Format(time.RFC3339)
		}
	}
	rows, err := in.f.GetRows(metaName)
	if err != nil {
		return // the reviewer's program dropped the hidden sheet: nothing depends on it
	}
	for _, r := range rows {
		if len(r) < 2 {
			continue
		}
		switch r[0] {
		case "document":
			in.t.Document = r[1]
		case "source language":
			in.t.From = r[1]
		case "target language":
			in.t.To = r[1]
		}
	}
}

func (in *reader) headings(cells []string) error {
	in.column = map[string]int{}
	for i, c := range cells {
		name := strings.ToLower(strings.TrimSpace(c))
		if _, taken := in.column[name]; !taken {
			in.column[name] = i
		}
	}
	var missing []string
	for _, c := range []string{colID, colSource, colTarget, colHash} {
		if _, ok := in.column[c]; !ok {
			missing = append(missing, fmt.Sprintf("%q", c))
		}
	}
	if len(missing) == 4 {
		return fmt.Errorf("%w: its first row does not name the columns id, source, target, hash", ErrNotRecto)
	}
	if missing != nil {
		return fmt.Errorf("column %s is gone (hash is hidden at the right): undo that, or export anew and copy the targets over", strings.Join(missing, ", "))
	}
	return nil
}

// mergedCells notes the rows where cells that matter were merged.
func (in *reader) mergedCells() error {
	merged, err := in.f.GetMergeCells(in.sheet)
	if err != nil {
		return err
	}
	in.merged = map[[2]int]string{}
	for _, m := range merged {
		c1, r1, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			return err
		}
		c2, r2, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return err
		}
		for _, name := range []string{colID, colSource, colTarget, colHash, colDecision} {
			c, ok := in.column[name]
			if !ok || c+1 < c1 || c+1 > c2 || (r2-r1) > maxRows {
				continue
			}
			for r := r1; r <= r2; r++ {
				in.merged[[2]int{r, c}] = m.GetStartAxis() + ":" + m.GetEndAxis()
			}
		}
	}
	return nil
}

func (in *reader) row(line int, cells []string, seen map[string]int) {
	get := func(name string) string {
		if c, ok := in.column[name]; ok && c < len(cells) {
			return cells[c]
		}
		return ""
	}
	id := strings.TrimSpace(get(colID))
	problem := func(col, format string, args ...any) {
		cell, _ := excelize.CoordinatesToCellName(in.column[col]+1, line)
		in.t.Problems = append(in.t.Problems, Problem{cell, id, fmt.Sprintf(format, args...)})
	}
	for _, name := range []string{colID, colSource, colTarget, colHash, colDecision} {
		if c, ok := in.column[name]; ok {
			if at, ok := in.merged[[2]int{line, c}]; ok {
				problem(name, "the cells %s are merged: split them, each row is a sentence of its own", at)
				return
			}
		}
	}
	src, tgt, key := get(colSource), get(colTarget), strings.TrimSpace(get(colHash))
	wasSrc, wasTgt, ok := strings.Cut(key, ":")
	switch {
	case id == "" && strings.TrimSpace(src+tgt) == "":
		return // an empty row
	case id == "":
		problem(colID, "the row has no id: a row that was put in is not taken")
		return
	case seen[id] > 0:
		problem(colID, "the id %s stands in row %d already", id, seen[id])
		return
	}
	seen[id] = line
	switch {
	case key == cut:
		if get(colDecision) != "" {
			problem(colTarget, "the text is longer than a cell can hold: it cannot be taken back from a table")
		}
		return
	case !ok || len(wasSrc) != 16 || len(wasTgt) != 16:
		problem(colHash, "the hash of the row is damaged: it is not known what was edited")
		return
	case corpus.Fingerprint(src) != wasSrc:
		problem(colSource, "the source was changed: the decision would hang on another text")
		return
	}
	if c := in.column[colTarget]; corpus.Fingerprint(tgt) != wasTgt {
		cell, _ := excelize.CoordinatesToCellName(c+1, line)
		if formula, err := in.f.GetCellFormula(in.sheet, cell); err == nil && formula != "" {
			problem(colTarget, "the cell holds a formula, not a text")
			return
		}
	}
	in.t.Rows = append(in.t.Rows, Row{Line: line, ID: id, Source: src, Target: tgt, Edited: corpus.Fingerprint(tgt) != wasTgt, Was: wasTgt,
		Decision: strings.ToLower(strings.TrimSpace(get(colDecision))), Comment: strings.TrimSpace(get(colComment))})
}
