package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/pipeline/translate"
)

func (s *shell) runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "repair, translate and align one file or several",
		ArgsUsage: "FILE… --to LANG",
		Category:  "the main job",
		Description: description(`Takes each file the whole way: language, repair, sentences, translation, checks,
and the aligned result in all formats, DIR/FILE.LANG.jsonl and beside it. What
was translated once is kept in DIR/.recto and never asked for again.

The engine is the one of --engine, else the API of OPENAI_API_KEY or
OPENAI_BASE_URL, else Apertium where the pair is installed, else the memory
alone. Engine and host are named before any text leaves the machine.`,
			[]string{
				"recto run letter.txt --to en",
				"recto run *.txt --to es -o out --engine apertium --format tmx,html",
				"OPENAI_BASE_URL=http://localhost:11434/v1 recto run letter.txt --to de --model llama3.1",
				"recto run book.txt --to en --dry-run",
			}, exitDone, exitFailed, exitUsage, exitPartly, exitLocked, exitRefused, exitInterrupted),
		Flags:  append(append(documentFlags(), engineFlags()...), talkFlags()...),
		Action: s.runAction,
	}
}

// documentFlags are those that say what becomes of a document; the night job
// has them too.
func documentFlags() []cli.Flag {
	return append([]cli.Flag{
		stringFlag("to", "LANG", "language to translate into, a BCP 47 tag (es, pt-BR)"),
		fromFlag(), encodingFlag(), outDirFlag(),
		&cli.StringFlag{Name: "format", Value: "all", Usage: "`LIST` formats: jsonl, tmx, xliff, tsv, xlsx, html", EnvVars: envName("format")},
		intFlag("first", 0, "N", "only the first N segments, to try"),
		confidenceFlag(), srxFlag(),
		stringFlag("memory", "FILE", "translation memory, asked before any engine"),
		stringFlag("glossary", "FILE", "terms to keep to: TSV or CSV of source, target, forbidden"),
		stringFlag("checks-off", "LIST", "codes of checks to leave out"),
		boolFlag("no-repair", "leave the order of phrases and lines as it came"),
	}, adjudicateFlags()...)
}

func (s *shell) runAction(c *cli.Context) error {
	conf, err := s.configure(c)
	if err != nil {
		return err
	}
	names, err := files(c)
	if err != nil {
		return err
	}
	formats, err := export.ParseFormats(c.String("format"))
	if err != nil {
		return usageError{err}
	}
	if c.String("to") == "" && c.String("engine") != "none" {
		return hinted{usagef("into which language? --to is missing"), "for example: recto run " + names[0] + " --to en"}
	}
	documents := make([]string, len(names))
	for i, name := range names {
		documents[i] = documentName(name)
	}
	if err := distinct(c.String("o"), names, documents); err != nil {
		return err
	}
	j, err := s.job(c, conf, c.String("o"))
	if err != nil {
		return err
	}
	defer j.close()
	if c.Bool("dry-run") {
		return j.dryRun(c, names)
	}
	return j.runAll(c, names, formats)
}

// distinct checks that no two inputs would be written to one name. Two files
// outside the working folder may have the same base name.
func distinct(dir string, files, documents []string) error {
	err := export.Distinct(dir, documents)
	var same export.Collision
	if !errors.As(err, &same) {
		return err
	}
	first := slices.Index(documents, same.First)
	second := len(documents) - 1
	for second > first && documents[second] != same.Second {
		second--
	}
	a, z := files[first], files[second]
	if same.First == same.Second && filepath.Clean(a) != filepath.Clean(z) && !sameFile(a, z) {
		return hinted{usagef("%s and %s would both be written as %s", a, z, same.First), "name files below the working folder, or run them one by one, each with an -o of its own"}
	}
	return usageError{err}
}

func sameFile(a, z string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(z)
	return err == nil && os.SameFile(x, y)
}

// done is what became of one document of a run.
type done struct {
	name    string
	bitext  *corpus.Bitext
	outputs []string
	took    time.Duration
}

