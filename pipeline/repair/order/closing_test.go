package order

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// A reader that keeps the space at which it broke a line keeps it behind what ends the
// line: plain text, or a phrase, whose hole shows beside it.
func TestWhatEndsALine(t *testing.T) {
	const text = "the members of the board had agreed to meet again before the end of the year |" +
		"and to hear the fishermen on the plans for  and for the northern quay the harbour|" +
		"since nobody had asked them what they thought of it when they were drawn up in |" +
		"the spring of the year before the last one by an architect whom no one had seen |" +
		"and who was said to live in the  capital of the province|" +
		"where he had an office above the harbour and drew whatever he was asked to draw "
	r, b := readerOf(t, text)
	if !r.wraps || !r.trails {
		t.Fatalf("wraps %v, trails %v", r.wraps, r.trails)
	}
	lines := r.prepare(text, &b)
	l := lines[1]
	seam := func(words string) int {
		at := strings.Index(l.text, words) + len(words)
		return slices.IndexFunc(l.cuts, func(c cut) bool { return c.at == at })
	}
	h := &habits{wraps: true, own: map[int]habit{}}
	one, two := seam("quay"), seam("for")
	if h.closeRatio(l, one, 0) <= 0 || h.closeRatio(l, one, 1) >= 0 {
		t.Error("one space at the seam does not speak for plain text at the line's end")
	}
	if h.closeRatio(l, two, 1) <= 0 || h.closeRatio(l, two, 0) >= 0 {
		t.Error("two do not speak for a phrase there")
	}
	p := math.Exp(h.closeRatio(l, one, 0))*(1-usualCloses) + math.Exp(h.closeRatio(l, one, 1))*usualCloses
	if math.Abs(p-1) > 1e-9 {
		t.Errorf("the probabilities sum up to %g", p)
	}
	// The document has it otherwise, but for the line itself.
	h.closes[l.closing(one)][1], h.own[l.from] = 50, habit{}
	if h.closeRatio(l, one, 1) <= 0 {
		t.Error("what the document does counts for nothing")
	}
	h.own[l.from] = habit{closes: h.closes}
	if h.closeRatio(l, one, 1) >= 0 {
		t.Error("a line speaks for itself")
	}
	if h = nil; h.closeRatio(l, one, 1) != 0 {
		t.Error("who knows nothing takes a side")
	}
	// As it came, the last of them is in order.
	last := lines[4]
	at := r.closesAt(last, false)
	if at == 0 || last.text[last.cuts[at].next:] != "capital of the province" {
		t.Errorf("no phrase ends %q", last.text)
	}
	if r.closesAt(last, true) != 0 || r.closesAt(lines[2], false) != 0 {
		t.Error("a phrase ends a reading that moves something, or a line with no hole")
	}
	if r.wraps = false; r.closesAt(last, false) != 0 {
		t.Error("a phrase ends a line where spaces are not kept")
	}
}

// A document that keeps such spaces is read by them.
func TestLinesAreReadByWhatEndsThem(t *testing.T) {
	const text = "the members of the board had agreed to meet again before the end of the year |" +
		"and to hear what the  of the northern quay had to say of the plans old fishermen|" +
		"since nobody had asked them what they thought of it when they were drawn up in |" +
		"the spring of the year before the last one by an architect whom no one had seen |" +
		"where he had an office above the harbour and drew whatever he was asked to draw "
	r, b := readerOf(t, text)
	lines := r.prepare(text, &b)
	ended := func(wraps bool) (p float64) {
		r.habits = &habits{own: map[int]habit{}, wraps: wraps}
		r.solve(lines[1:2])
		for _, c := range lines[1].readings {
			if c.ends {
				p += c.post
			}
		}
		return p
	}
	if without, with := ended(false), ended(true); with >= without {
		t.Errorf("a phrase ends the line with %.4f where spaces are kept, else with %.4f", with, without)
	}
}

// Two spaces begin a line whose first two words are phrases, where others begin with none,
// or with one.
func TestSpacesThatBeginALine(t *testing.T) {
	for _, lead := range []string{"", " "} {
		var text strings.Builder
		for _, s := range []string{
			"the members of the board had agreed to meet again before the end of the year ",
			"and to hear the fishermen on the plans that were made for the northern quay of ",
			"  since nobody had asked them what they thought of it when they were drawn the town",
			"the spring of the year before the last one by an architect whom no one had seen ",
			"and who was said to live in the capital of the province, where he had an office ",
		} {
			text.WriteString(lead + s + "|")
		}
		all := strings.TrimSuffix(text.String(), "|")
		r, b := readerOf(t, all)
		for i, l := range r.prepare(all, &b) {
			if l.leadHole != (i == 2) {
				t.Errorf("lines begin with %q, line %d with %d spaces: a hole %v", lead, i, l.lead, l.leadHole)
			}
		}
	}
}
