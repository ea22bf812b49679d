package check

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// number is a number as it stands in a text, with the ways to read it: "1.400"
// is 1.4 or 1400, "12.3." may be the 12th of March. Each way is the values that
// must all stand on the other side.
type number struct {
	text   string
	ways   [][]float64
	scaled bool // a word such as "million" follows
}

// value is the number's first reading.
func (n number) value() float64 { return n.ways[0][0] }

// side is what the numbers check knows of one text.
type side struct {
	numbers  []number
	values   map[float64]bool // that stand in it, by any reading
	optional map[float64]bool // months, Roman numerals: they count if the other side asks
	scaled   bool
	halfDay  bool // it tells the time with a.m. and p.m.
}

var halfDay = regexp.MustCompile(`(?i)\d\s*(?:a\.?\s?m\b|p\.?\s?m\b|πμ|μμ|π\.μ|μ\.μ|du\b)`)

func (c *checker) side(text string, l *lang) side {
	s := side{values: map[float64]bool{}, optional: map[float64]bool{}}
	s.numbers = c.scan(text)
	s.halfDay = len(s.numbers) > 0 && halfDay.MatchString(text)
	for _, n := range s.numbers {
		s.scaled = s.scaled || n.scaled
		for _, way := range n.ways {
			for _, v := range way {
				s.values[v] = true
			}
		}
	}
	for _, w := range words(text) {
		if v := roman(w.text); v > 0 {
			s.optional[float64(v)] = true
		}
		if m := l.month(w.lower); m > 0 {
			s.optional[float64(m)] = true
		}
	}
	return s
}

// scan finds the numbers of a text.
func (c *checker) scan(text string) []number {
	var out []number
	for i := 0; i < len(text); {
		if _, n := digit(text[i:]); n == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		from := i
		var groups []string
		var seps []rune
		for {
			var g strings.Builder
			for i < len(text) {
				d, n := digit(text[i:])
				if n == 0 {
					break
				}
				g.WriteByte(d)
				i += n
			}
			groups = append(groups, g.String())
			sep, n := separatorOf(text[i:])
			if n == 0 || unicode.IsSpace(sep) && !thousands(text[i+n:], groups) {
				break
			}
			if _, more := digit(text[i+n:]); more == 0 {
				break
			}
			seps = append(seps, sep)
			i += n
		}
		out = append(out, number{text: text[from:i], ways: readings(groups, seps), scaled: c.scaleFollows(text[i:])})
	}
	return out
}

// digit reads one decimal digit in the scripts that recto meets.
func digit(s string) (byte, int) {
	if s == "" {
		return 0, 0
	}
	if s[0] < 0x80 {
		if s[0] >= '0' && s[0] <= '9' {
			return s[0], 1
		}
		return 0, 0
	}
	r, n := utf8.DecodeRuneInString(s)
	for _, zero := range [...]rune{0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10} {
		if r >= zero && r <= zero+9 {
			return byte('0' + r - zero), n
		}
	}
	return 0, 0
}

func separatorOf(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '.', ',', '\'', '’', ' ', '\u00a0', '\u2009', '\u202f', '٫', '٬':
		return r, n
	}
	return 0, 0
}

// thousands says whether a group of exactly three digits follows a first group
// of at most three, so that a space may stand between them.
func thousands(rest string, groups []string) bool {
	if len(groups[0]) > 3 {
		return false
	}
	n := 0
	for n < 4 && rest != "" {
		_, size := digit(rest)
		if size == 0 {
			break
		}
		rest = rest[size:]
		n++
	}
	return n == 3
}

// readings are the ways to read groups of digits with their separators.
func readings(groups []string, seps []rune) [][]float64 {
	parse := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return math.Inf(1) // more digits than a float holds
		}
		return v
	}
	var ways [][]float64
	last := len(groups) - 1
	if last > 0 {
		triples := func(g []string) bool {
			return len(groups[0]) <= 3 && !slices.ContainsFunc(g, func(s string) bool { return len(s) != 3 })
		}
		same := func(s []rune) bool {
			return len(s) == 0 || !slices.ContainsFunc(s, func(r rune) bool { return r != s[0] })
		}
		decimal := seps[last-1] == '.' || seps[last-1] == ',' || seps[last-1] == '٫'
		if decimal && same(seps[:last-1]) && (last == 1 || triples(groups[1:last]) && seps[last-1] != seps[0]) {
			ways = append(ways, []float64{parse(strings.Join(groups[:last], "") + "." + groups[last])})
		}
		if triples(groups[1:]) && same(seps) {
			ways = append(ways, []float64{parse(strings.Join(groups, ""))})
		}
	}
	var atoms []float64
	for _, g := range groups {
		atoms = append(atoms, parse(g))
	}
	return append(ways, atoms)
}

func (c *checker) scaleFollows(rest string) bool {
	rest = strings.ToLower(strings.TrimLeft(rest[:min(len(rest), 64)], " \u00a0\u202f-"))
	if rest == "" {
		return false
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(rest)
	}
	for _, w := range c.scale {
		if len([]rune(w)) <= 2 && w[0] < 0x80 {
			if rest[:end] == w {
				return true
			}
		} else if strings.HasPrefix(rest[:end], w) {
			return true
		}
	}
	return false
}

