package translate

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// What has to be in a translation as it is in the source. All expressions are
// RE2, so linear in the text.
var (
	address = regexp.MustCompile(`(?i)\b(?:https?|ftp)://[^\s<>"'«»“”„]+|\bwww\.[^\s<>"'«»“”„]+|[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+`)
	// {0} {name} {{x}} ${x} %s %1$s %(name)s %d <b> </b> <br/> &nbsp;
	placeholder = regexp.MustCompile(`\$?\{\{?[A-Za-z0-9_.\-]*\}\}?|%\([A-Za-z0-9_]+\)[sdifr]|%(?:[0-9]+\$)?[sdifuxXgGeEc@]\b|%@|</?[A-Za-z][A-Za-z0-9:\-]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,6});`)
)

func addresses(text string) []string {
	if !strings.ContainsAny(text, "@/") && !strings.Contains(text, "www.") && !strings.Contains(text, "WWW.") {
		return nil
	}
	found := address.FindAllString(text, -1)
	for i, s := range found {
		found[i] = strings.TrimRight(s, ".,;:!?)]}…")
	}
	return found
}

func placeholders(text string) []string {
	if !strings.ContainsAny(text, "{%<&") {
		return nil
	}
	var out []string
	for _, at := range placeholder.FindAllStringIndex(text, -1) {
		s := text[at[0]:at[1]]
		// "50 %d'intérêt", "100%discount" are no formats.
		if s[0] == '%' && s[1] != '(' {
			before := strings.TrimRightFunc(text[:at[0]], unicode.IsSpace)
			if before != "" && before[len(before)-1] >= '0' && before[len(before)-1] <= '9' {
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// sameStrings says whether two lists have the same members, in any order.
func sameStrings(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == 0 {
		return true
	}
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
