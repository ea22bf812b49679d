package blockend

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/layout"
)

// setting is what a document's lines are set in.
type setting struct {
	face  layout.Face
	full  float64 // width of a full line in mean letters, 0 for not known
	uncut bool    // a hole inside a visual line leaves it in one
}

// space is the width of one.
func (s *setting) space() float64 { return s.face.Width(" ") }

// settingOf learns from a document's pages what its lines are set in. A last page of a few
// lines with holes does not show it. In the face that it is not set in, some lines seem to
// be wider than a full one is, and so others to break off too early.
func settingOf(text string, pages [][]Line) setting {
	all := runningOn(text, pages)
	uncut := leavesWhole(text, pages)
	var best setting
	most := -1
	for _, face := range [2]layout.Face{layout.Mono, layout.Proportional} {
		s := setting{face: face, uncut: uncut}
		var widths []float64
		for _, lines := range pages {
			m := &measures{text: text, lines: lines, of: make([]measure, len(lines)), setting: s}
			widths = append(widths, m.visualLines()...)
		}
		slices.Sort(widths)
		s.full = fullOf(widths)
		if n := s.filled(all); n > most {
			best, most = s, n
		}
	}
	return best
}

// leavesWhole says that more holes show inside the lines than between two that may be one: a
// reader sets two spaces there, and others break the line.
func leavesWhole(text string, pages [][]Line) bool {
	inside, between := 0, 0
	for _, lines := range pages {
		m := &measures{text: text, lines: lines, of: make([]measure, len(lines))}
		for i := range lines {
			m.look(i)
			inside += holes(text[m.of[i].from:m.of[i].to])
			between += one(i > 0 && !lines[i].Blank && m.of[i-1].tail && m.of[i].head)
		}
	}
	return inside > between
}

// filled counts the lines that the next word no longer fitted into.
func (s *setting) filled(all []running) int {
	const slack = 0.005
	n := 0
	for _, l := range all {
		n += one(s.face.Width(l.line)+s.space()+s.face.Width(l.next) > (1-slack)*s.full)
	}
	return n
}

// running is a line that goes on in the next one, and that one's first word.
type running struct{ line, next string }

func runningOn(text string, pages [][]Line) []running {
	const enough = 500
	var out []running
	for _, lines := range pages {
		for i := 0; i+1 < len(lines) && len(out) < enough; i++ {
			a := strings.TrimSpace(text[lines[i].From:lines[i].To])
			b := strings.TrimSpace(text[lines[i+1].From:lines[i+1].To])
			last, _ := utf8.DecodeLastRuneInString(a)
			first, _ := utf8.DecodeRuneInString(b)
			if !lines[i+1].Blank && len(a) < widest && unicode.IsLower(first) && (unicode.IsLetter(last) || last == ',') {
				next, _, _ := strings.Cut(b, " ")
				out = append(out, running{a, next})
			}
		}
	}
	return out
}

// fullOf is how wide a full line is, of sorted widths: the widest of them but for a few
// that are much wider than others.
func fullOf(widths []float64) float64 {
	if len(widths) == 0 {
		return 1
	}
	full := widths[min(len(widths)-1, len(widths)*97/100)]
	for _, w := range widths {
		if w > full && w < much*full {
			full = w
		}
	}
	return max(1, full)
}

// much wider is a line that no full one is.
const much = 1.04
