package srx

import "io"

// Document is a file of rules.
type Document struct{}

// Cutter cuts text.
type Cutter struct{}

// Parse reads a file of rules.
func Parse(r io.Reader) (*Document, error) { return &Document{}, nil }

// Cutter is the cutter of a language.
func (d *Document) Cutter(lang string) (*Cutter, error) { return &Cutter{}, nil }

// Breaks are the byte offsets at which text is cut, ascending.
func (c *Cutter) Breaks(text string) []int { return nil }
