package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/text/language"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/read"
)

// documentName is the name of a document in outputs: relative to the working
// folder, the base name where the file lies outside it.
func documentName(file string) string {
	if file == "-" {
		return "stdin.txt"
	}
	name := filepath.Clean(file)
	if filepath.IsAbs(name) {
		if wd, err := os.Getwd(); err == nil {
			if rel, err := filepath.Rel(wd, name); err == nil {
				name = rel
			}
		}
	}
	if !filepath.IsLocal(name) {
		name = filepath.Base(name)
	}
	return path.Clean(filepath.ToSlash(name))
}

// load reads a document; "-" is standard input.
func (s *shell) load(c *cli.Context, file string) (*corpus.Source, error) {
	o := read.Options{Encoding: c.String("encoding"), Name: documentName(file)}
	if file != "-" {
		return read.File(file, o)
	}
	data, err := io.ReadAll(io.LimitReader(s.stdin, read.DefaultMaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("standard input: %w", err)
	}
	return read.Bytes("standard input", data, o)
}

// reasonOf is why a file cannot be had, in the words that are used for documents.
func reasonOf(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return read.ErrNotFound.Error()
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// warnEmpty says of a text without any that it has none.
func (s *shell) warnEmpty(c *cli.Context, src *corpus.Source) {
	if strings.TrimSpace(src.Text) == "" {
		s.ui(c).Logger().Warn("no text in it", "document", src.Name)
	}
}

// results gives a place to write results to: standard output, or a file that
// appears whole when finish is called without an error before.
func (s *shell) results(c *cli.Context) (w io.Writer, finish func(error) error, err error) {
	name := c.String("o")
	if name == "" || name == "-" {
		return s.stdout, func(err error) error { return err }, nil
	}
	return wholeFile(name)
}

// checkTag says whether a language tag can be one, before any work is done.
func checkTag(flag, tag string) error {
	if tag == "" {
		return nil
	}
	primary, _, _ := strings.Cut(tag, "-")
	if _, err := language.Raw.Parse(tag); err != nil || len(primary) < 2 || len(primary) > 3 || strings.Contains(tag, "_") {
		return usagef("--%s %q is no language tag; for example: --%s es, --%s pt-BR", flag, tag, flag, flag)
	}
	return nil
}

// epoch is the date that goes into headers, from SOURCE_DATE_EPOCH alone: the
// same input gives the same bytes.
func (s *shell) epoch() (string, error) {
	value := s.getenv("SOURCE_DATE_EPOCH")
	if value == "" {
		return "", nil
	}
	var seconds int64
	if _, err := fmt.Sscanf(value, "%d", &seconds); err != nil || seconds < 0 {
		return "", usagef("SOURCE_DATE_EPOCH %q is no number of seconds", value)
	}
	return time.Unix(seconds, 0).UTC().Format(time.RFC3339), nil
}

// interrupted tells the end of a run by Ctrl-C from other errors.
func interrupted(ctx context.Context, err error) bool {
	return ctx.Err() != nil && errors.Is(err, context.Canceled)
}
