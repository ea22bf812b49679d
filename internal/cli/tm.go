package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/jsonl"
	"github.com/recto/recto/corpus/tmx"
	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/match"
)

func memoryFlag() cli.Flag {
	return stringFlag("memory", "FILE", "the translation memory")
}

func (s *shell) tmCommand() *cli.Command {
	return &cli.Command{
		Name: "tm", Usage: "the translation memory: import, export, stats", Category: "the main job",
		Description: description(`A translation memory is one file, FILE of --memory, for a user or a client. run
and batch ask it before any engine. It holds what was imported, aligned or
confirmed by a person; a machine's translation in a TMX stays marked as one, and
never fills a segment by itself.`,
			[]string{"recto tm import client.tmx --memory client.db", "recto run letter.txt --to en --memory client.db"},
			exitDone, exitFailed, exitUsage, exitPartly),
		Subcommands: []*cli.Command{
			{
				Name: "import", Usage: "add units of TMX files, or of aligned JSONL files", ArgsUsage: "FILE… --memory FILE",
				Description: description(`TMX 1.1 to 1.4, in any encoding: every unit in every pair of its languages, or
only from --from into --to. JSONL as recto writes it: what people wrote (aligned)
or decided (confirmed); a machine's translations are not taken. The same file
twice adds nothing.`,
					[]string{"recto tm import client.tmx --memory client.db", "recto tm import out/letter.txt.es.jsonl --memory client.db"}, exitDone, exitFailed, exitUsage, exitPartly),
				Flags: append([]cli.Flag{memoryFlag(), stringFlag("from", "LANG", "only units from this language"), stringFlag("to", "LANG", "only units into this language")}, talkFlags()...),
				Action: func(c *cli.Context) error {
					names, err := files(c)
					if err != nil {
						return err
					}
					return s.withMemory(c, true, func(m *store.Memory) error {
						return s.each(c, names, func(name string) error { return s.importUnits(c, m, name) })
					})
				},
			},
			{
				Name: "export", Usage: "write the memory as TMX", ArgsUsage: "--memory FILE [-o FILE.tmx]",
				Description: description("Writes all units, or those from --from into --to, as TMX 1.4.",
					[]string{"recto tm export --memory client.db -o client.tmx"}, exitDone, exitFailed, exitUsage),
				Flags: append([]cli.Flag{memoryFlag(), stringFlag("from", "LANG", "only units from this language"), stringFlag("to", "LANG", "only units into this language"), outFileFlag()}, talkFlags()...),
				Action: func(c *cli.Context) error {
					return s.withMemory(c, false, func(m *store.Memory) error { return s.exportUnits(c, m) })
				},
			},
			{
				Name: "stats", Usage: "what the memory holds", ArgsUsage: "--memory FILE",
				Description: description("Counts units by languages and origin.", []string{"recto tm stats --memory client.db"}, exitDone, exitFailed, exitUsage),
				Flags:       append([]cli.Flag{memoryFlag()}, talkFlags()...),
				Action: func(c *cli.Context) error {
					return s.withMemory(c, false, func(m *store.Memory) error { return s.countUnits(c, m) })
				},
			},
		},
	}
}

// withMemory opens the memory; only an import makes one that is not there.
func (s *shell) withMemory(c *cli.Context, make bool, f func(*store.Memory) error) error {
	if _, err := s.configure(c); err != nil {
		return err
	}
	path := c.String("memory")
	if path == "" {
		return hinted{usagef("which memory? --memory is missing"), "for example: --memory client.db"}
	}
	open := openMemory
	if make {
		open = func(c *cli.Context, path string) (*store.Memory, error) { return store.OpenMemory(c.Context, path) }
	}
	m, err := open(c, path)
	if err != nil {
		return err
	}
	return errors.Join(f(m), m.Close())
}

// openMemory opens a memory that has to be there.
func openMemory(c *cli.Context, path string) (*store.Memory, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, hinted{fmt.Errorf("memory %s: no such file", path), "recto tm import --memory " + path + " FILE.tmx makes one"}
	}
	return store.OpenMemory(c.Context, path)
}

func (s *shell) importUnits(c *cli.Context, m *store.Memory, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("%s: %s", name, reasonOf(err))
	}
	defer f.Close()
	var units iter.Seq2[match.Unit, error]
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jsonl":
		b, err := jsonl.Read(f)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		units = unitsOfBitext(b)
	default:
		r, err := tmx.NewReader(f)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		units = unitsOfTMX(r, filepath.Base(name), c.String("from"), c.String("to"))
	}
	bar := s.ui(c).Progress("import "+filepath.Base(name), 0)
	n, err := m.Import(c.Context, func(yield func(match.Unit, error) bool) {
		for u, err := range units {
			bar.Add(1)
			if !yield(u, err) {
				return
			}
		}
	}, "import "+filepath.Base(name))
	bar.Done()
	fmt.Fprintf(s.stdout, "%s: %d units added, %d renewed, %d known\n", ui.Clean(name), n.Added, n.Renewed, n.Known)
	if err != nil {
		return fmt.Errorf("%s: %w; what came before is in the memory", name, err)
	}
	return nil
}

