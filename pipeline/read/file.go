package read

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/recto/recto/corpus"
)

// DefaultMaxBytes is the limit where Options sets none.
const DefaultMaxBytes = 256 << 20

// Options of reading; the zero value guesses the encoding.
type Options struct {
	// Encoding is an IANA name; "" is found out.
	Encoding string
	// MaxBytes is the most that a file may have; 0 is DefaultMaxBytes.
	MaxBytes int64
	// Name is the Source's name; "" is made of the path.
	Name string
}

func (o Options) limit() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// File reads a text file. It never waits: what is no regular file is an error.
func File(path string, o Options) (*corpus.Source, error) {
	// Opening a pipe that nobody writes to would hang: look before.
	info, err := os.Stat(path)
	if err == nil {
		err = regular(info)
	}
	if err != nil {
		return nil, named(path, err)
	}
	if info.Size() > o.limit() {
		return nil, tooBig(path, o)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, named(path, err)
	}
	defer f.Close()
	if info, err = f.Stat(); err == nil {
		err = regular(info)
	}
	if err != nil {
		return nil, named(path, err)
	}
	// One read, and a byte more than the limit: a file may grow meanwhile.
	data, err := io.ReadAll(io.LimitReader(f, o.limit()+1))
	if err != nil {
		return nil, named(path, err)
	}
	if o.Name == "" {
		o.Name = nameOf(path)
	}
	src, err := decode(path, data, o)
	if err != nil {
		return nil, err
	}
	return src, nil
}

// Bytes reads a text that is in memory: standard input, an answer, a test.
func Bytes(name string, data []byte, o Options) (*corpus.Source, error) {
	if o.Name == "" {
		o.Name = nameOf(name)
	}
	return decode(name, data, o)
}

func decode(path string, data []byte, o Options) (*corpus.Source, error) {
	if int64(len(data)) > o.limit() {
		return nil, tooBig(path, o)
	}
	text, encoding, err := Decode(data, o.Encoding)
	switch {
	case errors.Is(err, ErrPDF):
		return nil, fmt.Errorf("%s: %w: run  %s  and give recto the result", path, err, PDFToText(path))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return corpus.NewSource(o.Name, text, encoding), nil
}

func tooBig(path string, o Options) error {
	limit := fmt.Sprintf("%d bytes", o.limit())
	if mib := o.limit() >> 20; mib<<20 == o.limit() {
		limit = fmt.Sprintf("%d MiB", mib)
	}
	return fmt.Errorf("%s: %w: the limit is %s; split it", path, ErrTooBig, limit)
}

func regular(info fs.FileInfo) error {
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return fmt.Errorf("%w but a folder", ErrNotFile)
	case mode&fs.ModeNamedPipe != 0:
		return fmt.Errorf("%w but a pipe: give its content on standard input, as -", ErrNotFile)
	default:
		return fmt.Errorf("%w but a device or socket", ErrNotFile)
	}
}

func named(path string, err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err // the path is said already
	}
	switch {
	case errors.Is(err, ErrNotFile):
		return fmt.Errorf("%s: %w", path, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w", path, ErrNotFound)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: %w: you may not read it; see its permissions", path, ErrUnreadable)
	default:
		return fmt.Errorf("%s: %w: %w", path, ErrUnreadable, err)
	}
}

// nameOf makes the Source's name: the path as given if it stays below the
// working folder, else its last element.
func nameOf(path string) string {
	clean := filepath.Clean(path)
	if !filepath.IsLocal(clean) {
		clean = filepath.Base(clean)
	}
	return filepath.ToSlash(clean)
}

// PDFToText is the command that takes a PDF's text out for recto, quoted for a
// shell. Neither -layout (columns come side by side) nor -raw (styled phrases
// come after their block, far from their place).
func PDFToText(path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	out := strings.TrimSuffix(path, filepath.Ext(path)) + ".txt"
	return "pdftotext " + quote(path) + " " + quote(out)
}

func quote(s string) string {
	plain := s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._/+=:,@%-", r))
	}) < 0
	if plain {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
