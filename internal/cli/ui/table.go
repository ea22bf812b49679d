package ui

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/mattn/go-runewidth"
)

// Column is a column of a table.
type Column struct {
	Name  string // its heading
	Right bool   // flush right, for figures
	Flex  bool   // cut where the terminal is narrow, the widest first
	Wrap  bool   // the same, but broken into lines: nothing of it is lost
}

// Table writes a table on standard output: no borders, cells measured by the
// columns that they take on a terminal. On a terminal the columns that
// may are cut or broken to its width; elsewhere nothing is. Cells are cleaned.
func (u *UI) Table(columns []Column, rows [][]string) {
	rows = cleaned(columns, rows)
	if u.out.width > 0 {
		squeeze(columns, rows, u.out.width)
	}
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	var head table.Row
	var configs []table.ColumnConfig
	for i, c := range columns {
		head = append(head, u.out.paint(Bold, c.Name))
		align := text.AlignLeft
		if c.Right {
			align = text.AlignRight
		}
		configs = append(configs, table.ColumnConfig{Number: i + 1, Align: align, AlignHeader: align})
	}
	t.AppendHeader(head)
	t.SetColumnConfigs(configs)
	for _, row := range rows {
		var cells table.Row
		for _, cell := range row {
			cells = append(cells, cell)
		}
		t.AppendRow(cells)
	}
	var b strings.Builder
	for line := range strings.Lines(t.Render() + "\n") {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	fmt.Fprint(u.out, b.String())
}

func cleaned(columns []Column, rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = make([]string, len(columns))
		for k := range columns {
			if k < len(row) {
				out[i][k] = Clean(row[k])
			}
		}
	}
	return out
}

// squeeze cuts or breaks the cells of the columns that allow it, the widest
// first, until a row fits into width.
func squeeze(columns []Column, rows [][]string, width int) {
	const gap, least = 2, 8
	widths := make([]int, len(columns))
	total := -gap
	for k, c := range columns {
		widths[k] = runewidth.StringWidth(c.Name)
		for _, row := range rows {
			widths[k] = max(widths[k], runewidth.StringWidth(row[k]))
		}
		total += widths[k] + gap
	}
	for total > width {
		widest := -1
		for k, c := range columns {
			if (c.Flex || c.Wrap) && widths[k] > max(least, runewidth.StringWidth(c.Name)) && (widest < 0 || widths[k] > widths[widest]) {
				widest = k
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
		total--
	}
	for _, row := range rows {
		for k, c := range columns {
			switch {
			case c.Flex:
				row[k] = fit(row[k], widths[k])
			case c.Wrap:
				row[k] = wrap(row[k], widths[k])
			}
		}
	}
}

// wrap breaks a text into lines of so many columns, between words where it can.
func wrap(s string, width int) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && runewidth.StringWidth(line+" "+word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		parts := strings.Split(runewidth.Wrap(word, width), "\n")
		lines = append(lines, parts[:len(parts)-1]...)
		line = parts[len(parts)-1]
	}
	return strings.Join(append(lines, line), "\n")
}

// fit cuts a text to so many columns of a terminal.
func fit(s string, width int) string { return runewidth.Truncate(s, width, "…") }
