package layout

import (
	"slices"
	"strings"
	"unicode"
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
	from := 0
	for i := range p.Lines {
		if i+1 < len(p.Lines) && i+1-from < longest && p.mayGoOn(i, p.plain[i], marked) {
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
	b := p.boundary(i, i+1, p.shapes, m, i)
	b.alone = false
	v := b.reasons()
	return v.logOdds() > -2
}

// prose is as wide as a line is that may hold signs of code and be one of a sentence.
const prose = 40

// hardBreak says that nothing can go on from one line to the next.
func (p *Page) hardBreak(a, b shape) bool {
	if a.width > widest || b.width > widest || b.marker == bullet {
		return true
	}
	if (a.end == lower || a.end == comma) && b.start == lower && a.width >= prose && !a.rows() && !b.rows() {
		return false // signs of code in a sentence
	}
	return a.apart() && (a.marker == noMarker || a.leaders) || b.apart()
}

// boundary is what stands between line i and the one after it. The paragraph that line i
// is in begins with line first.
func (p *Page) boundary(i, next int, shapes []shape, m measure, first int) boundary {
	a, b := shapes[i], shapes[next]
	return boundary{
		a: a, b: b, m: m, space: p.space,
		blank:    p.Lines[next].Blanks > 0,
		page:     p.Lines[next].Page != p.Lines[i].Page,
		rate:     p.rate,
		indents:  p.indents,
		blanks:   p.blanks,
		sequence: b.value > 1 && p.before(next, b),
		alone:    first == i,
		lead:     shapes[first].indent,
		ends:     p.ends,
		chip:     p.chips[i] && (p.chips[next] || p.inside(i, next)),
		beside:   a.indent == b.indent && b.indent >= p.margin(next)+2 && b.marker == noMarker && a.marker == noMarker,
		level:    next+1 < len(shapes) && p.Lines[next+1].Page == p.Lines[next].Page && shapes[next+1].indent == b.indent && shapes[next+1].marker == noMarker,
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
			if next == len(p.Lines) || !p.goesOn(i, next, shapes, m[i], from, reads, words) {
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
func (p *Page) goesOn(i, next int, shapes []shape, m measure, first int, reads []Read, words *Words) bool {
	a, b := shapes[i], shapes[next]
	switch {
	case reads[i].GoesOn:
		return true
	case p.hardBreak(a, b) && !(p.chips[i] && p.chips[next]):
		return false
	}
	// What stood between pages was a tail's.
	blank := p.Lines[next].Blanks > 0 && next == i+1 && !reads[i].Loose && !reads[next].Loose
	if blank && !meaningless(a, b, i, next, reads) {
		return false
	}
	if b.start == comma && a.end != stop { // nothing begins with a comma
		return true
	}
	if first == i && !blank && a.width < 8 && lone(p.Text[p.Lines[i].From:p.Lines[i].To]) {
		return true
	}
	x := p.boundary(i, next, shapes, m, first)
	x.blank = blank
	v := x.reasons()
	odds := v.logOdds()
	if words != nil && odds > -4 && odds < 4 {
		p.hear(&v, i, next, shapes, reads, words)
		odds = v.logOdds()
	}
	return odds > 0
}

// meaningless says that a blank line between two lines may be damage: one of them bears a
// mark of it, or one near by does and the blank line stands inside a sentence.
func meaningless(a, b shape, i, next int, reads []Read) bool {
	const near = 3 // lines
	if reads[i].Marked || reads[next].Marked {
		return true
	}
	if a.end != lower && a.end != comma || b.start != lower || a.marker != noMarker || b.marker != noMarker || a.width < prose {
		return false
	}
	return slices.ContainsFunc(reads[max(0, i-near):min(next+near+1, len(reads))], func(r Read) bool { return r.Marked })
}

// hear asks the language how well line next goes on where line i ends.
func (p *Page) hear(v *vector, i, next int, shapes []shape, reads []Read, words *Words) {
	const most = 6
	joins := words.Joins(p.text(i, reads), p.text(next, reads))
	f := fJoins
	if shapes[i].end == stop && shapes[next].start == upper {
		f = fJoinsStop
		joins -= p.between(words)
	}
	joins = max(-most, min(most, joins))
	v[f] = joins
	if v[fChip] > 0 {
		v[fChip+1] = joins
	}
}

// between is what the language says on average where one sentence follows another inside
// a line: how likely a paragraph ends behind a sentence hangs on what the model was
// trained on.
func (p *Page) between(words *Words) float64 {
	const enough, doubt = 48, 4
	if p.sentences != nil {
		return *p.sentences
	}
	sum, n := 0.0, 0
	step := 1 + len(p.Lines)/1000
	for i := 0; i < len(p.Lines) && n < enough; i += step {
		s := p.Text[p.Lines[i].From:p.Lines[i].To]
		if len(s) > widest {
			continue
		}
		if at := sentenceEnd(s); at > 0 {
			sum += words.Joins(s[:at], s[at:])
			n++
		}
	}
	mean := sum / float64(n+doubt)
	p.sentences = &mean
	return mean
}

// sentenceEnd finds a full stop between two sentences of a line, plain ones; 0 if there
// is none.
func sentenceEnd(s string) int {
	for at := 12; at+12 < len(s); at++ {
		if s[at] != '.' || s[at+1] != ' ' {
			continue
		}
		r, m := utf8.DecodeLastRuneInString(s[:at])
		before, _ := utf8.DecodeLastRuneInString(s[:at-m])
		next, n := utf8.DecodeRuneInString(s[at+2:])
		after, _ := utf8.DecodeRuneInString(s[at+2+n:])
		if unicode.IsLower(r) && unicode.IsLower(before) && unicode.IsUpper(next) && unicode.IsLower(after) {
			return at + 1
		}
	}
	return 0
}

// readShapes are the shapes of the lines as they were read: where they end on
// the page stays what it was.
func (p *Page) readShapes(reads []Read) []shape {
	shapes := make([]shape, len(p.Lines))
	for i, s := range p.shapes {
		if r := reads[i]; r.Pieces != nil {
			t := shapeOf(r.Text)
			t.text += s.indent - t.indent
			t.indent, t.span = s.indent, s.span
			if p.prop {
				p.measureShape(&t, s.span, strings.TrimSpace(r.Text))
			}
			s = t
		}
		if w := reads[i].Width; w > 0 {
			s.text -= s.indent
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
	lead := 0
	for i := 0; i+1 < len(p.Lines); i++ {
		if first(i) {
			lead = i
		}
		a, b := shapes[i], shapes[i+1]
		if p.hardBreak(a, b) && !(p.chips[i] && p.chips[i+1]) || p.Lines[i+1].Blanks > 0 && !meaningless(a, b, i, i+1, reads) {
			continue
		}
		x := p.boundary(i, i+1, shapes, m[i], lead)
		v := x.reasons()
		if words != nil {
			p.hear(&v, i, i+1, shapes, reads, words)
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
			pieces = p.asItCame(i)
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

// asItCame is a line in the order in which it came: in one piece, or a piece a run.
func (p *Page) asItCame(i int) []corpus.Piece {
	l := p.Lines[i]
	parts := Parts(p.Text[l.From:l.To])
	out := make([]corpus.Piece, len(parts))
	for k, x := range parts {
		out[k] = corpus.Piece{From: l.From + x[0], To: l.From + x[1]}
		if k > 0 {
			out[k].Before = " "
		}
	}
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
func (p *Page) Apart(i int) bool {
	s := &p.shapes[i]
	return s.leaders || s.apart() && s.marker == noMarker
}
