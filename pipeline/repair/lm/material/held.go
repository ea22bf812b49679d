package material

import "strings"

// HeldBack names the sources that weights are not fitted on, but measured with, or
// that documents of known text are made of: models that read these have to lack them.
func HeldBack(tag string) bool {
	switch tag {
	case "ntrex", "debian-news", "opensource-guide", "udhr", "xquad", "mozilla-legal":
		return true
	}
	return false
}

// FittedOn names the others.
func FittedOn(tag string) bool { return !HeldBack(tag) }

// Texts gives the paragraphs of a file of tagged ones, those of the sources that are
// wanted.
func Texts(file string, want func(tag string) bool) ([]string, error) {
	var out []string
	err := lines(file, func(s string) {
		if tag, text, ok := strings.Cut(s, "\t"); ok && want(tag) {
			out = append(out, text)
		}
	})
	return out, err
}
