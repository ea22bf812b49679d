package page

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// run is a stretch of a text that is drawn in one way.
type run struct {
	Text string
	Kind string // "": as it is; "moved": the repair put it here; "ctl": a control character, shown; "caret": where the phrase belongs
	Note int    // with "moved": the number of its note
	Name string // with "ctl": what it is
}

// plain gives the runs of a text in which nothing was moved.
func plain(s string) []run {
	if !strings.ContainsFunc(s, hidden) {
		return []run{{Text: s}}
	}
	return shown(s, "", 0)
}

// shown cuts control characters out of a text, to be shown by name; those that
// change the writing direction only where they override or are not closed.
func shown(s, kind string, note int) []run {
	var out []run
	from := 0
	calm := balanced(s)
	for i, r := range s {
		if !hidden(r) || calm && turning(r) {
			continue
		}
		if from < i {
			out = append(out, run{Text: s[from:i], Kind: kind, Note: note})
		}
		sign, name := signOf(r)
		out = append(out, run{Text: sign, Kind: "ctl", Name: name})
		from = i + utf8.RuneLen(r)
	}
	if from < len(s) {
		out = append(out, run{Text: s[from:], Kind: kind, Note: note})
	}
	return out
}

// visible is a text in one run, in which what is hidden is shown by its sign.
func visible(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range plain(s) {
		b.WriteString(r.Text)
	}
	return b.String()
}

// hidden says whether a character would be obeyed or lost rather than shown.
func hidden(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return false
	case r < 0x20, r >= 0x7F && r < 0xA0, r == 0x202D, r == 0x202E:
		return true
	}
	return turning(r)
}

