package blockend

import (
	"math"
	"slices"
)

// block is the lines of a block, and which one of the page it begins with.
type block struct {
	from  int
	lines []Line
}

// blocksOf cuts a page into its blocks: at blank lines, or, where it has none, at short
// lines, which is a guess. Those of three lines and more are given, for a tail stands below
// a body. A page that is not cut is no block.
func (f *Finder) blocksOf(text string, lines []Line) (out []block, guessed bool) {
	begins := func(i int) bool { return lines[i].Blank }
	if guessed = !slices.ContainsFunc(lines[min(1, len(lines)):], func(l Line) bool { return l.Blank }); guessed {
		begins = measured(text, lines, f.setting).begins
	}
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && !begins(to) {
			to++
		}
		if to-from >= leastLines && to-from < len(lines) {
			out = append(out, block{from, lines[from:to]})
		}
		from = to
	}
	return out, guessed
}

// begins says that a block may begin with a line: a long one behind a short one.
func (m *measures) begins(i int) bool {
	a, b := &m.of[i-1], &m.of[i]
	return a.width < shortLast && b.width > shortLast && !b.lower
}

// shortLast is less wide than a full line, for a word that no longer fitted and phrases
// that went.
const shortLast = 0.7

// MadeByBlocks says the same as [Finder.Made] of a document whose blocks have their
// phrases at their own ends.
func (f *Finder) MadeByBlocks(text string, pages [][]Line) bool {
	f.begin(text, pages)
	var blocks []block
	holes := 0
	for _, lines := range pages {
		of, _ := f.blocksOf(text, lines)
		for _, b := range of {
			holes += measured(text, b.lines, f.setting).spaces
		}
		blocks = append(blocks, of...)
	}
	f.blocks, f.shown = true, holes >= leastHoles
	part := hidden
	if f.shown {
		part = shown
	}
	asked, speak := 0, 0
	for i, b := range blocks {
		if asked >= enoughBlocks && 2*part*speak < asked {
			return false
		}
		if len(blocks) > mostBlocks && i*mostBlocks%len(blocks) >= mostBlocks {
			continue
		}
		m := measured(text, b.lines, f.setting)
		if f.shown && m.spaces == 0 || len(b.lines) > longest {
			continue
		}
		if asked++; !f.shown && !m.breaksOff() {
			continue
		}
		for _, p := range f.find(text, b.lines, false) {
			speak += one(p.speaks(m))
		}
	}
	return speak >= leastBlocks && part*speak >= asked
}

// inBlocks is [Finder.Find] where the tails stand at the ends of blocks.
func (f *Finder) inBlocks(text string, lines []Line) []Found {
	blocks, guessed := f.blocksOf(text, lines)
	if guessed { // any short line may end one
		f.inside = true
		defer func() { f.inside = false }()
		return f.find(text, lines, false)
	}
	var out []Found
	for _, b := range blocks {
		for _, p := range f.find(text, b.lines, false) {
			p.Tail += b.from
			for k := range p.Placements {
				p.Placements[k].Tail += b.from
				p.Placements[k].Line += b.from
			}
			out = append(out, p)
		}
	}
	return out
}

// speaks says that the tail of a block that has the holes of its lines for its phrases is
// likely one, and no command.
func (f *Found) speaks(m *measures) bool {
	holes := 0
	for _, q := range f.Placements {
		if holes += one(q.Hole); m.of[q.Tail].code > 0 {
			return false
		}
	}
	return f.Gain >= sureOfBlock && f.sureOf >= math.Log(0.7) && 4*holes >= 3*m.spaces
}

const (
	leastHoles   = 3  // of the document's blocks, if holes show in them
	leastBlocks  = 3  // speak
	mostBlocks   = 64 // are asked, spread evenly
	enoughBlocks = 12 // where next to none of them speaks
	longest      = 40 // lines of one that is
	shown        = 2  // one in so many speaks at least, of those with a hole where holes show
	hidden       = 6  // of all, where none does
	sureOfBlock  = 3  // nats of a phrase
)
