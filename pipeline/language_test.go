package pipeline_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/openaitest"
	"github.com/recto/recto/pipeline"
	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/translate"
)

// parrot answers every segment with one text.
type parrot struct{ text string }

func (p parrot) Fingerprint() string    { return "parrot " + p.text }
func (parrot) Traits() translate.Traits { return translate.Traits{Engine: "parrot", Model: "parrot"} }
func (p parrot) Translate(_ context.Context, b translate.Batch) (*translate.Answers, error) {
	a := &translate.Answers{Finish: "stop"}
	for k, s := range b.Segments {
		a.Replies = append(a.Replies, translate.Reply{Number: k + 1, Anchor: s, Text: p.text})
	}
	return a, nil
}

// With the detector that users have: what is not in the language that was asked
// for is found, whether it is another one or the source's, and what is, is not.
func TestAnswersInAWrongLanguageAreFound(t *testing.T) {
	const source = "L’année prochaine, une nouvelle bibliothèque ouvrira ses portes près de la place, car les habitants du quartier l’attendent depuis longtemps."
	answers := map[string]string{
		"es": "El año que viene se abrirá una nueva biblioteca cerca de la plaza, porque los vecinos del barrio la esperan desde hace mucho tiempo.",
		"en": "Next year a new library will open near the square, because the people of the neighbourhood have been waiting for it for a long time.",
		"pt": "No próximo ano abrirá uma nova biblioteca perto da praça, porque os moradores do bairro esperam por ela há muito tempo.",
		"it": "L’anno prossimo aprirà una nuova biblioteca vicino alla piazza, perché gli abitanti del quartiere la aspettano da molto tempo.",
		"ca": "L’any vinent s’obrirà una biblioteca nova a prop de la plaça, perquè els veïns del barri l’esperen des de fa molt de temps.",
		"de": "Im nächsten Jahr wird in der Nähe des Platzes eine neue Bibliothek eröffnet, weil die Bewohner des Viertels schon lange darauf warten.",
		"fi": "Ensi vuonna torin lähelle avataan uusi kirjasto, koska kaupunginosan asukkaat ovat odottaneet sitä jo pitkään ja rahaa on vihdoin.",
		"sv": "Nästa år öppnar ett nytt bibliotek nära torget, eftersom kvarterets invånare har väntat länge på det och kommunen äntligen har pengar.",
		"pl": "W przyszłym roku w pobliżu placu zostanie otwarta nowa biblioteka, ponieważ mieszkańcy dzielnicy czekają na nią już od dawna.",
		"fr": "Dans un an, les gens du quartier auront enfin une nouvelle bibliothèque tout près de la place, eux qui l’attendaient depuis si longtemps.",
	}
	d, _ := deps(t)
	for _, to := range []string{"es", "en", "pt", "it", "de", "fi", "sv"} {
		for lang, text := range answers {
			d.Ledger = &translate.MemoryLedger{}
			d.Engines = func(context.Context, string, string) ([]translate.Engine, error) {
				return []translate.Engine{{Translator: parrot{text}}}, nil
			}
			b, err := pipeline.Process(t.Context(), corpus.NewSource("a.txt", source, "utf-8"), pipeline.Settings{From: "fr", To: to}, d)
			if err != nil {
				t.Fatal(err)
			}
			if len(b.Beads) != 1 {
				t.Fatalf("%d beads", len(b.Beads))
			}
			bead := b.Beads[0]
			switch {
			case lang == to && bead.State != corpus.Translated:
				t.Errorf("%s for %s: %s", lang, to, bead.Reason)
			case lang != to && (bead.State == corpus.Translated || bead.Reason != translate.Language):
				t.Errorf("%s passes for %s: %q", lang, to, bead.Reason)
			}
		}
	}
}

// The test server writes third languages of its own; what it says of them and
// what the real detector says agree in what is accepted.
func TestThirdLanguagesOfTheServerAreFound(t *testing.T) {
	detector := detect.New()
	for n := range 40 {
		text := fmt.Sprintf("Les travaux numéro %d du port coûteront beaucoup d'argent à la ville, et le maire a dit que les habitants pouvaient compter sur lui pour cela.", n)
		for _, to := range []string{"es", "en", "de"} {
			for _, other := range []string{"es", "en", "de", "fr"} {
				got := openaitest.Translate("fr", other, text)
				if other != to && !strings.EqualFold(got, openaitest.Translate("fr", to, text)) && detect.Plainly(got, to, "fr") {
					t.Errorf("%s passes for %s: %q (%v)", other, to, got, detector.Detect(got))
				}
			}
		}
	}
}
