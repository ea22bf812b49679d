package store

import (
	"context"
	_ "embed"
	"iter"

	"github.com/recto/recto/pipeline/match"
)

//go:embed schema/memory.1.sql
var memory1 string

var memoryKind = kind{
	noun: "memory",
	flag: "--memory FILE",
	id:   0x7263746d, // "rctm"
	migrations: []migration{
		{"first tables", memory1},
	},
}

// Memory is a translation memory in a file of its own.
type Memory struct {
	*file
}

// OpenMemory opens a memory and makes it if it is not there.
func OpenMemory(ctx context.Context, path string) (*Memory, error) {
	f, err := open(ctx, path, memoryKind)
	if err != nil {
		return nil, err
	}
	return &Memory{f}, nil
}

// ReadMemory opens a memory to be asked; it has to be there, and nothing in it
// can be changed.
func ReadMemory(ctx context.Context, path string) (*Memory, error) {
	f, err := openReading(ctx, path, memoryKind)
	if err != nil {
		return nil, err
	}
	return &Memory{f}, nil
}

// Units gives every living unit, in the order in which they came.
func (m *Memory) Units(ctx context.Context) iter.Seq2[match.Unit, error] {
	return func(yield func(match.Unit, error) bool) {
		rows, err := m.read.QueryContext(ctx, "SELECT "+unitColumns+" FROM unit WHERE died IS NULL ORDER BY id")
		if err != nil {
			yield(match.Unit{}, m.explain("read", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			u, err := scanUnit(rows)
			if !yield(u, m.explain("read", err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(match.Unit{}, m.explain("read", err))
		}
	}
}

// Stat counts the units of one pair of languages and origin.
type Stat struct {
	From, To string // as filed: base and script
	Origin   match.Origin
	Units    int
	Oldest   string // RFC 3339, of the units that have a date
	Newest   string
}

// Stats counts what is in the memory, by languages and origin.
func (m *Memory) Stats(ctx context.Context) ([]Stat, error) {
	rows, err := m.read.QueryContext(ctx, `SELECT pair.source, pair.target, origin, count(*), coalesce(min(nullif(date, '')), ''), max(date)
		FROM unit JOIN pair ON pair.id = unit.pair WHERE died IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
	if err != nil {
		return nil, m.explain("count", err)
	}
	defer rows.Close()
	var out []Stat
	for rows.Next() {
		var s Stat
		if err := rows.Scan(&s.From, &s.To, &s.Origin, &s.Units, &s.Oldest, &s.Newest); err != nil {
			return nil, m.explain("count", err)
		}
		out = append(out, s)
	}
	return out, m.explain("count", rows.Err())
}

// Forget removes every unit that was seen in a document, and says how many.
func (m *Memory) Forget(ctx context.Context, document string) (int, error) {
	n := 0
	err := m.write(ctx, func(t *tx) error {
		rows, err := t.conn.QueryContext(t.ctx, "SELECT id, pair, died IS NULL, "+unitColumns+" FROM unit WHERE document = ? AND document <> ''", document)
		if err != nil {
			return err
		}
		sums := make(map[int64]*change)
		n = 0
		for rows.Next() {
			var id, pair int64
			var alive bool
			u, err := scanUnit(rows, &id, &pair, &alive)
			if err != nil {
				rows.Close()
				return err
			}
			n++
			if alive {
				changeOf(sums, pair).remove(u)
			}
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
		if err := t.do("DELETE FROM unit WHERE document = ?", document); err != nil {
			return err
		}
		if err := applyChanges(t, sums); err != nil {
			return err
		}
		_, err = begin(t, "forget")
		return err
	})
	if err != nil || n == 0 {
		return n, err
	}
	return n, m.shrink(ctx)
}

const unitColumns = "source_tag, target_tag, unit.source, unit.target, origin, confidence, date, document, person"

type scanner interface{ Scan(...any) error }

// scanUnit reads unitColumns, behind what stands before them.
func scanUnit(rows scanner, before ...any) (match.Unit, error) {
	var u match.Unit
	err := rows.Scan(append(before, &u.From, &u.To, &u.Source, &u.Target, &u.Origin, &u.Confidence, &u.Date, &u.Document, &u.Person)...)
	return u, err
}
