package match

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" \t\n", ""},
		{"a  b\u00a0c\u202fd\n", "a b c d"},
		{"co\u00adopération ﬁnale", "coopération finale"},
		{"e\u0301te\u0301", "été"},
		{"l’eau", "l'eau"},
		{"porte\u2011avions", "porte-avions"},
		{"Le Port", "Le Port"},
		{"« oui »", "« oui »"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFoldTwiceIsFoldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("%q, then %q", once, Fold(once))
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("a\u0301 \u00ad\u0301ﬁ’")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if Fold(once) != once {
			t.Errorf("%q, then %q", once, Fold(once))
		}
		Terms(s)
	})
}

func TestSimilarity(t *testing.T) {
	const text = "Le port de Brest rouvre le 3 mars 2025."
	for _, c := range []struct {
		name, other string
		low, high   float64
	}{
		{"white space", "Le port\nde  Brest rouvre le 3 mars 2025.", 1, 1},
		{"case alone", "LE PORT DE BREST ROUVRE LE 3 MARS 2025.", 0.8, 0.99},
		{"a mark", "Le port de Brest rouvre le 3 mars 2025", 0.95, 0.98},
		{"another number", "Le port de Brest rouvre le 3 mars 2026.", 0.85, 0.92},
		{"another word", "Le port de Lorient rouvre le 3 mars 2025.", 0.85, 0.92},
		{"two words", "Le port de Lorient ferme le 3 mars 2025.", 0.75, 0.82},
		{"half of it", "Le port de Brest.", 0.3, 0.55},
		{"nothing in common", "Aucune autre nouvelle aujourd'hui", 0, 0.1},
		{"empty", "", 0, 0},
	} {
		got := Similarity(text, c.other)
		if got < c.low || got > c.high {
			t.Errorf("%s: %.3f, want %.2f to %.2f", c.name, got, c.low, c.high)
		}
		if back := Similarity(c.other, text); back != got {
			t.Errorf("%s: %.3f one way, %.3f the other", c.name, got, back)
		}
	}
	if a, b := Similarity("1 000,5 t de blé", "1 000.5 t de blé"), Similarity("1 000,5 t de blé", "1 000,6 t de blé"); a <= b {
		t.Errorf("a figure written in another way: %.3f; another figure: %.3f", a, b)
	}
	if s := Similarity("港口重新开放。", "港口再次开放。"); s < 0.6 || s > 0.8 {
		t.Errorf("Chinese: %.3f", s)
	}
}

func TestFloorOnlyCutsShort(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("le la port mer 3 12 , . nord Nord"))
	rapid.Check(t, func(t *rapid.T) {
		a := strings.Join(rapid.SliceOfN(word, 1, 12).Draw(t, "a"), " ")
		b := strings.Join(rapid.SliceOfN(word, 1, 12).Draw(t, "b"), " ")
		full := similarity(tokens(a), tokens(b), 0)
		floor := rapid.Float64Range(0, 0.99).Draw(t, "floor")
		got := similarity(tokens(a), tokens(b), floor)
		if full > floor+1e-9 && got != full || got != 0 && got != full {
			t.Fatalf("similarity %.4f, with floor %.4f %.4f", full, floor, got)
		}
		if full < 0 || full > 0.99 {
			t.Fatalf("similarity %.4f", full)
		}
	})
}

func TestTerms(t *testing.T) {
	for _, c := range []struct {
		text   string
		want   []string
		length int
	}{
		{"Le Port, le port: 1 200,5!", []string{"le", "port", "1", "2005"}, 9},
		{"東京都 abc", []string{"東京", "京都", "abc"}, 4},
		{"...", []string{}, 3},
	} {
		got, length := Terms(c.text)
		if diff := cmp.Diff(c.want, got); diff != "" || length != c.length {
			t.Errorf("%q: length %d %s", c.text, length, diff)
		}
	}
}

func TestPair(t *testing.T) {
	for tag, want := range map[string]string{
		"fr": "fr", "fr-CA": "fr", "FR-be": "fr", "zh-TW": "zh-Hant", "zh": "zh", "zh-Hans": "zh", "zh-CN": "zh",
		"sr": "sr", "sr-Latn": "sr-Latn", "no such": "no such", "": "",
	} {
		if got := Pair(tag); got != want {
			t.Errorf("Pair(%q) = %q, want %q", tag, got, want)
		}
	}
}

