package order

import (
	_ "embed"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The weights, learned by the command in train; see weights.card.md.
//
//go:embed weights.txt
var weightsFile string

//go:embed languages.txt
var languagesFile string

var weights = sync.OnceValue(func() *scorers { return parseWeights(weightsFile).imposing(imposed, imposedLast) })

// imposed is added to what was learned, for the examples are of all kinds of
// programs, and have more harmless marks than documents do: a space before a line
// that begins no block is hardly ever anything but a hole, where a phrase was put
// back no hole stays open beside it, and two spaces behind a full stop are a typist's
// first of all. Were it there while the rest is learned,
// the rest would make up for it.
var imposed = map[int]float64{
	fLeadHole: -3, fStray + markDouble: -6, fStray + markClose: -4,
	fHole + int(doubleStop): -2, fSeam + int(doubleStop): -2, fStyled + int(doubleStop): -2,
}

// imposedLast is added where phrases come last: these are log ratios by themselves, and
// what is damaged for training says too little of them. It keeps the space at which a line
// was broken in one document of eight, and hardly sets a phrase apart twice.
var imposedLast = map[int]float64{fCloses: 0.6, fSet: 1}

// imposing adds to weights of the scorers that know the producer: the one for
// either has to see both sides alike.
func (s *scorers) imposing(more, last map[int]float64) *scorers {
	for f, x := range last {
		s.last.linear[f] += x
		s.last.rough[f] += x
	}
	for f, x := range more {
		for _, w := range [2]*scorer{&s.last, &s.first} {
			w.linear[f] += x
			w.rough[f] += x
		}
	}
	return s
}

// parseShift reads a language's lines: a feature's name, and what its weight and
// its weight in pruning differ by where phrases come last and where they come
// first. A language that is not there differs in nothing.
func parseShift(file, lang string) *[len(shifting)]shift {
	var by [len(shifting)]shift
	_, lines, ok := strings.Cut("\n"+file, "\n"+lang+"\n")
	if lang == "" || !ok {
		return &by
	}
	index := map[string]int{}
	for f, n := range Names() {
		index[n] = f
	}
	for line := range strings.Lines(lines) {
		fields := strings.Fields(line)
		if len(fields) != 1+2*len(by) {
			break
		}
		f, ok := index[fields[0]]
		if !ok {
			continue
		}
		for k := range by {
			by[k].linear[f], _ = strconv.ParseFloat(fields[1+2*k], 64)
			by[k].rough[f], _ = strconv.ParseFloat(fields[2+2*k], 64)
		}
	}
	return &by
}

// shiftsFile renders what languages differ in as it is kept.
func shiftsFile(all map[string]*[len(shifting)]shift) string {
	var b strings.Builder
	for _, lang := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintln(&b, lang)
		by := all[lang]
		for f, n := range Names() {
			var x [2 * len(by)]float64
			for k := range by {
				x[2*k], x[2*k+1] = by[k].linear[f], by[k].rough[f]
			}
			if slices.ContainsFunc(x[:], func(x float64) bool { return math.Abs(x) > 0.01 }) {
				b.WriteString(n)
				for _, x := range x {
					fmt.Fprintf(&b, " %.2f", x)
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// parseWeights reads a line a feature, after the producer's name: its name, its
// weight, its weight in pruning, and what it weighs in each hidden unit; "bias"
// and "out" are the units' own.
func parseWeights(file string) *scorers {
	all := &scorers{}
	s := &all.either
	index := map[string]int{}
	for f, n := range Names() {
		index[n] = f
	}
	for _, line := range strings.Split(file, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			if len(fields) == 1 {
				s = all.of(Producer(fields[0]))
			}
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
	return all
}

// Names of the features, in order.
func Names() [features]string {
	names := [features]string{"words", "joint/0", "joint/1", "joint/2", "net/0", "net/1", "net/2", "near", "pairs", "triples", "unseen", "unknown", "alone", "capital", "no-capital", "balance", "move"}
	kinds := [cutKinds]string{"space", "double", "double-stop", "space-close", "elision-space", "glue-case", "glue-open", "glue-after", "glue-stop", "glue-dash", "glue-quote", "glue-digit", "glue-word", "glue-half", "elision", "closing", "edge"}
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
	names[fClash], names[fEdges] = "clash", "edges"
	names[fGain], names[fRival], names[fHalf] = "gain", "rival", "half"
	names[fBare], names[fOpen] = "bare", "open"
	names[fCloses], names[fSet] = "closes", "set"
	names[fFirstWord], names[fLastWord] = "first-word", "last-word"
	names[fUsual], names[fEcho] = "usual", "echo"
	for k, n := range [breakKinds]string{"end", "end-begin", "begin"} {
		names[fSeveral+k] = "several/" + n
	}
	for k, n := range [markClasses]string{"double", "close", "glue", "word", "lead", "trail"} {
		names[fStray+k], names[fMarks+k] = "stray/"+n, "marks/"+n
	}
	for k := range commonest {
		names[fHalves+k], names[fHalves+commonest+k] = fmt.Sprintf("first-half/%d", k), fmt.Sprintf("second-half/%d", k)
		names[fWhole+k], names[fWhole+commonest+k] = fmt.Sprintf("whole/first/%d", k), fmt.Sprintf("whole/second/%d", k)
	}
	for i, n := range [wordCuts]string{"case", "word", "half"} {
		for k := range gainSteps {
			names[fGains+i*gainSteps+k] = fmt.Sprintf("gain/%s/%d", n, 5*k-5)
			if i < wordCuts-1 {
				names[fUncut+i*gainSteps+k] = fmt.Sprintf("uncut/%s/%d", n, 5*k-5)
			}
		}
	}
	names[fWrap], names[fWrap+1], names[fWrap+2] = "wrap/begins", "wrap/ends", "wrap/both"
	for k := range junctionSteps {
		names[fJunction+k] = fmt.Sprintf("junction/%+d", 2*k-2*junctionSteps/2)
	}
	return names
}

// file renders weights as they are kept.
func (s *scorers) file() string {
	var b strings.Builder
	for _, p := range [...]Producer{Last, First, InRows, either} {
		fmt.Fprintln(&b, p)
		s.of(p).write(&b)
	}
	return b.String()
}

func (s *scorer) write(b *strings.Builder) {
	row := func(v [units]float32) {
		for _, x := range v {
			fmt.Fprintf(b, " %.4g", x)
		}
		b.WriteByte('\n')
	}
	for f, n := range Names() {
		fmt.Fprintf(b, "%s %.4f %.4f", n, s.linear[f], s.rough[f])
		row(s.in[f])
	}
	b.WriteString("bias")
	row(s.bias)
	b.WriteString("out")
	row(s.out)
}
