package lm

// recent remembers numbers by key, so far as none of another key came into the
// same place since: it never grows, and what it forgot is reckoned again.
type recent struct {
	bits   uint
	keys   [][3]uint64 // none is all zeros but where nothing is remembered
	values []float32
}

// place is where a key's number is, and whether it is there. Memory is taken when
// the first place is asked for.
func (r *recent) place(key [3]uint64) (at uint64, there bool) {
	if r.keys == nil {
		r.keys, r.values = make([][3]uint64, 1<<r.bits), make([]float32, 1<<r.bits)
	}
	const odd = 0x9ddfea08eb382d69
	at = mix((key[0]*odd+key[1])*odd+key[2]) >> (64 - r.bits)
	return at, r.keys[at] == key
}

func (r *recent) put(at uint64, key [3]uint64, value float32) {
	r.keys[at], r.values[at] = key, value
}

func (r *recent) reset() { clear(r.keys) }
