package net

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
)

// A language of nouns of two genders whose adjectives agree with them across a
// verb that says nothing of the gender, so pairs of neighbours do not show it.
// The number of a word is even in one gender and odd in the other, and so ends
// the word.
func gendered(n int) (text []Token, spaced []bool) {
	r := rand.New(rand.NewPCG(3, 4))
	say := func(class, w uint64) {
		text = append(text, toyToken(class, w))
		spaced = append(spaced, true)
	}
	for len(text) < n {
		gender := uint64(r.IntN(2))
		say(noun, 2*uint64(r.IntN(20))+gender)
		say(verb, uint64(r.IntN(20)))
		say(adjective, 2*uint64(r.IntN(20))+gender)
	}
	return text, spaced
}

func toyToken(class, w uint64) Token {
	t := Token{Word: class<<32 | w, Shape: class, Ending: class << 1}
	if class != verb {
		t.Ending |= w & 1
	}
	return t
}

const noun, verb, adjective = 1, 2, 3

var toy = Settings{Words: 200, Shapes: 20, Endings: 20, Width: 16, Hidden: 32, Epochs: 8}

var train = sync.OnceValues(func() (*Net, error) {
	text, spaced := gendered(40_000)
	return Train(Text{text, spaced}, toy, nil)
})

func trained(t *testing.T) *Net {
	t.Helper()
	n, err := train()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestLearnsAgreementAcrossAWord(t *testing.T) {
	s := NewSession(trained(t))
	right, total, order := 0, 0, 0
	side := func(ts ...int32) (out [K]int32) {
		for i := range out {
			out[i] = ts[i%len(ts)]
		}
		return
	}
	at := func(class, w uint64) int32 { return s.Number(toyToken(class, w)) }
	for n := range uint64(40) {
		for a := range uint64(20) {
			left := side(at(verb, n%20), at(noun, n), at(adjective, n/2*2))
			agrees := s.Score(left, side(at(adjective, 2*a+n%2), at(noun, a), at(verb, a)))
			clashes := s.Score(left, side(at(adjective, 2*a+1-n%2), at(noun, a), at(verb, a)))
			if agrees > clashes {
				right++
			}
			if agrees > 0 && s.Score(left, side(at(verb, a), at(adjective, 2*a), at(noun, a))) < 0 {
				order++
			}
			total++
		}
	}
	if right < total*95/100 {
		t.Errorf("the agreeing adjective scored above the other in %d of %d", right, total)
	}
	if order < total*95/100 {
		t.Errorf("an adjective belongs there and a verb does not: said in %d of %d", order, total)
	}
}

func TestTheSameTextGivesTheSameBytes(t *testing.T) {
	text, spaced := gendered(2_000)
	bytesOf := func(s Settings) []byte {
		n, err := Train(Text{text, spaced}, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		return n.Bytes()
	}
	one := bytesOf(toy)
	if !bytes.Equal(one, bytesOf(toy)) {
		t.Error("two trainings differ")
	}
	text[1000].Word, text[1003].Word = text[1003].Word, text[1000].Word
	if bytes.Equal(one, bytesOf(toy)) {
		t.Error("another text gives the same net")
	}
}

func TestParseGivesTheSameScores(t *testing.T) {
	n := trained(t)
	again, err := Parse(n.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	a, b := NewSession(n), NewSession(again)
	r := rand.New(rand.NewPCG(1, 2))
	varied := false
	var last float32
	for range 1000 {
		var left, right [K]int32
		for k := range K {
			left[k], right[k] = some(r, a, b), some(r, a, b)
		}
		x, y := a.Score(left, right), b.Score(left, right)
		if x != y {
			t.Fatalf("%v and %v", x, y)
		}
		if !(x >= -Clip && x <= Clip) {
			t.Fatalf("%v is out of bounds", x)
		}
		varied = varied || x != last
		last = x
	}
	if !varied {
		t.Error("all scores are equal")
	}
}

// some is a number that two sessions agree upon, or none.
func some(r *rand.Rand, a, b *Session) int32 {
	class, w := uint64(1+r.IntN(4)), uint64(r.IntN(60)) // some unknown
	if class == 4 {
		return -1
	}
	t := toyToken(class, w)
	if n := a.Number(t); n != b.Number(t) {
		panic("numbers differ")
	} else {
		return n
	}
}

// A full session forgets vectors, not tokens: scores stay what they were.
func TestSessionIsBounded(t *testing.T) {
	n := trained(t)
	wide, narrow := NewSession(n), NewSession(n)
	narrow.limit = 2*K + 3
	r := rand.New(rand.NewPCG(7, 7))
	for range 3000 {
		var left, right [K]int32
		for k := range K {
			left[k], right[k] = some(r, wide, narrow), some(r, wide, narrow)
		}
		if x, y := wide.Score(left, right), narrow.Score(left, right); x != y {
			t.Fatalf("%v with room and %v without", x, y)
		}
	}
	if narrow.vector > narrow.limit || len(narrow.vectors) > 1 {
		t.Errorf("%d vectors are held on %d shelves, %d may be", narrow.vector, len(narrow.vectors), narrow.limit)
	}
	if wide.vector <= narrow.limit {
		t.Error("the bound was never reached")
	}
	narrow.Reset()
	if narrow.Number(Token{Word: 5}) != 0 {
		t.Error("a session that was reset counts on")
	}
}

func TestTrainRefuses(t *testing.T) {
	text, spaced := gendered(3_000)
	for name, f := range map[string]func() error{
		"lengths": func() error { _, err := Train(Text{text, spaced[1:]}, toy, nil); return err },
		"short":   func() error { _, err := Train(Text{text[:50], spaced[:50]}, toy, nil); return err },
		"width":   func() error { s := toy; s.Width = 1 << 20; _, err := Train(Text{text, spaced}, s, nil); return err },
		"odd":     func() error { s := toy; s.Width = 7; _, err := Train(Text{text, spaced}, s, nil); return err },
		"hidden":  func() error { s := toy; s.Hidden = 1; _, err := Train(Text{text, spaced}, s, nil); return err },
	} {
		if f() == nil {
			t.Errorf("%s: no error", name)
		}
	}
	// No place at all where runs could meet: nothing to learn, nothing to fall over.
	if n, err := Train(Text{text, make([]bool, len(text))}, toy, nil); err != nil {
		t.Error(err)
	} else if z := NewSession(n).Score(nobody, nobody); z != z {
		t.Error("not a number")
	}
}

var nobody = func() (out [K]int32) {
	for i := range out {
		out[i] = -1
	}
	return
}()

func FuzzParse(f *testing.F) {
	text, spaced := gendered(1_000)
	n, err := Train(Text{text, spaced}, Settings{Width: 2, Hidden: 2, Epochs: 1}, nil)
	if err != nil {
		f.Fatal(err)
	}
	good := n.Bytes()
	f.Add(good)
	f.Add(good[:len(good)-1])
	f.Add(append(good[:len(good):len(good)], 0))
	huge := bytes.Clone(good)
	binary.LittleEndian.PutUint32(huge[12:], math.MaxUint32)
	f.Add(huge)
	odd := bytes.Clone(good)
	for i := header; i+4 <= len(odd); i += 4 {
		binary.LittleEndian.PutUint32(odd[i:], math.Float32bits(float32(math.NaN())))
	}
	f.Add(odd)
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := Parse(data)
		if err != nil {
			return
		}
		if !bytes.Equal(n.Bytes(), data) {
			t.Fatal("other bytes than were read")
		}
		s := NewSession(n)
		var left, right [K]int32
		for k := range K {
			left[k], right[k] = s.Number(text[k]), s.Number(text[K+k])
		}
		right[K-1] = -1
		if z := s.Score(left, right); !(z >= -Clip && z <= Clip) {
			t.Fatalf("the score is %v", z)
		}
	})
}

func BenchmarkTrain(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	text := make([]Token, 40_000)
	spaced := make([]bool, len(text))
	for i := range text {
		w := uint64(r.ExpFloat64() * 800)
		text[i] = Token{w, w % 3000, w % 900}
		spaced[i] = r.IntN(8) > 0
	}
	for b.Loop() {
		if _, err := Train(Text{text, spaced}, Settings{Epochs: 1}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScore(b *testing.B) {
	text, spaced := gendered(4_000)
	n, err := Train(Text{text, spaced}, Settings{Epochs: 1}, nil)
	if err != nil {
		b.Fatal(err)
	}
	s := NewSession(n)
	r := rand.New(rand.NewPCG(1, 2))
	var sides [256][K]int32
	for i := range sides {
		for k := range K {
			sides[i][k] = some(r, s, s)
		}
	}
	for i := 0; b.Loop(); i++ {
		s.Score(sides[i%256], sides[i*7%256])
	}
}
