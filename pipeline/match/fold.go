package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ways maps characters that are ways to write another one: what PDF producers
// and keyboards vary, and no reader sees.
var ways = strings.NewReplacer(
	"\u00ad", "", "\u200b", "", "\ufeff", "", "\u2060", "",
	"’", "'", "ʼ", "'", "\u2010", "-", "\u2011", "-",
	"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st",
)

// Fold gives the form in which texts are compared: Unicode NFC; any run of white
// space, of whatever width, one space, none at the ends; soft hyphens and
// zero-width spaces gone; ligatures spelt out; one apostrophe and one hyphen.
// Case stays.
func Fold(text string) string {
	if plain(text) {
		return text
	}
	text = norm.NFC.String(ways.Replace(text))
	return strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
}

// plain says that Fold changes nothing: printable ASCII, single spaces inside.
func plain(text string) bool {
	space := true
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || text == ""
}
