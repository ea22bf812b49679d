package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"

	"github.com/recto/recto/pipeline/match"
)

// Rare terms asked for, and postings read, for one text. A unit that is similar
// shares most words with the text, hence some of its rarest; the bound keeps a
// text of common words quick.
const (
	rareTerms   = 10
	alwaysTerms = 2
	mostRead    = 60_000
)

// Similar implements match.Memory: the units that share the rarest terms of the
// text, weighed by how rare they are, those of a fitting length only.
func (s *Snapshot) Similar(ctx context.Context, from, to, text string, floor float64, n int) ([]match.Unit, error) {
	p := s.pairs[[2]string{match.Pair(from), match.Pair(to)}]
	if p.units == 0 || n <= 0 {
		return nil, nil
	}
	terms, length := match.Terms(text)
	rare, err := s.rarest(ctx, p.id, terms)
	if err != nil {
		return nil, err
	}
	// Marks weigh less than words, so that similar texts may differ more in
	// tokens than in weight.
	fit := span{int(float64(length) * floor * 0.7), int(math.Ceil(float64(length) / floor / 0.7))}
	var lists [][]posting
	var weights []float64
	read := 0
	for k, r := range rare {
		if read += r.n; k >= alwaysTerms && read > mostRead {
			break
		}
		list, err := s.postings(ctx, p.id, r.term, fit)
		if err != nil {
			return nil, err
		}
		lists = append(lists, list)
		weights = append(weights, math.Log1p(float64(p.units)/float64(r.n)))
	}
	return s.units(ctx, best(lists, weights, length, n))
}

// span is a range of lengths in tokens, as a posting's byte can say it.
type span struct{ shortest, longest int }

func (f span) holds(length uint8) bool {
	return length == 255 && f.longest >= 255 || int(length) >= f.shortest && int(length) <= f.longest
}

type candidate struct {
	unit   int64
	weight float64
	off    float64 // difference in length, in parts of the text's
}

// best merges lists that ascend by unit and gives the n units of most weight;
// among equals those nearest in length, then the older.
func best(lists [][]posting, weights []float64, length, n int) []candidate {
	order := func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.off, b.off), cmp.Compare(a.unit, b.unit))
	}
	var out []candidate
	for {
		unit := int64(math.MaxInt64)
		for _, list := range lists {
			if len(list) > 0 {
				unit = min(unit, list[0].unit)
			}
		}
		if unit == math.MaxInt64 {
			break
		}
		c := candidate{unit: unit}
		for i, list := range lists {
			if len(list) > 0 && list[0].unit == unit {
				c.weight += weights[i]
				off := max(int(list[0].length)-length, length-int(list[0].length))
				c.off = float64(off) / float64(max(length, 1))
				lists[i] = list[1:]
			}
		}
		c.weight /= 1 + c.off
		if out = append(out, c); len(out) >= 8*n {
			slices.SortFunc(out, order)
			out = out[:n]
		}
	}
	slices.SortFunc(out, order)
	return out[:min(n, len(out))]
}

func (s *Snapshot) units(ctx context.Context, list []candidate) ([]match.Unit, error) {
	if len(list) == 0 {
		return nil, nil
	}
	args := make([]any, 0, len(list)+2)
	for _, c := range list {
		args = append(args, c.unit)
	}
	args = append(args, s.generation, s.generation)
	return s.fetch(ctx, "SELECT "+unitColumns+" FROM unit WHERE id IN (?"+strings.Repeat(",?", len(list)-1)+")"+living+" ORDER BY id", args...)
}

type rareTerm struct {
	term int64
	n    int
}

// rarest gives the terms that occur at all, the rarest first.
func (s *Snapshot) rarest(ctx context.Context, pair int64, terms []string) ([]rareTerm, error) {
	list := make([]rareTerm, 0, len(terms))
	for _, term := range terms {
		h := termHash(term)
		n, err := s.frequency(ctx, pair, h)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			list = append(list, rareTerm{h, n})
		}
	}
	slices.SortFunc(list, func(a, b rareTerm) int { return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.term, b.term)) })
	return list[:min(rareTerms, len(list))], nil
}

// cached is how many frequencies are kept: some ten megabytes.
const cached = 200_000

// frequency counts the units with a term, as the snapshot sees them: what was
// appended to a list since does not count.
func (s *Snapshot) frequency(ctx context.Context, pair, term int64) (int, error) {
	key := spot{pair, term}
	s.mu.Lock()
	n, ok := s.often[key]
	s.mu.Unlock()
	if ok {
		return n, nil
	}
	rows, err := s.file.read.QueryContext(ctx, "SELECT n, CASE WHEN last > ? THEN list END FROM posting WHERE pair = ? AND term = ?", s.last, pair, term)
	if err != nil {
		return 0, s.file.explain("read", err)
	}
	defer rows.Close()
	for rows.Next() {
		var whole int
		var grown sql.RawBytes
		if err := rows.Scan(&whole, &grown); err != nil {
			return 0, s.file.explain("read", err)
		}
		if grown == nil {
			n += whole
			continue
		}
		each(grown, s.last, func(posting) { n++ })
	}
	if err := rows.Err(); err != nil {
		return 0, s.file.explain("read", err)
	}
	s.mu.Lock()
	if len(s.often) < cached {
		s.often[key] = n
	}
	s.mu.Unlock()
	return n, nil
}

// postings reads the list of a term, as far as lengths fit.
func (s *Snapshot) postings(ctx context.Context, pair, term int64, fit span) ([]posting, error) {
	rows, err := s.file.read.QueryContext(ctx, "SELECT list FROM posting WHERE pair = ? AND term = ? ORDER BY chunk", pair, term)
	if err != nil {
		return nil, s.file.explain("read", err)
	}
	defer rows.Close()
	var out []posting
	var list sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&list); err != nil {
			return nil, s.file.explain("read", err)
		}
		each(list, s.last, func(p posting) {
			if fit.holds(p.length) {
				out = append(out, p)
			}
		})
	}
	return out, s.file.explain("read", rows.Err())
}