// unitsOfTMX gives the units of a TMX in every pair of their languages, or in
// the one that is asked for. The file's source language, where it names one, is
// the only one that is translated from.
func unitsOfTMX(r *tmx.Reader, document, from, to string) iter.Seq2[match.Unit, error] {
	return func(yield func(match.Unit, error) bool) {
		for u, err := range r.Units() {
			if err != nil {
				yield(match.Unit{}, err)
				return
			}
			for _, unit := range pairsOf(&u, r.Header.SourceLang, document, from, to) {
				if !yield(unit, nil) {
					return
				}
			}
		}
	}
}

func pairsOf(u *tmx.Unit, source, document, from, to string) []match.Unit {
	if u.Source != "" {
		source = u.Source
	}
	var out []match.Unit
	for i := range u.Variants {
		for k := range u.Variants {
			s, t := &u.Variants[i], &u.Variants[k]
			switch {
			case i == k || match.Pair(s.Lang) == match.Pair(t.Lang):
				continue
			case from != "" && match.Pair(s.Lang) != match.Pair(from), to != "" && match.Pair(t.Lang) != match.Pair(to):
				continue
			case from == "" && source != "" && match.Pair(s.Lang) != match.Pair(source):
				continue
			}
			out = append(out, unitOf(u, s, t, document))
		}
	}
	return out
}

func unitOf(u *tmx.Unit, s, t *tmx.Variant, document string) match.Unit {
	out := match.Unit{
		From: s.Lang, To: t.Lang, Source: s.Text, Target: t.Text,
		Origin: match.Imported, Confidence: 1, Date: t.Date, Document: document, Person: t.Author,
	}
	if u.File != "" {
		out.Document = u.File
	}
	switch origin := match.Origin(u.Origin); {
	case u.Machine || s.Machine || t.Machine:
		out.Origin, out.Person = match.Machine, ""
	case origin == match.Confirmed || origin == match.Aligned:
		out.Origin = origin
	case u.Origin == string(corpus.OriginHuman):
		out.Origin = match.Aligned
	case u.Origin == string(corpus.OriginPerson):
		out.Origin = match.Confirmed
	}
	if score, err := strconv.ParseFloat(u.Score, 64); err == nil && score >= 0 && score <= 1 && out.Origin == match.Aligned {
		out.Confidence = score
	}
	return out
}

// unitsOfBitext gives what people wrote in a bitext: decisions are confirmed,
// human translations aligned.
func unitsOfBitext(b *corpus.Bitext) iter.Seq2[match.Unit, error] {
	return func(yield func(match.Unit, error) bool) {
		for i := range b.Beads {
			bead := &b.Beads[i]
			u := match.Unit{
				From: b.Source.Language, To: b.Target.Language, Document: b.Source.Name,
				Source: corpus.TextOf(b.Source.Segments, bead.Src), Target: corpus.TextOf(b.Target.Segments, bead.Tgt),
			}
			switch {
			case bead.State == corpus.Reviewed || bead.State == corpus.Approved:
				u.Origin, u.Confidence = match.Confirmed, 1
				if bead.Decision != nil {
					u.Date, u.Person = bead.Decision.Date, bead.Decision.Reviewer
				}
			case bead.Origin.Kind == corpus.OriginHuman:
				u.Origin, u.Confidence = match.Aligned, bead.Score
			default:
				continue
			}
			if len(bead.Src) > 0 && len(bead.Tgt) > 0 && !yield(u, nil) {
				return
			}
		}
	}
}

func (s *shell) exportUnits(c *cli.Context, m *store.Memory) error {
	from, to := c.String("from"), c.String("to")
	n := 0
	units := func(yield func(tmx.Unit, error) bool) {
		for u, err := range m.Units(c.Context) {
			if err == nil && (from != "" && match.Pair(u.From) != match.Pair(from) || to != "" && match.Pair(u.To) != match.Pair(to)) {
				continue
			}
			n++
			if !yield(tmxUnit(u), err) {
				return
			}
		}
	}
	w, finish, err := s.results(c)
	if err != nil {
		return err
	}
	return finish(writeTMX(w, units))
}

func writeTMX(w io.Writer, units iter.Seq2[tmx.Unit, error]) error {
	return tmx.WriteUnits(w, units, "recto "+Version)
}

func tmxUnit(u match.Unit) tmx.Unit {
	out := tmx.Unit{Origin: string(u.Origin), File: u.Document, Machine: u.Origin == match.Machine, Variants: []tmx.Variant{
		{Lang: u.From, Text: u.Source}, {Lang: u.To, Text: u.Target, Author: u.Person, Date: u.Date},
	}}
	if u.Origin == match.Aligned {
		out.Score = strconv.FormatFloat(u.Confidence, 'f', -1, 64)
	}
	return out
}

func (s *shell) countUnits(c *cli.Context, m *store.Memory) error {
	stats, err := m.Stats(c.Context)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, st := range stats {
		rows = append(rows, []string{st.From, st.To, string(st.Origin), strconv.Itoa(st.Units), st.Oldest, st.Newest})
	}
	s.ui(c).Table([]ui.Column{{Name: "from"}, {Name: "to"}, {Name: "origin"}, {Name: "units", Right: true}, {Name: "oldest"}, {Name: "newest"}}, rows)
	return nil
}
