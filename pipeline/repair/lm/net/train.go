package net

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
)

// Settings of a training. The zero value of a field stands for its default.
type Settings struct {
	Words   int     // at most so many words have a row: 8000
	Shapes  int     // and so many shapes: 4096
	Endings int     // and so many endings: 1024
	Width   int     // of a row, even: 48
	Hidden  int     // units of the first layer; the second has half: 128
	Epochs  float64 // how often the text is gone through: 8
	Longest int     // at most so many tokens of the text, from its start: 800,000
}

func (s Settings) filled() Settings {
	s.Words = cmp.Or(s.Words, 8000)
	s.Shapes = cmp.Or(s.Shapes, 4096)
	s.Endings = cmp.Or(s.Endings, 1024)
	s.Width = cmp.Or(s.Width, 48)
	s.Hidden = cmp.Or(s.Hidden, 128)
	s.Epochs = cmp.Or(s.Epochs, 8)
	s.Longest = cmp.Or(s.Longest, 800_000)
	return s
}

// The way of the training.
const (
	negatives = 6  // places that a true one is held against
	reach     = 20 // tokens on from a true place to a false one, at most
	margin    = 24 // tokens back from a true place to a false one, at most
	span      = 64 // places in a row that share the first layer's work
	spans     = 8  // of a batch
	unseen    = 80 // in 256 words lose their row, so that shapes learn to stand in
	beyond    = 26 // in 256 sides are cut short, as where a line's end is all there is
	dropped   = 52 // in 256 numbers of a token are left out
	rate      = 5e-3
	seed      = 17
)

// ErrTooLittle says that a text is too short to learn from.
var ErrTooLittle = errors.New("net: too little text to learn from")

// Text is what a net learns from: paragraphs' tokens with their boundary between
// them. Spaced says whether white space stands before a token, which is where runs
// meet.
type Text struct {
	Tokens []Token
	Spaced []bool
}

// Train learns a net from a text, from a beginning if there is one. The same input
// gives the same bytes on the same kind of machine.
func Train(t Text, s Settings, from *Beginning) (*Net, error) {
	l, keys, err := prepared(t, s)
	if err != nil {
		return nil, err
	}
	pace := 1.
	if from != nil {
		if err := l.begin(from, keys); err != nil {
			return nil, err
		}
		pace = begun
	}
	l.run(s.filled().Epochs, pace)
	return l.quantised(keys)
}

// prepared is a learner of a text that has learned nothing yet.
func prepared(t Text, s Settings) (*learner, []uint32, error) {
	s = s.filled()
	if len(t.Tokens) != len(t.Spaced) {
		return nil, nil, errors.New("net: a text and its spaces differ in length")
	}
	if s.Width < 2 || s.Width%2 != 0 || s.Hidden < 2 || s.Width > most || s.Hidden > most {
		return nil, nil, errors.New("net: settings: the width is even and between 2 and 256, the hidden units between 2 and 256")
	}
	n := min(len(t.Tokens), s.Longest)
	if n < 4*(span+2*(margin+K)) {
		return nil, nil, ErrTooLittle
	}
	keys := vocabulary(t.Tokens[:n], s)
	l := newLearner(len(keys)+kinds, s)
	l.text, l.spaced = rowsOf(t.Tokens[:n], keys), t.Spaced[:n]
	return l, keys, nil
}

// vocabulary are the keys of the rows, ascending: what is there twice or more
// often, the most frequent first.
func vocabulary(text []Token, s Settings) []uint32 {
	var keys []uint32
	for kind, most := range [kinds]int{s.Words, s.Shapes, s.Endings} {
		seen := map[uint32]int{}
		for i := range text {
			seen[key(kind, text[i].of(kind))]++
		}
		var all []uint32
		for k, n := range seen {
			if n > 1 {
				all = append(all, k)
			}
		}
		slices.SortFunc(all, func(a, b uint32) int { return cmp.Or(seen[b]-seen[a], cmp.Compare(a, b)) })
		keys = append(keys, all[:min(len(all), most)]...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// rowsOf are the rows of each token.
func rowsOf(text []Token, keys []uint32) [][kinds]int32 {
	out := make([][kinds]int32, len(text))
	for i := range text {
		for kind := range kinds {
			out[i][kind] = int32(kind)
			if at, ok := slices.BinarySearch(keys, key(kind, text[i].of(kind))); ok {
				out[i][kind] = int32(kinds + at)
			}
		}
	}
	return out
}

// run goes through the text, spans in random order, at a share of the usual pace.
func (l *learner) run(epochs, share float64) {
	steps := max(1, int(epochs*float64(l.steps())))
	for step := 0; step < steps; {
		starts := l.starts()
		for len(starts) >= spans && step < steps {
			l.batch(starts[:spans])
			starts = starts[spans:]
			pace := share * risen(step) * max(.02, 1-float64(step)/float64(steps))
			step++
			l.adam(float32(rate*pace), step)
		}
	}
}

// risen is the pace of a step, which rises over the first hundred.
func risen(step int) float64 { return min(1, float64(step+1)/100) }

// edge is how far from either end of the text the first and last places are.
const edge = margin + K

// steps is how many batches the text is.
func (l *learner) steps() int { return (len(l.text) - span - 2*edge) / span / spans }

// starts are where the spans of the text begin, in random order.
func (l *learner) starts() []int {
	var out []int
	last := len(l.text) - span - 2*edge
	for at := edge + l.random.IntN(span); at < last+edge; at += span {
		out = append(out, at)
	}
	l.random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// batch sums the gradient of some spans up.
func (l *learner) batch(starts []int) {
	l.places = 0
	for _, at := range starts {
		l.span(at)
	}
}

// draw picks false right sides for a true place: others within a line's length
// of it. None shares a token with the left side, for in a reading each token
// stands once and there would be nothing to learn but that.
func (l *learner) draw(at int) (out [negatives]int) {
	for k := range out {
		p := at + 2 + l.random.IntN(reach-1)
		if l.random.IntN(5) < 2 {
			p = at - 2*K - 4 - l.random.IntN(margin-2*K-4)
		}
		for range 3 {
			if !l.spaced[p] {
				p++
			}
		}
		out[k] = p
	}
	return out
}

// chance is a source of many cheap draws of the same probability, eight to a number.
type chance struct {
	random *rand.PCG
	bits   uint64
	left   int
}

// below says whether the next draw is below p in 256.
func (c *chance) below(p uint8) bool {
	if c.left == 0 {
		c.bits, c.left = c.random.Uint64(), 8
	}
	b := uint8(c.bits)
	c.bits >>= 8
	c.left--
	return b < p
}
