package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"github.com/recto/recto/internal/export"
)

// sweep removes what a killed run was writing when it died: files under names of
// their own that never got their final one.
func sweep(root *os.Root) error {
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return skipDir(d) // what cannot be read now cannot be written to later: the documents say so
		}
		if part, err := path.Match(export.PartPattern, path.Base(name)); err != nil || !part || !d.Type().IsRegular() {
			return err
		}
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("outbox: sweep: %w", err)
	}
	return nil
}
