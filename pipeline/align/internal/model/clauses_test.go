package model

import (
	"context"
	"testing"
)

func TestClauses(t *testing.T) {
	for _, x := range []struct{ text, head, tail string }{
		{"Short.", "", ""},
		{"There is but one clause in this long sentence.", "", ""},
		{"The harbour was empty that day; nobody had seen the boat, or so they said.", "The harbour was empty that day;", "nobody had seen the boat, or so they said."},
		{"They came in the evening, when it rained, and left again at dawn.", "They came in the evening,", "and left again at dawn."},
		{"It took two long days. The third was a holiday. On the fourth they rested.", "It took two long days.", "On the fourth they rested."},
		{"Oui, c'est ainsi qu'il est parti sans rien dire", "", ""},
	} {
		head, tail := clauses(x.text)
		if head != x.head || tail != x.tail {
			t.Errorf("%q: %q and %q, want %q and %q", x.text, head, tail, x.head, x.tail)
		}
	}
}

// A clause that has crossed shows at the boundary it has crossed, and nowhere
// else; without a clause that crosses nothing shows.
func TestCornerOfAClauseThatCrosses(t *testing.T) {
	src := []string{"The old boat left the harbour early.", "Two days were needed for the strait; nobody slept at night.", "The captain wrote letters to the owners."}
	crossed := []string{"The old boat left the harbour early; two days were needed for the strait.", "Nobody slept at night.", "The captain wrote letters to the owners."}
	for _, x := range []struct {
		target []string
		at     int
	}{{src, 0}, {crossed, 1}} {
		p, g, err := Prepare(context.Background(), Input{Source: src, Target: x.target, Pivot: src})
		if err != nil {
			t.Fatal(err)
		}
		e := newExtractor(p, g.band)
		for k := 1; k < 3; k++ {
			c, _ := e.cornersAt(k, k)
			if (c.over > 1) != (k == x.at) {
				t.Errorf("boundary %d of %q: over %.2f", k, x.target, c.over)
			}
		}
	}
}

// With a bag of words as embedding the same shows by embeddings.
func TestCornerByEmbeddings(t *testing.T) {
	src := []string{"The old boat left the harbour early.", "Two days were needed for the strait; nobody slept at night.", "The captain wrote letters to the owners.", "Rain fell on every roof of that town."}
	tgt := []string{"The old boat left the harbour early; two days were needed for the strait.", "Nobody slept at night.", "The captain wrote letters to the owners.", "Rain fell on every roof of that town."}
	embed := func(_ context.Context, texts []string) ([][]float32, error) {
		var v Vocabulary
		out := make([][]float32, len(texts))
		for k, s := range texts {
			out[k] = make([]float32, 64)
			var g Segment
			var ids []int32
			v.ids = map[string]int32{}
			v.forms = nil
			v.scan(s, &g, &ids, nil)
			for _, id := range ids {
				h := uint32(7)
				for _, c := range []byte(v.forms[id]) {
					h = h*31 + uint32(c)
				}
				out[k][h%61]++
			}
			out[k][63] = 0.1
		}
		return out, nil
	}
	p, g, err := Prepare(context.Background(), Input{Source: src, Target: tgt, Embed: embed})
	if err != nil {
		t.Fatal(err)
	}
	e := newExtractor(p, g.band)
	_, crossed := e.cornersAt(1, 1)
	_, clean := e.cornersAt(3, 3)
	if crossed.over <= 0.1 || clean.over != 0 || clean.fit <= crossed.fit {
		t.Errorf("crossed %+v, clean %+v", crossed, clean)
	}
}
