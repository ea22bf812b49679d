package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
)

// peers runs the other splitters over the same paragraphs.
func peers(python, script string, sets []set) (map[string][]counts, error) {
	type job struct {
		Lang       string   `json:"lang"`
		Paragraphs []string `json:"paragraphs"`
	}
	jobs := make([]job, len(sets))
	for i, s := range sets {
		jobs[i].Lang = s.lang
		for _, p := range s.paragraphs {
			jobs[i].Paragraphs = append(jobs[i].Paragraphs, p.text)
		}
	}
	in, err := json.Marshal(jobs)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(python, script)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	data, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", python, script, err)
	}
	// name → set → paragraph → ends, counted as in gold; null: not in that language.
	var answer map[string][][][]int
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, fmt.Errorf("answer of %s: %w", script, err)
	}
	out := map[string][]counts{}
	for name, bySet := range answer {
		rows := make([]counts, len(sets))
		for i, byParagraph := range bySet {
			for k, list := range byParagraph {
				got := map[int]bool{}
				for _, e := range list {
					got[e] = true
				}
				rows[i].add(sets[i].paragraphs[k], got)
			}
		}
		out[name] = rows
	}
	return out, nil
}
