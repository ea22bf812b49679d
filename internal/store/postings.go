package store

import (
	"cmp"
	"database/sql"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"slices"

	"github.com/recto/recto/pipeline/match"
)

// chunkSize is when a list of postings goes on in a new row: appending rewrites
// a row.
const chunkSize = 32_768

// termHash is how terms and folded texts stand in the tables: FNV-1a, 64 bits.
// What it finds is compared in full.
func termHash(s string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // a hash does not fail
	return int64(h.Sum64())
}

// postings gathers where terms occur until they are written.
type postings map[spot][]posting

type spot struct{ pair, term int64 }

type posting struct {
	unit   int64
	length uint8 // tokens
}

func (p postings) add(pair, unit int64, folded string) {
	terms, length := match.Terms(folded)
	if length > match.Longest*2 {
		return // nothing is near to so long a text
	}
	for _, term := range terms {
		key := spot{pair, termHash(term)}
		p[key] = append(p[key], posting{unit, uint8(min(length, 255))})
	}
}

// flush appends the lists to those in the file, in the order of the table.
func (p postings) flush(t *tx) error {
	keys := make([]spot, 0, len(p))
	for k := range p {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.pair, b.pair), cmp.Compare(a.term, b.term))
	})
	for _, k := range keys {
		var chunk, n int
		var last int64
		var list []byte
		err := t.get("SELECT chunk, n, last, list FROM posting WHERE pair = ? AND term = ? ORDER BY chunk DESC LIMIT 1", []any{k.pair, k.term}, &chunk, &n, &last, &list)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if n >= chunkSize {
			chunk, n, last, list = chunk+1, 0, 0, nil
		}
		for _, e := range p[k] {
			list = binary.AppendUvarint(list, uint64(e.unit-last))
			list = append(list, e.length)
			last = e.unit
			n++
		}
		if err := t.do("INSERT OR REPLACE INTO posting (pair, term, chunk, n, last, list) VALUES (?, ?, ?, ?, ?, ?)", k.pair, k.term, chunk, n, last, list); err != nil {
			return err
		}
	}
	return nil
}

// each calls f for the postings of a list up to a unit, as far as it is whole.
func each(list []byte, upTo int64, f func(posting)) {
	unit := int64(0)
	for len(list) > 0 {
		d, w := binary.Uvarint(list)
		if w <= 0 || w >= len(list) {
			return
		}
		if unit += int64(d); unit > upTo {
			return
		}
		f(posting{unit, list[w]})
		list = list[w+1:]
	}
}
