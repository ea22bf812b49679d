package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/recto/recto/pipeline/match"
)

// Imported counts what an import did.
type Imported struct {
	Added   int // new units
	Renewed int // known, with a later date or more confidence
	Known   int // known already
	Empty   int // without a source, a target or a language
}

// at a time: units a transaction. What is imported is kept when a later one
// fails; the same import again goes on.
const importedAtATime = 20_000

// Import adds units. A unit whose languages, texts and origin are all known is
// not added again; its date and confidence are brought forward. An error of the
// sequence ends the import and is returned.
func (m *Memory) Import(ctx context.Context, units iter.Seq2[match.Unit, error], what string) (Imported, error) {
	var total Imported
	batch := make([]match.Unit, 0, 1024)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		var done Imported
		err := m.write(ctx, func(t *tx) error {
			var err error
			done, err = importBatch(t, batch, what)
			return err
		})
		if err != nil {
			return err
		}
		total.Added += done.Added
		total.Renewed += done.Renewed
		total.Known += done.Known
		batch = batch[:0]
		return nil
	}
	for u, err := range units {
		if err != nil {
			return total, errors.Join(err, flush())
		}
		if err := ctx.Err(); err != nil {
			return total, fmt.Errorf("memory %s: import: %w", m.path, err)
		}
		if strings.TrimSpace(u.Source) == "" || strings.TrimSpace(u.Target) == "" || u.From == "" || u.To == "" {
			total.Empty++
			continue
		}
		batch = append(batch, u)
		if len(batch) == importedAtATime {
			if err := flush(); err != nil {
				return total, err
			}
		}
	}
	return total, flush()
}

func importBatch(t *tx, units []match.Unit, what string) (Imported, error) {
	var n Imported
	pairs := make(map[[2]string]int64)
	sums := make(map[int64]*change)
	index := make(postings)
	generation := int64(0)
	for _, u := range units {
		id := identity(u)
		var row, pair int64
		var date string
		var confidence float64
		err := t.get("SELECT id, pair, date, confidence FROM unit WHERE identity = ? AND died IS NULL", []any{id[:]}, &row, &pair, &date, &confidence)
		known := err == nil
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return n, err
		}
		if known && u.Date <= date && u.Confidence <= confidence {
			n.Known++
			continue
		}
		if generation == 0 {
			if generation, err = begin(t, what); err != nil {
				return n, err
			}
		}
		if known {
			old := u
			old.Date, old.Confidence = date, confidence
			if err := t.do("UPDATE unit SET died = ? WHERE id = ?", generation, row); err != nil {
				return n, err
			}
			changeOf(sums, pair).remove(old)
			u.Date, u.Confidence = max(u.Date, date), max(u.Confidence, confidence)
			n.Renewed++
		} else {
			if pair, err = pairID(t, pairs, u.From, u.To); err != nil {
				return n, err
			}
			n.Added++
		}
		changeOf(sums, pair).insert(u)
		folded := match.Fold(u.Source)
		r, err := t.exec(t.ctx, `INSERT INTO unit (pair, exact, identity, source_tag, target_tag, source, target, origin, confidence, date, document, person, born)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			pair, termHash(folded), id[:], u.From, u.To, u.Source, u.Target, string(u.Origin), u.Confidence, u.Date, u.Document, u.Person, generation)
		if err != nil {
			return n, err
		}
		if row, err = r.LastInsertId(); err != nil {
			return n, err
		}
		index.add(pair, row, folded)
	}
	if err := index.flush(t); err != nil {
		return n, err
	}
	return n, applyChanges(t, sums)
}

// begin starts a generation.
func begin(t *tx, what string) (int64, error) {
	r, err := t.exec(t.ctx, "INSERT INTO generation (at, what) VALUES (?, ?)", stamp(), what)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func pairID(t *tx, seen map[[2]string]int64, from, to string) (int64, error) {
	tags := [2]string{from, to}
	if id, ok := seen[tags]; ok {
		return id, nil
	}
	source, target := match.Pair(from), match.Pair(to)
	var id int64
	err := t.get("SELECT id FROM pair WHERE source = ? AND target = ?", []any{source, target}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		var r sql.Result
		if r, err = t.exec(t.ctx, "INSERT INTO pair (source, target, units, sum) VALUES (?, ?, 0, ?)", source, target, sum{}.bytes()); err == nil {
			id, err = r.LastInsertId()
		}
	}
	if err != nil {
		return 0, err
	}
	seen[tags] = id
	return id, nil
}
