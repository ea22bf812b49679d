package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/internal/config"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/apertium"
	"github.com/recto/recto/pipeline/translate/openai"
)

// engineFlags say who translates, and how hard they may be asked.
func engineFlags() []cli.Flag {
	flags := []cli.Flag{
		stringFlag("engine", "NAME", "openai, apertium, memory or none; a list (openai,apertium): the next one is asked for what the first could not"),
		stringFlag("model", "M", "model of the openai engine"),
		intFlag("batch", 0, "N", "segments a request; the engine's own otherwise"),
		intFlag("jobs", 4, "N", "requests under way"),
		&cli.DurationFlag{Name: "timeout", Value: time.Minute, DefaultText: "60s", Usage: "`TIME` most that one request may take", EnvVars: envName("timeout")},
		stringFlag("prompt", "FILE", "instructions to the model instead of recto's own"),
		stringFlag("state", "DIR", "folder of the store instead of DIR/.recto"),
		boolFlag("offline", "no text leaves this machine"),
		boolFlag("dry-run", "say what it would take and cost, translate nothing"),
		&cli.Float64Flag{Name: "max-cost", DefaultText: "none", Usage: "stop before more than `SUM` is spent, in the currency of the price table", EnvVars: envName("max-cost")},
		intFlag("max-tokens", 0, "N", "stop before more tokens are used"),
		boolFlag("retry", "ask again for segments that were left to a person"),
	}
	for _, f := range flags {
		setCategory(f, "engine")
	}
	return flags
}

func adjudicateFlags() []cli.Flag {
	return []cli.Flag{boolFlag("adjudicate", "have the openai engine choose between readings of undecided lines (needs --model)")}
}

func setCategory(f cli.Flag, category string) {
	switch f := f.(type) {
	case *cli.StringFlag:
		f.Category = category
	case *cli.BoolFlag:
		f.Category = category
	case *cli.IntFlag:
		f.Category = category
	case *cli.Float64Flag:
		f.Category = category
	case *cli.DurationFlag:
		f.Category = category
	}
}

var engineNames = []string{"openai", "apertium", "memory", "none"}

// engines builds the translators of a process, each once, and says who they are
// before they are given a text.
type engines struct {
	shell  *shell
	names  []string // in order; empty: chosen by what the machine has
	openai openai.Config
	prices map[string]config.Price
	gate   *translate.Gate
	local  *translate.Gate // for engines that run here
	dry    bool            // nothing will be sent
	say    func(format string, args ...any)
	mu     sync.Mutex
	said   map[string]bool
	built  map[string]translate.Engine
	// lacking: a document met no engine, since none was named and none is here.
	lacking bool
}

func (s *shell) engines(c *cli.Context, conf *config.Config, say func(string, ...any)) (*engines, error) {
	e := &engines{shell: s, prices: conf.Prices, dry: c.Bool("dry-run"), say: say, said: map[string]bool{}, built: map[string]translate.Engine{}}
	for _, name := range list(c.String("engine")) {
		if !slices.Contains(engineNames, name) {
			return nil, usagef("--engine %q: one of %s", name, strings.Join(engineNames, ", "))
		}
		e.names = append(e.names, name)
	}
	var err error
	if e.openai, err = s.openaiConfig(c, conf); err != nil {
		return nil, err
	}
	if len(e.names) == 0 && (s.getenv("OPENAI_API_KEY") != "" || e.openai.BaseURL != "") {
		e.names = []string{"openai"}
	}
	if slices.Contains(e.names, "openai") && e.openai.Model == "" {
		return nil, hinted{usagef("the openai engine needs a model"), "say --model NAME, RECTO_MODEL or model: in the configuration; `recto doctor` lists what the server has"}
	}
	e.gate = translate.NewGate(c.Int("jobs"), limitsOf(conf))
	e.local = translate.NewGate(c.Int("jobs"), translate.Limits{})
	return e, nil
}

func limitsOf(conf *config.Config) translate.Limits {
	return translate.Limits{Requests: conf.OpenAI.RequestsPerMinute, Tokens: conf.OpenAI.TokensPerMinute}
}

func (s *shell) openaiConfig(c *cli.Context, conf *config.Config) (openai.Config, error) {
	key, err := conf.Key(s.getenv)
	if err != nil {
		return openai.Config{}, err
	}
	o := openai.Config{
		BaseURL: conf.BaseURL(s.getenv), Key: key, Model: c.String("model"),
		APIVersion: conf.OpenAI.APIVersion, Offline: c.Bool("offline"),
	}
	if name := c.String("prompt"); name != "" {
		text, err := os.ReadFile(name)
		if err != nil {
			return o, fmt.Errorf("prompt %s: %s", name, reasonOf(err))
		}
		o.Prompt = string(text)
	}
	return o, nil
}

