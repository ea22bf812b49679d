package order

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// The weights, learned by the command in train; see weights.card.md.
//
//go:embed weights.txt
var weightsFile string

var weights = func() (w [features]float64) {
	names := Names()
	for _, line := range strings.Split(weightsFile, "\n") {
		name, value, ok := strings.Cut(line, " ")
		if !ok {
			continue
		}
		for f, n := range names {
			if n == name {
				w[f], _ = strconv.ParseFloat(value, 64)
			}
		}
	}
	return
}()

// Names of the features, in order.
func Names() [features]string {
	names := [features]string{"words", "classes", "joint", "pairs", "triples", "unseen", "unknown", "alone", "capital", "no-capital", "balance", "move"}
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
	names[fHabit] = "habit"
	return names
}

// WeightsFile renders weights as they are kept.
func WeightsFile(w [features]float64) string {
	var b strings.Builder
	for f, n := range Names() {
		fmt.Fprintf(&b, "%s %.4f\n", n, w[f])
	}
	return b.String()
}
