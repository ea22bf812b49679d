package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/translate"
)

func openState(t *testing.T, dir string) *State {
	t.Helper()
	s, err := OpenState(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestOpenMakesPrivateFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "odd name?#%20", ".recto")
	s := openState(t, dir)
	if err := s.Remember(context.Background(), "a", "b"); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", e.Name(), info.Mode())
		}
	}
	if len(entries) < 2 {
		t.Errorf("%d files: no write-ahead log?", len(entries))
	}
}

func TestOpenRefusesWhatItCannotRead(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, path string)
		want  error
		says  string
	}{
		{"a newer version", func(t *testing.T, path string) { raw(t, path, "PRAGMA user_version = 99") }, ErrNewer, "update recto"},
		{"a memory", func(t *testing.T, path string) { raw(t, path, "PRAGMA application_id = 5") }, ErrOther, "--state"},
		{"somebody's database", func(t *testing.T, path string) {
			raw(t, path, "PRAGMA application_id = 0; PRAGMA user_version = 0")
		}, ErrOther, "--state"},
		{"no database", func(t *testing.T, path string) {
			write(t, path, strings.Repeat("this is text, not pages. ", 400))
		}, ErrCorrupt, "backup"},
		{"a damaged page", func(t *testing.T, path string) {
			data := read(t, path)
			for i := 100; i < 4096; i++ {
				data[i] = 0xa5
			}
			write(t, path, string(data))
		}, ErrCorrupt, "backup"},
		{"a file cut short", func(t *testing.T, path string) { write(t, path, string(read(t, path)[:5000])) }, ErrCorrupt, "backup"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, StateFile)
			s, err := OpenState(ctx, dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Record(ctx, translate.Entry{Key: translate.Key{1}, Document: "d", Verdicts: []translate.Verdict{{Number: 1, Text: "x"}}}); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			c.spoil(t, path)
			before := read(t, path)
			s, err = OpenState(ctx, dir)
			if err == nil {
				// Some damage shows at the first use only.
				_, err = s.Entries(ctx, translate.Key{1})
				_ = s.Close()
			}
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("error %v, want %v naming the file and %q", err, c.want, c.says)
			}
			if string(read(t, path)) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestReadOnlyPlace(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("root may write anywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := OpenState(context.Background(), filepath.Join(dir, "x"))
	if !errors.Is(err, ErrReadOnly) || !strings.Contains(err.Error(), "--state DIR") {
		t.Errorf("error %v", err)
	}
}

func TestLockedByAnother(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := openState(t, dir)
	other := openState(t, dir)
	held, release := make(chan struct{}), make(chan struct{})
	done := make(chan error)
	go func() {
		done <- other.write(ctx, func(tx *tx) error {
			close(held)
			<-release
			return tx.do("INSERT INTO note (name, value) VALUES ('a', 'other')")
		})
	}()
	<-held
	// A connection that does not wait, so that the test need not.
	db, err := s.pool(1, "_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("PRAGMA busy_timeout = 0"); err != nil {
		t.Fatal(err)
	}
	_, err = db.BeginTx(ctx, nil)
	if err = s.explain("write", err); !errors.Is(err, ErrLocked) {
		t.Errorf("error %v", err)
	}
	if _, err := s.Recall(ctx, "a"); err != nil {
		t.Errorf("reading waits for a writer: %v", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	s := openState(t, t.TempDir())
	if err := s.Remember(ctx, "kept", "yes"); err != nil {
		t.Fatal(err)
	}
	// SQLite's own limit stands for the disk's.
	if err := s.ask(ask{ctx: ctx, bare: true, done: make(chan error, 1), work: func(t *tx) error {
		var n int
		return t.get("PRAGMA max_page_count = 1", nil, &n)
	}}); err != nil {
		t.Fatal(err)
	}
	err := s.Remember(ctx, "big", strings.Repeat("x", 1<<20))
	if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "make room") {
		t.Fatalf("error %v", err)
	}
	if v, err := s.Recall(ctx, "kept"); v != "yes" || err != nil {
		t.Errorf("what was stored: %q, %v", v, err)
	}
	// With room again, the same store goes on.
	if err := s.ask(ask{ctx: ctx, bare: true, done: make(chan error, 1), work: func(t *tx) error {
		var n int
		return t.get("PRAGMA max_page_count = 100000", nil, &n)
	}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Remember(ctx, "big", strings.Repeat("x", 1<<20)); err != nil {
		t.Error(err)
	}
}

func TestMigrationsGoForwardAndLeaveACopy(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "x.db")
	one := kind{noun: "store", flag: "--state DIR", id: 7, migrations: []migration{{"first", "CREATE TABLE a (v TEXT); INSERT INTO a VALUES ('old')"}}}
	f, err := open(ctx, path, one)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}

	broken := one
	broken.migrations = append(broken.migrations[:1:1], migration{"second", "ALTER TABLE a ADD COLUMN w TEXT"}, migration{"bad", "UPDATE a SET nothing = 1"})
	if _, err := open(ctx, path, broken); err == nil || !strings.Contains(err.Error(), "migration 3 (bad)") {
		t.Fatalf("error %v", err)
	}

	three := broken
	three.migrations = append(broken.migrations[:2:2], migration{"third", "UPDATE a SET v = 'new', w = 'more'"})
	if _, err := openReading(ctx, path, three); err == nil || !strings.Contains(err.Error(), "brings it forward") {
		t.Errorf("a looker-on migrates: %v", err)
	}
	f, err = open(ctx, path, three)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var v, w string
	if err := f.read.QueryRow("SELECT v, w FROM a").Scan(&v, &w); err != nil || v != "new" || w != "more" {
		t.Errorf("%q %q %v", v, w, err)
	}
	for copied, version := range map[string]kind{path + ".v1": one, path + ".v2": {noun: "store", flag: "--state DIR", id: 7, migrations: broken.migrations[:2]}} {
		old, err := open(ctx, copied, version)
		if err != nil {
			t.Errorf("%s: %v", copied, err)
			continue
		}
		if err := old.read.QueryRow("SELECT v FROM a").Scan(&v); err != nil || v != "old" {
			t.Errorf("%s: %q %v", copied, v, err)
		}
		_ = old.Close()
	}
}

func TestOneFailureSparesItsNeighbours(t *testing.T) {
	ctx := context.Background()
	s := openState(t, t.TempDir())
	// Hold the writer so that the three go into one transaction.
	hold, begun := make(chan struct{}), make(chan struct{})
	first := make(chan error)
	go func() {
		first <- s.write(ctx, func(*tx) error { close(begun); <-hold; return nil })
	}()
	<-begun
	results := make(chan error, 3)
	boom := errors.New("boom")
	for i := range 3 {
		a := ask{ctx: ctx, done: make(chan error, 1), work: func(t *tx) error {
			if err := t.do("INSERT INTO note (name, value) VALUES (?, '')", string(rune('a'+i))); err != nil {
				return err
			}
			if i == 1 {
				return boom
			}
			return nil
		}}
		s.writer.asks <- a
		go func() { results <- <-a.done }()
	}
	close(hold)
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	failed := 0
	for range 3 {
		if err := <-results; err != nil {
			failed++
			if !errors.Is(err, boom) {
				t.Error(err)
			}
		}
	}
	var names string
	if err := s.read.QueryRow("SELECT group_concat(name, '') FROM note").Scan(&names); err != nil {
		t.Fatal(err)
	}
	if failed != 1 || names != "ac" {
		t.Errorf("%d failed, stored %q", failed, names)
	}
}

func TestClosedStore(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := openState(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Remember(ctx, "a", "b"); !errors.Is(err, errClosed) {
		t.Errorf("error %v", err)
	}
	look, err := ReadState(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer look.Close()
	if err := look.Remember(ctx, "a", "b"); err == nil || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("error %v", err)
	}
	if _, err := ReadState(ctx, t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

func TestBackupDuringARun(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := openState(t, dir)
	d := corpus.Decision{Anchor: corpus.Anchor{Text: [32]byte{1}}, Source: "a", Target: "b", State: corpus.Approved}
	if err := s.PutDecisions(ctx, "doc", "es", []corpus.Decision{d}); err != nil {
		t.Fatal(err)
	}
	look, err := ReadState(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer look.Close()
	to := filepath.Join(t.TempDir(), StateFile)
	if err := look.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	if err := look.Backup(ctx, to); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a backup was overwritten: %v", err)
	}
	copied := openState(t, filepath.Dir(to))
	if list, err := copied.Decisions(ctx, "doc", "es"); err != nil || len(list) != 1 {
		t.Errorf("%v %v", list, err)
	}
	if err := copied.Check(ctx); err != nil {
		t.Error(err)
	}
}

func raw(t *testing.T, path, text string) {
	t.Helper()
	f := &file{kind: stateKind, path: path}
	db, err := f.pool(1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
