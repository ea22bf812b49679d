package order

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// The weights, learned by the command in train; see weights.card.md.
//
//go:embed weights.txt
var weightsFile string

// units of the scorer's hidden layer.
const units = 24

// scorer scores a reading from its features: a weighted sum, and what a small
// hidden layer makes of features that mean something together.
type scorer struct {
	linear [features]float64
	rough  [features]float64 // a sum alone, of the features that pruning knows
	in     [features][units]float32
	bias   [units]float32
	out    [units]float32
}

func (s *scorer) score(v *vector) float64 {
	h := s.bias
	sum := 0.0
	for f, x := range v {
		if x == 0 {
			continue
		}
		sum += float64(x) * s.linear[f]
		in := &s.in[f]
		for k := range h {
			h[k] += float32(x * in[k])
		}
	}
	for k, x := range h {
		sum += math.Tanh(float64(x)) * float64(s.out[k])
	}
	return sum
}

var weights = parseWeights(weightsFile)

// parseWeights reads a line a feature: its name, its weight, its weight in
// pruning, and what it weighs in each hidden unit; "bias" and "out" are the
// units' own.
func parseWeights(file string) *scorer {
	s := &scorer{}
	index := map[string]int{}
	for f, n := range Names() {
		index[n] = f
	}
	for _, line := range strings.Split(file, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		var numbers []float64
		for _, x := range fields[1:] {
			v, _ := strconv.ParseFloat(x, 64)
			numbers = append(numbers, v)
		}
		into := func(to *[units]float32, from []float64) {
			for k := range min(units, len(from)) {
				to[k] = float32(from[k])
			}
		}
		f, ok := index[fields[0]]
		switch {
		case fields[0] == "bias":
			into(&s.bias, numbers)
		case fields[0] == "out":
			into(&s.out, numbers)
		case ok && len(numbers) > 1:
			s.linear[f], s.rough[f] = numbers[0], numbers[1]
			into(&s.in[f], numbers[2:])
		}
	}
	return s
}

// Names of the features, in order.
func Names() [features]string {
	names := [features]string{"words", "joint", "net", "near", "pairs", "triples", "unseen", "unknown", "alone", "capital", "no-capital", "balance", "move"}
	kinds := [cutKinds]string{"space", "double", "double-stop", "space-close", "elision-space", "glue-case", "glue-mark", "glue-digit", "glue-word", "glue-half", "elision", "closing", "edge"}
	for k, n := range kinds {
		names[fHole+k] = "hole/" + n
		names[fSeam+k] = "seam/" + n
		names[fStyled+k] = "styled/" + n
		names[fUnused+k] = "unused/" + n
	}
	names[fLeadMark], names[fLeadHole], names[fLeadFirst], names[fTrailHole] = "lead-mark", "lead-hole", "lead-first", "trail-hole"
	names[fStart], names[fStart+1], names[fStart+2], names[fEnd] = "start/mark", "start/hole", "start/none", "end"
	for k := range 7 {
		names[fRuns+k] = fmt.Sprintf("runs/%d", k+2)
	}
	for k, n := range []string{"1", "2", "3-4", "5-7", "8-12", "13"} {
		names[fLength+k] = "length/" + n
	}
	names[fShare], names[fShort] = "share", "short"
	for k := range 5 {
		names[fBalanceOf+k] = fmt.Sprintf("spaces/%+d", k-2)
	}
	names[fHabit], names[fLengths] = "habit", "lengths"
	names[fClash], names[fMarks], names[fEdges] = "clash", "marks", "edges"
	names[fGain], names[fRival], names[fHalf] = "gain", "rival", "half"
	names[fBare], names[fOpen] = "bare", "open"
	for k, n := range [markClasses]string{"double", "close", "glue", "word", "lead", "trail"} {
		names[fStray+k] = "stray/" + n
	}
	for k := range gainSteps {
		names[fGains+k] = fmt.Sprintf("gain/%d", 5*k-5)
	}
	names[fWrap], names[fWrap+1], names[fWrap+2] = "wrap/begins", "wrap/ends", "wrap/both"
	for k := range junctionSteps {
		names[fJunction+k] = fmt.Sprintf("junction/%+d", 2*k-2*junctionSteps/2)
	}
	return names
}

// file renders weights as they are kept.
func (s *scorer) file() string {
	var b strings.Builder
	row := func(v [units]float32) {
		for _, x := range v {
			fmt.Fprintf(&b, " %.4g", x)
		}
		b.WriteByte('\n')
	}
	for f, n := range Names() {
		fmt.Fprintf(&b, "%s %.4f %.4f", n, s.linear[f], s.rough[f])
		row(s.in[f])
	}
	b.WriteString("bias")
	row(s.bias)
	b.WriteString("out")
	row(s.out)
	return b.String()
}
