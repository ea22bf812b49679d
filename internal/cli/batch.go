package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/batch"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline"
	"github.com/recto/recto/pipeline/read"
)

func (s *shell) batchCommand() *cli.Command {
	return &cli.Command{
		Name:      "batch",
		Usage:     "the night job: do what is new in a folder",
		ArgsUsage: "INBOX -o OUTBOX --to LANG,LANG",
		Category:  "the night job",
		Description: description(`Walks INBOX and takes every document that is new or changed the whole way, into
every language of --to. Outputs are named as those of run. What is unchanged
costs nothing; in a changed document only changed segments do. A document that
fails is set aside with its reason and tried again the next nights. What happened
stands in OUTBOX/report, a page and a JSON file a night.

A run that is stopped or killed loses nothing: the same command goes on.`,
			[]string{
				"recto batch inbox -o outbox --to en,es",
				"recto batch inbox -o outbox --to de --deadline 06:00 --max-cost 20 --metrics /var/lib/node_exporter/recto.prom",
				"recto batch inbox -o outbox --to es --include '**/*.txt' --pairs translations",
			}, exitDone, exitFailed, exitUsage, exitPartly, exitLocked, exitRefused, exitInterrupted),
		Flags:  append(append(append(documentFlags(), nightFlags()...), engineFlags()...), talkFlags()...),
		Action: s.batch,
	}
}

func nightFlags() []cli.Flag {
	flags := []cli.Flag{
		&cli.StringSliceFlag{Name: "include", Usage: "`GLOB` of documents to take, all otherwise; may be given again"},
		&cli.StringSliceFlag{Name: "exclude", Usage: "`GLOB` of documents to leave; may be given again"},
		stringFlag("pairs", "DIR", "folder of human translations, by name: such a document is aligned, not translated"),
		stringFlag("deadline", "HH:MM", "local time, the next one that comes, at which all is over"),
		&cli.DurationFlag{Name: "max-duration", DefaultText: "none", Usage: "`TIME` that the run may take (6h, 90m)", EnvVars: envName("max-duration")},
		&cli.Float64Flag{Name: "share", Value: 0.25, Usage: "`PART` of --max-cost and --max-tokens that one document may take", EnvVars: envName("share")},
		intFlag("retries", 3, "N", "nights that a failed document is tried again"),
		intFlag("max-bytes", 64<<20, "N", "size of a file above which it is set aside"),
		stringFlag("metrics", "FILE", "figures in Prometheus' text format"),
	}
	for _, f := range flags {
		if slice, ok := f.(*cli.StringSliceFlag); ok {
			slice.Category = "the night"
		}
		setCategory(f, "the night")
	}
	return flags
}

func (s *shell) batch(c *cli.Context) error {
	conf, err := s.configure(c)
	if err != nil {
		return err
	}
	if c.NArg() != 1 {
		return hinted{usagef("one inbox, %d given", c.NArg()), "for example: recto batch inbox -o outbox --to es"}
	}
	if !c.IsSet("o") {
		return hinted{usagef("no outbox given"), "say -o OUTBOX"}
	}
	languages := list(c.String("to"))
	if len(languages) == 0 {
		return hinted{usagef("into which language? --to is missing"), "for example: recto batch inbox -o outbox --to en,es"}
	}
	for _, tag := range languages {
		if err := checkTag("to", tag); err != nil {
			return err
		}
	}
	formats, err := export.ParseFormats(c.String("format"))
	if err != nil {
		return usageError{err}
	}
	deadline, err := nextTime(c.String("deadline"), time.Now())
	if err != nil {
		return err
	}
	if err := c.Set("to", languages[0]); err != nil {
		return err
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(nightMemory)
	}
	j, err := s.job(c, conf, c.String("o"))
	if err != nil {
		return err
	}
	defer j.close()
	if err := j.keepJobs(c); err != nil {
		return err
	}
	o := j.nightOptions(c, languages, formats, deadline)
	if c.Bool("dry-run") {
		return j.dryNight(c, o)
	}
	return j.night(c, o)
}

// dryNight says what the night would take and cost, language by language.
func (j *job) dryNight(c *cli.Context, o batch.Options) error {
	if err := os.MkdirAll(j.dir, 0o777); err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	list, err := batch.List(c.Context, o)
	if err != nil {
		return err
	}
	for _, language := range o.Languages {
		var names []string
		for _, p := range list {
			if p.Language == language {
				names = append(names, p.Path)
			}
		}
		fmt.Fprintf(j.shell.stdout, "into %s: %d documents\n", language, len(names))
		if len(names) == 0 {
			continue
		}
		j.settings = j.settingsFor(language)
		if err := j.dryRun(c, names); err != nil {
			return err
		}
	}
	return nil
}

// keepJobs takes the lock and opens the store, where no engine has had it done:
// nothing is paid for then, but jobs are kept all the same.
func (j *job) keepJobs(c *cli.Context) (err error) {
	if j.state != nil {
		return nil
	}
	dir := c.String("state")
	if dir == "" {
		dir = store.StateDir(j.dir)
	}
	if j.lock, err = store.TakeLock(dir, "recto batch"); err != nil {
		return err
	}
	j.state, err = store.OpenState(c.Context, dir)
	return err
}

// nightMemory is where the garbage collector begins to work harder: with what
// the program maps of itself a night stays well below 400 MB.
const nightMemory = 192 << 20

