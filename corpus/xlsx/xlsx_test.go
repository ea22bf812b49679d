package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/xlsx"
)

func write(t testing.TB, b *corpus.Bitext) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, b, xlsx.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t testing.TB, data []byte) *xlsx.Table {
	t.Helper()
	table, err := xlsx.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// edit opens a workbook as a reviewer's program does, and saves it.
func edit(t testing.TB, data []byte, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// dump shows the sheets as a person would read them.
func dump(t testing.TB, data []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out strings.Builder
	for _, sheet := range f.GetSheetList() {
		visible, _ := f.GetSheetVisible(sheet)
		fmt.Fprintf(&out, "sheet %s (visible: %v)\n", sheet, visible)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			fmt.Fprintf(&out, "%d", i+1)
			for _, c := range r {
				fmt.Fprintf(&out, " | %s", strings.ReplaceAll(c, "\n", " / "))
			}
			out.WriteString("\n")
		}
	}
	return out.String()
}

func TestWriteGolden(t *testing.T) {
	corpustest.Golden(t, "sample.txt", dump(t, write(t, corpustest.Sample())))
	corpustest.Golden(t, "hostile.txt", dump(t, write(t, corpustest.Hostile())))
}

func TestLooks(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, corpustest.Hostile())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	panes, err := f.GetPanes("translation")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v %v", panes, err)
	}
	if v, err := f.GetColVisible("translation", "I"); err != nil || v {
		t.Errorf("the hash is visible: %v", err)
	}
	look := func(cell string) *excelize.Style {
		id, err := f.GetCellStyle("translation", cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := look("B2"); !s.Alignment.WrapText || s.Alignment.ReadingOrder != 1 || s.NumFmt != 49 {
		t.Errorf("English source: %+v %d", s.Alignment, s.NumFmt)
	}
	if s := look("C2"); s.Alignment.ReadingOrder != 2 || s.Alignment.Horizontal != "right" {
		t.Errorf("Arabic target: %+v", s.Alignment)
	}
	for row := 2; row <= 9; row++ {
		for _, col := range "BC" {
			cell := fmt.Sprintf("%c%d", col, row)
			if formula, err := f.GetCellFormula("translation", cell); err != nil || formula != "" {
				t.Errorf("%s is a formula %q %v", cell, formula, err)
			}
			if kind, err := f.GetCellType("translation", cell); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
				t.Errorf("%s is of type %d %v", cell, kind, err)
			}
		}
	}
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := corpustest.Draw(t)
		var out bytes.Buffer
		if err := xlsx.Write(&out, b, xlsx.Options{}); err != nil {
			t.Fatal(err)
		}
		table, err := xlsx.Read(&out)
		if err != nil {
			t.Fatal(err)
		}
		if len(table.Rows) != len(b.Beads) || table.Problems != nil {
			t.Fatalf("%d rows of %d beads, problems %v", len(table.Rows), len(b.Beads), table.Problems)
		}
		for i, r := range table.Rows {
			if r.Edited || r.ID != b.BeadID(&b.Beads[i]) {
				t.Fatalf("row %+v of bead %+v", r, b.Beads[i])
			}
		}
	})
}

func TestHostileTextsComeBack(t *testing.T) {
	b := corpustest.Hostile()
	dropped := 0
	var out bytes.Buffer
	if err := xlsx.Write(&out, b, xlsx.Options{Dropped: func(_ string, n int) { dropped += n }}); err != nil {
		t.Fatal(err)
	}
	for i, r := range read(t, out.Bytes()).Rows {
		want := strings.NewReplacer("\a", "", "\x00", "", "\x1b", "", "\ufffe", "", "\r\n", "\n").Replace(b.Source.Segments[i].Text)
		if r.Source != want {
			t.Errorf("row %d: %q, want %q", r.Line, r.Source, want)
		}
	}
	if dropped != 4 {
		t.Errorf("%d characters were dropped, want 4", dropped)
	}
}

