package store

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/recto/recto/pipeline/match"
)

// sum is a 256-bit number, little end first. The sum of the hashes of a set's
// members names the set, whatever the order in which they came and went.
type sum [4]uint64

func (s *sum) add(o sum) {
	var carry uint64
	for i := range s {
		s[i], carry = bits.Add64(s[i], o[i], carry)
	}
}

func (s *sum) subtract(o sum) {
	var borrow uint64
	for i := range s {
		s[i], borrow = bits.Sub64(s[i], o[i], borrow)
	}
}

func (s sum) bytes() []byte {
	out := make([]byte, 0, 32)
	for _, w := range s {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return out
}

func sumOf(b []byte) sum {
	var s sum
	for i := range s {
		if len(b) >= 8*(i+1) {
			s[i] = binary.LittleEndian.Uint64(b[8*i:])
		}
	}
	return s
}

// identity hashes what makes a unit the same unit: a second one with all of
// these equal is not added.
func identity(u match.Unit) [32]byte {
	return hashOf(u.From, u.To, u.Source, u.Target, string(u.Origin))
}

// whole hashes everything of a unit that an answer of the memory may depend on.
func whole(u match.Unit) sum {
	h := hashOf(u.From, u.To, u.Source, u.Target, string(u.Origin), u.Date, string(binary.BigEndian.AppendUint64(nil, math.Float64bits(u.Confidence))))
	return sumOf(h[:])
}

func hashOf(fields ...string) (out [32]byte) {
	h := sha256.New()
	for _, f := range fields {
		_, _ = h.Write(binary.AppendUvarint(nil, uint64(len(f)))) // a hash does not fail
		_, _ = h.Write([]byte(f))
	}
	h.Sum(out[:0])
	return out
}

// change gathers what a transaction does to a pair.
type change struct {
	units int
	plus  sum
	minus sum
}

func (c *change) insert(u match.Unit) { c.units++; c.plus.add(whole(u)) }
func (c *change) remove(u match.Unit) { c.units--; c.minus.add(whole(u)) }

func changeOf(all map[int64]*change, pair int64) *change {
	c := all[pair]
	if c == nil {
		c = new(change)
		all[pair] = c
	}
	return c
}

func applyChanges(t *tx, all map[int64]*change) error {
	for pair, c := range all {
		var units int
		var raw []byte
		if err := t.get("SELECT units, sum FROM pair WHERE id = ?", []any{pair}, &units, &raw); err != nil {
			return err
		}
		s := sumOf(raw)
		s.add(c.plus)
		s.subtract(c.minus)
		if err := t.do("UPDATE pair SET units = ?, sum = ? WHERE id = ?", units+c.units, s.bytes(), pair); err != nil {
			return err
		}
	}
	return nil
}
