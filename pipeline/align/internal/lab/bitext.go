package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recto/recto/pipeline/align/internal/model"
)

// Bitext is two texts with gold beads.
type Bitext struct {
	Name           string // "set/doc.src-tgt"
	From, To       string
	Source, Target []string
	Pivot          []string
	Gold           []Bead
	Areas          []model.Area
}

// ReadDev reads the development article of Text+Berg.
func ReadDev(dir string) (*Bitext, error) {
	b := &Bitext{Name: "textberg-dev", From: "de", To: "fr"}
	var err error
	if b.Source, err = lines(filepath.Join(dir, "dev.de")); err != nil {
		return nil, err
	}
	if b.Target, err = lines(filepath.Join(dir, "dev.fr")); err != nil {
		return nil, err
	}
	if b.Pivot, err = lines(filepath.Join(dir, "dev.de.google.fr")); err != nil {
		return nil, err
	}
	if b.Gold, err = readGold(filepath.Join(dir, "dev.defr")); err != nil {
		return nil, err
	}
	b.Areas = Areas(b.Gold, len(b.Source), len(b.Target))
	return b, nil
}

func lines(name string) ([]string, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n"), nil
}

func readGold(name string) ([]Bead, error) {
	ls, err := lines(name)
	if err != nil {
		return nil, err
	}
	var out []Bead
	for n, l := range ls {
		s, t, ok := strings.Cut(l, ":")
		if !ok {
			return nil, fmt.Errorf("%s:%d: %q is no bead", name, n+1, l)
		}
		out = append(out, Bead{numbers(s), numbers(t)})
	}
	return out, nil
}

func numbers(s string) []int {
	var out []int
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		var x int
		fmt.Sscan(f, &x)
		out = append(out, x)
	}
	return out
}

// Areas turns gold beads into stretches that the field can follow: beads that
// cross or have holes, and segments in no bead, become open areas.
func Areas(gold []Bead, n, m int) []model.Area {
	var boxes []model.Area
	for _, b := range gold {
		if len(b.Src) == 0 || len(b.Tgt) == 0 {
			continue
		}
		boxes = append(boxes, model.Area{
			I0: slices.Min(b.Src), I1: slices.Max(b.Src) + 1, J0: slices.Min(b.Tgt), J1: slices.Max(b.Tgt) + 1,
			Open: slices.Max(b.Src)-slices.Min(b.Src)+1 != len(b.Src) || slices.Max(b.Tgt)-slices.Min(b.Tgt)+1 != len(b.Tgt) ||
				len(b.Src)+len(b.Tgt) > model.MaxBead,
		})
	}
	slices.SortStableFunc(boxes, func(a, b model.Area) int { return a.I0 + a.J0 - b.I0 - b.J0 })
	var out []model.Area
	for _, b := range boxes {
		for len(out) > 0 {
			l := &out[len(out)-1]
			if l.I1 <= b.I0 && l.J1 <= b.J0 {
				break
			}
			b = model.Area{I0: min(l.I0, b.I0), I1: max(l.I1, b.I1), J0: min(l.J0, b.J0), J1: max(l.J1, b.J1), Open: true}
			out = out[:len(out)-1]
		}
		out = append(out, b)
	}
	// What is between is empty on one side, or on both.
	var full []model.Area
	i, j := 0, 0
	for _, b := range append(out, model.Area{I0: n, I1: n, J0: m, J1: m}) {
		if b.I0 > i {
			full = append(full, model.Area{I0: i, I1: b.I0, J0: j, J1: j})
		}
		if b.J0 > j {
			full = append(full, model.Area{I0: b.I0, I1: b.I0, J0: j, J1: b.J0})
		}
		if b.I1 > b.I0 || b.J1 > b.J0 {
			full = append(full, b)
		}
		i, j = b.I1, b.J1
	}
	return full
}
