package hyphen

import (
	"strings"
	"unicode"
)

// Seen counts in a document the words that its cuts ask for.
type Seen struct{ n map[string]int }

// Want prepares to count for some cuts.
func Want(cuts []Cut) *Seen {
	s := &Seen{n: make(map[string]int, 6*len(cuts))}
	for _, c := range cuts {
		for _, key := range c.keys() {
			s.n[key] = 0
		}
	}
	return s
}

// keys are what is counted for a cut: the word solid and with its hyphen, its
// parts alone, and its parts in other compounds. There a capital behind the hyphen makes
// a difference: who writes System-Zustand does not write System-zustand.
func (c *Cut) keys() [6]string {
	l, r := strings.ToLower(c.Left), strings.ToLower(c.Right)
	h := "-" + capital(c.Right)
	return [6]string{l + r, l + "-" + r, l, r, l + h, h + r}
}

func capital(s string) string {
	if startsUpper(s) {
		return "^"
	}
	return ""
}

// AddLine counts the words of a line. A half of a word is none: what has a hyphen at its
// end, and the line's first word if it is the other half of one that the line before
// ends with.
func (s *Seen) AddLine(line string, half bool) {
	start := -1
	if half {
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		line = strings.TrimLeftFunc(line, unicode.IsLetter)
	}
	for i, r := range line {
		if unicode.IsLetter(r) || unicode.IsMark(r) || start >= 0 && (r == '-' || r == '‐') {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			s.add(line[start:i])
			start = -1
		}
	}
	if start >= 0 {
		s.add(line[start:])
	}
}

func (s *Seen) add(word string) {
	if len(word) > 100 || len(word) < 2 || strings.HasSuffix(word, "-") || strings.HasSuffix(word, "‐") {
		return
	}
	word = strings.ReplaceAll(word, "‐", "-")
	s.count(strings.ToLower(word))
	for i := 1; i+1 < len(word); i++ {
		if word[i] == '-' {
			h := "-" + capital(word[i+1:])
			s.count(strings.ToLower(word[:i]) + h)
			s.count(h + strings.ToLower(word[i+1:]))
		}
	}
}

func (s *Seen) count(key string) {
	if n, ok := s.n[key]; ok {
		s.n[key] = n + 1
	}
}

// Fill writes the counts into the cuts.
func (s *Seen) Fill(cuts []Cut) {
	for i := range cuts {
		c := &cuts[i]
		k := c.keys()
		c.Solid, c.Hyphened, c.LeftAlone, c.RightAlone = s.n[k[0]], s.n[k[1]], s.n[k[2]], s.n[k[3]]
		c.LeftHyphened, c.RightHyphened = s.n[k[4]], s.n[k[5]]
	}
}
