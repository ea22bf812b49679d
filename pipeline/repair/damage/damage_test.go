package damage

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestALinePaintedByAProgram(t *testing.T) {
	v := visual{text: "one two three four five six seven", styled: make([]bool, 33)}
	for _, span := range [][2]int{{4, 7}, {19, 27}} { // "two", "five six"
		for i := span[0]; i < span[1]; i++ {
			v.styled[i] = true
		}
	}
	for _, c := range []struct {
		p    Producer
		want string
	}{
		{Producer{Owner: Plain}, "one  three four  seventwofive six"},
		{Producer{Owner: Styled, First: true, Trim: true}, "two  five six onethree fourseven"},
		{Producer{Owner: Nobody}, "onethree foursevent" + "wofive six"},
		{Producer{Owner: Before, Trim: true}, "one three four seventwo five six"},
		{Producer{Owner: Plain, Apart: 1}, "one  three four  seventwo five six"},
		{Producer{Owner: Styled, First: true, Snug: true}, " two  five sixonethree fourseven"},
		{Producer{Rows: true, Trim: true}, "one three four seven\ntwo five six"},
	} {
		if got := paint(v, c.p, rand.New(rand.NewPCG(1, 1))); got != c.want {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
}

func TestDamageLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("the member states, of l'Union vingt-trois (and) «Alga!» shall. incomprehensible")), 1, 60).Draw(t, "words")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		draw := rapid.SampledFrom([]func(*rand.Rand) Producer{Draw, Usual, Script, InRows}).Draw(t, "producer")
		d := Page([]string{strings.Join(words, " ")}, draw(r), r)
		var right []string
		for _, l := range d.Blocks[0] {
			right = append(right, l.Right)
		}
		if got := strings.Join(right, " "); got != strings.Join(words, " ") {
			t.Fatalf("reads %q, want %q", got, strings.Join(words, " "))
		}
		if a, b := letters(d.Text), letters(strings.Join(words, "")); a != b {
			t.Fatalf("%q is no permutation of the words", d.Text)
		}
	})
}

// A reader that keeps the space at which a line was broken loses no space at all: one
// before each word but a paragraph's first.
func TestTheSpaceIsKeptAtWhichALineWasBroken(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("one two three four five six seven eight nine ten ", 6))
	for _, p := range []Producer{
		{Owner: Plain, Wraps: true}, {Owner: Styled, First: true, Wraps: true}, {Owner: Before, Wraps: true}, {Owner: After, Wraps: true},
	} {
		p.Width, p.Every, p.Longest = 30, 4, 3
		behind := map[bool]int{} // lines, by whether the space stands at their ends
		for seed := range uint64(20) {
			page := Page([]string{text}, p, rand.New(rand.NewPCG(seed, 1)))
			lines := page.Blocks[0]
			for i, l := range lines[:len(lines)-1] {
				came := page.Text[l.From:l.To]
				if spaces, words := strings.Count(came, " "), len(strings.Fields(l.Right)); spaces != words {
					t.Errorf("owner %d: %d spaces and %d words in line %d: %q", p.Owner, spaces, words, i, came)
				}
				behind[strings.HasSuffix(came, " ")]++
			}
		}
		// Where each run has the space behind it, so has each line.
		if behind[true] == 0 || behind[false] == 0 != (p.Owner == Before) {
			t.Errorf("owner %d: %v", p.Owner, behind)
		}
	}
}

func letters(s string) string {
	r := []rune(strings.Join(strings.Fields(s), ""))
	slices.Sort(r)
	return string(r)
}

func TestCompare(t *testing.T) {
	want := Count{Broken: 2, Restored: 1, Sound: 1, Damaged: 1}
	if got := Compare("a b c d", "a c d b", "a b d c"); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := Compare("a b c d\ne", "a c d b", "a b d c"); got != want {
		t.Errorf("%+v over the end of a paragraph, want %+v", got, want)
	}
}

// Phrases that authors set apart are whole: they begin with a name or a word that says
// something, end so, and hold no sentence's end.
func TestPhrasesOfAuthors(t *testing.T) {
	var paragraphs []string
	for i := range 40 { // each with words of its own
		paragraphs = append(paragraphs, strings.ReplaceAll("the keeperN of the hallN saw AnnaN and the boatsN of the townN. HeN went to QuayN and to the millN on the hillN", "N", string(rune('a'+i/6))+string(rune('a'+i%6))))
	}
	small := smallWords(paragraphs)
	if !small["the"] || !small["of"] || small["keeperaa"] || small["Annaaa"] {
		t.Fatalf("small are %v", small)
	}
	terms := map[string]bool{"hallab": true, "Quaybc": true}
	phrases := func(p Producer) (found []string) {
		r := rand.New(rand.NewPCG(3, 3))
		for _, s := range paragraphs {
			for _, v := range (&phrases{p: p, r: r, small: small, terms: terms}).lines(s) {
				for _, x := range cutUp(v) {
					if x.styled {
						found = append(found, strings.TrimSpace(x.text))
					}
				}
			}
		}
		return found
	}
	bad := func(s string) bool {
		words := strings.Fields(s)
		return small[words[0]] || small[words[len(words)-1]] || strings.Contains(s, ". ")
	}
	p := Producer{Width: 1000, Every: 3, Longest: 6}
	if !slices.ContainsFunc(phrases(p), bad) {
		t.Error("phrases that stand anywhere are whole, too")
	}
	p.Whole = true
	if found := phrases(p); len(found) < 20 || slices.ContainsFunc(found, bad) {
		t.Errorf("phrases are %q", found)
	}
	p.Names = true
	if found := phrases(p); len(found) < 10 || slices.ContainsFunc(found, func(s string) bool { return !capitalAt(s, 0) }) {
		t.Errorf("names are %q", found)
	}
	if found := phrases(Producer{Width: 1000, Longest: 1, Terms: true}); !slices.Equal(found, []string{"hallab", "Quaybc"}) {
		t.Errorf("phrases of terms are %q", found)
	}
	if n := len(someWords(paragraphs, 20, rand.New(rand.NewPCG(3, 3)))); n < 20 || n > 80 {
		t.Errorf("one word in 20 of 1,000, of which half are of one kind, is of %d", n)
	}
}
