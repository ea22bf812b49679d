package repair_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair"
)

// moved is a document of two lines with one phrase put back, as Repair gives it.
func moved() (*corpus.Source, *repair.Result) {
	text := "HEAD\n, notably the \x1bmayor,the council\nspoke  first.\n"
	src := corpus.NewSource("a/b.txt", text, "utf-8")
	phrase, rest := strings.Index(text, "the council"), strings.Index(text, ", notably")
	second := strings.Index(text, "spoke")
	pieces := []corpus.Piece{{From: phrase, To: phrase + 11}, {From: rest, To: phrase}, {From: second, To: second + 13, Before: " "}}
	p := corpus.Paragraph{
		ID: "p1", Pieces: pieces, Text: corpus.Join(text, pieces), Page: 1,
		Moves: []corpus.Move{{
			From: phrase, To: phrase + 11, At: 0, LineFrom: rest, LineTo: phrase + 11, Line: 2, Posterior: 0.97,
			Evidence: []string{"hole-start", "glue"}, Alternatives: []corpus.Reading{{Text: ", notably the mayor, the council", Posterior: 0.02}},
		}},
		Doubts: []corpus.Doubt{{
			LineFrom: second, LineTo: second + 13, Line: 3, Reason: "below-bar",
			Readings: []corpus.Reading{{Text: "spoke  first.", Posterior: 0.6}, {Text: "first. spoke", Posterior: 0.4}},
		}},
	}
	return src, &repair.Result{
		Paragraphs: []corpus.Paragraph{p}, Producer: "last",
		Removed: []corpus.Removed{{From: 0, To: 4, Line: 1, Page: 1, Kind: corpus.RunningHead}},
	}
}

func TestReportKeepsToItsSchema(t *testing.T) {
	var schema jsonschema.Schema
	if err := json.Unmarshal(repair.Schema, &schema); err != nil {
		t.Fatal(err)
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	src, res := moved()
	for name, r := range map[string]repair.Report{
		"a move, a doubt, a head": repair.NewReport(src, "en", res),
		"nothing done":            repair.NewReport(corpus.NewSource("empty", "", "utf-8"), "und", &repair.Result{}),
	} {
		var b bytes.Buffer
		if err := r.Write(&b); err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(b.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if err := resolved.Validate(v); err != nil {
			t.Errorf("%s: %v\n%s", name, err, b.String())
		}
	}
	r := repair.NewReport(src, "en", res)
	if m := r.Moves[0]; m.Phrase != "the council" || m.Reads != "the council, notably the \x1bmayor," || !strings.HasPrefix(m.Came, ", notably") {
		t.Errorf("move %+v", m)
	}
}

func TestDiffTellsACloseCallFromALineThatWasLeft(t *testing.T) {
	src, res := moved()
	d := &res.Paragraphs[0].Doubts
	call := (*d)[0]
	call.Reason = "close-call"
	*d = append(*d, call)
	var b bytes.Buffer
	if err := repair.WriteDiff(&b, src, res, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"left  line 3  p1  below-bar\n", "close line 3  p1  close-call\n", "1 moved, 1 close, 1 left for a person"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestDiffIsLegibleWithoutColourAndSafe(t *testing.T) {
	src, res := moved()
	var b bytes.Buffer
	if err := repair.WriteDiff(&b, src, res, false); err != nil {
		t.Fatal(err)
	}
	want := `moved line 2  p1  0.97  hole-start, glue
  came  , notably the �mayor,⟦the council⟧
  reads ⟦the council⟧, notably the �mayor,
left  line 3  p1  below-bar
  came  spoke  first.
  0.40  first. spoke
out   line 1  running-head
  came  ⟦HEAD⟧
1 moved, 0 close, 1 left for a person, 1 taken out, 0 hyphens closed
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := repair.WriteDiff(&b, src, res, true); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\x1b[1;33m⟦the council⟧\x1b[0m") || strings.Contains(b.String(), "the \x1bmayor") {
		t.Errorf("colour: %q", b.String())
	}
}

func TestAPhraseFromElsewhereIsShownWhereItWent(t *testing.T) {
	text := "The hut has had  since June.\n\nrooms and a stove\n"
	phrase := strings.Index(text, "rooms")
	end := phrase + len("rooms and a stove")
	p := corpus.Paragraph{ID: "p1", Pieces: []corpus.Piece{
		{From: 0, To: 15}, {Before: " ", From: phrase, To: end}, {Before: " ", From: 17, To: 28},
	}}
	p.Text = corpus.Join(text, p.Pieces)
	p.Moves = []corpus.Move{{From: phrase, To: end, At: 16, LineFrom: phrase, LineTo: end, Line: 3, Posterior: 1, Evidence: []string{"block-end"}}}
	var out strings.Builder
	if err := repair.WriteDiff(&out, corpus.NewSource("hut.txt", text, "utf-8"), &repair.Result{Paragraphs: []corpus.Paragraph{p}}, false); err != nil {
		t.Fatal(err)
	}
	if want := "reads The hut has had ⟦rooms and a stove⟧ since June."; !strings.Contains(out.String(), want) {
		t.Errorf("got\n%s\nwant %q in it", out.String(), want)
	}
}