// night runs, and says how it went.
func (j *job) night(c *cli.Context, o batch.Options) error {
	bar := j.ui.Progress("batch", 0)
	o.Observe = func(done, total int) { bar.Set(done, total) }
	report, err := batch.Run(c.Context, o)
	bar.Done()
	if report != nil && report.Ended != "" && !c.Bool("quiet") {
		fmt.Fprintln(j.shell.stdout, report.Summary())
	}
	switch {
	case err != nil:
		return err
	case report.Code() != exitDone:
		return codedError{code: report.Code()}
	}
	return nil
}

// nextTime reads HH:MM as the next such moment in local time; a zero time for
// "".
func nextTime(clock string, now time.Time) (time.Time, error) {
	if clock == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, usagef("--deadline %q: a local time, like 06:00", clock)
	}
	at := time.Date(now.Year(), now.Month(), now.Day(), t.Hour(), t.Minute(), 0, 0, now.Location())
	if !at.After(now) {
		at = time.Date(now.Year(), now.Month(), now.Day()+1, t.Hour(), t.Minute(), 0, 0, now.Location())
	}
	return at, nil
}

// nightOptions ties the night to the pipeline.
func (j *job) nightOptions(c *cli.Context, languages []string, formats []export.Format, deadline time.Time) batch.Options {
	logger := j.ui.Logger()
	if j.ui.Terminal() && !c.Bool("json") {
		logger = slog.New(warnings{logger.Handler()})
	}
	return batch.Options{
		Inbox: c.Args().First(), Outbox: j.dir, Languages: languages,
		Include: c.StringSlice("include"), Exclude: c.StringSlice("exclude"), Pairs: c.String("pairs"),
		Settings: func(language string) string {
			h := sha256.New()
			fmt.Fprintf(h, "%s\n%v\n%s\n%s", j.settingsFor(language).Hash(), formats, c.String("encoding"), j.settings.Date)
			return hex.EncodeToString(h.Sum(nil))
		},
		Do: func(ctx context.Context, t batch.Task) (*batch.Product, error) {
			return j.nightly(ctx, t, c.String("encoding"))
		},
		Write: func(ctx context.Context, dir string, p *batch.Product) ([]string, error) {
			return export.Write(ctx, dir, p.Bitext, formats, export.Options{
				SourceText: p.SourceText,
				Dropped: func(output, id string, n int) {
					logger.Warn("characters that XML forbids left out", "run", p.Run, "document", p.Bitext.Source.Name, "output", output, "segment", id, "count", n)
				},
			})
		},
		Store: j.state,
		Jobs:  c.Int("jobs"), MaxBytes: int64(c.Int("max-bytes")), Retries: retries(c.Int("retries")),
		Deadline: deadline, MaxDuration: c.Duration("max-duration"),
		MaxCost: c.Float64("max-cost"), MaxTokens: c.Int("max-tokens"), Share: c.Float64("share"),
		Log: logger, Metrics: c.String("metrics"),
	}
}

// retries: batch takes 0 for its default, a user means none.
func retries(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}

// settingsFor are the settings for one of several target languages.
func (j *job) settingsFor(language string) pipeline.Settings {
	s := j.settings
	s.To = language
	if j.snapshot != nil {
		s.MemoryHash = j.snapshot.Hash(s.From, language)
	}
	return s
}

// nightly does one document of the night, as run does it.
func (j *job) nightly(ctx context.Context, t batch.Task, encoding string) (*batch.Product, error) {
	src, err := read.Bytes(t.Name, t.Data, read.Options{Name: t.Name, Encoding: encoding})
	if err != nil {
		return nil, batch.Hopeless(err)
	}
	d := j.deps
	d.Ledger, d.Decisions = t.Ledger, t.Store
	d.Budget = t.Budget
	d.Observe = func(e pipeline.Event) {
		switch e.Stage {
		case pipeline.Matching, pipeline.Translating:
			t.Reached(batch.Repaired)
		case pipeline.Aligning, pipeline.Checking:
			t.Reached(batch.Translated)
		}
		if e.Note != "" {
			j.ui.Logger().Info(e.Note, "run", t.Run, "document", e.Document)
		}
	}
	settings := j.settingsFor(t.Language)
	if t.Pair != nil {
		return nightlyPair(ctx, src, t, settings, d)
	}
	bitext, err := pipeline.Process(ctx, src, settings, d)
	if err != nil {
		return nil, err
	}
	return &batch.Product{Bitext: bitext, SourceText: src.Text}, nil
}

// nightlyPair aligns a document with the human translation beside it.
func nightlyPair(ctx context.Context, src *corpus.Source, t batch.Task, settings pipeline.Settings, d pipeline.Deps) (*batch.Product, error) {
	tgt, err := read.Bytes(t.PairName, t.Pair, read.Options{Name: t.PairName})
	if err != nil {
		return nil, batch.Hopeless(err)
	}
	paired, err := pipeline.Pair(ctx, src, tgt, settings, d, pipeline.PairOptions{})
	if err != nil {
		return nil, err
	}
	paired.Bitext.Target.Language = t.Language // outputs are named by what was asked for
	return &batch.Product{Bitext: paired.Bitext, SourceText: src.Text}, nil
}

// warnings keeps informational lines from a terminal, where a bar stands.
type warnings struct{ slog.Handler }

func (w warnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && w.Handler.Enabled(ctx, l)
}
func (w warnings) WithAttrs(a []slog.Attr) slog.Handler { return warnings{w.Handler.WithAttrs(a)} }
func (w warnings) WithGroup(n string) slog.Handler      { return warnings{w.Handler.WithGroup(n)} }
