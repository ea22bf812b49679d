package ui

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"
	"pgregory.net/rapid"
)

func env(string) string { return "" }

// onTerminal makes a UI whose streams pass for terminals of that width.
func onTerminal(out, err *bytes.Buffer, o Options, width int) *UI {
	o.Getenv = env
	u := New(out, err, o)
	u.out.terminal, u.out.width, u.out.color = true, width, !o.NoColor
	u.err.terminal, u.err.width, u.err.color = true, width, !o.NoColor
	u.bars.stream = u.err
	return u
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Étude d'impact: 12 %", "Étude d'impact: 12 %"},
		{"right to left stays", "مرحبا שלום", "مرحبا שלום"},
		{"a line end", "a\nb\r\tc", `a\nb\r\tc`},
		{"an escape sequence", "\x1b[2Jgone", `\x1b[2Jgone`},
		{"an eight-bit escape", "\u009b2J", `\u009b2J`},
		{"an override", "txt.\u202egpj", `txt.\u202egpj`},
		{"a broken byte", "caf\xe9", `caf\xe9`},
		{"a replacement character", "caf\uFFFD", "caf\uFFFD"},
		{"a line separator", "a\u2028b", `a\u2028b`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestLogForPeople(t *testing.T) {
	var out, err bytes.Buffer
	u := New(&out, &err, Options{Getenv: env})
	log := u.Logger().With("document", "a b.txt")
	log.Debug("never seen")
	log.Info("read", "bytes", 12)
	log.Warn("no text\n", "why", "")
	log.WithGroup("engine").Error("refused", "error", errors.New("key \x1b[31mwrong"), slog.Group("at", "host", "api.example"))
	want := `read document="a b.txt" bytes=12
warning: no text\n document="a b.txt" why=""
error: refused document="a b.txt" engine.error="key \x1b[31mwrong" engine.at.host=api.example
`
	if diff := cmp.Diff(want, strings.ReplaceAll(err.String(), "  ", " ")); diff != "" {
		t.Error(diff)
	}
	if out.Len() > 0 {
		t.Errorf("a log on standard output: %q", out.String())
	}
}

func TestQuietKeepsWarnings(t *testing.T) {
	var out, err bytes.Buffer
	u := New(&out, &err, Options{Quiet: true, Getenv: env})
	u.Say("hello")
	u.Logger().Info("hello")
	u.Logger().Warn("mind")
	if err.String() != "warning: mind\n" {
		t.Errorf("got %q", err.String())
	}
}

func TestJSONLogsAreOneObjectALine(t *testing.T) {
	var out, err bytes.Buffer
	u := New(&out, &err, Options{JSON: true, Getenv: env})
	u.Say("written to %s", "out/a\nb")
	u.Logger().Warn("mind", "document", "a")
	var got []string
	for line := range strings.Lines(err.String()) {
		var m map[string]any
		if e := json.Unmarshal([]byte(line), &m); e != nil {
			t.Fatalf("%q: %v", line, e)
		}
		got = append(got, m["level"].(string)+" "+m["msg"].(string))
	}
	if diff := cmp.Diff([]string{"INFO written to out/a\nb", "WARN mind"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTableElsewhereIsCutNowhere(t *testing.T) {
	var out, err bytes.Buffer
	u := New(&out, &err, Options{Getenv: env})
	u.Table([]Column{{Name: "document", Flex: true}, {Name: "segments", Right: true}, {Name: "state"}}, [][]string{
		{"日本語の文書.txt", "12", "done"},
		{"a\x1b[2J.txt", "3", ""},
		{strings.Repeat("x", 90), "1234", "failed"},
	})
	want := "document" + strings.Repeat(" ", 84) + "segments  state\n" +
		"日本語の文書.txt" + strings.Repeat(" ", 76+6) + "12  done\n" +
		`a\x1b[2J.txt` + strings.Repeat(" ", 80+7) + "3\n" +
		strings.Repeat("x", 90) + "      1234  failed\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestTableFitsTheTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var out, err bytes.Buffer
		width := rapid.IntRange(30, 120).Draw(t, "width")
		u := onTerminal(&out, &err, Options{NoColor: true}, width)
		cell := rapid.StringOfN(rapid.RuneFrom([]rune("aé日本ة ")), 0, 70, -1)
		var rows [][]string
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			rows = append(rows, []string{cell.Draw(t, "name"), "12", cell.Draw(t, "why")})
		}
		u.Table([]Column{{Name: "name", Flex: true}, {Name: "n", Right: true}, {Name: "why", Wrap: true}}, rows)
		for line := range strings.Lines(out.String()) {
			if w := runewidth.StringWidth(strings.TrimRight(line, "\n")); w > width {
				t.Fatalf("%d columns on a terminal of %d: %q", w, width, line)
			}
		}
	})
}

func TestAWrappedColumnLosesNothing(t *testing.T) {
	var out, err bytes.Buffer
	u := onTerminal(&out, &err, Options{NoColor: true}, 40)
	u.Table([]Column{{Name: "engine"}, {Name: "detail", Wrap: true}}, [][]string{
		{"apertium", "pairs: en-es, es-en, es-fr, es-it, es-pt, fr-es"},
		{"memory", "none"},
	})
	want := "engine    detail\n" +
		"apertium  pairs: en-es, es-en, es-fr,\n" +
		"          es-it, es-pt, fr-es\n" +
		"memory    none\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestColourOnlyWhereItIsWanted(t *testing.T) {
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"a terminal", Options{}, "\x1b[31mbad\x1b[0m"},
		{"told not to", Options{NoColor: true}, "bad"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := onTerminal(new(bytes.Buffer), new(bytes.Buffer), c.o, 80)
			if got := strings.Replace(u.Paint(Bad, "bad"), "\x1b[0;22m", "\x1b[0m", 1); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	u := New(new(bytes.Buffer), new(bytes.Buffer), Options{Getenv: env})
	if got := u.Paint(Bad, "bad"); got != "bad" {
		t.Errorf("colour on a file: %q", got)
	}
	for name, value := range map[string]string{"NO_COLOR": "1", "TERM": "dumb"} {
		u := New(nil, nil, Options{Getenv: func(k string) string {
			if k == name {
				return value
			}
			return ""
		}})
		if !u.o.NoColor {
			t.Errorf("%s=%s does not turn colour off", name, value)
		}
	}
}

func TestWhatIsQuickShowsNoProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out, err bytes.Buffer
		for _, u := range []*UI{New(&out, &err, Options{Getenv: env}), onTerminal(&out, &err, Options{}, 80)} {
			b := u.Progress("translate", 3)
			for range 3 {
				time.Sleep(600 * time.Millisecond)
				b.Add(1)
			}
			b.Done()
		}
		if err.Len() > 0 {
			t.Errorf("%q", err.String())
		}
	})
}

func TestProgressElsewhereIsPlainLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out, err bytes.Buffer
		u := New(&out, &err, Options{Getenv: env})
		b := u.Progress("translate", 30)
		for range 30 {
			time.Sleep(time.Second)
			b.Add(1)
		}
		b.Done()
		b.Done()
		want := "translate  done=2 of=30\ntranslate  done=12 of=30\ntranslate  done=22 of=30\ntranslate  done=30 took=\"30 s\"\n"
		if diff := cmp.Diff(want, err.String()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatTakesLongWithoutAStepSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out, err bytes.Buffer
		u := New(&out, &err, Options{Getenv: env})
		b := u.Progress("letter.txt", 0)
		time.Sleep(15 * time.Second)
		b.Done()
		want := "letter.txt  running=\"3.0 s\"\nletter.txt  running=\"13 s\"\nletter.txt  took=\"15 s\"\n"
		if diff := cmp.Diff(want, err.String()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestQuietShowsNoProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out, err bytes.Buffer
		for _, u := range []*UI{New(&out, &err, Options{Quiet: true, Getenv: env}), onTerminal(&out, &err, Options{Quiet: true}, 80)} {
			b := u.Progress("translate", 30)
			time.Sleep(time.Minute)
			b.Add(1)
			b.Done()
		}
		if err.Len() > 0 {
			t.Errorf("%q", err.String())
		}
	})
}

// Bars come late and go without a trace; log lines written meanwhile all
// arrive, once, in order.
func TestBarsOnATerminalLoseNoLogLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out, err bytes.Buffer
		u := onTerminal(&out, &err, Options{NoColor: true}, 80)
		var wg sync.WaitGroup
		for _, label := range []string{"one.txt", "two.txt"} {
			wg.Go(func() {
				b := u.Progress(label, 100)
				for range 100 {
					time.Sleep(100 * time.Millisecond)
					b.Add(1)
				}
				b.Done()
			})
		}
		for i := range 40 {
			time.Sleep(250 * time.Millisecond)
			u.Say("line %d.", i)
		}
		wg.Wait()
		u.Say("the end.")
		got := err.String()
		if !strings.Contains(got, "one.txt") || !strings.Contains(got, " of 100") {
			t.Errorf("no bar was drawn: %q", got[:min(len(got), 300)])
		}
		at := 0
		for i := range 40 {
			line := fmt.Sprintf("line %d.\n", i)
			k := strings.Index(got[at:], line)
			if k < 0 || strings.Count(got, line) != 1 {
				t.Fatalf("%q is lost, doubled or out of order", line)
			}
			at += k
		}
		if !strings.HasSuffix(got, "the end.\n") {
			t.Errorf("ends in %q", got[max(0, len(got)-80):])
		}
		// What stands on the terminal in the end are the log lines alone.
		if tail := screenOf(got); strings.Contains(tail, "of 100") {
			t.Errorf("a bar is left on the terminal:\n%s", tail)
		}
	})
}

// screenOf plays the two sequences that redraw writes (up n lines, clear what is
// below) and gives what stands on the terminal in the end.
func screenOf(out string) string {
	var lines []string
	for out != "" {
		if rest, ok := strings.CutPrefix(out, "\x1b["); ok {
			n := 0
			for len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' {
				n, rest = n*10+int(rest[0]-'0'), rest[1:]
			}
			if rest2, ok := strings.CutPrefix(rest, "A\x1b[J"); ok {
				lines, out = lines[:len(lines)-n], rest2
				continue
			}
		}
		line, rest, _ := strings.Cut(out, "\n")
		lines, out = append(lines, line), rest
	}
	return strings.Join(lines, "\n")
}
