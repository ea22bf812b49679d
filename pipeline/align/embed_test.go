package align

import (
	"context"
	"errors"
	"hash/fnv"
	"math"
	"strings"
	"testing"
)

// bagEmbedder is an embedder for tests: a vector is the sum of its words'
// random vectors, words that a dictionary ties sharing theirs.
type bagEmbedder struct {
	same  func(word string) string
	spoil func([][]float32) [][]float32
	err   error
}

func (e bagEmbedder) Embed(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for k, t := range texts {
		out[k] = make([]float32, 64)
		out[k][0] = 0.01
		for _, w := range strings.Fields(t) {
			h := fnv.New64a()
			h.Write([]byte(e.same(w)))
			x := h.Sum64()
			for q := range out[k] {
				x = x*6364136223846793005 + 1442695040888963407
				out[k][q] += float32(int64(x>>33))/float32(1<<30) - 1
			}
		}
	}
	if e.spoil != nil {
		out = e.spoil(out)
	}
	return out, e.err
}

func TestAlignByEmbeddings(t *testing.T) {
	const n = 60
	src, tgt := twoTongues(n, 11, true)
	// Sides whose lengths say nothing: all words but the first three cut off.
	words := map[string]string{}
	a, b := tongue{nil, latin}, tongue{nil, mkhedruli}
	for w := range 2000 {
		words[b.word(w)] = a.word(w)
	}
	e := bagEmbedder{same: func(w string) string {
		if s, ok := words[w]; ok {
			return s
		}
		return w
	}}
	beads, r := align(t, src, tgt, Options{Embedder: e})
	if k := right(beads, func(j int) int { return j }); k < n-1 || r.Unrelated {
		t.Errorf("%d of %d right, report %+v", k, n, r)
	}
}

func TestAlignChecksEmbeddings(t *testing.T) {
	same := func(w string) string { return w }
	broken := errors.New("no route to host")
	for name, c := range map[string]struct {
		e    bagEmbedder
		want string
	}{
		"too few":  {bagEmbedder{same: same, spoil: func(v [][]float32) [][]float32 { return v[1:] }}, "vectors for"},
		"no":       {bagEmbedder{same: same, spoil: func(v [][]float32) [][]float32 { return nil }}, "0 vectors"},
		"sizes":    {bagEmbedder{same: same, spoil: func(v [][]float32) [][]float32 { v[2] = v[2][:5]; return v }}, "vector 2 has 5 numbers"},
		"empty":    {bagEmbedder{same: same, spoil: func(v [][]float32) [][]float32 { v[0] = nil; return v }}, "vector 0 has 0 numbers"},
		"nan":      {bagEmbedder{same: same, spoil: func(v [][]float32) [][]float32 { v[3][7] = float32(math.NaN()); return v }}, "vector 3"},
		"infinite": {bagEmbedder{same: same, spoil: func(v [][]float32) [][]float32 { v[3][7] = float32(math.Inf(1)); return v }}, "not finite"},
		"error":    {bagEmbedder{same: same, err: broken}, "no route to host"},
	} {
		_, _, err := Align(context.Background(), french, german, Options{Embedder: c.e})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
		if c.e.err != nil && !errors.Is(err, broken) {
			t.Errorf("%s: the cause is lost: %v", name, err)
		}
	}
}

// All vectors zero, or all the same: nothing to learn, nothing to fail.
func TestAlignEmbeddingsThatSayNothing(t *testing.T) {
	for _, x := range []float32{0, 1} {
		e := bagEmbedder{same: func(string) string { return "" }, spoil: func(v [][]float32) [][]float32 {
			for k := range v {
				for q := range v[k] {
					v[k][q] = x
				}
			}
			return v
		}}
		align(t, french, german, Options{Embedder: e})
	}
}

func TestAlignStopsWhenToldTo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Align(ctx, french, german, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
