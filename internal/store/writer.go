package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// writer is the one goroutine that writes to a file. What is waiting goes into
// one transaction: with many workers one sync of the disk serves them all.
type writer struct {
	file *file
	db   *sql.DB
	conn *sql.Conn
	asks chan ask
	done chan struct{}
	err  error // of closing; read after done
	busy atomic.Int64

	mu     sync.RWMutex // held for reading while asking: close waits for those
	closed bool
}

// ask is one unit of work: it is committed as a whole or not at all.
type ask struct {
	ctx  context.Context
	work func(*tx) error
	bare bool // outside any transaction, for what SQLite wants so
	soft bool // may be lost in a power cut, as it can be found out again
	done chan error
}

// gathered is the most that goes into one transaction.
const gathered = 256

var errClosed = errors.New("store is closed")

func startWriter(f *file, db *sql.DB, conn *sql.Conn) *writer {
	w := &writer{file: f, db: db, conn: conn, asks: make(chan ask, gathered), done: make(chan struct{})}
	go w.loop()
	return w
}

// write does the work in a transaction and returns when it is on the disk. A
// context that ends before the work has begun leaves it undone; later it does
// not: what is being written is finished, and its fate is what is returned.
func (f *file) write(ctx context.Context, work func(*tx) error) error {
	return f.ask(ask{ctx: ctx, work: work, done: make(chan error, 1)})
}

// writeSoft is write for what a power cut may undo: it survives a kill of the
// process, and saves a sync of the disk.
func (f *file) writeSoft(ctx context.Context, work func(*tx) error) error {
	return f.ask(ask{ctx: ctx, work: work, soft: true, done: make(chan error, 1)})
}

func (f *file) ask(a ask) error {
	w := f.writer
	if w == nil {
		return fmt.Errorf("%s %s: opened for reading only", f.kind.noun, f.path)
	}
	w.mu.RLock()
	if w.closed {
		w.mu.RUnlock()
		return fmt.Errorf("%s %s: %w", f.kind.noun, f.path, errClosed)
	}
	w.asks <- a
	w.mu.RUnlock()
	return <-a.done
}

// Busy is how long the writer has been writing and syncing, in all.
func (f *file) Busy() time.Duration {
	if f.writer == nil {
		return 0
	}
	return time.Duration(f.writer.busy.Load())
}

func (w *writer) close() error {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.asks)
	}
	w.mu.Unlock()
	<-w.done
	return w.err
}

func (w *writer) loop() {
	defer close(w.done)
	t := &tx{conn: w.conn, statements: make(map[string]*sql.Stmt)}
	for first := range w.asks {
		list := w.gather(first)
		w.commit(t, slices.DeleteFunc(slices.Clone(list), func(a ask) bool { return a.bare }))
		for _, a := range list {
			if a.bare {
				t.ctx = context.Background()
				a.done <- w.file.explain("write", a.work(t))
			}
		}
	}
	var errs []error
	for _, s := range t.statements {
		errs = append(errs, s.Close())
	}
	errs = append(errs, w.conn.Close(), w.db.Close())
	w.err = errors.Join(errs...)
}

// gather takes what else is waiting.
func (w *writer) gather(first ask) []ask {
	list := []ask{first}
	for len(list) < gathered {
		select {
		case a, ok := <-w.asks:
			if !ok {
				return list
			}
			list = append(list, a)
		default:
			return list
		}
	}
	return list
}

// commit does the asks in one transaction. One that fails is undone alone; when
// the commit fails, all have failed.
func (w *writer) commit(t *tx, list []ask) {
	if len(list) == 0 {
		return
	}
	begun := time.Now()
	defer func() { w.busy.Add(int64(time.Since(begun))) }()
	ctx := context.Background() // an interrupt would undo the neighbours' work too
	errs := make([]error, len(list))
	fate := func() error {
		if err := t.harden(ctx, slices.ContainsFunc(list, func(a ask) bool { return !a.soft })); err != nil {
			return err
		}
		if _, err := t.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
			return err
		}
		for i, a := range list {
			if errs[i] = a.ctx.Err(); errs[i] != nil {
				continue
			}
			if errs[i] = w.one(ctx, t, a); errors.Is(errs[i], errUndo) {
				return errs[i]
			}
		}
		_, err := t.exec(ctx, "COMMIT")
		return err
	}()
	if fate != nil {
		// Fails where SQLite has rolled back by itself: then there is nothing to undo.
		_, _ = t.exec(ctx, "ROLLBACK")
	}
	for i, a := range list {
		switch {
		case errs[i] != nil:
			a.done <- w.file.explain("write", errs[i])
		default:
			a.done <- w.file.explain("write", fate)
		}
	}
}

// errUndo says that the whole transaction is beyond saving.
var errUndo = errors.New("transaction undone")

func (w *writer) one(ctx context.Context, t *tx, a ask) error {
	if _, err := t.exec(ctx, "SAVEPOINT one"); err != nil {
		return errors.Join(errUndo, err)
	}
	t.ctx = ctx
	err := a.work(t)
	if err == nil {
		_, err = t.exec(ctx, "RELEASE one")
		if err != nil {
			return errors.Join(errUndo, err)
		}
		return nil
	}
	if _, back := t.exec(ctx, "ROLLBACK TO one"); back != nil {
		return errors.Join(errUndo, err, back)
	}
	if _, back := t.exec(ctx, "RELEASE one"); back != nil {
		return errors.Join(errUndo, err, back)
	}
	return err
}

// tx is the writer's connection inside a transaction. Statements are prepared
// once and kept: every text is a constant of this package.
type tx struct {
	ctx        context.Context
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	soft       bool // PRAGMA synchronous is NORMAL, not FULL
}

// harden says whether the next commit has to be on the disk when it returns. A
// hard one takes all soft ones before it along: they share the log.
func (t *tx) harden(ctx context.Context, hard bool) error {
	if t.soft != hard {
		return nil
	}
	level := "PRAGMA synchronous = NORMAL"
	if hard {
		level = "PRAGMA synchronous = FULL"
	}
	if _, err := t.conn.ExecContext(ctx, level); err != nil {
		return err
	}
	t.soft = !hard
	return nil
}

func (t *tx) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := t.statements[query]; s != nil {
		return s, nil
	}
	s, err := t.conn.PrepareContext(ctx, query)
	if err == nil {
		t.statements[query] = s
	}
	return s, err
}

func (t *tx) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := t.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// do runs a statement of which the result does not matter.
func (t *tx) do(query string, args ...any) error {
	_, err := t.exec(t.ctx, query, args...)
	return err
}

// changed runs a statement and says how many rows it changed.
func (t *tx) changed(query string, args ...any) (int, error) {
	r, err := t.exec(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}

// get reads one row; sql.ErrNoRows if there is none.
func (t *tx) get(query string, args []any, into ...any) error {
	s, err := t.prepared(t.ctx, query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(t.ctx, args...).Scan(into...)
}
