package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/recto/recto/pipeline/match"
)

func openMemory(t *testing.T) *Memory {
	t.Helper()
	m, err := OpenMemory(context.Background(), filepath.Join(t.TempDir(), "client.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	return m
}

func these(units ...match.Unit) iter.Seq2[match.Unit, error] {
	return func(yield func(match.Unit, error) bool) {
		for _, u := range units {
			if !yield(u, nil) {
				return
			}
		}
	}
}

func frEs(source, target string, origin match.Origin) match.Unit {
	return match.Unit{From: "fr", To: "es", Source: source, Target: target, Origin: origin, Confidence: 1}
}

func add(t *testing.T, m *Memory, units ...match.Unit) Imported {
	t.Helper()
	n, err := m.Import(context.Background(), these(units...), "test")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func snapshot(t *testing.T, m *Memory) *Snapshot {
	t.Helper()
	s, err := m.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestImportTwiceAddsOnce(t *testing.T) {
	m := openMemory(t)
	u := frEs("Le quai est long.", "El muelle es largo.", match.Imported)
	blank := frEs(" ", "nada", match.Imported)
	if got := add(t, m, u, u, blank); got != (Imported{Added: 1, Known: 1, Empty: 1}) {
		t.Errorf("%+v", got)
	}
	before := snapshot(t, m).Hash("fr", "es")
	if got := add(t, m, u); got != (Imported{Known: 1}) {
		t.Errorf("%+v", got)
	}
	if after := snapshot(t, m).Hash("fr", "es"); after != before || after == "" {
		t.Errorf("hash %q, then %q", before, after)
	}
	u.Date = "2026-05-06T00:00:00Z"
	if got := add(t, m, u); got != (Imported{Renewed: 1}) {
		t.Errorf("%+v", got)
	}
	if snapshot(t, m).Hash("fr", "es") == before {
		t.Error("a later date does not show in the hash")
	}
	var all []match.Unit
	for u, err := range m.Units(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, u)
	}
	if diff := cmp.Diff([]match.Unit{u}, all); diff != "" {
		t.Error(diff)
	}
}

func TestImportThatBreaksOffKeepsWhatCame(t *testing.T) {
	m := openMemory(t)
	boom := errors.New("line 7: bad")
	n, err := m.Import(context.Background(), func(yield func(match.Unit, error) bool) {
		_ = yield(frEs("un", "uno", match.Imported), nil) && yield(match.Unit{}, boom)
	}, "test")
	if !errors.Is(err, boom) || n.Added != 1 {
		t.Errorf("%+v %v", n, err)
	}
}

// The hash names the set: order and way of coming do not matter, and what was
// forgotten was never there.
func TestHashNamesTheContent(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 0))
		n := 1 + rng.IntN(12)
		var units []match.Unit
		for i := range n {
			units = append(units, frEs(fmt.Sprint("phrase ", i), fmt.Sprint("frase ", i), match.Imported))
		}
		order := slices.Clone(units)
		rng.Shuffle(n, func(i, j int) { order[i], order[j] = order[j], order[i] })
		a, b := openMemory(t), openMemory(t)
		add(t, a, units...)
		extra := frEs("de trop", "de más", match.Imported)
		extra.Document = "gone.txt"
		add(t, b, append(order[:n/2:n/2], extra)...)
		add(t, b, order[n/2:]...)
		if snapshot(t, a).Hash("fr", "es") == snapshot(t, b).Hash("fr", "es") {
			t.Fatal("one unit more, the same hash")
		}
		if k, err := b.Forget(ctx, "gone.txt"); k != 1 || err != nil {
			t.Fatal(k, err)
		}
		if x, y := snapshot(t, a).Hash("fr", "es"), snapshot(t, b).Hash("fr", "es"); x != y {
			t.Fatalf("%s and %s", x, y)
		}
		if x, y := snapshot(t, a).Hash("", "es"), snapshot(t, b).Hash("", "es"); x != y || x == "" {
			t.Fatalf("any language: %s and %s", x, y)
		}
		if h := snapshot(t, a).Hash("de", "es"); h != "" {
			t.Fatalf("hash of nothing: %q", h)
		}
	}
}

func TestSnapshotStandsStill(t *testing.T) {
	ctx := context.Background()
	m := openMemory(t)
	add(t, m, frEs("Le bassin nord ouvre lundi.", "La dársena norte abre el lunes.", match.Imported))
	s := snapshot(t, m)
	ask := func(s *Snapshot) string {
		t.Helper()
		exact, err := s.Exact(ctx, "fr", "es", "Le bassin nord ouvre lundi.")
		if err != nil {
			t.Fatal(err)
		}
		near, err := s.Similar(ctx, "fr", "es", "Le bassin sud ouvre lundi.", 0.5, 50)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(exact, near)
	}
	before := ask(s)
	renewed := frEs("Le bassin nord ouvre lundi.", "La dársena norte abre el lunes.", match.Imported)
	renewed.Date = "2026-01-01T00:00:00Z"
	add(t, m, renewed, frEs("Le bassin nord ouvre lundi.", "Otra cosa.", match.Confirmed), frEs("Le bassin sud ouvre mardi.", "Y otra.", match.Imported))
	if after := ask(s); after != before {
		t.Errorf("the snapshot moved:\n%s\n%s", before, after)
	}
	if after := ask(snapshot(t, m)); after == before {
		t.Error("a new snapshot does not see what came")
	}
}

