package page_test

import (
	"bytes"
	"flag"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/internal/page"
	"github.com/recto/recto/internal/page/pagetest"
)

var update = flag.Bool("update", false, "write the goldens anew")

func written(t testing.TB, b *corpus.Bitext, text string) string {
	t.Helper()
	var out bytes.Buffer
	if err := page.Write(&out, b, text, page.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func night(t testing.TB, n page.Night) string {
	t.Helper()
	var out bytes.Buffer
	if err := page.WriteNight(&out, n); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var assets = regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>|sha256-(?:[A-Za-z0-9/=]|&#43;)+|<link rel="icon"[^>]*>`)

// TestGoldens compares the pages, without their assets, with files that a
// person can read.
func TestGoldens(t *testing.T) {
	for name, got := range map[string]string{
		"sample.html": written(t, corpustest.Sample(), corpustest.SampleText),
		"night.html":  night(t, pagetest.Night()),
	} {
		t.Run(name, func(t *testing.T) {
			got := assets.ReplaceAllString(got, "")
			file := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("go test ./internal/page -update, if this is meant:\n%s", diff)
			}
		})
	}
}

// Without the source text the lines as the extraction gave them come out the
// same, but for what kind of white space stood in the gaps and what was taken
// out.
func TestTheLineAsItCameNeedsNoSourceText(t *testing.T) {
	b, text := pagetest.Press()
	if diff := cmp.Diff(written(t, b, text), written(t, b, "")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(written(t, b, ""), written(t, b, "another text")); diff != "" {
		t.Errorf("a text that is not the source's was taken for it: %s", diff)
	}
}

// A visual line is shown as it came: [the phrase] where it stood, ^ where it
// belongs.
func TestTheLineAsItCame(t *testing.T) {
	for _, c := range []struct {
		name, came, phrase, put string // the line; the phrase; the paragraph's text
		line                    string // the line among those that came; "" is all
		want                    string
	}{
		{"last", "le port de  ouvreBrest", "Brest", "le port de |Brest| ouvre", "", "le port de ^ ouvre[Brest]"},
		{"last, and belongs in front", " ouvreBrest", "Brest", "|Brest| ouvre", "", "^ ouvre[Brest]"},
		{"first", "Brestle port de  ouvre", "Brest", "le port de |Brest| ouvre", "", "[Brest]le port de ^ ouvre"},
		{"at the block's end", "le port de  ouvre.\nLundi.\nBrest", "Brest", "le port de |Brest| ouvre.\nLundi.", "le port de  ouvre.", "le port de ^ ouvre. … [Brest]"},
		{"at the page's end", "le port de  ouvre.\nLundi.\nBrest", "Brest", "le port de |Brest| ouvre.\nLundi.", "Brest", "[Brest]"},
		{"markup", "a  <b> & cd", "d", "a |d| <b> & c", "", "a ^ <b> & c[d]"},
		{"right to left", "في  كتابالبيت", "البيت", "في |البيت| كتاب", "", "في ^ كتاب[البيت]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts := strings.Split(c.put, "|")
			from := strings.LastIndex(c.came, c.phrase)
			if strings.HasPrefix(c.came, c.phrase) {
				from = 0
			}
			var pieces []corpus.Piece
			at := 0
			add := func(text string) {
				for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }) {
					i := at + strings.Index(c.came[at:], word)
					pieces = append(pieces, corpus.Piece{From: i, To: i + len(word)})
					at = i + len(word)
				}
			}
			if from == 0 {
				at = len(c.phrase)
			}
			add(parts[0])
			pieces = append(pieces, corpus.Piece{From: from, To: from + len(c.phrase)})
			add(parts[2])
			line := c.line
			if line == "" {
				line = c.came
			}
			start := strings.Index(c.came, line)
			b := pagetest.Sides("fr", "es", [2]string{corpus.Join(c.came, pieces), "x"})
			b.Source.Segments[0].Pieces = pieces
			b.Source.Paragraphs[0] = corpus.Paragraph{ID: "p1", Pieces: pieces, Text: corpus.Join(c.came, pieces), Moves: []corpus.Move{{From: from, To: from + len(c.phrase), LineFrom: start, LineTo: start + len(line), Line: 1}}}
			b.Source.SHA256 = corpus.NewSource("", c.came, "").SHA256
			m := regexp.MustCompile(`(?s)<code class="line" dir="auto">(.*?)</code>`).FindStringSubmatch(written(t, b, c.came))
			if m == nil {
				t.Fatal("no line is shown")
			}
			got := regexp.MustCompile(`<span class="caret".*?</span>`).ReplaceAllString(m[1], "^")
			got = html.UnescapeString(strings.NewReplacer("<mark>", "[", "</mark>", "]").Replace(got))
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Whatever the bitext, the page comes out, the same each time, and no text of
// the document makes an element.
func TestAnyBitextIsWritten(t *testing.T) {
	elements := regexp.MustCompile(`<(img|b|x|em)\b`)
	rapid.Check(t, func(t *rapid.T) {
		b := corpustest.Draw(t)
		hurt := func(s string) string { return s + "<img src=x onerror=alert(1)><b>" }
		for i := range b.Source.Segments {
			b.Source.Segments[i].Text = hurt(b.Source.Segments[i].Text)
		}
		for i := range b.Beads {
			for k := range b.Beads[i].Findings {
				b.Beads[i].Findings[k].Message = hurt("")
			}
		}
		b.Source.Name, b.Run.Model = hurt("a"), hurt("m")
		offset := rapid.IntRange(-3, 90)
		for i := range b.Source.Paragraphs {
			p := &b.Source.Paragraphs[i]
			for range rapid.IntRange(0, 3).Draw(t, "more moves") {
				p.Moves = append(p.Moves, corpus.Move{From: offset.Draw(t, "from"), To: offset.Draw(t, "to"), LineFrom: offset.Draw(t, "line from"), LineTo: offset.Draw(t, "line to")})
			}
			for range rapid.IntRange(0, 3).Draw(t, "more pieces") {
				p.Pieces = append(p.Pieces, corpus.Piece{From: offset.Draw(t, "from"), To: offset.Draw(t, "to")})
			}
		}
		var one, two bytes.Buffer
		if err := page.Write(&one, b, "", page.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := page.Write(&two, b, "", page.Options{}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Fatal("two writes differ")
		}
		if m := elements.FindString(one.String()); m != "" {
			t.Fatalf("the document made an element: %s", m)
		}
	})
}

// Offsets that lead nowhere, as a foreign JSONL may have them, cost neither a
// panic nor memory.
func TestOffsetsThatLeadNowhere(t *testing.T) {
	const far = 1 << 60
	b := pagetest.Sides("fr", "es", [2]string{"un", "uno"}, [2]string{"deux", "dos"})
	p := &b.Source.Paragraphs[0]
	p.Text = "un deux"
	p.Pieces = []corpus.Piece{{From: -5, To: far}, {From: far, To: -far}, {From: 3, To: 4, Before: "x"}}
	p.Moves = []corpus.Move{
		{From: -1, To: far, LineFrom: -far, LineTo: far}, {From: far, To: 0, LineFrom: far, LineTo: 2},
		{From: 3, To: 4, At: -7, LineFrom: 0, LineTo: far, Posterior: 7}, {From: 0, To: 4, LineFrom: 3, LineTo: 3},
	}
	p.Doubts = []corpus.Doubt{{LineFrom: -9, LineTo: far}, {LineFrom: far, LineTo: -far}}
	b.Source.Removed = []corpus.Removed{{From: far, To: far + 1, Kind: "?"}, {From: -3, To: 9}}
	b.Source.Segments[0].Pieces = []corpus.Piece{{From: -far, To: far}}
	b.Source.Segments[1].Para = 99
	b.Beads = append(b.Beads, corpus.Bead{Src: []int{-1, 77}, Tgt: []int{-4}}, corpus.Bead{}, corpus.Bead{Tgt: []int{1}, Score: 2})
	for _, text := range []string{"", "un deux trois"} {
		b.Source.SHA256 = corpus.NewSource("", text, "").SHA256
		if got := written(t, b, text); !strings.Contains(got, ">dos</span>") || len(got) > 200_000 {
			t.Errorf("a page of %d bytes, or without the text", len(got))
		}
	}
}

func TestWhatNeedsALook(t *testing.T) {
	machine, human := corpus.Origin{Kind: corpus.OriginMachine, Engine: "e"}, corpus.Origin{Kind: corpus.OriginHuman}
	finding := func(s corpus.Severity) []corpus.Finding {
		return []corpus.Finding{{Code: "numbers", Severity: s, Message: "a number"}}
	}
	both := corpus.Bead{Src: []int{0}, Tgt: []int{0}, Score: 1, State: corpus.Translated, Origin: machine}
	with := func(change func(*corpus.Bead)) corpus.Bead {
		b := both
		change(&b)
		return b
	}
	for _, c := range []struct {
		name string
		bead corpus.Bead
		want string // severity and reason, "" if it needs none
	}{
		{"a translation", both, ""},
		{"no translation", with(func(b *corpus.Bead) { b.Tgt, b.State, b.Reason = nil, corpus.Untranslated, "cut" }), "open No translation: the answer ends early."},
		{"a reason that this page does not know", with(func(b *corpus.Bead) { b.Tgt, b.State, b.Reason = nil, corpus.Untranslated, "new-code" }), "open No translation: new code."},
		{"none was wanted", with(func(b *corpus.Bead) { b.Tgt, b.State, b.Reason = nil, corpus.Untranslated, "not-asked" }), ""},
		{"a grave finding", with(func(b *corpus.Bead) { b.Findings = finding(corpus.Grave) }), "error A number."},
		{"a minor one", with(func(b *corpus.Bead) { b.Findings = finding(corpus.Minor) }), "warning A number."},
		{"a note", with(func(b *corpus.Bead) { b.Findings = finding(corpus.Note) }), ""},
		{"a person has seen it", with(func(b *corpus.Bead) { b.Findings, b.State = finding(corpus.Grave), corpus.Approved }), ""},
		{"the gravest counts", with(func(b *corpus.Bead) { b.Findings, b.Score = finding(corpus.Grave), 0.1 }), "error A number."},
		{"an alignment that is not sure", with(func(b *corpus.Bead) { b.Origin, b.Score = human, 0.31 }), "warning The alignment is not sure: 31 %."},
		{"one side only", with(func(b *corpus.Bead) { b.Tgt, b.State, b.Reason = nil, corpus.Untranslated, "one-sided" }), "warning Nothing in the target answers to it."},
		{"the other side only", with(func(b *corpus.Bead) { b.Src, b.Reason = nil, "one-sided" }), "warning Nothing in the source answers to it."},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := pagetest.Sides("fr", "es", [2]string{"un", "uno"})
			b.Beads = []corpus.Bead{c.bead}
			got := ""
			if m := regexp.MustCompile(`<li><a href="#[^"]*"><span class="sign (\w+)".*?<span class="why">([^<]*)</span>`).FindStringSubmatch(written(t, b, "")); m != nil {
				got = m[1] + " " + m[2]
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// A doubt about the source flags the source, and leads to its line.
func TestADoubtFlagsTheSource(t *testing.T) {
	const text = "un  deuxtrois. Quatre."
	b := pagetest.Sides("fr", "es", [2]string{"un  deuxtrois.", "uno."}, [2]string{"Quatre.", "Cuatro."})
	b.Source.Segments[0].Pieces, b.Source.Segments[1].Pieces = []corpus.Piece{{From: 0, To: 14}}, []corpus.Piece{{From: 15, To: 22}}
	b.Source.Paragraphs[0] = corpus.Paragraph{ID: "p1", Text: text, Pieces: []corpus.Piece{{From: 0, To: 22}}, Doubts: []corpus.Doubt{{LineFrom: 0, LineTo: 14, Line: 1, Reason: "below-bar", Readings: []corpus.Reading{{Text: "un trois deux.", Posterior: 0.4}}}}}
	got := written(t, b, text)
	for _, want := range []string{
		`data-flag="warning">un  deuxtrois.</span><a class="flag warning" lang="en" href="#d-1"`,
		`id="d-1" tabindex="-1"><span class="sign warning" aria-hidden="true"></span><a class="id" href="#p1.s1">p1.s1</a> <span class="id">line 1`,
		`1 to look at first`, "The source may be out of order: marks of damage, but no reading is sure enough.", "un trois deux.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not on the page: %s", want)
		}
	}
	if strings.Count(got, `class="flag `) != 1 {
		t.Error("more is flagged than the sentence in doubt")
	}
}

// A line that was put in order by a close call is listed, and not called left.
func TestCloseCallsAreListed(t *testing.T) {
	const text = "un  deuxtrois."
	b := pagetest.Sides("fr", "es", [2]string{text, "uno."})
	b.Source.Segments[0].Pieces = []corpus.Piece{{From: 0, To: 14}}
	b.Source.Paragraphs[0] = corpus.Paragraph{ID: "p1", Text: text, Pieces: []corpus.Piece{{From: 0, To: 14}}, Doubts: []corpus.Doubt{{LineFrom: 0, LineTo: 14, Line: 1, Reason: "close-call", Readings: []corpus.Reading{{Text: "un deux trois.", Posterior: 0.4}}}}}
	got := written(t, b, text)
	for _, want := range []string{"1 to look at first", "its order was a close call", "Put in order, but", `came as:`, "un deux trois."} {
		if !strings.Contains(got, want) {
			t.Errorf("not on the page: %s", want)
		}
	}
	if strings.Contains(got, "Left as it was") {
		t.Error("a line that was read is said to be left")
	}
	// Where a phrase was moved, its note shows the line; once is enough.
	b.Source.Paragraphs[0].Moves = []corpus.Move{{From: 8, To: 14, At: 3, LineTo: 14, Line: 1, Posterior: 0.4}}
	got = written(t, b, text)
	if n := strings.Count(got, `<code class="line"`); n != 1 || !strings.Contains(got, "Put in order, but") {
		t.Errorf("the line is shown %d times", n)
	}
}

func TestLinksOfTheNightStayAtHome(t *testing.T) {
	for href, kept := range map[string]bool{
		"../doc.txt.es.html#p1.s2":       true,
		"2026-03-13.html":                true,
		"../a%20b/%3Cdoc%3E.html":        true,
		"javascript:alert(1)":            false,
		"https://example.invalid/":       false,
		"//example.invalid/a":            false,
		"/etc/passwd":                    false,
		"data:text/html,x":               false,
		"file:///etc/passwd":             false,
		"\\\\example.invalid\\share":     false,
		"java\nscript:alert(1)":          false,
		"mailto:someone@example.invalid": false,
	} {
		n := page.Night{Looks: []page.Look{{Document: "d", Segment: "p1.s1", Href: href}}, Documents: []page.Document{{Name: "d", Pages: []page.Page{{Label: "es", Href: href}}}}}
		if got := strings.Count(night(t, n), "<a href="); got != map[bool]int{true: 2}[kept] {
			t.Errorf("%q: %d links", href, got)
		}
	}
}

// A night without anything is said to be one.
func TestNightsInALine(t *testing.T) {
	for _, c := range []struct {
		want string
		n    page.Night
	}{
		{"Nothing to do", page.Night{}},
		{"Nothing new", page.Night{Totals: page.Counts{Skipped: 4}}},
		{"3 done", page.Night{Totals: page.Counts{Done: 3}}},
		{"2 failed, 1 waiting, 1 to look at, 12\u202F000 done", page.Night{Totals: page.Counts{Done: 12_000, Failed: 1, SetAside: 1, Waiting: 1, Flagged: 1}}},
	} {
		if got := night(t, c.n); !strings.Contains(got, "<h1>"+c.want+"</h1>") {
			t.Errorf("no headline %q", c.want)
		}
	}
}
