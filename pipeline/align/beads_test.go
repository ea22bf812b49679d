package align

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
)

func TestWriteBeads(t *testing.T) {
	var b bytes.Buffer
	err := WriteBeads(&b, []corpus.Bead{
		{Src: []int{0, 1}, Tgt: []int{2}, Score: 0.83},
		{Src: []int{2}, Score: 1},
		{Tgt: []int{3, 4, 5}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "[0, 1]:[2]:0.8300\n[2]:[]:1.0000\n[]:[3, 4, 5]:0.0000\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestReadBeadsTakesGoldWithoutScores(t *testing.T) {
	got, err := ReadBeads(strings.NewReader("[0]:[0, 1]\n\n [1,2] : [] : 0.5 \n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []corpus.Bead{{Src: []int{0}, Tgt: []int{0, 1}, Score: 1}, {Src: []int{1, 2}, Tgt: []int{}, Score: 0.5}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadBeadsNamesTheLine(t *testing.T) {
	for _, bad := range []string{
		"[0]", "0:1", "[0]:[x]", "[-1]:[0]", "[1, 0]:[0]", "[0]:[0]:2", "[0]:[0]:NaN", "[0]:[0]:0.5:1", "[0, ]:[0]",
	} {
		_, err := ReadBeads(strings.NewReader("[0]:[0]\n" + bad + "\n"))
		if err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: error %v, want one that names line 2", bad, err)
		}
	}
}

func TestBeadsWrittenAreRead(t *testing.T) {
	side := rapid.Custom(func(t *rapid.T) []int {
		from := rapid.IntRange(0, 1000).Draw(t, "from")
		return span(from, from+rapid.IntRange(0, 4).Draw(t, "length"))
	})
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(rapid.Custom(func(t *rapid.T) corpus.Bead {
			return corpus.Bead{
				Src: side.Draw(t, "src"), Tgt: side.Draw(t, "tgt"),
				Score: float64(rapid.IntRange(0, 10000).Draw(t, "score")) / 1e4,
			}
		})).Draw(t, "beads")
		var b bytes.Buffer
		if err := WriteBeads(&b, want); err != nil {
			t.Fatal(err)
		}
		got, err := ReadBeads(&b)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 && len(want) == 0 {
			return
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzReadBeads(f *testing.F) {
	f.Add("[0, 1]:[2]:0.83\n[]:[3]\n")
	f.Fuzz(func(t *testing.T, in string) {
		beads, err := ReadBeads(strings.NewReader(in))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteBeads(&b, beads); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadBeads(&b); err != nil || len(again) != len(beads) {
			t.Fatalf("%d beads, read again %d (%v)", len(beads), len(again), err)
		}
	})
}
