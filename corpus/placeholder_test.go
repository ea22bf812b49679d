package corpus_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
)

func TestPlaceholders(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Hello {name}, {0} of {{total}} in ${place}", "{name} {0} {{total}} ${place}"},
		{"%s has %d files, %1$s %(user)s %.2f %5d %ld %@", "%s %d %1$s %(user)s %5d %ld %@"},
		{"50 % des voix, 100%d'eau, 5 %, 100%%s, 20% discount, 30%sure", ""},
		{"<b>bold</b> <br/> <a href=\"x\">y</a> 3 < 4 and 5 > 2", "<b> </b> <br/> <a href=\"x\"> </a>"},
		{"R&D &amp; &#160; AT&T; x", "&amp; &#160;"},
		{"a {set of words}, the set {0,1} and {1, 2} stay text", ""},
		{"{n,plural} {0,number,#.#} {date:short} {}", "{n,plural} {0,number,#.#} {date:short} {}"},
	} {
		var got []string
		for _, p := range corpus.Placeholders(tt.text) {
			got = append(got, tt.text[p[0]:p[1]])
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", tt.text, diff)
		}
	}
}
