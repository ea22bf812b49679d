//go:build unix

package export_test

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/recto/recto/internal/export"
)

// Who says -o /dev/null wants nothing, and still wants a /dev/null.
func TestWriteFileLeavesAPipeAPipe(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	read := make(chan string)
	go func() {
		b, err := os.ReadFile(pipe)
		if err != nil {
			t.Error(err)
		}
		read <- string(b)
	}()
	err := export.WriteFile(dir, "pipe", func(w io.Writer) error {
		_, err := io.WriteString(w, "one line\n")
		return err
	})
	if got := <-read; err != nil || got != "one line\n" {
		t.Errorf("%v, read %q", err, got)
	}
	if s, err := os.Stat(pipe); err != nil || s.Mode().Type() != fs.ModeNamedPipe {
		t.Errorf("the pipe has become %v, %v", s.Mode(), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the pipe: %v, %v", entries, err)
	}
}
