//go:build unix

package read_test

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/recto/recto/pipeline/read"
)

// Nobody writes to this pipe: opening it would never come back.
func TestFileDoesNotWaitForAPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Skip("no pipes here:", err)
	}
	_, err := read.File(pipe, read.Options{})
	if !errors.Is(err, read.ErrNotFile) || !strings.Contains(err.Error(), "a pipe") {
		t.Errorf("error %v, want %v", err, read.ErrNotFile)
	}
	if _, err := read.File("/dev/null", read.Options{}); !errors.Is(err, read.ErrNotFile) {
		t.Errorf("a device: error %v, want %v", err, read.ErrNotFile)
	}
}
