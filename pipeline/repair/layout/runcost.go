package layout

import (
	"math"
	"strings"
	"unicode/utf8"
)

// costOfRuns is what speaks against lines as one visual line. width is in full lines.
func (p *Page) costOfRuns(i, k int, width float64, spaced bool) float64 {
	const (
		short  = 2.5 // a line that is not full, and no paragraph ends there
		ends   = 0.4 // one does
		title  = 0.5 // it may be one: neither it nor the next one begins with a small letter
		blank  = 1.2 // a blank line alone says so
		halved = 3   // a hole shows, and nothing is there to fill it
		joined = 0.3
		more   = 1.2 // each run behind the second, where phrases come in one
		unseen = 1   // several lines, too short together, and no hole shows
		room   = 4   // for each line's width that it is narrower or wider than a full one
		hollow = 3   // the last run is a pair of quotation marks, and what they hold comes next
		torn   = 4   // a hole shows on either side of where it begins
		late   = 2.5 // what is painted first comes behind what is not
	)
	cost, fills := 0.0, width >= 1-runRoom
	if i > 0 && p.shapes[i].indent == 1 && p.spaceBehind(i-1) && p.Lines[i].Page == p.Lines[i-1].Page {
		cost += torn
	}
	if fills {
		cost += room * math.Abs(1-width)
	} else {
		switch {
		case p.mayEnd(k - 1), k-i > 1 && p.mayEnd(i):
			cost += ends
		case k == len(p.Lines) || p.Lines[k].Blanks > 0 || p.Lines[k].Page != p.Lines[k-1].Page:
			cost += blank
		case k-i == 1 && p.shapes[i].start != lower && p.shapes[k].start != lower:
			cost += title
		default:
			cost += short
		}
	}
	if p.hollow(k - 1) {
		cost += hollow
	}
	if k-i == 1 {
		if !fills && (p.holeBehind(i, k) || p.holesWithin(i) > 0) {
			cost += halved
		}
		return cost
	}
	if cost += joined; !spaced {
		cost += more * float64(k-i-2)
	}
	if !fills && !p.holeBefore(i) && !p.holeBehind(i, i+1) && p.holesWithin(i) == 0 {
		cost += unseen
	}
	if p.late(i, k) {
		cost += late
	}
	return cost
}

// spaceBehind says that a line ends with a space.
func (p *Page) spaceBehind(i int) bool { return p.Text[p.Lines[i].To-1] == ' ' }

// mayEnd says that a line may end a paragraph.
func (p *Page) mayEnd(i int) bool {
	e := p.shapes[i].end
	return e == stop || e == colon || e == semicolon
}

// hollow says that a line ends with a pair of quotation marks that hold nothing.
func (p *Page) hollow(i int) bool {
	s := strings.TrimRight(p.Text[p.Lines[i].From:p.Lines[i].To], " ")
	right, n := utf8.DecodeLastRuneInString(s)
	inside := strings.TrimRight(s[:len(s)-n], " ")
	left, _ := utf8.DecodeLastRuneInString(inside)
	return len(inside) < len(s)-n && strings.ContainsRune(quotes, left) && strings.ContainsRune(quotes, right)
}

const quotes = "«»“”„‘’‚"

// late says of runs that the widest of them, where holes are left, is not the first, though
// no hole shows in that: what is painted later stands behind it.
func (p *Page) late(i, k int) bool {
	for x := i + 1; x < k; x++ {
		if p.shapes[x].span > 2*p.shapes[i].span {
			return !p.holeBefore(i) && p.holesWithin(i) == 0 && !p.spaceBehind(i)
		}
	}
	return false
}

// holeBefore says that a hole shows where a line begins.
func (p *Page) holeBefore(i int) bool { return p.shapes[i].indent == 1 || p.shapes[i].start == comma }

// holeBehind says that a hole shows behind a line that is not full: a space, an opening
// mark, or the mark at which the next one begins.
func (p *Page) holeBehind(i, next int) bool {
	l := p.Lines[i]
	s := p.Text[l.From:l.To]
	if end := p.shapes[i].end; s[len(s)-1] == ' ' || end == opener {
		return true
	}
	if next == len(p.Lines) || p.Lines[next].Page != l.Page || p.Lines[next].Blanks > 0 {
		return false
	}
	return p.shapes[next].indent == 1 || p.shapes[next].start == comma
}

// holesWithin counts the holes that show in a line: spaces before a mark that clings to the
// word before it.
func (p *Page) holesWithin(i int) int {
	l := p.Lines[i]
	s := p.Text[l.From:l.To]
	if strings.Contains(s, led) {
		return 0
	}
	const marks = ",.)"
	n := 0
	for k := 1; k+1 < len(s); k++ {
		if s[k] == ' ' && strings.IndexByte(marks, s[k+1]) >= 0 && (k+2 == len(s) || s[k+2] == ' ' || strings.IndexByte(marks, s[k+2]) >= 0) {
			n++
		}
	}
	return n
}
