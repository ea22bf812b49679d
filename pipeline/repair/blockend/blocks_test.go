package blockend

import (
	"math"
	"testing"
)

// The tail of a block is one if its phrases are sure of their places, fill the holes of the
// block, and are no commands.
func TestWhatTheTailOfABlockIs(t *testing.T) {
	two := []Placement{{Tail: 4, Hole: true}, {Tail: 4, Hole: true}}
	for _, c := range []struct {
		name         string
		placements   []Placement
		gain, sureOf float64
		spaces       int
		code         float64
		want         bool
	}{
		{"phrases", two, 5, math.Log(.95), 2, 0, true},
		{"one of them is a command", two, 5, math.Log(.95), 2, .4, false},
		{"their places are not sure", two, 5, math.Log(.5), 2, 0, false},
		{"little is gained", two, 2, math.Log(.95), 2, 0, false},
		{"half of the holes stay open", two, 5, math.Log(.95), 4, 0, false},
		{"they go where no hole is", []Placement{{Tail: 4}, {Tail: 4, Hole: true}}, 5, math.Log(.95), 2, 0, false},
	} {
		m := &measures{of: make([]measure, 5), spaces: c.spaces}
		m.of[4].code = c.code
		f := &Found{Placements: c.placements, Gain: c.gain, told: told{sureOf: c.sureOf}}
		if got := f.speaks(m); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
