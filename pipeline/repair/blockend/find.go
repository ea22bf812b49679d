package blockend

import (
	"math"
	"slices"

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
	Fits       int     // placements in lines that have the room for them
}

// Bounds on the work for one page.
const (
	maxLines = 300
	maxTail  = 80  // lines
	maxCuts  = 400 // places where a phrase may begin
	maxGaps  = 1500
	maxEnds  = 14 // blocks with a tail of their own
)

// What a phrase has to gain on average, in nats, before the last lines of a page
// or block are taken for phrases: where nothing else in the document speaks for
// it, and where other pages do.
const (
	sureGain = 4.5
	minGain  = 3
)

// Sure says that the tail speaks for itself: two lines or more, that gain much.
func (f *Found) Sure() bool {
	n := len(f.Placements)
	return n >= 2 && f.Placements[0].Tail != f.Placements[n-1].Tail && f.Gain >= sureGain
}

// value is what the merge gains over the text as it came, in nats, and 0 where
// it is not to be believed: each phrase leaves a hole that shows or a line that
// is too short, and fits where it goes.
func (f *Found) value() float64 {
	n := len(f.Placements)
	if n == 0 || f.Gain < minGain || (f.Holes+f.Short)*2 < n || f.Fits*4 < n*3 {
		return 0
	}
	return f.Gain * float64(n)
}

// Find merges the tails of a page into the bodies before them: one at the
// page's end, or one at the end of each block. It gives none where nothing
// looks like a tail.
func Find(text string, lines []Line, s *lm.Session) []Found {
	if len(lines) < 3 || len(lines) > maxLines {
		return nil
	}
	whole := newSheet(text, lines, s)
	ends := whole.ends()
	if len(ends) > maxEnds {
		ends = ends[len(ends)-1:]
	}
	// best[k] is the best way up to ends[k-1]; from[k] where its last part begins.
	best, parts := make([]float64, len(ends)+1), make([]Found, len(ends)+1)
	from := make([]int, len(ends)+1)
	for k := 1; k <= len(ends); k++ {
		best[k], from[k] = best[k-1], -1
		for b := 0; b < k; b++ {
			lo := 0
			if b > 0 {
				lo = ends[b-1]
			}
			f, ok := find(text, lines[lo:ends[k-1]], whole.full, s)
			if v := f.value(); ok && best[b]+v > best[k] {
				best[k], from[k], parts[k] = best[b]+v, b, f.shift(lo)
			}
		}
	}
	var out []Found
	for k := len(ends); k > 0; {
		if from[k] < 0 {
			k--
			continue
		}
		out = append(out, parts[k])
		k = from[k]
	}
	slices.Reverse(out)
	return out
}

// ends are the lines before which a tail may end: a short line that the next
// does not follow, and the page's end.
func (p *sheet) ends() []int {
	var out []int
	for i := 3; i < len(p.lines); i++ {
		if p.widths[i-1] < 0.8 && p.widths[i] > 0.3 && p.begins(i) && p.follows(i) <= 0 && p.follows(i-1) <= 0 && !p.stops(i-1) {
			out = append(out, i)
		}
	}
	return append(out, len(p.lines))
}

// stops says that a line ends as a sentence does.
func (p *sheet) stops(i int) bool {
	e := p.end(i)
	return e >= 0 && p.toks[e].Last == '.'
}

// shift counts the lines of f from lo lines earlier.
func (f Found) shift(lo int) Found {
	f.Tail += lo
	for i := range f.Placements {
		f.Placements[i].Tail += lo
		f.Placements[i].Line += lo
	}
	return f
}

// find merges the tail of one block, whose lines have a width of full.
func find(text string, lines []Line, full float64, s *lm.Session) (Found, bool) {
	if len(lines) < 3 {
		return Found{}, false
	}
	p := newSheet(text, lines, s)
	p.full = full
	p.setRooms()
	m := newMerge(p)
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
	f.Fits = m.fits(f.Placements)
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

// begins says that a line may begin a paragraph.
func (p *sheet) begins(i int) bool {
	return p.first[i] < p.first[i+1] && p.toks[p.first[i]].Case != lm.Lower
}
