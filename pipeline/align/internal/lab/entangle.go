package lab

import (
	"math/rand/v2"
	"slices"

	"github.com/recto/recto/pipeline/align/internal/model"
)

// laid is what lies between two clean cuts of a bitext: a bead, or two that
// change over, whose beads count from the first segment of each side.
type laid struct {
	src, tgt []part
	gold     []Bead
}

// one says whether it is one bead with both sides.
func (l *laid) one() bool {
	return len(l.gold) == 1 && len(l.gold[0].Src) > 0 && len(l.gold[0].Tgt) > 0
}

// How often people had more to join, at most; each bitext draws its own rates.
const (
	mostCrossed = 0.12 // of the beads, a clause crosses to the next
	mostAgain   = 0.5  // of the beads with several segments, one is cut once more
	goesOn      = 0.3  // of the beads that a clause has crossed to, one crosses on
)

// Entangle gives a bitext in which people had more to join, as where a text is
// translated freely: clauses cross between the sentences of neighbouring beads,
// which may be cut or joined already (2-2, 2-3, 3-3 and on), and what is cut is cut
// again (1-3, 1-4). The rest stays as it is. The same seed gives the same bitext.
func Entangle(b *Bitext, seed uint64) *Bitext {
	r := rand.New(rand.NewPCG(seed, 18))
	wild := 0.2 + 0.8*r.Float64()
	cross, again := mostCrossed*wild*r.Float64(), mostAgain*wild*r.Float64()
	m := &maker{Rand: r, b: &Bitext{Name: b.Name, From: b.From, To: b.To}}
	ls := taken(b)
	for k := 0; k < len(ls); k++ {
		l := &ls[k]
		for rate := cross; k+1 < len(ls) && m.chance(rate) && m.entangled(l, &ls[k+1]); rate = goesOn {
			ls = append(ls[:k+1], ls[k+2:]...)
		}
		for l.one() && max(len(l.src), len(l.tgt)) > 1 && len(l.src)+len(l.tgt) < model.MaxBead && m.chance(again) {
			side := &l.tgt
			if len(l.src) > len(l.tgt) {
				side = &l.src
			}
			q := m.IntN(len(*side))
			*side = slices.Concat((*side)[:q], m.split((*side)[q], 1), (*side)[q+1:])
		}
	}
	return m.put(ls)
}

// EntangleAll entangles bitexts, with seeds that count up from one.
func EntangleAll(bs []*Bitext, seed uint64) []*Bitext {
	out := make([]*Bitext, len(bs))
	for k, b := range bs {
		out[k] = Entangle(b, seed+uint64(k))
	}
	return out
}

// taken takes a bitext apart at its clean cuts.
func taken(b *Bitext) []laid {
	var out []laid
	i, j := 0, 0
	for k := 0; k < len(b.Gold); k++ {
		gold := b.Gold[k : k+1]
		if g := b.Gold[k]; len(g.Tgt) > 0 && g.Tgt[0] > j { // changed over with the next
			gold = b.Gold[k : k+2]
			k++
		}
		l := laid{}
		for _, g := range gold {
			x := Bead{}
			for _, s := range g.Src {
				x.Src = append(x.Src, s-i)
			}
			for _, t := range g.Tgt {
				x.Tgt = append(x.Tgt, t-j)
			}
			l.gold = append(l.gold, x)
		}
		for _, g := range gold {
			for range g.Src {
				l.src = append(l.src, part{b.Source[i+len(l.src)], b.Pivot[i+len(l.src)]})
			}
			for range g.Tgt {
				l.tgt = append(l.tgt, part{text: b.Target[j+len(l.tgt)]})
			}
		}
		i, j = i+len(l.src), j+len(l.tgt)
		out = append(out, l)
	}
	return out
}

// entangled has a clause cross between the beads l and n, and joins n to l.
func (m *maker) entangled(l, n *laid) bool {
	if !l.one() || !n.one() || len(l.src)+len(l.tgt)+len(n.src)+len(n.tgt) > model.MaxBead {
		return false
	}
	one, other := l.src, n.src
	if m.IntN(2) == 0 {
		one, other = l.tgt, n.tgt
	}
	last := &one[len(one)-1]
	a, b, ok := m.cross(*last, other[0])
	if !ok {
		return false
	}
	*last, other[0] = a, b
	l.src, l.tgt = append(l.src, n.src...), append(l.tgt, n.tgt...)
	return true
}

// put lays down what was taken apart.
func (m *maker) put(ls []laid) *Bitext {
	for _, l := range ls {
		i, j := len(m.b.Source), len(m.b.Target)
		if l.one() {
			l.gold = []Bead{{count(len(l.src)), count(len(l.tgt))}}
		}
		for _, p := range l.src {
			m.b.Source, m.b.Pivot = append(m.b.Source, p.text), append(m.b.Pivot, p.pivot)
		}
		for _, p := range l.tgt {
			m.b.Target = append(m.b.Target, p.text)
		}
		for _, g := range l.gold {
			x := Bead{}
			for _, s := range g.Src {
				x.Src = append(x.Src, i+s)
			}
			for _, t := range g.Tgt {
				x.Tgt = append(x.Tgt, j+t)
			}
			m.b.Gold = append(m.b.Gold, x)
		}
	}
	m.b.Areas = Areas(m.b.Gold, len(m.b.Source), len(m.b.Target))
	return m.b
}

// count counts from 0 to n, n left out.
func count(n int) []int {
	out := make([]int, n)
	for k := range out {
		out[k] = k
	}
	return out
}
