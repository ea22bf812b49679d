package layout

import (
	"math"
	"strings"

	"github.com/recto/recto/corpus"
)

// Page is a text cut into lines, without what belongs to its pages only.
type Page struct {
	Text    string
	Lines   []Line
	Removed []corpus.Removed // running heads and feet, page numbers

	shapes    []shape
	edge      int     // column up to which lines are filled; 0 where they are not
	stretched bool    // see stretch
	space     float64 // width of a space in the text's face
	prop      bool    // the face is proportional
	rate      float64 // share of words inside lines that begin with a capital
	indents   bool    // a paragraph's first line is set in
	blanks    bool    // blank lines set paragraphs apart
	code      bool    // it is a program's source, or data
	ranOn     bool    // its words have no spaces between them

	sentences *float64  // see between
	ends      float64   // see fullEnds
	chips     []bool    // see chipped
	plain     []measure // before the lines are read
}

// Parse cuts a text into its visual lines and takes running heads, running
// feet and page numbers out. It takes linear time.
func Parse(text string) *Page {
	p := &Page{Text: text, Lines: Lines(text)}
	p.numberedPages()
	p.takeHeads()
	p.takePrintMarks()
	return parse(text, p.Lines, p.Removed)
}

// parse takes in what the lines of the pages' bodies look like.
func parse(text string, lines []Line, removed []corpus.Removed) *Page {
	p := &Page{Text: text, Lines: lines, Removed: removed}
	p.shapes = make([]shape, len(p.Lines))
	for i, l := range p.Lines {
		p.shapes[i] = shapeOf(text[l.From:l.To])
	}
	p.edge = p.rightEdge()
	for i := range p.shapes {
		if p.Filled(i) {
			p.shapes[i].gaps = 0
		} else {
			p.shapes[i].menu = Menu(text[lines[i].From:lines[i].To])
		}
	}
	p.stretch()
	p.wideHoles()
	p.rate = capitalRate(text, p.Lines)
	p.face()
	p.code, p.ranOn = isCode(text, p.Lines), isUnspaced(text)
	p.indents, p.blanks = p.setsIn(), p.setsApart()
	p.plain = p.measures(p.shapes, nil)
	p.chips = p.chipped(p.plain)
	p.ends = p.fullEnds(p.plain)
	return p
}

// capitalRate is the share of words that begin with a capital though neither
// the line nor a sentence begins there: high in German, low in Italian.
func capitalRate(text string, lines []Line) float64 {
	capitals, words := 2.0, 20.0 // a tenth, until the text says more
	for _, l := range lines {
		s := text[l.From:min(l.To, l.From+200)]
		for i := 1; i+1 < len(s); i++ {
			if s[i] != ' ' || s[i-1]|0x20 < 'a' || s[i-1]|0x20 > 'z' {
				continue
			}
			switch c := s[i+1]; {
			case c >= 'A' && c <= 'Z':
				capitals++
				words++
			case c >= 'a' && c <= 'z':
				words++
			}
		}
		if words > 20000 {
			break
		}
	}
	return capitals / words
}

// setsIn says whether paragraphs begin with an indented first line: a good part
// of the lines is set in by one width, most of them begin with a capital, and
// hardly ever two in a row.
func (p *Page) setsIn() bool {
	in, capital, pairs, n := 0, 0, 0, 0
	for i := range p.shapes {
		if i == 0 || p.Lines[i].Page != p.Lines[i-1].Page {
			continue
		}
		n++
		a, b := &p.shapes[i-1], &p.shapes[i]
		if d := b.indent - a.indent; d < 2 || d > 12 || a.marker != noMarker || b.marker != noMarker || a.apart() || b.apart() {
			continue
		}
		in++
		if p.shapes[i].start == upper {
			capital++
		}
		if i+1 < len(p.shapes) && p.shapes[i+1].indent == b.indent && !(b.end == stop && p.shapes[i+1].start == upper) {
			pairs++
		}
	}
	return in >= 2 && in*2 < n && capital*10 >= in*8 && pairs*3 <= in
}

