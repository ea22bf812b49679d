package cli

import (
	"fmt"

	"github.com/urfave/cli/v2"
)

// dryRun says what a run would take and cost; nothing is translated.
func (j *job) dryRun(c *cli.Context, names []string) error {
	return fmt.Errorf("not yet")
}
