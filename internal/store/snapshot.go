package store

import (
	"context"
	"encoding/hex"
	"slices"
	"sync"

	"github.com/recto/recto/pipeline/match"
)

var _ match.Memory = (*Snapshot)(nil)

// Snapshot is a memory as it stood at one moment: what is imported later it does
// not see. It holds up neither writers nor itself, and needs no closing. It may
// be used by several goroutines.
type Snapshot struct {
	file       *file
	generation int64
	last       int64 // the youngest unit
	pairs      map[[2]string]pairState

	mu    sync.Mutex
	often map[spot]int // in how many units a term occurs: asked for again and again
}

type pairState struct {
	id    int64
	units int
	sum   []byte
}

// Snapshot gives the memory as it stands now.
func (m *Memory) Snapshot(ctx context.Context) (*Snapshot, error) {
	tx, err := m.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, m.explain("read", err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	s := &Snapshot{file: m.file, pairs: make(map[[2]string]pairState), often: make(map[spot]int)}
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0), (SELECT coalesce(max(id), 0) FROM unit) FROM generation").Scan(&s.generation, &s.last); err != nil {
		return nil, m.explain("read", err)
	}
	rows, err := tx.QueryContext(ctx, "SELECT id, source, target, units, sum FROM pair")
	if err != nil {
		return nil, m.explain("read", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p pairState
		var source, target string
		if err := rows.Scan(&p.id, &source, &target, &p.units, &p.sum); err != nil {
			return nil, m.explain("read", err)
		}
		s.pairs[[2]string{source, target}] = p
	}
	return s, m.explain("read", rows.Err())
}

// Hash names the content for one pair of languages, in hex: equal content, equal
// hash, in whatever order it came. "" where there is none. An empty from stands
// for all languages into to.
func (s *Snapshot) Hash(from, to string) string {
	if from != "" {
		p := s.pairs[[2]string{match.Pair(from), match.Pair(to)}]
		if p.units == 0 {
			return ""
		}
		return hex.EncodeToString(p.sum)
	}
	var parts []string
	for key, p := range s.pairs {
		if key[1] == match.Pair(to) && p.units > 0 {
			parts = append(parts, key[0]+" "+hex.EncodeToString(p.sum))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	slices.Sort(parts)
	h := hashOf(parts...)
	return hex.EncodeToString(h[:])
}

// Units is how many units there are for a pair of languages.
func (s *Snapshot) Units(from, to string) int {
	return s.pairs[[2]string{match.Pair(from), match.Pair(to)}].units
}

const living = " AND born <= ? AND (died IS NULL OR died > ?)"

// Exact implements match.Memory.
func (s *Snapshot) Exact(ctx context.Context, from, to, text string) ([]match.Unit, error) {
	p := s.pairs[[2]string{match.Pair(from), match.Pair(to)}]
	if p.units == 0 {
		return nil, nil
	}
	folded := match.Fold(text)
	units, err := s.fetch(ctx, "SELECT "+unitColumns+" FROM unit WHERE pair = ? AND exact = ?"+living, p.id, termHash(folded), s.generation, s.generation)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(units, func(u match.Unit) bool { return match.Fold(u.Source) != folded }), nil
}

func (s *Snapshot) fetch(ctx context.Context, query string, args ...any) ([]match.Unit, error) {
	rows, err := s.file.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.file.explain("read", err)
	}
	defer rows.Close()
	var out []match.Unit
	for rows.Next() {
		u, err := scanUnit(rows)
		if err != nil {
			return nil, s.file.explain("read", err)
		}
		out = append(out, u)
	}
	return out, s.file.explain("read", rows.Err())
}
