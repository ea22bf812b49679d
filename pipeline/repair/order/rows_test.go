package order

import (
	"math"
	"slices"
	"testing"
)

// In a document whose visual lines came in rows a line without a break is sound, whatever it
// bears; as long as that is not certain, it is read as any other.
func TestLinesThatCameInOneRowAreSound(t *testing.T) {
	const text = "The committee agreed that must be informed before the end of\nall member states|the year, and that the   council would be heardbefore |it decided"
	for _, certain := range []bool{true, false} {
		r, b := readerOf(t, text)
		r.byRun = certain
		r.learn(text, []Block{b})
		lines := r.prepare(text, &b)
		if r.rows != certain || lines[0].unread || lines[1].unread != certain {
			t.Errorf("certain: %v, in rows: %v, unread: %v, %v", certain, r.rows, lines[0].unread, lines[1].unread)
		}
		if want := r.scorers.of(map[bool]Producer{true: InRows, false: Last}[certain]); r.w != want {
			t.Errorf("certain: %v, and the scorer is another's", certain)
		}
	}
}

// Hardly a line in rows is as it came: none of its readings is so bad against that that it
// is not looked at.
func TestReadingsOfRowsAreNotHeldAgainstTheLineAsItCame(t *testing.T) {
	const text = "Zorba quen the ultra of in\nxil plonk"
	count := func(certain bool) int {
		r, b := readerOf(t, text)
		r.byRun = certain
		r.learn(text, []Block{b})
		lines := r.prepare(text, &b)
		r.solve(lines)
		return len(lines[0].readings)
	}
	if certain, not := count(true), count(false); certain < 8 || certain <= not {
		t.Errorf("%d readings where it is certain, %d where it is not", certain, not)
	}
}

// What two lines say of how many are out of order the third is told, and not what it says itself.
func TestHowManyLinesAreOutOfOrder(t *testing.T) {
	h := &habits{own: map[int]habit{0: {moves: [2]float64{0, 1}}, 40: {moves: [2]float64{0, 1}}, 80: {moves: [2]float64{1, 0}}}}
	for _, own := range h.own {
		h.add(&own)
	}
	u := usualMoves
	for _, c := range []struct {
		from, moves int
		as, all     float64 // of the other lines: those that are as this one reads, all
	}{{80, 1, 2, 2}, {80, 0, 0, 2}, {0, 1, 1, 2}, {0, 0, 1, 2}} {
		p := map[int]float64{0: 1 - u, 1: u}[c.moves]
		want := math.Log((c.as + marksWorth*p) / (c.all + marksWorth) / p)
		if got := h.movesRatio(&line{from: c.from}, c.moves); math.Abs(got-want) > 1e-9 {
			t.Errorf("line at %d, out of order %d: %.3f, want %.3f", c.from, c.moves, got, want)
		}
	}
}

// Two phrases of the same word stand apart: the line as it came has them side by side.
func TestWordsThatStandTwiceInARow(t *testing.T) {
	const text = "The house of the , and the house of his sons were empty\nmiller miller"
	r, b := readerOf(t, text)
	r.byRun = true
	r.learn(text, []Block{b})
	lines := r.prepare(text, &b)
	r.solve(lines)
	echoes := func(c *candidate) (n float32) {
		for _, x := range c.f {
			if int(x.f) == fEcho {
				n = x.x
			}
		}
		return n
	}
	apart := slices.IndexFunc(lines[0].readings, func(c *candidate) bool {
		return c.text == "The house of the miller, and the house of his miller sons were empty"
	})
	together := slices.IndexFunc(lines[0].readings, func(c *candidate) bool {
		return c.text == "The house of the miller miller, and the house of his sons were empty"
	})
	if apart < 0 || together < 0 {
		t.Fatal("a reading is missing")
	}
	if a, b := echoes(lines[0].readings[apart]), echoes(lines[0].readings[together]); a != -1 || b != 0 {
		t.Errorf("against the line as it came: %v where they are apart, %v where they stand together", a, b)
	}
	if r.w.linear[fEcho] > -1 {
		t.Errorf("it weighs %.2f", r.w.linear[fEcho])
	}
}

func TestBreaksAtWhichALineMayBeTwo(t *testing.T) {
	for text, want := range map[string]int{
		"he left the house.\nof the miller": sentenceEnds,
		"he left the house: \nThe Mill":     sentenceEndsAndBegins,
		"he left the house.\n(either)":      sentenceEndsAndBegins,
		"he left the house of\nAnna Miller": lineBegins,
		"he left the house of\n7 millers":   lineBegins,
		"he left the house of\nthe miller":  -1,
		"he left the house.":                -1,
	} {
		kind, ok := (&line{text: text}).breakKind()
		if !ok {
			kind = -1
		}
		if kind != want {
			t.Errorf("%q: %d, want %d", text, kind, want)
		}
	}
}

func TestPhrasesWhoseWordsNobodyKnowsAreLessSure(t *testing.T) {
	for text, want := range map[string]float64{
		"The committee agreed that must be informed\nall member states": 1,
		"The xqvzt agreed that must be informed\nall member states":     1, // what is no phrase
		"The committee agreed that must be informed\nall xqvzt states":  unsure,
	} {
		r, b := readerOf(t, text)
		for _, r.rows = range []bool{true, false} {
			l := r.prepare(text, &b)[0]
			if !r.rows {
				want = 1
			}
			if got := r.sure(l); got != want {
				t.Errorf("%q, in rows %v: %v, want %v", text, r.rows, got, want)
			}
		}
	}
}
