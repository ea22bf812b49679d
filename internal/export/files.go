package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
)

// Files is the file system below the output folder, as little of it as a safe
// write needs. Tests put one in that fails or is killed at a step.
type Files interface {
	MkdirAll(dir string) error
	// Create makes a new file; one that exists is an error.
	Create(name string) (File, error)
	Rename(from, to string) error
	Remove(name string) error
	// SyncDir brings a folder's entries to the disk.
	SyncDir(dir string) error
	Close() error
}

// File is a file being written.
type File interface {
	io.Writer
	Sync() error
	Close() error
}

// Disk opens a folder, made if it is missing. All names are below it: what
// leads outside, also by a symbolic link, is an error.
func Disk(dir string) (Files, error) {
	if dir == "" {
		dir = "."
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	return disk{root}, nil
}

type disk struct{ root *os.Root }

func (d disk) MkdirAll(dir string) error { return d.root.MkdirAll(dir, 0o755) }

func (d disk) Create(name string) (File, error) {
	return d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}

func (d disk) Rename(from, to string) error { return d.root.Rename(from, to) }
func (d disk) Remove(name string) error     { return d.root.Remove(name) }
func (d disk) Close() error                 { return d.root.Close() }

func (d disk) SyncDir(dir string) error {
	if runtime.GOOS == "windows" { // there a rename is durable with its file
		return nil
	}
	f, err := d.root.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	return errors.Join(err, f.Close())
}

// parents gives the folders from a file's own up to the output folder, ".".
func parents(name string) []string {
	var out []string
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		out = append(out, dir)
		if dir == "." {
			return out
		}
	}
}

// PartPattern matches what a killed run may leave behind.
const PartPattern = ".recto-*.part"

// create makes a file of a fresh name beside the final one.
func create(files Files, final string, try func() string) (File, string, error) {
	for range 100 {
		name := path.Join(path.Dir(final), ".recto-"+try()+".part")
		f, err := files.Create(name)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		return f, name, err
	}
	return nil, "", fmt.Errorf("no free name for a file beside %s", final)
}
