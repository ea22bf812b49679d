package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), ".recto")
	l, err := TakeLock(dir, "recto batch in")
	if err != nil {
		t.Fatal(err)
	}
	_, err = TakeLock(dir, "recto batch in")
	var locked *Locked
	if !errors.As(err, &locked) || locked.Holder.PID != os.Getpid() || !strings.Contains(err.Error(), "recto batch in (process ") || !strings.Contains(err.Error(), " since 20") {
		t.Fatalf("error %v", err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	// What a killed process leaves behind holds nobody up.
	write(t, filepath.Join(dir, "lock.json"), `{"pid": 1, "host": "x", "command": "recto batch", "since": "2026-01-01T00:00:00Z"}`)
	l, err = TakeLock(dir, "recto batch in")
	if err != nil {
		t.Fatal(err)
	}
	if h, err := ReadHolder(dir); err != nil || h.PID != os.Getpid() {
		t.Errorf("%+v %v", h, err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
}
