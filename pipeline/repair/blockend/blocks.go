package blockend

import (
	"math"

	"github.com/recto/recto/pipeline/repair/layout"
)

// Blocks cuts a document into its blocks, at blank lines: those of three lines and more,
// for a tail stands below a body. A page without blank lines is no block.
func Blocks(page *layout.Page) []Page {
	var out []Page
	for _, p := range Pages(page) {
		for from := 0; from < len(p.Lines); {
			to := from + 1
			for to < len(p.Lines) && !p.Lines[to].Blank {
				to++
			}
			if to-from >= leastLines && to-from < len(p.Lines) {
				out = append(out, Page{From: p.From + from, Lines: p.Lines[from:to]})
			}
			from = to
		}
	}
	return out
}

// MadeByBlocks says the same as [Finder.Made] of a document whose blocks have their
// phrases at their own ends.
func (f *Finder) MadeByBlocks(text string, blocks [][]Line) bool {
	f.begin(text, blocks)
	holes := 0
	for _, b := range blocks {
		m := measured(text, b, f.full)
		holes += m.spaces
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
		m := measured(text, b, f.full)
		if f.shown && m.spaces == 0 || len(b) > longest {
			continue
		}
		if asked++; !f.shown && !m.breaksOff() {
			continue
		}
		for _, p := range f.find(text, b, false) {
			speak += one(p.speaks(m))
		}
	}
	return speak >= leastBlocks && part*speak >= asked
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
	shown        = 3  // one in so many speaks at least, of those with a hole where holes show
	hidden       = 6  // of all, where none does
	sureOfBlock  = 3  // nats of a phrase
)
