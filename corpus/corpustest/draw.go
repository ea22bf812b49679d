package corpustest

import (
	"crypto/sha256"
	"fmt"
	"sort"

	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
)

// Draw draws a valid bitext: ids are unique, each segment stands in one bead,
// offsets are in the text, lists that are empty are nil.
func Draw(t *rapid.T) *corpus.Bitext {
	text := rapid.StringN(1, 80, -1).Draw(t, "source text")
	b := &corpus.Bitext{Source: side(t, "source", text), Target: side(t, "target", "")}
	b.Run = corpus.Run{Generator: word(t, "generator"), Settings: word(t, "settings"), Engine: word(t, "engine"), Model: word(t, "model"), Date: word(t, "date")}
	n, m := len(b.Source.Segments), len(b.Target.Segments)
	for i, j := 0, 0; i < n || j < m; {
		src := rapid.IntRange(0, min(2, n-i)).Draw(t, "src")
		tgt := rapid.IntRange(0, min(2, m-j)).Draw(t, "tgt")
		if src+tgt == 0 {
			continue
		}
		b.Beads = append(b.Beads, bead(t, span(i, src), span(j, tgt)))
		i, j = i+src, j+tgt
	}
	if rapid.Bool().Draw(t, "unplaced") {
		b.Unplaced = []corpus.Decision{decision(t)}
	}
	return b
}

func span(from, n int) []int {
	var out []int
	for k := range n {
		out = append(out, from+k)
	}
	return out
}

func word(t *rapid.T, what string) string { return rapid.StringN(0, 12, -1).Draw(t, what) }

func side(t *rapid.T, name, text string) corpus.Side {
	s := corpus.Side{Name: word(t, "name"), Language: rapid.SampledFrom([]string{"fr", "es", "ar", "zh-Hant", "und"}).Draw(t, "language"), Confidence: fraction(t)}
	if text != "" {
		s.SHA256 = sha256.Sum256([]byte(text))
	}
	pieces := func() []corpus.Piece {
		if text == "" {
			return nil
		}
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		return []corpus.Piece{{From: from, To: rapid.IntRange(from, len(text)).Draw(t, "to"), Before: rapid.SampledFrom([]string{"", " "}).Draw(t, "before")}}
	}
	for p := range rapid.IntRange(0, 4).Draw(t, name+" paragraphs") {
		para := corpus.Paragraph{ID: fmt.Sprintf("p%d", p+1), Pieces: pieces(), Text: word(t, "paragraph"), Page: rapid.IntRange(0, 3).Draw(t, "page"),
			Kind: rapid.SampledFrom([]corpus.Kind{corpus.Prose, corpus.Heading, corpus.Item, corpus.Table}).Draw(t, "kind")}
		if text != "" && rapid.Bool().Draw(t, "moved") {
			para.Moves = []corpus.Move{{From: 0, To: 1, At: 2, LineFrom: 0, LineTo: len(text), Line: 1, Posterior: fraction(t), Evidence: []string{"hole"}}}
			para.Doubts = []corpus.Doubt{{LineTo: 3, Line: 4, Reason: word(t, "reason"), Readings: []corpus.Reading{{Text: word(t, "reading"), Posterior: fraction(t)}}}}
		}
		s.Paragraphs = append(s.Paragraphs, para)
		for k := range rapid.IntRange(0, 3).Draw(t, "segments") {
			s.Segments = append(s.Segments, corpus.Segment{ID: fmt.Sprintf("p%d.s%d", p+1, k+1), Para: p, Pieces: pieces(), Text: word(t, "text")})
		}
	}
	if text != "" {
		for range rapid.IntRange(0, 2).Draw(t, "removed") {
			s.Removed = append(s.Removed, corpus.Removed{From: rapid.IntRange(0, len(text)).Draw(t, "cut"), To: len(text), Line: 2, Kind: corpus.PageNumber})
		}
		sort.SliceStable(s.Removed, func(i, j int) bool { return s.Removed[i].From < s.Removed[j].From })
	}
	return s
}

func fraction(t *rapid.T) float64 {
	return float64(rapid.IntRange(0, 1000).Draw(t, "fraction")) / 1000
}

func bead(t *rapid.T, src, tgt []int) corpus.Bead {
	b := corpus.Bead{Src: src, Tgt: tgt, Score: fraction(t), Reason: word(t, "reason"),
		State:  rapid.SampledFrom([]corpus.State{corpus.Untranslated, corpus.Translated, corpus.Reviewed, corpus.Approved}).Draw(t, "state"),
		Origin: corpus.Origin{Kind: rapid.SampledFrom([]corpus.OriginKind{corpus.OriginNone, corpus.OriginMachine, corpus.OriginMemory, corpus.OriginHuman}).Draw(t, "origin")}}
	if rapid.Bool().Draw(t, "full") {
		b.Why = []corpus.Evidence{{Code: "length", Weight: -0.5}}
		b.Findings = []corpus.Finding{{Code: "numbers", Severity: corpus.Minor, Message: word(t, "message"), Side: "target"}}
		b.Attempts = []corpus.Attempt{{Engine: "e", Text: word(t, "attempt"), Reason: "r"}}
		b.Matches = []corpus.Match{{Source: word(t, "match"), Target: word(t, "match"), Score: fraction(t), Origin: "tmx"}}
		d := decision(t)
		b.Decision = &d
	}
	return b
}

func decision(t *rapid.T) corpus.Decision {
	return corpus.Decision{Anchor: corpus.Anchor{Text: sha256.Sum256([]byte(word(t, "anchor"))), Occurrence: rapid.IntRange(0, 3).Draw(t, "occurrence")},
		Source: word(t, "source"), Target: word(t, "target"), State: corpus.Approved, Reviewer: word(t, "reviewer"), Date: "2025-01-01T00:00:00Z"}
}
