package corpus

import (
	"regexp"
	"strings"
)

// placeholder matches what a program puts something in for, and markup: text
// that a translation takes over letter by letter. A percent sign of prose
// ("50 % des", "100%") is none.
var placeholder = regexp.MustCompile(`\{\{[^{}\n]{1,80}\}\}|[$#]\{[^{}\n]{1,80}\}|\{(?:[A-Za-z0-9_.$#]{0,60}|[A-Za-z0-9_.$]{1,40}[,:][A-Za-z#][A-Za-z0-9_.,:#]{0,60})\}` +
	`|%\([A-Za-z0-9_]{1,40}\)[sdifgr]|%[0-9]{1,2}\$[-+#0]?[0-9]*(?:\.[0-9]+)?[sdifgxXucp@]|%[-+#0]?[0-9]*(?:\.[0-9]+)?(?:[sdixXucp@]|l?ld|lu)\b|%@` +
	`|</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s[^<>\n]{0,200})?/?>|&(?:[a-zA-Z]{2,10}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});`)

// Placeholders finds the placeholders of a text: {name}, ${x}, {{x}}, %s,
// %1$d, %(name)s, tags, character references. The pairs are half-open bytes.
func Placeholders(text string) [][2]int {
	if !strings.ContainsAny(text, "{%<&") {
		return nil
	}
	var out [][2]int
	for _, m := range placeholder.FindAllStringIndex(text, -1) {
		if text[m[0]] == '%' && m[0] > 0 && (text[m[0]-1] >= '0' && text[m[0]-1] <= '9' || text[m[0]-1] == '%') {
			continue // "100%d'eau", "%%s"
		}
		out = append(out, [2]int{m[0], m[1]})
	}
	return out
}
