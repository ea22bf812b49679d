package net

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
)

// Beginning is where the training of one language's net may begin: layers that the
// nets of several languages have in common, and the rows that go with them. What two
// languages share (marks, numbers, shapes, endings, names) begins in the same place, so
// that one learns from the other's text.
type Beginning struct {
	width, hidden int
	keys          []uint32  // ascending
	rows          []float32 // of what is not known, a row a kind, then of the keys
	layers        []float32
}

// The way of the training of several languages.
const (
	rounds = 2  // through all texts
	slow   = .2 // of the pace, in the end
	begun  = .7 // of the pace of a net that has no beginning
)

// Together learns the beginnings of nets from texts of several languages. They take
// turns, two at a time: each changes its own rows, and both the layers.
func Together(texts []Text, s Settings) ([]*Beginning, error) {
	var learners []*learner
	var keys [][]uint32
	for i, t := range texts {
		l, k, err := prepared(t, s)
		if err != nil {
			return nil, fmt.Errorf("the text at %d: %w", i, err)
		}
		l.rowsByKey(k)
		learners, keys = append(learners, l), append(keys, k)
	}
	if len(learners) < 2 {
		return nil, errors.New("net: one language has nothing in common with itself")
	}
	layers := newLearner(0, s.filled()) // nothing but the layers
	turns := inTurn(learners)
	for step, batches := range turns {
		pace := rate * risen(step) * max(slow, 1-(1-slow)*float64(step)/float64(len(turns)))
		layers.turn(batches, float32(pace), step+1)
	}
	var out []*Beginning
	for i, l := range learners {
		out = append(out, &Beginning{
			width: l.width, hidden: l.hidden, keys: keys[i], rows: l.weights.rows, layers: layers.weights.all,
		})
	}
	return out, nil
}

// rowsByKey gives each row what its key gives: the same in all languages.
func (l *learner) rowsByKey(keys []uint32) {
	for k, key := range keys {
		r := rand.New(rand.NewPCG(uint64(key), seed))
		for i := range l.width {
			l.weights.rows[(kinds+k)*l.width+i] = float32(beginning * r.NormFloat64())
		}
	}
}

// turn is a batch of a learner's text, and how many came before it.
type turn struct {
	of     *learner
	starts []int
	before int
}

// inTurn gives all batches of all texts, two languages at a time as long as there are two.
func inTurn(learners []*learner) [][]turn {
	r := rand.New(rand.NewPCG(seed, 3))
	var out [][]turn
	for range rounds {
		var all []turn
		for _, l := range learners {
			starts := l.starts()
			for ; len(starts) >= spans; starts = starts[spans:] {
				all = append(all, turn{of: l, starts: starts[:spans]})
			}
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for len(all) > 0 {
			n := 1
			if k := slices.IndexFunc(all, func(t turn) bool { return t.of != all[0].of }); k > 0 {
				all[1], all[k] = all[k], all[1]
				n = 2
			}
			out = append(out, all[:n:n])
			all = all[n:]
		}
	}
	taken := map[*learner]int{}
	for i := range out {
		for k := range out[i] {
			out[i][k].before = taken[out[i][k].of]
			taken[out[i][k].of]++
		}
	}
	return out
}

// turn takes a step with the layers, by the batches of one language or two.
func (l *learner) turn(batches []turn, rate float32, step int) {
	done := make(chan struct{})
	for _, b := range batches {
		go func() {
			t := b.of
			copy(t.weights.all[len(t.weights.rows):], l.weights.all)
			t.batch(b.starts)
			t.descend(len(t.weights.rows), rate, b.before+1)
			clear(t.gradient.rows)
			done <- struct{}{}
		}()
	}
	for range batches {
		<-done
	}
	l.places = 0
	for _, b := range batches {
		t := b.of
		of := t.gradient.all[len(t.gradient.rows):]
		for k, x := range of {
			l.gradient.all[k] += x
		}
		clear(of)
		l.places += t.places
	}
	l.adam(rate, step)
}

// begin takes over what a beginning has for the keys.
func (l *learner) begin(from *Beginning, keys []uint32) error {
	if from.width != l.width || from.hidden != l.hidden || len(from.layers) != len(l.weights.all)-len(l.weights.rows) {
		return errors.New("net: a beginning of other dimensions")
	}
	copy(l.weights.all[len(l.weights.rows):], from.layers)
	row := func(rows []float32, i int) []float32 { return rows[i*l.width:][:l.width] }
	copy(l.weights.rows[:kinds*l.width], from.rows)
	for k, key := range keys {
		if i, ok := slices.BinarySearch(from.keys, key); ok {
			copy(row(l.weights.rows, kinds+k), row(from.rows, kinds+i))
		}
	}
	return nil
}

const beginningMagic = "rbeg"

// Bytes is the beginning as ParseBeginning reads it.
func (b *Beginning) Bytes() []byte {
	out := append(make([]byte, 0, 16+4*(len(b.keys)+len(b.rows)+len(b.layers))), beginningMagic...)
	for _, n := range []int{b.width, b.hidden, len(b.keys)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	for _, k := range b.keys {
		out = binary.LittleEndian.AppendUint32(out, k)
	}
	for _, w := range [][]float32{b.rows, b.layers} {
		for _, x := range w {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
		}
	}
	return out
}

// ParseBeginning reads what Bytes gave.
func ParseBeginning(data []byte) (*Beginning, error) {
	wrong := errors.New("net: not a beginning of this version")
	if len(data) < 16 || len(data)%4 != 0 || string(data[:4]) != beginningMagic {
		return nil, wrong
	}
	var of []uint32
	for at := 4; at < len(data); at += 4 {
		of = append(of, binary.LittleEndian.Uint32(data[at:]))
	}
	b := &Beginning{width: int(of[0]), hidden: int(of[1])}
	keys := int(of[2])
	if b.width < 1 || b.width > most || b.hidden < 1 || b.hidden > most || len(of)-3 < keys+(kinds+keys)*b.width {
		return nil, wrong
	}
	b.keys = of[3:][:keys]
	numbers := func(of []uint32) []float32 {
		out := make([]float32, len(of))
		for i, n := range of {
			out[i] = math.Float32frombits(n)
		}
		return out
	}
	rest := of[3+keys:]
	b.rows, b.layers = numbers(rest[:(kinds+keys)*b.width]), numbers(rest[(kinds+keys)*b.width:])
	return b, nil
}

// Sum tells beginnings apart.
func (b *Beginning) Sum() uint64 {
	h := fnv.New64a()
	h.Write(b.Bytes())
	return h.Sum64()
}
