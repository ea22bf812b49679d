package apertium

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/translate"
)

// need skips a test on a machine without Apertium; CI has to have it.
func need(t *testing.T, from, to string) *Translator {
	t.Helper()
	tr, err := New(context.Background(), from, to)
	var missing *Missing
	if errors.As(err, &missing) {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestStreamKeepsTextAndNumbers(t *testing.T) {
	texts := []string{
		"Un point.", "Sans point", `^x$ {y} [z] @a \ /b/ ~c~`, "<b>gras</b> à https://example.org/a[1]?q=^x$.", "",
		"deux\nlignes", "[i7]", "[tx]", ".", "…", "%s et %1$s, {0}",
	}
	got := decode(encode(texts))
	for i, r := range got {
		if r.Number != i+1 || r.Text != texts[i] {
			t.Errorf("%d: %q comes back as %d: %q", i+1, texts[i], r.Number, r.Text)
		}
	}
	if len(got) != len(texts) {
		t.Errorf("%d of %d come back", len(got), len(texts))
	}
}

func TestStreamKeepsAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringMatching(`[a-z.^$/\\\[\]{}<>@~%&;it0-9 é]{0,20}`), 1, 5).Draw(t, "texts")
		got := decode(encode(texts))
		if len(got) != len(texts) {
			t.Fatalf("%d of %d come back", len(got), len(texts))
		}
		for i, r := range got {
			if r.Number != i+1 || r.Text != strings.TrimSpace(texts[i]) {
				t.Fatalf("%q comes back as %d: %q", texts[i], r.Number, r.Text)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add(`Un.[i1` + "\n" + `]\`)
	f.Add(`[[[\]`)
	f.Fuzz(func(t *testing.T, stream string) { decode(stream) })
}

func TestRoute(t *testing.T) {
	pairs := readPairs("  eco-fr-es\n  fr-es\n  es-fr\n  eng-spa\n  spa-eng\n  spa-eng_US\n  hbs-eng\n  eng-hbs_HR\n  eng-hbs_SR\n  ca-*x\n")
	for _, c := range []struct {
		from, to string
		want     []string
	}{
		{"fr", "es", []string{"fr-es"}},
		{"fr-CA", "es-ES", []string{"fr-es"}},
		{"fr", "en", []string{"fr-es", "spa-eng"}},
		{"es", "en-US", []string{"spa-eng_US"}},
		{"en", "hr", []string{"eng-hbs_HR"}},
		{"hr", "en", []string{"hbs-eng"}},
		{"fr", "de", nil},
		{"fr", "fr", nil},
		{"und", "es", nil},
		{"", "es", nil},
	} {
		if diff := cmp.Diff(c.want, route(pairs, c.from, c.to)); diff != "" {
			t.Errorf("%s to %s: %s", c.from, c.to, diff)
		}
	}
}

func TestAMissingPairListsWhatIsThere(t *testing.T) {
	err := &Missing{From: "fr", To: "de", Installed: readPairs("fr-es eng-spa")}
	for _, want := range []string{"fr to de", "en→es", "fr→es"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
}

func TestOneRunTranslatesManyByNumber(t *testing.T) {
	tr := need(t, "fr", "es")
	got, err := tr.Translate(context.Background(), translate.Batch{From: "fr", To: "es", Segments: []string{
		"Le conseil a adopté la résolution.", "La maison est blanche", "Ouvrez {0} sur www.example.org", "[i1] et ^x$",
	}})
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int
	for _, r := range got.Replies {
		numbers = append(numbers, r.Number)
	}
	if !slices.Equal(numbers, []int{1, 2, 3, 4}) {
		t.Fatalf("numbers %v", numbers)
	}
	if text := got.Replies[0].Text; !strings.HasSuffix(text, ".") {
		t.Errorf("the full stop is lost: %q", text)
	}
	if text := got.Replies[1].Text; strings.HasSuffix(text, ".") || !strings.Contains(strings.ToLower(text), "casa") {
		t.Errorf("no house, or a stop too many: %q", text)
	}
	if text := got.Replies[2].Text; !strings.Contains(text, "{0}") || !strings.Contains(text, "www.example.org") {
		t.Errorf("placeholder or address lost: %q", text)
	}
	if text := got.Replies[3].Text; !strings.Contains(text, "[i1]") || !strings.Contains(text, "^x$") {
		t.Errorf("marks of the stream are no text: %q", text)
	}
}

func TestTwoHops(t *testing.T) {
	tr := need(t, "fr", "en")
	d := translate.Document{Name: "d", From: "fr", To: "en", Units: []translate.Unit{
		{ID: "a", Text: "La maison est blanche."}, {ID: "b", Text: "2 + 2 = 4"}, {ID: "c", Text: "Les enfants mangent du pain."},
	}}
	rep, err := translate.Run(context.Background(), d, translate.Options{Engines: []translate.Engine{{Translator: tr}}})
	if err != nil {
		t.Fatal(err)
	}
	if o := rep.Outcomes[0]; !strings.Contains(strings.ToLower(o.Text), "house") || o.Model != tr.Model() {
		t.Errorf("outcome %+v", o)
	}
	if o := rep.Outcomes[1]; o.Kind != corpus.OriginCopy {
		t.Errorf("outcome %+v", o)
	}
}

func TestTheContextEndsTheProgramAndItsChildren(t *testing.T) {
	need(t, "fr", "es")
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := runMode(ctx, "fr-es", encode([]string{strings.Repeat("Le chat dort sur la table. ", 200000)}))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("it went on for %v", took)
	}
}

func TestAFailingProgramSaysSo(t *testing.T) {
	if _, err := exec.LookPath("apertium"); err != nil {
		t.Skip("no apertium")
	}
	_, err := runMode(context.Background(), "xx-yy", encode([]string{"a"}))
	var f *translate.Failure
	if !errors.As(err, &f) || !strings.Contains(f.Message, "xx-yy") {
		t.Errorf("error %v", err)
	}
}
