package blockend

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/layout"
)

// Line is a visual line, half-open bytes of the text, white space at its ends
// included.
type Line struct {
	From, To int
	Blank    bool // a blank line stands before it
}

// measures of a page's lines, from their characters alone.
type measures struct {
	text          string
	lines         []Line
	setting       // of the page: its full lines may be narrower than the document's
	of            []measure
	spaces, marks int  // holes that show by spaces, and by marks that stand on their own
	ends          int  // lines that end in a hole
	shown         bool // holes show elsewhere in the document
}

type measure struct {
	own    float64 // width in mean letters
	visual float64 // width of the visual line: a hole may have cut it into several lines of the text
	group  int     // the visual line
	width  float64 // own, in parts of a full line
	room   float64 // what its visual line has left, in parts of a full one
	next   float64 // the first word of the next line, in parts; 1 where nothing tells that the line runs on

	from, to   int     // the text without white space at its ends
	head, tail bool    // a hole shows at its start, at its end
	lower      bool    // begins with a small letter
	stops      bool    // ends as a paragraph may
	runsOn     bool    // its visual line does not, and the next begins with a small letter
	sentence   bool    // reads as one on its own
	titled     bool    // begins as a caption does: "Fig. 3. The harbour"
	loose      bool    // one of several short lines in a row: of a list or a table
	code       float64 // how surely it is a command or a path, 0 to 1
}

// measured measures the lines of a page of a document in such a setting: a page may be too
// short to show how wide its lines are.
func measured(text string, lines []Line, usual setting) *measures {
	m := &measures{text: text, lines: lines, of: make([]measure, len(lines)), setting: usual}
	visual := m.visualLines()
	slices.Sort(visual)
	m.full = fullOf(visual)
	if m.full > narrower*usual.full {
		m.full = max(m.full, usual.full)
	}
	m.regroup()
	m.loosen()
	for i := range m.of {
		l := &m.of[i]
		l.width = l.own / m.full
		l.room = 1 - (l.visual+m.space())/m.full
		l.next = 1
		last := i // of the visual line
		for last+1 < len(m.of) && m.of[last+1].group == l.group {
			last++
		}
		if e := &m.of[last]; last+1 < len(m.of) && !lines[last+1].Blank && (!e.stops || m.of[last+1].lower) {
			n := &m.of[last+1]
			l.runsOn = !e.stops && n.lower
			word, _, _ := strings.Cut(text[n.from:n.to], " ")
			l.next = m.face.Width(word) / m.full
		}
		if l.loose {
			l.next, l.runsOn = 1, false
		}
	}
	return m
}

// loosen finds short lines that stand several in a row, and none of which ends as a
// paragraph does.
func (m *measures) loosen() {
	for i := 0; i < len(m.of); {
		j, rows := i, 0
		for j < len(m.of) && m.of[j].visual < narrow*m.full && m.of[j].own > 0 && !m.of[j].stops {
			if j == i || m.of[j].group != m.of[j-1].group {
				rows++
			}
			j++
		}
		for k := i; k < j; k++ {
			m.of[k].loose = rows >= several
		}
		i = max(j, i+1)
	}
}

const (
	narrow  = 0.6 // of a full line, at the most
	several = 3   // lines, at least
)

// narrower is how narrow a page's full lines may be, in parts of the document's,
// and it is still set as the others are.
const narrower = 0.75

// visualLines looks at each line and gives the widths of the visual lines, which
// a hole may have cut into several lines of the text; not that of one at the end that is
// much longer than all others.
func (m *measures) visualLines() []float64 {
	for i := range m.lines {
		if m.look(i); m.of[i].tail {
			m.ends++
		}
	}
	visual := make([]float64, 0, len(m.lines))
	for i := range m.of {
		l := &m.of[i]
		if !m.uncut && m.ends >= 2 && i > 0 && !m.lines[i].Blank && m.of[i-1].tail && l.head {
			visual[len(visual)-1] += l.own + m.space()
		} else {
			visual = append(visual, l.own)
		}
		l.group = len(visual) - 1
	}
	for i := range m.of {
		m.of[i].visual = visual[m.of[i].group]
	}
	// All phrases of a page may stand on one line behind it.
	if n := len(visual) - 1; n >= leastLines && 2*visual[n] > 3*slices.Max(visual[:n]) {
		visual = visual[:n]
	}
	return visual
}

