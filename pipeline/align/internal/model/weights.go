package model

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Set says which evidence beside the two texts is at hand; there are weights
// for each.
type Set int

// The sets of evidence.
const (
	TextOnly Set = iota
	WithPivot
	WithVectors
	WithBoth
	Sets
)

var setNames = [Sets]string{"texts", "pivot", "embeddings", "both"}

func (s Set) String() string { return setNames[s] }

// Weights are what the field has learned.
type Weights struct {
	Of [Sets][Features]float32
	// Slope and Offset turn the log odds of a posterior into those of being
	// right.
	Slope, Offset [Sets]float32
}

// trusted are the weights for one problem.
type trusted struct {
	of            [Features]float32
	slope, offset float32
}

// trusted gives the weights for a set whose embeddings are trusted so far: between
// those without embeddings and those with, in which a pivot that is close to the
// target counts more.
func (w *Weights) trusted(set Set, trust, near float64) *trusted {
	if set&WithVectors == 0 {
		return &trusted{w.Of[set], w.Slope[set], w.Offset[set]}
	}
	without, with := set&^WithVectors, &w.Of[set]
	if set == WithBoth && near > 0 {
		with = w.beside(near)
	}
	return &trusted{
		*Between(&w.Of[without], with, trust),
		between(w.Slope[without], w.Slope[set], trust), between(w.Offset[without], w.Offset[set], trust),
	}
}

// Between gives weights on the way from one to another, 0 the one, 1 the other.
func Between(one, other *[Features]float32, at float64) *[Features]float32 {
	var out [Features]float32
	for k, x := range one {
		out[k] = between(x, other[k], at)
	}
	return &out
}

func between(one, other float32, at float64) float32 {
	return float32(1-at)*one + float32(at)*other
}

//go:embed weights.tsv
var embedded []byte

// Learned reads the weights that recto ships.
func Learned() (*Weights, error) { return ReadWeights(bytes.NewReader(embedded)) }

// Calibrated is the probability that a bead of some posterior is right.
func Calibrated(posterior float64, slope, offset float32) float64 {
	p := min(max(posterior, 1e-6), 1-1e-6)
	return 1 / (1 + math.Exp(-float64(slope)*math.Log(p/(1-p))-float64(offset)))
}

const (
	slopeName  = "calibration: slope"
	offsetName = "calibration: offset"
)

// WriteWeights writes a line for each feature: its name, and its weight for
// each set of evidence.
func WriteWeights(w io.Writer, x *Weights) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "feature\t%s\n", strings.Join(setNames[:], "\t"))
	line := func(name string, at func(s Set) float32) {
		b.WriteString(name)
		for s := range Sets {
			fmt.Fprintf(b, "\t%.4f", at(s))
		}
		b.WriteByte('\n')
	}
	for k := range Features {
		line(FeatureName(k), func(s Set) float32 { return x.Of[s][k] })
	}
	line(slopeName, func(s Set) float32 { return x.Slope[s] })
	line(offsetName, func(s Set) float32 { return x.Offset[s] })
	return b.Flush()
}

// ReadWeights reads what WriteWeights wrote. A feature that is not named weighs
// nothing.
func ReadWeights(r io.Reader) (*Weights, error) {
	names := map[string]int{slopeName: Features, offsetName: Features + 1}
	for k := range Features {
		names[FeatureName(k)] = k
	}
	x := &Weights{Slope: [Sets]float32{1, 1, 1, 1}}
	in := bufio.NewScanner(r)
	for n := 1; in.Scan(); n++ {
		f := strings.Split(in.Text(), "\t")
		if n == 1 {
			continue
		}
		k, ok := names[f[0]]
		if !ok || len(f) != int(Sets)+1 {
			return nil, fmt.Errorf("weights, line %d: %q is no feature with %d weights", n, in.Text(), Sets)
		}
		for s := range Sets {
			v, err := strconv.ParseFloat(f[s+1], 32)
			if err != nil {
				return nil, fmt.Errorf("weights, line %d: %w", n, err)
			}
			switch k {
			case Features:
				x.Slope[s] = float32(v)
			case Features + 1:
				x.Offset[s] = float32(v)
			default:
				x.Of[s][k] = float32(v)
			}
		}
	}
	return x, in.Err()
}
