package order

import (
	"math"
	"slices"
	"strings"
)

// A reading may be wrong in one place and right in three others, and another
// reading may share those three. What is made of a line is therefore not the
// likeliest reading but the one that is expected to put most words beside their
// right neighbours (minimum Bayes risk: Goel, Byrne 2000): each new pair counts
// its probability, and each pair of the line as it came that it parts counts
// parted times its probability against it. A pair that is wrong before and after
// counts nothing: the line is out of order either way. A line that begins with a
// comma cannot stay as it came, whoever reads it: there a pair costs less. And a
// reading that leaves a hole open which a likelier one fills is not made in its
// place: it parts less only because it puts less back. A reading that puts spaces in at marks
// alone costs less where the document shows that it is of the kind that lacks them.
const (
	parted        = 4.2
	partedBare    = 2
	partedInPlace = 2
	barInPlace    = 0.5 // of the bar: others that move something have the space, too

	negligible = 1e-4 // posterior of a reading that no choice hangs on
)

// decide finds which of a line's readings, likeliest first, to make of it, by its
// index, and how likely all its new neighbours are right. The line as it came is
// at same.
func decide(readings []Reading, same int, bar, parted float64) (n int, support float64) {
	words := map[string]uint32{}
	p := map[uint64]float64{}
	pairs := make([][]uint64, len(readings))
	for i := range readings {
		if i != same && readings[i].Posterior < negligible {
			continue
		}
		pairs[i] = pairsOf(readings[i].Text, words)
		for _, k := range pairs[i] {
			p[k] += readings[i].Posterior
		}
	}
	n, support = same, readings[same].Posterior
	most, filled := 0.0, math.MaxInt
	for i := range readings {
		if i == same || readings[i].Posterior < bar/10 || readings[i].holes > filled { // none for the sake of what others share
			continue
		}
		gain, parted, bar := 0.0, parted, bar
		if readings[i].eased && readings[i].cheap {
			parted, bar = partedInPlace, bar*barInPlace
		}
		fresh, gone := without(pairs[i], pairs[same]), without(pairs[same], pairs[i])
		for _, k := range fresh {
			gain += p[k]
		}
		for _, k := range gone {
			gain -= parted * p[k]
		}
		if len(fresh)+len(gone) == 0 { // other spaces, no other words
			gain = readings[i].Posterior - readings[same].Posterior
		}
		if gain <= 0 {
			continue
		}
		s := 0.0
		for k := range readings {
			if k == i || k != same && pairs[k] != nil && len(without(fresh, pairs[k])) == 0 {
				s += readings[k].Posterior
			}
		}
		if s < bar {
			continue
		}
		filled = readings[i].holes
		if gain > most {
			n, support, most = i, s, gain
		}
	}
	return n, support
}

// pairsOf are the pairs of neighbouring words, with the line's start and end,
// ascending. One that is there twice is two: "of the", and "of the" again.
func pairsOf(s string, words map[string]uint32) []uint64 {
	var out []uint64
	before := uint32(0)
	for w := range strings.FieldsSeq(s) {
		id, ok := words[w]
		if !ok {
			id = uint32(len(words) + 1)
			words[w] = id
		}
		out = append(out, uint64(before)<<36|uint64(id)<<8)
		before = id
	}
	out = append(out, uint64(before)<<36)
	slices.Sort(out)
	for i := 1; i < len(out); i++ {
		if out[i] == out[i-1]&^0xff && out[i-1]&0xff < 0xff {
			out[i] = out[i-1] + 1
		}
	}
	return out
}

// without are the pairs of a that b has not; both ascend.
func without(a, b []uint64) []uint64 {
	var out []uint64
	for _, k := range a {
		if _, ok := slices.BinarySearch(b, k); !ok {
			out = append(out, k)
		}
	}
	return out
}
