package cli

import (
	"fmt"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/pipeline"
	"github.com/recto/recto/pipeline/translate"
)

// dryRun says what a run would take and cost; nothing is sent.
func (j *job) dryRun(c *cli.Context, names []string) error {
	var total translate.Plan
	var rows [][]string
	err := j.shell.each(c, names, func(name string) error {
		src, err := j.shell.load(c, name)
		if err != nil {
			return err
		}
		d := j.deps
		if j.state != nil {
			d.Ledger = j.state.For(src.Name)
		}
		plan, err := pipeline.Plan(c.Context, src, j.settings, d)
		if err != nil {
			return err
		}
		total.Add(plan)
		rows = append(rows, planRow(src.Name, plan))
		return nil
	})
	if len(rows) > 1 {
		rows = append(rows, planRow("all", total))
	}
	j.ui.Table([]ui.Column{
		{Name: "document", Flex: true}, {Name: "segments", Right: true}, {Name: "words", Right: true}, {Name: "repeated", Right: true},
		{Name: "memory", Right: true}, {Name: "stored", Right: true}, {Name: "requests", Right: true},
		{Name: "tokens in", Right: true}, {Name: "tokens out", Right: true}, {Name: "cost", Right: true},
	}, rows)
	return err
}

func planRow(name string, p translate.Plan) []string {
	cost := "no price known"
	if p.Priced {
		cost = fmt.Sprintf("%.4f to %.4f", p.CostLow, p.CostHigh)
	}
	return []string{
		name, strconv.Itoa(p.Segments), strconv.Itoa(p.Words), strconv.Itoa(p.Repetitions), strconv.Itoa(p.Given), strconv.Itoa(p.Stored),
		strconv.Itoa(p.Requests), strconv.Itoa(p.In), strconv.Itoa(p.Out), cost,
	}
}
