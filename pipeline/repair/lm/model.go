package lm

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/recto/recto/pipeline/repair/lm/net"
)

// Model is the tables of one language. It is read-only and safe for any number
// of goroutines. The zero Model knows no word.
type Model struct {
	lang     string
	word     grams
	joint    joint
	spell    spelling
	net      *net.Net  // nil where there was too little text
	frequent uint64    // level of frequency from which a word is a class of its own
	spaced   [2]uint64 // in a million: words that end in an apostrophe, in a hyphen, that a space follows
}

// grams is one n-gram model: counts of tokens, pairs and triples, and for a
// token and a pair the number of different tokens seen after and before it.
type grams struct {
	one, two, three table
	total           float64 // tokens
	pairs           float64 // different pairs
}

const magic = "recto-lm\x06"

// Sizes says how many buckets of four each table has, for the card.
func (m *Model) Sizes() string {
	s := ""
	for _, t := range m.sections() {
		s += fmt.Sprintf(" %d", t.buckets*slots)
	}
	return fmt.Sprintf("words%s, %d kB", s, len(m.Bytes())/1000)
}

// Spaced is the share of the words that end in an apostrophe (0) or in a hyphen
// (1) and have a space between them and the next word.
func (m *Model) Spaced(kind int) float64 { return float64(m.spaced[kind]) / 1e6 }

// Language is the tag that the model was trained for, "" for none.
func (m *Model) Language() string { return m.lang }

// sections of the file, in order.
func (m *Model) sections() []*table {
	return []*table{&m.word.one, &m.word.two, &m.word.three, &m.joint.table, &m.spell.table}
}

var layout = [][2]int{{5, 24}, {3, 12}, {2, 4}, {3, 8}, {3, 10}} // width, value bits

// Parse reads a table file in place: data must not change afterwards.
func Parse(lang string, data []byte) (*Model, error) {
	if len(data) < len(magic)+5*8+8 || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("language model %s: not a table of this version", lang)
	}
	m := &Model{lang: lang}
	p := data[len(magic):]
	next := func() uint64 { v := binary.LittleEndian.Uint64(p); p = p[8:]; return v }
	m.frequent = next()
	m.spaced[0], m.spaced[1] = next(), next()
	m.word.total, m.word.pairs = float64(next()), float64(next())
	for i, t := range m.sections() {
		if len(p) < 8 {
			return nil, errors.New("language model " + lang + ": cut short")
		}
		t.buckets, t.width, t.value = next(), layout[i][0], layout[i][1]
		n := t.buckets * slots * uint64(t.width)
		if t.buckets > 1<<32 || uint64(len(p)) < n {
			return nil, errors.New("language model " + lang + ": cut short")
		}
		t.data, p = p[:n:n], p[n:]
	}
	if len(p) == 0 {
		return m, nil
	}
	var err error
	if m.net, err = net.Parse(p); err != nil {
		return nil, fmt.Errorf("language model %s: %w", lang, err)
	}
	return m, nil
}

// Bytes is the table file.
func (m *Model) Bytes() []byte {
	out := []byte(magic)
	for _, v := range []uint64{m.frequent, m.spaced[0], m.spaced[1]} {
		out = binary.LittleEndian.AppendUint64(out, v)
	}
	out = binary.LittleEndian.AppendUint64(out, uint64(m.word.total))
	out = binary.LittleEndian.AppendUint64(out, uint64(m.word.pairs))
	for _, t := range m.sections() {
		out = binary.LittleEndian.AppendUint64(out, t.buckets)
		out = append(out, t.data...)
	}
	if m.net == nil {
		return out
	}
	return append(out, m.net.Bytes()...)
}

// counts of one token or pair.
type counts struct {
	n      float64 // times seen
	after  float64 // different tokens seen after it
	before float64 // different tokens seen before it
}

func (g *grams) single(id uint64) (c counts, frequency uint64) {
	v := g.one.get(id)
	return counts{scale6[v>>18], scale6[v>>12&63], scale6[v>>6&63]}, v & 63
}

func (g *grams) pair(a, b uint64) counts {
	v := g.two.get(pairKey(a, b))
	return counts{scale4[v>>8], scale4[v>>4&15], scale4[v&15]}
}

func (g *grams) triple(a, b, c uint64) float64 {
	return scale4[g.three.get(tripleKey(a, b, c))]
}

func pairKey(a, b uint64) uint64      { return mix(a*0x9ddfea08eb382d69 + b) }
func tripleKey(a, b, c uint64) uint64 { return mix(pairKey(a, b)*0x9ddfea08eb382d69 + c) }

// discount is what is taken off a count for what was not seen, as in modified
// Kneser-Ney smoothing (Chen, Goodman 1998, section 3); the values are the
// usual ones of texts of this size.
func discount(n float64) float64 {
	switch {
	case n <= 1:
		return min(n, 0.7)
	case n <= 2:
		return 1.05
	}
	return 1.35
}

// unseen is the probability of a token that no count knows.
const unseen = 2e-7

// interpolate gives the log probabilities of a triple's last token after the
// other two, and of its first before them.
func interpolate(three float64, ab, bc counts, a, b, c counts, pa, pc float64) (forward, backward float64) {
	pc = mixed(bc.n, b.n, b.after, pc)
	pc = mixed(three, ab.n, ab.after, pc)
	pa = mixed(ab.n, b.n, b.before, pa)
	pa = mixed(three, bc.n, bc.before, pa)
	return math.Log(pc), math.Log(pa)
}

// mixed is the estimate of a continuation seen n times in a context seen
// total times with so many kinds of continuation, and lower without it.
func mixed(n, total, kinds, lower float64) float64 {
	if total <= 0 {
		return lower
	}
	total = max(total, n)
	rest := min(1, 0.8*max(kinds, 1)/total)
	return (n-discount(n))/total + rest*lower
}
