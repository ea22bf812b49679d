package ui

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
)

// Logger gives the log on standard error: JSON, one object a line, or lines for
// people ("warning: file has no text  document=a.txt"). With Quiet it has
// warnings and errors only. Debug is left out.
func (u *UI) Logger() *slog.Logger {
	level := slog.LevelInfo
	if u.o.Quiet {
		level = slog.LevelWarn
	}
	if u.o.JSON {
		return slog.New(slog.NewJSONHandler(u.bars, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(&handler{w: u.bars, mu: new(sync.Mutex), level: level, paint: u.err.paint})
}

// handler writes a record as a line for people: no time (the journal and cron
// have their own), the level only where it matters, attributes as key=value.
type handler struct {
	w      io.Writer
	mu     *sync.Mutex
	level  slog.Level
	paint  func(Style, string) string
	prefix string // of groups: "a.b."
	attrs  string // of With, as it will be written
}

func (h *handler) Enabled(_ context.Context, l slog.Level) bool { return l >= h.level }

func (h *handler) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	switch {
	case r.Level >= slog.LevelError:
		b.WriteString(h.paint(Bad, "error:") + " ")
	case r.Level >= slog.LevelWarn:
		b.WriteString(h.paint(Warn, "warning:") + " ")
	}
	b.WriteString(Clean(r.Message))
	attrs := h.attrs
	r.Attrs(func(a slog.Attr) bool {
		attrs += h.attr(h.prefix, a)
		return true
	})
	if attrs != "" {
		b.WriteString(" " + h.paint(Dim, attrs))
	}
	b.WriteByte('\n')
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := io.WriteString(h.w, b.String())
	return err
}

func (h *handler) attr(prefix string, a slog.Attr) string {
	v := a.Value.Resolve()
	if v.Kind() == slog.KindGroup {
		if a.Key != "" {
			prefix += a.Key + "."
		}
		var out string
		for _, g := range v.Group() {
			out += h.attr(prefix, g)
		}
		return out
	}
	if a.Key == "" {
		return ""
	}
	text := Clean(v.String())
	if text == "" || strings.ContainsAny(text, " \"=") {
		text = fmt.Sprintf("%q", v.String())
	}
	return " " + prefix + a.Key + "=" + text
}

func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	c := *h
	for _, a := range attrs {
		c.attrs += c.attr(c.prefix, a)
	}
	return &c
}

func (h *handler) WithGroup(name string) slog.Handler {
	c := *h
	if name != "" {
		c.prefix += name + "."
	}
	return &c
}
