package blockend

import (
	"math"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

// small is a page with four phrases behind it, and the line that they begin with.
const small = `The mill by the river has stood still since the flood, and nobody in
the village knows who owns it now. The wheel is slowly
in the grass, and the children sit on
it when the sun shines. Last year a man came and
everything, wrote the numbers down and left without a word.
rotting
top of
measured
on a Sunday
`

const smallTail = 5

func latticeOf(t *testing.T, sharp float64) *lattice {
	t.Helper()
	model, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	var lines []Line
	at := 0
	for s := range strings.Lines(small) {
		lines = append(lines, Line{From: at, To: at + len(s) - 1})
		at += len(s)
	}
	f := NewFinder(model)
	f.text, f.pages = small, [][]Line{lines}
	f.setting = settingOf(small, f.pages)
	for i := range f.merges[0] {
		f.merges[0][i] *= sharp
	}
	m := newMerge(newSheet(newRagged(measured(small, lines, f.setting), f.hearing()), len(lines)), &f.merges)
	if !m.prepare(smallTail, len(lines)) {
		t.Fatal("too much work")
	}
	a, ok := m.newLattice(0, smallTail)
	if !ok {
		t.Fatal("nothing to merge")
	}
	a.run()
	return a
}

func TestEveryRowGoesSomewhereOrStays(t *testing.T) {
	for _, sharp := range []float64{1, 0.2} { // sure, and not
		a := latticeOf(t, sharp)
		placed, stays := make([]float64, a.K+1), make([]float64, a.K+1)
		a.backwards(func(from, to int, e *evidence, p float64) {
			if p < 0 || p > 1+1e-9 {
				t.Errorf("a step of probability %v", p)
			}
			_, _, k := a.named(from)
			kind, _, l := a.named(to)
			for ; k < l; k++ {
				if kind == said {
					placed[k] += p
				} else {
					stays[k] += p
				}
			}
		})
		for k := range a.K {
			if sum := placed[k] + stays[k]; math.Abs(sum-1) > 1e-3 {
				t.Errorf("weights times %v: what begins with cut %d goes somewhere with %.4f and stays with %.4f", sharp, k, placed[k], stays[k])
			}
		}
	}
}

func TestWhatIsExpectedIsChosen(t *testing.T) {
	a := latticeOf(t, 1)
	e := a.newExpected()
	e.add(a, 1)
	var got []string
	for _, q := range e.choose() {
		before := strings.Fields(small[:q.At])
		got = append(got, before[len(before)-1]+" < "+small[q.From:q.To])
		if q.Posterior <= 0 || q.Posterior > 1+1e-9 {
			t.Errorf("a posterior of %v", q.Posterior)
		}
	}
	if want := "and < measured"; !strings.Contains(strings.Join(got, "\n")+"\n", want+"\n") {
		t.Errorf("%q is not among what goes somewhere: %q", want, got)
	}
}

// Where no hole shows, a phrase whose best place is far likelier wrong than right goes nowhere.
func TestWhatIsDoubtfulGoesNowhere(t *testing.T) {
	for sharp, least := range map[float64]float64{1: 0.5, 0.8: 0.3, 0.5: 1} {
		a := latticeOf(t, sharp)
		e := a.newExpected()
		e.add(a, 1)
		placed := e.choose()
		for _, q := range placed {
			if q.Posterior < least {
				t.Errorf("weights times %v: %q goes somewhere with %.2f", sharp, small[q.From:q.To], q.Posterior)
			}
		}
		if sharp == 1 && len(placed) == 0 {
			t.Error("nothing goes anywhere")
		}
	}
}

func TestEveryKindOfEvidenceHasAName(t *testing.T) {
	seen := make(map[string]bool)
	for i, name := range MergeNames {
		if name == "" || seen[name] {
			t.Errorf("evidence %d is called %q", i, name)
		}
		seen[name] = true
	}
	if len(MergeNames) != evidences {
		t.Errorf("%d names for %d kinds", len(MergeNames), evidences)
	}
}
