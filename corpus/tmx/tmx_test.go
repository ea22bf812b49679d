package tmx_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/tmx"
)

func write(t testing.TB, b *corpus.Bitext, o tmx.Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := tmx.Write(&out, b, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func units(t testing.TB, text string) []tmx.Unit {
	t.Helper()
	out, err := collect(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func collect(text string) ([]tmx.Unit, error) {
	r, err := tmx.NewReader(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	var out []tmx.Unit
	for u, err := range r.Units() {
		if err != nil {
			return out, err
		}
		out = append(out, u)
	}
	return out, nil
}

func TestWriteGolden(t *testing.T) {
	corpustest.Golden(t, "sample.tmx", write(t, corpustest.Sample(), tmx.Options{}))
	corpustest.Golden(t, "hostile.tmx", write(t, corpustest.Hostile(), tmx.Options{}))
	corpustest.Golden(t, "hebrew.tmx", write(t, corpustest.Hebrew(), tmx.Options{}))
	corpustest.Golden(t, "chinese.tmx", write(t, corpustest.Chinese(), tmx.Options{}))
}

func TestValidAgainstTheDTD(t *testing.T) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("xmllint is not installed (Debian: libxml2-utils)")
	}
	dtd := corpustest.Shared(t, "data/schema/tmx14.dtd")
	check := func(t interface{ Fatalf(string, ...any) }, text string) {
		cmd := exec.Command("xmllint", "--noout", "--nonet", "--dtdvalid", dtd, "-")
		cmd.Stdin = strings.NewReader(text)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s\n%s", err, out, text)
		}
	}
	check(t, write(t, corpustest.Sample(), tmx.Options{}))
	check(t, write(t, corpustest.Hostile(), tmx.Options{}))
	check(t, write(t, &corpus.Bitext{}, tmx.Options{}))
	g := rapid.Custom(corpustest.Draw)
	for seed := range 20 { // a process each: few
		check(t, write(t, g.Example(seed), tmx.Options{}))
	}
}

func TestDroppedCharactersAreTold(t *testing.T) {
	told := map[string]int{}
	text := write(t, corpustest.Hostile(), tmx.Options{Dropped: func(id string, n int) { told[id] += n }})
	if diff := cmp.Diff(map[string]int{"se": 4}, told); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if strings.ContainsAny(text, "\a\x00\x1b\ufffe") {
		t.Error("a forbidden character stands in the file")
	}
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	got := units(t, write(t, corpustest.Sample(), tmx.Options{}))
	if len(got) != 5 {
		t.Fatalf("%d units, want 5: the untranslated bead is left out", len(got))
	}
	p, ok := got[1].Pair("fr", "es")
	if !ok || !p.Machine || p.Target.Date != "" || p.Source.Lang != "fr" || got[1].Origin != "machine" {
		t.Errorf("machine unit: %+v %v", p, ok)
	}
	p, _ = got[4].Pair("fr", "es")
	want := tmx.Pair{Source: tmx.Variant{Lang: "fr", Text: "Mise à jour"}, Target: tmx.Variant{Lang: "es", Text: "Actualización", Author: "Ana", Date: "2025-02-28T09:30:00Z"}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("approved unit (-want +got)\n%s", diff)
	}
	if p, _ := got[0].Pair("fr", "es"); p.Machine {
		t.Error("a unit of the memory became a machine's")
	}
}

func TestAMachinesUnitInTheMemoryStaysMarked(t *testing.T) {
	b := corpustest.Pair("fr", "es", [2]string{"oui", "sí"})
	b.Beads[0].Origin = corpus.Origin{Kind: corpus.OriginMemory, Score: 1, Origin: "machine"}
	if u := units(t, write(t, b, tmx.Options{})); !u[0].Machine {
		t.Errorf("%+v", u[0])
	}
}

func utf16(t *testing.T, s string) string {
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReadDirtyFiles(t *testing.T) {
	pair := func(v [2]tmx.Variant) []tmx.Variant { return v[:] }
	for _, tt := range []struct {
		name, text string
		want       []tmx.Variant
		machine    bool
	}{
		{"1.1, lang, a DOCTYPE", `<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx11.dtd"><tmx version="1.1"><header srclang="EN-US"/><body>
			<tu><tuv lang="EN-US"><seg>Yes</seg></tuv><tuv lang="fr_fr"><seg>Oui</seg></tuv></tu></body></tmx>`,
			pair([2]tmx.Variant{{Lang: "en-US", Text: "Yes"}, {Lang: "fr-FR", Text: "Oui"}}), false},
		{"mixed-case codes, upper-case elements", `<TMX VERSION="1.3"><HEADER/><BODY><TU><TUV XML:LANG="En"><SEG>Yes</SEG></TUV><TUV xml:lang="ZH-hant-tw"><SEG>是</SEG></TUV></TU></BODY></TMX>`,
			pair([2]tmx.Variant{{Lang: "en", Text: "Yes"}, {Lang: "zh-Hant-TW", Text: "是"}}), false},
		{"UTF-16", utf16(t, `<?xml version="1.0" encoding="UTF-16"?><tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="he"><seg>כן</seg></tuv></tu></body></tmx>`),
			pair([2]tmx.Variant{{Lang: "en", Text: "Yes"}, {Lang: "he", Text: "כן"}}), false},
		{"bad dates, unknown properties and elements", `<tmx version="1.4"><header><prop type="x">y</prop><note>n</note></header><body><tu creationdate="yesterday"><x-new>q</x-new><prop type="?">a<b/></prop>
			<tuv xml:lang="en" changedate="2020-13-99" creationdate="20200131T101500Z" changeid="Bo"><seg>Yes</seg></tuv><tuv xml:lang="de" creationdate=""><note/><seg>Ja</seg></tuv></tu></body></tmx>`,
			pair([2]tmx.Variant{{Lang: "en", Text: "Yes", Author: "Bo", Date: "2020-01-31T10:15:00Z"}, {Lang: "de", Text: "Ja"}}), false},
		{"control characters, bare ampersands, entities", "<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"en\"><seg>R&D \x0c&#x1F;&nbsp;&amp; AT&T</seg></tuv><tuv xml:lang=\"de\"><seg>F&E</seg></tuv></tu></body></tmx>",
			pair([2]tmx.Variant{{Lang: "en", Text: "R&D \u00a0& AT&T"}, {Lang: "de", Text: "F&E"}}), false},
		{"inline codes and highlights", `<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>A <bpt i="1">&lt;b&gt;<sub>alt</sub></bpt>bold<ept i="1">&lt;/b&gt;</ept> <hi>word</hi><ph x="1"/>.</seg></tuv><tuv xml:lang="de"><seg>
			  Ein
			  Wort.
			</seg></tuv></tu></body></tmx>`,
			pair([2]tmx.Variant{{Lang: "en", Text: "A bold word."}, {Lang: "de", Text: "Ein Wort."}}), false},
		{"Trados's machine mark", `<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="de" creationid="MT!"><seg>Ja</seg></tuv></tu></body></tmx>`,
			pair([2]tmx.Variant{{Lang: "en", Text: "Yes"}, {Lang: "de", Text: "Ja", Author: "MT!", Machine: true}}), true},
		{"a machine by its property", `<tmx version="1.4"><header/><body><tu><prop type="x-Origin">MT</prop><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="de"><seg>Ja</seg></tuv></tu></body></tmx>`,
			pair([2]tmx.Variant{{Lang: "en", Text: "Yes"}, {Lang: "de", Text: "Ja"}}), true},
		{"author and date on the unit", `<tmx version="1.4"><header/><body><tu changeid="Eva" changedate="20210501T000000Z"><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="de"><seg>Ja</seg></tuv></tu></body></tmx>`,
			pair([2]tmx.Variant{{Lang: "en", Text: "Yes", Author: "Eva", Date: "2021-05-01T00:00:00Z"}, {Lang: "de", Text: "Ja", Author: "Eva", Date: "2021-05-01T00:00:00Z"}}), false},
	} {
		got, err := collect(tt.text)
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d units, %v", tt.name, len(got), err)
			continue
		}
		if diff := cmp.Diff(tt.want, got[0].Variants); diff != "" || got[0].Machine != tt.machine {
			t.Errorf("%s: machine %v, (-want +got)\n%s", tt.name, got[0].Machine, diff)
		}
	}
}

func TestPairTakesTheNearestLanguage(t *testing.T) {
	u := tmx.Unit{Variants: []tmx.Variant{{Lang: "es-MX", Text: "computadora"}, {Lang: "en", Text: "computer"}, {Lang: "es", Text: "ordenador"}}}
	if p, ok := u.Pair("en-GB", "es"); !ok || p.Target.Text != "ordenador" || p.Source.Text != "computer" {
		t.Errorf("%+v %v", p, ok)
	}
	if p, ok := u.Pair("en", "es-MX"); !ok || p.Target.Text != "computadora" {
		t.Errorf("%+v %v", p, ok)
	}
	if _, ok := u.Pair("en", "fr"); ok {
		t.Error("French came from nowhere")
	}
	if p, ok := u.Pair("es", "es-MX"); !ok || p.Source.Text == p.Target.Text {
		t.Errorf("a variant is its own translation: %+v %v", p, ok)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"another kind":    {`<xliff version="1.2"/>`, "not a TMX file: it begins with <xliff>"},
		"no XML":          {"hello", "not a TMX file"},
		"nothing":         {"", "not a TMX file"},
		"version 2":       {`<tmx version="2.0"><header/><body/></tmx>`, `version "2.0"`},
		"cut short":       {"<tmx version=\"1.4\"><header/><body>\n<tu><tuv xml:lang='en'><seg>a", "unexpected EOF"},
		"strange charset": {`<?xml version="1.0" encoding="klingon-8"?><tmx/>`, "klingon-8"},
	} {
		if _, err := collect(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q in it", name, err, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(write(f, corpustest.Sample(), tmx.Options{})))
	f.Add([]byte(write(f, corpustest.Hostile(), tmx.Options{})))
	if seeds, err := filepath.Glob("testdata/*.tmx"); err == nil {
		for _, s := range seeds {
			if data, err := os.ReadFile(s); err == nil {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := collect(string(data))
		if err != nil {
			return
		}
		for _, u := range got {
			if len(u.Variants) < 2 {
				t.Fatalf("a unit of %d texts", len(u.Variants))
			}
			for _, v := range u.Variants {
				if v.Text == "" || v.Lang == "" {
					t.Fatalf("an empty variant: %+v", u)
				}
			}
		}
	})
}
