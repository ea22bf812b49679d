package cli

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/urfave/cli/v2"
)

// The help texts: what it does, an example, exit codes, the flags. They are
// laid out here, since urfave/cli sorts groups by name, says each flag's
// placeholder twice and does not wrap.

const helpWidth = 80

// appHelp is the text of `recto --help`.
func appHelp(usage string, commands []*cli.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "recto: %s\n\nusage: recto COMMAND [FLAGS] [FILE…]\n", usage)
	var groups []string
	for _, c := range commands {
		if !slices.Contains(groups, c.Category) {
			groups = append(groups, c.Category)
		}
	}
	for _, group := range groups {
		fmt.Fprintf(&b, "\n%s\n", group)
		for _, c := range commands {
			if c.Category == group && !c.Hidden {
				fmt.Fprintf(&b, "  %-11s %s\n", c.Name, c.Usage)
			}
		}
	}
	b.WriteString(`
Each command has its own --help, with an example. A first try:

  recto repair letter.txt --diff
  recto run letter.txt --to en

Settings come from flags, then from the environment (RECTO_TO for --to, and so
on), then from $XDG_CONFIG_HOME/recto/config.yaml or --config FILE.
`)
	return literal(b.String())
}

// commandHelp is the text of `recto COMMAND --help`.
func commandHelp(path string, c *cli.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\nusage: %s", path, c.Usage, path)
	if c.ArgsUsage != "" {
		b.WriteString(" " + c.ArgsUsage)
	}
	if len(c.Subcommands) > 0 {
		b.WriteString(" COMMAND")
	}
	if len(c.Flags) > 0 {
		b.WriteString(" [FLAGS]")
	}
	b.WriteString("\n")
	if c.Description != "" {
		fmt.Fprintf(&b, "\n%s\n", c.Description)
	}
	if len(c.Subcommands) > 0 {
		b.WriteString("\ncommands\n")
		for _, sub := range c.Subcommands {
			fmt.Fprintf(&b, "  %-11s %s\n", sub.Name, sub.Usage)
		}
	}
	flagHelp(&b, c.Flags)
	return literal(b.String())
}

// flagHelp lays out flags by category, in the order in which they are defined.
func flagHelp(b *strings.Builder, flags []cli.Flag) {
	type row struct{ head, text string }
	groups := map[string][]row{}
	var order []string
	width := 0
	for _, f := range flags {
		d, ok := f.(cli.DocGenerationFlag)
		if !ok {
			continue
		}
		group := "flags"
		if g, ok := f.(cli.CategorizableFlag); ok && g.GetCategory() != "" {
			group = g.GetCategory()
		}
		if !slices.Contains(order, group) {
			order = append(order, group)
		}
		r := row{text: d.GetUsage()}
		placeholder, text := flag.UnquoteUsage(&flag.Flag{Usage: r.text, Value: textValue{}})
		if strings.HasPrefix(r.text, "`") {
			text = strings.TrimPrefix(text, placeholder+" ")
		}
		r.text = text
		names := f.Names()
		slices.SortStableFunc(names, func(a, z string) int { return len(a) - len(z) })
		for i, name := range names {
			dashes := "--"
			if len(name) == 1 {
				dashes = "-"
			}
			names[i] = dashes + name
		}
		r.head = strings.Join(names, ", ")
		if d.TakesValue() {
			r.head += " " + placeholder
			if value := d.GetDefaultText(); value != "" && value != `""` && value != "0" && value != "none" {
				r.text += " (" + strings.Trim(value, `"`) + ")"
			}
		}
		width = max(width, runewidth.StringWidth(r.head))
		groups[group] = append(groups[group], r)
	}
	for _, group := range order {
		fmt.Fprintf(b, "\n%s\n", group)
		for _, r := range groups[group] {
			lines := wrap(r.text, helpWidth-width-4)
			fmt.Fprintf(b, "  %s%s  %s\n", r.head, strings.Repeat(" ", width-runewidth.StringWidth(r.head)), lines[0])
			for _, line := range lines[1:] {
				fmt.Fprintf(b, "%s%s\n", strings.Repeat(" ", width+4), line)
			}
		}
	}
}

// textValue makes flag.UnquoteUsage name a value where the usage does not.
type textValue struct{}

func (textValue) String() string   { return "" }
func (textValue) Set(string) error { return nil }

func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && runewidth.StringWidth(line)+1+runewidth.StringWidth(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// literal keeps a template from being one.
func literal(text string) string {
	return strings.ReplaceAll(text, "{{", `{{"{{"}}`)
}

// description lays out the long text of a command: what it does, examples, and
// exit codes, of which only those that the command can give.
func description(text string, examples []string, codes ...int) string {
	var b strings.Builder
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(strings.Join(wrap(paragraph, helpWidth), "\n"))
	}
	if len(examples) > 0 {
		b.WriteString("\n\nexample\n")
		for _, e := range examples {
			b.WriteString("  " + e + "\n")
		}
	}
	b.WriteString("\nexit codes\n")
	for _, c := range codes {
		b.WriteString("  " + codeText(c) + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func codeText(code int) string {
	switch code {
	case exitDone:
		return "0    done"
	case exitFailed:
		return "1    nothing worked"
	case exitUsage:
		return "2    wrong usage"
	case exitPartly:
		return "3    in part: a document failed, a segment stays open, a limit was reached"
	case exitLocked:
		return "4    another run holds the lock"
	case exitRefused:
		return "5    the engine refuses: key, money or model"
	default:
		return "130  interrupted; what was done is kept"
	}
}
