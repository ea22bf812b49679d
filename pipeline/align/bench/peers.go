package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sort"

	"github.com/recto/recto/pipeline/align/internal/lab"
)

// found is what another aligner made of bitexts; nil where it made nothing.
type found struct {
	name  string
	beads [][]lab.Bead
}

// peers has the other aligners that are installed align bitexts.
func (b *bench) peers(texts []*lab.Bitext) ([]found, error) {
	if b.python == "" {
		return nil, nil
	}
	type job struct {
		Name   string   `json:"name"`
		Source []string `json:"source"`
		Target []string `json:"target"`
		Pivot  []string `json:"pivot"`
	}
	var jobs []job
	for _, t := range texts {
		jobs = append(jobs, job{t.Name, t.Source, t.Target, t.Pivot})
	}
	in, err := json.Marshal(jobs)
	if err != nil {
		return nil, err
	}
	args := []string{b.script}
	if b.server != "" {
		args = append(args, b.server)
	}
	cmd := exec.CommandContext(b.ctx, b.python, args...)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	data, err := cmd.Output()
	if err != nil {
		fmt.Fprintf(os.Stderr, "other aligners left out: %s %s: %v\n", b.python, b.script, err)
		return nil, nil
	}
	var answer map[string][][][2][]int
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, fmt.Errorf("answer of %s: %w", b.script, err)
	}
	var out []found
	for name, byText := range answer {
		f := found{name: name}
		for _, list := range byText {
			var beads []lab.Bead
			for _, x := range list {
				beads = append(beads, lab.Bead{Src: x[0], Tgt: x[1]})
			}
			f.beads = append(f.beads, beads)
		}
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out, nil
}
