package cli

import (
	"fmt"
	"strconv"

	"github.com/recto/recto/internal/cli/ui"
)

func alignmentColumns() []ui.Column {
	return []ui.Column{
		{Name: "document", Flex: true}, {Name: "languages"}, {Name: "source", Right: true}, {Name: "target", Right: true},
		{Name: "beads", Right: true}, {Name: "one-sided", Right: true}, {Name: "score", Right: true}, {Name: "taken out", Right: true}, {Name: "note"},
	}
}

// alignmentRow is a line of the report over many pairs.
func alignmentRow(name string, p *paired) []string {
	b := p.Bitext
	empty, score, tied := 0, 0.0, 0
	for _, bead := range b.Beads {
		if len(bead.Src) == 0 || len(bead.Tgt) == 0 {
			empty++
			continue
		}
		score += bead.Score
		tied++
	}
	mean := "-"
	if tied > 0 {
		mean = fmt.Sprintf("%.2f", score/float64(tied))
	}
	note := ""
	if p.Report.Unrelated {
		note = "no translations of each other?"
	}
	return []string{
		name, b.Source.Language + "-" + b.Target.Language, strconv.Itoa(len(b.Source.Segments)), strconv.Itoa(len(b.Target.Segments)),
		strconv.Itoa(tied), strconv.Itoa(empty), mean, strconv.Itoa(len(b.Source.Removed) + len(b.Target.Removed)), note,
	}
}
