package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/hyphen"
)

// widest is the most characters that a visual line of a page can have. A line
// beyond it is a paragraph, or something else, but not a line.
const widest = 400

// longest is the most lines in a block: a bound on what has to be read at once.
const longest = 256

// Read is a line as it was read. The zero value is the line as it came.
type Read struct {
	Text   string
	Pieces []corpus.Piece
	Marked bool // a mark of damage is on it, whether or not it was undone
	Width  int  // in characters, of the visual line that it is or belongs to; 0 is as it stands
	GoesOn bool // the next line is the same visual line, cut by a hole
	Gone   bool // all its text stands in other lines now
	Loose  bool // blank lines beside it mean nothing: they come of its holes
}

// Paragraph is a run of lines put together.
type Paragraph struct {
	From, To int // its lines, half open
	Pieces   []corpus.Piece
	Kind     corpus.Kind
	Removed  []corpus.Removed // hyphens at line ends
}

// Blocks gives the runs of lines, half open, within which a sentence may go on
// from line to line. marked says that a line bears a mark of damage: a blank
// line beside it may be no more than another mark.
func (p *Page) Blocks(marked func(line int) bool) [][2]int {
	var out [][2]int
	m := p.measures(p.shapes, nil)
	from := 0
	for i := range p.Lines {
		if i+1 < len(p.Lines) && i+1-from < longest && p.mayGoOn(i, m[i], marked) {
			continue
		}
		out = append(out, [2]int{from, i + 1})
		from = i + 1
	}
	return out
}

// mayGoOn is generous: what a reader may have to see together stays together.
func (p *Page) mayGoOn(i int, m measure, marked func(int) bool) bool {
	if p.hardBreak(p.shapes[i], p.shapes[i+1]) {
		return false
	}
	damaged := marked(i) || marked(i+1)
	if p.Lines[i+1].Blanks > 0 && !damaged {
		return false
	}
	if damaged {
		return p.Lines[i+1].Blanks < 2
	}
	b := p.boundary(i, i+1, p.shapes[i], p.shapes[i+1], m, false)
	v := b.reasons()
	return v.logOdds() > -2
}

// hardBreak says that nothing can go on from one line to the next.
func (p *Page) hardBreak(a, b shape) bool {
	if a.width > widest || b.width > widest || b.marker == bullet {
		return true
	}
	return a.apart() && a.marker == noMarker || b.apart()
}

func (p *Page) boundary(i, next int, a, b shape, m measure, alone bool) boundary {
	return boundary{
		a: a, b: b, m: m, space: p.space,
		blank:    p.Lines[next].Blanks > 0,
		page:     p.Lines[next].Page != p.Lines[i].Page,
		rate:     p.rate,
		indents:  p.indents,
		blanks:   p.blanks,
		sequence: b.value > 1 && p.before(next, b),
		alone:    alone,
	}
}

// before looks for the list item that comes before b's, not far up.
func (p *Page) before(i int, b shape) bool {
	for j := i - 1; j >= 0 && j >= i-40; j-- {
		if s := p.shapes[j]; s.marker == b.marker && s.value > 0 {
			return s.value == b.value-1
		}
	}
	return false
}

// Paragraphs puts the lines together. reads has one entry a line; words may be
// nil.
func (p *Page) Paragraphs(reads []Read, words *Words, habits *hyphen.Habits) []Paragraph {
	var out []Paragraph
	shapes := p.readShapes(reads)
	m := p.measures(shapes, reads)
	hyphens := p.hyphens(shapes, reads, words, habits)
	for from := 0; from < len(p.Lines); {
		to := from + 1
		if reads[from].Gone {
			from = to
			continue
		}
		for i := from; ; {
			next := p.after(i, reads)
			if next == len(p.Lines) || !p.goesOn(i, next, shapes, m[i], i == from, reads, words) {
				break
			}
			i, to = next, next+1
		}
		out = append(out, p.assemble(from, to, reads, shapes, hyphens))
		from = to
	}
	return out
}

// after is the line that follows line i: the next one, or the first of the next
// page where the text of all between them stands in other lines now.
func (p *Page) after(i int, reads []Read) int {
	next := i + 1
	for next < len(p.Lines) && reads[next].Gone {
		next++
	}
	if next > i+1 && next < len(p.Lines) && p.Lines[next].Page == p.Lines[i].Page {
		return len(p.Lines)
	}
	return next
}

// goesOn decides one boundary.
func (p *Page) goesOn(i, next int, shapes []shape, m measure, alone bool, reads []Read, words *Words) bool {
	a, b := shapes[i], shapes[next]
	switch {
	case reads[i].GoesOn:
		return true
	case p.hardBreak(a, b):
		return false
	}
	// What stood between pages was a tail's.
	blank := p.Lines[next].Blanks > 0 && next == i+1 && !reads[i].Loose && !reads[next].Loose
	if blank && !reads[i].Marked && !reads[next].Marked {
		return false
	}
	if b.start == comma && a.end != stop { // nothing begins with a comma
		return true
	}
	if alone && !blank && a.width < 8 && lone(p.Text[p.Lines[i].From:p.Lines[i].To]) {
		return true
	}
	x := p.boundary(i, next, a, b, m, alone)
	x.blank = blank
	v := x.reasons()
	odds := v.logOdds()
	if words != nil && odds > -4 && odds < 4 {
		v[fJoins] = p.joins(i, next, reads, words)
		odds = v.logOdds()
	}
	return odds > 0
}

