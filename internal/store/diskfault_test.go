package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/recto/recto/internal/store/diskfault"
	"github.com/recto/recto/pipeline/translate"
)

// The disk fails under SQLite at one write or sync, or at all from then on. What
// Record said it kept is kept once, also when the process dies at that moment;
// what it said it did not keep can be recorded again, and then stands once.
func TestDiskThatFailsUnderTheStore(t *testing.T) {
	for _, kind := range []diskfault.Kind{diskfault.Write, diskfault.Sync, diskfault.Full} {
		for _, times := range []int{1, -1} {
			failed := false
			for at := 1; at <= 40; at += 6 {
				failed = failOnce(t, kind, at, times) || failed
			}
			if !failed {
				t.Errorf("kind %d, %d times: no failure came to a caller", kind, times)
			}
		}
	}
}

const recorded = 12

func failOnce(t *testing.T, kind diskfault.Kind, at, times int) (failed bool) {
	t.Helper()
	ctx := context.Background()
	where := fmt.Sprintf("kind %d at %d, %d times", kind, at, times)
	dir := t.TempDir()
	disk, err := diskfault.Below(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := OpenState(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	disk.FailAt(at, kind, times)
	var kept, lost []int
	for i := range recorded {
		err := s.Record(ctx, entryOf(i))
		switch {
		case err == nil:
			kept = append(kept, i)
		case errors.Is(err, ErrFull):
			lost = append(lost, i)
		default:
			t.Errorf("%s: error %v", where, err)
		}
	}
	if hits := disk.Mend(); hits == 0 && len(lost) > 0 {
		t.Errorf("%s: %v are lost on a sound disk", where, lost)
	}
	// The process dies here: what another would find.
	crashed := t.TempDir()
	for _, name := range []string{StateFile, StateFile + "-wal"} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			write(t, filepath.Join(crashed, name), string(data))
		}
	}
	found := counts(t, crashed)
	for _, i := range kept {
		if found[i] != 1 {
			t.Errorf("%s: after a crash %d is there %d times", where, i, found[i])
		}
	}
	for _, i := range lost {
		if found[i] > 1 {
			t.Errorf("%s: after a crash %d, said to be lost, is there %d times", where, i, found[i])
		}
		if err := s.Record(ctx, entryOf(i)); err != nil {
			t.Errorf("%s: once the disk is sound: %v", where, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Errorf("%s: close: %v", where, err)
	}
	for i, n := range counts(t, dir) {
		if n != 1 {
			t.Errorf("%s: in the end %d is there %d times", where, i, n)
		}
	}
	return len(lost) > 0
}

func entryOf(i int) translate.Entry {
	return translate.Entry{Key: translate.Key{byte(i + 1)}, Document: "d", Units: []string{"p1.s1"}, Verdicts: []translate.Verdict{{Number: 1, Text: fmt.Sprint("texte ", i)}}}
}

// counts says how often each entry is in a store, which has to be sound.
func counts(t *testing.T, dir string) []int {
	t.Helper()
	ctx := context.Background()
	s, err := OpenState(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
	out := make([]int, recorded)
	for i := range out {
		list, err := s.Entries(ctx, entryOf(i).Key)
		if err != nil {
			t.Error(err)
		}
		out[i] = len(list)
	}
	return out
}
