package apertium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/recto/recto/pipeline/translate"
)

// mostGrowth is how many times its input an answer may be; a translation has at
// most twice.
const mostGrowth = 20

// runMode sends a stream through one mode.
func runMode(ctx context.Context, mode, input string) (string, error) {
	cmd := exec.CommandContext(ctx, "apertium", "-u", "-f", "none", mode)
	cmd.Stdin = strings.NewReader(input)
	out := &bounded{most: mostGrowth*len(input) + 1<<20}
	var complaint bounded
	complaint.most = 1 << 12
	cmd.Stdout, cmd.Stderr = out, &complaint
	// The program is a shell script with a dozen children: they end together.
	ownGroup(cmd)
	cmd.WaitDelay = 2 * time.Second
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", &translate.Failure{Fault: translate.Fatal, Message: (&Missing{NoProgram: true}).Error(), Err: err}
	case err != nil:
		text := strings.Join(strings.Fields(complaint.String()), " ")
		return "", &translate.Failure{Fault: translate.Unfit, Message: fmt.Sprintf("apertium %s fails: %v: %s", mode, err, text), Err: err}
	case out.over:
		return "", &translate.Failure{Fault: translate.Unfit, Message: fmt.Sprintf("apertium %s gives no end of text", mode)}
	}
	return out.String(), nil
}

// bounded keeps the first bytes that are written to it.
type bounded struct {
	bytes.Buffer
	most int
	over bool
}

// Write implements io.Writer; it never fails, so that the writer comes to its
// end.
func (b *bounded) Write(p []byte) (int, error) {
	n := len(p)
	if left := b.most - b.Len(); n > left {
		b.over = true
		p = p[:max(0, left)]
	}
	b.Buffer.Write(p)
	return n, nil
}
