package model

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func analysed(v *Vocabulary, segments ...string) *Text {
	t, _ := v.Analyse(context.Background(), segments)
	return t
}

func TestWordsAreFolded(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"L'Été à Genève", []string{"a", "ete", "geneve", "l"}},
		{"Zürich, straße", []string{"strasse", "zurich"}},
		{"Владивосток Αθήνα", []string{"athina", "vladivostok"}},
		{"8.847,60 m; 1 234 567", []string{"1", "234", "567", "60", "8847", "m"}},
		{"1\u202f234\u202f567", []string{"1234567"}},
		{"١٢٣", []string{"123"}},
		{"日本語", []string{"日", "本", "語"}},
		{"…", nil},
	} {
		var v Vocabulary
		var got []string
		for _, w := range analysed(&v, c.text).Words(0) {
			got = append(got, v.forms[w])
		}
		slices.Sort(got)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}

func TestEnds(t *testing.T) {
	for _, c := range []struct {
		text   string
		begin  Begin
		end    End
		quoted bool
	}{
		{"Il partit.", BeginUpper, EndFull, false},
		{"« Où ? »", BeginQuote, EndAsk, true},
		{"12 apples:", BeginDigit, EndColon, false},
		{"(siehe S. 4)", BeginBracket, EndBracket, false},
		{"– und ging ;", BeginDash, EndSemi, false},
		{"", BeginOther, EndNone, false},
		{"im Jahre 1956", BeginLower, EndDigit, false},
		{"Πού πάμε;", BeginUpper, EndAsk, false},
	} {
		var v Vocabulary
		g := analysed(&v, c.text).Segments[0]
		if g.Begin != c.begin || g.End != c.end || g.Quoted != c.quoted {
			t.Errorf("%q: begins %d, ends %d, quoted %v", c.text, g.Begin, g.End, g.Quoted)
		}
	}
}

func TestSkeletonsMeetAcrossSpellings(t *testing.T) {
	for _, p := range [][2]string{{"philosophie", "filosofia"}, {"theater", "teatro"}, {"kontrolle", "controle"}, {"expedition", "ekspedicija"}} {
		if s := likeness(skeleton(p[0]), skeleton(p[1])); s < cognateFloor {
			t.Errorf("%s and %s are alike by %.2f", p[0], p[1], s)
		}
	}
	if s := likeness(skeleton("garten"), skeleton("jardin")); s >= cognateFloor {
		t.Errorf("garten and jardin are alike by %.2f", s)
	}
}

func TestWeightsWrittenAreRead(t *testing.T) {
	w, err := Learned()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteWeights(&b, w); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), embedded) {
		t.Error("the weights that are shipped are not as they would be written")
	}
	names := map[string]bool{}
	for k := range Features {
		if names[FeatureName(k)] {
			t.Errorf("two features are called %q", FeatureName(k))
		}
		names[FeatureName(k)] = true
	}
}

func FuzzAnalyse(f *testing.F) {
	f.Add("8.847,60 m – « Où ? »")
	f.Add("\xff\xfe\x00")
	f.Fuzz(func(t *testing.T, s string) {
		var v Vocabulary
		a := analysed(&v, s, "x")
		if a.Len() != 2 || a.Segments[0].Chars < 1 || !slices.IsSorted(a.Words(0)) {
			t.Fatalf("%+v", a.Segments)
		}
	})
}
