package order

import "testing"

// A quotation mark that ends a line closes, and begins nothing, if it stands behind a word.
func TestAQuotationMarkBehindAWordBeginsNothing(t *testing.T) {
	for text, want := range map[string]bool{
		".“Repairing a broken clock”": true,
		`."Repairing a broken clock"`: true,
		"so hat es ihm gefallen: ”":   false, // what it opens may be at the line's end
	} {
		r, b := readerOf(t, "The committee asked  for its opinion the council|"+text)
		l := r.prepare("The committee asked  for its opinion the council|"+text, &b)[1]
		if got := l.cuts[len(l.cuts)-2].bare; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
