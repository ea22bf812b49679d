package translate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func drawDocument(t *rapid.T) Document {
	words := []string{"un", "chat", "dort", "123", "https://example.org", "Zürich", "会议", "long", ";", ".", ","}
	d := Document{From: "fr", To: "es"}
	for i := range rapid.IntRange(0, 40).Draw(t, "units") {
		n := rapid.SampledFrom([]int{0, 1, 3, 8, 60}).Draw(t, "words")
		var b strings.Builder
		for range n {
			b.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
			b.WriteString(rapid.SampledFrom([]string{" ", " ", "  ", "\u00a0", ""}).Draw(t, "space"))
		}
		d.Units = append(d.Units, Unit{ID: fmt.Sprint(i), Text: b.String(), Para: i / rapid.IntRange(1, 5).Draw(t, "para")})
	}
	return d
}

// Every cell is in one batch, in order; the cells rebuild the units; no batch is
// over its bounds but for a cell that is so alone.
func TestPlanCoversTheDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		segments, tokens := rapid.IntRange(1, 9).Draw(t, "segments"), rapid.IntRange(4, 60).Draw(t, "tokens")
		p := newPlan(d, Traits{Tokens: tokens}, segments)
		var flat []int
		for _, b := range p.batches {
			count, size := 0, 0
			for _, i := range b {
				if c := p.cells[i]; !c.copy && c.first == i {
					count, size = count+1, size+Tokens(c.text)
				}
			}
			if count > segments || count > 1 && size > tokens || len(b) == 0 {
				t.Fatalf("batch of %d cells, %d segments, %d tokens", len(b), count, size)
			}
			flat = append(flat, b...)
		}
		for i := range flat {
			if flat[i] != i {
				t.Fatalf("cells out of order: %v", flat)
			}
		}
		if len(flat) != len(p.cells) {
			t.Fatalf("%d of %d cells in batches", len(flat), len(p.cells))
		}
		texts := make([]strings.Builder, len(d.Units))
		for _, c := range p.cells {
			texts[c.unit].WriteString(c.text + c.gap)
		}
		for i := range texts {
			if texts[i].String() != d.Units[i].Text {
				t.Fatalf("unit %d: cells give %q, want %q", i, texts[i].String(), d.Units[i].Text)
			}
		}
	})
}

// An edit changes the batches around it and no others.
func TestAnEditStaysLocal(t *testing.T) {
	var d Document
	for i := range 2000 {
		d.Units = append(d.Units, Unit{Text: fmt.Sprintf("Phrase numéro %d sur le port et la ville.", i*i), Para: i / 4})
	}
	texts := func(d Document) []string {
		p := newPlan(d, Traits{}, 0)
		var out []string
		for _, b := range p.batches {
			var s strings.Builder
			for _, i := range b {
				s.WriteString(p.cells[i].text + "|")
			}
			out = append(out, s.String())
		}
		return out
	}
	before := texts(d)
	e := Document{Units: slices.Insert(slices.Clone(d.Units), 1001, Unit{Text: "Une phrase de plus.", Para: 250})}
	after := texts(e)
	common := 0
	for _, s := range after {
		if slices.Contains(before, s) {
			common++
		}
	}
	if common < len(after)-10 {
		t.Errorf("%d of %d batches are the same after one sentence more", common, len(after))
	}
}

func TestEqualSegmentsWithEqualContextAreOne(t *testing.T) {
	var d Document
	for range 10000 {
		d.Units = append(d.Units, Unit{Text: "Sans objet."})
	}
	p := newPlan(d, Traits{}, 0)
	asked := 0
	for i, c := range p.cells {
		if c.first == i {
			asked++
		}
	}
	if asked != 2*around+1 {
		t.Errorf("%d of 10,000 are asked", asked)
	}
	d.Units[5000].Text = "Autre chose."
	p = newPlan(d, Traits{}, 0)
	if p.cells[4999].first != 4999 || p.cells[5001].first != 5001 {
		t.Error("a segment with a context of its own is taken for another")
	}
}

func TestALongSegmentIsSplitAtClauses(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("Le conseil décide de publier le rapport, puis il examine les comptes ; enfin, il vote le budget de la ville. ", 460))
	if len(text) < 50000 {
		t.Fatal("too short for the test")
	}
	list := clauses(text, 1000)
	if len(list) < 10 {
		t.Errorf("%d clauses", len(list))
	}
	for _, c := range list {
		if n := Tokens(c.text); n > 1000 || !strings.HasSuffix(c.text, ".") {
			t.Errorf("%d tokens, ends in %q", n, c.text[len(c.text)-10:])
		}
	}
	for _, text := range []string{strings.Repeat("x", 50000), strings.Repeat("会", 20000), strings.Repeat(" ", 50000), strings.Repeat("a ", 30000)} {
		var b strings.Builder
		for _, c := range clauses(text, 1000) {
			b.WriteString(c.text + c.gap)
		}
		if b.String() != text {
			t.Errorf("%q… is not rebuilt", text[:3])
		}
	}
}

func TestTermsThatOccur(t *testing.T) {
	x := indexTerms([]Term{{Source: "conseil", Target: "consejo"}, {Source: "état membre", Target: "estado miembro"}, {Source: "port", Target: "puerto"}, {Source: "", Target: "x"}})
	got := x.in([]string{"Les conseils des États membres.", "Il porte un sac."})
	var names []string
	for _, g := range got {
		names = append(names, g.Source)
	}
	if strings.Join(names, ",") != "conseil,état membre,port" {
		t.Errorf("terms %v", names)
	}
}
