package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/pipeline/check"
)

// checksOff reads --checks-off; an unknown code is wrong usage.
func checksOff(value string) ([]string, error) {
	off := list(value)
	if bad := check.Unknown(off); bad != "" {
		var names []string
		for _, c := range check.Codes() {
			names = append(names, c.Name)
		}
		return nil, hinted{usagef("--checks-off: there is no check %q", bad), "there are " + strings.Join(names, ", ")}
	}
	return off, nil
}

// termReport prints, for each document, how the terms of the glossary fared:
// those that occur in it.
func (j *job) termReport(all []done) {
	for _, d := range all {
		uses := j.deps.Glossary.Report(d.bitext)
		if len(uses) == 0 {
			continue
		}
		var rows [][]string
		for _, u := range uses {
			rows = append(rows, []string{
				u.Source, strings.Join(u.Targets, ", "), strconv.Itoa(u.Occurs), strconv.Itoa(u.Used),
				strings.Join(u.Missing, " "), strings.Join(u.Wrong, " "),
			})
		}
		fmt.Fprintf(j.shell.stdout, "\nterms in %s\n", ui.Clean(d.name))
		j.ui.Table([]ui.Column{{Name: "term"}, {Name: "glossary"}, {Name: "occurs", Right: true}, {Name: "used", Right: true},
			{Name: "not used in", Flex: true}, {Name: "forbidden word in", Flex: true}}, rows)
	}
}
