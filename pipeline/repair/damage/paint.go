package damage

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// visual is a line before it is painted: its text, and which bytes are styled.
type visual struct {
	text        string
	styled      []bool
	lead, trail bool // a run began or ended at the line's edge, and its space is there
	other       bool // the space at the line's end is of a run that the line has nothing else of
}

// breakUp breaks a paragraph into lines.
func breakUp(s string, styled []bool, p Producer, r *rand.Rand) []visual {
	var out []visual
	for from := 0; from < len(s); {
		to := lineEnd(s, from, p.Width+r.IntN(9)-4)
		v := visual{text: s[from:to], styled: styled[from:to]}
		if to+1 < len(s) && s[to] == ' ' {
			v.trail = p.Wraps || p.Edges && styled[to-1] != styled[to+1]
			if p.Wraps && styled[to-1] != styled[to+1] {
				v.other = p.Owner == After || p.Owner == Plain && styled[to-1] || p.Owner == Styled && !styled[to-1]
			}
		}
		if n := len(out); p.Edges && !p.Wraps && n > 0 && out[n-1].trail && (p.Owner == After || p.Owner == Plain && !styled[from] || p.Owner == Styled && styled[from]) {
			v.lead, out[n-1].trail = true, false
		}
		out = append(out, v)
		from = to
		if from < len(s) && s[from] == ' ' {
			from++
		}
	}
	return out
}

func lineEnd(s string, from, width int) int {
	n, last := 0, -1
	for i := from; i < len(s); {
		_, m := utf8.DecodeRuneInString(s[i:])
		if s[i] == ' ' {
			last = i
		}
		if n++; n > width && last > from {
			return last
		}
		i += m
	}
	return len(s)
}

// segment of a visual line, with the spaces that are its own.
type segment struct {
	text   string
	styled bool
}

// paint hands a line on as the program does.
func paint(v visual, p Producer, r *rand.Rand) string {
	segments := cutUp(v)
	kinds := [2]bool{}
	for _, s := range segments {
		if s.styled {
			kinds[1] = true
		} else {
			kinds[0] = true
		}
	}
	give(segments, p, r)
	if v.lead {
		segments[0].text = " " + segments[0].text
	}
	switch last := &segments[len(segments)-1]; {
	case v.other && len(segments) > 1:
		segments = append(segments, segment{" ", !last.styled})
	case v.trail:
		last.text += " "
	}
	if !kinds[0] || !kinds[1] {
		if p.Trim {
			return v.text
		}
		return segments[0].text
	}
	var first, second []string
	for _, s := range segments {
		if s.styled == p.First {
			first = append(first, s.text)
		} else {
			second = append(second, s.text)
		}
	}
	if p.Rows {
		return inRow(first) + "\n" + inRow(second)
	}
	a, b := strings.Join(first, ""), strings.Join(second, "")
	if p.Apart > 0 && r.Float64() < p.Apart {
		b = apart(second)
	}
	switch {
	case r.Float64() < p.NoGlue:
		if r.IntN(2) == 0 {
			b = apart(second)
		}
		if !strings.HasSuffix(a, " ") && !strings.HasPrefix(b, " ") {
			a += " "
		}
	case p.Snug:
		a, b = strings.TrimRight(a, " "), strings.TrimLeft(b, " ")
	}
	out := a + b
	if p.Collapse > 0 {
		for i := 0; i+1 < len(out); i++ {
			if out[i] == ' ' && out[i+1] == ' ' && r.Float64() < p.Collapse {
				out = out[:i] + out[i+1:]
			}
		}
	}
	if p.Trim {
		out = strings.Trim(out, " ")
	}
	return out
}

// inRow is what a reader makes of runs side by side: a space for each gap.
func inRow(runs []string) string {
	return strings.Join(strings.Fields(strings.Join(runs, " ")), " ")
}

// apart joins runs with a space where none is.
func apart(runs []string) string {
	s := ""
	for _, x := range runs {
		if s != "" && !strings.HasSuffix(s, " ") && !strings.HasPrefix(x, " ") {
			s += " "
		}
		s += x
	}
	return s
}

// cutUp gives the runs of a line, the spaces between them taken off and marked
// by a space at the end of the run before.
func cutUp(v visual) []segment {
	var out []segment
	for i := 0; i < len(v.text); {
		j := i + 1
		for j < len(v.text) && v.styled[j] == v.styled[i] {
			j++
		}
		out = append(out, segment{v.text[i:j], v.styled[i]})
		i = j
	}
	for k := range out {
		if k > 0 && strings.HasPrefix(out[k].text, " ") {
			out[k].text = out[k].text[1:]
			out[k-1].text += " "
		}
	}
	return out
}

// give hands each space between two runs to its owner.
func give(s []segment, p Producer, r *rand.Rand) {
	for k := 0; k+1 < len(s); k++ {
		if !strings.HasSuffix(s[k].text, " ") {
			continue
		}
		o := p.Owner
		if o == Anybody {
			o = Owner(r.IntN(int(Nobody)))
		}
		before := o == Before || o == Plain && !s[k].styled || o == Styled && s[k].styled
		if before {
			continue
		}
		s[k].text = s[k].text[:len(s[k].text)-1]
		if o != Nobody {
			s[k+1].text = " " + s[k+1].text
		}
	}
}
