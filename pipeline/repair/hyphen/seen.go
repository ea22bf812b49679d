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
// parts alone, and its parts in other compounds.
func (c *Cut) keys() [6]string {
	l, r := strings.ToLower(c.Left), strings.ToLower(c.Right)
	return [6]string{l + r, l + "-" + r, l, r, l + "-", "-" + r}
}

// AddLine counts the words of a line.
func (s *Seen) AddLine(line string) {
	start := -1
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
	if len(word) > 100 || len(word) < 2 {
		return
	}
	word = strings.ToLower(word)
	if n, ok := s.n[word]; ok {
		s.n[word] = n + 1
	}
	for i := 1; i < len(word); i++ {
		if word[i] != '-' {
			continue
		}
		if i+1 < len(word) {
			if n, ok := s.n[word[:i+1]]; ok {
				s.n[word[:i+1]] = n + 1
			}
			if n, ok := s.n[word[i:]]; ok {
				s.n[word[i:]] = n + 1
			}
		}
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
