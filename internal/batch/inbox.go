package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
)

// inbox is the folder of documents. What leads out of it cannot be opened.
type inbox struct {
	root             *os.Root
	include, exclude []string
	outbox           string // below the inbox, with slashes; "" if it is not
}

// found is one name in the inbox.
type found struct {
	path string // on the disk, below the inbox
	name string // of the document: path, as valid UTF-8
	skip string // why it is no document; "" if it is one
}

func openInbox(o *Options) (*inbox, error) {
	for _, glob := range append(o.Include[:len(o.Include):len(o.Include)], o.Exclude...) {
		if !doublestar.ValidatePattern(glob) {
			return nil, fmt.Errorf("glob %q cannot be read", glob)
		}
	}
	in, err := resolve(o.Inbox)
	if err != nil {
		return nil, fmt.Errorf("inbox: %w", err)
	}
	out, err := resolve(o.Outbox)
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	if in == out {
		return nil, fmt.Errorf("inbox and outbox are one folder, %s: outputs would be taken for documents; name another with -o", in)
	}
	root, err := os.OpenRoot(in)
	if err != nil {
		return nil, fmt.Errorf("inbox: %w", err)
	}
	b := &inbox{root: root, include: o.Include, exclude: o.Exclude}
	if rel, err := filepath.Rel(in, out); err == nil && filepath.IsLocal(rel) {
		b.outbox = filepath.ToSlash(rel)
	}
	return b, nil
}

func resolve(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// walk calls f for every name that might be meant as a document, folder by
// folder, in the order of names. A folder that cannot be read is said and left.
func (b *inbox) walk(ctx context.Context, f func(found) error) error {
	return fs.WalkDir(b.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		switch {
		case err != nil && name == ".":
			return fmt.Errorf("inbox: %w", err)
		case err != nil:
			if failed := f(found{path: name, name: documentName(name), skip: "cannot be read: " + reason(err)}); failed != nil {
				return failed
			}
			return skipDir(d)
		case name == ".":
			return nil
		case strings.HasPrefix(path.Base(name), ".") || name == b.outbox:
			return skipDir(d)
		case d.IsDir():
			return nil
		}
		doc := found{path: name, name: documentName(name)}
		if !b.wanted(doc.name) {
			return nil
		}
		switch {
		case d.Type()&fs.ModeSymlink != 0:
			info, err := b.root.Stat(name)
			switch {
			case err != nil:
				doc.skip = "a link that leads outside, in a circle, or nowhere"
			case info.IsDir():
				doc.skip = "a link to a folder is not followed"
			case !info.Mode().IsRegular():
				doc.skip = "not a regular file"
			}
		case !d.Type().IsRegular():
			doc.skip = "not a regular file"
		}
		return f(doc)
	})
}

func skipDir(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// reason is an error's last word: paths are said elsewhere.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

func (b *inbox) wanted(name string) bool {
	match := func(glob string) bool {
		return doublestar.MatchUnvalidated(glob, name) || !strings.Contains(glob, "/") && doublestar.MatchUnvalidated(glob, path.Base(name))
	}
	for _, glob := range b.exclude {
		if match(glob) {
			return false
		}
	}
	for _, glob := range b.include {
		if match(glob) {
			return true
		}
	}
	return len(b.include) == 0
}

// documentName is a path as a document's name: bytes that are not UTF-8 are
// written %E9, so that outputs, reports and the store can hold it.
func documentName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	var s strings.Builder
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&s, "%%%02X", name[i])
		} else {
			s.WriteString(name[i : i+n])
		}
		i += n
	}
	return s.String()
}

// errMoving is the error for a file that is being written while it is read. It
// is nobody's fault, and another night's work.
var errMoving = errors.New("it changed while it was read; the next run takes it")

// read reads a file that has to be regular, stay as it is meanwhile, and not be
// larger than it may. It never waits for a FIFO.
func (b *inbox) read(name string, most int64) ([]byte, string, error) {
	return readWhole(func() (*os.File, error) { return b.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) }, most)
}

// settled is how long a file has to be left alone for its times to tell.
const settled = 2 * time.Second

func readWhole(open func() (*os.File, error), most int64) (data []byte, id string, err error) {
	f, err := open()
	if err != nil {
		return nil, "", errors.New(reason(err))
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	before, err := f.Stat()
	switch {
	case err != nil:
		return nil, "", errors.New(reason(err))
	case !before.Mode().IsRegular():
		return nil, "", Hopeless(errors.New("not a regular file"))
	case before.Size() > most:
		return nil, "", Hopeless(fmt.Errorf("%d bytes long, the limit is %d; raise it with --max-bytes", before.Size(), most))
	}
	data = make([]byte, 0, before.Size()+1)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, "", errors.New(reason(err))
		}
		if int64(len(data)) > most {
			return nil, "", errMoving
		}
	}
	after, err := f.Stat()
	if err != nil {
		return nil, "", errors.New(reason(err))
	}
	id = identity(after)
	if id != identity(before) || int64(len(data)) != after.Size() {
		return nil, "", errMoving
	}
	if time.Since(lastTouched(after)) < settled {
		id = "" // what comes within a clock's tick could not be told from this
	}
	return data, id, nil
}

// stat gives the identity of a file without reading it.
func (b *inbox) stat(name string) (string, int64, error) {
	info, err := b.root.Stat(name)
	if err != nil {
		return "", 0, errors.New(reason(err))
	}
	return identity(info), info.Size(), nil
}
