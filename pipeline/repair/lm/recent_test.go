package lm

import (
	"math/rand/v2"
	"testing"
)

// What was forgotten and is reckoned again is the same.
func TestASessionSaysTheSameHoweverMuchItForgets(t *testing.T) {
	m, err := Open("en")
	if err != nil {
		t.Fatal(err)
	}
	text := "the miller said that the weir of the old mill, which nobody had mended since the flood, would hold another winter if the ice came late"
	long, short := NewSession(m), NewSession(m)
	short.windows.bits, short.joints.bits, short.junctions.bits = 4, 4, 4
	var n []int32
	for _, x := range Tokens(nil, text) {
		n = append(n, long.Number(&x))
		short.Number(&x)
	}
	r := rand.New(rand.NewPCG(3, 3))
	pick := func() int32 { return n[r.IntN(len(n))] }
	for range 3000 {
		a, b, c, d := pick(), pick(), pick(), pick()
		if x, y := long.Window(a, b, c), short.Window(a, b, c); x != y {
			t.Fatalf("window of %d, %d, %d: %v and %v", a, b, c, x, y)
		}
		if r.IntN(4) == 0 {
			a = -1
		}
		if x, y := long.Joint(a, b, c, d), short.Joint(a, b, c, d); x != y {
			t.Fatalf("joint of %d, %d, %d, %d: %v and %v", a, b, c, d, x, y)
		}
		left, right := [Context]int32{b, a, -1}, [Context]int32{c, d, pick()}
		if x, y := long.Junction(left, right), short.Junction(left, right); x != y {
			t.Fatalf("junction of %v and %v: %v and %v", left, right, x, y)
		}
	}
}
