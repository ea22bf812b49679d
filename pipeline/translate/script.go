package translate

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// baseOf gives the language of a tag without script or region, "" if unknown.
func baseOf(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return strings.ToLower(tag)
	}
	base, _ := t.Base()
	if base.String() == "und" {
		return ""
	}
	return base.String()
}

// scriptsOf gives the scripts that a language is written in, nil if unknown.
func scriptsOf(tag string) []*unicode.RangeTable {
	t, err := language.Parse(tag)
	if err != nil {
		return nil
	}
	script, _ := t.Script()
	switch script.String() {
	case "Latn":
		return []*unicode.RangeTable{unicode.Latin}
	case "Cyrl":
		if base, _ := t.Base(); base.String() == "sr" || base.String() == "uz" || base.String() == "kk" {
			return []*unicode.RangeTable{unicode.Cyrillic, unicode.Latin}
		}
		return []*unicode.RangeTable{unicode.Cyrillic}
	case "Grek":
		return []*unicode.RangeTable{unicode.Greek}
	case "Arab":
		return []*unicode.RangeTable{unicode.Arabic}
	case "Hebr":
		return []*unicode.RangeTable{unicode.Hebrew}
	case "Hans", "Hant", "Hani":
		return []*unicode.RangeTable{unicode.Han, unicode.Bopomofo}
	case "Jpan":
		return []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}
	case "Kore", "Hang":
		return []*unicode.RangeTable{unicode.Hangul, unicode.Han}
	case "Thai":
		return []*unicode.RangeTable{unicode.Thai}
	case "Deva":
		return []*unicode.RangeTable{unicode.Devanagari}
	case "Armn":
		return []*unicode.RangeTable{unicode.Armenian}
	case "Geor":
		return []*unicode.RangeTable{unicode.Georgian}
	case "Beng":
		return []*unicode.RangeTable{unicode.Bengali}
	case "Taml":
		return []*unicode.RangeTable{unicode.Tamil}
	case "Telu":
		return []*unicode.RangeTable{unicode.Telugu}
	}
	return nil
}

// rightScript says whether a translation is written as its language is. Words
// of the source in another script may stay as they are: names, brands.
func rightScript(to, source, text string) bool {
	scripts := scriptsOf(to)
	if scripts == nil {
		return true
	}
	right, wrong := 0, 0
	for w := range strings.FieldsFuncSeq(text, notWord) {
		in, out := 0, 0
		for _, r := range w {
			switch {
			case !unicode.IsLetter(r):
			case unicode.In(r, scripts...):
				in++
			case !unicode.In(r, unicode.Common, unicode.Inherited):
				out++
			}
		}
		right += in
		if out > 0 && !strings.Contains(source, w) {
			wrong += out
		}
	}
	return wrong <= right
}
