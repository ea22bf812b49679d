package cli

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"

	"github.com/recto/recto/internal/export"
)

// wholeFile gives a writer whose content appears under the name at once, when
// finish is called without an error: nothing half-written is ever left there.
func wholeFile(name string) (io.Writer, func(error) error, error) {
	var content bytes.Buffer
	finish := func(err error) error {
		if err != nil {
			return err
		}
		dir, base := filepath.Split(name)
		if dir == "" {
			dir = "."
		}
		if err := export.WriteFile(dir, base, func(w io.Writer) error {
			_, err := w.Write(content.Bytes())
			return err
		}); err != nil {
			return fmt.Errorf("output: %w", err)
		}
		return nil
	}
	return &content, finish, nil
}
