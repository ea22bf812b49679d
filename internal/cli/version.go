package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

// Version is the release; the commit comes from the linker or from Go's stamp.
const Version = "0.1.0"

// commit is set by the linker (Makefile).
var commit string

func (s *shell) versionCommand() *cli.Command {
	return &cli.Command{
		Name:        "version",
		Usage:       "version, commit, licences",
		Category:    "about",
		Description: description("Prints the version, the commit it was built from, and the licences of what is\nin the binary.", []string{"recto version"}, exitDone),
		Action:      s.version,
	}
}

func (s *shell) version(*cli.Context) error {
	fmt.Fprintf(s.stdout, "recto %s (%s, %s, %s/%s)\n", Version, revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprint(s.stdout, "\nrecto is free software under the Apache License 2.0.\n")
	fmt.Fprint(s.stdout, "Its language tables are counts over texts that are named, with their licences,\nin NOTICE. It is built with:\n\n")
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			fmt.Fprintf(s.stdout, "  %s %s\n", dep.Path, dep.Version)
		}
	}
	_, err := fmt.Fprint(s.stdout, "\nTheir licences (MIT, BSD, Apache 2.0, ISC) are listed in NOTICE. Apertium, if it\nis installed, is a program of its own under the GPL; recto only calls it.\n")
	return err
}

func revision() string {
	if commit != "" {
		return commit
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, set := range info.Settings {
			if set.Key == "vcs.revision" {
				return set.Value
			}
		}
	}
	return "no commit"
}
