package cli

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/config"
	"github.com/recto/recto/pipeline/translate/apertium"
	"github.com/recto/recto/pipeline/translate/openai"
)

func (s *shell) doctorCommand() *cli.Command {
	return &cli.Command{
		Name:     "doctor",
		Usage:    "which engines answer, and how to get one",
		Category: "about",
		Description: description(`Says which engines answer from here, which models and pairs they have, in which
form the API answers, what is missing and how to get it. It sends no text of
yours: with --model one made-up sentence goes to the API, to see the form of
its answers.`,
			[]string{"recto doctor", "recto doctor --model gpt-4o-mini"}, exitDone, exitFailed, exitUsage),
		Flags: append([]cli.Flag{
			stringFlag("model", "M", "model to try"), stringFlag("memory", "FILE", "translation memory to look at"),
			boolFlag("offline", "ask nobody but this machine"),
		}, talkFlags()...),
		Action: s.doctor,
	}
}

func (s *shell) doctor(c *cli.Context) error {
	conf, err := s.configure(c)
	if err != nil {
		return err
	}
	answers := 0
	var rows [][]string
	add := func(what, state string, details ...string) {
		for i, d := range details {
			if i > 0 {
				what, state = "", ""
			}
			rows = append(rows, []string{what, state, d})
		}
	}
	if n := s.examineAPI(c, conf, add); n {
		answers++
	}
	if n := examineApertium(c.Context, add); n {
		answers++
	}
	examineMemory(c, add)
	add("configuration", "", configurationOf(c, s.getenv))
	s.ui(c).Table([]ui.Column{{Name: "what"}, {Name: "state"}, {Name: "detail", Wrap: true}}, rows)
	if answers == 0 {
		return hinted{fmt.Errorf("no engine answers"), threeWays}
	}
	return nil
}

type addRow func(what, state string, details ...string)

func (s *shell) examineAPI(c *cli.Context, conf *config.Config, add addRow) bool {
	o, err := s.openaiConfig(c, conf)
	if err != nil {
		add("openai", "wrong", err.Error())
		return false
	}
	if o.Key == "" && o.BaseURL == "" {
		add("openai", "not set up", "OPENAI_API_KEY for OpenAI; OPENAI_BASE_URL for any compatible server", "a local server needs no key: OPENAI_BASE_URL=http://localhost:11434/v1")
		return false
	}
	ctx, cancel := context.WithTimeout(c.Context, time.Minute)
	defer cancel()
	f := openai.Probe(ctx, o)
	where := o.BaseURL
	if where == "" {
		where = openai.DefaultURL
	}
	if f.Err != nil {
		add("openai", "no answer", where, f.Err.Error())
		return false
	}
	details := append([]string{where}, listed("models", f.Models)...)
	if o.Model == "" {
		details = append(details, "say --model to try one")
	} else {
		details = append(details, fmt.Sprintf("%s answers as %s", o.Model, f.Form))
	}
	add("openai", "answers", details...)
	return true
}

func examineApertium(ctx context.Context, add addRow) bool {
	pairs, err := apertium.Pairs(ctx)
	switch {
	case err != nil:
		add("apertium", "not installed", "Debian: apt-get install apertium, and pairs such as apertium-fr-es, apertium-eng-spa")
		return false
	case len(pairs) == 0:
		add("apertium", "no pairs", "Debian: apt-get install apertium-fr-es, apertium-eng-spa, …")
		return false
	}
	var names []string
	for _, p := range pairs {
		if name := p.From + "→" + p.To; len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	add("apertium", "answers", listed("pairs", names)...)
	return true
}

func examineMemory(c *cli.Context, add addRow) {
	name := c.String("memory")
	if name == "" {
		add("memory", "none", "--memory FILE; recto tm import makes one from a TMX")
		return
	}
	info, err := os.Stat(name)
	if err != nil {
		add("memory", "missing", name+": "+reasonOf(err))
		return
	}
	add("memory", "there", fmt.Sprintf("%s, %d kB; recto tm stats says more", name, info.Size()/1024))
}

func configurationOf(c *cli.Context, getenv func(string) string) string {
	name := c.String("config")
	if name == "" {
		name = config.DefaultPath(getenv)
	}
	if _, err := os.Stat(name); err != nil {
		return name + " (not there: defaults)"
	}
	return name
}

// listed names what there is, in lines of a table; of a great many the first.
func listed(what string, names []string) []string {
	const most, width = 48, 64
	text := strings.Join(names[:min(most, len(names))], ", ")
	switch {
	case text == "":
		text = "none named"
	case len(names) > most:
		text += fmt.Sprintf(", … (%d)", len(names))
	}
	return wrap(what+": "+text, width)
}
