package blockend

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Line is a visual line, half-open bytes of the text, white space at its ends
// included.
type Line struct {
	From, To int
	Blank    bool // a blank line stands before it
}

// sheet is one page as a sequence of tokens.
type sheet struct {
	text   string
	lines  []Line
	s      *lm.Session
	edge   int32
	toks   []lm.Token // From and To in the text
	nums   []int32
	first  []int     // the first token of each line, and the end
	own    []int     // width of each line in characters
	visual []int     // width of each visual line
	group  []int     // the visual line of each line
	widths []float64 // own, in parts of a full line
	room   []float64 // what each line's visual line has left, in parts of a full one
	full   float64   // characters
}

func newSheet(text string, lines []Line, s *lm.Session) *sheet {
	p := &sheet{text: text, lines: lines, s: s}
	edge := lm.Boundary()
	p.edge = s.Number(&edge)
	for _, l := range lines {
		p.first = append(p.first, len(p.toks))
		from := len(p.toks)
		p.toks = lm.Tokens(p.toks, text[l.From:l.To])
		for i := from; i < len(p.toks); i++ {
			t := &p.toks[i]
			t.From += l.From
			t.To += l.From
			p.nums = append(p.nums, s.Number(t))
		}
	}
	p.first = append(p.first, len(p.toks))
	p.rooms()
	return p
}

// rooms measures the lines. A hole may have cut a visual line into several
// lines of the text; they share one room.
func (p *sheet) rooms() {
	ends := 0
	for i := range p.lines {
		if p.spaceAtEnd(i) {
			ends++
		}
	}
	for i, l := range p.lines {
		w := 0
		if p.first[i] < p.first[i+1] {
			w = utf8.RuneCountInString(p.text[p.toks[p.first[i]].From:p.toks[p.first[i+1]-1].To])
		}
		p.own = append(p.own, w)
		if ends >= 2 && i > 0 && !l.Blank && (p.spaceAtEnd(i-1) || p.spaceAtStart(i) || p.first[i] < p.first[i+1] && leads(p.toks[p.first[i]].First)) {
			p.visual[len(p.visual)-1] += w + 1
		} else {
			p.visual = append(p.visual, w)
		}
		p.group = append(p.group, len(p.visual)-1)
	}
	sorted := slices.Clone(p.visual)
	slices.Sort(sorted)
	if n := len(sorted); n > 0 {
		p.full = float64(max(1, sorted[min(n-1, n*97/100)]))
	}
	p.setRooms()
}

// setRooms takes widths and rooms in parts of a full line.
func (p *sheet) setRooms() {
	p.widths, p.room = make([]float64, len(p.lines)), make([]float64, len(p.lines))
	for i := range p.lines {
		p.widths[i] = float64(p.own[i]) / p.full
		p.room[i] = 1 - float64(p.visual[p.group[i]]+1)/p.full
	}
}

// end is the last token of a line, or -1.
func (p *sheet) end(line int) int {
	if p.first[line] == p.first[line+1] {
		return -1
	}
	return p.first[line+1] - 1
}

// ctx is two tokens before a joint, or two behind it: near and far.
type ctx struct{ near, far int32 }

// before is the context that ends in token i of the tokens from lo.
func (p *sheet) before(i, lo int) ctx {
	c := ctx{p.edge, p.edge}
	if i >= lo {
		c.near = p.nums[i]
	}
	if i-1 >= lo {
		c.far = p.nums[i-1]
	}
	return c
}

// behind is the context that begins with token i of the tokens up to hi.
func (p *sheet) behind(i, hi int) ctx {
	c := ctx{p.edge, p.edge}
	if i < hi {
		c.near = p.nums[i]
	}
	if i+1 < hi {
		c.far = p.nums[i+1]
	}
	return c
}

// joint is how well left and right go together, in nats.
func (p *sheet) joint(l, r ctx) float64 {
	a, b := p.s.Window(l.far, l.near, r.near), p.s.Window(l.near, r.near, r.far)
	return 0.1*float64(a+b) + 0.6*p.s.Joint(l.far, l.near, r.near, r.far)
}

// Joints of words that follow each other by chance score about chance; those of
// a paragraph that ends as paragraphs do and another that begins so, a little
// better. In nats, seen alike in all languages.
const (
	chance = -1.5
	proper = 1.0
)

// edges is the joint of a paragraph's end and another's beginning.
func edges(last, first *lm.Token) float64 {
	if isStop(last) && (first.Case != lm.Lower || first.Kind == lm.Number) {
		return proper
	}
	return chance
}

func isStop(t *lm.Token) bool {
	switch t.Last {
	case '.', '!', '?', '…', ':', ';', '»', '”', '“', '"', ')':
		return true
	}
	return false
}

// leads says that a line begins with a mark that nothing begins with.
func leads(r rune) bool {
	switch r {
	case ',', '.', ';', ':', ')', ']', '!', '?', '»', '”', '’':
		return true
	}
	return false
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' }

// spaceAtEnd and spaceAtStart are the marks that a hole leaves at a line's ends.
func (p *sheet) spaceAtEnd(line int) bool {
	l := p.lines[line]
	r, _ := utf8.DecodeLastRuneInString(p.text[l.From:l.To])
	return l.To > l.From && unicode.IsSpace(r)
}

func (p *sheet) spaceAtStart(line int) bool {
	l := p.lines[line]
	return l.To > l.From && isSpace(p.text[l.From]) && !(l.To > l.From+1 && isSpace(p.text[l.From+1]))
}
