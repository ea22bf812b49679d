package tsv_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/tsv"
)

func write(t testing.TB, b *corpus.Bitext) string {
	t.Helper()
	var out bytes.Buffer
	if err := tsv.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWriteGolden(t *testing.T) {
	corpustest.Golden(t, "sample.tsv", write(t, corpustest.Sample()))
	corpustest.Golden(t, "hostile.tsv", write(t, corpustest.Hostile()))
	corpustest.Golden(t, "hebrew.tsv", write(t, corpustest.Hebrew()))
	corpustest.Golden(t, "chinese.tsv", write(t, corpustest.Chinese()))
}

func TestCells(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"plain", "Un cuadro", "Un cuadro"},
		{"tabs and line ends", "a\tb\r\nc\nd\u2028e", "a b c d e"},
		{"a formula", "=1+1", " =1+1"},
		{"a function with a sign", "-SUM(1)", " -SUM(1)"},
		{"a list item", "- un point (petit)", " - un point (petit)"},
		{"a list item without call", "- un point", "- un point"},
		{"a negative number", "-5 °C", "-5 °C"},
		{"an open override is closed", "a\u202eb", "a\u202eb\u202c"},
		{"an isolate closes what is in it", "\u2067a\u202ab\u2069", "\u2067a\u202ab\u2069"},
		{"a closed one stays", "\u202ba\u202c", "\u202ba\u202c"},
	} {
		got := write(t, corpustest.Pair("fr", "es", [2]string{tt.text, "x"}))
		if want := tt.want + "\tx\t0.9\n"; got != want {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
	}
}

func TestSeveralSentencesAreJoined(t *testing.T) {
	b := corpustest.Pair("fr", "es", [2]string{"Un.", "Uno."}, [2]string{"Deux.", "Dos."})
	b.Beads = []corpus.Bead{{Src: []int{0, 1}, Tgt: []int{0}, Score: 0.5}, {Tgt: []int{1}}}
	if got, want := write(t, b), "Un. ~~~ Deux.\tUno.\t0.5\n\tDos.\t0\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestReadGivesBackTheBeads(t *testing.T) {
	word := rapid.StringMatching(`[=@+\-a-zé(]{1,8}( [a-z|]{1,3})?`)
	rapid.Check(t, func(t *rapid.T) {
		b := &corpus.Bitext{}
		var want []tsv.Row
		add := func(s *corpus.Side, n int) (at []int, texts []string) {
			for range n {
				at = append(at, len(s.Segments))
				s.Segments = append(s.Segments, corpus.Segment{Text: word.Draw(t, "word")})
				texts = append(texts, s.Segments[len(s.Segments)-1].Text)
			}
			return at, texts
		}
		for range rapid.IntRange(1, 5).Draw(t, "beads") {
			d := corpus.Bead{Score: 0.25}
			row := tsv.Row{Score: 0.25}
			d.Src, row.Source = add(&b.Source, rapid.IntRange(0, 3).Draw(t, "src"))
			d.Tgt, row.Target = add(&b.Target, rapid.IntRange(0, 3).Draw(t, "tgt"))
			b.Beads = append(b.Beads, d)
			want = append(want, row)
		}
		var out bytes.Buffer
		if err := tsv.Write(&out, b); err != nil {
			t.Fatal(err)
		}
		got, err := tsv.Read(&out)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
	})
}

func TestReadRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"one column":   {"a\tb\t1\nalone\n", "line 2: 1 columns"},
		"four columns": {"a\tb\t1\td\n", "line 1: 4 columns"},
		"no score":     {"a\tb\thigh\n", `line 1: score "high" is no number`},
		"bad UTF-8":    {"a\xff\tb\n", "line 1: not valid UTF-8"},
	} {
		if _, err := tsv.Read(strings.NewReader(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q in it", name, err, tt.want)
		}
	}
	if rows, err := tsv.Read(strings.NewReader("\ufeffa\tb\r\n")); err != nil || len(rows) != 1 || rows[0].Source[0] != "a" || rows[0].Target[0] != "b" {
		t.Errorf("a byte order mark, CRLF and no score: %+v, %v", rows, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a ~~~ b\tc\t0.5\n\td\t1\n"))
	f.Add([]byte(write(f, corpustest.Hostile())))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := tsv.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, r := range rows {
			for _, s := range append(r.Source, r.Target...) {
				if s == "" || strings.ContainsAny(s, "\t\n") {
					t.Fatalf("sentence %q", s)
				}
			}
		}
	})
}