func (p *Page) joins(i, next int, reads []Read, words *Words) float64 {
	return words.Joins(p.text(i, reads), p.text(next, reads))
}

// readShapes are the shapes of the lines as they were read: where they end on
// the page stays what it was.
func (p *Page) readShapes(reads []Read) []shape {
	shapes := make([]shape, len(p.Lines))
	for i, s := range p.shapes {
		if r := reads[i]; r.Pieces != nil {
			t := shapeOf(r.Text)
			t.indent, t.span = s.indent, s.span
			if p.prop {
				p.measureShape(&t, s.span, strings.TrimSpace(r.Text))
			}
			s = t
		}
		if w := reads[i].Width; w > 0 {
			s.span, s.indent = float64(w), 0
		}
		shapes[i] = s
	}
	return shapes
}

// Undecided gives the reasons at each line end that is not plain, for fitting
// the weights: next is the line after it; first says that the line before it
// begins a paragraph.
func (p *Page) Undecided(reads []Read, words *Words, first func(line int) bool, yield func(next int, reasons []float64)) {
	shapes := p.readShapes(reads)
	m := p.measures(shapes, reads)
	for i := 0; i+1 < len(p.Lines); i++ {
		a, b := shapes[i], shapes[i+1]
		if p.hardBreak(a, b) || p.Lines[i+1].Blanks > 0 && !reads[i].Marked && !reads[i+1].Marked {
			continue
		}
		x := p.boundary(i, i+1, a, b, m[i], first(i))
		v := x.reasons()
		if words != nil {
			v[fJoins] = p.joins(i, i+1, reads, words)
		}
		yield(i+1, v[:])
	}
}

// text is a line as it was read, without white space at its ends.
func (p *Page) text(i int, reads []Read) string {
	if reads[i].Pieces != nil {
		return strings.TrimSpace(reads[i].Text)
	}
	from, to := Trim(p.Text, p.Lines[i].From, p.Lines[i].To)
	return p.Text[from:to]
}

// assemble makes one paragraph of its lines.
func (p *Page) assemble(from, to int, reads []Read, shapes []shape, hyphens map[int]bool) Paragraph {
	out := Paragraph{From: from, To: to}
	size := 0
	before := ""
	for i := from; i < to; i++ {
		if reads[i].Gone {
			continue
		}
		pieces := reads[i].Pieces
		if pieces == nil {
			a, b := Trim(p.Text, p.Lines[i].From, p.Lines[i].To)
			pieces = []corpus.Piece{{From: a, To: b}}
		}
		for k, q := range pieces {
			if k == 0 {
				q.Before = before
			}
			out.Pieces = append(out.Pieces, q)
			size += len(q.Before) + q.To - q.From
		}
		before = " "
		next := p.after(i, reads)
		if next >= to {
			break
		}
		last := &out.Pieces[len(out.Pieces)-1]
		switch a, b := shapes[i], shapes[next]; {
		case a.end == hyphenEnd && !a.closed:
			if hyphens[i] && last.To > last.From {
				_, n := utf8.DecodeLastRuneInString(p.Text[last.From:last.To])
				last.To -= n
				size -= n
				out.Removed = append(out.Removed, corpus.Removed{From: last.To, To: last.To + n, Line: p.Lines[i].Number, Page: p.Lines[i].Page, Kind: corpus.Hyphen})
				if last.From == last.To {
					out.Pieces = out.Pieces[:len(out.Pieces)-1]
				}
			}
			before = ""
		case unspaced(a.lastRune) && unspaced(b.firstRune),
			reads[i].GoesOn && strings.ContainsRune(",.)]", b.firstRune):
			before = ""
		}
	}
	out.Kind = p.kind(&out, shapes)
	return out
}

// kind names the paragraph.
func (p *Page) kind(q *Paragraph, shapes []shape) corpus.Kind {
	a := shapes[q.From]
	switch {
	case q.To-q.From == 1 && a.apart():
		return corpus.Table
	case a.marker != noMarker && a.marker != clause:
		return corpus.Item
	case q.To-q.From <= 2 && a.start != lower && a.letters > 0:
		e := shapes[q.To-1].end
		if e != stop && e != comma && e != semicolon && e != colon && a.width+shapes[q.To-1].width < 200 && p.underTitle(q, shapes) {
			return corpus.Heading
		}
	}
	return corpus.Prose
}

// underTitle says that what follows a short line may be text under a heading.
func (p *Page) underTitle(q *Paragraph, shapes []shape) bool {
	return q.To < len(shapes) && shapes[q.To].start != lower && !shapes[q.To].apart()
}

// Apart says that line i is a row of its own, of a table, of code, of dots: no
// phrase of a sentence is out of place in it.
func (p *Page) Apart(i int) bool { return p.shapes[i].apart() && p.shapes[i].marker == noMarker }
