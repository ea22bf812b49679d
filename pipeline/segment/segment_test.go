package segment_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/segment"
)

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// drawText makes texts that are thick with what the scanner looks at.
func drawText(t *rapid.T) string {
	bit := rapid.SampledFrom([]string{
		"a", "Foo", "etc", "Dr", "z.B", "XIV", "12", "3", "§", "é", "日", "।", "。", "！", ".", ".", ". ", "! ", "?", "…", "...", ". . .",
		" ", " ", "\u00A0", "\n", "\n\n", "\f", "\t", "«", "»", "„", "“", "\"", "'", "(", ")", "[1]", "–", "• ", "1. ", "2. ", "a) ", "b) ", ",", ";", ":",
		"\u2028", "\xff", "www.a.b", "¹",
	})
	return strings.Join(rapid.SliceOfN(bit, 0, 40).Draw(t, "bits"), "")
}

func TestSpansRebuildTheText(t *testing.T) {
	cutters := map[string]*segment.Segmenter{}
	for _, lang := range []string{"de", "fr", "el", "zh", "und"} {
		s, err := segment.New(lang, segment.Options{})
		if err != nil {
			t.Fatal(err)
		}
		cutters[lang] = s
	}
	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)
		lang := rapid.SampledFrom([]string{"de", "fr", "el", "zh", "und"}).Draw(t, "lang")
		checkSpans(t, text, must(cutters[lang].Split(text)))
	})
}

type failer interface{ Fatalf(string, ...any) }

// checkSpans: in order, no white space at either end, and all else in one.
func checkSpans(t failer, text string, spans []segment.Span) {
	at := 0
	var all strings.Builder
	for _, s := range spans {
		if s.From < at || s.To <= s.From || s.To > len(text) {
			t.Fatalf("span %v after byte %d of %q", s, at, text)
		}
		part := text[s.From:s.To]
		if strings.TrimSpace(part) != part {
			t.Fatalf("span %q has white space at an end", part)
		}
		if gap := text[at:s.From]; strings.TrimSpace(gap) != "" {
			t.Fatalf("%q of %q is in no span", gap, text)
		}
		all.WriteString(part)
		at = s.To
	}
	if squeeze(all.String()) != squeeze(text) {
		t.Fatalf("spans render %q, want %q", all.String(), text)
	}
}

func TestSegmentsKnowWhereTheyCameFrom(t *testing.T) {
	cut, err := segment.New("fr", segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		// A source, and paragraphs of pieces of it in any order.
		var src strings.Builder
		var ps []corpus.Paragraph
		for i := range rapid.IntRange(1, 3).Draw(t, "paragraphs") {
			var pieces []corpus.Piece
			for range rapid.IntRange(0, 6).Draw(t, "pieces") {
				from := src.Len()
				src.WriteString(strings.ToValidUTF8(drawText(t), "?"))
				p := corpus.Piece{From: from, To: src.Len(), Before: rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "before")}
				k := rapid.IntRange(0, len(pieces)).Draw(t, "place")
				pieces = append(pieces[:k], append([]corpus.Piece{p}, pieces[k:]...)...)
			}
			ps = append(ps, corpus.Paragraph{ID: "p" + string(rune('1'+i)), Pieces: pieces})
		}
		for i := range ps {
			ps[i].Text = corpus.Join(src.String(), ps[i].Pieces)
		}
		segments := must(cut.Cut(ps))
		texts := make([]string, len(ps))
		for _, s := range segments {
			if got := corpus.Join(src.String(), s.Pieces); got != s.Text {
				t.Fatalf("%s: pieces render %q, text is %q", s.ID, got, s.Text)
			}
			texts[s.Para] += s.Text
		}
		for i := range ps {
			if squeeze(texts[i]) != squeeze(ps[i].Text) {
				t.Fatalf("paragraph %d: segments have %q, text is %q", i, texts[i], ps[i].Text)
			}
		}
	})
}

