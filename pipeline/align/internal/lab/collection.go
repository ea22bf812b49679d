package lab

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
)

// Made bitexts are drawn from these sets; HeldBack sets are for measuring.
var (
	TrainSets = []string{"ntrex", "ntrex", "ntrex", "jrc-acquis", "debian-news", "mozilla-legal", "cc-legalcode", "xquad"}
	HeldBack  = []string{"multileg", "pud", "opensource-guide"}
)

// Collect draws n bitexts of about size units from some sets under shared/data:
// any pair of languages, any damage. The same seed gives the same bitexts.
func Collect(shared string, sets []string, n, size int, seed uint64) ([]*Bitext, error) {
	dir := filepath.Join(shared, "data", "parallel")
	r := rand.New(rand.NewPCG(seed, 99))
	var out []*Bitext
	for len(out) < n {
		set := sets[r.IntN(len(sets))]
		ls := Languages(dir, set)
		from, to := ls[r.IntN(len(ls))], ls[r.IntN(len(ls))]
		if from == to {
			continue
		}
		b, err := One(dir, set, from, to, size, r)
		if err != nil {
			return nil, err
		}
		if b != nil {
			out = append(out, b)
		}
	}
	return out, nil
}

// One makes a bitext of a set and a pair; nil if the pair has too little there.
func One(dir, set, from, to string, size int, r *rand.Rand) (*Bitext, error) {
	us, err := Parallel(dir, set, from, to)
	if err != nil {
		return nil, err
	}
	if len(us) < 40 {
		return nil, nil
	}
	size = size/2 + r.IntN(size)
	at := 0
	if len(us) > size {
		at = r.IntN(len(us) - size)
	} else {
		size = len(us)
	}
	strange := append(append([]Unit(nil), us[:at]...), us[at+size:]...)
	return Make(fmt.Sprintf("%s %s-%s", set, from, to), from, to, us[at:at+size], strange, Draw(r), r.Uint64()), nil
}

// Long makes two long texts of n segments and more: all that the sets have in a
// pair, again and again, each time damaged and worded differently.
func Long(dir, from, to string, n int) (src, tgt []string, err error) {
	var us []Unit
	for _, set := range []string{"ntrex", "jrc-acquis", "debian-news"} {
		u, err := Parallel(dir, set, from, to)
		if err != nil {
			return nil, nil, err
		}
		us = append(us, u...)
	}
	const window = 400
	if len(us) <= window {
		return nil, nil, fmt.Errorf("%s-%s: too few parallel lines in %s", from, to, dir)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for k := uint64(0); len(src) < n; k++ {
		d := Draw(r)
		d.Loose = 0.6
		at := r.IntN(len(us) - window)
		b := Make("", from, to, us[at:at+window], us, d, k)
		src, tgt = append(src, b.Source...), append(tgt, b.Target...)
	}
	return src, tgt, nil
}