func (j *job) runAll(c *cli.Context, names []string, formats []export.Format) error {
	var all []done
	open := 0
	var limit error
	err := j.shell.each(c, names, func(name string) error {
		began := time.Now()
		src, err := j.shell.load(c, name)
		if err != nil {
			return err
		}
		defer j.watch(src.Name)()
		bitext, err := j.process(c.Context, src)
		var reached *translate.LimitReached
		if errors.As(err, &reached) && bitext != nil {
			limit, err = err, nil
		}
		if err != nil {
			return stopOrGoOn(err)
		}
		outputs, err := j.write(c.Context, src, bitext, formats)
		if err != nil {
			return err
		}
		open += openSegments(bitext)
		all = append(all, done{src.Name, bitext, outputs, time.Since(began)})
		return nil
	})
	j.summary(all)
	j.termReport(all)
	var stop stopError
	switch {
	case errors.As(err, &stop) && engineCode(stop.err) == exitRefused:
		return hinted{stop.err, "nothing more was sent, and what was done is kept; `recto doctor` says what the server has"}
	case errors.As(err, &stop):
		return stop.err
	case err != nil:
		return err
	case limit != nil:
		return partly(limit)
	case open > 0 && j.settings.Engine != "none":
		return partly(j.openSegmentsError(open, reasons(all)))
	}
	return nil
}

// stopError ends a run with several files at once: the next file would meet the
// same.
type stopError struct{ err error }

func (e stopError) Error() string { return e.err.Error() }
func (e stopError) Unwrap() error { return e.err }

func stopOrGoOn(err error) error {
	var refused *translate.Refused
	if errors.As(err, &refused) || errors.Is(err, context.Canceled) {
		return stopError{err}
	}
	return err
}

func openSegments(b *corpus.Bitext) int {
	n := 0
	for _, bead := range b.Beads {
		if bead.State == corpus.Untranslated {
			n++
		}
	}
	return n
}

// reasons counts why segments stay open, the most frequent first.
func reasons(all []done) string {
	count := map[string]int{}
	for _, d := range all {
		for _, bead := range d.bitext.Beads {
			if bead.State == corpus.Untranslated {
				count[bead.Reason]++
			}
		}
	}
	codes := slices.SortedFunc(maps.Keys(count), func(a, z string) int {
		return cmp.Or(count[z]-count[a], strings.Compare(a, z))
	})
	for i, code := range codes {
		codes[i] = fmt.Sprintf("%s %d", code, count[code])
	}
	return strings.Join(codes, ", ")
}

// write writes the outputs of a document, and says what a format could not hold.
func (j *job) write(ctx context.Context, src *corpus.Source, b *corpus.Bitext, formats []export.Format) ([]string, error) {
	return export.Write(ctx, j.dir, b, formats, export.Options{
		SourceText: src.Text, Dropped: j.dropped,
	})
}

// dropped says what a format could not hold.
func (j *job) dropped(output, id string, n int) {
	j.ui.Logger().Warn("characters that XML forbids left out", "output", output, "segment", id, "count", n)
}

// summary prints a line a document, and the names of the outputs.
func (j *job) summary(all []done) {
	if len(all) == 0 {
		return
	}
	columns := []ui.Column{
		{Name: "document", Flex: true}, {Name: "language"}, {Name: "paragraphs", Right: true}, {Name: "moves", Right: true},
		{Name: "segments", Right: true}, {Name: "open", Right: true}, {Name: "findings", Right: true}, {Name: "engine"}, {Name: "time", Right: true},
	}
	var rows [][]string
	for _, d := range all {
		moves, findings := 0, 0
		for _, p := range d.bitext.Source.Paragraphs {
			moves += len(p.Moves)
		}
		for _, b := range d.bitext.Beads {
			findings += len(b.Findings)
		}
		open := openSegments(d.bitext)
		if j.settings.Engine == "none" {
			open = 0
		}
		rows = append(rows, []string{
			d.name, languageOf(d.bitext.Source), strconv.Itoa(len(d.bitext.Source.Paragraphs)), strconv.Itoa(moves),
			strconv.Itoa(len(d.bitext.Source.Segments)), strconv.Itoa(open), strconv.Itoa(findings), engineOf(d.bitext.Run), ui.Took(d.took),
		})
	}
	j.ui.Table(columns, rows)
	fmt.Fprintln(j.shell.stdout)
	for _, d := range all {
		for _, name := range d.outputs {
			fmt.Fprintln(j.shell.stdout, ui.Clean(j.outputPath(name)))
		}
	}
}

func languageOf(side corpus.Side) string {
	if side.Language == "und" {
		return "unknown"
	}
	if side.Confidence < 1 {
		return fmt.Sprintf("%s (%.2f)", side.Language, side.Confidence)
	}
	return side.Language
}

func engineOf(run corpus.Run) string {
	if run.Engine == "auto" { // none was there
		return "memory"
	}
	if run.Model == "" {
		return run.Engine
	}
	return run.Engine + " " + strings.SplitN(run.Model, "@", 2)[0]
}
