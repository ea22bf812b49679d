package lm

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm/net"
)

// Settings of a training.
type Settings struct {
	Lang     string
	Frequent int // so many words are classes of their own
	Triples  int // at most so many of each model
	Joint    int // at most so many weights of the joint
	Grams    int // at most so many grams of letters
	Net      net.Settings
}

// Train counts a model from paragraphs of text and a list of word forms with
// their counts. Its net begins at from, if that is not nil. The same input gives
// the same bytes.
func Train(paragraphs iter.Seq[string], list map[string]float64, s Settings, from *net.Beginning) (*Model, error) {
	m := &Model{lang: s.Lang}
	type form struct{ id, shape uint64 }
	index := map[form]uint32{}
	var forms []Token
	var spaced []bool
	var text []uint32 // forms, paragraphs apart by the boundary
	add := func(t Token) {
		k := form{t.ID, t.Shape}
		i, ok := index[k]
		if !ok {
			i = uint32(len(forms))
			index[k] = i
			forms = append(forms, t)
		}
		text, spaced = append(text, i), append(spaced, t.Space)
	}
	add(Boundary())
	var buf []Token
	words := map[string]bool{}
	var elided [2][2]float64
	for p := range paragraphs {
		buf = Tokens(buf[:0], p)
		for k, t := range buf {
			add(t)
			if t.Kind == Word && !t.Elided() {
				words[string(spelled(nil, p[t.From:t.To]))] = true
			}
			if k > 0 && buf[k-1].Elided() && t.Kind == Word {
				kind := 0
				if buf[k-1].Hyphened() {
					kind = 1
				}
				elided[kind][1]++
				if t.Space {
					elided[kind][0]++
				}
			}
		}
		add(Boundary())
	}

	for k, e := range elided {
		m.spaced[k] = uint64(1e6 * (e[0] + 1) / (e[1] + 2))
	}

	// Words: what each form is called, and how often it is there.
	frequency := map[uint64]float64{}
	listed := 0.0
	for _, n := range list {
		listed += n
	}
	for w, n := range list {
		if t := Tokens(buf[:0], w); len(t) == 1 {
			frequency[t[0].ID] = max(frequency[t[0].ID], n/listed*1e6)
		}
	}
	seen := map[uint64]float64{}
	for _, i := range text {
		seen[forms[i].ID]++
	}
	for id, n := range seen {
		frequency[id] = max(frequency[id], n/float64(len(text))*1e6)
	}
	m.frequent = threshold(seen, frequency, s.Frequent)

	err := m.word.count(text, func(i uint32) uint64 { return forms[i].ID }, len(forms), frequency, s.Triples)
	if err != nil {
		return nil, err
	}
	sides := make([]side, len(text))
	for i, f := range text {
		sides[i] = m.side(&forms[f], frequencyLevel(frequency[forms[f].ID]))
	}
	if err := m.spell.count(sorted(words, list), s.Grams); err != nil {
		return nil, err
	}
	tokens := make([]net.Token, len(text))
	for i, f := range text {
		tokens[i] = netToken(&forms[f])
	}
	if m.net, err = net.Train(net.Text{Tokens: tokens, Spaced: spaced}, s.Net, from); err != nil && !errors.Is(err, net.ErrTooLittle) {
		return nil, err
	}
	// Prose comes first; more of it than this adds hours and no figures.
	return m, m.joint.learn(sides[:min(len(sides), 700_000)], s.Joint)
}

// NetText gives paragraphs as a net learns from them.
func NetText(paragraphs iter.Seq[string]) net.Text {
	boundary := Boundary()
	out := net.Text{Tokens: []net.Token{netToken(&boundary)}, Spaced: []bool{boundary.Space}}
	var buf []Token
	for p := range paragraphs {
		for _, t := range append(Tokens(buf[:0], p), boundary) {
			out.Tokens, out.Spaced = append(out.Tokens, netToken(&t)), append(out.Spaced, t.Space)
		}
	}
	return out
}

func netToken(t *Token) net.Token {
	return net.Token{Word: t.ID, Shape: t.Shape, Ending: t.Ending}
}

// threshold is the level of frequency that about n of the seen words reach.
func threshold(seen, frequency map[uint64]float64, n int) uint64 {
	levels := make([]int, 65)
	for id := range seen {
		levels[frequencyLevel(frequency[id])]++
	}
	for l, sum := 64, 0; l > 0; l-- {
		if sum += levels[l]; sum > n {
			return uint64(l + 1)
		}
	}
	return 1
}

const packed = 21 // bits of a token in a packed n-gram