// first is the name of the engine as settings have it; "auto" is whatever the
// machine has for the pair.
func (e *engines) first() string {
	if len(e.names) == 0 {
		return "auto"
	}
	return e.names[0]
}

// fingerprint covers what shapes the answers of all engines.
func (e *engines) fingerprint(st *store.State) (string, error) {
	if !slices.Contains(e.names, "openai") {
		return strings.Join(e.list(), "+"), nil
	}
	t, err := e.openaiEngine(st)
	if err != nil {
		return "", err
	}
	return strings.Join(e.names, "+") + " " + t.Translator.Fingerprint(), nil
}

func (e *engines) list() []string {
	if len(e.names) == 0 {
		return []string{"auto"}
	}
	return e.names
}

// pick gives the engines for a pair of languages.
func (e *engines) pick(ctx context.Context, st *store.State, from, to string) ([]translate.Engine, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	names := e.names
	auto := len(names) == 0
	if auto {
		names = []string{"apertium"}
	}
	var out []translate.Engine
	for _, name := range names {
		var engine translate.Engine
		var err error
		switch name {
		case "openai":
			engine, err = e.openaiEngine(st)
		case "apertium":
			engine, err = e.apertiumEngine(ctx, from, to)
			var missing *apertium.Missing
			switch {
			case !errors.As(err, &missing):
			case auto:
				e.lacking = true
				e.once(noEngine(missing, from, to))
				return nil, nil
			case unknown(from) && !missing.NoProgram:
				err = fmt.Errorf("%s: say --from LANG; %w", unknownLanguage, missing)
			}
		default:
			continue
		}
		if err != nil {
			return nil, err
		}
		e.announce(engine)
		out = append(out, engine)
	}
	return out, nil
}

const unknownLanguage = "the language of the text is unknown"

func unknown(tag string) bool { return tag == "" || tag == "und" }

// noEngine says why the memory alone answers, and what there is.
func noEngine(m *apertium.Missing, from, to string) string {
	const alone = "the memory alone answers"
	switch {
	case unknown(from) && !m.NoProgram:
		return unknownLanguage + ": " + alone + "; say --from LANG"
	case primary(from) == primary(to):
		return "the text is in " + from + " already: " + alone
	case m.NoProgram:
		return "no engine: " + alone + "; " + threeWays
	}
	return "no engine from " + from + " to " + to + ": " + alone + "; " + m.Error()
}

const threeWays = "three ways to get one: OPENAI_API_KEY (or OPENAI_BASE_URL for a local server) with --model, Apertium (Debian: apertium and its language pairs), or --memory FILE"

func (e *engines) openaiEngine(st *store.State) (translate.Engine, error) {
	if engine, ok := e.built["openai"]; ok {
		return engine, nil
	}
	o := e.openai
	if st != nil {
		o.Notes = st
	}
	t, err := openai.New(o)
	if err != nil {
		return translate.Engine{}, fmt.Errorf("openai engine: %w", err)
	}
	engine := translate.Engine{Translator: t, Gate: e.gate}
	if price, ok := e.prices[o.Model]; ok {
		engine.Price = &translate.Price{Input: price.Input, Output: price.Output}
	}
	e.built["openai"] = engine
	return engine, nil
}

func (e *engines) apertiumEngine(ctx context.Context, from, to string) (translate.Engine, error) {
	key := "apertium " + from + " " + to
	if engine, ok := e.built[key]; ok {
		return engine, nil
	}
	t, err := apertium.New(ctx, from, to)
	if err != nil {
		return translate.Engine{}, err
	}
	engine := translate.Engine{Translator: t, Gate: e.local}
	e.built[key] = engine
	return engine, nil
}

// announce names engine and host, before they are given any text.
func (e *engines) announce(engine translate.Engine) {
	t := engine.Translator.Traits()
	where := "on this machine"
	if t.Host != "" {
		where = "at " + t.Host
	}
	what := t.Engine
	if t.Model != "" {
		what += ", " + t.Model
	}
	verb := "translating with "
	if e.dry {
		verb = "would translate with "
	}
	e.once(verb + what + ", " + where)
}

func (e *engines) once(line string) {
	if !e.said[line] {
		e.said[line] = true
		e.say("%s", line)
	}
}
