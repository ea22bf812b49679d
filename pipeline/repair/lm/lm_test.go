package lm

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestATableGivesBackWhatItWasBuiltOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SampledFrom([][2]int{{5, 24}, {3, 12}, {3, 8}, {2, 4}}).Draw(t, "width and value bits")
		n := rapid.IntRange(0, 3000).Draw(t, "keys")
		keys, values := make([]uint64, n), make([]uint64, n)
		for i := range keys {
			keys[i] = mix(uint64(i) + 1)
			values[i] = 1 + uint64(i)%(1<<shape[1]-1)
		}
		tab, err := build(keys, values, shape[0], shape[1])
		if err != nil {
			t.Fatal(err)
		}
		wrong := 0
		for i, k := range keys {
			if tab.get(k) != values[i] {
				wrong++ // another key's fingerprint stood before it
			}
		}
		if wrong > n/50+2 {
			t.Fatalf("%d of %d keys give another value", wrong, n)
		}
	})
}

// However slots are looked at together, the first that bears a key's fingerprint
// and a value is the one that counts.
func TestSlotsLookedAtTogetherAreLookedAtOneByOne(t *testing.T) {
	slow := func(tab *table, key uint64) uint64 {
		a, b, print := tab.place(key)
		for _, k := range [2]uint64{a, b} {
			for i := range uint64(slots) {
				s, p := uint64(0), tab.data[(k*slots+i)*uint64(tab.width):]
				for n := range tab.width {
					s |= uint64(p[n]) << (8 * n)
				}
				if v := s & (1<<tab.value - 1); s>>tab.value == print && v != 0 {
					return v
				}
			}
		}
		return 0
	}
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SampledFrom(layout).Draw(t, "width and value bits")
		tab := table{buckets: rapid.Uint64Range(1, 3).Draw(t, "buckets"), width: shape[0], value: shape[1]}
		tab.data = make([]byte, tab.buckets*slots*uint64(tab.width))
		keys := rapid.SliceOfN(rapid.Uint64(), 1, 6).Draw(t, "keys")
		// Slots of all kinds: of these keys, with a value or none, nearly theirs, any.
		for at := 0; at < len(tab.data); at += tab.width {
			_, _, print := tab.place(rapid.SampledFrom(keys).Draw(t, "of"))
			s := print<<tab.value | rapid.SampledFrom([]uint64{0, 1, 1<<tab.value - 1}).Draw(t, "value")
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				s ^= 1 << rapid.IntRange(0, 8*tab.width-1).Draw(t, "bit")
			case 1:
				s = rapid.Uint64().Draw(t, "any")
			}
			for n := range tab.width {
				tab.data[at+n] = byte(s >> (8 * n))
			}
		}
		for _, k := range keys {
			if got, want := tab.get(k), slow(&tab, k); got != want {
				t.Fatalf("%d, one by one %d", got, want)
			}
		}
	})
}

func TestEveryEmbeddedTableIsRead(t *testing.T) {
	files, err := tables.ReadDir("tables")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		lang, ok := strings.CutSuffix(f.Name(), ".bin")
		if !ok {
			continue
		}
		n++
		m, err := Open(lang)
		if err != nil {
			t.Fatal(err)
		}
		if m.Language() != lang || m.word.total < 1000 {
			t.Errorf("%s: %+v", lang, m.word.total)
		}
	}
	if n != 26 {
		t.Errorf("%d tables, want the 24 languages of the EU, Catalan and Russian", n)
	}
}

func TestOpen(t *testing.T) {
	for _, tag := range []string{"fr", "fr-BE", "FR_fr"} {
		if m, err := Open(tag); err != nil || m.Language() != "fr" {
			t.Errorf("Open(%q): %v", tag, err)
		}
	}
	for _, tag := range []string{"", "xx", "und", "../fr", "."} {
		m, err := Open(tag)
		if !errors.Is(err, ErrNoModel) || m == nil {
			t.Errorf("Open(%q) = %v, %v", tag, m, err)
		}
		if f := m.Frequency("word"); !math.IsInf(f, -1) {
			t.Errorf("a model of nothing knows a word: %v", f)
		}
	}
}

func TestWhatAModelKnows(t *testing.T) {
	m, err := Open("en")
	if err != nil {
		t.Fatal(err)
	}
	if the, rare := m.Frequency("the"), m.Frequency("amendment"); !(the > 4 && the > rare+1) {
		t.Errorf("the: %v, amendment: %v", the, rare)
	}
	if f := m.Frequency("zzgrqx"); !math.IsInf(f, -1) {
		t.Errorf("a word that is none has frequency %v", f)
	}
	score := func(s string) float64 {
		tokens := Tokens(nil, s)
		x := NewSession(m)
		var n []int32
		for i := range tokens {
			n = append(n, x.Number(&tokens[i]))
		}
		sum := 0.0
		for i := 2; i < len(n); i++ {
			sum += float64(x.Window(n[i-2], n[i-1], n[i])) + x.Joint(n[i-2], n[i-1], n[i], -1)
		}
		return sum
	}
	if a, b := score("the members of the committee shall be appointed by the council"), score("the of committee members the shall by appointed be council the"); a <= b {
		t.Errorf("words in order score %v, out of order %v", a, b)
	}
}

func TestTrainingTwiceGivesTheSameBytes(t *testing.T) {
	text := []string{"One member of the committee has left.", "The committee has one member, and one chair.", "A chair of the committee is a member of it."}
	train := func() string {
		m, err := Train(slices.Values(text), map[string]float64{"committee": 5, "member": 9}, Settings{Lang: "en", Frequent: 5, Triples: 50, Joint: 50}, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse("en", m.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if a, b := again.Frequency("committee"), m.Frequency("committee"); a != b || math.IsInf(a, -1) {
			t.Errorf("frequency %v, read again %v", b, a)
		}
		return string(m.Bytes())
	}
	if train() != train() {
		t.Error("two trainings differ")
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("L'Union vingt-trois 3,5 % «Alga!» ﬁn e\u0301t\u00ad ...")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, k := range Tokens(nil, s) {
			if k.From < at || k.To <= k.From || k.To > len(s) {
				t.Fatalf("token %d-%d after %d in %q", k.From, k.To, at, s)
			}
			for _, r := range s[at:k.From] {
				if !IsSpace(r) {
					t.Fatalf("%q between tokens of %q", r, s)
				}
			}
			at = k.To
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Parse("xx", append([]byte(magic), data...)); err == nil {
			m.Frequency("word")
		}
	})
}
