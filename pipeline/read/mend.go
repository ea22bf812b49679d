package read

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// damaged tells UTF-8 with some damage from another encoding: most sequences
// beyond ASCII are whole, which no other encoding does by chance.
func damaged(data []byte) bool {
	whole, broken := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			whole++
		}
		i += n
	}
	return whole > 2*broken
}

// mend makes valid UTF-8 of UTF-8 with damage. A line without a single whole
// sequence was pasted from a text in Windows-1252 (so are most), and is read as
// that if it then looks like a text; elsewhere a broken sequence becomes U+FFFD.
func mend(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/16)
	for len(data) > 0 {
		end := bytes.IndexByte(data, '\n') + 1
		if end == 0 {
			end = len(data)
		}
		line := data[:end]
		data = data[end:]
		switch {
		case utf8.Valid(line):
			b.Write(line)
		case !anyWhole(line):
			if out, err := charmap.Windows1252.NewDecoder().Bytes(line); err == nil && plausible(string(out), len(line)) > 0.6 {
				b.Write(out)
				continue
			}
			fallthrough
		default:
			b.WriteString(strings.ToValidUTF8(string(line), "\uFFFD"))
		}
	}
	return strings.TrimPrefix(b.String(), "\uFEFF")
}

func anyWhole(line []byte) bool {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRune(line[i:])
		if n > 1 && r != utf8.RuneError {
			return true
		}
		i += n
	}
	return false
}
