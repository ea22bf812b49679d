package cli

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/jsonl"
	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/decisions"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/match"
)

func (s *shell) importCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "take back what a person changed or approved",
		ArgsUsage: "FILE.xlf|FILE.xlsx… --into DIR",
		Category:  "the main job",
		Description: description(
			"Compares an XLIFF file or a table that recto wrote with the JSONL in DIR. What a\nperson changed or approved is stored in DIR/.recto, and in the memory if one is\nnamed; the next run over the document uses it, also where the document has been\nedited elsewhere. What cannot be taken is listed with its place, and the exit code\nis 3. Where two reviewers differ, the first stands, unless --replace is given.",
			[]string{"recto import review/letter.txt.es.xlf --into out --memory client.db", "recto import letter.txt.es.xlsx --into out --reviewer 'Ana Ruiz'"},
			exitDone, exitFailed, exitUsage, exitPartly, exitLocked, exitInterrupted),
		Flags: append([]cli.Flag{
			stringFlag("into", "DIR", "the folder of the results that the file was exported from"),
			stringFlag("memory", "FILE", "translation memory to add the decisions to"),
			stringFlag("state", "DIR", "where the store is, DIR/.recto otherwise"),
			stringFlag("reviewer", "NAME", "who decided, where the file does not say"),
			boolFlag("replace", "take the file's decision also where another reviewer decided otherwise"),
		}, talkFlags()...),
		Action: s.importAction,
	}
}

func (s *shell) importAction(c *cli.Context) error {
	if _, err := s.configure(c); err != nil {
		return err
	}
	names, err := files(c)
	if err != nil {
		return err
	}
	into := c.String("into")
	if into == "" {
		return hinted{usagef("into which folder? --into is missing"), "for example: recto import " + names[0] + " --into out"}
	}
	if info, err := os.Stat(into); err != nil || !info.IsDir() {
		return fmt.Errorf("--into %s: there is no such folder", into)
	}
	dir := c.String("state")
	if dir == "" {
		dir = store.StateDir(into)
	}
	lock, err := store.TakeLock(dir, "recto import")
	if err != nil {
		return err
	}
	defer lock.Release()
	state, err := store.OpenState(c.Context, dir)
	if err != nil {
		return err
	}
	defer state.Close()
	var memory *store.Memory
	if name := c.String("memory"); name != "" {
		if memory, err = store.OpenMemory(c.Context, name); err != nil {
			return err
		}
		defer memory.Close()
	}
	conflicts := 0
	err = s.each(c, names, func(name string) error {
		n, err := s.importFile(c, name, into, state, memory)
		conflicts += n
		return err
	})
	if err == nil && conflicts > 0 {
		if conflicts == 1 {
			return partly(errors.New("one unit could not be taken; it is listed above"))
		}
		return partly(fmt.Errorf("%d units could not be taken; they are listed above", conflicts))
	}
	return err
}

// importFile takes the decisions of one file, and gives the number of units
// that could not be taken.
func (s *shell) importFile(c *cli.Context, name, into string, state *store.State, memory *store.Memory) (conflicts int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	reviews, err := s.reviews(c, f, name, into, state, info.ModTime())
	if err != nil {
		if errors.Is(err, decisions.ErrNoBitext) {
			err = hinted{err, "--into names the folder with the JSONL files that recto run wrote"}
		}
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	for _, r := range reviews {
		if err := state.PutDecisions(c.Context, r.Document, r.Language, r.Decisions); err != nil {
			return conflicts, err
		}
		added := 0
		if memory != nil {
			done, err := memory.Import(c.Context, confirmed(r), "recto import "+filepath.Base(name))
			if err != nil {
				return conflicts, err
			}
			added = done.Added + done.Renewed
		}
		conflicts += len(r.Conflicts)
		for _, k := range r.Conflicts {
			fmt.Fprintf(s.stdout, "%s: %s: %s: %s\n", ui.Clean(name), k.Where, ui.Clean(k.ID), ui.Clean(k.Message))
		}
		fmt.Fprintf(s.stdout, "%s: %d decisions taken, %d units as they were, %d not taken", ui.Clean(r.Document), len(r.Decisions), r.Same, len(r.Conflicts))
		if memory != nil {
			fmt.Fprintf(s.stdout, "; %d added to the memory", added)
		}
		fmt.Fprintln(s.stdout)
	}
	return conflicts, nil
}

func (s *shell) reviews(c *cli.Context, f io.Reader, name, into string, state *store.State, saved time.Time) ([]*decisions.Review, error) {
	o := decisions.Options{
		Reviewer: c.String("reviewer"), Date: saved.UTC().Format(time.RFC3339), Replace: c.Bool("replace"),
		Open: func(document, language string) (*corpus.Bitext, error) { return openResult(into, document, language) },
		Known: func(document, language string) ([]corpus.Decision, error) {
			return state.Decisions(c.Context, document, language)
		},
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlf", ".xliff":
		return decisions.FromXLIFF(f, o)
	case ".xlsx":
		r, err := decisions.FromXLSX(f, name, o)
		return []*decisions.Review{r}, err
	}
	return nil, errors.New("neither .xlf nor .xlsx: decisions come back in these")
}

// openResult opens the JSONL of a document below a folder. The document's name
// comes from a file that anybody may have sent: it leads nowhere else.
func openResult(dir, document, language string) (*corpus.Bitext, error) {
	name, err := export.Name(document, language, export.JSONL)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := jsonl.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, name), err)
	}
	return b, nil
}

// confirmed gives the decisions of a review as units of the memory.
func confirmed(r *decisions.Review) iter.Seq2[match.Unit, error] {
	return func(yield func(match.Unit, error) bool) {
		for _, d := range r.Decisions {
			if !yield(match.Unit{From: r.From, To: r.Language, Source: d.Source, Target: d.Target, Origin: match.Confirmed,
				Confidence: 1, Date: d.Date, Document: r.Document, Person: d.Reviewer}, nil) {
				return
			}
		}
	}
}
