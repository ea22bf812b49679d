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

// After a stretch that stands on one side only, be it long or short, on either
// side, at an end or inside, at most three beads may be wrong.
func TestAlignRecoversAfterInsertions(t *testing.T) {
	const units, near, most = 400, 12, 3
	src, tgt := twoTongues(units, 2, false)
	foreign, elsewhere := twoTongues(2000, 3, false)
	for _, n := range []int{1, 5, 20, 200, 2000} {
		for _, at := range []int{0, units / 3, units} {
			for _, inTarget := range []bool{false, true} {
				t.Run(fmt.Sprintf("%d at %d, target %v", n, at, inTarget), func(t *testing.T) {
					s, u := src, tgt
					if inTarget {
						u = slices.Concat(tgt[:at], elsewhere[:n], tgt[at:])
					} else {
						s = slices.Concat(src[:at], foreign[:n], src[at:])
					}
					beads, r := align(t, s, u, Options{})
					found := map[int]bool{} // units whose two sides are a bead
					strays := 0             // beads that tie what was inserted
					for _, b := range beads {
						own, other := b.Src, b.Tgt
						if inTarget {
							own, other = b.Tgt, b.Src
						}
						if len(own) == 0 || len(other) == 0 {
							continue
						}
						if k := own[0]; len(own) == 1 && len(other) == 1 && (k < at && other[0] == k || k >= at+n && other[0] == k-n) {
							found[other[0]] = true
						} else if k >= at-near && k < at+n+near {
							strays++
						}
					}
					lost := 0
					for k := max(at-near, 0); k < min(at+near, units); k++ {
						if !found[k] {
							lost++
						}
					}
					if strays > most || lost > most {
						t.Errorf("around the insertion %d pairs are lost, %d beads tie what was inserted", lost, strays)
					}
					if n >= 20 && len(r.Blocks) == 0 {
						t.Error("no block reported")
					}
				})
			}
		}
	}
}

// Where one row of the plane is very long, a way that matches anything anywhere has
// very many chances.
func TestAlignRecoversAfterAVeryLongInsertion(t *testing.T) {
	const at, n = 150, 20_000
	src, tgt := twoTongues(2*at, 2, false)
	_, foreign := twoTongues(n, 3, false)
	beads, _ := align(t, src, slices.Concat(tgt[:at], foreign, tgt[at:]), Options{})
	got := right(beads, func(j int) int {
		switch {
		case j < at:
			return j
		case j < at+n:
			return -1
		}
		return j - n
	})
	if got < 2*at-10 {
		t.Errorf("%d of %d beads right", got, 2*at)
	}
}

func TestAlignSaysWhenTextsAreUnrelated(t *testing.T) {
	for _, n := range []int{20, 100, 400} {
		src, _ := twoTongues(n, 4, false)
		_, tgt := twoTongues(n, 5, false)
		beads, r := align(t, src, tgt, Options{})
		if !r.Unrelated {
			t.Errorf("%d segments: not taken for unrelated, confidence %.2f", n, r.Confidence)
		}
		// It does not invent: no bead of both sides is believed.
		for _, b := range beads {
			if len(b.Src) > 0 && len(b.Tgt) > 0 && b.Score > 0.5 {
				t.Errorf("%d segments: %v and %v are believed, %.2f", n, b.Src, b.Tgt, b.Score)
			}
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

// A third language in the middle of one side, as where a quotation is left as it
// was, does not spoil what lies around it; nor does a side that changes its
// language where the other does not.
func TestAlignTwoLanguagesMixed(t *testing.T) {
	src, tgt := twoTongues(300, 8, false)
	third, _ := twoTongues(300, 9, false)
	quoted := slices.Clone(tgt)
	for k := 140; k < 160; k++ { // other words altogether, but as many sentences
		quoted[k] = third[k]
	}
	beads, r := align(t, src, quoted, Options{})
	if n := right(beads, func(j int) int { return j }); n < 265 || r.Unrelated {
		t.Errorf("with a quotation: %d of 300 beads right, unrelated %v", n, r.Unrelated)
	}
	// The second half of the target is not translated: it is the source's.
	half := slices.Concat(tgt[:150], src[150:])
	beads, r = align(t, src, half, Options{})
	if n := right(beads, func(j int) int { return j }); n < 280 || r.Unrelated {
		t.Errorf("half of it left as it was: %d of 300 beads right, unrelated %v", n, r.Unrelated)
	}
	// Both sides go on in another language, sentence by sentence in turn: what there
	// is to learn from is cut by half.
	var turnS, turnT []string
	for k := range src {
		if k%2 == 0 {
			turnS, turnT = append(turnS, src[k]), append(turnT, tgt[k])
		} else {
			turnS, turnT = append(turnS, tgt[k]), append(turnT, src[k])
		}
	}
	beads, r = align(t, turnS, turnT, Options{})
	if n := right(beads, func(j int) int { return j }); n < 250 || r.Unrelated {
		t.Errorf("in turn: %d of 300 beads right, unrelated %v", n, r.Unrelated)
	}
}
