package check

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Term is one row of a glossary. Rows with the same source are alternatives.
type Term struct {
	Source    string
	Target    string // "" if the row forbids only
	Forbidden string // a word that must not stand for the source; "" if none
	Line      int    // of the glossary file, from 1
}

// Glossary is the user's list of terms.
type Glossary struct{ Terms []Term }

// MaxGlossary is the most that a glossary file may hold, in bytes.
const MaxGlossary = 64 << 20

// ReadGlossary reads TSV or CSV (comma or semicolon), UTF-8 or UTF-16: source, target, and
// optionally what is forbidden. The third column names a word that must not be
// used, several separated by "|"; "forbidden", "yes" or "x" there forbids the
// target itself. A first row that names the columns is passed over, as are
// empty rows and those that begin with "#".
func ReadGlossary(r io.Reader) (*Glossary, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxGlossary+1))
	if err != nil {
		return nil, fmt.Errorf("glossary: %w", err)
	}
	// A spreadsheet saves "Unicode text" as UTF-16 with a byte order mark.
	if data, _, err = transform.Bytes(unicode.BOMOverride(transform.Nop), data); err != nil {
		return nil, fmt.Errorf("glossary: %w", err)
	}
	switch {
	case len(data) > MaxGlossary:
		return nil, fmt.Errorf("glossary: larger than %d bytes", MaxGlossary)
	case !utf8.Valid(data):
		return nil, errors.New("glossary: not valid UTF-8: save it as UTF-8")
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.Comma = separator(data)
	in.FieldsPerRecord = -1
	in.LazyQuotes = true
	in.TrimLeadingSpace = in.Comma != '\t'
	in.ReuseRecord = true
	g := &Glossary{}
	for {
		row, err := in.Read()
		if err == io.EOF {
			return g, nil
		}
		if err != nil {
			return nil, fmt.Errorf("glossary: %w", err)
		}
		line, _ := in.FieldPos(0)
		cell := func(i int) string {
			if i < len(row) {
				return strings.Join(strings.Fields(row[i]), " ")
			}
			return ""
		}
		source, target, third := cell(0), cell(1), cell(2)
		switch {
		case source == "" && target == "", strings.HasPrefix(source, "#"), len(g.Terms) == 0 && isHeading(source, target):
			continue
		case source == "" || target == "" && third == "":
			return nil, fmt.Errorf("glossary: line %d: a row needs a source and a target, separated by a tab or a comma", line)
		}
		switch strings.ToLower(third) {
		case "":
			g.Terms = append(g.Terms, Term{Source: source, Target: target, Line: line})
		case "forbidden", "yes", "true", "x", "1":
			if target == "" {
				return nil, fmt.Errorf("glossary: line %d: forbidden is what? the second column is empty", line)
			}
			g.Terms = append(g.Terms, Term{Source: source, Forbidden: target, Line: line})
		default:
			before := len(g.Terms)
			for _, f := range strings.Split(third, "|") {
				if f = strings.TrimSpace(f); f != "" {
					g.Terms = append(g.Terms, Term{Source: source, Target: target, Forbidden: f, Line: line})
				}
			}
			if len(g.Terms) > before {
				continue
			}
			if target == "" {
				return nil, fmt.Errorf("glossary: line %d: a row needs a source and a target, separated by a tab or a comma", line)
			}
			g.Terms = append(g.Terms, Term{Source: source, Target: target, Line: line})
		}
	}
}

// separator is the one that the first line with content has.
func separator(data []byte) rune {
	for line := range bytes.Lines(data) {
		if len(bytes.TrimSpace(line)) == 0 || bytes.HasPrefix(line, []byte("#")) {
			continue
		}
		for _, sep := range "\t;," {
			if bytes.ContainsRune(line, sep) {
				return sep
			}
		}
	}
	return '\t'
}

func isHeading(source, target string) bool {
	switch strings.ToLower(source) {
	case "source", "source term", "term":
		return true
	}
	return strings.EqualFold(target, "target")
}
