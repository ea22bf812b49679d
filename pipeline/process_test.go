package pipeline_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/openaitest"
	"github.com/recto/recto/pipeline"
	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/openai"
)

func sample(t *testing.T) *corpus.Source {
	t.Helper()
	text, err := os.ReadFile("../corpus/samples/harbour.fr.txt")
	if err != nil {
		t.Fatal(err)
	}
	return corpus.NewSource("harbour.fr.txt", string(text), "utf-8")
}

// deps gives dependencies with a translation server that answers well.
func deps(t *testing.T) (pipeline.Deps, *openaitest.Server) {
	t.Helper()
	server := openaitest.Start(t, openaitest.Options{})
	translator, err := openai.New(openai.Config{BaseURL: server.URL, Model: "test-model"})
	if err != nil {
		t.Fatal(err)
	}
	return pipeline.Deps{
		Detector: detect.New(),
		Engines: func(context.Context, string, string) ([]translate.Engine, error) {
			return []translate.Engine{{Translator: translator}}, nil
		},
		Ledger: &translate.MemoryLedger{},
	}, server
}

// checkSide holds what every source side has to keep: pieces rebuild texts, and
// every character of the file is in a segment once, or in the log.
func checkSide(t interface {
	Helper()
	Errorf(string, ...any)
}, src *corpus.Source, side corpus.Side) {
	t.Helper()
	seen := make([]int, len(src.Text))
	for _, s := range side.Segments {
		if got := corpus.Join(src.Text, s.Pieces); got != s.Text {
			t.Errorf("%s: its pieces say %q, its text %q", s.ID, got, s.Text)
		}
		for _, p := range s.Pieces {
			for i := p.From; i < p.To; i++ {
				seen[i]++
			}
			if strings.TrimSpace(p.Before) != "" {
				t.Errorf("%s: %q was put in", s.ID, p.Before)
			}
		}
	}
	for _, r := range side.Removed {
		for i := r.From; i < r.To; i++ {
			seen[i]++
		}
	}
	for i, r := range src.Text {
		if !unicode.IsSpace(r) && seen[i] != 1 {
			t.Errorf("%q at byte %d is there %d times", r, i, seen[i])
			return
		}
	}
}

func TestProcessTiesEverySegmentById(t *testing.T) {
	src := sample(t)
	d, _ := deps(t)
	b, err := pipeline.Process(t.Context(), src, pipeline.Settings{To: "es"}, d)
	if err != nil {
		t.Fatal(err)
	}
	checkSide(t, src, b.Source)
	if b.Source.Language != "fr" || len(b.Source.Segments) < 10 || len(b.Beads) != len(b.Source.Segments) {
		t.Fatalf("language %q, %d segments, %d beads", b.Source.Language, len(b.Source.Segments), len(b.Beads))
	}
	for i, bead := range b.Beads {
		if diff := cmp.Diff([]int{i}, bead.Src); diff != "" {
			t.Error(diff)
		}
		if bead.State != corpus.Translated || len(bead.Tgt) != 1 || bead.Score != 1 {
			t.Errorf("bead %d: %+v", i, bead)
			continue
		}
		source, target := b.Source.Segments[i], b.Target.Segments[bead.Tgt[0]]
		if target.ID != source.ID || target.Text != openaitest.Translate("fr", "es", source.Text) {
			t.Errorf("%s became %s %q", source.ID, target.ID, target.Text)
		}
	}
}

func TestTheUsersDocument(t *testing.T) {
	shared := os.Getenv("RECTO_SHARED")
	if shared == "" {
		shared = "../../shared"
	}
	text, err := os.ReadFile(shared + "/data/seed/kazakhstan.fr.txt")
	if err != nil {
		t.Skip("the user's document is not here")
	}
	gold, err := os.ReadFile(shared + "/data/seed/kazakhstan.fr.gold.txt")
	if err != nil {
		t.Fatal(err)
	}
	// The same with its names and nouns exchanged: what is learned is the
	// language, not this text.
	for _, c := range []struct {
		name     string
		exchange []string
	}{
		{"as it came", nil},
		{"other names", []string{"Kazakhstan", "Turkménistan", "kazakhes", "turkmènes", "kazakhe", "turkmène", "kazakhs", "turkmènes", "kazakh", "turkmène", "Alga!", "Vatan!",
			"Venise", "Florence", "Astana", "Achgabat", "Vladimir", "Sergueï", "Kozlov", "Berdiev", "OTAN", "OSCE", "Iran", "Irak"}},
		{"other nouns", []string{"avocats", "écrivains", "journalistes", "photographes", "médiateur", "conciliateur", "prisons", "casernes", "sécurité", "stabilité",
			"résolution", "déclaration", "députés", "sénateurs", "délégation", "représentation", "gouvernement", "ministère", "portails", "bulletins", "combustible", "carburant"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := strings.NewReplacer(c.exchange...)
			src := corpus.NewSource("seed.txt", r.Replace(string(text)), "utf-8")
			d, _ := deps(t)
			b, err := pipeline.Process(t.Context(), src, pipeline.Settings{}, d)
			if err != nil {
				t.Fatal(err)
			}
			checkSide(t, src, b.Source)
			var got []string
			for _, p := range b.Source.Paragraphs {
				got = append(got, p.Text)
			}
			want := strings.Split(strings.TrimSpace(r.Replace(string(gold))), "\n\n")
			if len(got) != len(want) {
				t.Fatalf("%d paragraphs, want %d", len(got), len(want))
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("paragraph %d: %s", i+1, cmp.Diff(want[i], got[i]))
				}
			}
		})
	}
}

