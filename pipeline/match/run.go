package match

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/recto/recto/corpus"
)

// Unit is one unit of a translation memory.
type Unit struct {
	From, To       string // BCP 47, as the unit came
	Source, Target string
	Origin         Origin
	// Confidence that the target translates the source, 0 to 1; 1 where a person
	// says so.
	Confidence float64
	Date       string // RFC 3339 of the last change; "" if unknown
	Document   string // where it was seen: a file's or document's name
	Person     string // who wrote or confirmed it; "" if unknown
}

// Origin says how a unit came into the memory.
type Origin string

// The origins, the most trusted first.
const (
	Confirmed Origin = "confirmed" // a reviewer's decision
	Imported  Origin = "tmx"       // a memory from elsewhere
	Aligned   Origin = "aligned"   // two texts that people wrote, aligned by recto
	Machine   Origin = "machine"   // a machine's translation that no person has seen
)

// trust ranks origins, 0 first.
func (o Origin) trust() int {
	return slices.Index([]Origin{Machine, Aligned, Imported, Confirmed}, o)
}

// Memory is a translation memory that stands still while a run reads it.
type Memory interface {
	// Exact gives the units from one language to another whose source, folded,
	// is the text, folded. A tag without region finds every region.
	Exact(ctx context.Context, from, to, text string) ([]Unit, error)
	// Similar gives some units, n at most, that share rare words with the text
	// and whose length does not rule out a similarity of floor.
	Similar(ctx context.Context, from, to, text string, floor float64, n int) ([]Unit, error)
}

// Options say what is near and what is good enough. The zero value is usable.
type Options struct {
	Near  int     // near matches kept a text; 0 is 3, negative none
	Floor float64 // similarity below which nothing is near; 0 is 0.7
	// Confidence below which an aligned unit fills no segment; 0 is 0.6.
	Confidence float64
}

// Result is what the memory knows of one text.
type Result struct {
	// Exact may stand as the translation; nil if nothing may.
	Exact *corpus.Match
	// Near are other matches, best first. One of score 1 is equal but may not
	// fill the segment: a machine's, one of doubtful alignment, or one that a
	// more trusted unit contradicts.
	Near []corpus.Match
}

// drawn is how many units are compared for one text.
const drawn = 48

// Run asks the memory for each of the texts. Results are in the order of the
// texts and depend on the texts and the memory's content only.
func Run(ctx context.Context, from, to string, texts []string, m Memory, o Options) ([]Result, error) {
	if o.Near == 0 {
		o.Near = 3
	}
	if o.Floor == 0 {
		o.Floor = 0.7
	}
	if o.Confidence == 0 {
		o.Confidence = 0.6
	}
	out := make([]Result, len(texts))
	if m == nil {
		return out, nil
	}
	seen := make(map[string]int, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("memory: %w", err)
		}
		key := Fold(text)
		if key == "" {
			continue
		}
		if k, ok := seen[key]; ok {
			out[i] = out[k]
			continue
		}
		seen[key] = i
		r, err := one(ctx, from, to, key, m, o)
		if err != nil {
			return nil, fmt.Errorf("memory: %w", err)
		}
		out[i] = r
	}
	return out, nil
}

func one(ctx context.Context, from, to, key string, m Memory, o Options) (Result, error) {
	exact, err := m.Exact(ctx, from, to, key)
	if err != nil {
		return Result{}, err
	}
	var r Result
	slices.SortFunc(exact, func(a, b Unit) int { return compare(a, b, to) })
	var near []corpus.Match
	for _, u := range exact {
		if r.Exact == nil && fills(u, to, o) {
			match := made(u, 1)
			r.Exact = &match
			continue
		}
		near = append(near, made(u, 1))
	}
	if o.Near > 0 && r.Exact == nil {
		more, err := similar(ctx, from, to, key, m, o)
		if err != nil {
			return Result{}, err
		}
		near = append(near, more...)
	}
	r.Near = distinct(near, r.Exact, max(o.Near, 0))
	return r, nil
}

func similar(ctx context.Context, from, to, key string, m Memory, o Options) ([]corpus.Match, error) {
	list := tokens(key)
	if len(list) > Longest {
		return nil, nil
	}
	units, err := m.Similar(ctx, from, to, key, o.Floor, drawn)
	if err != nil {
		return nil, err
	}
	type scored struct {
		unit  Unit
		score float64
	}
	var found []scored
	for _, u := range units {
		folded := Fold(u.Source)
		if folded == key {
			continue // among the exact ones
		}
		if s := similarity(list, tokens(folded), o.Floor); s >= o.Floor {
			found = append(found, scored{u, s})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), compare(a.unit, b.unit, to), cmp.Compare(a.unit.Source, b.unit.Source))
	})
	out := make([]corpus.Match, len(found))
	for i, f := range found {
		out[i] = made(f.unit, f.score)
	}
	return out, nil
}

// fills says that a unit with an equal source may stand without an engine.
func fills(u Unit, to string, o Options) bool {
	return u.Target != "" && u.Origin.trust() > Machine.trust() && sameRegion(u.To, to) &&
		(u.Origin != Aligned || u.Confidence >= o.Confidence)
}

// compare puts the better unit first: the region asked for, then the more
// trusted, the surer, the younger; then by text, so that the order is one.
func compare(a, b Unit, to string) int {
	region := func(u Unit) int {
		if sameRegion(u.To, to) {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(region(a), region(b)),
		cmp.Compare(b.Origin.trust(), a.Origin.trust()),
		cmp.Compare(b.Confidence, a.Confidence),
		cmp.Compare(b.Date, a.Date),
		cmp.Compare(a.Target, b.Target),
	)
}

func made(u Unit, score float64) corpus.Match {
	return corpus.Match{Source: u.Source, Target: u.Target, Score: score, Origin: string(u.Origin)}
}

// distinct keeps the first of each source and target, n at most.
func distinct(list []corpus.Match, exact *corpus.Match, n int) []corpus.Match {
	type pair struct{ source, target string }
	seen := make(map[pair]bool, len(list)+1)
	if exact != nil {
		seen[pair{Fold(exact.Source), exact.Target}] = true
	}
	var out []corpus.Match
	for _, m := range list {
		if len(out) == n {
			break
		}
		key := pair{Fold(m.Source), m.Target}
		if m.Target == "" || seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, m)
	}
	return out
}
