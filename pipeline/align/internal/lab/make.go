package lab

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// maker builds a bitext unit by unit.
type maker struct {
	*rand.Rand
	d     Damage
	b     *Bitext
	words [3][]string // of source, target, pivot: what takes a word's place
}

// part is a side of a unit under way: source text with its pivot, or target
// text alone.
type part struct{ text, pivot string }

// Make makes a bitext of units. strange are units of other documents in the
// same languages, for what stands on one side only.
func Make(name, from, to string, units, strange []Unit, d Damage, seed uint64) *Bitext {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 17)), d: d, b: &Bitext{Name: name, From: from, To: to}}
	for _, u := range units {
		m.words[0] = append(m.words[0], strings.Fields(u.Src)...)
		m.words[1] = append(m.words[1], strings.Fields(u.Tgt)...)
	}
	rough := 0.2 + 0.3*m.Float64()
	for k := 0; k < len(units); {
		used := m.step(units[k:], strange, rough)
		k += used
	}
	m.b.Areas = Areas(m.b.Gold, len(m.b.Source), len(m.b.Target))
	return m.b
}

func (m *maker) chance(p float64) bool { return m.Float64() < p }

// step lays down one or two units, or something one-sided, and says how many
// units it has used.
func (m *maker) step(units, strange []Unit, rough float64) int {
	u := units[0]
	src, tgt := m.source(u, rough), part{text: m.loosen(u.Tgt, 1)}
	d := &m.d
	if len(u.Parts) > 0 {
		if u.OfTarget {
			m.lay([]part{src}, m.parts(u, tgt))
		} else {
			m.lay(m.parts(u, src), []part{tgt})
		}
		return 1
	}
	two := len(units) > 1
	switch {
	case m.chance(d.Block) && len(strange) > 60:
		at, n := m.IntN(len(strange)-60), 2+int(m.ExpFloat64()*6)
		if m.IntN(3) == 0 {
			n = 10 + m.IntN(40)
		}
		source := m.IntN(2) == 0
		for k := range min(n, 50) {
			x := strange[at+k]
			if m.IntN(12) == 0 {
				x.Src, x.Tgt = m.scrap(), m.scrap()
			}
			if source {
				m.lay([]part{m.source(x, rough)}, nil)
			} else {
				m.lay(nil, []part{{text: x.Tgt}})
			}
		}
		return 0
	case m.chance(d.Drop):
		switch m.IntN(4) {
		case 0:
			m.lay([]part{src}, nil)
			return 1
		case 1:
			m.lay(nil, []part{tgt})
			return 1
		case 2:
			m.lay(nil, []part{{text: m.scrap()}})
		default:
			x := m.scrap()
			m.lay([]part{{x, x}}, nil)
		}
		return 0
	case two && m.chance(d.Swap):
		v := units[1]
		m.lay2(src, m.source(v, rough), part{text: m.loosen(v.Tgt, 1)}, tgt)
		return 2
	case two && m.chance(d.Merge):
		v := units[1]
		s2, t2 := m.source(v, rough), part{text: m.loosen(v.Tgt, 1)}
		if m.IntN(2) == 0 {
			m.lay([]part{m.glue(src, s2)}, []part{tgt, t2})
		} else {
			m.lay([]part{src, s2}, []part{m.glue(tgt, t2)})
		}
		return 2
	case two && m.chance(d.Spill):
		v := units[1]
		s2, t2 := m.source(v, rough), part{text: m.loosen(v.Tgt, 1)}
		if m.IntN(2) == 0 {
			if a, b, ok := m.cross(src, s2); ok {
				m.lay([]part{a, b}, []part{tgt, t2})
				return 2
			}
		} else if a, b, ok := m.cross(tgt, t2); ok {
			m.lay([]part{src, s2}, []part{a, b})
			return 2
		}
		m.lay([]part{src}, []part{tgt})
		return 1
	case m.chance(d.Split):
		parts := 1
		if m.IntN(5) == 0 {
			parts = 2
		}
		if m.IntN(2) == 0 {
			m.lay(m.split(src, parts), []part{tgt})
		} else {
			m.lay([]part{src}, m.split(tgt, parts))
		}
		return 1
	case m.chance(d.Recut):
		a1, a2, x := m.halves(src)
		b1, b2, y := m.halves(tgt)
		if x > 0 && y > 0 && (x-y > 0.2 || y-x > 0.2) {
			m.lay([]part{a1, a2}, []part{b1, b2})
			return 1
		}
	}
	m.lay([]part{src}, []part{tgt})
	return 1
}

