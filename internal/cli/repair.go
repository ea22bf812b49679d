package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/repair"
)

func (s *shell) repairCommand() *cli.Command {
	return &cli.Command{
		Name:      "repair",
		Usage:     "the text in its right order",
		ArgsUsage: "[FILE|-]",
		Category:  "one step of it",
		Description: description(`Prints the repaired text: paragraphs separated by one blank line, a paragraph on
one line. Phrases that a PDF extraction put behind the rest of their line go
back to their place, blank lines inside a sentence go away, words cut at a
line's end come together, running heads and page numbers are taken out. Nothing
else changes: every character of the input is in the output, or in the report
as taken out. A line without a mark of damage is never touched.`,
			[]string{"recto repair letter.txt", "recto repair letter.txt --diff", "pdftotext letter.pdf - | recto repair --report moves.json > letter.txt"},
			exitDone, exitFailed, exitUsage, exitRefused, exitInterrupted),
		Flags: append(append([]cli.Flag{
			fromFlag(), encodingFlag(), outFileFlag(),
			stringFlag("report", "FILE", "write every move, what was taken out, and what was left and why, as JSON"),
			boolFlag("diff", "show what moved where, instead of the text"),
			confidenceFlag(),
		}, adjudicateFlags()...), talkFlags()...),
		Action: s.repair,
	}
}

func confidenceFlag() cli.Flag {
	return &cli.Float64Flag{Name: "confidence", Usage: "`BAR` from 0 to 1 that a reading has to reach before a phrase is moved; higher moves less", EnvVars: envName("confidence"), Value: repair.DefaultConfidence}
}

func (s *shell) repair(c *cli.Context) error {
	conf, err := s.configure(c)
	if err != nil {
		return err
	}
	name, err := oneFile(c)
	if err != nil {
		return err
	}
	if err := checkTag("from", c.String("from")); err != nil {
		return err
	}
	if bar := c.Float64("confidence"); bar < 0 || bar > 1 {
		return usagef("--confidence %g: from 0 to 1", bar)
	}
	src, err := s.load(c, name)
	if err != nil {
		return err
	}
	from := c.String("from")
	if from == "" {
		from = detect.New().Detect(src.Text).Tag
	}
	o := repair.Options{Language: from, Confidence: c.Float64("confidence")}
	if o.Adjudicator, err = s.adjudicator(c, conf); err != nil {
		return err
	}
	s.warnEmpty(c, src)
	term := s.ui(c)
	bar := term.Progress(src.Name, 0)
	result, err := repair.Repair(c.Context, src, o)
	bar.Done()
	if err != nil {
		return err
	}
	for _, w := range result.Warnings {
		term.Logger().Warn(w, "document", src.Name)
	}
	if report := c.String("report"); report != "" {
		if err := writeReport(report, src, from, result); err != nil {
			return err
		}
	}
	w, finish, err := s.results(c)
	if err != nil {
		return err
	}
	if c.Bool("diff") {
		return finish(repair.WriteDiff(w, src, result, c.String("o") == "" && term.Paint(ui.Bold, "x") != "x"))
	}
	return finish(printText(w, result.Paragraphs))
}

func printText(w io.Writer, paragraphs []corpus.Paragraph) error {
	out := bufio.NewWriter(w)
	for i, p := range paragraphs {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintln(out, p.Text)
	}
	return out.Flush()
}

func writeReport(name string, src *corpus.Source, language string, result *repair.Result) error {
	dir, base := filepath.Split(name)
	if dir == "" {
		dir = "."
	}
	return export.WriteFile(dir, base, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(repair.NewReport(src, language, result))
	})
}

// ui is how this command speaks.
func (s *shell) ui(c *cli.Context) *ui.UI {
	return ui.New(s.stdout, s.stderr, ui.Options{Quiet: c.Bool("quiet"), JSON: c.Bool("json"), Getenv: s.getenv})
}