// on says whether one of the ways to read a number is on the other side.
func (s *side) on(n number, from *side) bool {
	for _, way := range n.ways {
		if !slices.ContainsFunc(way, func(v float64) bool { return !s.has(v, n.scaled, from) }) {
			return true
		}
	}
	return false
}

func (s *side) has(v float64, scaled bool, from *side) bool {
	if s.values[v] || s.optional[v] {
		return true
	}
	near := func(w float64) bool { return s.values[w] || s.optional[w] }
	if scaled || s.scaled {
		for _, k := range [...]float64{1e3, 1e4, 1e6, 1e8, 1e9, 1e12} {
			if scaled && (near(v*k) || near(math.Round(v*k))) || s.scaled && near(v/k) || scaled && s.scaled && near(v*1e6/k) {
				return true
			}
		}
	}
	switch {
	case v >= 13 && v <= 24 && s.halfDay && near(v-12), v >= 1 && v <= 12 && from.halfDay && near(v+12):
		return true
	case v > 1000 && v < 2100 && near(math.Mod(v, 100)): // "the 1990s", "90"; "2018–19"
		return true
	case v < 100 && (near(1900+v) || near(2000+v)):
		return true
	case v > 1000 && v < 2100 && math.Mod(v, 100) == 0 && near(v/100+1), v > 10 && v < 22 && near((v-1)*100): // centuries
		return true
	}
	return false
}

// spelled says whether a number is often written as a word.
func spelled(v float64) bool {
	if v != math.Trunc(v) {
		return v == 0.5 || v == 1.5
	}
	return v <= 20 || v <= 100 && math.Mod(v, 10) == 0 || v <= 1000 && math.Mod(v, 100) == 0
}

func (c *checker) numbers(src, tgt string) []corpus.Finding {
	a, b := c.side(src, &c.from), c.side(tgt, &c.to)
	missing := missingOf(&a, &b)
	extra := missingOf(&b, &a)
	// A number that may have become a word, with nothing on the other side that
	// could be a wrong one in its place, is no error.
	if len(extra) == 0 {
		missing = slices.DeleteFunc(missing, func(n number) bool { return spelled(n.value()) })
	}
	if len(missing) == 0 {
		extra = slices.DeleteFunc(extra, func(n number) bool { return spelled(n.value()) })
	}
	if c.from.unspaced || c.to.unspaced {
		// Han numerals are not read: only a number against a number is sure.
		if len(missing) == 0 || len(extra) == 0 {
			return nil
		}
	}
	switch {
	case len(missing) > 0 && len(extra) > 0:
		return []corpus.Finding{{Code: "numbers", Severity: corpus.Grave, Message: list(missing) + " in the source, " + list(extra) + " in the target."}}
	case len(missing) > 0:
		return []corpus.Finding{{Code: "numbers", Severity: corpus.Grave, Side: "source", Message: list(missing) + " is not in the target."}}
	case len(extra) > 0:
		return []corpus.Finding{{Code: "numbers", Severity: corpus.Grave, Side: "target", Message: list(extra) + " is not in the source."}}
	}
	return nil
}

func missingOf(a, b *side) []number {
	var out []number
	for _, n := range a.numbers {
		if !b.on(n, a) && !slices.ContainsFunc(out, func(o number) bool { return o.text == n.text }) {
			if out = append(out, n); len(out) == 50 {
				break // a text of nothing but numbers
			}
		}
	}
	return out
}

func list(n []number) string {
	texts := make([]string, 0, len(n))
	for i, x := range n {
		if i == 8 {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, short(x.text))
	}
	return strings.Join(texts, ", ")
}

// roman reads a Roman numeral in capitals; 0 if it is none.
func roman(s string) int {
	total, last := 0, 0
	if len(s) > 8 {
		return 0
	}
	for i := len(s) - 1; i >= 0; i-- {
		v := 0
		switch s[i] {
		case 'I':
			v = 1
		case 'V':
			v = 5
		case 'X':
			v = 10
		case 'L':
			v = 50
		case 'C':
			v = 100
		case 'D':
			v = 500
		case 'M':
			v = 1000
		default:
			return 0
		}
		if v < last {
			total -= v
		} else {
			total, last = total+v, v
		}
	}
	return total
}

// dates finds a month that became another one, where both sides name one
// beside a number.
func (c *checker) dates(src, tgt string) []corpus.Finding {
	a, b := dated(src, &c.from), dated(tgt, &c.to)
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	lost, came := minus(a, b), minus(b, a)
	if len(lost) == 0 || len(came) == 0 {
		return nil
	}
	return []corpus.Finding{{Code: "dates", Severity: corpus.Grave, Message: strings.Join(lost, ", ") + " in the source, " + strings.Join(came, ", ") + " in the target."}}
}

type month struct {
	number int
	text   string
}

// dated gives the months of a text that stand at most two words from a day or
// a year.
func dated(text string, l *lang) []month {
	var out []month
	all := words(text)
	for i, w := range all {
		m := l.month(w.lower)
		if m == 0 {
			continue
		}
		for k := max(0, i-2); k <= min(len(all)-1, i+2); k++ {
			if d, n := digit(all[k].text); n > 0 && d != 0 {
				out = append(out, month{m, w.text})
				break
			}
		}
	}
	return out
}

func minus(a, b []month) []string {
	var out []string
	for _, m := range a {
		if !slices.ContainsFunc(b, func(o month) bool { return o.number == m.number }) {
			out = append(out, m.text)
		}
	}
	return out
}
