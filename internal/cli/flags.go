package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/internal/config"
)

// The flags that several commands share, each defined once. An environment
// variable RECTO_NAME stands for --name everywhere.

func stringFlag(name, placeholder, usage string) *cli.StringFlag {
	return &cli.StringFlag{Name: name, Usage: quote(placeholder) + " " + usage, EnvVars: envName(name)}
}

func boolFlag(name, usage string) *cli.BoolFlag {
	return &cli.BoolFlag{Name: name, Usage: usage, EnvVars: envName(name), DisableDefaultText: true}
}

func intFlag(name string, value int, placeholder, usage string) *cli.IntFlag {
	f := &cli.IntFlag{Name: name, Value: value, Usage: quote(placeholder) + " " + usage, EnvVars: envName(name)}
	if value == 0 {
		f.DefaultText = "none"
	}
	return f
}

func quote(placeholder string) string { return "`" + placeholder + "`" }

func envName(name string) []string {
	return []string{"RECTO_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))}
}

func fromFlag() cli.Flag {
	return stringFlag("from", "LANG", "language of the text, a BCP 47 tag; detected otherwise")
}

func encodingFlag() cli.Flag {
	return stringFlag("encoding", "NAME", "encoding of the file (utf-8, windows-1250, iso-8859-2, …); detected otherwise")
}

func outFileFlag() cli.Flag {
	return &cli.StringFlag{Name: "o", Aliases: []string{"output"}, Usage: "`FILE` file to write to; standard output otherwise"}
}

func outDirFlag() cli.Flag {
	return &cli.StringFlag{Name: "o", Aliases: []string{"output"}, Value: ".", DefaultText: "the current one", Usage: "`DIR` folder to write into", EnvVars: envName("output")}
}

// talkFlags say how a command speaks on standard error, and where its settings are.
func talkFlags() []cli.Flag {
	const category = "talk and settings"
	quiet := boolFlag("quiet", "warnings and errors only")
	json := boolFlag("json", "logs as JSON, one object a line")
	file := stringFlag("config", "FILE", "configuration instead of $XDG_CONFIG_HOME/recto/config.yaml")
	quiet.Category, json.Category, file.Category = category, category, category
	return []cli.Flag{quiet, json, file}
}

// configure loads the configuration and sets from it what neither the command
// line nor the environment said.
func (s *shell) configure(c *cli.Context) (*config.Config, error) {
	s.json = c.Bool("json")
	conf, err := config.Load(c.String("config"), s.getenv)
	if err != nil {
		return nil, usageError{err}
	}
	has := make(map[string]bool)
	for _, f := range c.Command.Flags {
		for _, name := range f.Names() {
			has[name] = true
		}
	}
	for name, value := range conf.Values() {
		if !has[name] || c.IsSet(name) {
			continue
		}
		if err := c.Set(name, value); err != nil {
			return nil, usagef("configuration: %s: %q: %s is needed", name, value, kindOf(c, name))
		}
	}
	s.json = c.Bool("json")
	return conf, checkFlags(c)
}

// files gives the arguments, of which there has to be at least one.
func files(c *cli.Context) ([]string, error) {
	if c.NArg() == 0 {
		return nil, hinted{usagef("no file given"), fmt.Sprintf("usage: %s %s", c.Command.HelpName, c.Command.ArgsUsage)}
	}
	return c.Args().Slice(), nil
}

// oneFile gives the only argument; "-" (standard input) if there is none.
func oneFile(c *cli.Context) (string, error) {
	switch c.NArg() {
	case 0:
		return "-", nil
	case 1:
		return c.Args().First(), nil
	}
	return "", usagef("one file at a time, %d given", c.NArg())
}

// list splits a flag like jsonl,tmx.
func list(value string) []string {
	var out []string
	for _, word := range strings.Split(value, ",") {
		if word = strings.TrimSpace(word); word != "" {
			out = append(out, word)
		}
	}
	return out
}
