package cli

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/segment"
)

func (s *shell) segmentCommand() *cli.Command {
	export := boolFlag("export-srx", "print recto's own rules as SRX 2.0, for --from or for all languages, and do nothing else")
	return &cli.Command{
		Name:      "segment",
		Usage:     "the sentences of a text",
		ArgsUsage: "[FILE|-]",
		Category:  "one step of it",
		Description: description(
			"Prints one sentence a line and a blank line between paragraphs. A blank line or\na form feed in the input ends a paragraph, a line break does not. The characters\nare those of the input, white space aside; nothing is repaired.",
			[]string{"recto segment report.txt", "recto segment --from de --srx mine.srx report.txt", "recto segment --from de --export-srx > recto-de.srx"},
			exitDone, exitFailed, exitUsage, exitInterrupted),
		Flags: append([]cli.Flag{fromFlag(), encodingFlag(), srxFlag(), outFileFlag(), export}, talkFlags()...),
		Action: func(c *cli.Context) error {
			if _, err := s.configure(c); err != nil {
				return err
			}
			if c.Bool("export-srx") {
				return s.exportSRX(c)
			}
			return s.segment(c)
		},
	}
}

func srxFlag() cli.Flag {
	return stringFlag("srx", "FILE", "a translator's own SRX 2.0 rules instead of recto's")
}

// rules reads the file that --srx names; "" without the flag.
func rules(c *cli.Context) (string, error) {
	name := c.String("srx")
	if name == "" {
		return "", nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("rules %s: %s", name, reasonOf(err))
	}
	return string(data), nil
}

// exportSRX prints recto's own rules, of one language or of all.
func (s *shell) exportSRX(c *cli.Context) error {
	if err := checkTag("from", c.String("from")); err != nil {
		return err
	}
	var languages []string
	if from := c.String("from"); from != "" {
		languages = append(languages, from)
	}
	w, finish, err := s.results(c)
	if err != nil {
		return err
	}
	return finish(segment.ExportSRX(w, languages...))
}

func (s *shell) segment(c *cli.Context) error {
	name, err := oneFile(c)
	if err != nil {
		return err
	}
	if err := checkTag("from", c.String("from")); err != nil {
		return err
	}
	src, err := s.load(c, name)
	if err != nil {
		return err
	}
	s.warnEmpty(c, src)
	from := c.String("from")
	if from == "" {
		from = detect.New().Detect(src.Text).Tag
	}
	srx, err := rules(c)
	if err != nil {
		return err
	}
	cutter, err := segment.New(from, segment.Options{SRX: srx})
	if err != nil {
		return fmt.Errorf("%s: %w", c.String("srx"), err) // recto's own rules do not fail
	}
	bar := s.ui(c).Progress(src.Name, 0)
	defer bar.Done()
	plain, err := repair.Repair(c.Context, src, repair.Options{Language: from, Off: true})
	if err != nil {
		return err
	}
	segments, err := cutter.Cut(plain.Paragraphs)
	bar.Done()
	if err != nil {
		return err
	}
	w, finish, err := s.results(c)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	last := -1
	for _, seg := range segments {
		if last >= 0 && seg.Para != last {
			fmt.Fprintln(out)
		}
		last = seg.Para
		fmt.Fprintln(out, oneLine(seg.Text))
	}
	return finish(out.Flush())
}

// oneLine folds the white space of a segment, so that it stands on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
