package layout

import (
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Some readers of PDF begin a new line wherever the pen jumps: a visual line whose
// phrases were painted behind the rest of it comes as a line a run, or as one of all that
// was painted first and one of the phrases. The lines of one visual line are together as
// wide as a line of the page, which none of them is alone.
const (
	mostRuns = 16
	runRoom  = 0.17 // of a line: a word that no longer fitted, and a hyphen
	runOver  = 0.07 // of a line, that letters take more than they are measured
	fewFull  = 6    // full ones, to know how wide a line is
)

// Runs are lines, half open, that seem to be one visual line.
type Runs struct {
	From, To int
	Full     bool // together they are as wide as a line of the page
	Holes    int  // that show
	Phrases  int  // lines at the end beside which none shows: what the holes are for
}

// Filled says that holes show, and phrases to fill them.
func (v Runs) Filled() bool { return v.Holes > 0 && v.Phrases > 0 }

// Runs finds what seem to be visual lines that came run by run. Whether they are is for
// those to say who know the language.
func (p *Page) Runs() []Runs {
	full := p.fullLine()
	if full == 0 || p.setBy(full) {
		return nil
	}
	spaced := p.spaced(full)
	var out []Runs
	for from := 0; from < len(p.Lines); {
		to := from + 1
		for to < len(p.Lines) && p.Lines[to].Page == p.Lines[from].Page && (p.Lines[to].Blanks == 0 || p.gapBefore(to)) {
			to++
		}
		out = append(out, p.runsIn(from, to, full, spaced)...)
		from = to
	}
	return out
}

// gapBefore says that the blank line before a line may be a wide hole.
func (p *Page) gapBefore(i int) bool {
	l := p.Lines[i-1]
	return p.Lines[i].Blanks == 1 && p.shapes[i].indent == 1 && p.Text[l.To-1] == ' '
}

// fullLine is how wide the page's full lines are; 0 where it has too few.
func (p *Page) fullLine() float64 {
	const least = 40 // characters
	var spans []float64
	for i := range p.shapes {
		if s := p.shapes[i].span; s >= least && p.shapes[i].width <= widest {
			spans = append(spans, s)
		}
	}
	if len(spans) < fewFull {
		return 0
	}
	sort.Float64s(spans)
	return spans[len(spans)-1-len(spans)/20]
}

// spaced says that a space stands where many lines that are not full end: a reader that begins
// a new line for each run, and no word is between two of them.
func (p *Page) spaced(full float64) bool {
	with, all := 0, 0
	for i := range p.shapes {
		if p.shapes[i].span < (1-runRoom)*full {
			all++
			with += one(p.spaceBehind(i))
		}
	}
	return with*6 > all
}

// setBy says that full lines begin with a space, which is no hole then.
func (p *Page) setBy(full float64) bool {
	in, all := 0, 0
	for i := range p.shapes {
		if p.shapes[i].span >= (1-runRoom)*full {
			all++
			in += one(p.shapes[i].indent == 1)
		}
	}
	return in*3 > all
}

// runsIn parts lines into visual lines so that it costs least: each is full, or ends a
// paragraph, or shows a hole.
func (p *Page) runsIn(from, to int, full float64, spaced bool) []Runs {
	const gap = 1
	n := to - from
	best, back, fills := make([]float64, n+1), make([]int, n+1), make([]bool, n+1)
	for i := 1; i <= n; i++ {
		best[i] = math.Inf(1)
		width, gaps := -p.space, 0.0
		for k := i - 1; k >= 0 && i-k <= mostRuns; k-- {
			width += p.shapes[from+k].span + p.space
			if i-k > 1 && (width > (1+runOver)*full || !p.mayBeRun(from+k) || !p.mayBeRun(from+k+1)) {
				break
			}
			if c := best[k] + gaps + p.costOfRuns(from+k, from+i, width/full, spaced); c < best[i] {
				best[i], back[i], fills[i] = c, k, width >= (1-runRoom)*full
			}
			if p.Lines[from+k].Blanks > 0 {
				gaps += gap
			}
		}
	}
	var out []Runs
	for i := n; i > 0; i = back[i] {
		if i-back[i] > 1 {
			out = append(out, p.describe(Runs{From: from + back[i], To: from + i, Full: fills[i]}))
		}
	}
	slices.Reverse(out)
	return out
}

// describe counts the holes of a visual line, and what may fill them.
func (p *Page) describe(v Runs) Runs {
	last := v.To - 1
	for last > v.From && p.shapes[last].indent == 0 && p.shapes[last].start != comma && p.holesWithin(last) == 0 && !strings.HasSuffix(p.Text[p.Lines[last].From:p.Lines[last].To], " ") {
		last--
	}
	v.Phrases = v.To - 1 - last
	for i := v.From; i <= last; i++ {
		v.Holes += one(i == v.From && p.holeBefore(i) || p.holeBehind(i, i+1)) + p.holesWithin(i)
	}
	return v
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// mayBeRun says that a line may be a run of a visual line: readers that hand them on keep
// no columns, but a space.
func (p *Page) mayBeRun(i int) bool {
	s, l := &p.shapes[i], p.Lines[i]
	text := p.Text[l.From:l.To]
	return s.indent < 2 && s.marker != bullet && !(s.marker == dashes && (s.indent == 0 || text[s.indent] == '*')) && !separates(text) && !strings.Contains(text, led)
}

// led is what leads to a page's number, in a table of contents.
const led = ". . ."

// separates says of a line that it parts what stands above it from what stands below: "%%%%",
// "-----", "* * *". Commas and the like may be all that is plain between phrases.
func separates(s string) bool {
	const least = 3 // marks
	marks := strings.ReplaceAll(strings.TrimSpace(s), " ", "")
	first, n := utf8.DecodeRuneInString(marks)
	return len(marks) >= least*n && !strings.ContainsRune(".,;:!?/"+openers+closers+either, first) &&
		!unicode.IsLetter(first) && !unicode.IsDigit(first) && strings.Trim(marks, string(first)) == ""
}

// Holed counts the lines that show holes and are of no visual line.
func (p *Page) Holed(visual []Runs) int {
	n, at := 0, 0
	for _, v := range append(visual[:len(visual):len(visual)], Runs{From: len(p.Lines), To: len(p.Lines)}) {
		for ; at < v.From; at++ {
			n += one(p.holesWithin(at) > 0)
		}
		at = v.To
	}
	return n
}

// MayBeSeveral says that a paragraph may end within what seems to be one visual line.
func (p *Page) MayBeSeveral(v Runs) bool {
	for i := v.From; i+1 < v.To; i++ {
		if p.mayEnd(i) && p.shapes[i+1].start != lower || p.shapes[i+1].marker != noMarker {
			return true
		}
	}
	return false
}

// Join makes one line of each visual line.
func (p *Page) Join(visual []Runs) *Page {
	if len(visual) == 0 {
		return p
	}
	lines := make([]Line, 0, len(p.Lines))
	at := 0
	for _, v := range visual {
		lines = append(lines, p.Lines[at:v.From]...)
		l := p.Lines[v.From]
		l.To = p.Lines[v.To-1].To
		lines = append(lines, l)
		at = v.To
	}
	q := parse(p.Text, append(lines, p.Lines[at:]...), p.Removed)
	q.code = p.code
	return q
}

// Broken says of a line's text, or a part of it, that it came run by run.
func Broken(s string) bool { return strings.ContainsAny(s, lineBreaks) }

// IsBreak says of a character that it ends a line.
func IsBreak(r rune) bool { return strings.ContainsRune(lineBreaks, r) }

// Parts are the runs of a line's text, without the white space at their ends: bytes, half
// open; one where it came in one.
func Parts(s string) [][2]int {
	var out [][2]int
	for from := 0; from < len(s); {
		to := len(s)
		if n := strings.IndexAny(s[from:], lineBreaks); n >= 0 {
			to = from + n
		}
		if a, b := Trim(s, from, to); a < b {
			out = append(out, [2]int{a, b})
		}
		from = to + 1
	}
	return out
}
