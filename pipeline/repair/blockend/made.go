package blockend

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Made says that a document was made like that: its pages, all in all, show
// phrases of theirs at their ends. A producer does so throughout, so a page with
// none speaks against it. It has to be asked before [Finder.Find], for it learns
// how long the full lines are, and where the tails stand.
func (f *Finder) Made(text string, pages [][]Line) bool {
	f.measure(text, pages)
	f.inside = false
	nats := float64(evidence)
	for i := range pages {
		if len(pages) > mostPages && i*mostPages%len(pages) >= mostPages {
			continue // others speak for it
		}
		lines := pages[i]
		if len(lines) < leastLines {
			continue
		}
		gain := 0.0
		for _, p := range f.find(text, lines, true) {
			if p.sure() {
				gain += p.Gain * float64(len(p.Placements))
				f.inside = f.inside || !p.last
			}
		}
		nats += min(gain, mostEvidence) - evidence
	}
	return nats >= sureGain
}

const (
	evidence     = 8  // nats that a page without a tail says against a document
	mostEvidence = 60 // nats that one with tails says for it, at the most
	mostPages    = 16 // that are asked, spread evenly
)

// measure learns from a document's pages how long its full lines are. A last page
// of a few lines with holes does not show it.
func (f *Finder) measure(text string, pages [][]Line) {
	var widths []int
	for _, lines := range pages {
		m := &measures{text: text, lines: lines, of: make([]measure, len(lines))}
		widths = append(widths, m.visualLines()...)
	}
	slices.Sort(widths)
	f.full = fullOf(widths)
}

// told is what a tail's placements tell of themselves, apart from what they gain.
type told struct {
	last   bool // nothing stands behind the tail
	small  int  // phrases that begin with a small letter
	filled int  // broken lines that one goes into
	apart  int  // phrases between two paragraphs
}

// tell looks at the placements. Lists, terms and the lines of tables find places
// too, but these lie between paragraphs, and leave the lines that seem broken as
// they are.
func (m *merge) tell(f *Found) {
	n := len(f.Placements)
	f.last = f.Placements[n-1].Tail+1 == len(m.lines)
	into := make(map[int]bool) // lines that have a phrase inside or at their end
	for _, q := range f.Placements {
		l := &m.of[q.Line]
		starts := !q.End && q.At <= l.from
		if starts || !q.End {
			into[q.Line-1] = true
		}
		if !starts {
			into[q.Line] = true
		}
		if next := q.Line + one(q.End); (starts || q.End) && next > 0 && next < len(m.lines) &&
			(m.lines[next].Blank || m.of[next-1].stops) {
			f.apart++
		}
		if r, _ := utf8.DecodeRuneInString(m.text[q.From:q.To]); unicode.IsLower(r) {
			f.small++
		}
	}
	for i := range into {
		if i >= 0 && i+1 < f.Tail && m.broken(i) {
			f.filled++
		}
	}
}

// broken says that a line breaks off in a sentence though the next word would
// have fitted.
func (m *measures) broken(i int) bool {
	return m.short(i) && !m.of[i].stops && m.of[i+1].lower && !m.lines[i+1].Blank
}

// breaksOff says that some line does: without, no tail that holes do not show is
// to be believed.
func (m *measures) breaksOff() bool {
	for i := range len(m.of) - 1 {
		if m.broken(i) {
			return true
		}
	}
	return false
}

// sure says that a tail speaks for the whole document: two lines or more, that
// gain much, whose phrases begin as phrases do. Where holes show, most of them
// are accounted for. Where they do not, it stands at the page's end and mends
// lines that are broken.
func (f *Found) sure() bool {
	n := len(f.Placements)
	if n < 2 || f.Placements[0].Tail == f.Placements[n-1].Tail {
		return false
	}
	small := 5*f.small >= 2*n
	if f.shows {
		return f.Gain >= sureShown && f.Signs <= 2*n+3 && (small || f.Gain >= sureNamed && 2*f.apart <= n)
	}
	return small && f.last && f.Gain >= sureEach && f.Gain*float64(n) >= sureGain && f.Signs*rarest >= n &&
		12*f.filled >= n && 4*f.apart <= n
}

// rarest is how many phrases there may be to a hole or short line where holes do
// not show.
const rarest = 3

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
