package lab

import "math/rand/v2"

// Damage says how often what happens between two texts that say the same.
// Rates are per unit of 1.
type Damage struct {
	Split, Merge, Spill, Recut float64 // clauses cut off, sentences joined, parts that cross, both cut differently
	Drop, Block, Swap          float64 // one-sided segments, one-sided stretches, neighbours changed over
	Loose                      float64 // words that are not translated
	Noise                      float64 // letters misread
	Tokens                     bool    // spaces around marks
}

// Draw draws a kind of damage: from tidy law to loose travel writing.
func Draw(r *rand.Rand) Damage {
	wild := r.Float64()
	wild *= wild
	u := func(most float64) float64 { return most * r.Float64() * (0.2 + wild) / 1.2 }
	d := Damage{
		Split: u(0.3), Merge: u(0.25), Spill: u(0.12), Recut: u(0.06),
		Drop: u(0.06), Block: u(0.02), Swap: u(0.01), Loose: u(0.5),
		Tokens: r.IntN(3) == 0,
	}
	if r.IntN(2) == 0 {
		d.Block += 0.012
	}
	if r.IntN(3) == 0 {
		d.Noise = 0.02 * r.Float64()
	}
	return d
}
