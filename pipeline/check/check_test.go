package check_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/pipeline/check"
)

func mustRun(b *corpus.Bitext, o check.Options) {
	if err := check.Run(context.Background(), b, o); err != nil {
		panic(err)
	}
}

// What ends early says so and leaves the findings as they were.
func TestRunHearsItsContext(t *testing.T) {
	b := corpustest.Pair("en", "fr", [2]string{"There are 12 boats.", "Il y a 13 bateaux."})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := check.Run(ctx, b, check.Options{}); !errors.Is(err, context.Canceled) || len(b.Beads[0].Findings) > 0 {
		t.Errorf("%v, findings %v", err, b.Beads[0].Findings)
	}
	mustRun(b, check.Options{})
	if len(b.Beads[0].Findings) == 0 {
		t.Error("nothing found in a pair of different numbers")
	}
}

// codes are the findings of one pair, "numbers end".
func codes(from, to, src, tgt string) string {
	b := corpustest.Pair(from, to, [2]string{src, tgt})
	mustRun(b, check.Options{})
	var out []string
	for _, f := range b.Beads[0].Findings {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

func TestPairs(t *testing.T) {
	for _, tt := range []struct{ from, to, src, tgt, want string }{
		// numbers: the same value in the manner of each language
		{"en", "fr", "It costs 1,400.50 euros.", "Cela coûte 1 400,50 euros.", ""},
		{"fr", "en", "Ils sont 12,5 % et 1 234 567 en tout.", "They are 12.5% and 1,234,567 in all.", ""},
		{"de", "en", "Am 31.12.2020 waren es 1.400.", "On 31 December 2020 there were 1,400.", ""},
		{"en", "sv", "In the 1990s, 3.5 million left.", "På 90-talet flyttade 3 500 000.", ""},
		{"en", "es", "In the 19th century", "En el siglo XIX", ""},
		{"en", "fr", "at 10:30 p.m.", "à 22 h 30", ""},
		{"en", "ar", "It was 2025.", "كان عام ٢٠٢٥.", ""},
		{"en", "de", "She has three cats and 2 dogs.", "Sie hat drei Katzen und zwei Hunde.", ""},
		{"en", "fr", "It rose by 27 points.", "Il a gagné 72 points.", "numbers"},
		{"en", "fr", "It rose by 27 points.", "Il a gagné des points.", "numbers"},
		{"fr", "en", "Il mesure 12,5 m.", "It is 125 m long.", "numbers"},
		{"en", "de", "Press key 3 now.", "Drücken Sie jetzt Taste 4.", "numbers"},
		{"en", "zh", "He won 3 times.", "他赢了三次。", ""},
		// dates
		{"fr", "es", "Le 3 mars 2025 au soir.", "El 3 de marzo de 2025 por la noche.", ""},
		{"fr", "es", "Le 3 mars 2025 au soir.", "El 3 de mayo de 2025 por la noche.", "dates"},
		{"en", "pl", "on 5 May 2011", "5 maja 2011 r.", ""},
		{"en", "cs", "It may rain on March 3.", "3. března může pršet.", ""},
		// placeholders
		{"en", "de", "Hello {name}, %d files", "Hallo {name}, %d Dateien", ""},
		{"en", "de", "Hello {name}!", "Hallo {Name}!", "placeholder placeholder"},
		// untranslated
		{"fr", "es", "Les marins sont partis hier soir", "Les marins sont partis hier soir", "untranslated"},
		{"fr", "es", "Jean-Pierre Dupont", "Jean-Pierre Dupont", ""},
		{"fr", "fr-CA", "Les marins sont partis hier soir", "Les marins sont partis hier soir", ""},
		{"en", "de", "We waited for the old harbour master and his dog.", "Wir warteten auf the old harbour master and his Hund.", "untranslated"},
		{"en", "ru", "The meeting was cancelled on Friday.", "The meeting war abgesagt am Freitag.", "untranslated"},
		{"fr", "es", "La politique kazakhe compte.", "La política *kazakhe cuenta.", "untranslated"},
		{"fr", "es", "Le porc coinça un éleveur.", "El cerdo coinça un ganadero.", "untranslated"},
		{"fr", "en", "La façade de François est prête.", "The front of François is ready.", ""},
		{"en", "de", "See https://example.org/the/very/long/path/here for more.", "Mehr unter https://example.org/the/very/long/path/here.", ""},
		// length
		{"en", "de", "The committee met on Monday to speak about the harbour, the fish market and the school.", "Der Ausschuss tagte.", "length"},
		{"en", "zh", "The committee met on Monday to speak about the harbour.", "委员会星期一开会讨论了港口问题。", ""},
		// end
		{"en", "el", "Is it open?", "Είναι ανοιχτό;", ""},
		{"en", "ja", "It is open.", "開いています。", ""},
		{"fr", "en", "Est-ce ouvert ?", "It is open.", "end"},
		{"fr", "en", "« C'est ouvert. »", "“It is open.”", ""},
		{"fr", "en", "C'est ouvert", "It is open.", "end"},
		// brackets and quotes
		{"en", "fr", "(a) the quay (north) is open", "a) le quai (nord) est ouvert", ""},
		{"en", "fr", "the quay (north) is open", "le quai (nord est ouvert", "brackets"},
		{"fr", "de", "Il dit « oui » et part.", "Er sagt „ja“ und geht.", ""},
		{"fr", "de", "Il dit « oui » et part.", "Er sagt „ja und geht.", "quotes"},
		{"fr", "en", "Il dit «oui» et part.", "He says «yes» and leaves.", "quotes"},
		{"en", "de", `a 17" screen`, `ein 17"-Bildschirm`, ""},
		// repeated words
		{"fr", "es", "Le port est ouvert.", "El puerto está está abierto.", "repeated"},
		{"en", "fr", "We meet on Monday.", "Nous nous voyons lundi.", ""},
		{"en", "de", "Duran Duran played.", "Duran Duran spielten.", ""},
		// spaces
		{"fr", "es", "Le port est ouvert.", "El puerto  está abierto.", "spaces"},
		{"fr", "es", "Ouvert : oui !", "¡Abierto : sí!", "spaces"},
		{"fr", "es", "Ouvert : oui !", "¡Abierto: sí!", ""},
		{"en", "fr", "Open: yes!", "Ouvert\u00a0: oui\u202f!", ""},
	} {
		if got := codes(tt.from, tt.to, tt.src, tt.tgt); got != tt.want {
			t.Errorf("%s-%s %q / %q: %q, want %q", tt.from, tt.to, tt.src, tt.tgt, got, tt.want)
		}
	}
}

func TestAMachineIsToldOfFrenchSpaces(t *testing.T) {
	b := corpustest.Pair("en", "fr", [2]string{"Open: yes!", "Ouvert: oui!"})
	b.Beads[0].Origin = corpus.Origin{Kind: corpus.OriginMachine}
	mustRun(b, check.Options{})
	if f := b.Beads[0].Findings; len(f) != 1 || f[0].Code != "spaces" {
		t.Errorf("%v", f)
	}
}

func TestInconsistent(t *testing.T) {
	b := corpustest.Pair("fr", "es", [2]string{"Mise à jour", "Actualización"}, [2]string{"Fin", "Fin"}, [2]string{"Mise à jour", "Puesta al día"}, [2]string{"Mise  à jour", "Actualización."})
	mustRun(b, check.Options{})
	if f := b.Beads[2].Findings; len(f) != 1 || f[0].Code != "inconsistent" || !strings.Contains(f[0].Message, "“Actualización” in sa") {
		t.Errorf("third: %v", f)
	}
	for _, i := range []int{0, 1, 3} {
		if f := b.Beads[i].Findings; len(f) != 0 && f[0].Code == "inconsistent" {
			t.Errorf("bead %d: %v", i, f)
		}
	}
}

func TestOffAndOthersFindings(t *testing.T) {
	b := corpustest.Pair("en", "fr", [2]string{"It rose by 27.", "Il a gagné 72"})
	b.Beads[0].Findings = []corpus.Finding{{Code: "adjudicated", Message: "of another stage"}, {Code: "length", Message: "of an earlier run"}}
	mustRun(b, check.Options{Off: []string{"end"}})
	mustRun(b, check.Options{Off: []string{"end"}})
	var got []string
	for _, f := range b.Beads[0].Findings {
		got = append(got, f.Code)
	}
	if diff := cmp.Diff([]string{"adjudicated", "numbers"}, got); diff != "" {
		t.Error(diff)
	}
	if check.Unknown([]string{"numbers", "nonsense"}) != "nonsense" {
		t.Error("an unknown check is known")
	}
}

func TestWhatIsNotChecked(t *testing.T) {
	for name, spoil := range map[string]func(d *corpus.Bead){
		"approved":     func(d *corpus.Bead) { d.State = corpus.Approved },
		"untranslated": func(d *corpus.Bead) { d.State = corpus.Untranslated },
		"copied":       func(d *corpus.Bead) { d.Origin.Kind = corpus.OriginCopy },
		"alone":        func(d *corpus.Bead) { d.Tgt = nil },
	} {
		b := corpustest.Pair("en", "fr", [2]string{"It rose by 27.", "Il a gagné 72."})
		spoil(&b.Beads[0])
		mustRun(b, check.Options{})
		if len(b.Beads[0].Findings) > 0 {
			t.Errorf("%s: %v", name, b.Beads[0].Findings)
		}
	}
}

func TestFindingsDoNotPanicAndAreTheSame(t *testing.T) {
	languages := rapid.SampledFrom([]string{"", "und", "en", "fr", "zh", "ar", "el", "cs", "xx-nonsense"})
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zé0-9 .,()"«»?!%{}\x{0660}']{0,40}`))
		pairs := [][2]string{{draw.Draw(t, "a"), draw.Draw(t, "b")}, {draw.Draw(t, "c"), draw.Draw(t, "d")}}
		from, to := languages.Draw(t, "from"), languages.Draw(t, "to")
		one, two := corpustest.Pair(from, to, pairs...), corpustest.Pair(from, to, pairs...)
		mustRun(one, check.Options{})
		mustRun(two, check.Options{})
		if diff := cmp.Diff(one, two); diff != "" {
			t.Fatal(diff)
		}
		for _, d := range one.Beads {
			for _, f := range d.Findings {
				if f.Message == "" || !utf8.ValidString(f.Message) || f.Severity == "" {
					t.Fatalf("%+v", f)
				}
			}
		}
	})
}

// A pair of equal texts in one language has nothing to find but its own faults.
func TestATextAgainstItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[A-Z][a-z]{2,8}( [a-z0-9]{1,8}){1,6}[.?!]`).Draw(t, "text")
		if got := codes("en", "en", s, s); got != "" {
			t.Fatalf("%q: %s", s, got)
		}
	})
}

func BenchmarkRun(b *testing.B) {
	pairs := [][2]string{}
	for range 200 {
		pairs = append(pairs, [2]string{
			"The committee met on 3 March 2025 to speak about the harbour (north), the fish market and 1,400 places.",
			"Le comité s'est réuni le 3 mars 2025 pour parler du port (nord), du marché aux poissons et de 1 400 places."})
	}
	doc := corpustest.Pair("en", "fr", pairs...)
	b.SetBytes(int64(200 * (len(pairs[0][0]) + len(pairs[0][1]))))
	b.ReportAllocs()
	for b.Loop() {
		mustRun(doc, check.Options{})
	}
}
