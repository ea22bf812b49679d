package export

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/jsonl"
	"github.com/recto/recto/corpus/tmx"
	"github.com/recto/recto/corpus/tsv"
	"github.com/recto/recto/corpus/xliff"
	"github.com/recto/recto/corpus/xlsx"
	"github.com/recto/recto/internal/page"
)

// Options of [Write].
type Options struct {
	// SourceText is the decoded source, where it is at hand: the HTML page
	// shows the lines as the extraction gave them.
	SourceText string
	// Dropped is told how many characters a format had to leave out of a
	// segment because XML forbids them; it may be nil.
	Dropped func(output, id string, n int)
	// Files opens the output folder; nil means [Disk].
	Files func(dir string) (Files, error)
}

// Write writes a bitext below dir, a file a format, and gives the files' names
// below dir in the order of formats. On an error no file is new, unless the
// disk failed in the middle of the renames: then some are, each of them whole.
func Write(ctx context.Context, dir string, b *corpus.Bitext, formats []Format, o Options) ([]string, error) {
	open := o.Files
	if open == nil {
		open = Disk
	}
	names := make([]string, len(formats))
	for i, f := range formats {
		name, err := Name(b.Source.Name, b.Target.Language, f)
		if err != nil {
			return nil, err
		}
		names[i] = name
	}
	files, err := open(dir)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	if len(names) == 0 {
		return nil, nil
	}
	if err := files.MkdirAll(path.Dir(names[0])); err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	parts := make([]string, len(formats))
	defer func() {
		for _, p := range parts {
			if p != "" {
				files.Remove(p) // nothing to say: the error that matters is on its way
			}
		}
	}()
	for i, f := range formats {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if parts[i], err = part(files, names[i], func(w io.Writer) error { return Encode(w, b, f, names[i], o) }); err != nil {
			return nil, fmt.Errorf("write %s: %w", names[i], err)
		}
	}
	for _, last := range []bool{false, true} {
		for i, f := range formats {
			if (f == JSONL) != last {
				continue
			}
			if err := files.Rename(parts[i], names[i]); err != nil {
				return nil, fmt.Errorf("write %s: %w", names[i], err)
			}
			parts[i] = ""
		}
	}
	for _, dir := range parents(names[0]) {
		if err := files.SyncDir(dir); err != nil {
			return nil, fmt.Errorf("write %s: %w", names[0], err)
		}
	}
	return names, nil
}

// WriteFile writes one file below dir, whole or not at all. What is there and no
// file, as /dev/stdout or a pipe, is written to and stays what it is.
func WriteFile(dir, name string, write func(io.Writer) error) error {
	if s, err := os.Stat(filepath.Join(dir, name)); err == nil && !s.Mode().IsRegular() && !s.IsDir() {
		return writeInto(filepath.Join(dir, name), write)
	}
	files, err := Disk(dir)
	if err != nil {
		return err
	}
	defer files.Close()
	if err := files.MkdirAll(path.Dir(name)); err != nil {
		return fmt.Errorf("output folder: %w", err)
	}
	p, err := part(files, name, write)
	if err == nil {
		if err = files.Rename(p, name); err != nil {
			files.Remove(p)
		}
	}
	if err == nil {
		err = files.SyncDir(path.Dir(name))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// writeInto writes to a device or a pipe, which nothing may take the place of.
func writeInto(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// part writes a file under a name of its own and brings it to the disk.
func part(files Files, final string, write func(io.Writer) error) (string, error) {
	f, name, err := create(files, final, rand.Text)
	if err != nil {
		return "", err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		files.Remove(name)
		return "", err
	}
	return name, nil
}

// Encode writes a bitext in one format; name is what Dropped calls the output.
func Encode(w io.Writer, b *corpus.Bitext, f Format, name string, o Options) error {
	dropped := func(id string, n int) {
		if o.Dropped != nil {
			o.Dropped(name, id, n)
		}
	}
	switch f {
	case JSONL:
		return jsonl.Write(w, b)
	case TMX:
		return tmx.Write(w, b, tmx.Options{Dropped: dropped})
	case XLIFF:
		return xliff.Write(w, b, xliff.Options{Dropped: dropped})
	case TSV:
		return tsv.Write(w, b)
	case XLSX:
		return xlsx.Write(w, b, xlsx.Options{Dropped: dropped})
	case HTML:
		return page.Write(w, b, o.SourceText, page.Options{})
	}
	return fmt.Errorf("format %q is not known", f)
}