// count fills one n-gram model.
func (g *grams) count(text []uint32, name func(uint32) uint64, forms int, list map[uint64]float64, most int) error {
	number := map[uint64]uint64{}
	var ids []uint64
	of := make([]uint64, forms)
	for i := range of {
		id := name(uint32(i))
		n, ok := number[id]
		if !ok {
			n = uint64(len(ids))
			number[id] = n
			ids = append(ids, id)
		}
		of[i] = n
	}
	edge := of[text[0]]
	one := make([]counts, len(ids))
	twos := make([]uint64, 0, len(text))
	threes := make([]uint64, 0, len(text))
	at := func(i int) uint64 { return of[text[i]] }
	for i := range text {
		one[at(i)].n++
		if i > 0 {
			twos = append(twos, at(i-1)<<packed|at(i))
		}
		if i > 1 && at(i-1) != edge {
			threes = append(threes, at(i-2)<<(2*packed)|at(i-1)<<packed|at(i))
		}
	}
	const low = 1<<packed - 1
	pairs := map[uint64]*counts{}
	order := []uint64{}
	for k, n := range tally(twos) {
		pairs[k] = &counts{n: n}
		order = append(order, k)
		one[k>>packed].after++
		one[k&low].before++
	}
	g.total, g.pairs = float64(len(text)), float64(len(order))
	type triple struct {
		key  uint64
		n    float64
		rank float64
	}
	var kept []triple
	for k, n := range tally(threes) {
		ab, bc := pairs[k>>packed], pairs[k&(1<<(2*packed)-1)]
		ab.after++
		bc.before++
		// What the pairs already say need not be kept: rank by how much is left to say.
		kept = append(kept, triple{k, n, n * min(ab.n, bc.n, 3*n)})
	}
	// A triple seen once between pairs seen once follows from them.
	kept = slices.DeleteFunc(kept, func(t triple) bool { return t.rank <= 1 })
	if len(kept) > most {
		slices.SortStableFunc(kept, func(a, b triple) int {
			switch {
			case a.rank > b.rank:
				return -1
			case a.rank < b.rank:
				return 1
			}
			return 0
		})
		kept = kept[:most]
	}

	var keys, values []uint64
	for i, id := range ids {
		c := one[i]
		v := level(scale6[:], c.n)<<18 | level(scale6[:], c.after)<<12 | level(scale6[:], c.before)<<6
		if list != nil {
			v |= frequencyLevel(list[id])
		}
		keys, values = append(keys, id), append(values, v)
	}
	var rest []uint64
	for id := range list {
		if _, ok := number[id]; !ok {
			rest = append(rest, id)
		}
	}
	slices.Sort(rest)
	for _, id := range rest {
		keys, values = append(keys, id), append(values, frequencyLevel(list[id]))
	}
	var err error
	if g.one, err = build(keys, values, 5, 24); err != nil {
		return err
	}
	keys, values = keys[:0], values[:0]
	for _, k := range order {
		c := pairs[k]
		if c.n == 1 && min(one[k>>packed].n, one[k&low].n) <= 1 {
			continue // a token seen once has one neighbour by necessity
		}
		keys = append(keys, pairKey(ids[k>>packed], ids[k&low]))
		values = append(values, level(scale4[:], c.n)<<8|level(scale4[:], c.after)<<4|level(scale4[:], c.before))
	}
	if g.two, err = build(keys, values, 3, 12); err != nil {
		return err
	}
	keys, values = keys[:0], values[:0]
	for _, t := range kept {
		keys = append(keys, tripleKey(ids[t.key>>(2*packed)], ids[t.key>>packed&low], ids[t.key&low]))
		values = append(values, level(scale4[:], t.n))
	}
	g.three, err = build(keys, values, 2, 4)
	return err
}

// tally sorts keys and gives each with how often it is there, in order.
func tally(keys []uint64) iter.Seq2[uint64, float64] {
	slices.Sort(keys)
	return func(yield func(uint64, float64) bool) {
		for i := 0; i < len(keys); {
			j := i + 1
			for j < len(keys) && keys[j] == keys[i] {
				j++
			}
			if !yield(keys[i], float64(j-i)) {
				return
			}
			i = j
		}
	}
}

// sorted are the word forms of a text and a list, each once, in order.
func sorted(words map[string]bool, list map[string]float64) [][]rune {
	for w := range list {
		if r := spelled(nil, w); len(r) > 0 && utf8.RuneCountInString(w) == len(r) {
			words[string(r)] = true
		}
	}
	var out [][]rune
	for _, w := range slices.Sorted(maps.Keys(words)) {
		out = append(out, []rune(w))
	}
	return out
}
