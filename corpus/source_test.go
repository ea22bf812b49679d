package corpus_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
)

func TestSliceCutsPiecesWhereTheTextIsCut(t *testing.T) {
	text := "one three two"
	pieces := []corpus.Piece{{From: 0, To: 3}, {From: 10, To: 13, Before: " "}, {From: 4, To: 9, Before: " "}}
	if got := corpus.Join(text, pieces); got != "one two three" {
		t.Fatalf("Join = %q", got)
	}
	got := corpus.Slice(pieces, 4, 10)
	want := []corpus.Piece{{From: 10, To: 13}, {From: 4, To: 6, Before: " "}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSliceRendersTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zé]{1,40}`).Draw(t, "text")
		pieces := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) corpus.Piece {
			from := rapid.IntRange(0, len(text)-1).Draw(t, "from")
			return corpus.Piece{From: from, To: rapid.IntRange(from+1, len(text)).Draw(t, "to"), Before: rapid.SampledFrom([]string{"", " ", "\n "}).Draw(t, "before")}
		}), 1, 6).Draw(t, "pieces")
		whole := corpus.Join(text, pieces)
		from := rapid.IntRange(0, len(whole)).Draw(t, "cut from")
		to := rapid.IntRange(from, len(whole)).Draw(t, "cut to")
		got := corpus.Join(text, corpus.Slice(pieces, from, to))
		// White space that was put in may fall away at the end of a slice: it belongs to the piece behind it.
		want := whole[from:to]
		if got != want && got != trimPut(want) {
			t.Fatalf("Slice(%d,%d) renders %q, want %q", from, to, got, want)
		}
	})
}

func trimPut(s string) string {
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '\n') {
		s = s[:len(s)-1]
	}
	return s
}

func TestAnchorsCountOccurrencesOfEqualText(t *testing.T) {
	got := corpus.Anchors([]corpus.Segment{{Text: "A b"}, {Text: "c"}, {Text: "A  b"}})
	if got[0].Occurrence != 0 || got[2].Occurrence != 1 || got[0].Text != got[2].Text || got[1].Text == got[0].Text {
		t.Errorf("anchors %v", got)
	}
}
