package lm

import (
	"math"
	"sort"
)

// Counts are kept as levels on a logarithmic scale, small ones exactly: four
// bits for n-grams, six for words.
var (
	scale4 = [16]float64{0, 1, 2, 3, 4, 6, 9, 14, 24, 45, 90, 200, 500, 1500, 5000, 20000}
	scale6 = func() (s [64]float64) {
		for i := range s {
			if s[i] = float64(i); i > 8 {
				s[i] = s[i-1] * 1.2
			}
		}
		return
	}()
)

func level(scale []float64, count float64) uint64 {
	if count <= 0 {
		return 0
	}
	i := sort.SearchFloat64s(scale, count)
	if i == len(scale) {
		return uint64(i - 1)
	}
	if i > 1 && count/scale[i-1] < scale[i]/count {
		i--
	}
	return uint64(i)
}

// Word frequencies are kept in eighths of a power of ten, from 0.001 in a
// million; 0 is "not listed".
func frequencyLevel(perMillion float64) uint64 {
	if perMillion <= 0 {
		return 0
	}
	return uint64(max(1, min(63, math.Round((math.Log10(perMillion)+3)*8))))
}

func frequencyOf(level uint64) float64 { return float64(level)/8 - 3 } // log10 in a million
