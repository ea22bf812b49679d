package net

import (
	"bytes"
	"testing"
)

// other says the same in a second language: other words and endings, the same shapes.
func other(text []Token) []Token {
	out := make([]Token, len(text))
	for i, t := range text {
		t.Word, t.Ending = t.Word|1<<50, t.Ending|1<<50
		out[i] = t
	}
	return out
}

func together(t *testing.T, n int) (one, two Text, from []*Beginning) {
	t.Helper()
	text, spaced := gendered(n)
	one, two = Text{text, spaced}, Text{other(text[:n/5]), spaced[:n/5]}
	from, err := Together([]Text{one, two}, toy)
	if err != nil {
		t.Fatal(err)
	}
	return one, two, from
}

// A language of little text learns from another's that is made in the same way: what
// stands behind what.
func TestOneLanguageLearnsFromAnother(t *testing.T) {
	_, two, from := together(t, 40_000)
	little := toy
	little.Epochs = 1
	told := func(from *Beginning) int {
		n, err := Train(two, little, from)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSession(n)
		at := func(class, w uint64) int32 { return s.Number(other([]Token{toyToken(class, w)})[0]) }
		right := 0
		for k := range uint64(40) {
			for a := range uint64(20) {
				left := [K]int32{at(verb, k%20), at(noun, k), at(adjective, k/2*2)}
				if s.Score(left, [K]int32{at(adjective, 2*a+k%2), at(noun, a), at(verb, a)}) > 0 &&
					s.Score(left, [K]int32{at(verb, a), at(adjective, 2*a), at(noun, a)}) < 0 {
					right++
				}
			}
		}
		return right
	}
	alone, begun := told(nil), told(from[1])
	if begun < 760 || begun <= alone { // of 800
		t.Errorf("%d told with a beginning, %d without", begun, alone)
	}
}

func TestABeginningIsKept(t *testing.T) {
	one, _, from := together(t, 10_000)
	again, err := ParseBeginning(from[0].Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if again.Sum() != from[0].Sum() || from[0].Sum() == from[1].Sum() {
		t.Error("sums do not tell beginnings apart")
	}
	short := toy
	short.Epochs = 1
	netOf := func(b *Beginning) []byte {
		n, err := Train(one, short, b)
		if err != nil {
			t.Fatal(err)
		}
		return n.Bytes()
	}
	if !bytes.Equal(netOf(from[0]), netOf(again)) {
		t.Error("a beginning that was read gives another net")
	}
	_, _, anew := together(t, 10_000)
	if !bytes.Equal(anew[0].Bytes(), from[0].Bytes()) {
		t.Error("the same texts give another beginning")
	}
	wide := toy
	wide.Width = 32
	if _, err := Train(one, wide, again); err == nil {
		t.Error("a beginning of other dimensions is taken")
	}
	if _, err := Together([]Text{one}, toy); err == nil {
		t.Error("one language learns from itself")
	}
}

func FuzzParseBeginning(f *testing.F) {
	b := &Beginning{width: 2, hidden: 2, keys: []uint32{7}, rows: make([]float32, 8), layers: make([]float32, 3)}
	f.Add(b.Bytes())
	f.Add([]byte(beginningMagic + "\x02\x00\x00\x00\x02\x00\x00\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ParseBeginning(data)
		if err == nil && !bytes.Equal(b.Bytes(), data) {
			t.Error("it does not give its bytes back")
		}
	})
}
