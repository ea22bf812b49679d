package corpus

import (
	"crypto/sha256"
	"strings"
)

// Source is a document as it was read: decoded, otherwise untouched.
type Source struct {
	// Name is the document's name in outputs and reports: a slash-separated
	// relative path without "..", extension kept.
	Name string
	// Text is the decoded text, valid UTF-8 without byte order mark. Line
	// ends, ligatures, soft hyphens and odd spaces are those of the file.
	Text string
	// Encoding is what the bytes were read as, an IANA name in lower case.
	Encoding string
	// SHA256 is the hash of Text.
	SHA256 [32]byte
}

// NewSource makes a Source of a decoded text and hashes it.
func NewSource(name, text, encoding string) *Source {
	return &Source{Name: name, Text: text, Encoding: encoding, SHA256: sha256.Sum256([]byte(text))}
}

// Piece is a stretch of Source.Text, preceded by white space that recto puts in
// front of it (usually "" or " "). A line break inside a paragraph is not part
// of a piece: the next piece carries the space in its Before.
type Piece struct {
	From, To int
	Before   string
}

// Join renders pieces over the text that they point into.
func Join(text string, pieces []Piece) string {
	n := 0
	for _, p := range pieces {
		n += len(p.Before) + p.To - p.From
	}
	var b strings.Builder
	b.Grow(n)
	for _, p := range pieces {
		b.WriteString(p.Before)
		b.WriteString(text[p.From:p.To])
	}
	return b.String()
}

// Slice cuts the pieces that render to the bytes [from,to) of Join(text, pieces).
// The first piece of a slice loses the white space that stood before the cut.
func Slice(pieces []Piece, from, to int) []Piece {
	var out []Piece
	at := 0
	for _, p := range pieces {
		start := at                   // where Before begins
		body := start + len(p.Before) // where the bytes begin
		end := body + p.To - p.From   // where they end
		at = end
		if end <= from || start >= to || p.From == p.To {
			continue
		}
		q := p
		if from > body {
			q.From += from - body
		}
		if to < end {
			q.To -= end - to
		}
		switch {
		case from >= body:
			q.Before = ""
		case from > start:
			q.Before = p.Before[from-start:]
		}
		if q.From >= q.To {
			continue
		}
		out = append(out, q)
	}
	return out
}
