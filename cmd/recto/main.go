// Command recto puts the text of a PDF right, translates it, and aligns source
// and target sentence by sentence. See internal/cli.
package main

import (
	"os"

	"github.com/recto/recto/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr)) }
