package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// migration is one step forward; its number is its place in the list, from 1.
type migration struct {
	what string // for errors
	sql  string
}

// migrate brings a file to the newest version, a transaction a step. Before the
// first step of an old file it leaves a copy, PATH.vN, of the file as version N
// left it: going back is putting the copy in its place.
func (f *file) migrate(ctx context.Context, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return f.explain("open", err)
	}
	if version >= len(f.kind.migrations) {
		return nil
	}
	if version > 0 {
		if err := f.keep(ctx, db, version); err != nil {
			return err
		}
	}
	for n := version; n < len(f.kind.migrations); n++ {
		step := f.kind.migrations[n]
		if err := f.step(ctx, db, n+1, step.sql); err != nil {
			return f.explain(fmt.Sprintf("migration %d (%s)", n+1, step.what), err)
		}
	}
	return nil
}

// keep makes the copy, unless a run that was cut short has made it.
func (f *file) keep(ctx context.Context, db *sql.DB, version int) error {
	to := fmt.Sprintf("%s.v%d", f.path, version)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	beside := to + ".part"
	if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s %s: copy before migration: %w", f.kind.noun, f.path, err)
	}
	if err := copyInto(ctx, db, f, beside); err != nil {
		return err
	}
	return place(beside, to)
}

// step runs one migration, if another process has not been quicker.
func (f *file) step(ctx context.Context, db *sql.DB, number int, text string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it says ErrTxDone
	var now int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil {
		return err
	}
	if now >= number {
		return nil
	}
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", number)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", f.kind.id)); err != nil {
		return err
	}
	return tx.Commit()
}
