package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/jsonl"
	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/export"
)

func (s *shell) exportCommand() *cli.Command {
	return &cli.Command{
		Name:      "export",
		Usage:     "a result in other formats",
		ArgsUsage: "FILE.jsonl|DIR…",
		Category:  "the main job",
		Description: description(
			"Writes JSONL files of recto, or all below a folder, in the formats asked for, as\nDIR/DOCUMENT.LANGUAGE.FORMAT: tmx (for a memory), xliff (for a translator's tool),\ntsv, xlsx (for a reviewer), html (to read), jsonl. Needs neither the document nor\nthe store. What comes back edited is taken by recto import.",
			[]string{"recto export out/letter.txt.es.jsonl --format xliff,xlsx -o review", "recto export out --format html -o pages"},
			exitDone, exitFailed, exitUsage, exitPartly, exitInterrupted),
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "format", Value: "all", Usage: "`LIST` formats: jsonl, tmx, xliff, tsv, xlsx, html", EnvVars: envName("format")},
			outDirFlag(),
		}, talkFlags()...),
		Action: func(c *cli.Context) error {
			if _, err := s.configure(c); err != nil {
				return err
			}
			formats, err := export.ParseFormats(c.String("format"))
			if err != nil {
				return usageError{err}
			}
			args, err := files(c)
			if err != nil {
				return err
			}
			names, err := resultsBelow(args)
			if err != nil {
				return err
			}
			if err := distinctResults(c.String("o"), names); err != nil {
				return usageError{err}
			}
			talk := s.ui(c)
			return s.each(c, names, func(name string) error {
				b, err := readResult(name)
				if err != nil {
					return err
				}
				outputs, err := export.Write(c.Context, c.String("o"), b, formats, export.Options{Dropped: func(output, id string, n int) {
					talk.Logger().Warn("characters that XML forbids left out", "output", output, "segment", id, "count", n)
				}})
				if err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				for _, o := range outputs {
					fmt.Fprintln(s.stdout, ui.Clean(filepath.Join(c.String("o"), filepath.FromSlash(o))))
				}
				return nil
			})
		},
	}
}

// resultsBelow gives the files of the arguments: of a folder, all *.jsonl below
// it, those in hidden folders apart.
func resultsBelow(args []string) ([]string, error) {
	var out []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil || !info.IsDir() {
			out = append(out, arg) // what cannot be opened is said when its turn comes
			continue
		}
		before := len(out)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && path != arg && strings.HasPrefix(d.Name(), "."):
				return fs.SkipDir
			case d.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ".jsonl"):
				out = append(out, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(out) == before {
			return nil, fmt.Errorf("%s: there is no .jsonl file in this folder", arg)
		}
		slices.Sort(out[before:])
	}
	return out, nil
}

// distinctResults checks that no two results would be written to one name. A
// file that cannot be read is said when its turn comes.
func distinctResults(dir string, names []string) error {
	var outputs []string
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		b, err := jsonl.ReadHeader(f)
		f.Close()
		if err == nil {
			outputs = append(outputs, b.Source.Name+"."+b.Target.Language)
		}
	}
	return export.Distinct(dir, outputs)
}

func readResult(name string) (*corpus.Bitext, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := jsonl.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return b, nil
}
