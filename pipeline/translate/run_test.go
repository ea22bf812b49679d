package translate_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/openaitest"
	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/openai"
)

// sample is a document of n sentences that differ, in paragraphs of three.
func sample(n int) translate.Document {
	places := []string{"Lyon", "Porto", "Gdansk", "Cork", "Turin", "Malmö", "Graz", "Liège", "Brno", "Tartu"}
	verbs := []string{"ouvre une école de musique", "ferme la vieille usine de papier", "accueille les ministres de la pêche", "prépare une fête pour les enfants", "publie les comptes du port", "répare le pont sur la rivière", "plante des arbres le long du canal"}
	d := translate.Document{Name: "sample.txt", From: "fr", To: "es", Title: "sample.txt"}
	for i := range n {
		d.Units = append(d.Units, translate.Unit{
			ID: fmt.Sprintf("p%d.s%d", i/3+1, i%3+1), Para: i / 3,
			Text: fmt.Sprintf("La ville de %s %s avant le %d du mois prochain, dit le maire de %s.", places[i%10], verbs[i%7], 13+i, places[(i/10+3)%10]),
		})
	}
	return d
}

func engine(t *testing.T, s *openaitest.Server) translate.Engine {
	t.Helper()
	e, err := openai.New(openai.Config{BaseURL: s.URL, Model: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return translate.Engine{Translator: e}
}

func TestEveryUnitComesBackUnderItsID(t *testing.T) {
	s := openaitest.Start(t, openaitest.Options{})
	d := sample(100)
	d.Units[7].Given = "Dado."
	d.Units[8].Text = "— 12 —"
	rep, err := translate.Run(context.Background(), d, translate.Options{Engines: []translate.Engine{engine(t, s)}})
	if err != nil {
		t.Fatal(err)
	}
	if len(rep.Outcomes) != len(d.Units) {
		t.Fatalf("%d outcomes", len(rep.Outcomes))
	}
	for i, o := range rep.Outcomes {
		want, kind := openaitest.Translate("fr", "es", d.Units[i].Text), corpus.OriginMachine
		switch i {
		case 7:
			want, kind = "Dado.", corpus.OriginMemory
		case 8:
			want, kind = d.Units[8].Text, corpus.OriginCopy
		}
		if o.ID != d.Units[i].ID || o.Text != want || o.Kind != kind {
			t.Errorf("unit %d: %+v, want %q (%s)", i, o, want, kind)
		}
	}
	if rep.Spent.Requests != len(s.Requests()) || rep.Spent.Estimated != 0 || rep.Spent.In == 0 {
		t.Errorf("spent %+v in %d requests", rep.Spent, len(s.Requests()))
	}
}
