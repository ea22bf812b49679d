package lm

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// A table is a static cuckoo hash of fingerprints (Pagh, Rodler 2004; buckets
// of four as in Fan et al. 2014), read in place: a key is in one of two buckets
// of four slots; a slot holds a fingerprint above a value that is never 0.
type table struct {
	data    []byte
	buckets uint64
	width   int // bytes a slot
	value   int // bits of it that are the value
}

const slots = 4

func (t *table) place(key uint64) (a, b uint64, print uint64) {
	a, _ = bits.Mul64(key, t.buckets)
	second := mix(key + 0x2545f4914f6cdd1d)
	b, _ = bits.Mul64(second, t.buckets)
	print = (second ^ key) & (1<<(8*t.width-t.value) - 1)
	return
}

func (t *table) slot(i uint64) uint64 {
	p := t.data[i*uint64(t.width):]
	if t.width == 2 {
		return uint64(p[0]) | uint64(p[1])<<8
	}
	return uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32
}

// get is the value of a key, 0 if it is not there. One key in some hundreds
// that is not there seems to be.
func (t *table) get(key uint64) uint64 {
	if t.buckets == 0 {
		return 0
	}
	a, b, print := t.place(key)
	switch {
	case t.width == 3:
		return t.threes(a, b, print)
	case t.width == 5 && !t.fives(a, b, print):
		return 0
	}
	mask := uint64(1)<<t.value - 1
	for _, k := range [2]uint64{a, b} {
		for i := k * slots; i < k*slots+slots; i++ {
			if s := t.slot(i); s>>t.value == print && s&mask != 0 {
				return s & mask
			}
		}
	}
	return 0
}

// threes is get for slots of three bytes: all eight are looked at in a few steps
// without a branch, for most keys are not there.
func (t *table) threes(a, b, print uint64) uint64 {
	const each, slot, size = 1 | 1<<24, 1<<24 - 1, 3 * slots // two slots side by side, one, a bucket
	p, q := t.data[a*size:][:size], t.data[b*size:][:size]
	pairs := [4]uint64{
		binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint64(p[4:]) >> 16,
		binary.LittleEndian.Uint64(q), binary.LittleEndian.Uint64(q[4:]) >> 16,
	}
	mask := uint64(1)<<t.value - 1
	prints, want := (slot&^mask)*each, print<<t.value*each
	// A slot with that print is 0 here, and borrows from its highest bit.
	borrows := func(pair uint64) uint64 { d := (pair ^ want) & prints; return (d - each) &^ d }
	if (borrows(pairs[0])|borrows(pairs[1])|borrows(pairs[2])|borrows(pairs[3]))&(each<<23) == 0 {
		return 0
	}
	for _, pair := range pairs {
		for found := borrows(pair) & (each << 23); found != 0; found &= found - 1 {
			if v := pair >> (bits.TrailingZeros64(found) - 23) & mask; v != 0 {
				return v
			}
		}
	}
	return 0
}

// fives says in the same way whether one of the slots of five bytes bears a
// fingerprint.
func (t *table) fives(a, b, print uint64) bool {
	const size = 5 * slots
	prints := uint64(1)<<40 - 1<<t.value
	want := print << t.value
	found := uint64(0)
	for _, k := range [2]uint64{a, b} {
		p := t.data[k*size:][:size]
		v, w := (binary.LittleEndian.Uint64(p)^want)&prints, (binary.LittleEndian.Uint64(p[5:])^want)&prints
		x, y := (binary.LittleEndian.Uint64(p[10:])^want)&prints, (binary.LittleEndian.Uint64(p[12:])>>24^want)&prints
		found |= (v - 1) | (w - 1) | (x - 1) | (y - 1)
	}
	return found>>63 != 0
}

// build fills a table; keys must be distinct.
func build(keys, values []uint64, width, value int) (table, error) {
	n := uint64(len(keys))*21/80 + 1 // 95 % full
	if len(keys) < 1000 {
		n = uint64(len(keys))/2 + 1 // chance needs more room in a small one
	}
	t := table{buckets: n, width: width, value: value}
	at := make([]int32, n*slots) // key index + 1
	random := uint64(1)
	for k := range keys {
		x := int32(k + 1)
		a, b, _ := t.place(keys[k])
		to := a
		for try := 0; ; try++ {
			if try > 5000 {
				return table{}, errors.New("table too full")
			}
			if i, ok := free(at, a); ok {
				at[i] = x
				break
			}
			if i, ok := free(at, b); ok {
				at[i] = x
				break
			}
			random = mix(random + 1)
			if to = a; random&4 != 0 {
				to = b
			}
			i := to*slots + random&3
			at[i], x = x, at[i]
			a, b, _ = t.place(keys[x-1])
		}
	}
	t.data = make([]byte, n*slots*uint64(width))
	for i, x := range at {
		if x == 0 {
			continue
		}
		_, _, print := t.place(keys[x-1])
		s := print<<value | values[x-1]
		for j := range width {
			t.data[i*width+j] = byte(s >> (8 * j))
		}
	}
	return t, nil
}

func free(at []int32, bucket uint64) (uint64, bool) {
	for i := bucket * slots; i < bucket*slots+slots; i++ {
		if at[i] == 0 {
			return i, true
		}
	}
	return 0, false
}
