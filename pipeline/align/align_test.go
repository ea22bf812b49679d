package align

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
)

// covers fails unless every segment of both sides is in exactly one bead, in
// order.
func covers(t interface{ Fatalf(string, ...any) }, beads []corpus.Bead, n, m int) {
	i, j := 0, 0
	for k, b := range beads {
		if len(b.Src)+len(b.Tgt) == 0 || len(b.Src)+len(b.Tgt) > 8 {
			t.Fatalf("bead %d has %d and %d segments", k, len(b.Src), len(b.Tgt))
		}
		for _, s := range b.Src {
			if s != i {
				t.Fatalf("bead %d: source segment %d where %d is next", k, s, i)
			}
			i++
		}
		for _, s := range b.Tgt {
			if s != j {
				t.Fatalf("bead %d: target segment %d where %d is next", k, s, j)
			}
			j++
		}
		if !(b.Score >= 0 && b.Score <= 1) {
			t.Fatalf("bead %d: score %v", k, b.Score)
		}
	}
	if i != n || j != m {
		t.Fatalf("beads end at %d and %d of %d and %d", i, j, n, m)
	}
}

func align(t testing.TB, src, tgt []string, o Options) ([]corpus.Bead, Report) {
	t.Helper()
	beads, r, err := Align(context.Background(), src, tgt, o)
	if err != nil {
		t.Fatal(err)
	}
	covers(t, beads, len(src), len(tgt))
	return beads, r
}

func shape(beads []corpus.Bead) string {
	var b strings.Builder
	for _, x := range beads {
		fmt.Fprintf(&b, "%d-%d ", len(x.Src), len(x.Tgt))
	}
	return strings.TrimSpace(b.String())
}

// A walk along a river, told in two languages, written for this test.
var french = []string{
	"Le 3 mai 1921, nous avons quitté Lyon par le premier train.",
	"La pluie tombait sans arrêt, et personne ne parlait.",
	"À Valence, le chef de gare nous a servi du café ; il connaissait bien le Rhône.",
	"« Combien de jours vous faut-il ? » demanda-t-il.",
	"Nous avions 240 kilomètres devant nous.",
	"Le soir, Martin a compté les provisions.",
	"Il restait du pain, du fromage et douze pommes.",
}

var german = []string{
	"Am 3. Mai 1921 verließen wir Lyon mit dem ersten Zug.",
	"Es regnete ohne Unterlass, und niemand sprach.",
	"In Valence gab uns der Bahnhofsvorsteher Kaffee.",
	"Er kannte die Rhone gut.",
	"«Wie viele Tage braucht ihr?», fragte er.",
	"Vor uns lagen 240 Kilometer.",
	"Am Abend zählte Martin die Vorräte: Es blieben Brot, Käse und zwölf Äpfel.",
}

func TestAlignJoinsWhatTranslatorsCut(t *testing.T) {
	beads, r := align(t, french, german, Options{})
	if got, want := shape(beads), "1-1 1-1 1-2 1-1 1-1 2-1"; got != want {
		t.Errorf("beads %s, want %s", got, want)
	}
	if r.Unrelated || r.SourceEmpty+r.TargetEmpty > 0 {
		t.Errorf("report %+v", r)
	}
	for k, b := range beads {
		if len(b.Why) == 0 {
			t.Errorf("bead %d has no reasons", k)
		}
	}
}

func TestAlignOneSideEmpty(t *testing.T) {
	beads, r := align(t, nil, german, Options{})
	if len(beads) != len(german) || r.TargetEmpty != len(german) || r.Confidence != 0 {
		t.Errorf("%d beads, report %+v", len(beads), r)
	}
	beads, r = align(t, french, nil, Options{})
	if len(beads) != len(french) || r.SourceEmpty != len(french) {
		t.Errorf("%d beads, report %+v", len(beads), r)
	}
	if beads, _ := align(t, nil, nil, Options{}); len(beads) != 0 {
		t.Errorf("beads %v of nothing", beads)
	}
}

func TestAlignPivotOfAnotherLength(t *testing.T) {
	_, _, err := Align(context.Background(), french, german, Options{Pivot: []string{"x"}})
	if !errors.Is(err, ErrPivotLength) || !strings.Contains(err.Error(), "1 and 7") {
		t.Errorf("error %v", err)
	}
}

func TestAlignAnyInput(t *testing.T) {
	side := rapid.SliceOfN(rapid.OneOf(
		rapid.StringN(0, 60, -1), rapid.SampledFrom(french), rapid.SampledFrom(german),
		rapid.SampledFrom([]string{"", " ", "…", "12", "1.234,5", "Ж", "日本語の文。", "\xff\xfe", "a\x00b"}),
	), 0, 12)
	rapid.Check(t, func(t *rapid.T) {
		src, tgt := side.Draw(t, "src"), side.Draw(t, "tgt")
		beads, _, err := Align(context.Background(), src, tgt, Options{})
		if err != nil {
			t.Fatal(err)
		}
		covers(t, beads, len(src), len(tgt))
	})
}

// Texts of several windows come out the same on one processor and on many.
func TestAlignOnOneProcessorIsTheSame(t *testing.T) {
	src, tgt := twoTongues(1500, 13, false)
	tgt = slices.Concat(tgt[:700], tgt[720:])
	many, report := align(t, src, tgt, Options{})
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, r := align(t, src, tgt, Options{})
	if diff := cmp.Diff(many, one); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(report, r); diff != "" {
		t.Error(diff)
	}
}

func TestAlignTwiceIsTheSame(t *testing.T) {
	a, ra := align(t, french, german, Options{})
	b, rb := align(t, french, german, Options{})
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(ra, rb); diff != "" {
		t.Error(diff)
	}
}
