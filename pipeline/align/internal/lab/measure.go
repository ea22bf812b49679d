package lab

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Bead is a gold or a found bead, by segment numbers.
type Bead struct{ Src, Tgt []int }

// Counts are what precision and recall are made of, as score.py of Vecalign
// counts them (after Sennrich and Volk, NODALIDA 2011): a bead is strictly
// right if the very same bead is in the other set, and laxly right if it shares
// a source and a target segment with one bead there. Empty beads count for
// precision only.
type Counts struct {
	RightP, AllP, LaxP int // of the found beads
	RightR, AllR, LaxR int // of the gold beads, empty ones apart
}

// Count compares found beads with gold ones.
func Count(gold, found []Bead) Counts {
	var c Counts
	c.RightP, c.LaxP, c.AllP = compare(found, gold)
	c.RightR, c.LaxR, c.AllR = compare(filled(gold), filled(found))
	return c
}

// Add sums counts of several documents.
func (c Counts) Add(d Counts) Counts {
	return Counts{c.RightP + d.RightP, c.AllP + d.AllP, c.LaxP + d.LaxP, c.RightR + d.RightR, c.AllR + d.AllR, c.LaxR + d.LaxR}
}

// Strict gives precision, recall and F1.
func (c Counts) Strict() (p, r, f float64) { return prf(c.RightP, c.AllP, c.RightR, c.AllR) }

// Lax gives precision, recall and F1.
func (c Counts) Lax() (p, r, f float64) { return prf(c.LaxP, c.AllP, c.LaxR, c.AllR) }

func prf(tp, np, tr, nr int) (p, r, f float64) {
	if np > 0 {
		p = float64(tp) / float64(np)
	}
	if nr > 0 {
		r = float64(tr) / float64(nr)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// compare says how many of a's different beads are in b, and how many are
// there at least in part.
func compare(a, b []Bead) (strict, lax, all int) {
	in := map[string]bool{}
	partners := map[int]map[int]bool{}
	for _, x := range b {
		in[key(x)] = true
		for _, s := range x.Src {
			if partners[s] == nil {
				partners[s] = map[int]bool{}
			}
			for _, t := range x.Tgt {
				partners[s][t] = true
			}
		}
	}
	seen := map[string]bool{}
	for _, x := range a {
		k := key(x)
		if seen[k] || len(x.Src)+len(x.Tgt) == 0 {
			continue
		}
		seen[k] = true
		all++
		if in[k] {
			strict++
			lax++
			continue
		}
		if slices.ContainsFunc(x.Src, func(s int) bool {
			return slices.ContainsFunc(x.Tgt, func(t int) bool { return partners[s][t] })
		}) {
			lax++
		}
	}
	return strict, lax, all
}

func key(b Bead) string { return fmt.Sprint(b.Src, b.Tgt) }

func filled(beads []Bead) []Bead {
	var out []Bead
	for _, b := range beads {
		if len(b.Src) > 0 && len(b.Tgt) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// Interval is where strict and lax F1 lie with 95 % probability, by drawing
// blocks of ten beads again (bootstrap of Efron, blocks of Künsch): neighbours
// fail together.
func Interval(gold, found []Bead) (strict, lax [2]float64) {
	const block, draws = 10, 400
	// Blocks are cut where the source stands, so that gold and found meet.
	last := 0
	for _, b := range gold {
		for _, s := range b.Src {
			last = max(last, s)
		}
	}
	width := max((last+1)*block/max(len(filled(gold)), 1), 1)
	n := last/width + 1
	parts := make([]Counts, n)
	split := func(beads []Bead) [][]Bead {
		out := make([][]Bead, n)
		at := 0
		for _, b := range beads {
			if len(b.Src) > 0 {
				at = min(b.Src[0]/width, n-1)
			}
			out[at] = append(out[at], b)
		}
		return out
	}
	g, f := split(gold), split(found)
	for k := range parts {
		// Compare each part with the whole of the other side: a bead at the
		// border must find its partner.
		var c Counts
		c.RightP, c.LaxP, c.AllP = compare(f[k], gold)
		c.RightR, c.LaxR, c.AllR = compare(filled(g[k]), filled(found))
		parts[k] = c
	}
	r := rand.New(rand.NewPCG(1, 2))
	var fs, fl []float64
	for range draws {
		var c Counts
		for range n {
			c = c.Add(parts[r.IntN(n)])
		}
		_, _, s := c.Strict()
		_, _, l := c.Lax()
		fs, fl = append(fs, s), append(fl, l)
	}
	slices.Sort(fs)
	slices.Sort(fl)
	lo, hi := draws/40, draws-1-draws/40
	return [2]float64{fs[lo], fs[hi]}, [2]float64{fl[lo], fl[hi]}
}
