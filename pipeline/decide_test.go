package pipeline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline"
	"github.com/recto/recto/pipeline/detect"
)

// beadsOf shows a bitext: what is tied to what, and by whom.
func beadsOf(b *corpus.Bitext) string {
	var out strings.Builder
	for i := range b.Beads {
		d := &b.Beads[i]
		out.WriteString(b.BeadID(d) + " = " + corpus.TextOf(b.Target.Segments, d.Tgt) + " (" + string(d.State) + ")\n")
	}
	return out.String()
}

func decision(source, target string, occurrence int) corpus.Decision {
	return corpus.Decision{Anchor: corpus.Anchor{Text: corpus.TextHash(source), Occurrence: occurrence}, Source: source, Target: target, State: corpus.Reviewed, Reviewer: "Ana"}
}

// What a person said of two sentences together, in a bitext that was aligned,
// holds where each is a segment of its own: they are one bead then, and nobody is
// asked for them.
func TestADecisionOnSeveralSentences(t *testing.T) {
	src := corpus.NewSource("a.txt", "Le pont est ouvert. Il reste étroit.\n\nLe marché attend toute la semaine.\n\nLe pont est ouvert. Il reste étroit.\n", "utf-8")
	d, server := deps(t)
	both := "Le pont est ouvert. Il reste étroit."
	d.Decisions = decided{
		decision(both, "El puente, estrecho, está abierto.", 0),
		decision(both, "Abierto está el puente.", 1),
		decision(both, "Una vez más.", 2),
		decision("Il reste étroit. Le marché attend", "No es una frase.", 0),
		decision("Le pont", "No es una frase.", 0),
	}
	b, err := pipeline.Process(t.Context(), src, pipeline.Settings{From: "fr", To: "es", NoRepair: true}, d)
	if err != nil {
		t.Fatal(err)
	}
	want := "p1.s1+p1.s2 = El puente, estrecho, está abierto. (reviewed)\n" +
		"p2.s1 = " + corpus.TextOf(b.Target.Segments, b.Beads[1].Tgt) + " (translated)\n" +
		"p3.s1+p3.s2 = Abierto está el puente. (reviewed)\n"
	if diff := cmp.Diff(want, beadsOf(b)); diff != "" {
		t.Error(diff)
	}
	if len(b.Unplaced) != 3 {
		t.Errorf("unplaced: %+v", b.Unplaced)
	}
	for _, r := range server.Requests() {
		for _, text := range r.Segments {
			if strings.Contains(text, "pont") || strings.Contains(text, "étroit") {
				t.Errorf("the engine was asked for what a person decided: %q", text)
			}
		}
	}
}

// Two documents that are aligned anew keep what people said of their beads.
func TestDecisionsOnAPair(t *testing.T) {
	a := corpus.NewSource("a.txt", "Le pont est ouvert depuis hier.\n\nIl y a 27 élus.\n\nLe marché reste fermé toute la semaine.\n", "utf-8")
	z := corpus.NewSource("z.txt", "Die Brücke ist seit gestern offen.\n\nEs gibt 27 Gewählte.\n\nDer Markt bleibt die ganze Woche geschlossen.\n", "utf-8")
	approved := decision("Le marché reste fermé toute la semaine.", "Der Markt bleibt die ganze Woche geschlossen.", 0)
	approved.State = corpus.Approved
	d := pipeline.Deps{Detector: detect.New(), Decisions: decided{
		decision("Il y a 27 élus.", "27 Personen sind gewählt.", 0), approved, decision("Weg.", "Fort.", 0),
	}}
	p, err := pipeline.Pair(t.Context(), a, z, pipeline.Settings{From: "fr", To: "de", NoRepair: true}, d, pipeline.PairOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := `p1.s1 = Die Brücke ist seit gestern offen. (translated)
p2.s1 = 27 Personen sind gewählt. (reviewed)
p3.s1 = Der Markt bleibt die ganze Woche geschlossen. (approved)
`
	if diff := cmp.Diff(want, beadsOf(p.Bitext)); diff != "" {
		t.Error(diff)
	}
	if u := p.Bitext.Unplaced; len(u) != 1 || u[0].Source != "Weg." {
		t.Errorf("unplaced: %+v", u)
	}
}