// turning says whether a character opens or closes a stretch in another writing
// direction.
func turning(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// balanced says whether each stretch in another direction is closed, and none
// overrides its characters': such a text reads as its writer meant it.
func balanced(s string) bool {
	var open []rune
	for _, r := range s {
		switch r {
		case 0x202D, 0x202E:
			return false
		case 0x202A, 0x202B:
			open = append(open, 0x202C)
		case 0x2066, 0x2067, 0x2068:
			open = append(open, 0x2069)
		case 0x202C, 0x2069:
			if len(open) == 0 || open[len(open)-1] != r {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}

func signOf(r rune) (sign, name string) {
	switch {
	case r >= 0x202A && r <= 0x202E:
		return [...]string{"LRE", "RLE", "PDF", "LRO", "RLO"}[r-0x202A], "change of the writing direction"
	case r >= 0x2066 && r <= 0x2069:
		return [...]string{"LRI", "RLI", "FSI", "PDI"}[r-0x2066], "change of the writing direction"
	case r < 0x20:
		return string(rune(0x2400) + r), "control character"
	case r == 0x7F:
		return "\u2421", "control character"
	}
	return "\uFFFD", "control character"
}

// stretch is a part of a text that was moved.
type stretch struct{ from, to, move int }

// spans finds those of many stretches of the source that a stretch touches. It
// takes them as not overlapping one another; of those that do, it may miss some.
type spans struct {
	from, to []int
	which    []int // their numbers, in the order of from
}

func spansOf(n int, at func(int) (from, to int)) spans {
	s := spans{from: make([]int, n), to: make([]int, n), which: make([]int, n)}
	for i := range n {
		s.from[i], s.to[i] = at(i)
		s.which[i] = i
	}
	sort.SliceStable(s.which, func(a, b int) bool { return s.from[s.which[a]] < s.from[s.which[b]] })
	return s
}

// touching gives the numbers of the stretches that [from,to) touches, in order.
func (s spans) touching(from, to int) []int {
	end := sort.Search(len(s.which), func(k int) bool { return s.from[s.which[k]] >= to })
	begin := end
	for begin > 0 && s.to[s.which[begin-1]] > from {
		begin--
	}
	return s.which[begin:end]
}

// movedIn gives the stretches of a segment's text that the repair moved.
func movedIn(s corpus.Segment, moves spans) []stretch {
	if len(moves.which) == 0 {
		return nil
	}
	var out []stretch
	at := 0
	for _, p := range s.Pieces {
		if p.From < 0 || p.To < p.From || p.To-p.From > len(s.Text) {
			return nil // not of this program's making
		}
		body := at + len(p.Before)
		at = body + p.To - p.From
		for _, n := range moves.touching(p.From, p.To) {
			from, to := max(p.From, moves.from[n]), min(p.To, moves.to[n])
			if from < to {
				out = append(out, stretch{body + from - p.From, body + to - p.From, n})
			}
		}
	}
	if at != len(s.Text) {
		return nil
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].from < out[j].from })
	return out
}

// runsOf gives the runs of a text with its moved stretches; note gives the number
// of a move's note.
func runsOf(text string, moved []stretch, note func(int) int) []run {
	if len(moved) == 0 {
		return plain(text)
	}
	var out []run
	at := 0
	for _, m := range moved {
		if m.from < at || m.to > len(text) {
			continue // two moves of one phrase: the first is shown
		}
		if at < m.from {
			out = append(out, shown(text[at:m.from], "", 0)...)
		}
		out = append(out, shown(text[m.from:m.to], "moved", note(m.move))...)
		at = m.to
	}
	if at < len(text) {
		out = append(out, shown(text[at:], "", 0)...)
	}
	return out
}

// given is the source text, or what the pieces tell of it.
type given struct {
	text  string
	known []known // sorted by from, if text is ""
}

type known struct {
	from int
	text string
}

const longestLine = 20_000 // bytes that are shown of a line

// givenText takes the text if it is the one that the side was made from;
// otherwise the pieces: every character that is not white space stands in one,
// or was taken out.
func givenText(side corpus.Side, text string) given {
	if text != "" && corpus.NewSource("", text, "").SHA256 == side.SHA256 {
		return given{text: text}
	}
	var g given
	for _, p := range side.Paragraphs {
		at := 0
		for _, q := range p.Pieces {
			at += len(q.Before)
			n := q.To - q.From
			if q.From < 0 || n < 0 || n > len(p.Text)-at {
				break
			}
			g.known = append(g.known, known{q.From, p.Text[at : at+n]})
			at += n
		}
	}
	sort.SliceStable(g.known, func(i, j int) bool { return g.known[i].from < g.known[j].from })
	return g
}

// slice gives the bytes [from,to) of the source, spaces for what is not known.
func (g given) slice(from, to int) string {
	if from < 0 || to <= from {
		return ""
	}
	to = min(to, from+longestLine)
	if g.text != "" {
		if to > len(g.text) {
			return ""
		}
		return strings.ToValidUTF8(g.text[from:to], " ")
	}
	var b strings.Builder
	i := sort.Search(len(g.known), func(i int) bool { return g.known[i].from+len(g.known[i].text) > from })
	for ; i < len(g.known) && g.known[i].from < to; i++ {
		k := g.known[i]
		start := max(k.from, from+b.Len())
		end := min(k.from+len(k.text), to)
		if start >= end {
			continue
		}
		b.WriteString(strings.Repeat(" ", start-from-b.Len()))
		b.WriteString(k.text[start-k.from : end-k.from])
	}
	return strings.ToValidUTF8(b.String(), " ")
}

// line draws a visual line as the extraction gave it: the phrase where it
// stood, and a caret where it belongs.
func (g given) line(m corpus.Move, p corpus.Paragraph, pieces spans) []run {
	from, to := max(m.From, m.LineFrom), min(m.To, m.LineTo)
	var out []run
	at := m.LineFrom
	add := func(until int) {
		if s := g.slice(at, until); s != "" {
			out = append(out, shown(s, "", 0)...)
		}
		at = max(at, until)
	}
	home, ok := before(p, m, pieces)
	if home < m.LineFrom { // what is in front of it ends an earlier line
		ok = ok && goesOn(p, m, pieces)
		home = m.LineFrom
	}
	ok = ok && home <= m.LineTo && (home <= from || home >= to)
	if ok && home <= from {
		add(home)
		out = append(out, run{Kind: "caret"})
	}
	if from < to {
		add(from)
		out = append(out, shown(g.slice(from, to), "moved", 0)...)
		at = to
	}
	if ok && home > from {
		add(home)
		out = append(out, run{Kind: "caret"})
	}
	add(m.LineTo)
	if from >= to { // it stood elsewhere: at the block's or the page's end
		out = append(out, run{Text: " … "})
		out = append(out, shown(g.slice(m.From, m.To), "moved", 0)...)
	}
	return out
}

// before gives the end of the piece that now stands in front of a moved phrase.
func before(p corpus.Paragraph, m corpus.Move, pieces spans) (int, bool) {
	for _, i := range pieces.touching(m.From, m.To) {
		if i == 0 {
			return m.LineFrom, true
		}
		return p.Pieces[i-1].To, true
	}
	return 0, false
}

// goesOn says that what now stands behind a moved phrase is of the line that it
// stood in: otherwise it belongs to another.
func goesOn(p corpus.Paragraph, m corpus.Move, pieces spans) bool {
	touching := pieces.touching(m.From, m.To)
	if len(touching) == 0 {
		return false
	}
	next := touching[len(touching)-1] + 1
	return next < len(p.Pieces) && p.Pieces[next].From >= m.LineFrom && p.Pieces[next].From < m.LineTo
}
