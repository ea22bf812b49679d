package align

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/corpus"
)

// A language of the tests' own: words of random syllables. Its translation has
// other words, one for one, in another order, so that nothing but what the
// aligner learns ties the two.
type tongue struct {
	*rand.Rand
	script string // letters to make words of
}

func (t tongue) word(w int) string {
	r := rand.New(rand.NewPCG(uint64(w), uint64(len(t.script))))
	letters := []rune(t.script)
	var b strings.Builder
	for range 2 + r.IntN(7) {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return b.String()
}

// sentence draws word numbers: few that are frequent, many that are rare.
func sentence(r *rand.Rand) []int {
	out := make([]int, 4+r.IntN(20))
	for k := range out {
		out[k] = int(float64(2000) * r.Float64() * r.Float64() * r.Float64())
	}
	return out
}

const (
	latin     = "abcdefghiklmnoprstu"
	mkhedruli = "აბგდევზთიკლმნოპრსტუ"
)

// twoTongues gives n sentences in two languages that share no letter. One
// sentence in four has a number; if bare, there is no figure and no mark.
func twoTongues(n int, seed uint64, bare bool) (src, tgt []string) {
	r := rand.New(rand.NewPCG(seed, 0))
	a, b := tongue{r, latin}, tongue{r, mkhedruli}
	end := "."
	if bare {
		end = ""
	}
	for range n {
		ws := sentence(r)
		figure := ""
		if !bare && r.IntN(4) == 0 {
			figure = fmt.Sprint(" ", 1000+r.IntN(9000))
		}
		var s, t []string
		for _, w := range ws {
			s = append(s, a.word(w))
			t = append(t, b.word(w))
		}
		r.Shuffle(len(t), func(i, j int) { t[i], t[j] = t[j], t[i] })
		src, tgt = append(src, strings.Join(s, " ")+figure+end), append(tgt, strings.Join(t, " ")+figure+end)
	}
	return src, tgt
}

// right counts the beads that are 1-1 and tie segments that are a translation
// of each other: target segment j translates source segment source(j).
func right(beads []corpus.Bead, source func(j int) int) int {
	n := 0
	for _, b := range beads {
		if len(b.Src) == 1 && len(b.Tgt) == 1 && source(b.Tgt[0]) == b.Src[0] {
			n++
		}
	}
	return n
}

func TestAlignWithoutASharedLetter(t *testing.T) {
	for _, bare := range []bool{false, true} {
		src, tgt := twoTongues(300, 1, bare)
		beads, r := align(t, src, tgt, Options{})
		if n := right(beads, func(j int) int { return j }); n < 280 {
			t.Errorf("bare %v: %d of 300 beads right", bare, n)
		}
		if r.Unrelated {
			t.Errorf("bare %v: taken for unrelated", bare)
		}
	}
}

// After a stretch that stands on one side only, at most three beads may be
// wrong.
func TestAlignRecoversAfterInsertions(t *testing.T) {
	src, tgt := twoTongues(400, 2, false)
	foreign, _ := twoTongues(3000, 3, false)
	for _, n := range []int{1, 5, 40, 300, 3000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			const at = 200
			with := slices.Concat(src[:at], foreign[:n], src[at:])
			beads, r := align(t, with, tgt, Options{})
			wrong := 0
			for _, b := range beads {
				if len(b.Tgt) == 0 {
					continue
				}
				ok := len(b.Src) == 1 && len(b.Tgt) == 1
				if ok {
					i := b.Src[0]
					switch {
					case i < at:
						ok = b.Tgt[0] == i
					case i >= at+n:
						ok = b.Tgt[0] == i-n
					default:
						ok = false
					}
				}
				if !ok && b.Tgt[0] >= at-3 && b.Tgt[0] < at+10 {
					wrong++
				}
			}
			if wrong > 3 {
				t.Errorf("%d wrong beads around the insertion", wrong)
			}
			if n >= 40 && len(r.Blocks) == 0 {
				t.Error("no block reported")
			}
			last := beads[len(beads)-1]
			if len(last.Src) != 1 || len(last.Tgt) != 1 {
				t.Errorf("the last bead is %v", last)
			}
		})
	}
}

func TestAlignSaysWhenTextsAreUnrelated(t *testing.T) {
	for _, n := range []int{20, 100, 400} {
		src, _ := twoTongues(n, 4, false)
		_, tgt := twoTongues(n, 5, false)
		if _, r := align(t, src, tgt, Options{}); !r.Unrelated {
			t.Errorf("%d segments: not taken for unrelated, confidence %.2f", n, r.Confidence)
		}
	}
}

func TestAlignOneAgainstAThousand(t *testing.T) {
	src, tgt := twoTongues(1000, 6, false)
	if _, r := align(t, src[:1], tgt, Options{}); r.TargetEmpty < 990 {
		t.Errorf("report %+v", r)
	}
	if _, r := align(t, src, tgt[500:501], Options{}); r.SourceEmpty < 990 {
		t.Errorf("report %+v", r)
	}
}

func TestAlignTheSameTextTwice(t *testing.T) {
	src, _ := twoTongues(200, 7, false)
	beads, _ := align(t, src, src, Options{})
	if n := right(beads, func(j int) int { return j }); n != 200 {
		t.Errorf("%d of 200 beads right", n)
	}
	same := slices.Repeat([]string{"the very same words again."}, 60)
	beads, _ = align(t, same, same, Options{})
	if n := right(beads, func(j int) int { return j }); n != 60 {
		t.Errorf("%d of 60 equal beads right: %s", n, shape(beads))
	}
}
