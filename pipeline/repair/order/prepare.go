package order

import (
	"slices"
	"strings"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// prepare makes the lines of a block ready.
func (r *reader) prepare(text string, b *Block) []*line {
	out := make([]*line, len(b.Lines))
	for i, span := range b.Lines {
		l := &line{}
		out[i] = l
		s := text[span.From:span.To]
		body := strings.TrimLeftFunc(s, lm.IsSpace)
		l.from = span.From + len(s) - len(body)
		l.lead = len([]rune(s[:len(s)-len(body)]))
		l.text = strings.TrimRightFunc(body, lm.IsSpace)
		l.trail = len([]rune(body[len(l.text):]))
	}
	for i, l := range out {
		l.broken = layout.Broken(l.text)
		if l.unread = wide(l.text) || (r.exact || r.rows) && !l.broken || command(text[b.Lines[i].From:b.Lines[i].To]) || layout.Spaceless(l.text); l.unread {
			continue
		}
		// One space more than other lines have; an indent is something else.
		l.leadHole = (l.lead == r.margin+1 || l.lead == 1 && r.margin != 1 || r.wraps && (l.lead == 2 || l.lead == 3 && r.margin == 1)) && !listed(l.text) && !r.counted(l.text) && !r.address(l.text, 0) && !indented(out, i)
		l.firstLine = i == 0
		l.bullet = bulleted(l.text)
		l.goesOn = i > 0 && strings.HasSuffix(out[i-1].text, " .")
		l.row = !l.broken && strings.Contains(l.text, "  ") && (layout.Stretched(l.text) || row(text, b.Lines, i))
		l.trailHole = l.trail > 0 && !r.trails
		r.tokens = lm.Tokens(r.tokens[:0], l.text)
		l.tokens = r.tokens
		if r.cutLine(l); r.unhurt && l.marks == 0 {
			l.tokens = nil
		} else {
			l.tokens = slices.Clone(l.tokens)
		}
	}
	for i, l := range out {
		if l.unread {
			continue
		}
		// In a text without damage most lines have nothing to do with one that is read.
		if !r.unhurt || l.marks > 0 || i > 0 && out[i-1].marks > 0 || i+1 < len(out) && out[i+1].marks > 0 {
			r.number(l)
		}
	}
	return out
}

// indented says that a line is one of several in a row that begin with as many spaces: a
// listing is set in so, and few phrases stood at the start of lines in a row.
func indented(lines []*line, i int) bool {
	const several = 7
	from, to := i, i+1
	for from > 0 && i-from < several && lines[from-1].lead == lines[i].lead {
		from--
	}
	for to < len(lines) && to-i < several && lines[to].lead == lines[i].lead {
		to++
	}
	return to-from >= several
}

// number gives the tokens of a line their numbers, and counts those of one that is read.
func (r *reader) number(l *line) {
	if l.tokens == nil {
		l.tokens = lm.Tokens(nil, l.text)
	}
	l.numbers = make([]int32, len(l.tokens))
	for k := range l.tokens {
		l.numbers[k] = r.s.NumberIn(l.text, &l.tokens[k])
	}
	if l.marks == 0 {
		return
	}
	l.own = make(map[uint64]int, 3*len(l.tokens))
	for k := range l.tokens {
		l.own[lm.OneKey(l.tokens[k].ID)]++
		if k > 0 {
			l.own[lm.TwoKey(l.tokens[k-1].ID, l.tokens[k].ID)]++
		}
		if k > 1 {
			l.own[lm.ThreeKey(l.tokens[k-2].ID, l.tokens[k-1].ID, l.tokens[k].ID)]++
		}
	}
}