// A run that met half of the answers in the ledger ends as a clean one does,
// and asks only for what is missing.
func TestAResumedRunEqualsACleanOne(t *testing.T) {
	src := sample(t)
	clean, _ := deps(t)
	want, err := pipeline.Process(t.Context(), src, pipeline.Settings{To: "es", Batch: 3}, clean)
	if err != nil {
		t.Fatal(err)
	}
	resumed, server := deps(t)
	ctx, cancel := context.WithCancel(t.Context())
	cut := resumed
	cut.Translation.Jobs = 1
	cut.Observe = func(e pipeline.Event) {
		if e.Stage == pipeline.Translating && e.Done >= 6 {
			cancel()
		}
	}
	if _, err := pipeline.Process(ctx, src, pipeline.Settings{To: "es", Batch: 3}, cut); err == nil {
		t.Fatal("the first run was not cut short")
	}
	before := len(server.Requests())
	got, err := pipeline.Process(t.Context(), src, pipeline.Settings{To: "es", Batch: 3}, resumed)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	all := (len(want.Source.Segments) + 2) / 3
	if again := len(server.Requests()) - before; again == 0 || again > all-1 {
		t.Errorf("%d requests after the cut, of %d in all and %d before", again, all, before)
	}
}

type decided []corpus.Decision

func (d decided) Decisions(context.Context, string, string) ([]corpus.Decision, error) { return d, nil }

func TestAPersonOutranksTheEngine(t *testing.T) {
	src := corpus.NewSource("a.txt", "Le pont est ouvert depuis hier matin. Le marché reste fermé toute la semaine.\n", "utf-8")
	d, server := deps(t)
	anchor := func(text string) corpus.Anchor { return corpus.Anchors([]corpus.Segment{{Text: text}})[0] }
	d.Decisions = decided{
		{Anchor: anchor("Le pont est ouvert depuis hier matin."), Target: "El puente está abierto.", State: corpus.Approved},
		{Anchor: anchor("Cette phrase a disparu."), Source: "Cette phrase a disparu.", Target: "Ha desaparecido.", State: corpus.Reviewed},
	}
	b, err := pipeline.Process(t.Context(), src, pipeline.Settings{From: "fr", To: "es"}, d)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Target.Segments[0].Text; got != "El puente está abierto." || b.Beads[0].State != corpus.Approved || b.Beads[0].Origin.Kind != corpus.OriginPerson {
		t.Errorf("segment 1: %q, %+v", got, b.Beads[0])
	}
	if len(b.Unplaced) != 1 || b.Unplaced[0].Source != "Cette phrase a disparu." {
		t.Errorf("unplaced: %+v", b.Unplaced)
	}
	for _, r := range server.Requests() {
		for _, text := range r.Segments {
			if strings.Contains(text, "pont") {
				t.Errorf("the engine was asked for what a person decided: %q", text)
			}
		}
	}
}

func TestSettingsHash(t *testing.T) {
	base := pipeline.Settings{To: "es", Engine: "apertium"}
	if base.Hash() != (pipeline.Settings{To: "es", Engine: "apertium", Date: "2020-01-01T00:00:00Z"}).Hash() {
		t.Error("a date changes the hash")
	}
	for name, other := range map[string]pipeline.Settings{
		"target": {To: "en", Engine: "apertium"}, "engine": {To: "es"}, "bar": {To: "es", Engine: "apertium", Confidence: 0.9},
	} {
		if base.Hash() == other.Hash() {
			t.Errorf("another %s has the same hash", name)
		}
	}
}

// Whatever two texts are, Pair puts every segment of both into one bead, in order.
func TestPairCoversBothSidesInOrder(t *testing.T) {
	sentences := []string{
		"Le pont est ouvert depuis hier.", "Die Brücke ist seit gestern offen.", "Il y a 27 élus.", "Es gibt 27 Gewählte.",
		"Rien.", "Nichts.", "Le marché reste fermé toute la semaine, dit le maire.", "Der Markt bleibt die ganze Woche geschlossen, sagt der Bürgermeister.", "…", "12",
	}
	d := pipeline.Deps{Detector: detect.New()}
	rapid.Check(t, func(t *rapid.T) {
		side := func(name string) *corpus.Source {
			lines := rapid.SliceOfN(rapid.SampledFrom(sentences), 0, 12).Draw(t, name)
			return corpus.NewSource(name, strings.Join(lines, "\n\n"), "utf-8")
		}
		a, z := side("a"), side("z")
		p, err := pipeline.Pair(context.Background(), a, z, pipeline.Settings{From: "fr", To: "de"}, d, pipeline.PairOptions{})
		if err != nil {
			t.Fatal(err)
		}
		checkSide(t, a, p.Bitext.Source)
		checkSide(t, z, p.Bitext.Target)
		var src, tgt []int
		for _, bead := range p.Bitext.Beads {
			src, tgt = append(src, bead.Src...), append(tgt, bead.Tgt...)
			if bead.Score < 0 || bead.Score > 1 {
				t.Errorf("score %g", bead.Score)
			}
		}
		for _, c := range []struct {
			name string
			got  []int
			n    int
		}{{"source", src, len(p.Bitext.Source.Segments)}, {"target", tgt, len(p.Bitext.Target.Segments)}} {
			if len(c.got) != c.n {
				t.Fatalf("%s: %v covers not all of %d", c.name, c.got, c.n)
			}
			for i, k := range c.got {
				if i != k {
					t.Fatalf("%s: %v is not in order", c.name, c.got)
				}
			}
		}
	})
}
