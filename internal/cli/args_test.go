package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"
	"pgregory.net/rapid"
)

func testApp() *cli.App {
	return &cli.App{Name: "recto", Commands: []*cli.Command{
		{Name: "run", Flags: []cli.Flag{
			&cli.StringFlag{Name: "to"}, &cli.BoolFlag{Name: "quiet"},
			&cli.StringFlag{Name: "o", Aliases: []string{"output"}}, &cli.IntFlag{Name: "batch"},
			&cli.DurationFlag{Name: "timeout"}, &cli.StringSliceFlag{Name: "only"},
		}},
		{Name: "tm", Subcommands: []*cli.Command{
			{Name: "import", Flags: []cli.Flag{&cli.StringFlag{Name: "memory"}}},
		}},
	}}
}

func TestSortArgs(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"flags before", "run --to es a b", "run --to es -- a b"},
		{"flags after", "run a b --to es", "run --to es -- a b"},
		{"flags between", "run a --to es b --quiet", "run --to es --quiet -- a b"},
		{"a bool flag takes no value", "run --quiet a", "run --quiet -- a"},
		{"one dash", "run a -o out -batch 3", "run -o out -batch 3 -- a"},
		{"with an equals sign", "run a --to=es b", "run --to=es -- a b"},
		{"two dashes end the flags", "run --to es -- --quiet a", "run --to es -- --quiet a"},
		{"a value that looks like a flag", "run --to --quiet a", "run --to --quiet -- a"},
		{"standard input", "run - --to es", "run --to es -- -"},
		{"an unknown flag is left to the parser", "run a --foo b", "run --foo -- a b"},
		{"a duration and a list", "run a --timeout 5s --only x", "run --timeout 5s --only x -- a"},
		{"sub-command", "tm import a --memory m", "tm import --memory m -- a"},
		{"a group alone", "tm --help", "tm --help"},
		{"no command", "--help", "--help"},
		{"an unknown command", "rnu a --to es", "rnu a --to es"},
		{"nothing", "", ""},
		{"completion is left alone", "run a --generate-bash-completion", "run a --generate-bash-completion"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := sortArgs(testApp(), append([]string{"recto"}, strings.Fields(c.in)...))
			if diff := cmp.Diff(append([]string{"recto"}, strings.Fields(c.want)...), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// However flags and files are mixed, the same files and the same values arrive.
func TestThePositionOfFlagsDoesNotMatter(t *testing.T) {
	type result struct {
		To    string
		Quiet bool
		Files []string
	}
	read := func(args []string) (r result) {
		app := testApp()
		app.Writer, app.ErrWriter = &bytes.Buffer{}, &bytes.Buffer{}
		app.Commands[0].HideHelpCommand = true
		app.Commands[0].Action = func(c *cli.Context) error {
			r = result{c.String("to"), c.Bool("quiet"), c.Args().Slice()}
			return nil
		}
		if err := app.Run(sortArgs(app, append([]string{"recto", "run"}, args...))); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		return r
	}
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.StringMatching(`[a-z][a-z.]{0,5}|-`), 1, 4).Draw(t, "files")
		flags := [][]string{{"--to", "es"}, {"--quiet"}}
		var args []string
		at := 0
		for _, f := range flags {
			n := rapid.IntRange(at, len(names)).Draw(t, "files before")
			args = append(args, names[at:n]...)
			args = append(args, f...)
			at = n
		}
		args = append(args, names[at:]...)
		if diff := cmp.Diff(result{"es", true, names}, read(args)); diff != "" {
			t.Fatalf("%v: %s", args, diff)
		}
	})
}
