package read_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/read"
)

func TestFile(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write := func(name, content string) string {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	write("in/a.txt", "\xEF\xBB\xBFUn.\r\nDeux.\fTrois.")
	for _, c := range []struct {
		path string
		o    read.Options
		name string
	}{
		{"in/a.txt", read.Options{}, "in/a.txt"},
		{"./in/../in/a.txt", read.Options{}, "in/a.txt"},
		{filepath.Join(dir, "in", "a.txt"), read.Options{}, "a.txt"},
		{filepath.Join("..", filepath.Base(dir), "in", "a.txt"), read.Options{}, "a.txt"},
		{"in/a.txt", read.Options{Name: "box/b.txt"}, "box/b.txt"},
	} {
		src, err := read.File(c.path, c.o)
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		if src.Name != c.name || src.Text != "Un.\r\nDeux.\fTrois." || src.Encoding != "utf-8" || src.SHA256 == [32]byte{} {
			t.Errorf("%s: %+v, want the name %s", c.path, src, c.name)
		}
	}
}

func TestFileRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	must(os.Mkdir("folder", 0o777))
	must(os.WriteFile("big.txt", []byte("12345678901"), 0o666))
	must(os.WriteFile("it's a paper.pdf", []byte("%PDF-1.7\n"), 0o666))
	must(os.WriteFile("-x.pdf", []byte("%PDF-1.7\n"), 0o666))
	must(os.WriteFile("nul.txt", []byte("a\x00b"), 0o666))
	for _, c := range []struct {
		path string
		o    read.Options
		want error
		says string
	}{
		{"missing.txt", read.Options{}, read.ErrNotFound, "missing.txt: no such file"},
		{"big.txt/x", read.Options{}, read.ErrUnreadable, "big.txt/x: cannot be read"},
		{"folder", read.Options{}, read.ErrNotFile, "a folder"},
		{"big.txt", read.Options{MaxBytes: 10}, read.ErrTooBig, "the limit is 10 bytes"},
		{"it's a paper.pdf", read.Options{}, read.ErrPDF, `pdftotext 'it'\''s a paper.pdf' 'it'\''s a paper.txt'`},
		{"-x.pdf", read.Options{}, read.ErrPDF, "pdftotext ./-x.pdf ./-x.txt"},
		{"nul.txt", read.Options{}, read.ErrBinary, "nul.txt: is not a text: there are NUL bytes in it"},
		{"big.txt", read.Options{Encoding: "nope"}, read.ErrEncoding, `"nope" is no name of an encoding`},
	} {
		_, err := read.File(c.path, c.o)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v, want %v that says %q", c.path, err, c.want, c.says)
		}
	}
	if _, err := read.File("big.txt", read.Options{MaxBytes: 11}); err != nil {
		t.Errorf("a file just at the limit: %v", err)
	}
}

func TestFileMayNotBeRead(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("the superuser may read everything, and Windows knows no such bits")
	}
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, nil, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := read.File(path, read.Options{}); !errors.Is(err, read.ErrUnreadable) || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want %v", err, read.ErrUnreadable)
	}
}

func TestBytes(t *testing.T) {
	src, err := read.Bytes("-", []byte("Un texte."), read.Options{Name: "stdin.txt"})
	if err != nil || src.Name != "stdin.txt" || src.Text != "Un texte." {
		t.Errorf("%+v, %v", src, err)
	}
	if _, err := read.Bytes("-", []byte("12345"), read.Options{MaxBytes: 4}); !errors.Is(err, read.ErrTooBig) {
		t.Errorf("error %v, want %v", err, read.ErrTooBig)
	}
}
