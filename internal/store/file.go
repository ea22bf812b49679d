package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver; no cgo
)

// kind tells the two sorts of file apart.
type kind struct {
	noun       string // for errors
	flag       string // moves the file
	id         int    // PRAGMA application_id: one sort is not opened as the other
	migrations []migration
}

// file is an open store of either sort.
type file struct {
	kind   kind
	path   string
	read   *sql.DB
	asked  sync.Map // statements for reading that come again and again, by text
	writer *writer
}

// prepared gives a statement for reading that is kept until the file is closed:
// to read it anew costs more than to run it.
func (f *file) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := f.asked.Load(query); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := f.read.PrepareContext(context.WithoutCancel(ctx), query)
	if err != nil {
		return nil, err
	}
	if other, ok := f.asked.LoadOrStore(query, s); ok {
		return other.(*sql.Stmt), s.Close()
	}
	return s, nil
}

// busy is how long a writer waits for another program's transaction.
const busy = 10 * time.Second

// open makes the file if it is not there, brings it to the newest version, and
// starts its writer.
func open(ctx context.Context, path string, k kind) (*file, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", k.noun, path, err)
	}
	f := &file{kind: k, path: abs}
	if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
		return nil, f.denied(err)
	}
	if name, far := networkFS(filepath.Dir(abs)); far {
		return nil, &fileError{why: ErrNetwork, err: ErrNetwork, text: fmt.Sprintf(
			"%s %s: %v (%s), where locks and syncs cannot be relied on; name a place on a local disk with %s", k.noun, abs, ErrNetwork, name, k.flag)}
	}
	// Made here, so that SQLite's own files beside it inherit the mode.
	made, err := os.OpenFile(abs, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, f.denied(err)
	}
	if err := made.Close(); err != nil {
		return nil, f.denied(err)
	}
	if err := f.check(ctx); err != nil {
		return nil, err
	}
	write, err := f.pool(1, "_txlock=immediate", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)", "_pragma=secure_delete(1)", "_pragma=journal_size_limit(16777216)")
	if err != nil {
		return nil, err
	}
	if err := f.migrate(ctx, write); err != nil {
		return nil, errors.Join(err, write.Close())
	}
	conn, err := write.Conn(ctx)
	if err != nil {
		return nil, errors.Join(f.explain("open", err), write.Close())
	}
	if f.read, err = f.pool(4, "_pragma=query_only(1)"); err != nil {
		return nil, errors.Join(err, conn.Close(), write.Close())
	}
	f.writer = startWriter(f, write, conn)
	return f, nil
}

// openReading opens a file that has to be there, without a writer and without
// changing anything, for looking on during a run.
func openReading(ctx context.Context, path string, k kind) (*file, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", k.noun, path, err)
	}
	f := &file{kind: k, path: abs}
	if _, err := os.Stat(abs); err != nil {
		return nil, fmt.Errorf("%s %s: %w", k.noun, abs, err)
	}
	if err := f.check(ctx); err != nil {
		return nil, err
	}
	f.read, err = f.pool(4, "_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	version, err := f.version(ctx)
	if err == nil && version != len(k.migrations) {
		err = fmt.Errorf("%s %s: of version %d, this recto reads version %d; the next run brings it forward", k.noun, abs, version, len(k.migrations))
	}
	if err != nil {
		return nil, errors.Join(err, f.read.Close())
	}
	return f, nil
}

// check refuses what is not ours to touch, before anything is written. A new
// file, of length zero, is ours.
func (f *file) check(ctx context.Context) error {
	info, err := os.Stat(f.path)
	if err != nil {
		return f.denied(err)
	}
	if info.Size() == 0 {
		return nil
	}
	look, err := f.pool(1, "_pragma=query_only(1)")
	if err != nil {
		return err
	}
	var id, version int
	err = look.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id)
	if err == nil {
		err = look.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	}
	if err := errors.Join(f.explain("open", err), look.Close()); err != nil {
		return err
	}
	switch {
	case id == 0 && version == 0:
		// Made by us and cut short before the first migration, or somebody's own.
		return f.checkEmpty(ctx)
	case id != f.kind.id:
		return f.refuse(ErrOther, "name another file with "+f.kind.flag)
	case version > len(f.kind.migrations):
		return f.refuse(ErrNewer, fmt.Sprintf("it is of version %d, this recto knows %d: update recto, or go back to the copy beside it", version, len(f.kind.migrations)))
	}
	return nil
}

