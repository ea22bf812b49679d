package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Why a store cannot be used. Nothing in the file is touched when one of them
// is returned by an Open function.
var (
	ErrNewer    = errors.New("written by a newer recto")
	ErrOther    = errors.New("not a file of recto's")
	ErrCorrupt  = errors.New("damaged")
	ErrLocked   = errors.New("locked by another program")
	ErrReadOnly = errors.New("cannot be written")
	ErrNetwork  = errors.New("on a network file system")
	ErrFull     = errors.New("disk full or failing")
)

// explain ties what SQLite says to the file, to one of the errors above, and to
// what can be done.
func (f *file) explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	var coded *sqlite.Error
	if !errors.As(err, &coded) {
		return fmt.Errorf("%s %s: %s: %w", f.kind.noun, f.path, doing, err)
	}
	var why error
	var todo string
	switch coded.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		why, todo = ErrCorrupt, "put the last backup in its place, or move it away to begin anew"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		why, todo = ErrLocked, "wait for the other program, or see what has the file open"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		why, todo = ErrReadOnly, "give yourself the right to write it and its folder, or name another place with "+f.kind.flag
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR:
		why, todo = ErrFull, "make room; what was stored is kept"
	default:
		return fmt.Errorf("%s %s: %s: %w", f.kind.noun, f.path, doing, err)
	}
	return &fileError{why: why, err: err, text: fmt.Sprintf("%s %s: %s: %v (%v); %s", f.kind.noun, f.path, doing, why, err, todo)}
}

// fileError says all in its text and is both its reason and its cause.
type fileError struct {
	why, err error
	text     string
}

func (e *fileError) Error() string   { return e.text }
func (e *fileError) Unwrap() []error { return []error{e.why, e.err} }
