package lm

// Tally counts what a document says: its words, and which of them stand side by
// side. Its size is bounded: a slot holds the key that came last.
type Tally struct {
	slots []uint32 // 24 bits of fingerprint, 8 of count
	mask  uint64
}

const mostSlots = 1 << 20

// NewTally makes a tally for a document of about so many tokens.
func NewTally(tokens int) *Tally {
	n := 1 << 12
	for n < 6*tokens && n < mostSlots {
		n *= 2
	}
	return &Tally{slots: make([]uint32, n), mask: uint64(n - 1)}
}

// Add counts a key.
func (t *Tally) Add(key uint64) {
	s := &t.slots[key&t.mask]
	print := uint32(key >> 40)
	if *s>>8 == print {
		if *s&255 < 255 {
			*s++
		}
		return
	}
	*s = print<<8 | 1
}

// Count says how often a key came, 255 at the most.
func (t *Tally) Count(key uint64) int {
	s := t.slots[key&t.mask]
	if s>>8 == uint32(key>>40) {
		return int(s & 255)
	}
	return 0
}

// Key spreads a number of the caller's over the slots.
func Key(h uint64) uint64 {
	h ^= h >> 31
	h *= 0x9fb21c651e98df25
	return h ^ h>>28
}

// OneKey, TwoKey and ThreeKey are the keys of a token, of two and of three in a
// row, by their IDs.
func OneKey(a uint64) uint64         { return Key(a + 0x1234567) }
func TwoKey(a, b uint64) uint64      { return Key(a*0x9ddfea08eb382d69 + b) }
func ThreeKey(a, b, c uint64) uint64 { return Key(TwoKey(a, b)*0x9ddfea08eb382d69 + c) }
