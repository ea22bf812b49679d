package apertium

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/translate"
)

// In Apertium's stream, text in brackets is passed on as it is (a superblank).
// Three kinds are used: [i12] ends segment 12, [t…] holds text that is not to
// be translated, [.] says that the full stop before it was added, so that no
// sentence is read together with the next.
const special = `^$/\[]{}<>@~`

// keep is what must come out as it went in.
var keep = regexp.MustCompile(`(?i)\b(?:https?|ftp)://[^\s<>"«»]+|\bwww\.[^\s<>"«»]+|[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+|\$?\{\{?[a-z0-9_.\-]*\}\}?|%\([a-z0-9_]+\)[a-z]|%(?:[0-9]+\$)?[sdifuxc@]\b|</?[a-z][a-z0-9:\-]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});`)

// encode writes segments as a stream.
func encode(segments []string) string {
	var b strings.Builder
	for i, s := range segments {
		at := 0
		for _, m := range keep.FindAllStringIndex(s, -1) {
			encodeText(&b, s[at:m[0]])
			blank(&b, "t"+s[m[0]:m[1]])
			at = m[1]
		}
		encodeText(&b, s[at:])
		if !ends(s) {
			b.WriteByte('.')
			blank(&b, ".")
		}
		blank(&b, "i"+strconv.Itoa(i+1)+"\n")
	}
	return b.String()
}

func encodeText(b *strings.Builder, s string) {
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029':
			blank(b, "t"+string(r))
		case unicode.IsControl(r) || r == '\ufffd':
			// no engine can read it
		case strings.ContainsRune(special, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
}

func blank(b *strings.Builder, s string) {
	b.WriteByte('[')
	for _, r := range s {
		if strings.ContainsRune(`\[]`, r) || strings.ContainsRune("^$/{}<>@~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	b.WriteByte(']')
}

// ends says whether a text ends like a sentence.
func ends(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '\''
	}))
	return strings.ContainsRune(".!?…:;", r)
}

// decode reads a stream. A number is in the result as often as it was in the
// stream.
func decode(stream string) []translate.Reply {
	var out []translate.Reply
	var b strings.Builder
	for i := 0; i < len(stream); {
		switch c := stream[i]; c {
		case '\\':
			i++
			if i < len(stream) {
				_, n := utf8.DecodeRuneInString(stream[i:])
				b.WriteString(stream[i : i+n])
				i += n
			}
		case '[':
			content, n := readBlank(stream[i+1:])
			i += 1 + n
			switch {
			case strings.HasPrefix(content, "t"):
				b.WriteString(content[1:])
			case content == ".":
				text := strings.TrimRightFunc(b.String(), unicode.IsSpace)
				b.Reset()
				b.WriteString(strings.TrimSuffix(text, "."))
			case strings.HasPrefix(content, "i"):
				if k, err := strconv.Atoi(strings.TrimSpace(content[1:])); err == nil {
					out = append(out, translate.Reply{Number: k, Text: strings.TrimSpace(b.String())})
					b.Reset()
				}
			}
		default:
			b.WriteByte(c)
			i++
		}
	}
	return out
}

// readBlank reads up to the closing bracket and gives how far that was.
func readBlank(s string) (content string, n int) {
	var b strings.Builder
	for n < len(s) {
		switch s[n] {
		case '\\':
			n++
			if n < len(s) {
				b.WriteByte(s[n])
				n++
			}
		case ']':
			return b.String(), n + 1
		default:
			b.WriteByte(s[n])
			n++
		}
	}
	return b.String(), n
}
