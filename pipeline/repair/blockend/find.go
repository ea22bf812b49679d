package blockend

import (
	"math"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Placement is one phrase of the tail put into a gap of the body.
type Placement struct {
	From, To  int  // the phrase in the text
	Tail      int  // its line
	Line      int  // the line that it goes into
	At        int  // the byte of the text that it goes before: in Line, or Line's end
	End       bool // at Line's end
	Hole      bool // a hole shows there
	Posterior float64
}

// Found is the best way to merge a page's tail into its body.
type Found struct {
	Tail       int // the first line of the tail
	Placements []Placement
	Gain       float64 // nats over the page as it came, a phrase
	Holes      int     // holes that show in the body
	Short      int     // lines that run on though the next word would have fitted
}

// Bounds on the work for one page.
const (
	maxLines = 300
	maxTail  = 80  // lines
	maxCuts  = 400 // places where a phrase may begin
	maxGaps  = 1500
)

// Find merges the tail of a page into its body. It gives false where nothing
// looks like a tail.
func Find(text string, lines []Line, s *lm.Session) (Found, bool) {
	if len(lines) < 3 || len(lines) > maxLines {
		return Found{}, false
	}
	m := newMerge(newSheet(text, lines, s))
	if len(m.gaps) > maxGaps || len(m.cuts) > maxCuts || m.evidence() == 0 {
		return Found{}, false
	}
	best, tail := 0.0, 0
	for t := m.lowest; t < len(lines); t++ {
		if v := m.solve(t, nil); v > best {
			best, tail = v, t
		}
	}
	if tail == 0 {
		return Found{}, false
	}
	f := Found{Tail: tail, Holes: m.holesBefore(tail), Short: m.shortBefore(tail)}
	m.solve(tail, &f)
	f.Gain = best / float64(max(1, len(f.Placements)))
	return f, len(f.Placements) > 0
}

// follows is how well line i goes on from the line before it, against a new
// paragraph there.
func (p *sheet) follows(i int) float64 {
	a, b := p.end(i-1), p.first[i]
	if a < 0 || b == len(p.toks) {
		return 0
	}
	d := p.joint(p.before(a, p.first[0]), p.behind(b, len(p.toks))) - edges(&p.toks[a], &p.toks[b])
	return math.Max(-6, math.Min(6, d))
}