func (f *file) checkEmpty(ctx context.Context) error {
	look, err := f.pool(1, "_pragma=query_only(1)")
	if err != nil {
		return err
	}
	var n int
	err = look.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&n)
	if err := errors.Join(f.explain("open", err), look.Close()); err != nil {
		return err
	}
	if n > 0 {
		return f.refuse(ErrOther, "name another file with "+f.kind.flag)
	}
	return nil
}

func (f *file) refuse(why error, todo string) error {
	return &fileError{why: why, err: why, text: fmt.Sprintf("%s %s: %v; %s", f.kind.noun, f.path, why, todo)}
}

// denied is for the file system's own errors.
func (f *file) denied(err error) error {
	if errors.Is(err, fs.ErrPermission) || strings.Contains(err.Error(), "read-only file system") {
		return &fileError{why: ErrReadOnly, err: err, text: fmt.Sprintf("%s %s: %v (%v); give yourself the right to write there, or name another place with %s",
			f.kind.noun, f.path, ErrReadOnly, err, f.kind.flag)}
	}
	return fmt.Errorf("%s %s: %w", f.kind.noun, f.path, err)
}

// pool opens connections to the file. The path is escaped: a folder's name may
// hold what a URI takes for its own.
func (f *file) pool(n int, query ...string) (*sql.DB, error) {
	path := filepath.ToSlash(f.path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	query = append([]string{fmt.Sprintf("_pragma=busy_timeout(%d)", busy.Milliseconds())}, query...)
	dsn := (&url.URL{Scheme: "file", Path: path, RawQuery: strings.Join(query, "&")}).String()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, f.explain("open", err)
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

func (f *file) version(ctx context.Context) (int, error) {
	var n int
	err := f.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&n)
	return n, f.explain("read", err)
}

// Path is where the file is.
func (f *file) Path() string { return f.path }

// Close waits for what is being written and closes the file.
func (f *file) Close() error {
	var err error
	if f.writer != nil {
		err = f.writer.close()
	}
	return errors.Join(err, f.read.Close())
}

// Check reads the whole file and says what is damaged; nil if nothing is.
func (f *file) Check(ctx context.Context) error {
	rows, err := f.read.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return f.explain("check", err)
	}
	defer rows.Close()
	var faults []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return f.explain("check", err)
		}
		if line != "ok" {
			faults = append(faults, line)
		}
	}
	if err := rows.Err(); err != nil {
		return f.explain("check", err)
	}
	if len(faults) > 0 {
		return f.refuse(ErrCorrupt, strings.Join(faults, "; ")+"; put the last backup in its place")
	}
	return nil
}

// Backup writes a whole and consistent copy to a path that must not exist yet.
// It may be made while a run writes.
func (f *file) Backup(ctx context.Context, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("backup %s: %w", to, fs.ErrExist)
	}
	beside := to + ".part"
	if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backup %s: %w", to, err)
	}
	db, err := f.pool(1) // one of its own: the readers may write nothing, not even elsewhere
	if err != nil {
		return err
	}
	if err := errors.Join(copyInto(ctx, db, f, beside), db.Close()); err != nil {
		return err
	}
	return place(beside, to)
}

// copyInto lets SQLite write a copy, mode 0600.
func copyInto(ctx context.Context, db *sql.DB, f *file, to string) error {
	made, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy of %s: %w", f.path, err)
	}
	if err := made.Close(); err != nil {
		return fmt.Errorf("copy of %s: %w", f.path, err)
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return errors.Join(f.explain("copy to "+to, err), os.Remove(to))
	}
	return nil
}

// place syncs a file and gives it its name.
func place(beside, to string) error {
	f, err := os.OpenFile(beside, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("copy to %s: %w", to, err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("copy to %s: %w", to, err)
	}
	if err := os.Rename(beside, to); err != nil {
		return fmt.Errorf("copy to %s: %w", to, err)
	}
	return nil
}
