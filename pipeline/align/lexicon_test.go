package align

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
)

// bitextOf ties the segments of two texts one to one.
func bitextOf(src, tgt []string) *corpus.Bitext {
	b := &corpus.Bitext{}
	for k := range src {
		b.Source.Segments = append(b.Source.Segments, corpus.Segment{Text: src[k]})
		b.Target.Segments = append(b.Target.Segments, corpus.Segment{Text: tgt[k]})
		b.Beads = append(b.Beads, corpus.Bead{Src: []int{k}, Tgt: []int{k}, Score: 0.9})
	}
	return b
}

func TestLexiconOfOtherDocumentsHelps(t *testing.T) {
	l := LearnLexicon([]*corpus.Bitext{bitextOf(twoTongues(800, 21, true)), bitextOf(twoTongues(800, 22, true))}, 0.8)
	if len(l.Entries()) < 300 {
		t.Fatalf("%d entries", len(l.Entries()))
	}
	var file bytes.Buffer
	if err := WriteLexicon(&file, l); err != nil {
		t.Fatal(err)
	}
	read, err := ReadLexicon(&file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(l.Entries(), read.Entries()); diff != "" {
		t.Error(diff)
	}
	// A short text with long one-sided stretches: alone it has nothing to go by.
	src, tgt := twoTongues(30, 23, true)
	with, r := align(t, src[6:], tgt[:24], Options{Lexicon: read})
	if n := right(with, func(j int) int { return j - 6 }); n < 16 || r.Unrelated {
		t.Errorf("%d of 18 right with the lexicon, report %+v, %s", n, r, shape(with))
	}
	alone, _ := align(t, src[6:], tgt[:24], Options{})
	if a, b := right(alone, func(j int) int { return j - 6 }), right(with, func(j int) int { return j - 6 }); a >= b {
		t.Errorf("%d right alone, %d with the lexicon", a, b)
	}
}

func TestLexiconLeavesOutDoubtfulBeads(t *testing.T) {
	b := bitextOf(twoTongues(200, 24, true))
	for k := range b.Beads {
		b.Beads[k].Score = 0.3
	}
	if n := len(LearnLexicon([]*corpus.Bitext{b}, 0.5).Entries()); n > 0 {
		t.Errorf("%d entries of beads below the floor", n)
	}
}

func TestReadLexiconNamesTheLine(t *testing.T) {
	for _, bad := range []string{"a\tb", "a\tb\tx", "a\tb\t0", "a\tb\t1.5", "\tb\t1", "a\tb\tNaN"} {
		if _, err := ReadLexicon(strings.NewReader("x\ty\t1\n" + bad + "\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}

func FuzzReadLexicon(f *testing.F) {
	f.Add("x\ty\t0.5\n")
	f.Fuzz(func(t *testing.T, in string) {
		l, err := ReadLexicon(strings.NewReader(in))
		if err != nil {
			return
		}
		if _, _, err := Align(context.Background(), french, german, Options{Lexicon: l}); err != nil {
			t.Fatal(err)
		}
	})
}
