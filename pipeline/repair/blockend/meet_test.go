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

// Phrases that met in a word go both or neither: no word is torn, though each may go alone
// elsewhere on such a line.
func TestNoWordIsTorn(t *testing.T) {
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	const text = "The mill  has stood still since  and nobody\nin the village knows  owns it now, for the\nwheel is  in the grass, and all\nby the riverwho slowly rotting\n"
	var lines []Line
	at := 0
	for s := range strings.Lines(text) {
		lines = append(lines, Line{From: at, To: at + len(s) - 1})
		at += len(s)
	}
	f := NewFinder(m)
	f.begin(text, [][]Line{lines})
	g := newMerge(newSheet(newRagged(measured(text, lines, f.setting), f.hearing()), 3), &f.merges)
	g.ofBlock = true
	if !g.prepare(3, len(lines)) {
		t.Fatal("too much work")
	}
	g.listRows(3)
	rows := map[string]bool{}
	for _, c := range g.cuts {
		rows[text[g.toks[c.at].From:g.toks[c.at].To]] = c.row
	}
	if row, ok := rows["who"]; !ok || row || !rows["by"] || !rows["slowly"] {
		t.Errorf("phrases may go alone from %v", rows)
	}
}