// shelf is a memory that knows a few units, all of one pair.
type shelf []Unit

func (s shelf) Exact(_ context.Context, _, _, text string) (out []Unit, _ error) {
	for _, u := range s {
		if Fold(u.Source) == Fold(text) {
			out = append(out, u)
		}
	}
	return out, nil
}

func (s shelf) Similar(context.Context, string, string, string, float64, int) ([]Unit, error) {
	return append([]Unit(nil), s...), nil
}

func TestRun(t *testing.T) {
	unit := func(source, target string, origin Origin, change ...func(*Unit)) Unit {
		u := Unit{From: "fr", To: "es", Source: source, Target: target, Origin: origin, Confidence: 1}
		for _, f := range change {
			f(&u)
		}
		return u
	}
	to := func(tag string) func(*Unit) { return func(u *Unit) { u.To = tag } }
	dated := func(date string) func(*Unit) { return func(u *Unit) { u.Date = date } }
	doubtful := func(u *Unit) { u.Confidence = 0.3 }
	const text = "Le port rouvre demain matin."
	near := corpus.Match{Source: "Le port rouvre demain soir.", Target: "cerca", Score: 1 - 1/5.3, Origin: "tmx"}
	exact := func(target string, origin Origin) corpus.Match {
		return corpus.Match{Source: text, Target: target, Score: 1, Origin: string(origin)}
	}
	for _, c := range []struct {
		name  string
		units shelf
		to    string
		want  Result
	}{
		{"nothing", nil, "es", Result{}},
		{"a machine fills nothing", shelf{unit(text, "máquina", Machine)}, "es", Result{Near: []corpus.Match{exact("máquina", Machine)}}},
		{"an imported unit fills", shelf{unit(text, "otro", Machine), unit(text, "bien", Imported)}, "es",
			Result{Exact: p(exact("bien", Imported)), Near: []corpus.Match{exact("otro", Machine)}}},
		{"the confirmed outranks, the later outranks", shelf{unit(text, "tmx", Imported), unit(text, "viejo", Confirmed, dated("2020-01-01T00:00:00Z")), unit(text, "nuevo", Confirmed, dated("2024-01-01T00:00:00Z"))}, "es",
			Result{Exact: p(exact("nuevo", Confirmed)), Near: []corpus.Match{exact("viejo", Confirmed), exact("tmx", Imported)}}},
		{"an alignment of doubt fills nothing", shelf{unit(text, "dudoso", Aligned, doubtful)}, "es", Result{Near: []corpus.Match{exact("dudoso", Aligned)}}},
		{"an alignment that is sure fills", shelf{unit(text, "seguro", Aligned)}, "es", Result{Exact: p(exact("seguro", Aligned))}},
		{"another region fills nothing", shelf{unit(text, "mexicano", Imported, to("es-MX"))}, "es-ES", Result{Near: []corpus.Match{exact("mexicano", Imported)}}},
		{"no region fits all", shelf{unit(text, "común", Imported)}, "es-ES", Result{Exact: p(exact("común", Imported))}},
		{"the region asked for comes first", shelf{unit(text, "común", Confirmed, to("es-MX")), unit(text, "suyo", Imported, to("es-ES"))}, "es-ES",
			Result{Exact: p(exact("suyo", Imported)), Near: []corpus.Match{exact("común", Confirmed)}}},
		{"near", shelf{unit(near.Source, "cerca", Imported), unit("Rien de tel ici.", "nada", Imported)}, "es", Result{Near: []corpus.Match{near}}},
		{"case alone is near", shelf{unit("LE PORT ROUVRE DEMAIN MATIN.", "MAYÚSCULAS", Confirmed)}, "es",
			Result{Near: []corpus.Match{{Source: "LE PORT ROUVRE DEMAIN MATIN.", Target: "MAYÚSCULAS", Score: 1 - 1/5.3, Origin: "confirmed"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Run(context.Background(), "fr", c.to, []string{text, "", " Le port  rouvre demain matin. "}, c.units, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]Result{c.want, {}, c.want}, got, cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func p(m corpus.Match) *corpus.Match { return &m }

func BenchmarkSimilarity(b *testing.B) {
	x := tokens(strings.Repeat("le port de la ville rouvre demain ", 4))
	y := tokens(strings.Repeat("le port de la ville ferme demain ", 4))
	for b.Loop() {
		similarity(x, y, 0.7)
	}
}
