package ui

import (
	"fmt"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

const (
	patience = 2 * time.Second  // what is done sooner shows no progress
	interval = 10 * time.Second // between two lines where there is no terminal
)

// Bar is the progress of one thing: a bar on a terminal, log lines elsewhere,
// nothing with Quiet or if it takes less than two seconds. Every Bar ends with
// Done. It is safe for use by several goroutines.
type Bar struct {
	u     *UI
	label string
	mu    sync.Mutex
	state
}

type state struct {
	done, total int
	began       time.Time
	said        time.Time // when the last line was written
	talked      bool
	ended       bool
	timer       *time.Timer
	bar         *mpb.Bar
}

// drawn are the bars that stand on the terminal.
type drawn struct {
	container *mpb.Progress
	count     int
}

// Progress begins a bar of so many steps; total 0 is an unknown number. The
// label is a word or two, "translate" or a file name.
func (u *UI) Progress(label string, total int) *Bar {
	now := time.Now()
	b := &Bar{u: u, label: Clean(label), state: state{total: total, began: now, said: now}}
	if u.err.terminal && !u.o.Quiet && !u.o.JSON {
		b.timer = time.AfterFunc(patience, b.show)
	}
	return b
}

// Add says that n more steps are done.
func (b *Bar) Add(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done += n
	b.tell(time.Now())
}

// Set says how many steps are done, of how many in all, as of now.
func (b *Bar) Set(done, total int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done, b.total = done, total
	if b.bar != nil {
		b.bar.SetTotal(int64(total), false)
	}
	b.tell(time.Now())
}

// Done ends the bar; a second call does nothing.
func (b *Bar) Done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended {
		return
	}
	b.ended = true
	if b.timer != nil {
		b.timer.Stop()
	}
	if b.bar != nil {
		b.u.bars.take(b.bar)
		return
	}
	if b.talked {
		b.u.Logger().Info(b.label, "done", b.done, "took", time.Since(b.began).Round(time.Second).String())
	}
}

// tell moves the bar, or writes a line where there is none and one is due.
func (b *Bar) tell(now time.Time) {
	switch {
	case b.ended:
	case b.bar != nil:
		b.bar.SetCurrent(int64(b.done))
	case b.timer != nil || b.u.o.Quiet: // a bar will come, or nobody listens
	case now.Sub(b.said) >= interval || !b.talked && now.Sub(b.began) >= patience:
		b.said, b.talked = now, true
		if b.total > 0 {
			b.u.Logger().Info(b.label, "done", b.done, "of", b.total)
		} else {
			b.u.Logger().Info(b.label, "done", b.done)
		}
	}
}

func (b *Bar) show() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended {
		return
	}
	b.bar = b.u.bars.put(b.label, b.done, b.total)
}

// put draws a bar; the first one brings the container.
func (s *screen) put(label string, done, total int) *mpb.Bar {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bars.container == nil {
		options := []mpb.ContainerOption{mpb.WithOutput(s.Writer), mpb.WithAutoRefresh(), mpb.WithWidth(40)}
		if s.terminal {
			options = append(options, mpb.ForceTTY())
		}
		s.bars.container = mpb.New(options...)
	}
	s.bars.count++
	style := mpb.BarFillerBuilder(mpb.BarStyle().Lbound("").Filler("━").Tip("━").Padding("─").Rbound(""))
	count := decor.CountersNoUnit(" %d of %d", decor.WCSyncSpace)
	left := decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO, decor.WCSyncSpace), "")
	if total <= 0 {
		style, count, left = mpb.SpinnerStyle(), decor.CurrentNoUnit(" %d", decor.WCSyncSpace), decor.Elapsed(decor.ET_STYLE_GO, decor.WCSyncSpace)
	}
	// Total 0: a bar that ends by itself would take lines written after it along.
	bar := s.bars.container.New(0, style,
		mpb.PrependDecorators(decor.Name(fit(label, 30), decor.WC{C: decor.DindentRight | decor.DextraSpace})),
		mpb.AppendDecorators(count, left))
	bar.SetTotal(int64(total), false)
	bar.SetCurrent(int64(done))
	return bar
}

// take removes a bar; with the last one goes the container, and what was
// written above the bars is on the terminal.
func (s *screen) take(bar *mpb.Bar) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bar.Abort(true)
	bar.Wait()
	if s.bars.count--; s.bars.count == 0 {
		s.bars.container.Wait()
		s.bars.container = nil
	}
}

// Took writes a time as a person says it: "0.3 s", "12 s", "3 min 5 s", "2 h 10 min".
func Took(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	default:
		return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	}
}
