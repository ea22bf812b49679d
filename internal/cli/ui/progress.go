package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"
)

const (
	patience = 2 * time.Second        // what is done sooner shows no progress
	interval = 10 * time.Second       // between two lines where there is no terminal
	frame    = 150 * time.Millisecond // between two drawings of the bars
)

// Bar is the progress of one thing: a bar on a terminal, log lines elsewhere,
// nothing with Quiet or if it takes less than two seconds. Every Bar ends with
// Done. It is safe for use by several goroutines.
type Bar struct {
	u     *UI
	label string
	drawn bool // a bar on a terminal, not log lines

	// Under u.bars.mu:
	done, total int
	began, said time.Time // when it began, when the last line was written
	talked      bool
	ended       bool
	timer       *time.Timer // until the bar shows, or the next line is due
}

// Progress begins a bar of so many steps; total 0 is an unknown number. The
// label is a word or two, "translate" or a file name.
func (u *UI) Progress(label string, total int) *Bar {
	now := time.Now()
	b := &Bar{u: u, label: Clean(label), total: total, began: now, said: now}
	if u.err.terminal && !u.o.Quiet && !u.o.JSON {
		b.drawn = true
		b.timer = time.AfterFunc(patience, func() { u.bars.put(b) })
	} else if !u.o.Quiet {
		u.bars.mu.Lock()
		b.timer = time.AfterFunc(patience+time.Second, b.tick) // a step may speak first
		u.bars.mu.Unlock()
	}
	return b
}

// tick writes a line of what takes long without a step.
func (b *Bar) tick() {
	b.u.bars.mu.Lock()
	say := b.due(time.Now())
	if !b.ended {
		b.timer.Reset(interval)
	}
	b.u.bars.mu.Unlock()
	say()
}

// Add says that n more steps are done.
func (b *Bar) Add(n int) {
	b.u.bars.mu.Lock()
	b.done += n
	say := b.due(time.Now())
	b.u.bars.mu.Unlock()
	say()
}

// Set says how many steps are done, of how many in all, as of now.
func (b *Bar) Set(done, total int) {
	b.u.bars.mu.Lock()
	now := time.Now()
	if b.total == 0 && b.done == 0 {
		b.began = now // what came before the first step says nothing of the rest
	}
	b.done, b.total = done, total
	say := b.due(now)
	b.u.bars.mu.Unlock()
	say()
}

// Done ends the bar; a second call does nothing.
func (b *Bar) Done() {
	b.u.bars.mu.Lock()
	first, done := !b.ended, b.done
	b.ended = true
	if first && b.timer != nil {
		b.timer.Stop()
	}
	if first && b.drawn {
		b.u.bars.take(b)
	}
	b.u.bars.mu.Unlock()
	if first && b.talked {
		args := []any{"took", Took(time.Since(b.began))}
		if done > 0 {
			args = append([]any{"done", done}, args...)
		}
		b.u.Logger().Info(b.label, args...)
	}
}

// due gives what writes the log line that is due now, if one is.
func (b *Bar) due(now time.Time) func() {
	if b.ended || b.drawn || b.u.o.Quiet || now.Sub(b.said) < interval && (b.talked || now.Sub(b.began) < patience) {
		return func() {}
	}
	b.said, b.talked = now, true
	args := []any{"done", b.done}
	if b.done == 0 {
		args = []any{"running", Took(now.Sub(b.began))}
	}
	if b.total > 0 {
		args = append(args, "of", b.total)
	}
	return func() { b.u.Logger().Info(b.label, args...) }
}

// put shows a bar; the first one starts the drawing.
func (s *screen) put(b *Bar) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b.ended {
		return
	}
	s.bars = append(s.bars, b)
	s.redraw("")
	if len(s.bars) == 1 {
		s.stop = make(chan struct{})
		go s.run(s.stop)
	}
}

func (s *screen) run(stop chan struct{}) {
	tick := time.NewTicker(frame)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			s.mu.Lock()
			if len(s.bars) > 0 {
				s.redraw("")
			}
			s.mu.Unlock()
		}
	}
}

// take removes a bar. The caller holds the lock.
func (s *screen) take(b *Bar) {
	for i := range s.bars {
		if s.bars[i] == b {
			s.bars = append(s.bars[:i:i], s.bars[i+1:]...)
			s.redraw("")
			if len(s.bars) == 0 {
				close(s.stop)
			}
			return
		}
	}
}

// redraw clears the bars, writes the text where they stood, and draws them
// again below, in one write. The caller holds the lock.
func (s *screen) redraw(text string) error {
	if s.measure != nil {
		s.width = s.measure() // windows are pulled larger and smaller
	}
	var out strings.Builder
	if s.lines > 0 {
		fmt.Fprintf(&out, "\x1b[%dA\x1b[J", s.lines)
	}
	out.WriteString(text)
	shown := s.bars[:min(len(s.bars), 8)]
	for _, b := range shown {
		out.WriteString(s.line(b) + "\n")
	}
	s.lines = len(shown)
	if out.Len() == 0 {
		return nil
	}
	_, err := s.Writer.Write([]byte(out.String()))
	return err
}

// line draws a bar in less columns than the terminal has.
func (s *screen) line(b *Bar) string {
	label := runewidth.FillRight(fit(b.label, 30), 30)
	took := time.Since(b.began)
	if b.total <= 0 && b.done == 0 {
		return fit(label+" "+Took(took), s.width-1)
	}
	if b.total <= 0 {
		return fit(fmt.Sprintf("%s %d  %s", label, b.done, Took(took)), s.width-1)
	}
	const cells = 24
	full := cells * min(max(b.done, 0), b.total) / b.total
	bar := strings.Repeat("━", full) + strings.Repeat("─", cells-full)
	left := ""
	if b.done > 0 && b.done < b.total {
		rest := time.Duration(float64(took) / float64(b.done) * float64(b.total-b.done))
		left = "  " + Took(rest.Round(time.Second)) + " left"
	}
	return fit(fmt.Sprintf("%s %s %d of %d%s", label, bar, b.done, b.total, left), s.width-1)
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
