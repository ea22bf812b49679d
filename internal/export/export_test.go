package export_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/internal/export"
)

func TestName(t *testing.T) {
	for _, tt := range []struct {
		source, target string
		format         export.Format
		want, err      string
	}{
		{"doc.txt", "es", export.JSONL, "doc.txt.es.jsonl", ""},
		{"a/b c/doc.txt", "zh-Hant", export.XLIFF, "a/b c/doc.txt.zh-Hant.xlf", ""},
		{"..txt", "es", export.TSV, "..txt.es.tsv", ""},
		{"doc.txt", "", export.HTML, "doc.txt.und.html", ""},
		{"../doc.txt", "es", export.TMX, "", "plain path"},
		{"a/../../doc.txt", "es", export.TMX, "", "plain path"},
		{"/etc/passwd", "es", export.TMX, "", "plain path"},
		{".", "es", export.TMX, "", "plain path"},
		{"..", "es", export.TMX, "", "plain path"},
		{"a//b", "es", export.TMX, "", "plain path"},
		{"./a", "es", export.TMX, "", "plain path"},
		{"a\x00b", "es", export.TMX, "", "plain path"},
		{"", "es", export.TMX, "", "no name"},
		{"doc.txt", "es/../..", export.TMX, "", "no language tag"},
		{"doc.txt", "hello world", export.TMX, "", "no language tag"},
		{strings.Repeat("n", 250), "es", export.JSONL, "", "shorter name"},
	} {
		got, err := export.Name(tt.source, tt.target, tt.format)
		if got != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("Name(%q, %q, %s) = %q, %v; want %q, %q", tt.source, tt.target, tt.format, got, err, tt.want, tt.err)
		}
	}
}

