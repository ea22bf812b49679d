package cli

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/pipeline/detect"
)

func (s *shell) detectCommand() *cli.Command {
	return &cli.Command{
		Name:      "detect",
		Usage:     "the language of a file",
		ArgsUsage: "FILE…",
		Category:  "one step of it",
		Description: description(
			"Prints a line a file: path, tab, language as a BCP 47 tag, tab, confidence from\n0 to 1. What cannot be told is \"und\", not a guess.",
			[]string{"recto detect inbox/*.txt"}, exitDone, exitFailed, exitUsage, exitPartly, exitInterrupted),
		Flags: append([]cli.Flag{encodingFlag()}, talkFlags()...),
		Action: func(c *cli.Context) error {
			if _, err := s.configure(c); err != nil {
				return err
			}
			names, err := files(c)
			if err != nil {
				return err
			}
			detector := detect.New()
			return s.each(c, names, func(name string) error {
				src, err := s.load(c, name)
				if err != nil {
					return err
				}
				guess := detector.Detect(src.Text)
				s.warnEmpty(c, src)
				if _, err := fmt.Fprintf(s.stdout, "%s\t%s\t%.2f\n", ui.Clean(name), guess.Tag, guess.Confidence); err != nil {
					return stopError{err}
				}
				return nil
			})
		},
	}
}

// each does a thing for every file. A file that fails is said at once and harms
// no other: exit 1 if none worked, 3 if some did.
func (s *shell) each(c *cli.Context, names []string, do func(string) error) error {
	failed := 0
	for _, name := range names {
		err := do(name)
		switch {
		case err == nil:
		case interrupted(c.Context, err) || len(names) == 1 || errors.As(err, new(stopError)):
			return err
		default:
			s.complain(err)
			failed++
		}
		if err := c.Context.Err(); err != nil {
			return err
		}
	}
	switch {
	case failed == 0:
		return nil
	case failed == len(names):
		return fmt.Errorf("none of %d files worked", failed)
	default:
		return partly(fmt.Errorf("%d of %d files failed", failed, len(names)))
	}
}