// regroup joins lines to the visual line before them that a hole cut off without
// a space of its own: where the line before ends in a hole, both together are no
// longer than a full line, and a blank line stands behind them though no paragraph
// ends.
func (m *measures) regroup() {
	if m.uncut || m.ends < 2 {
		return
	}
	for i := 1; i < len(m.of); i++ {
		a, b := &m.of[i-1], &m.of[i]
		last := i
		for last+1 < len(m.of) && m.of[last+1].group == b.group {
			last++
		}
		if b.group == a.group || m.lines[i].Blank || !a.tail || b.own == 0 || m.of[last].stops ||
			last+1 < len(m.of) && !m.lines[last+1].Blank || a.visual+m.space()+b.visual > m.full {
			continue
		}
		group, visual := a.group, a.visual+m.space()+b.visual
		for k := i; k <= last; k++ {
			m.of[k].group = group
		}
		for k := last; k >= 0 && m.of[k].group == group; k-- {
			m.of[k].visual = visual
		}
	}
}

// look measures line i on its own.
func (m *measures) look(i int) {
	raw := m.text[m.lines[i].From:m.lines[i].To]
	s := strings.TrimSpace(raw)
	l := &m.of[i]
	l.own = m.face.Width(s)
	l.from = m.lines[i].From + strings.Index(raw, s)
	l.to = l.from + len(s)
	if s == "" {
		return
	}
	last, _ := utf8.DecodeLastRuneInString(raw)
	first, _ := utf8.DecodeRuneInString(s)
	l.tail = unicode.IsSpace(last)
	clings := leads(first) && !beginsWord(s) && !strings.HasPrefix(s, ".. ")
	l.head = isSpace(raw[0]) && len(raw) > 1 && !isSpace(raw[1]) && !layout.Bulleted(s) || clings
	l.lower = unicode.IsLower(first)
	last, _ = utf8.DecodeLastRuneInString(s)
	l.stops = stops(last)
	l.code = math.Min(1, float64(codeIn(s))/math.Max(1, l.own)/muchCode)
	l.sentence = last == '.' && !l.lower
	l.titled = titled(s)
	if l.tail {
		m.spaces++
	} else if l.head && isSpace(raw[0]) && !(i > 0 && m.of[i-1].tail) {
		m.spaces++
	}
	m.spaces += holes(s)
	m.marks += standing(s, ",") + standing(s, ".")
	if clings {
		m.marks++
	}
}

// titled says that a line begins with a number, or a word and a number, that a mark
// parts from the rest: a caption does, and "Section 3.2, which" does not.
func titled(s string) bool {
	if word, rest, ok := strings.Cut(s, " "); ok && strings.IndexFunc(strings.TrimSuffix(word, "."), notLetter) < 0 {
		first, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(first) {
			return false
		}
		s = rest
	}
	rest := strings.TrimLeft(s, "0123456789.")
	number := s[:len(s)-len(rest)]
	if number == "" || number[0] == '.' {
		return false
	}
	for _, mark := range []string{": ", " – ", " — ", " - "} {
		if strings.HasPrefix(rest, mark) {
			return true
		}
	}
	return strings.HasSuffix(number, ".") && strings.HasPrefix(rest, " ")
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// codeIn counts the characters of commands and paths.
func codeIn(s string) int {
	n := 0
	for i := range len(s) {
		switch s[i] {
		case '_', '=', '/', '\\', '{', '}', '<', '>', '|', '$':
			n++
		}
	}
	return n
}

// muchCode is the share of such characters that no line of prose has.
const muchCode = 0.05

// holes counts those that show inside a line: two spaces, or three, that no
// typist sets behind a full stop. A line with columns has none.
func holes(s string) int {
	n := 0
	if layout.Columns(s) {
		return 0
	}
	for at := 0; ; {
		i := strings.Index(s[at:], "  ")
		if i < 0 {
			return n
		}
		if hole(s, at+i) {
			n++
		}
		at += i + len(s[at+i:]) - len(strings.TrimLeft(s[at+i:], " "))
	}
}

// standing counts marks that stand on their own, with a space before them that
// begin no word.
func standing(s, mark string) int {
	n := 0
	for {
		_, rest, ok := strings.Cut(s, " "+mark)
		if !ok {
			return n
		}
		if !beginsWord(mark + rest) {
			n++
		}
		s = rest
	}
}

// hole says that the spaces from at on are one that shows.
func hole(s string, at int) bool {
	if at == 0 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s[:at])
	return !strings.ContainsRune(".!?", last) && strings.TrimLeft(s[:at], " 0123456789.)*•-–") != ""
}

