package cli

import (
	"context"
	"testing"
	"time"
)

// A command that does not hear of the interrupt is left behind; one that does
// says itself how it ended.
func TestStopsWithin(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	never := make(chan struct{})
	late := func() int { return exitInterrupted }
	if code := within(ctx, time.Millisecond, func() int { <-never; return exitDone }, late); code != exitInterrupted {
		t.Errorf("code %d of a command that goes on", code)
	}
	if code := within(ctx, time.Hour, func() int { <-ctx.Done(); return exitPartly }, late); code != exitPartly {
		t.Errorf("code %d of a command that stops", code)
	}
}