// face finds out whether lines were filled by counting characters or in a
// proportional face, by which makes the full lines more alike, and measures
// all lines so.
func (p *Page) face() {
	p.space = 1
	var n, sum, square, psum, psquare float64
	spans := make([]float64, len(p.Lines))
	for i := range p.Lines {
		if p.shapes[i].width > widest {
			continue
		}
		from, to := Trim(p.Text, p.Lines[i].From, p.Lines[i].To)
		spans[i] = advanceOf(p.Text[from:to])
		if i+1 < len(p.Lines) && p.runsOn(i, p.shapes[i], p.shapes[i+1]) {
			w := p.shapes[i].span
			n++
			sum += w
			square += w * w
			psum += spans[i]
			psquare += spans[i] * spans[i]
		}
	}
	if n < 4 {
		return
	}
	// squared coefficients of variation
	mono, prop := square*n/(sum*sum)-1, psquare*n/(psum*psum)-1
	if prop >= mono {
		return
	}
	p.prop, p.space = true, advance(' ')
	for i := range p.shapes {
		if p.shapes[i].width > widest {
			continue
		}
		from, to := Trim(p.Text, p.Lines[i].From, p.Lines[i].To)
		p.measureShape(&p.shapes[i], spans[i], p.Text[from:to])
	}
}

// measureShape notes the widths of a line's text in the text's face.
func (p *Page) measureShape(s *shape, span float64, text string) {
	word, _, _ := strings.Cut(text, " ")
	s.span, s.firstSpan = span, advanceOf(word)
}

// setsApart says whether blank lines stand between paragraphs: where a sentence
// ends and another begins after a short line, there mostly is one.
func (p *Page) setsApart() bool {
	with, without := 0, 0
	for i := 0; i+1 < len(p.shapes); i++ {
		a, b := p.shapes[i], p.shapes[i+1]
		if p.Lines[i].Page != p.Lines[i+1].Page || a.end != stop || b.start != upper || b.marker != noMarker {
			continue
		}
		if p.Lines[i+1].Blanks > 0 {
			with++
		} else if a.width*5 < p.shapes[max(0, i-1)].width*4 {
			without++
		}
	}
	return with >= 2 && with > 2*without
}

// chipped finds the lines that a reader of PDF handed on a word a line, for the wide
// spaces in them: three words in a row and more, half of them in small letters, no more
// than fit on a line, in the middle of a sentence. A list of names is none.
func (p *Page) chipped(m []measure) []bool {
	const least, fits = 3, 1.1
	out := make([]bool, len(p.Lines))
	for i := 0; i < len(p.Lines); {
		n, small, width := 0, 0, 0.0
		for i+n < len(p.Lines) && p.chip(i+n) && (n == 0 || p.Lines[i+n].Blanks == 0 && p.Lines[i+n].Page == p.Lines[i].Page) {
			if p.shapes[i+n].start == lower {
				small++
			}
			width += p.shapes[i+n].span + p.space
			n++
		}
		for k := range n {
			out[i+k] = n >= least && small*2 >= n && width <= fits*m[i].full && (p.inside(i-1, i) || p.inside(i+n-1, i+n))
		}
		i += max(1, n)
	}
	return out
}

// inside says that a sentence goes on from a line to the next one, by what stands at
// their ends.
func (p *Page) inside(a, b int) bool {
	if a < 0 || b == len(p.Lines) || p.Lines[b].Blanks > 0 || p.Lines[b].Page != p.Lines[a].Page {
		return false
	}
	e := p.shapes[a].end
	return (e == lower || e == comma) && p.shapes[b].start == lower
}

// chip says that a line is one word, or a mark that stands between words.
func (p *Page) chip(i int) bool {
	s := &p.shapes[i]
	return s.first == s.width && s.width < 40 && s.marker != bullet
}

// margin is the column where the lines around line i begin, those farthest to the left.
func (p *Page) margin(i int) int {
	const around = 8
	m := p.shapes[i].indent
	for j := max(0, i-around); j < min(len(p.Lines), i+around+1); j++ {
		if p.Lines[j].Page == p.Lines[i].Page && !p.shapes[j].apart() {
			m = min(m, p.shapes[j].indent)
		}
	}
	return m
}

// fullEnds is the log of how often a sentence that ends at a full line ends its
// paragraph too. Last lines are of all lengths: those that end short tell how many
// paragraphs there are, and so how many of them end with a full line.
func (p *Page) fullEnds(m []measure) float64 {
	const full, least, most = 0.1, -4, 1
	ends, candidates := 0.0, 0.0
	for i := 0; i+1 < len(p.Lines); i++ {
		a, b := &p.shapes[i], &p.shapes[i+1]
		if a.end != stop || b.start != upper || b.marker != noMarker || p.Lines[i+1].Blanks > 0 || p.Lines[i+1].Page != p.Lines[i].Page || m[i].full <= 0 {
			continue
		}
		if room := (m[i].full - p.fits(i, p.shapes)) / m[i].full; room > full {
			ends++
		} else {
			candidates++
		}
	}
	return max(least, min(most, math.Log((ends*full/(1-full)+0.3)/(candidates+1))))
}
