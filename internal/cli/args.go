package cli

import (
	"flag"
	"strings"

	"github.com/urfave/cli/v2"
)

// sortArgs moves the flags of a command in front of its arguments, so that
// flags may stand before, between or after the files; "--" ends them. urfave/cli
// v2 stops at the first argument and takes the flags behind it for files.
//
// The result is args[0], the command (and sub-command), flags, "--", arguments.
// What it does not know it leaves to the parser, which then complains.
func sortArgs(app *cli.App, args []string) []string {
	if len(args) < 2 || args[len(args)-1] == completionFlag {
		return args
	}
	out := []string{args[0]}
	rest := args[1:]
	flags := app.Flags
	commands := app.Commands
	// The way down to the command; flags of the levels above stay where they are.
	for len(rest) > 0 {
		command := find(commands, rest[0])
		if command == nil {
			break
		}
		out = append(out, rest[0])
		rest = rest[1:]
		flags, commands = command.Flags, command.Subcommands
	}
	if len(out) == 1 || len(commands) > 0 {
		return append(out, rest...) // no command yet, or a group without its sub-command
	}
	valued := takeValue(flags)
	var named, plain []string
	for i := 0; i < len(rest); i++ {
		arg := rest[i]
		switch {
		case arg == "--":
			plain = append(plain, rest[i+1:]...)
			i = len(rest)
		case arg == "-" || !strings.HasPrefix(arg, "-"):
			plain = append(plain, arg)
		default:
			named = append(named, arg)
			name := strings.TrimLeft(arg, "-")
			if !strings.Contains(name, "=") && valued[name] {
				if i++; i == len(rest) || rest[i] == "--" {
					// No value: the parser says so, if nothing comes after it.
					return append(append(out, named[:len(named)-1]...), arg)
				}
				named = append(named, rest[i])
			}
		}
	}
	out = append(out, named...)
	out = append(out, "--")
	return append(out, plain...)
}

func find(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

// takeValue says of each flag name whether the word after it is its value.
func takeValue(flags []cli.Flag) map[string]bool {
	valued := make(map[string]bool)
	for _, f := range flags {
		set := flag.NewFlagSet("", flag.ContinueOnError)
		if err := f.Apply(set); err != nil {
			continue // the parser meets the same error and says it
		}
		set.VisitAll(func(g *flag.Flag) {
			b, ok := g.Value.(interface{ IsBoolFlag() bool })
			valued[g.Name] = !ok || !b.IsBoolFlag()
		})
	}
	return valued
}
