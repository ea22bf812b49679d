package lm

// Tally counts what a document says: its words, and which of them stand side by
// side. Its size is bounded: of three keys that meet in a pair of slots the one that came
// seldomer makes room for the newest.
type Tally struct {
	slots []uint32 // 24 bits of fingerprint, 8 of count
	mask  uint64
}

const mostSlots = 1 << 21

// NewTally makes a tally for a document of about so many tokens.
func NewTally(tokens int) *Tally {
	n := 1 << 12
	for n < 12*tokens && n < mostSlots {
		n *= 2
	}
	return &Tally{slots: make([]uint32, n), mask: uint64(n - 1)}
}

// Add counts a key.
func (t *Tally) Add(key uint64) {
	s, print := t.slotOf(key)
	if *s>>8 != print {
		*s = print << 8
	}
	if *s&255 < 255 {
		*s++
	}
}

// Count says how often a key came, 255 at the most.
func (t *Tally) Count(key uint64) int {
	if s, print := t.slotOf(key); *s>>8 == print {
		return int(*s & 255)
	}
	return 0
}

// slotOf is the slot that a key has, or would have, and what tells it from others there.
func (t *Tally) slotOf(key uint64) (slot *uint32, print uint32) {
	print = uint32(key >> 40)
	a, b := &t.slots[key&t.mask], &t.slots[key&t.mask^1]
	switch {
	case *a>>8 == print:
		return a, print
	case *b>>8 == print || *b&255 < *a&255:
		return b, print
	}
	return a, print
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
