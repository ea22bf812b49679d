package check

import (
	"context"
	"fmt"
	"strings"

	"github.com/recto/recto/corpus"
)

// Code names a check.
type Code struct {
	Name     string
	Severity corpus.Severity // of its gravest finding
	What     string          // what it looks for, in a line
}

// Codes lists all checks, in the order of their findings.
func Codes() []Code {
	return []Code{
		{"numbers", corpus.Grave, "a number that stands on one side only"},
		{"dates", corpus.Grave, "another month"},
		{"placeholder", corpus.Grave, "a placeholder or tag that is missing, or was put in"},
		{"untranslated", corpus.Grave, "words of the source that were left as they are"},
		{"terms", corpus.Minor, "a term of the glossary that was not used, or a forbidden word"},
		{"length", corpus.Minor, "a target far longer or shorter than its source lets expect"},
		{"end", corpus.Minor, "another punctuation mark at the end"},
		{"brackets", corpus.Minor, "a bracket that is not closed, or not opened"},
		{"quotes", corpus.Minor, "a quotation mark without its other half, or of another language"},
		{"repeated", corpus.Minor, "a word twice in a row"},
		{"spaces", corpus.Note, "two spaces, or a space before a mark where the language has none"},
		{"inconsistent", corpus.Note, "the same source translated in two ways"},
	}
}

// Options of [Run].
type Options struct {
	Off      []string  // names of checks to leave out
	Glossary *Glossary // may be nil
}

// Run fills the findings of every bead that has both a source and an accepted
// target. Findings of an earlier run are replaced; those with codes of others
// stay. Where the context ends first nothing is changed and its error returned.
func Run(ctx context.Context, b *corpus.Bitext, o Options) error {
	on := map[string]bool{}
	for _, c := range Codes() {
		on[c.Name] = true
	}
	for _, name := range o.Off {
		on[name] = false
	}
	found, err := newChecker(b, o.Glossary).beads(ctx)
	if err != nil {
		return fmt.Errorf("check %d segment pairs: %w", len(b.Beads), err)
	}
	for i := range b.Beads {
		d := &b.Beads[i]
		kept := d.Findings[:0:0]
		for _, f := range d.Findings {
			if !isCode(f.Code) {
				kept = append(kept, f)
			}
		}
		for _, f := range found[i] {
			if on[f.Code] {
				kept = append(kept, f)
			}
		}
		d.Findings = kept
	}
	return nil
}

func isCode(name string) bool {
	for _, c := range Codes() {
		if c.Name == name {
			return true
		}
	}
	return false
}

// Unknown gives the first of some names that is no check, "" if all are.
func Unknown(names []string) string {
	for _, n := range names {
		if !isCode(strings.TrimSpace(n)) {
			return n
		}
	}
	return ""
}