func TestSegmentsOfOneDocument(t *testing.T) {
	src := "He met Regdir. Smith there. It rained.\nOur regdir. said so."
	ps := []corpus.Paragraph{
		{ID: "p1", Pieces: []corpus.Piece{{From: 0, To: 38}}},
		{ID: "p2", Pieces: []corpus.Piece{{From: 39, To: len(src)}}},
	}
	for i := range ps {
		ps[i].Text = corpus.Join(src, ps[i].Pieces)
	}
	cut, err := segment.New("en", segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range must(cut.Cut(ps)) {
		got = append(got, s.ID+" "+s.Text)
	}
	// "regdir." stands before a small letter, so it is an abbreviation here.
	want := []string{"p1.s1 He met Regdir. Smith there.", "p1.s2 It rained.", "p2.s1 Our regdir. said so."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParagraphInAnotherLanguage(t *testing.T) {
	cut, err := segment.New("en", segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := "Er kam am 3. Mai."
	for lang, want := range map[string]int{"": 2, "de": 1} {
		p := corpus.Paragraph{ID: "p1", Text: text, Pieces: []corpus.Piece{{To: len(text)}}, Language: lang}
		if got := must(cut.Cut([]corpus.Paragraph{p})); len(got) != want {
			t.Errorf("language %q: %d segments, want %d", lang, len(got), want)
		}
	}
}

func TestTableLinesStayApart(t *testing.T) {
	src := "Name 3\nValue. 4\nSum"
	p := corpus.Paragraph{ID: "p1", Pieces: []corpus.Piece{{From: 0, To: len(src)}}, Text: src, Kind: corpus.Table}
	cut, err := segment.New("en", segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := must(cut.Cut([]corpus.Paragraph{p})); len(got) < 3 || got[0].Text != "Name 3" {
		t.Errorf("segments %v", got)
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Dr. Who? Yes! 1. a 2. b … «Ça.» 日本。", "fr")
	f.Add("• a • b\n\nc. . . . D", "xx-YY")
	f.Fuzz(func(t *testing.T, text, lang string) {
		s, err := segment.New(lang, segment.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, text, must(s.Split(text)))
	})
}

// Long lines of one kind cost linear time: a slow path would take minutes.
func TestHostileTextsAreLinear(t *testing.T) {
	cut, err := segment.New("de", segment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, bit := range []string{".", ". ", "a", "a.", "(", ".)", "1. ", " . ", "»", ". \"", "“ . “ ", "\u00A0", "• ", "A. ", "[1", "x.(Y. ", "\n \n"} {
		text := strings.Repeat(bit, 400_000/len(bit))
		checkSpans(t, text, must(cut.Split(text)))
		p := corpus.Paragraph{ID: "p1", Text: text, Pieces: []corpus.Piece{{To: len(text)}}}
		must(cut.Cut([]corpus.Paragraph{p}))
	}
}

func BenchmarkSplit(b *testing.B) {
	cut, err := segment.New("fr", segment.Options{})
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("M. Leroy, art. 5 de la loi n° 12, p. ex., a parlé le 3 mai. « Vous venez ? » demanda-t-il à la salle. Personne n’a répondu ; l’assemblée, d’ailleurs, était presque vide. ", 5000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		must(cut.Split(text))
	}
}

func BenchmarkSegments(b *testing.B) {
	cut, err := segment.New("fr", segment.Options{})
	if err != nil {
		b.Fatal(err)
	}
	line := "M. Leroy, art. 5 de la loi n° 12, p. ex., a parlé le 3 mai. « Vous venez ? » demanda-t-il à la salle. Personne n’a répondu ; l’assemblée, d’ailleurs, était presque vide. "
	src := strings.Repeat(line, 5000)
	var ps []corpus.Paragraph
	for i := range 5000 {
		ps = append(ps, corpus.Paragraph{ID: "p1", Pieces: []corpus.Piece{{From: i * len(line), To: (i + 1) * len(line)}}, Text: line})
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		must(cut.Cut(ps))
	}
}

// must is for recto's own rules, which cannot fail.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
