package decisions

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/recto/recto/corpus/xliff"
	"github.com/recto/recto/corpus/xlsx"
)

// FromXLIFF reads the decisions of an XLIFF file, a review a document in it.
//
// A target that differs is a decision; so is approved="yes", or the state final
// or signed-off, where it was not so; a machine's target that is now
// "translated" was seen and kept.
func FromXLIFF(r io.Reader, o Options) ([]*Review, error) {
	in, err := xliff.NewReader(r)
	if err != nil {
		return nil, err
	}
	comparers := map[[2]string]*comparer{}
	var out []*Review
	for u, err := range in.Units() {
		if err != nil {
			return nil, err
		}
		key := [2]string{u.File, u.To}
		c := comparers[key]
		if c == nil {
			if c, err = newComparer(u.File, u.To, o); err != nil {
				return nil, err
			}
			comparers[key] = c
			out = append(out, c.review)
		}
		s := said{where: "line " + strconv.Itoa(u.Line), id: u.ID, source: u.Source, target: u.Target,
			wasSource: u.WasSource, wasTarget: u.WasTarget, reviewer: u.Reviewer, date: u.Date,
			tool:      true,
			approved:  u.Approved || u.State == xliff.StateFinal || u.State == xliff.StateSignedOff,
			confirmed: u.State == xliff.StateTranslated}
		if u.Duplicated {
			c.conflict(s, "the id stands in the file before")
			continue
		}
		c.take(s)
	}
	if out == nil {
		return nil, errors.New("the XLIFF file has no trans-unit")
	}
	return out, nil
}

// FromXLSX reads the decisions of a table. The name of the file says which
// document it is of where the hidden sheet is gone: "doc.txt.es.xlsx".
//
// A target that differs is a decision, and so is "approved" (or "ok", "yes",
// "x") in the column decision.
func FromXLSX(r io.Reader, name string, o Options) (*Review, error) {
	table, err := xlsx.Read(r)
	if err != nil {
		return nil, err
	}
	document, language := table.Document, table.To
	if document == "" {
		stem := strings.TrimSuffix(path.Base(name), ".xlsx")
		language = strings.TrimPrefix(path.Ext(stem), ".")
		document = strings.TrimSuffix(stem, path.Ext(stem))
		if document == "" || language == "" {
			return nil, fmt.Errorf("%s: the table does not say which document it is of: name it as it was exported, DOCUMENT.LANGUAGE.xlsx", name)
		}
	}
	c, err := newComparer(document, language, o)
	if err != nil {
		return nil, err
	}
	for _, p := range table.Problems {
		c.review.Conflicts = append(c.review.Conflicts, Conflict{p.Cell, p.ID, p.Message})
	}
	for _, row := range table.Rows {
		s := said{where: "row " + strconv.Itoa(row.Line), id: row.ID, source: row.Source, target: row.Target, wasTarget: row.Was,
			reviewer: table.Reviewer, date: table.Date}
		switch row.Decision {
		case "":
		case "approved", "ok", "yes", "x":
			s.approved = true
		case "rejected", "no":
			if !row.Edited {
				c.conflict(s, "rejected, without another text: write in the target what should stand there")
				continue
			}
		default:
			c.conflict(s, "“%s” is no decision: approved or rejected", short(row.Decision))
			continue
		}
		c.take(s)
	}
	return c.review, nil
}
