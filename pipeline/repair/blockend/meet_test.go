package blockend

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

func TestWhereTwoPhrasesMet(t *testing.T) {
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	const text = "the oldCouncil ofthe harbour,lamp MacKenzie underneath NATO 1904boats (so)"
	if long := strings.Repeat("ofthe", 20); meets(m, long) != 0 {
		t.Errorf("looked into %q", long)
	}
	var got []string
	tokens, met := apart(m, text, lm.Tokens(nil, text))
	for i, x := range tokens {
		if met[i] {
			got[len(got)-1] += "|" + text[x.From:x.To]
		} else {
			got = append(got, text[x.From:x.To])
		}
		if met[i] && (x.Space || x.From != tokens[i-1].To) {
			t.Errorf("%q stands by itself", text[x.From:x.To])
		}
	}
	const want = "the old|Council of|the harbour ,|lamp MacKenzie underneath NATO 1904|boats ( so )"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("%q, not %q", s, want)
	}
}
