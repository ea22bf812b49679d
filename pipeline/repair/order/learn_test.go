package order

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// lesson is a line with two readings that differ in one feature: the line as it
// came, and one that has so much of it.
func lesson(p Producer, lang string, f int, x float32, right int) Example {
	e := Example{producer: p, lang: lang, readings: [][]term{nil, {{uint16(f), x}}}, across: [][]term{nil, nil}, right: []bool{false, false}}
	e.right[right] = true
	return e
}

func TestEachProducerAndLanguageIsLearnedFromItsLines(t *testing.T) {
	var all []Example
	for range 2000 {
		all = append(all,
			// Where phrases come last the feature is good, where they come first it is bad.
			lesson(Last, "aa", fMove, 1, 1), lesson(First, "aa", fMove, 1, 0),
			lesson(Last, "bb", fMove, 1, 1), lesson(First, "bb", fMove, 1, 0),
			// This one is good in one language and bad in the other.
			lesson(Last, "aa", fUnknown, 1, 1), lesson(Last, "bb", fUnknown, 1, 0),
			lesson(First, "aa", fUnknown, 1, 1), lesson(First, "bb", fUnknown, 1, 0),
		)
	}
	weights, languages := Learn(all, 6, []Producer{Last, First}, func(Producer, int, float64, float64) {})
	general := parseWeights(weights)
	score := func(p Producer, lang string, f int) float64 {
		by := parseShift(languages, lang)[one(p == First)]
		return general.of(p).shifted(&by).score([]term{{uint16(f), 1}}) - general.of(p).score(nil)
	}
	for _, c := range []struct {
		p     Producer
		lang  string
		f     int
		right bool
	}{
		{Last, "aa", fMove, true}, {First, "aa", fMove, false},
		{Last, "bb", fMove, true}, {First, "bb", fMove, false},
		{Last, "cc", fMove, true}, {First, "cc", fMove, false}, // a language that nobody taught
		{Last, "aa", fUnknown, true}, {Last, "bb", fUnknown, false},
		{First, "aa", fUnknown, true}, {First, "bb", fUnknown, false},
	} {
		if x := score(c.p, c.lang, c.f); x > 0 != c.right {
			t.Errorf("%s, phrases %s, feature %s scores %.2f", c.lang, c.p, Names()[c.f], x)
		}
	}
}

func TestScorersThatAreNotLearnedStayAsTheyAre(t *testing.T) {
	var all []Example
	for range 40 {
		all = append(all, lesson(Last, "aa", fMove, 1, 1), lesson(First, "aa", fMove, 1, 0), lesson(InRows, "aa", fMove, 1, 1))
	}
	move := []term{{fMove, 1}}
	was := parseWeights(weightsFile)
	for _, learned := range []Producer{Last, First, InRows, either} {
		file, _ := Learn(all, 1, []Producer{learned}, func(Producer, int, float64, float64) {})
		is := parseWeights(file)
		for _, p := range []Producer{Last, First, InRows, either} {
			if same := math.Abs(is.of(p).score(move)-was.of(p).score(move)) < 0.01; same != (p != learned) {
				t.Errorf("%s is learned, and that of %s is the same: %v", learned, p, same)
			}
		}
	}
}

func TestShiftsAreReadAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := map[string]*[len(shifting)]shift{}
		for _, lang := range []string{"aa", "ab", "b"} {
			by := &[len(shifting)]shift{}
			for _, f := range rapid.SliceOf(rapid.IntRange(0, features-1)).Draw(t, "features") {
				by[f%2].linear[f] = rapid.Float64Range(-9, 9).Draw(t, "linear")
				by[1-f%2].rough[f] = rapid.Float64Range(-9, 9).Draw(t, "rough")
			}
			all[lang] = by
		}
		file := shiftsFile(all)
		for lang, want := range all {
			got := parseShift(file, lang)
			for k := range want {
				for f := range features {
					if math.Abs(got[k].linear[f]-want[k].linear[f]) > 0.01 || math.Abs(got[k].rough[f]-want[k].rough[f]) > 0.01 {
						t.Fatalf("%s, %s: %+v, want %+v", lang, Names()[f], got[k].linear[f], want[k].linear[f])
					}
				}
			}
		}
		if got := parseShift(file, "c"); *got != [len(shifting)]shift{} {
			t.Fatal("a language that is not there differs")
		}
	})
}
