package check

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"github.com/recto/recto/corpus"
)

// checker holds what the checks of one bitext share.
type checker struct {
	b        *corpus.Bitext
	from, to lang
	scale    []string
	terms    *termFinder
	spaced   bool           // the target has spaces before the marks of its language
	first    map[string]int // the first bead with a source text
}

func newChecker(b *corpus.Bitext, g *Glossary) *checker {
	c := &checker{b: b, from: loadLang(b.Source.Language), to: loadLang(b.Target.Language), scale: scaleWords(), first: map[string]int{}}
	c.terms = newTermFinder(g, c.from, c.to)
	c.spaced = c.to.spaceBefore != "" && spacesMarks(b, c.to.spaceBefore)
	return c
}

// alone checks a bead by itself.
func (c *checker) alone(d *corpus.Bead) []corpus.Finding {
	src, tgt, ok := pair(c.b, d)
	if !ok {
		return nil
	}
	var out []corpus.Finding
	for _, check := range []func(src, tgt string) []corpus.Finding{
		c.numbers, c.dates, c.placeholders, c.untranslated, c.termFindings, c.length, c.end, c.brackets, c.quotes, c.repeated, c.spaces,
	} {
		out = append(out, check(src, tgt)...)
	}
	return out
}

// beads checks all beads: each by itself, on all processors, then, in order, each
// beside those before it.
func (c *checker) beads(ctx context.Context) ([][]corpus.Finding, error) {
	out := make([][]corpus.Finding, len(c.b.Beads))
	const stretch = 64
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for from := int(next.Add(stretch)) - stretch; from < len(out) && ctx.Err() == nil; from = int(next.Add(stretch)) - stretch {
				for i := from; i < min(from+stretch, len(out)); i++ {
					out[i] = c.alone(&c.b.Beads[i])
				}
			}
		})
	}
	workers.Wait()
	for i := range out {
		if i%stretch == 0 && ctx.Err() != nil {
			break
		}
		out[i] = append(out[i], c.inconsistent(i)...)
	}
	return out, ctx.Err()
}

// pair gives the two texts of a bead; false where there is nothing to compare:
// no counterpart, no accepted target, nothing to translate, or a person who has
// approved it as it is.
func pair(b *corpus.Bitext, d *corpus.Bead) (src, tgt string, ok bool) {
	if len(d.Src) == 0 || len(d.Tgt) == 0 || d.State == corpus.Untranslated || d.State == corpus.Approved || d.Origin.Kind == corpus.OriginCopy {
		return "", "", false
	}
	src, tgt = corpus.TextOf(b.Source.Segments, d.Src), corpus.TextOf(b.Target.Segments, d.Tgt)
	return src, tgt, strings.TrimSpace(src) != "" && strings.TrimSpace(tgt) != ""
}

// inconsistent finds a source that was translated otherwise before. Beads must
// come in order.
func (c *checker) inconsistent(i int) []corpus.Finding {
	src, tgt, ok := pair(c.b, &c.b.Beads[i])
	if !ok || !strings.ContainsFunc(src, unicode.IsLetter) {
		return nil
	}
	key := strings.ToLower(corpus.AnchorText(src))
	k, ok := c.first[key]
	if !ok {
		c.first[key] = i
		return nil
	}
	_, before, _ := pair(c.b, &c.b.Beads[k])
	if bare(before) == bare(tgt) {
		return nil
	}
	return []corpus.Finding{{Code: "inconsistent", Severity: corpus.Note, Message: fmt.Sprintf("the same source is translated as “%s” in %s.", short(before), c.b.BeadID(&c.b.Beads[k]))}}
}

// bare is a text without case, spaces and the marks at its end.
func bare(s string) string {
	return strings.TrimRightFunc(strings.ToLower(corpus.AnchorText(s)), func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) })
}

func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}