// What a search over all units finds near, the index finds too.
func TestSimilarFindsWhatIsThere(t *testing.T) {
	ctx := context.Background()
	m := openMemory(t)
	rng := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("le port de la mer nord ouvre ferme lundi mardi bateau quai pêche loi ville maire annonce décide refuse travaux budget million grue vent marée 12 2025 capitainerie sud est ouest pont tour")
	sentence := func() []string {
		out := make([]string, 6+rng.IntN(14))
		for i := range out {
			out[i] = words[int(float64(len(words))*rng.Float64()*rng.Float64())]
		}
		return out
	}
	var all []match.Unit
	for i := range 800 {
		all = append(all, frEs(strings.Join(sentence(), " ")+".", fmt.Sprint("t", i), match.Imported))
	}
	add(t, m, all...)
	s := snapshot(t, m)
	missed, near := 0, 0
	for range 70 {
		base := slices.Clone(strings.Fields(all[rng.IntN(len(all))].Source))
		for range 1 + rng.IntN(2) {
			base[rng.IntN(len(base))] = words[rng.IntN(len(words))]
		}
		text := strings.Join(base, " ")
		var best float64
		for _, u := range all {
			if u.Source != text {
				best = max(best, match.Similarity(text, u.Source))
			}
		}
		if best < 0.75 {
			continue
		}
		near++
		r, err := match.Run(ctx, "fr", "es", []string{text}, s, match.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r[0].Exact != nil {
			continue
		}
		if len(r[0].Near) == 0 || r[0].Near[0].Score < best-0.05 {
			missed++
		}
	}
	if near < 35 || missed*50 > near {
		t.Errorf("of %d near texts %d were missed", near, missed)
	}
}

func TestLanguagesAreFiledByBaseAndScript(t *testing.T) {
	ctx := context.Background()
	m := openMemory(t)
	u := match.Unit{From: "zh-TW", To: "pt-br", Source: "港口重新開放。", Target: "O porto reabriu.", Origin: match.Imported, Confidence: 1}
	add(t, m, u, frEs("Un", "Uno", match.Imported))
	s := snapshot(t, m)
	for from, want := range map[string]int{"zh-Hant": 1, "zh-HK": 1, "zh": 0, "zh-Hans-TW": 0} {
		got, err := s.Exact(ctx, from, "pt", " 港口重新開放。\n")
		if err != nil || len(got) != want {
			t.Errorf("%s: %v %v", from, got, err)
		}
	}
	stats, err := m.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := []Stat{{From: "fr", To: "es", Origin: "tmx", Units: 1}, {From: "zh-Hant", To: "pt", Origin: "tmx", Units: 1}}
	if diff := cmp.Diff(want, stats); diff != "" {
		t.Error(diff)
	}
}

// A list that goes on in several rows reads as one.
func TestPostingsInSeveralRows(t *testing.T) {
	m := openMemory(t)
	ctx := context.Background()
	if err := m.write(ctx, func(tx *tx) error {
		for round := range 3 {
			p := make(postings)
			for i := range chunkSize / 2 {
				key := spot{1, 42}
				p[key] = append(p[key], posting{int64(round*2*chunkSize + 3*i + 1), uint8(i % 200)})
			}
			if err := p.flush(tx); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	s := &Snapshot{file: m.file, last: 1 << 60, often: map[spot]int{}}
	list, err := s.postings(ctx, 1, 42, span{0, 300})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 3*chunkSize/2 || list[0].unit != 1 || !slices.IsSortedFunc(list, func(a, b posting) int { return int(a.unit - b.unit) }) {
		t.Errorf("%d postings, first %v", len(list), list[0])
	}
	if n, err := s.frequency(ctx, 1, 42); err != nil || n != len(list) {
		t.Errorf("frequency %d, %v", n, err)
	}
	early := &Snapshot{file: m.file, last: 4, often: map[spot]int{}}
	if n, err := early.frequency(ctx, 1, 42); err != nil || n != 2 {
		t.Errorf("frequency of an early snapshot %d, %v", n, err)
	}
}

func FuzzPostings(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4})
	f.Add([]byte{0x80, 0x80})
	f.Fuzz(func(t *testing.T, list []byte) {
		each(list, 1<<40, func(p posting) {
			if p.unit > 1<<40 {
				t.Errorf("unit %d", p.unit)
			}
		})
	})
}

func BenchmarkMemory(b *testing.B) {
	// A million units of Zipf-like words: as many as a translator gathers in a life.
	const units = 1_000_000
	ctx := context.Background()
	m, err := OpenMemory(ctx, filepath.Join(b.TempDir(), "m.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close()
	rng := rand.New(rand.NewPCG(3, 4))
	zipf := rand.NewZipf(rng, 1.07, 3, 200_000)
	sentence := func() string {
		var s strings.Builder
		for range 5 + rng.IntN(30) {
			fmt.Fprintf(&s, "w%d ", zipf.Uint64())
		}
		return s.String()
	}
	var kept []string
	if _, err := m.Import(ctx, func(yield func(match.Unit, error) bool) {
		for i := range units {
			text := sentence()
			if i%1000 == 0 {
				kept = append(kept, text)
			}
			if !yield(frEs(text, text, match.Imported), nil) {
				return
			}
		}
	}, "bench"); err != nil {
		b.Fatal(err)
	}
	s, err := m.Snapshot(ctx)
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	next := func() []string {
		words := strings.Fields(kept[i%len(kept)])
		i++
		words[rng.IntN(len(words))] = "other"
		return []string{strings.Join(words, " ")}
	}
	b.Run("near", func(b *testing.B) {
		for b.Loop() {
			if _, err := match.Run(ctx, "fr", "es", next(), s, match.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("exact", func(b *testing.B) {
		for b.Loop() {
			i++
			if _, err := match.Run(ctx, "fr", "es", kept[i%len(kept):i%len(kept)+1], s, match.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
