package match

import "golang.org/x/text/language"

// Pair is the key under which a memory files a language: its base and script,
// without the region, so that es finds es-ES and zh-TW finds zh-Hant. A tag that
// no one can read stands for itself.
func Pair(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	base, _ := t.Base()
	script, _ := t.Script()
	if usual, _ := language.Make(base.String()).Script(); usual == script {
		return base.String()
	}
	return base.String() + "-" + script.String()
}

// sameRegion says that a unit for one tag may stand for another: the regions are
// equal, or one of them names none.
func sameRegion(a, b string) bool {
	ra, rb := region(a), region(b)
	return ra == "" || rb == "" || ra == rb
}

func region(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	_, _, r := t.Raw()
	if r.String() == "ZZ" {
		return ""
	}
	return r.String()
}
