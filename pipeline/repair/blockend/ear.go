package blockend

import (
	"math"
	"strings"
	"unicode"

	"github.com/recto/recto/pipeline/repair/lm"
)

// ear hears how well words go together: what the model says of them, and what
// the document has elsewhere.
type ear struct {
	*lm.Session
	model   *lm.Model
	weights *jointVector
	said    *lm.Tally // nil for nothing
	looks   []look    // by number
}

// look is what a joint needs to know of a token's letters.
type look struct {
	first, last rune
	mark        bool
}

func (e *ear) number(t *lm.Token) int32 {
	n := e.Number(t)
	for int(n) >= len(e.looks) {
		e.looks = append(e.looks, look{})
	}
	e.looks[n] = look{first: t.First, last: t.Last, mark: t.Kind == lm.Mark}
	return n
}

func (e *ear) reset() {
	e.Reset()
	e.looks = e.looks[:0]
}

// hear takes in a page.
func (e *ear) hear(text string, lines []Line) {
	var tokens []lm.Token
	var a, b uint64
	for _, l := range lines {
		tokens = lm.Tokens(tokens[:0], text[l.From:l.To])
		for i := range tokens {
			c := tokens[i].ID
			if b != 0 {
				e.said.Add(lm.TwoKey(b, c))
			}
			if a != 0 {
				e.said.Add(lm.ThreeKey(a, b, c))
			}
			a, b = b, c
		}
	}
}

// came is how well left and right go together that the document has side by side
// here, in nats: 0 for no better than two places of a page put together at random.
func (e *ear) came(l, r ctx) float64 { return e.heard(l, r, 1) }

// joint is the same of left and right that it has apart.
func (e *ear) joint(l, r ctx) float64 { return e.heard(l, r, 0) }

// heard is joint where the document has the two side by side so many times that
// say nothing.
func (e *ear) heard(l, r ctx, own int) float64 {
	if l[0] < 0 || r[0] < 0 {
		return 0
	}
	var v jointVector
	e.tell(&v, l, r, own)
	return wJoint * dot(v[:], e.weights[:])
}

// tell fills in what tells how well the two go together.
func (e *ear) tell(v *jointVector, l, r ctx, own int) {
	counted := e.Joint(l[1], l[0], r[0], r[1])
	net := e.Junction(l, r)
	if net == 0 { // a model without a net
		net = counted
	}
	v[jNet], v[jUnlike], v[jAlike] = net, math.Min(0, net+4), math.Max(0, net-4)
	v[jCounted+one(!e.Familiar(l[0]))+one(!e.Familiar(r[0]))] = counted
	if l[1] >= 0 {
		v[jWords] += float64(e.Window(l[1], l[0], r[0]))
	}
	if r[1] >= 0 {
		v[jWords] += float64(e.Window(l[0], r[0], r[1]))
	}
	e.elsewhere(v, l, r, own)
	a, b := &e.looks[l[0]], &e.looks[r[0]]
	stop := a.mark && strings.ContainsRune(".!?", a.last)
	switch {
	case stop && unicode.IsLower(b.first):
		v[jSmall] = 1
	case !stop && unicode.IsUpper(b.first) && !(a.mark && strings.ContainsRune(":([«“‘„\"", a.last)):
		v[jCapital] = 1
	case a.mark && leads(b.first):
		v[jClash] = 1
	}
}

// elsewhere fills in what the document and the model have seen of the pair.
func (e *ear) elsewhere(v *jointVector, l, r ctx, own int) {
	a, b := e.ID(l[0]), e.ID(r[0])
	v[jPair] = e.times(lm.TwoKey(a, b), own)
	if v[jPair] == 0 {
		v[jUnseen] = float64(one(e.Seen(l[0], r[0]) == 0))
		return
	}
	if l[1] >= 0 {
		v[jTriple] += e.times(lm.ThreeKey(e.ID(l[1]), a, b), own)
	}
	if r[1] >= 0 {
		v[jTriple] += e.times(lm.ThreeKey(a, b, e.ID(r[1])), own)
	}
}

// times is how often the document has it besides, on a logarithmic scale.
func (e *ear) times(key uint64, own int) float64 {
	if e.said == nil {
		return 0
	}
	return math.Log1p(float64(max(0, e.said.Count(key)-own)))
}
