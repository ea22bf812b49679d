// Package xlsx writes a bitext as a table for a reviewer, and reads the table
// back.
//
// [Write] writes a row a bead. All cells of text are text: nothing is read as
// a formula, leading zeros stay. The hidden last column holds hashes of the
// source and the target as they were written, so that [Read] knows what was
// edited, wherever rows were sorted to. What cannot be taken back (a changed
// source, merged cells, a formula) is a [Problem] with its cell.
package xlsx

import (
	"unicode/utf16"

	"golang.org/x/text/language"
)

// The sheets, and the columns by their headings; Read finds a column by its
// heading, wherever it stands.
const (
	sheetName = "translation"
	metaName  = "recto"

	colID       = "id"
	colSource   = "source"
	colTarget   = "target"
	colScore    = "score"
	colState    = "state"
	colFindings = "findings"
	colDecision = "decision"
	colComment  = "comment"
	colHash     = "hash"
)

// columns is their order in a new table.
var columns = [...]string{colID, colSource, colTarget, colScore, colState, colFindings, colDecision, colComment, colHash}

// maxCell is Excel's limit for a cell, in UTF-16 code units.
const maxCell = 32767

// cut stands for the hash of a row whose text does not fit in a cell.
const cut = "cut"

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// rightToLeft says whether a language is written from right to left.
func rightToLeft(tag string) bool {
	t, err := language.Parse(tag)
	if err != nil {
		return false
	}
	script, _ := t.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand":
		return true
	}
	return false
}