func TestDistinct(t *testing.T) {
	dir := t.TempDir()
	// What this disk does with such names, found out in another way than the
	// code's: true if both are there.
	apart := func(a, b string) bool {
		dir := t.TempDir()
		for _, name := range []string{a, b} {
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(list) == 2
	}
	cased, accented := apart("README.txt", "readme.txt"), apart("caf\u00e9.txt", "cafe\u0301.txt")
	for _, tt := range []struct {
		name    string
		sources []string
		ok      bool
	}{
		{"different", []string{"a.txt", "b.txt", "x/a.txt", "a.text"}, true},
		{"the same", []string{"a.txt", "b.txt", "a.txt"}, false},
		{"case", []string{"README.txt", "readme.txt"}, cased},
		{"case of a folder", []string{"A/x.txt", "a/x.txt"}, cased},
		{"the third is the first", []string{"README.txt", "readme.txt", "README.txt"}, false},
		{"case that one letter folds to two", []string{"straße.txt", "STRASSE.txt"}, apart("straße.txt", "STRASSE.txt")},
		{"the two forms of é", []string{"caf\u00e9.txt", "cafe\u0301.txt"}, accented},
	} {
		var c export.Collision
		if err := export.Distinct(filepath.Join(dir, "not", "yet"), tt.sources); (err == nil) != tt.ok || err != nil && !errors.As(err, &c) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 0 {
		t.Errorf("left behind: %v %v", list, err)
	}
}

func TestParseFormats(t *testing.T) {
	got, err := export.ParseFormats("tsv, JSONL", "xlf")
	if diff := cmp.Diff([]export.Format{export.JSONL, export.XLIFF, export.TSV}, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	for _, bad := range []string{"", "docx", "tmx,docx"} {
		if _, err := export.ParseFormats(bad); err == nil {
			t.Errorf("%q is a list of formats", bad)
		}
	}
}

// tree gives the files below dir with their contents.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWriteAllFormats(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	names, err := export.Write(context.Background(), dir, corpustest.Sample(), export.Formats(), export.Options{SourceText: corpustest.SampleText})
	if err != nil {
		t.Fatal(err)
	}
	var there []string
	for name, data := range tree(t, dir) {
		if data == "" {
			t.Errorf("%s is empty", name)
		}
		there = append(there, name)
	}
	sort.Strings(names)
	sort.Strings(there)
	if diff := cmp.Diff(names, there); diff != "" {
		t.Errorf("(-named +there)\n%s", diff)
	}
	if names[0] != "presse/port.fr.txt.es.html" {
		t.Errorf("first name %q", names[0])
	}
}

func TestSameBitextSameBytes(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	for _, dir := range []string{one, two} {
		if _, err := export.Write(context.Background(), dir, corpustest.Sample(), export.Formats(), export.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	a, b := tree(t, one), tree(t, two)
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
}

func TestNoWayOut(t *testing.T) {
	outside := t.TempDir()
	dir := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "presse")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if _, err := export.Write(context.Background(), dir, corpustest.Sample(), []export.Format{export.TSV}, export.Options{}); err == nil {
		t.Error("a symbolic link led out of the folder")
	}
	b := corpustest.Sample()
	b.Source.Name = "../x"
	if _, err := export.Write(context.Background(), dir, b, []export.Format{export.TSV}, export.Options{}); err == nil {
		t.Error("a document's name led out of the folder")
	}
	if got := tree(t, outside); len(got) > 0 {
		t.Errorf("outside: %v", got)
	}
	// A link in the place of an output is replaced, not followed.
	victim := filepath.Join(outside, "victim")
	if err := os.WriteFile(victim, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Source.Name = "x"
	if err := os.Symlink(victim, filepath.Join(dir, "x.es.tsv")); err != nil {
		t.Fatal(err)
	}
	if _, err := export.Write(context.Background(), dir, b, []export.Format{export.TSV}, export.Options{}); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(victim); string(data) != "precious" {
		t.Errorf("the link was followed: %q", data)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("needs a user whom permissions hold")
	}
	dir := t.TempDir()
	os.Chmod(dir, 0o500)
	if _, err := export.Write(context.Background(), dir, corpustest.Sample(), []export.Format{export.TSV}, export.Options{}); err == nil {
		t.Error("no error")
	}
}

// faulty is the real disk until step n; there it fails, or the process is gone.
type faulty struct {
	export.Files
	step *int
	at   int
	dead bool // a kill: nothing works any more
	err  error
}

var errKilled = errors.New("killed")

func (f *faulty) next() error {
	*f.step++
	if *f.step == f.at || f.dead && *f.step > f.at {
		return f.err
	}
	return nil
}

func (f *faulty) MkdirAll(dir string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.Files.MkdirAll(dir)
}

func (f *faulty) Create(name string) (export.File, error) {
	if err := f.next(); err != nil {
		return nil, err
	}
	file, err := f.Files.Create(name)
	return &faultyFile{file, f}, err
}

func (f *faulty) Rename(from, to string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.Files.Rename(from, to)
}

func (f *faulty) Remove(name string) error {
	if f.dead && *f.step >= f.at {
		return f.err
	}
	return f.Files.Remove(name)
}

func (f *faulty) SyncDir(dir string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.Files.SyncDir(dir)
}

type faultyFile struct {
	export.File
	f *faulty
}

func (f *faultyFile) Write(p []byte) (int, error) {
	if err := f.f.next(); err != nil {
		n, _ := f.File.Write(p[:len(p)/2]) // a full disk takes a part
		return n, err
	}
	return f.File.Write(p)
}

func (f *faultyFile) Sync() error {
	if err := f.f.next(); err != nil {
		return err
	}
	return f.File.Sync()
}

func TestNoFaultLeavesHalfAFile(t *testing.T) {
	ctx := context.Background()
	formats := export.Formats()
	older, newer := corpustest.Sample(), corpustest.Sample()
	older.Target.Segments[0].Text = "antes"
	whole := func(b *corpus.Bitext) map[string]string {
		dir := t.TempDir()
		if _, err := export.Write(ctx, dir, b, formats, export.Options{}); err != nil {
			t.Fatal(err)
		}
		return tree(t, dir)
	}
	before, after := whole(older), whole(newer)
	for _, kind := range []struct {
		name string
		err  error
		dead bool
	}{{"ENOSPC", syscall.ENOSPC, false}, {"EIO", syscall.EIO, false}, {"kill", errKilled, true}} {
		for at := 1; ; at++ {
			dir, step := t.TempDir(), 0
			if _, err := export.Write(ctx, dir, older, formats, export.Options{}); err != nil {
				t.Fatal(err)
			}
			_, err := export.Write(ctx, dir, newer, formats, export.Options{Files: func(dir string) (export.Files, error) {
				real, err := export.Disk(dir)
				return &faulty{Files: real, step: &step, at: at, dead: kind.dead, err: kind.err}, err
			}})
			if step < at {
				if err != nil {
					t.Fatalf("%s: no fault, yet %v", kind.name, err)
				}
				break // all steps have failed once
			}
			where := fmt.Sprintf("%s at step %d", kind.name, at)
			if !errors.Is(err, kind.err) {
				t.Fatalf("%s: error %v", where, err)
			}
			got := tree(t, dir)
			jsonlNew := got["presse/port.fr.txt.es.jsonl"] == after["presse/port.fr.txt.es.jsonl"]
			for name := range before {
				switch {
				case got[name] != before[name] && got[name] != after[name]:
					t.Errorf("%s: %s is neither old nor new", where, name)
				case jsonlNew && got[name] != after[name]:
					t.Errorf("%s: the JSONL is new, %s is not", where, name)
				}
				delete(got, name)
			}
			for name := range got {
				if ok, _ := filepath.Match(export.PartPattern, filepath.Base(name)); !ok || !kind.dead {
					t.Errorf("%s: %s is left behind", where, name)
				}
			}
		}
	}
}
