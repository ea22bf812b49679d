package order

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRate(t *testing.T) {
	many := func(n int, p float64, and ...float64) []float64 {
		return append(slices.Repeat([]float64{p}, n), and...)
	}
	for _, c := range []struct {
		name          string
		posteriors    []float64
		usual, others float64
		least, most   float64
	}{
		{"nothing is known", nil, 0.5, 0, 0.49, 0.51},
		{"all are", many(50, 0.99), 0.5, 0, 0.97, 1},
		{"none is", many(50, 0.01), 0.5, 0, 0, 0.03},
		{"a third are", many(20, 0.999, many(40, 0.001)...), 0.5, 0, 0.32, 0.35},
		{"a third are, for certain, among as many others", many(20, 0.999, many(40, 0.001)...), 0.5, 60, 0.16, 0.18},
		{"each as likely as it always is", many(50, 0.1), 0.1, 0, 0.45, 0.55},
		{"each likelier than it always is", many(50, 0.4), 0.1, 0, 0.95, 1},
		{"all may be, where most are always", many(50, 0.5), 0.9, 0, 0, 0.05},
	} {
		if got := Rate(c.posteriors, c.usual, c.others); got < c.least || got > c.most {
			t.Errorf("%s: %.3f, not from %.2f to %.2f", c.name, got, c.least, c.most)
		}
	}
}

func TestRateRisesWithWhatIsLikely(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0.001, 0.99), 1, 40).Draw(t, "posteriors")
		others := rapid.Float64Range(0, 100).Draw(t, "others")
		rate := Rate(p, 0.5, others)
		if rate <= 0 || rate >= 1 || math.IsNaN(rate) {
			t.Fatalf("rate %v", rate)
		}
		if more := Rate(p, 0.5, others+10); more > rate {
			t.Errorf("%v with ten more lines in order, %v without", more, rate)
		}
		q := slices.Clone(p)
		i := rapid.IntRange(0, len(q)-1).Draw(t, "line")
		q[i] = q[i]/2 + 0.499
		if more := Rate(q, 0.5, others); more < rate-1e-9 {
			t.Errorf("%v with a likelier line, %v before", more, rate)
		}
	})
}

// What a line has to show hangs on the others: little among many that are out of order, much
// where it is nearly the only one.
func TestOddsThatALineHasToHave(t *testing.T) {
	for _, c := range []struct {
		name         string
		moved, other int // marked lines that seem to be out of order, that do not
		lines        int
		least, most  float64
	}{
		{"a damaged document", 20, 2, 120, 1, 30},
		{"the only marked line of a short text", 1, 0, 8, 5, 100},
		{"one of the marked lines of a sound text", 1, 12, 60, 1000, 100_000},
		{"one line of a book", 1, 0, 5000, 10_000, 10_000_000},
	} {
		var s rates
		for range c.moved {
			s.add(0.9999)
		}
		for range c.other {
			s.add(0.01)
		}
		if got := s.least(c.lines); got < c.least || got > c.most {
			t.Errorf("%s: odds of %.0f, not from %.0f to %.0f", c.name, got, c.least, c.most)
		}
	}
}

// Among lines that are in order one has to be out of it for certain: where a phrase left two
// marks it is, and a name that begins with a full stop may be a name.
func TestAnOddWordOfASoundTextIsNoPhrase(t *testing.T) {
	const sound = "the town has a bridge and a council that meets there\n"
	for _, c := range []struct {
		line, want string // "" for left
	}{
		{"The tool can read its settings from the .harbour folder in the home directory", ""},
		{"it was said to be the  in the whole country by the milleroldest bridge", "it was said to be the oldest bridge in the whole country by the miller"},
		{"the council gave the  of the  to his only son in the spring of last yearkeys mill", "the council gave the keys of the mill to his only son in the spring of last year"},
		{"they saw the  boats and the  nets of the men by the wallold new red", ""}, // two ways that may be
	} {
		o := lastOf(t, strings.Repeat(sound, 60)+c.line)
		if o.Changed != (c.want != "") || o.Changed && o.Best.Text != c.want || !o.Changed && o.Reason != "nowhere-else" {
			t.Errorf("changed %v (%s): %q\nof %q", o.Changed, o.Reason, o.Best.Text, c.line)
		}
	}
}
