package segment_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/pipeline/segment"
)

// cases reads a golden file: one sentence a line, a blank line between cases.
func cases(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var lines []string
		for line := range strings.Lines(block) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "# ") {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			out = append(out, lines)
		}
	}
	return out
}

func split(t *testing.T, lang, text string) []string {
	t.Helper()
	s, err := segment.New(lang, segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	spans, err := s.Split(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, span := range spans {
		out = append(out, text[span.From:span.To])
	}
	return out
}

func TestEnglishGoldenRules(t *testing.T) {
	all := cases(t, "testdata/golden-en.txt")
	if len(all) != 48 {
		t.Fatalf("%d cases, want 48", len(all))
	}
	right := 0
	for _, want := range all {
		got := split(t, "en", strings.Join(want, " "))
		if slices.Equal(got, want) {
			right++
			continue
		}
		t.Logf("got  %q\nwant %q", got, want)
	}
	if right < 46 {
		t.Errorf("%d of 48 golden rules, want at least 46", right)
	}
}

type langCase struct {
	lang, text string
	want       []string
}

// everyCase reads testdata/cases. Scripts without spaces between sentences are
// joined without.
func everyCase(t *testing.T) []langCase {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) < 24 {
		t.Fatalf("%d files of cases: %v", len(files), err)
	}
	var out []langCase
	for _, file := range files {
		lang := strings.TrimSuffix(filepath.Base(file), ".txt")
		glue := " "
		if lang == "zh" {
			glue = ""
		}
		for _, want := range cases(t, file) {
			out = append(out, langCase{lang: lang, text: strings.Join(want, glue), want: want})
		}
	}
	return out
}

// TestLanguages holds what each language must do, in sentences written for it.
func TestLanguages(t *testing.T) {
	for _, c := range everyCase(t) {
		if diff := cmp.Diff(c.want, split(t, c.lang, c.text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.lang, diff)
		}
	}
}

func TestNoSpaceAfterTheFullStop(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "The end came fast.Nobody knew why.", []string{"The end came fast.", "Nobody knew why."}},
		{"fr", "Le texte est adopté.Les députés sortent.", []string{"Le texte est adopté.", "Les députés sortent."}},
		{"en", "Use Node.js or example.Com/Page, and foo.Bar() too.", nil},
		{"en", "Call Mend(harbour.Wall, lamp) with a harbour.Harbour of [quay.Name] or `wall.Stone` now.", nil},
		{"de", "Die Datei main.Java liegt auf www.beispiel.De dort.", nil},
		{"fr", "Adresse jean.Dupont@exemple.fr ici.", nil},
	} {
		if c.want == nil {
			c.want = []string{c.text}
		}
		if diff := cmp.Diff(c.want, split(t, c.lang, c.text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.lang, diff)
		}
	}
}
