package check_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/pipeline/check"
)

func glossary(t testing.TB, text string) *check.Glossary {
	t.Helper()
	g, err := check.ReadGlossary(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestReadGlossary(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []check.Term
	}{
		"tabs":                   {"quai\tmuelle\nbassin\tdársena\tcuenca|balsa\n", []check.Term{{"quai", "muelle", "", 1}, {"bassin", "dársena", "cuenca", 2}, {"bassin", "dársena", "balsa", 2}}},
		"commas and a heading":   {"source,target,forbidden\n\"quai, nord\",muelle norte,\n", []check.Term{{"quai, nord", "muelle norte", "", 2}}},
		"semicolons, a BOM":      {"\ufeffquai;muelle\n", []check.Term{{"quai", "muelle", "", 1}}},
		"UTF-16":                 {"\xff\xfeq\x00\t\x00\xfa\x00\n\x00", []check.Term{{"q", "ú", "", 1}}},
		"a row that forbids":     {"quai\tandén\tforbidden\n", []check.Term{{"quai", "", "andén", 1}}},
		"comments, empty, CRLF":  {"# mine\r\n\r\nquai\tmuelle\r\n", []check.Term{{"quai", "muelle", "", 3}}},
		"nothing":                {"", nil},
		"a quote inside a field": {"le \"quai\"\tel muelle\n", []check.Term{{"le \"quai\"", "el muelle", "", 1}}},
	} {
		if diff := cmp.Diff(tt.want, glossary(t, tt.text).Terms); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
	for name, tt := range map[string]struct{ text, want string }{
		"one column":                        {"quai\tmuelle\nbassin\n", "line 2: a row needs"},
		"no target that could be forbidden": {"quai\t\tx\n", "line 1: forbidden is what?"},
		"only bars":                         {"quai\t\t|\n", "line 1: a row needs"},
		"bad UTF-8":                         {"qu\xffai\tm\n", "not valid UTF-8"},
	} {
		if _, err := check.ReadGlossary(strings.NewReader(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTermsOnWordForms(t *testing.T) {
	for _, tt := range []struct {
		from, to, glossary, src, tgt, want string
	}{
		{"fr", "es", "quai\tmuelle\n", "Les quais sont vides.", "Los muelles están vacíos.", ""},
		{"fr", "es", "quai\tmuelle\n", "Les quais sont vides.", "Los andenes están vacíos.", "“quai” should be “muelle”."},
		{"fr", "es", "quai\tmuelle\nquai\tandén\n", "Le quai est vide.", "El andén está vacío.", ""},
		{"fr", "es", "quai\tmuelle\tandén\n", "Le quai est vide.", "El andén está vacío.", "“andén” must not stand for “quai”. “quai” should be “muelle”."},
		{"fr", "es", "quai\tmuelle\n", "La quaiétude est là.", "Otra cosa.", ""},
		{"en", "de", "contract\tVertrag\n", "The contracts were signed.", "Die Verträge wurden unterzeichnet.", ""},
		{"en", "de", "contract\tVertrag\n", "The contract law applies.", "Es gilt das Vertragsrecht.", ""},
		{"en", "pl", "harbour\tprzystań\n", "in the harbour", "w przystani", ""},
		{"en", "cs", "member state\tčlenský stát\n", "of the Member States", "členských států", ""},
		{"en", "hr", "member state\tdržava članica\n", "of the Member States", "država članica", ""},
		{"en", "zh", "harbour\t港口\n", "The harbour is closed.", "港口关闭了。", ""},
		{"fr", "es", "capitainerie du port\tcapitanía del puerto\n", "La capitainerie du port dort.", "La capitanía de nuestro puerto duerme.", "“capitainerie du port” should be “capitanía del puerto”."},
	} {
		b := corpustest.Pair(tt.from, tt.to, [2]string{tt.src, tt.tgt})
		mustRun(b, check.Options{Glossary: glossary(t, tt.glossary)})
		var got []string
		for _, f := range b.Beads[0].Findings {
			if f.Code == "terms" {
				got = append(got, f.Message)
			}
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s %q / %q: (-want +got)\n%s", tt.to, tt.src, tt.tgt, diff)
		}
	}
}

func TestTermsForTheEngine(t *testing.T) {
	g := glossary(t, "quai\tmuelle\nbassin\tdársena\ngrue\tgrúa\n")
	want := []check.Term{{"quai", "muelle", "", 1}, {"grue", "grúa", "", 3}}
	if diff := cmp.Diff(want, g.In("Deux grues sur les quais", "fr")); diff != "" {
		t.Error(diff)
	}
	var none *check.Glossary
	if none.In("quai", "fr") != nil || none.Report(corpustest.Sample()) != nil {
		t.Error("no glossary has terms")
	}
}

func TestReport(t *testing.T) {
	g := glossary(t, "quai\tmuelle\tandén\nbassin\tdársena\ngrue\tgrúa\n")
	b := corpustest.Pair("fr", "es", [2]string{"Le quai.", "El muelle."}, [2]string{"Les quais.", "Los andenes."}, [2]string{"Le bassin.", "La cuenca."})
	want := []check.Use{
		{Source: "quai", Targets: []string{"muelle"}, Forbidden: []string{"andén"}, Occurs: 2, Used: 1, Missing: []string{"sb"}, Wrong: []string{"sb"}},
		{Source: "bassin", Targets: []string{"dársena"}, Occurs: 1, Missing: []string{"sc"}},
	}
	if diff := cmp.Diff(want, g.Report(b)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func FuzzReadGlossary(f *testing.F) {
	f.Add([]byte("quai\tmuelle\tandén|x\n"))
	f.Add([]byte("quai\t\tx\n"))
	f.Add([]byte("quai\t\t|\n"))
	f.Add([]byte("source,target\n\"a\"\"b\",c\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := check.ReadGlossary(strings.NewReader(string(data)))
		if err != nil {
			return
		}
		for _, term := range g.Terms {
			if term.Source == "" || term.Target == "" && term.Forbidden == "" || term.Line < 1 {
				t.Fatalf("%+v", term)
			}
		}
		g.In("quai c", "fr")
	})
}
