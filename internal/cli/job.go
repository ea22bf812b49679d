package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/config"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline"
	"github.com/recto/recto/pipeline/check"
	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/repair/order"
	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/openai"
)

// job is what one command needs to take documents the whole way: settings, and
// the pipeline's dependencies, built once.
type job struct {
	shell    *shell
	ui       *ui.UI
	dir      string // outputs go below it
	settings pipeline.Settings
	deps     pipeline.Deps
	engines  *engines
	lock     *store.Lock
	state    *store.State // nil where nothing has to be kept
	memory   *store.Memory
	snapshot *store.Snapshot
	bars     sync.Map // of documents under way
}

// job builds it all for `run` and the night job; close it afterwards.
func (s *shell) job(c *cli.Context, conf *config.Config, dir string) (*job, error) {
	for _, flag := range []string{"from", "to"} {
		if err := checkTag(flag, c.String(flag)); err != nil {
			return nil, err
		}
	}
	if bar := c.Float64("confidence"); bar < 0 || bar > 1 {
		return nil, usagef("--confidence %g: from 0 to 1", bar)
	}
	j := &job{shell: s, ui: s.ui(c), dir: dir}
	var err error
	if j.engines, err = s.engines(c, conf, j.ui.Say); err != nil {
		return nil, err
	}
	if err := j.open(c); err != nil {
		j.close()
		return nil, err
	}
	if err := j.set(c, conf); err != nil {
		j.close()
		return nil, err
	}
	return j, nil
}

// open opens the store and the memory. Without an engine nothing is paid for,
// and a store is only opened if it is there: decisions of people are in it. A
// dry run looks on.
func (j *job) open(c *cli.Context) (err error) {
	state := c.String("state")
	if state == "" {
		state = store.StateDir(j.dir)
	}
	_, missing := os.Stat(filepath.Join(state, store.StateFile))
	first := j.engines.first()
	switch {
	case c.Bool("dry-run"):
		if missing == nil {
			j.state, err = store.ReadState(c.Context, state)
		}
	case missing == nil || first != "none" && first != "memory":
		err = j.openState(c, state)
	}
	if err != nil {
		return err
	}
	name := c.String("memory")
	if name == "" {
		return nil
	}
	if _, err := os.Stat(name); err != nil {
		return hinted{fmt.Errorf("memory %s: %s", name, reasonOf(err)), "recto tm import --memory " + name + " FILE.tmx makes one"}
	}
	if j.memory, err = store.ReadMemory(c.Context, name); err != nil {
		return err
	}
	j.snapshot, err = j.memory.Snapshot(c.Context)
	return err
}

// openState takes the lock of the output folder and opens its store.
func (j *job) openState(c *cli.Context, state string) (err error) {
	if err := os.MkdirAll(j.dir, 0o777); err != nil {
		return fmt.Errorf("output folder: %w", err)
	}
	if j.lock, err = store.TakeLock(state, "recto "+c.Command.Name); err != nil {
		return err
	}
	j.state, err = store.OpenState(c.Context, state)
	return err
}

func (j *job) set(c *cli.Context, conf *config.Config) error {
	date, err := j.shell.epoch()
	if err != nil {
		return err
	}
	srx, err := rules(c)
	if err != nil {
		return err
	}
	glossary, err := readGlossary(c.String("glossary"))
	if err != nil {
		return err
	}
	off, err := checksOff(c.String("checks-off"))
	if err != nil {
		return err
	}
	fingerprint, err := j.engines.fingerprint(j.state)
	if err != nil {
		return err
	}
	j.settings = pipeline.Settings{
		Generator: "recto " + Version, Date: date,
		From: c.String("from"), To: c.String("to"), First: c.Int("first"),
		NoRepair: c.Bool("no-repair") || c.String("repair") == "off", Confidence: c.Float64("confidence"), Adjudicate: c.Bool("adjudicate"),
		SRX: srx, Engine: j.engines.first(), Fingerprint: fingerprint, Batch: c.Int("batch"),
		Terms: termsOf(glossary), ChecksOff: off,
	}
	j.deps = pipeline.Deps{
		Detector: detect.New(),
		Engines: func(ctx context.Context, from, to string) ([]translate.Engine, error) {
			return j.engines.pick(ctx, j.state, from, to)
		},
		Budget:      &translate.Budget{MaxCost: c.Float64("max-cost"), MaxTokens: c.Int("max-tokens")},
		Glossary:    glossary,
		Translation: translate.Options{Jobs: c.Int("jobs"), Timeout: c.Duration("timeout"), Retry: c.Bool("retry")},
		Observe:     j.observe,
	}
	if j.deps.Adjudicator, err = j.shell.adjudicator(c, conf); err != nil {
		return err
	}
	if j.state != nil {
		j.deps.Ledger, j.deps.Decisions = j.state, j.state
	}
	if j.snapshot != nil {
		j.deps.Memory = j.snapshot
		j.settings.MemoryHash = j.snapshot.Hash(j.settings.From, j.settings.To)
	}
	return nil
}

