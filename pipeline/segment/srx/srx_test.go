package srx

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func cut(t *testing.T, c *Cutter, text string) []string {
	t.Helper()
	breaks, err := c.Breaks(text)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	from := 0
	for _, b := range append(breaks, len(text)) {
		out = append(out, text[from:b])
		from = b
	}
	return out
}

func parse(t *testing.T, cascade, rules, maps string) *Document {
	t.Helper()
	d, err := Parse(strings.NewReader(`<?xml version="1.0" encoding="UTF-16"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="` + cascade + `"/>
<body><languagerules>` + rules + `</languagerules><maprules>` + maps + `</maprules></body></srx>`))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const (
	english = `<languagerule languagerulename="English"><rule break="no"><beforebreak>\bMr\.</beforebreak><afterbreak>\s</afterbreak></rule></languagerule>`
	common  = `<languagerule languagerulename="Common"><rule break="no"><beforebreak>\bNr\.</beforebreak><afterbreak>\s</afterbreak></rule><rule break="yes"><beforebreak>[.?!]+</beforebreak><afterbreak>\s</afterbreak></rule></languagerule>`
	maps    = `<languagemap languagepattern="EN.*" languagerulename="English"/><languagemap languagepattern=".*" languagerulename="Common"/>`
)

func TestCascade(t *testing.T) {
	text := "Mr. X is Nr. 1. Yes! Über."
	for _, c := range []struct {
		cascade, lang string
		want          []string
	}{
		{"yes", "en-GB", []string{"Mr. X is Nr. 1.", " Yes!", " Über."}},
		{"yes", "de", []string{"Mr.", " X is Nr. 1.", " Yes!", " Über."}},
		{"no", "en", []string{"Mr. X is Nr. 1. Yes! Über."}}, // English alone never cuts
		{"no", "de", []string{"Mr.", " X is Nr. 1.", " Yes!", " Über."}},
	} {
		cutter, err := parse(t, c.cascade, english+common, maps).Cutter(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, cut(t, cutter, text)); diff != "" {
			t.Errorf("cascade %s, %s (-want +got):\n%s", c.cascade, c.lang, diff)
		}
	}
}

func TestTheFirstRuleDecides(t *testing.T) {
	rule := func(answer, before, after string) string {
		return `<rule break="` + answer + `"><beforebreak>` + before + `</beforebreak><afterbreak>` + after + `</afterbreak></rule>`
	}
	for _, c := range []struct {
		name, rules string
		want        []string
	}{
		{"yes before no", rule("yes", `b\.`, `\s`) + rule("no", `\.`, `\s`), []string{"a. b.", " c. d"}},
		{"no before", rule("no", `b\.`, ``) + rule("yes", `\.`, `\s`), []string{"a.", " b. c.", " d"}},
		{"no before pattern", rule("yes", ``, `c`), []string{"a. b. ", "c. d"}},
		{"white space in a pattern", rule("yes", `\. `, `d`), []string{"a. b. c. ", "d"}},
		{"break is yes if it is not said", `<rule><beforebreak>a\.</beforebreak><afterbreak>\s</afterbreak></rule>`, []string{"a.", " b. c. d"}},
	} {
		d := parse(t, "no", `<languagerule languagerulename="x">`+c.rules+`</languagerule>`, `<languagemap languagepattern=".*" languagerulename="x"/>`)
		cutter, err := d.Cutter("fr")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, cut(t, cutter, "a. b. c. d")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestPatternsOfJavaAndICU(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{`^\h$`, "\u00A0", true},
		{`^[\h]$`, "\t", true},
		{`^\h$`, "\n", false},
		{`^\R$`, "\r\n", true},
		{`^\Qa.b\E$`, "a.b", true},
		{`^\Qa.b\E$`, "axb", false},
		{`^\Qa.b`, "a.b", true},
		{`^\X$`, "e\u0301", true},
		{`^\x{1F600}$`, "😀", true},
		{`^\U0001F600$`, "😀", true},
		{`^\pL$`, "é", true},
		{`^\PL$`, "é", false},
		{`^\p{Alpha}$`, "é", true},
		{`^\p{javaUpperCase}$`, "É", true},
		{`^\p{IsLatin}$`, "é", true},
		{`^\p{InGreek}$`, "λ", true},
		{`^\p{Script=Greek}$`, "λ", true},
		{`^\p{gc=Lu}$`, "É", true},
		{`^\p{^Lu}$`, "É", false},
		{`^\p{Alnum}$`, "7", true},
		{`^[\p{Alnum}_]$`, "_", true},
		{`^\P{Space}$`, "a", true},
		{`^[[:upper:]]$`, "A", true},
		{`^[a[bc]]$`, "c", true},
		{`^[a[bc]]$`, "d", false},
		{`^[\p{L}&&[^\p{Lu}]]$`, "a", true},
		{`^[\p{L}&&[^\p{Lu}]]$`, "A", false},
		{`^[a-z&&c-f]$`, "d", true},
		{`^[a-z&&c-f]$`, "a", false},
		{`^[^a-z&&c-f]$`, "a", true},
		{`^[^[^a]]$`, "a", true},
		{`^a*+b$`, "aab", true},
		{`^a*+ab$`, "aab", false}, // possessive: it gives nothing back
		{`^a{1,2}+ab$`, "aab", false},
		{`^[]a]$`, "]", true},
		{`^\é$`, "é", true},
		{`(?i)^É$`, "é", true},
		{`^(?<!a)b$`, "b", true},
		{`^\w$`, "é", true},
		{`a\b`, "aé", false},
	} {
		re, err := compile(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		if got, err := re.MatchString(c.text); err != nil || got != c.want {
			t.Errorf("%s on %q: %v, %v, want %v", c.pattern, c.text, got, err, c.want)
		}
	}
}

func TestRulesThatNeverEnd(t *testing.T) {
	d := parse(t, "no", `<languagerule languagerulename="x">`+"\n"+`<rule break="yes"><beforebreak>(\w+\w+)+;</beforebreak><afterbreak>\s</afterbreak></rule></languagerule>`, `<languagemap languagepattern=".*" languagerulename="x"/>`)
	cutter, err := d.cutter("en", 50*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	_, err = cutter.Breaks(strings.Repeat("secret", 40))
	var bad *RuleError
	if !errors.As(err, &bad) || !errors.Is(err, ErrEndless) || bad.Line != 4 {
		t.Fatalf("error %v, want an endless rule of line 4", err)
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("the error holds the document's text: %v", err)
	}
}

func TestBadFiles(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "empty"},
		{"not SRX", "<tmx/>", "line 1: the file begins with <tmx>"},
		{"not closed", "<srx>\n<header>", "line 2: XML syntax error"},
		{"no map", "<srx></srx>", "no <languagemap>"},
		{"a map without rules", `<srx><languagemap languagepattern=".*" languagerulename="none"/></srx>`, `"none"`},
		{"a bad language pattern", `<srx><languagemap languagepattern="(" languagerulename="x"/></srx>`, "language pattern"},
		{"a bad rule", `<srx><languagerule languagerulename="x"><rule><beforebreak>(</beforebreak></rule></languagerule><languagemap languagepattern=".*" languagerulename="x"/></srx>`, `line 1: rule "(" before`},
		{"a name", `<srx><languagerule languagerulename="x"><rule><beforebreak>\N{DASH}</beforebreak></rule></languagerule><languagemap languagepattern=".*" languagerulename="x"/></srx>`, `\N`},
	} {
		d, err := Parse(strings.NewReader(c.file))
		if err == nil {
			_, err = d.Cutter("en")
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", c.name, err, c.want)
		}
	}
}

func TestWriterIsRead(t *testing.T) {
	var file strings.Builder
	x := NewWriter(&file)
	x.Language("a", "fr.*")
	x.Rule(false, `<M>\.`, `\s`)
	x.Rule(true, `[.&]`, `\s`)
	x.Language("b", ".*")
	x.Close()
	d, err := Parse(strings.NewReader(file.String()))
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Cutter("fr-BE")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := cut(t, c, "a. <M>. b& c"), []string{"a.", " <M>. b&", " c"}; !slices.Equal(got, want) {
		t.Errorf("cut %q, want %q", got, want)
	}
	if c, err = d.Cutter("de"); err != nil || len(c.rules) != 0 {
		t.Errorf("de: %v rules, %v", c, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`<srx version="2.0"><header cascade="yes"/><languagerule languagerulename="x"><rule break="no"><beforebreak>[a&&[^b]]\h*+</beforebreak></rule></languagerule><languagemap languagepattern=".*" languagerulename="x"/></srx>`)
	f.Fuzz(func(t *testing.T, file string) {
		d, err := Parse(strings.NewReader(file))
		if err != nil {
			return
		}
		c, err := d.cutter("en", 20*time.Millisecond)
		if err != nil {
			return
		}
		text := "A b. C? d! É.\u00A0F [x]…"
		breaks, err := c.Breaks(text)
		if err != nil {
			return
		}
		for i, b := range breaks {
			if b <= 0 || b >= len(text) || i > 0 && b <= breaks[i-1] {
				t.Fatalf("breaks %v", breaks)
			}
		}
	})
}

func FuzzTranslate(f *testing.F) {
	for _, p := range []string{`[a&&[^b]]`, `\Q..\E`, `\p{IsLu}+`, `[[:alpha:]`, `[[[`, `\`, `\U0`, `[^[^[^a]]]`} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		compile(pattern) // no panic
	})
}

// Files of rules of other people, where there are some: OmegaT, Okapi.
func TestFilesOfOthers(t *testing.T) {
	file := os.Getenv("RECTO_SRX")
	if file == "" {
		t.Skip("RECTO_SRX names no file of rules to read")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "de", "fr", "pl", "ru"} {
		if _, err := d.Cutter(lang); err != nil {
			t.Error(err)
		}
	}
}
