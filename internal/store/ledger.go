package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/recto/recto/pipeline/translate"
)

var _ translate.Ledger = (*State)(nil)

// stored is a verdict as it stands in the table.
type stored struct {
	Number int    `json:"n"`
	Text   string `json:"t,omitempty"`
	Reason string `json:"r,omitempty"`
}

// Entries implements translate.Ledger.
func (s *State) Entries(ctx context.Context, key translate.Key) ([]translate.Entry, error) {
	out, _, err := s.entries(ctx, key)
	return out, err
}

func (s *State) entries(ctx context.Context, key translate.Key) (out []translate.Entry, stale bool, err error) {
	query, err := s.prepared(ctx, `SELECT document, engine, host, model, units, verdicts, input, output, estimated, cost, used
		FROM entry WHERE key = ? AND verdicts IS NOT NULL ORDER BY id`)
	if err != nil {
		return nil, false, s.explain("read answers", err)
	}
	rows, err := query.QueryContext(ctx, key[:])
	if err != nil {
		return nil, false, s.explain("read answers", err)
	}
	defer rows.Close()
	today := day()
	for rows.Next() {
		e := translate.Entry{Key: key}
		var units, verdicts, used string
		if err := rows.Scan(&e.Document, &e.Engine, &e.Host, &e.Model, &units, &verdicts, &e.In, &e.Out, &e.Estimated, &e.Cost, &used); err != nil {
			return nil, false, s.explain("read answers", err)
		}
		var list []stored
		if err := errors.Join(json.Unmarshal([]byte(units), &e.Units), json.Unmarshal([]byte(verdicts), &list)); err != nil {
			return nil, false, s.refuse(ErrCorrupt, fmt.Sprintf("answer %s: %v; put the last backup in its place", key, err))
		}
		for _, v := range list {
			e.Verdicts = append(e.Verdicts, translate.Verdict(v))
		}
		out = append(out, e)
		stale = stale || used != today
	}
	return out, stale, s.explain("read answers", rows.Err())
}

// Record implements translate.Ledger.
func (s *State) Record(ctx context.Context, e translate.Entry) error {
	units, err := json.Marshal(e.Units)
	if err != nil {
		return fmt.Errorf("store %s: %w", s.path, err)
	}
	var verdicts any
	if len(e.Verdicts) > 0 {
		list := make([]stored, len(e.Verdicts))
		for i, v := range e.Verdicts {
			list[i] = stored(v)
		}
		text, err := json.Marshal(list)
		if err != nil {
			return fmt.Errorf("store %s: %w", s.path, err)
		}
		verdicts = string(text)
	}
	key := e.Key
	return s.write(ctx, func(t *tx) error {
		return t.do(`INSERT INTO entry (key, document, engine, host, model, units, verdicts, input, output, estimated, cost, at, used)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			key[:], e.Document, e.Engine, e.Host, e.Model, string(units), verdicts, e.In, e.Out, e.Estimated, e.Cost, stamp(), day())
	})
}

// Recall implements translate.Ledger.
func (s *State) Recall(ctx context.Context, name string) (string, error) {
	var value string
	err := s.read.QueryRowContext(ctx, "SELECT value FROM note WHERE name = ?", name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, s.explain("read notes", err)
}

// Remember implements translate.Ledger. A power cut may undo it: notes are what
// is learned anew.
func (s *State) Remember(ctx context.Context, name, value string) error {
	return s.writeSoft(ctx, func(t *tx) error {
		return t.do("INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
	})
}

// For is the ledger as one document sees it, for as long as it is worked on: it
// notes which answers, paid for by another, served this one, so that Forget and
// Prune know whose text they are, and adds up what was spent.
func (s *State) For(document string) *DocumentLedger {
	return &DocumentLedger{State: s, spent: Spent{Document: document}}
}

// DocumentLedger is a State as one document sees it.
type DocumentLedger struct {
	*State
	mu    sync.Mutex
	spent Spent
}

// Spent is what was recorded through this ledger.
func (l *DocumentLedger) Spent() Spent {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.spent
}

// Record implements translate.Ledger.
func (l *DocumentLedger) Record(ctx context.Context, e translate.Entry) error {
	if err := l.State.Record(ctx, e); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.spent.Requests++
	l.spent.Units += len(e.Units)
	l.spent.In += e.In
	l.spent.Out += e.Out
	l.spent.Cost += e.Cost
	if e.Estimated {
		l.spent.Estimated++
	}
	return nil
}

// Entries implements translate.Ledger.
func (l *DocumentLedger) Entries(ctx context.Context, key translate.Key) ([]translate.Entry, error) {
	out, stale, err := l.entries(ctx, key)
	if err != nil || len(out) == 0 {
		return out, err
	}
	foreign := false
	for _, e := range out {
		foreign = foreign || e.Document != l.spent.Document
	}
	if !stale && !foreign {
		return out, nil
	}
	return out, l.write(ctx, func(t *tx) error {
		if foreign {
			if err := t.do("INSERT OR IGNORE INTO use (document, key) VALUES (?, ?)", l.spent.Document, key[:]); err != nil {
				return err
			}
		}
		return t.do("UPDATE entry SET used = ? WHERE key = ? AND verdicts IS NOT NULL AND used <> ?", day(), key[:], day())
	})
}
