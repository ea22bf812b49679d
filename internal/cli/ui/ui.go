package ui

import (
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/fatih/color"
	"github.com/mattn/go-colorable"
	"github.com/mattn/go-isatty"
	"golang.org/x/term"
)

// Options say how a command speaks.
type Options struct {
	Quiet   bool // warnings and errors only
	JSON    bool // standard error is one JSON object a line
	NoColor bool // never colour; the environment may say so too
	// Getenv reads the environment; nil is os.Getenv. NO_COLOR (any value) and
	// TERM=dumb turn colour off.
	Getenv func(string) string
}

// UI is the two streams of a command. It is safe for use by several goroutines.
type UI struct {
	o    Options
	out  stream
	err  stream
	bars *screen // standard error, with the bars that stand on it
}

// stream is a writer and what it can do.
type stream struct {
	io.Writer
	terminal bool
	color    bool
	width    int        // in columns; 0 is without end
	measure  func() int // the width now; nil if it does not change
}

// New takes the streams of a command. A stream that is an *os.File and a
// terminal is treated as one.
func New(stdout, stderr io.Writer, o Options) *UI {
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.Getenv("NO_COLOR") != "" || o.Getenv("TERM") == "dumb" {
		o.NoColor = true
	}
	u := &UI{o: o, out: open(stdout, o), err: open(stderr, o)}
	u.bars = &screen{stream: u.err}
	return u
}

func open(w io.Writer, o Options) stream {
	f, ok := w.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) && !isatty.IsCygwinTerminal(f.Fd()) {
		return stream{Writer: w}
	}
	s := stream{Writer: colorable.NewColorable(f), terminal: o.Getenv("TERM") != "dumb", color: !o.NoColor}
	s.measure = func() int {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
		return 80
	}
	s.width = s.measure()
	return s
}

// Terminal says whether standard output is one.
func (u *UI) Terminal() bool { return u.out.terminal }

// Say writes a line for the person on standard error, unless Quiet; with JSON
// it is a log line. Arguments that come from documents or file names belong
// through [Clean].
func (u *UI) Say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	switch {
	case u.o.Quiet:
	case u.o.JSON:
		u.Logger().Info(text)
	default:
		fmt.Fprintln(u.bars, text)
	}
}

// Style is how a word stands out.
type Style int

// The styles. None of them is the only bearer of a meaning.
const (
	Plain Style = iota
	Bold
	Dim
	Good
	Warn
	Bad
)

// Paint gives the text the style, if standard output shows colour.
func (u *UI) Paint(s Style, text string) string { return u.out.paint(s, text) }

// PaintErr gives the text the style, if standard error shows colour.
func (u *UI) PaintErr(s Style, text string) string { return u.err.paint(s, text) }

func (s stream) paint(style Style, text string) string {
	if !s.color || style == Plain || text == "" {
		return text
	}
	c := color.New(map[Style]color.Attribute{Bold: color.Bold, Dim: color.Faint, Good: color.FgGreen, Warn: color.FgYellow, Bad: color.FgRed}[style])
	c.EnableColor()
	return c.Sprint(text)
}

// screen is standard error and the bars on it: what is written goes above them.
type screen struct {
	stream
	mu    sync.Mutex
	bars  []*Bar        // that are shown
	lines int           // that the bars take on the terminal now
	stop  chan struct{} // ends the drawing
}

// Write writes whole lines above the bars.
func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.bars) == 0 {
		return s.Writer.Write(p)
	}
	if err := s.redraw(string(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}
