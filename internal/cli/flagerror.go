package cli

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/pipeline/read"
)

// Go's flag package speaks of "-first: parse error". These are its sentences,
// said again for people.
var (
	badValue   = regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?-(\S+?):`)
	badSetting = regexp.MustCompile(`^could not parse (".*") as .* value from environment variable "(\w+)" for flag (\S+?):`)
)

// flagError makes an error of the flag parser a usage error that says what was
// meant to stand there.
func flagError(c *cli.Context, err error) error {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		return hinted{usagef("there is no flag %s", dashed(name)), nearestFlag(c, name)}
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return usagef("%s needs a value", dashed(name))
	}
	if m := badValue.FindStringSubmatch(text); m != nil {
		return usagef("%s %s: %s is needed", dashed(m[2]), m[1], kindOf(c, m[2]))
	}
	if m := badSetting.FindStringSubmatch(text); m != nil {
		return usagef("%s=%s: %s is needed", m[2], m[1], kindOf(c, m[3]))
	}
	return usageError{err: err}
}

func dashed(name string) string {
	if name = strings.TrimLeft(name, "-"); len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func nearestFlag(c *cli.Context, name string) string {
	all := "all flags: " + c.Command.HelpName + " --help"
	if best := cli.SuggestFlag(c.Command.Flags, name, true); best != "" {
		return fmt.Sprintf("did you mean %s? %s", best, all)
	}
	return all
}

// kindOf says what the value of a flag is.
func kindOf(c *cli.Context, name string) string {
	for _, f := range c.Command.Flags {
		for _, n := range f.Names() {
			if n != name {
				continue
			}
			switch f.(type) {
			case *cli.IntFlag:
				return "a whole number"
			case *cli.Float64Flag:
				return "a number"
			case *cli.DurationFlag:
				return "a time such as 90s or 2m"
			case *cli.BoolFlag:
				return "true or false"
			}
		}
	}
	return "another value"
}

// checkFlags says which number is out of its range, and whether the encoding
// has a name, before any work is done.
func checkFlags(c *cli.Context) error {
	for _, f := range c.Command.Flags {
		name := f.Names()[0]
		switch f.(type) {
		case *cli.IntFlag:
			least := 0
			if name == "jobs" {
				least = 1
			}
			if v := c.Int(name); v < least {
				return usagef("--%s %d: %d or more", name, v, least)
			}
		case *cli.Float64Flag:
			if v := c.Float64(name); !(v >= 0) {
				return usagef("--%s %g: 0 or more", name, v)
			}
		case *cli.DurationFlag:
			if v := c.Duration(name); v < 0 || v == 0 && name == "timeout" {
				return usagef("--%s %s: more than that", name, v)
			}
		}
	}
	if name := c.String("encoding"); name != "" && !read.KnowsEncoding(name) {
		return hinted{usagef("--encoding %q: no encoding has that name", name), "for example: utf-8, utf-16, windows-1250, iso-8859-2"}
	}
	return nil
}
