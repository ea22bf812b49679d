// Package xmltext is the XML that TMX and XLIFF share: a writer that escapes
// and drops what XML 1.0 forbids, and a decoder that takes what tools really
// write (byte order marks, UTF-16, control characters) and expands no entities
// of a document's own.
package xmltext

import (
	"bufio"
	"strings"
	"unicode/utf8"
)

// Writer writes XML in the order that it is told; the first error sticks in W.
type Writer struct {
	W *bufio.Writer
	// Dropped counts the characters that XML 1.0 forbids and that were left out.
	Dropped int
}

// Raw writes markup as it is.
func (w *Writer) Raw(markup ...string) {
	for _, m := range markup {
		w.W.WriteString(m)
	}
}

// Text writes character data.
func (w *Writer) Text(s string) { w.escape(s, false) }

// Attr writes an attribute, preceded by a space; nothing if value is "".
func (w *Writer) Attr(name, value string) {
	if value == "" {
		return
	}
	w.Raw(" ", name, `="`)
	w.escape(value, true)
	w.Raw(`"`)
}

func (w *Writer) escape(s string, attr bool) {
	from := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		var put string
		switch {
		case r == '&':
			put = "&amp;"
		case r == '<':
			put = "&lt;"
		case r == '>':
			put = "&gt;"
		case r == '\r': // a reader would turn it into a line feed
			put = "&#13;"
		case attr && r == '"':
			put = "&quot;"
		case attr && r == '\n':
			put = "&#10;"
		case attr && r == '\t':
			put = "&#9;"
		case r == utf8.RuneError && n == 1, !Allowed(r):
			w.Dropped++
		default:
			i += n
			continue
		}
		w.W.WriteString(s[from:i])
		w.W.WriteString(put)
		i += n
		from = i
	}
	w.W.WriteString(s[from:])
}

// Allowed says whether XML 1.0 (section 2.2) allows the character.
func Allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// Clean drops what XML forbids.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		if !Allowed(r) {
			return -1
		}
		return r
	}, s)
}