// complete says that a line reads as a sentence on its own: "Debian Jr." does not.
func (m *measures) complete(i int) bool { return m.of[i].sentence && m.of[i].width > abbreviated }

// abbreviated is as wide as a name that ends in an abbreviation, in parts of a full
// line.
const abbreviated = 0.25

// holey says that a line has a hole at one of its ends. A phrase that took the
// space behind it with it has none.
func (m *measures) holey(i int) bool {
	l := &m.of[i]
	return l.head || l.tail && i+1 < len(m.lines) && !m.lines[i+1].Blank
}

// short says that a line runs on though the next word would have fitted.
func (m *measures) short(i int) bool {
	l := &m.of[i]
	return l.own > 0 && l.next < 1 && l.room-l.next > spare
}

// spare is how much letters of unlike widths may make a line seem too short, in
// parts of a full line.
const spare = 0.025

// damaged says that holes or short lines show before the last line: without
// any there is no more to be done.
func (m *measures) damaged() bool {
	if m.spaces+m.marks > 0 {
		return true
	}
	for i := range m.of {
		if m.short(i) {
			return true
		}
	}
	return false
}

// set says that the page is set in lines of a width, so that many are nearly full.
// Paragraphs on a line each are not.
func (m *measures) set() bool {
	full, all := 0, 0
	for i := range m.of {
		if l := &m.of[i]; l.own > 0 && (i == 0 || l.group != m.of[i-1].group) {
			all++
			full += one(l.visual > 0.75*m.full)
		}
	}
	return 10*full >= all
}

// shows says that holes show where phrases were.
func (m *measures) shows() bool {
	return m.shown || m.spaces >= 3 || m.spaces == 2 && len(m.lines) < 20
}

// stops says that a paragraph may end with a rune.
func stops(r rune) bool {
	return strings.ContainsRune(".!?…:;»”“\")", r)
}

// leads says that nothing begins with a mark.
func leads(r rune) bool {
	return strings.ContainsRune(",.;:)]!?»”’", r)
}

// beginsWord says that a mark is a word's own: ".gbr", "?name", ":[count]".
func beginsWord(s string) bool {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, leads))
	return next != utf8.RuneError && !unicode.IsSpace(next)
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' }

// cover is how much of a line's excess room, which the next word would have
// fitted into, a phrase of a width takes away.
func (l *measure) cover(w float64) float64 {
	if l.next >= 1 {
		return 0
	}
	before, after := math.Max(0, l.room-l.next), math.Max(0, l.room-w-l.next)
	return before - after
}

// gape is how surely a line breaks off too early with a phrase of a width in it, 0
// to 1: the next word would have fitted.
func (l *measure) gape(w float64) float64 {
	if l.next >= 1 {
		return 0
	}
	return surely(l.room - bold*w - l.next)
}

// gapes is what tells of that: of a line that runs on, or that may end a paragraph.
func (l *measure) gapes() int {
	if l.runsOn {
		return eGape
	}
	return eGapes
}

// tight is how surely a row of a width is longer than the room, 0 to 1.
func (l *measure) tight(w float64) float64 { return surely(w/bold - max(0, l.room)) }

// surely is how sure a difference of widths is, 0 to 1: a face's letters are not quite as
// wide as others'. It is in parts of a full line.
func surely(d float64) float64 {
	const from, to = 0.005, 0.035
	return math.Max(0, math.Min(1, (d-from)/(to-from)))
}

// bold letters are so much wider, at the most.
const bold = 1.08
