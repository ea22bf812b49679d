// Package cli is the command line: flags into settings, settings into the
// pipeline's dependencies, errors into text and exit codes. It is the only
// package that does any of these.
//
// Start with [Main]. A command is a method of shell that returns a
// *cli.Command, in a file of its own, and a line in shell.commands. Results go
// to shell.stdout, everything else to shell.stderr. An action returns errors;
// exit.go alone says what they mean:
//
//	0    done
//	1    nothing worked
//	2    wrong usage
//	3    in part: a document failed, a segment has no accepted translation, a limit was reached
//	4    locked by another run
//	5    the engine refuses: key, money, model
//	130  interrupted
package cli
