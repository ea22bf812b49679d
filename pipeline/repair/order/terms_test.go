package order

import (
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

// The document has some terms between spaces; where they are glued they end as they do
// there.
func TestTermsThatTheDocumentHas(t *testing.T) {
	const elsewhere = "|set console=quay0 (or boat=2) and install mend-tools first"
	for _, c := range []struct {
		line string
		want []string // that the line is cut into, around the term
	}{
		{"the mode is  and not  here console=quay0boat=3", []string{"console=quay0", "boat=3"}},
		{"the mode is  and not  here keel=4console=quay0", []string{"keel=4", "console=quay0"}},
		{"the mode is  and not  here newboat=2console=quay0", []string{"new", "boat=2", "console=quay0"}},
		{"the mode is  and not  here mend-toolshull", []string{"mend-tools", "hull"}},
		{"the mode is  here console=quay0", []string{"console=quay0"}}, // which it has elsewhere
		{"the mode is  here rudder=5", []string{"rudder=5"}},
		{"the mode is  here hull=console=quay0", []string{"hull=console=quay0"}},
		{"the mode is  here console=quay0=8", []string{"console=quay0=8"}},
	} {
		r, b := readerOf(t, c.line+elsewhere)
		for _, s := range strings.Split(c.line+elsewhere, "|") {
			r.d.addTerms(lm.Tokens(nil, s))
		}
		r.produced = true
		l := r.prepare(c.line+elsewhere, &b)[0]
		var got []string
		from := 0
		for _, x := range l.cuts[1:] {
			got = append(got, l.text[from:x.at])
			from = x.next
		}
		if got = got[len(got)-min(len(got), len(c.want)):]; !slices.Equal(got, c.want) {
			t.Errorf("%q ends with %q, want %q", c.line, got, c.want)
		}
		if r.produced = false; len(c.want) > 1 {
			if again := r.prepare(c.line+elsewhere, &b)[0]; slices.EqualFunc(again.cuts, l.cuts, func(a, b cut) bool { return a.at == b.at && a.kind == b.kind }) {
				t.Errorf("%q of a typist is cut as well", c.line)
			}
		}
	}
}
