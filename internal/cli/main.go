package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"
)

// shell is what a command has at hand of the world outside.
type shell struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	json           bool // what goes wrong is said as JSON
}

// Main runs one command line and gives its exit code. Ctrl-C and SIGTERM cancel
// the context of the command, which then stops and keeps what is done; a second
// one ends the process at once, and so does the first where the command has not
// stopped within patience: nothing is lost then, as nothing is by a kill.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	// A night job goes on when its terminal goes.
	signal.Ignore(syscall.SIGHUP)
	s := &shell{stdin: stdin, stdout: stdout, stderr: stderr, getenv: os.Getenv}
	return within(ctx, patience, func() int { return s.run(ctx, args) }, func() int { return s.report(ctx, ctx.Err()) })
}

// patience is how long a command may take to stop. The night gives its documents
// three seconds of it, and has the rest for its report.
const patience = 4800 * time.Millisecond

// within gives what run gives, or what late gives where run goes on for too long
// after the context has ended.
func within(ctx context.Context, patience time.Duration, run, late func() int) int {
	ended, over := make(chan int, 1), make(chan struct{})
	go func() { ended <- run() }()
	context.AfterFunc(ctx, func() { time.AfterFunc(patience, func() { close(over) }) })
	select {
	case code := <-ended:
		return code
	case <-over:
		return late()
	}
}

func (s *shell) run(ctx context.Context, args []string) int {
	app := s.app()
	args, done := s.complete(args)
	if done {
		return exitDone
	}
	err := app.RunContext(ctx, sortArgs(app, args))
	return s.report(ctx, err)
}

// app builds the command tree. urfave/cli prints wrong usage on standard
// output and leaves the process by itself unless told otherwise: here it does
// neither.
func (s *shell) app() *cli.App {
	usage := func(c *cli.Context, err error, _ bool) error { return flagError(c, err) }
	app := &cli.App{
		Name:                      "recto",
		Usage:                     "put a PDF's text right, translate it, lay both side by side",
		Reader:                    s.stdin,
		Writer:                    s.stdout,
		ErrWriter:                 s.stderr,
		HideHelpCommand:           true,
		HideVersion:               true,
		EnableBashCompletion:      true,
		DisableSliceFlagSeparator: true,
		OnUsageError:              usage,
		ExitErrHandler:            func(*cli.Context, error) {},
		Commands:                  s.commands(),
		Flags:                     []cli.Flag{&cli.BoolFlag{Name: "version", Hidden: true}},
		Action: func(c *cli.Context) error {
			switch name := c.Args().First(); {
			case c.Bool("version"):
				return s.version(c)
			case name == "help" && c.NArg() > 1:
				return s.help(c, c.Args().Tail())
			case name == "help" || name == "":
				return cli.ShowAppHelp(c)
			default:
				return unknownCommand(c.App, name)
			}
		},
	}
	app.CustomAppHelpTemplate = appHelp(app.Usage, app.Commands)
	for _, c := range app.Commands {
		prepare("recto", c, usage)
	}
	return app
}

// help shows the help of a command: `recto help tm import`.
func (s *shell) help(c *cli.Context, path []string) error {
	args := append([]string{c.App.Name}, path...)
	return s.app().RunContext(c.Context, append(args, "--help"))
}

// prepare gives a command the house's manners. A file called "help" is a file:
// hence no help sub-command.
func prepare(above string, c *cli.Command, usage cli.OnUsageErrorFunc) {
	path := above + " " + c.Name
	c.HideHelpCommand = true
	c.CustomHelpTemplate = commandHelp(path, c)
	c.OnUsageError = usage
	if len(c.Subcommands) == 0 {
		return
	}
	if c.Action == nil {
		c.Action = func(cc *cli.Context) error {
			if name := cc.Args().First(); name != "" {
				return unknownSubcommand(c, name)
			}
			return cli.ShowSubcommandHelp(cc)
		}
	}
	for _, sub := range c.Subcommands {
		prepare(path, sub, usage)
	}
}

// commands lists what recto can do, the main job first.
func (s *shell) commands() []*cli.Command {
	return []*cli.Command{
		s.runCommand(),
		s.alignCommand(),
		s.exportCommand(),
		s.importCommand(),
		s.tmCommand(),
		s.repairCommand(),
		s.detectCommand(),
		s.segmentCommand(),
		s.batchCommand(),
		s.statusCommand(),
		s.retryCommand(),
		s.ignoreCommand(),
		s.verifyCommand(),
		s.backupCommand(),
		s.pruneCommand(),
		s.forgetCommand(),
		s.doctorCommand(),
		s.versionCommand(),
		s.completionCommand(),
	}
}