func TestReadTakesEdits(t *testing.T) {
	const sheet = "translation"
	original := write(t, corpustest.Sample())
	cells := func(f *excelize.File, pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			if err := f.SetCellStr(sheet, pairs[i], pairs[i+1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct {
		name   string
		change func(f *excelize.File)
		want   string // edited and decided rows, then problems
	}{
		{"nothing", func(*excelize.File) {}, "p4.s1 approved\n"},
		{"a target and a decision", func(f *excelize.File) { cells(f, "C3", "Otra cosa.", "G4", " Approved ", "H3", "mejor") },
			"p2.s1 edited=Otra cosa. comment=mejor\np2.s2 approved\np4.s1 approved\n"},
		{"spaces are no edit", func(f *excelize.File) { cells(f, "C2", " El  puerto\nreabre ") }, "p4.s1 approved\n"},
		{"a translation that was missing", func(f *excelize.File) { cells(f, "C7", "Puesta al día") }, "p4.s1 approved\np5.s1 edited=Puesta al día\n"},
		{"a source that was changed", func(f *excelize.File) { cells(f, "B3", "Autre chose.", "C3", "Otra cosa.") },
			"p4.s1 approved\n! B3 p2.s1: the source was changed: the decision would hang on another text\n"},
		{"a formula", func(f *excelize.File) {
			if err := f.SetCellFormula(sheet, "C3", "=1+1"); err != nil {
				t.Fatal(err)
			}
		}, "p4.s1 approved\n! C3 p2.s1: the cell holds a formula, not a text\n"},
		{"merged targets", func(f *excelize.File) {
			if err := f.MergeCell(sheet, "C3", "C4"); err != nil {
				t.Fatal(err)
			}
		}, "p4.s1 approved\n! C3 p2.s1: the cells C3:C4 are merged: split them, each row is a sentence of its own\n! C4 p2.s2: the cells C3:C4 are merged: split them, each row is a sentence of its own\n"},
		{"columns without meaning removed", func(f *excelize.File) {
			for _, c := range []string{"H", "F", "D"} {
				if err := f.RemoveCol(sheet, c); err != nil {
					t.Fatal(err)
				}
			}
			cells(f, "C3", "Otra cosa.")
		}, "p2.s1 edited=Otra cosa.\np4.s1 approved\n"},
		{"rows in another order, one taken out, one put in, one twice", func(f *excelize.File) {
			if err := f.DuplicateRowTo(sheet, 6, 2); err != nil { // p4.s1 first
				t.Fatal(err)
			}
			if err := f.RemoveRow(sheet, 3); err != nil { // without p1.s1
				t.Fatal(err)
			}
			cells(f, "C3", "Otra cosa.", "B8", "extra", "C8", "más")
		}, "p4.s1 approved\np2.s1 edited=Otra cosa.\n! A6 p4.s1: the id p4.s1 stands in row 2 already\n! A8 : the row has no id: a row that was put in is not taken\n"},
		{"the sheet renamed, the hidden one gone", func(f *excelize.File) {
			if err := f.DeleteSheet("recto"); err != nil {
				t.Fatal(err)
			}
			if err := f.SetSheetName(sheet, "Blatt 1"); err != nil {
				t.Fatal(err)
			}
		}, "p4.s1 approved\n"},
		{"the hash damaged", func(f *excelize.File) { cells(f, "I3", "x") }, "p4.s1 approved\n! I3 p2.s1: the hash of the row is damaged: it is not known what was edited\n"},
	} {
		table := read(t, edit(t, original, tt.change))
		var got strings.Builder
		for _, r := range table.Rows {
			if !r.Edited && r.Decision == "" {
				continue
			}
			got.WriteString(r.ID)
			if r.Edited {
				got.WriteString(" edited=" + r.Target)
			}
			if r.Decision != "" {
				got.WriteString(" " + r.Decision)
			}
			if r.Comment != "" && r.Comment != "by Ana" {
				got.WriteString(" comment=" + r.Comment)
			}
			got.WriteString("\n")
		}
		for _, p := range table.Problems {
			fmt.Fprintf(&got, "! %s %s: %s\n", p.Cell, p.ID, p.Message)
		}
		if diff := cmp.Diff(tt.want, got.String()); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.name, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	other := edit(t, write(t, corpustest.Sample()), func(f *excelize.File) {
		for _, c := range "ABCDEFGHI" {
			if err := f.SetCellStr("translation", string(c)+"1", ""); err != nil {
				t.Fatal(err)
			}
		}
	})
	if _, err := xlsx.Read(bytes.NewReader(other)); !errors.Is(err, xlsx.ErrNotRecto) {
		t.Errorf("a table without its headings: %v", err)
	}
	for _, col := range []string{"A", "B", "C", "I"} {
		gone := edit(t, write(t, corpustest.Sample()), func(f *excelize.File) {
			if col == "A" { // excelize cannot take away where its filter begins
				f.SetCellStr("translation", "A1", "")
			} else if err := f.RemoveCol("translation", col); err != nil {
				t.Fatal(err)
			}
		})
		if _, err := xlsx.Read(bytes.NewReader(gone)); err == nil || !strings.Contains(err.Error(), "is gone") {
			t.Errorf("column %s removed: %v", col, err)
		}
	}
	for name, data := range map[string][]byte{"nothing": nil, "text": []byte("id,source"), "a broken zip": write(t, corpustest.Sample())[:2000]} {
		if _, err := xlsx.Read(bytes.NewReader(data)); err == nil {
			t.Errorf("%s is a workbook", name)
		}
	}
}

func TestALongTextIsCutAndNotTakenBack(t *testing.T) {
	b := corpustest.Pair("en", "de", [2]string{strings.Repeat("word ", 10000), "kurz"}, [2]string{"a", "b"})
	table := read(t, edit(t, write(t, b), func(f *excelize.File) {
		f.SetCellStr("translation", "G2", "approved")
	}))
	if len(table.Rows) != 1 || len(table.Problems) != 1 || table.Problems[0].Cell != "C2" {
		t.Errorf("%+v", table)
	}
}

// A workbook holds nothing that runs or reaches out.
func TestTheFileHoldsNoMacrosAndNoLinks(t *testing.T) {
	data := write(t, corpustest.Hostile())
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range z.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(entry.Name, "vba") || strings.Contains(entry.Name, "externalLink") || bytes.Contains(text, []byte("<f>")) || bytes.Contains(text, []byte("TargetMode=\"External\"")) {
			t.Errorf("%s", entry.Name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(write(f, corpustest.Pair("en", "de", [2]string{"a", "b"})))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := xlsx.Read(bytes.NewReader(data))
		if err == nil && table == nil {
			t.Fatal("neither table nor error")
		}
	})
}
