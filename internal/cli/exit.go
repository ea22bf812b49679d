package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
)

// The exit codes, the same for every command.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitPartly      = 3
	exitLocked      = 4
	exitRefused     = 5
	exitInterrupted = 130
)

// usageError is a wrong command line.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return usageError{err: fmt.Errorf(format, args...)}
}

// codedError carries its exit code; what it says may be empty where all has
// been said.
type codedError struct {
	code int
	err  error
}

func (e codedError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}
func (e codedError) Unwrap() error { return e.err }

// partly is exit 3: some of the work is done, and what is open has been said
// or is said by err.
func partly(err error) error { return codedError{exitPartly, err} }

// hinted is an error with a line that says what to do.
type hinted struct {
	err  error
	hint string
}

func (e hinted) Error() string { return e.err.Error() }
func (e hinted) Unwrap() error { return e.err }

// report says an error on standard error and gives its exit code.
func (s *shell) report(ctx context.Context, err error) int {
	if err == nil {
		return exitDone
	}
	code := exitCode(ctx, err)
	if code == exitInterrupted {
		err = errors.New("interrupted; what was done is kept, the same command goes on")
	}
	s.complain(err)
	return code
}

// complain says an error and, where there is one, what to do about it.
func (s *shell) complain(err error) {
	if s.json {
		s.complainJSON(err)
		return
	}
	if text := err.Error(); text != "" {
		lines := strings.Split(text, "\n") // a configuration error shows its line
		for i := range lines {
			lines[i] = ui.Clean(lines[i])
		}
		fmt.Fprintf(s.stderr, "recto: %s\n", strings.Join(lines, "\n"))
	}
	var h hinted
	if errors.As(err, &h) {
		fmt.Fprintf(s.stderr, "       %s\n", strings.ReplaceAll(h.hint, "\n", "\n       "))
	}
}

// complainJSON is complain for --json: one object a line, as the logs are.
func (s *shell) complainJSON(err error) {
	text := err.Error()
	if text == "" {
		return
	}
	var attrs []any
	var h hinted
	if errors.As(err, &h) {
		attrs = append(attrs, "hint", h.hint)
	}
	slog.New(slog.NewJSONHandler(s.stderr, nil)).Error(text, attrs...)
}

func exitCode(ctx context.Context, err error) int {
	var usage usageError
	var coded codedError
	var same export.Collision
	switch {
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &usage), errors.As(err, &same):
		return exitUsage
	case errors.As(err, &coded):
		return coded.code
	}
	return engineCode(err)
}

func unknownCommand(app *cli.App, name string) error {
	return hinted{usagef("there is no command %q", name), nearest("recto", app.Commands, name)}
}

func unknownSubcommand(c *cli.Command, name string) error {
	return hinted{usagef("%s has no command %q", c.Name, name), nearest("recto "+c.Name, c.Subcommands, name)}
}

// nearest names the command that was probably meant.
func nearest(prefix string, commands []*cli.Command, name string) string {
	if best := cli.SuggestCommand(commands, name); best != "" {
		if guess := find(commands, strings.TrimSuffix(strings.TrimPrefix(best, "Did you mean \""), "\"?")); guess != nil {
			return fmt.Sprintf("did you mean %q? all commands: %s --help", guess.Name, prefix)
		}
	}
	return "all commands: " + prefix + " --help"
}

// engineCode knows the errors of the packages below that have a code of their own.
func engineCode(err error) int {
	var refused *translate.Refused
	var locked *store.Locked
	var reached *translate.LimitReached
	switch {
	case errors.As(err, &refused):
		return exitRefused
	case errors.As(err, &locked):
		return exitLocked
	case errors.As(err, &reached):
		return exitPartly
	}
	return exitFailed
}