// parts is the side of a unit that a translator has cut, with whole's pivot
// shared out.
func (m *maker) parts(u Unit, whole part) []part {
	side, all := 0, 0
	if u.OfTarget {
		side = 1
	}
	for _, p := range u.Parts {
		all += len(p)
	}
	words := strings.Fields(whole.pivot)
	out := make([]part, len(u.Parts))
	at, from := 0, 0
	for k, p := range u.Parts {
		at += len(p)
		to := len(words) * at / all
		out[k] = part{m.loosen(p, side), strings.Join(words[from:to], " ")}
		from = to
	}
	return out
}

// lay puts one gold bead down.
func (m *maker) lay(src, tgt []part) {
	var g Bead
	for _, p := range src {
		g.Src = append(g.Src, len(m.b.Source))
		m.b.Source = append(m.b.Source, m.finish(p.text))
		m.b.Pivot = append(m.b.Pivot, p.pivot)
	}
	for _, p := range tgt {
		g.Tgt = append(g.Tgt, len(m.b.Target))
		m.b.Target = append(m.b.Target, m.finish(p.text))
	}
	m.b.Gold = append(m.b.Gold, g)
}

// lay2 puts two beads down whose targets are changed over.
func (m *maker) lay2(s1, s2, t1, t2 part) {
	i, j := len(m.b.Source), len(m.b.Target)
	m.lay([]part{s1, s2}, []part{t1, t2})
	m.b.Gold[len(m.b.Gold)-1] = Bead{[]int{i}, []int{j + 1}}
	m.b.Gold = append(m.b.Gold, Bead{[]int{i + 1}, []int{j}})
}

// source gives a unit's source, with its pivot: the one it has, or its target
// made as rough as a machine's.
func (m *maker) source(u Unit, rough float64) part {
	p := u.Pivot
	if p == "" {
		p = m.roughen(u.Tgt, rough)
	}
	return part{m.loosen(u.Src, 0), p}
}

// roughen makes of a translation what a machine might have made: other words,
// other endings, another order.
func (m *maker) roughen(s string, rate float64) string {
	w := strings.Fields(s)
	out := make([]string, 0, len(w))
	for _, x := range w {
		switch r := m.Float64() / rate; {
		case r < 0.45:
			out = append(out, m.words[1][m.IntN(len(m.words[1]))])
		case r < 0.75 && len([]rune(x)) > 4:
			rs := []rune(x)
			out = append(out, string(rs[:len(rs)-1-m.IntN(2)])+[]string{"a", "e", "en", "s", "i"}[m.IntN(5)])
		case r < 0.9:
		default:
			out = append(out, x)
		}
	}
	for k := 0; k+1 < len(out); k++ {
		if m.chance(rate / 2) {
			out[k], out[k+1] = out[k+1], out[k]
		}
	}
	return strings.Join(out, " ")
}

// loosen replaces or leaves out words: a translator's freedom.
func (m *maker) loosen(s string, side int) string {
	if m.d.Loose == 0 {
		return s
	}
	w := strings.Fields(s)
	if len(w) < 4 {
		return s
	}
	rate := m.d.Loose * m.Float64()
	out := w[:0:0]
	for k, x := range w {
		if k > 0 && k < len(w)-1 && m.chance(rate) {
			if m.IntN(2) == 0 {
				continue
			}
			x = m.words[side][m.IntN(len(m.words[side]))]
		}
		out = append(out, x)
	}
	return strings.Join(out, " ")
}

