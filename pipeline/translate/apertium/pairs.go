package apertium

import (
	"cmp"
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Pair is a direction that is installed.
type Pair struct {
	Mode     string // Apertium's name for it: "fr-es", "spa-eng_US"
	From, To string // base languages, ISO 639-1 where there is one
	Variant  string // of the target: "US", "HR"; "" for the plain one
}

// Missing says that Apertium cannot take the one language to the other here.
type Missing struct {
	From, To  string
	Installed []Pair // empty if the program itself is not there
	NoProgram bool
}

func (m *Missing) Error() string {
	if m.NoProgram {
		return "apertium is not installed; on Debian: apt-get install apertium-fr-es, or the package of another pair (apt-cache search apertium-)"
	}
	var names []string
	for _, p := range m.Installed {
		if name := p.From + "→" + p.To; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	there := "none"
	if len(names) > 0 {
		there = strings.Join(names, ", ")
	}
	return fmt.Sprintf("apertium has no way from %s to %s; installed: %s; other pairs: apt-cache search apertium-", m.From, m.To, there)
}

// Pairs lists what is installed, sorted. It gives *Missing if there is no
// Apertium at all.
func Pairs(ctx context.Context) ([]Pair, error) {
	if _, err := exec.LookPath("apertium"); err != nil {
		return nil, &Missing{NoProgram: true}
	}
	// Its exit code is 1 after the list.
	out, err := exec.CommandContext(ctx, "apertium", "-l").Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if len(out) == 0 && err != nil {
		return nil, fmt.Errorf("apertium -l: %w", err)
	}
	return readPairs(string(out)), nil
}

func readPairs(list string) []Pair {
	var out []Pair
	for name := range strings.FieldsSeq(list) {
		from, to, ok := strings.Cut(name, "-")
		if !ok || strings.ContainsAny(to, "-*") || strings.Contains(from, "*") {
			continue
		}
		to, variant, _ := strings.Cut(to, "_")
		a, okA := base(from)
		b, okB := base(to)
		if okA && okB {
			out = append(out, Pair{Mode: name, From: a, To: b, Variant: variant})
		}
	}
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Variant, b.Variant), cmp.Compare(a.Mode, b.Mode))
	})
	return out
}

// base gives the base language of a code or tag. Apertium's hbs, the language
// that Croatian, Bosnian, Serbian and Montenegrin are variants of, stays apart.
func base(tag string) (string, bool) {
	if tag == "hbs" {
		return "hbs", true
	}
	t, err := language.Parse(tag)
	if err != nil || t.IsRoot() {
		return "", false
	}
	b, confidence := t.Base()
	return b.String(), confidence != language.No
}

// route finds the modes from one language to another: one, or two by a third
// language.
func route(pairs []Pair, from, to string) []string {
	a, okA := base(from)
	b, okB := base(to)
	if !okA || !okB || a == b {
		return nil
	}
	variant := variantOf(to)
	if m := best(pairs, a, b, variant); m != "" {
		return []string{m}
	}
	var middles []string
	for _, p := range pairs {
		if fits(a, p.From) {
			middles = append(middles, p.To)
		}
	}
	slices.Sort(middles)
	middles = slices.Compact(middles)
	for _, m := range middles {
		first, second := best(pairs, a, m, ""), best(pairs, m, b, variant)
		if first != "" && second != "" {
			return []string{first, second}
		}
	}
	return nil
}

// best gives the mode for a pair, the one of the variant if there is one.
func best(pairs []Pair, from, to, variant string) string {
	plain, any := "", ""
	for _, p := range pairs {
		if !fits(from, p.From) || !fits(to, p.To) {
			continue
		}
		switch {
		case p.Variant != "" && p.Variant == variant:
			return p.Mode
		case p.Variant == "" && plain == "":
			plain = p.Mode
		case any == "":
			any = p.Mode
		}
	}
	if plain != "" {
		return plain
	}
	return any
}

func fits(lang, pair string) bool {
	if lang == pair {
		return true
	}
	if pair == "hbs" || pair == "sh" {
		return slices.Contains([]string{"hr", "bs", "sr", "sh", "cnr"}, lang)
	}
	return false
}

// variantOf gives the variant that a tag asks for: its region, or the language
// where Apertium has one for several.
func variantOf(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	switch b, _ := t.Base(); b.String() {
	case "hr":
		return "HR"
	case "bs":
		return "BS"
	case "sr", "sh":
		return "SR"
	}
	region, confidence := t.Region()
	if confidence != language.Exact {
		return ""
	}
	return region.String()
}
