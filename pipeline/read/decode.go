package read

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode gives the text of data as valid UTF-8 without byte order mark, and the
// encoding that it was read as, in lower case. name is an IANA name; "" has it
// found out. Errors wrap ErrPDF, ErrBinary or ErrEncoding.
func Decode(data []byte, name string) (text, enc string, err error) {
	if isPDF(data) {
		return "", "", ErrPDF
	}
	if name != "" {
		return decodeAs(data, name)
	}
	if enc, e := marked(data); e != nil {
		return finish(data, enc, e)
	}
	if kind := magic(data); kind != "" {
		return "", "", fmt.Errorf("%w but %s", ErrBinary, kind)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		if enc, e := utf16Unmarked(data); e != nil {
			return finish(data, enc, e)
		}
		return "", "", fmt.Errorf("%w: there are NUL bytes in it", ErrBinary)
	}
	if controls(data) > 0.02 {
		return "", "", fmt.Errorf("%w: it is full of control characters", ErrBinary)
	}
	if iso2022(data) {
		return finish(data, "iso-2022-jp", japanese.ISO2022JP)
	}
	if utf8.Valid(data) {
		return string(data), "utf-8", nil
	}
	if damaged(data) {
		return mend(data), "utf-8", nil
	}
	if enc, e := guess(data); e != nil {
		return finish(data, enc, e)
	}
	return "", "", fmt.Errorf("%w: name it with --encoding", ErrEncoding)
}

func finish(data []byte, name string, e encoding.Encoding) (string, string, error) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", "", fmt.Errorf("%w: as %s: %w", ErrEncoding, name, err)
	}
	text := strings.TrimPrefix(strings.ToValidUTF8(string(out), "\uFFFD"), "\uFEFF")
	if strings.IndexByte(text, 0) >= 0 {
		return "", "", fmt.Errorf("%w: there are NUL characters in it (read as %s)", ErrBinary, name)
	}
	return text, name, nil
}

// decodeAs takes the user's word, however the text looks.
func decodeAs(data []byte, name string) (string, string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "utf8", "utf-8":
		return strings.TrimPrefix(strings.ToValidUTF8(string(data), "\uFFFD"), "\uFEFF"), "utf-8", nil
	case "utf-16", "utf16":
		// The mark says the order; without one, what makes a text of it.
		for _, find := range []func([]byte) (string, encoding.Encoding){marked, utf16Unmarked} {
			if enc, e := find(data); strings.HasPrefix(enc, "utf-16") {
				return finish(data, enc, e)
			}
		}
		return finish(data, "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	}
	e := byName(name)
	if e == nil {
		return "", "", fmt.Errorf("%w: %q is no name of an encoding (try utf-8, windows-1252, iso-8859-2)", ErrEncoding, name)
	}
	return finish(data, name, e)
}

// KnowsEncoding says whether an encoding has the name (IANA's or the web's).
func KnowsEncoding(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	return name == "utf8" || name == "utf16" || byName(name) != nil
}

func byName(name string) encoding.Encoding {
	if e, err := ianaindex.IANA.Encoding(name); err == nil && e != nil {
		return e
	}
	if e, err := htmlindex.Get(name); err == nil {
		return e
	}
	return nil
}

// marked knows the byte order marks.
func marked(data []byte) (string, encoding.Encoding) {
	for _, m := range []struct {
		mark, name string
		enc        encoding.Encoding
	}{
		{"\xEF\xBB\xBF", "utf-8", unicode.UTF8BOM},
		{"\xFF\xFE\x00\x00", "utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)},
		{"\x00\x00\xFE\xFF", "utf-32be", utf32.UTF32(utf32.BigEndian, utf32.UseBOM)},
		{"\xFF\xFE", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"\xFE\xFF", "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
	} {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			return m.name, m.enc
		}
	}
	return "", nil
}

func isPDF(data []byte) bool {
	// Some producers put a line of their own in front.
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) && (bytes.HasPrefix(data, []byte("%PDF-")) || !utf8.Valid(data[:min(len(data), 4096)]))
}

// magic names the kinds of file that people give to recto by mistake.
func magic(data []byte) string {
	for _, m := range []struct{ mark, name string }{
		{"PK\x03\x04", "a ZIP archive (perhaps a document of Word or LibreOffice: save it as text)"},
		{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a document of an old Office (save it as text)"},
		{"{\\rtf", "an RTF document (save it as text)"},
		{"\x1F\x8B", "compressed by gzip"},
		{"BZh", "compressed by bzip2"},
		{"\xFD7zXZ\x00", "compressed by xz"},
		{"(\xB5/\xFD", "compressed by zstd"},
		{"7z\xBC\xAF'\x1C", "a 7z archive"},
		{"\x89PNG\r\n", "a picture (PNG)"},
		{"\xFF\xD8\xFF", "a picture (JPEG)"},
		{"GIF8", "a picture (GIF)"},
		{"\x7FELF", "a program"},
		{"MZ\x90\x00", "a program"},
		{"SQLite format 3\x00", "a database (SQLite)"},
	} {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			return m.name
		}
	}
	return ""
}

// controls is the share of control characters that no text has.
func controls(data []byte) float64 {
	if len(data) == 0 {
		return 0
	}
	n := 0
	for _, b := range data {
		// Tab, line ends, form feed, and the escape of ISO 2022 are at home.
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' && b != 0x1B && b != 0x1A {
			n++
		}
	}
	return float64(n) / float64(len(data))
}

// utf16Unmarked reads UTF-16 without mark: in either order, the one that makes
// a text. Spaces, line ends and Latin letters have a NUL on one side only.
func utf16Unmarked(data []byte) (string, encoding.Encoding) {
	if len(data)%2 != 0 || len(data) < 4 {
		return "", nil
	}
	sample := data[:min(len(data), 64<<10)&^1]
	var even, odd int
	for i, b := range sample {
		if b != 0 {
			continue
		}
		if i%2 == 0 {
			even++
		} else {
			odd++
		}
	}
	name, order := "utf-16le", unicode.LittleEndian
	if even > odd {
		name, order = "utf-16be", unicode.BigEndian
	}
	// One side only, but for a stray: text of any script has white space.
	if less, more := min(even, odd), max(even, odd); more*20 < len(sample)/2 || less*20 > more {
		return "", nil
	}
	// Few NULs in what is a plain text without them: strays, not UTF-16.
	if plain := bytes.ReplaceAll(sample, []byte{0}, nil); even+odd < len(sample)/4 && controls(plain) == 0 && utf8.Valid(plain) {
		return "", nil
	}
	e := unicode.UTF16(order, unicode.IgnoreBOM)
	text, err := e.NewDecoder().Bytes(sample)
	if err != nil || bytes.IndexByte(text, 0) >= 0 || controls(text) > 0.02 || strange(string(text)) > 0.05 {
		return "", nil
	}
	return name, e
}

// strange is the share of characters that hardly occur in a text.
func strange(text string) float64 {
	n, bad := 0, 0
	for _, r := range text {
		n++
		if r == utf8.RuneError || r >= 0x80 && r < 0xA0 || r >= 0xE000 && r < 0xF900 {
			bad++
		}
	}
	return float64(bad) / float64(max(n, 1))
}
