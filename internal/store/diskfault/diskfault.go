// Package diskfault lets the disk fail under SQLite, for tests: it stands between
// SQLite and the methods of its own files, and returns what they return when
// write(2) or fsync(2) fails. Everything above is the real thing.
package diskfault

import (
	"path/filepath"
	"strings"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite "modernc.org/sqlite/lib"
)

// Kind is what fails.
type Kind int

// The kinds.
const (
	Write Kind = iota // half of what is written arrives: EIO
	Sync              // EIO
	Full              // half of what is written arrives: ENOSPC
)

// Disk is the disk below a folder. It is sound until FailAt is called.
type Disk struct {
	dir string

	mu    sync.Mutex
	armed bool
	kind  Kind
	left  int // operations of this kind that still succeed
	times int // that fail then; -1 is all
	hits  int
}

// Below watches the files that SQLite opens below a folder from now on.
func Below(dir string) (*Disk, error) {
	dir, err := filepath.EvalSymlinks(dir) // SQLite names files so
	if err != nil {
		return nil, err
	}
	d := &Disk{dir: dir + string(filepath.Separator)}
	hook.once.Do(install)
	hook.mu.Lock()
	defer hook.mu.Unlock()
	hook.disks = append(hook.disks, d)
	return d, nil
}

// FailAt lets the n-th operation of a kind from now on fail, 1 being the next,
// and as many as times says in all; -1 is all that come.
func (d *Disk) FailAt(n int, kind Kind, times int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.armed, d.kind, d.left, d.times, d.hits = true, kind, n-1, times, 0
}

// Mend makes the disk sound again and says how often it had failed.
func (d *Disk) Mend() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.armed = false
	return d.hits
}

func (d *Disk) fails(kind Kind) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.armed || kind != d.kind || d.times == 0 {
		return false
	}
	if d.left > 0 {
		d.left--
		return false
	}
	if d.times > 0 {
		d.times--
	}
	d.hits++
	return true
}

// hook is SQLite's one table of file functions, which is the process's.
var hook struct {
	once    sync.Once
	open    uintptr // xOpen of the operating system's VFS
	mu      sync.Mutex
	disks   []*Disk
	watched map[uintptr]*file   // by sqlite3_file
	methods map[uintptr]uintptr // ours, by SQLite's own
}

// file is an open file below a watched folder.
type file struct {
	disk *Disk
	own  *sqlite.Tsqlite3_io_methods // SQLite's
}

type (
	xOpen  = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32
	xWrite = func(tls *libc.TLS, file, data uintptr, n int32, at sqlite.Tsqlite3_int64) int32
	xSync  = func(tls *libc.TLS, file uintptr, flags int32) int32
)

func install() {
	hook.watched, hook.methods = map[uintptr]*file{}, map[uintptr]uintptr{}
	tls := libc.NewTLS()
	defer tls.Close()
	vfs := at[sqlite.Tsqlite3_vfs](sqlite.Xsqlite3_vfs_find(tls, 0))
	hook.open, vfs.FxOpen = vfs.FxOpen, pointer(xOpen(open))
}

func open(tls *libc.TLS, vfs, name, id uintptr, flags int32, out uintptr) int32 {
	rc := function[xOpen](hook.open)(tls, vfs, name, id, flags, out)
	if rc != sqlite.SQLITE_OK || name == 0 {
		return rc
	}
	path := libc.GoString(name)
	hook.mu.Lock()
	defer hook.mu.Unlock()
	for _, d := range hook.disks {
		if !strings.HasPrefix(path, d.dir) {
			continue
		}
		opened := at[sqlite.Tsqlite3_file](id)
		own := at[sqlite.Tsqlite3_io_methods](opened.FpMethods)
		ours := hook.methods[opened.FpMethods]
		if ours == 0 {
			// Outside Go's memory, like all that SQLite points to; kept for good.
			ours = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(*own)))
			if ours == 0 {
				return sqlite.SQLITE_NOMEM
			}
			copied := at[sqlite.Tsqlite3_io_methods](ours)
			*copied = *own
			copied.FxWrite, copied.FxSync = pointer(xWrite(write)), pointer(xSync(flush))
			hook.methods[opened.FpMethods] = ours
		}
		hook.watched[id] = &file{d, own}
		opened.FpMethods = ours
		break
	}
	return rc
}

func watched(id uintptr) *file {
	hook.mu.Lock()
	defer hook.mu.Unlock()
	return hook.watched[id]
}

func write(tls *libc.TLS, id, data uintptr, n int32, offset sqlite.Tsqlite3_int64) int32 {
	f := watched(id)
	real, code := function[xWrite](f.own.FxWrite), int32(sqlite.SQLITE_OK)
	switch {
	case f.disk.fails(Write):
		code = sqlite.SQLITE_IOERR_WRITE
	case f.disk.fails(Full):
		code = sqlite.SQLITE_FULL
	default:
		return real(tls, id, data, n, offset)
	}
	real(tls, id, data, n/2, offset)
	return code
}

func flush(tls *libc.TLS, id uintptr, flags int32) int32 {
	f := watched(id)
	if f.disk.fails(Sync) {
		return sqlite.SQLITE_IOERR_FSYNC
	}
	return function[xSync](f.own.FxSync)(tls, id, flags)
}

// at is SQLite's memory as a value; pointer and function are how its Go code
// keeps functions in fields.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

func pointer(f any) uintptr {
	type words [2]uintptr
	return (*words)(unsafe.Pointer(&f))[1]
}

func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{p})) }