// clauses lists where a text can be cut: behind a mark inside it, or anywhere
// between words if there is none.
func (m *maker) clauses(s string) []int {
	var marks, spaces []int
	for k, r := range s {
		if r != ' ' || k < 10 || len(s)-k < 10 {
			continue
		}
		if strings.ContainsAny(s[k-1:k], ",;:–)") {
			marks = append(marks, k)
		} else {
			spaces = append(spaces, k)
		}
	}
	if len(marks) > 0 && m.IntN(4) > 0 {
		return marks
	}
	return spaces
}

// halves cuts a part in two and says where, from 0 to 1; 0 if it cannot.
func (m *maker) halves(p part) (a, b part, at float64) {
	c := m.clauses(p.text)
	if len(c) == 0 {
		return p, part{}, 0
	}
	k := c[m.IntN(len(c))]
	at = float64(k) / float64(len(p.text))
	pw := strings.Fields(p.pivot)
	q := int(at*float64(len(pw)) + 0.5)
	a = part{p.text[:k], strings.Join(pw[:q], " ")}
	b = part{strings.TrimSpace(p.text[k:]), strings.Join(pw[q:], " ")}
	return a, b, at
}

// split cuts a part into up to n+1 sentences.
func (m *maker) split(p part, n int) []part {
	out := []part{p}
	for range n {
		k := m.IntN(len(out))
		a, b, at := m.halves(out[k])
		if at == 0 {
			continue
		}
		if m.IntN(2) == 0 {
			a.text, b.text = strings.TrimRight(a.text, ",;:– ")+".", capital(b.text)
		}
		out = append(out[:k], append([]part{a, b}, out[k+1:]...)...)
	}
	return out
}

// cross moves a clause from one part to its neighbour.
func (m *maker) cross(p, q part) (a, b part, ok bool) {
	if m.IntN(2) == 0 {
		x, y, at := m.halves(q)
		if at == 0 {
			return p, q, false
		}
		y.text = capital(y.text)
		x = m.glue(p, x)
		x.text = strings.TrimRight(x.text, ",;:– ") + "."
		return x, y, true
	}
	x, y, at := m.halves(p)
	if at == 0 {
		return p, q, false
	}
	x.text = strings.TrimRight(x.text, ",;:– ") + "."
	y = m.glue(y, q)
	y.text = capital(y.text)
	return x, y, true
}

// glue joins two sentences into one.
func (m *maker) glue(p, q part) part {
	a, b := p.text, q.text
	switch m.IntN(4) {
	case 0:
	case 1:
		a = strings.TrimRight(a, ".") + ";"
		b = lower(b)
	case 2:
		a = strings.TrimRight(a, ".") + ","
		b = lower(b)
	default:
		a = strings.TrimRight(a, ".") + " :"
	}
	return part{a + " " + b, strings.TrimSpace(p.pivot + " " + q.pivot)}
}

// scrap is what a scanner reads where there is no text.
func (m *maker) scrap() string {
	s := []string{".....", "- _-", "i -", "2", "—", "* * *", "Fig.", "17"}
	return s[m.IntN(len(s))]
}

// finish misreads letters and sets marks apart.
func (m *maker) finish(s string) string {
	if m.d.Noise == 0 && !m.d.Tokens {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case m.d.Noise > 0 && unicode.IsLetter(r) && m.chance(m.d.Noise):
			switch m.IntN(4) {
			case 0:
			case 1:
				b.WriteRune(r)
				b.WriteByte(' ')
			default:
				b.WriteByte("ilecoartn"[m.IntN(9)])
			}
		case m.d.Tokens && strings.ContainsRune(".,;:?!()«»\"", r):
			b.WriteString(" " + string(r) + " ")
		case m.d.Tokens && r == '\'':
			b.WriteString("' ")
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func upper(r rune) bool { return unicode.IsUpper(r) }

func capital(s string) string {
	for k, r := range s {
		return string(unicode.ToUpper(r)) + s[k+len(string(r)):]
	}
	return s
}

func lower(s string) string {
	for k, r := range s {
		return string(unicode.ToLower(r)) + s[k+len(string(r)):]
	}
	return s
}