// adjudicator is the second reader, if the user wants one.
func (s *shell) adjudicator(c *cli.Context, conf *config.Config) (order.Adjudicator, error) {
	if !c.Bool("adjudicate") {
		return nil, nil
	}
	o, err := s.openaiConfig(c, conf)
	if err != nil {
		return nil, err
	}
	if o.Model == "" {
		return nil, hinted{usagef("--adjudicate needs a model"), "say --model NAME"}
	}
	host, err := o.Host()
	if err != nil {
		return nil, usageError{err}
	}
	if host == "" {
		host = "this machine"
	}
	s.ui(c).Say("undecided lines are read again by openai, %s, at %s", o.Model, host)
	return openai.NewAdjudicator(o, translate.NewGate(c.Int("jobs"), limitsOf(conf)))
}

// process takes a document the whole way, with the bar that watch gave it.
func (j *job) process(ctx context.Context, src *corpus.Source) (*corpus.Bitext, error) {
	d := j.deps
	if j.state != nil {
		d.Ledger = j.state.For(src.Name)
	}
	bitext, err := pipeline.Process(ctx, src, j.settings, d)
	if bitext != nil {
		for _, w := range bitext.Source.Warnings {
			j.ui.Logger().Warn(w, "document", src.Name)
		}
		sayUnplaced(j.ui.Logger(), bitext)
	}
	return bitext, err
}

// sayUnplaced says that decisions of people are left over.
func sayUnplaced(log *slog.Logger, b *corpus.Bitext) {
	if n := len(b.Unplaced); n > 0 {
		log.Warn("decisions that fit no segment any more; they stand in the JSONL's header", "document", b.Source.Name, "count", n)
	}
}

// watch gives a document its bar, from reading to the last output, and what
// ends it.
func (j *job) watch(name string) func() {
	bar := j.ui.Progress(name, 0)
	j.bars.Store(name, bar)
	return func() {
		bar.Done()
		j.bars.Delete(name)
	}
}

func (j *job) observe(e pipeline.Event) {
	if e.Note != "" {
		j.ui.Logger().Info(e.Note, "document", e.Document)
	}
	if e.Stage != pipeline.Translating || e.Total == 0 {
		return
	}
	if bar, ok := j.bars.Load(e.Document); ok {
		bar.(*ui.Bar).Set(e.Done, e.Total)
	}
}

func (j *job) openSegmentsError(open int, why string) error {
	what := "segments stay"
	if open == 1 {
		what = "segment stays"
	}
	err := fmt.Errorf("%d %s untranslated (%s); the JSONL says which", open, what, why)
	if j.engines.lacking || j.settings.Engine == "memory" {
		return hinted{err, threeWays}
	}
	return err
}

func (j *job) outputPath(name string) string {
	return filepath.Join(j.dir, filepath.FromSlash(name))
}

func (j *job) close() {
	if j.memory != nil {
		j.memory.Close()
	}
	if j.state != nil {
		j.state.Close()
	}
	if j.lock != nil {
		j.lock.Release()
	}
}

// readGlossary reads the file of --glossary; nil without one.
func readGlossary(name string) (*check.Glossary, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("glossary %s: %s", name, reasonOf(err))
	}
	defer f.Close()
	g, err := check.ReadGlossary(f)
	if err != nil {
		return nil, fmt.Errorf("glossary %s: %w", name, err)
	}
	return g, nil
}

// termsOf are the terms that requests are given.
func termsOf(g *check.Glossary) []translate.Term {
	if g == nil {
		return nil
	}
	var out []translate.Term
	for _, t := range g.Terms {
		out = append(out, translate.Term{Source: t.Source, Target: t.Target, Forbidden: t.Forbidden})
	}
	return out
}
