package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hyphens decides for each line that ends in a hyphen and may go on whether the
// hyphen was put there by the typesetter (true: it goes) or belongs to the word.
func (p *Page) hyphens(shapes []shape, reads []Read, words Words) map[int]bool {
	type cut struct {
		line        int
		left, right string
		soft        bool
	}
	var cuts []cut
	want := make(map[string]int)
	for i := 0; i+1 < len(p.Lines); i++ {
		if shapes[i].end != hyphen || shapes[i].closed {
			continue
		}
		a := p.text(i, reads)
		r, n := utf8.DecodeLastRuneInString(a)
		c := cut{line: i, left: lastWord(a[:len(a)-n]), right: firstWord(p.text(i+1, reads)), soft: r == '\u00ad'}
		cuts = append(cuts, c)
		want[strings.ToLower(c.left+c.right)] = 0
		want[strings.ToLower(c.left+"-"+c.right)] = 0
	}
	if len(cuts) == 0 {
		return nil
	}
	p.count(want)
	out := make(map[int]bool, len(cuts))
	for _, c := range cuts {
		out[c.line] = c.soft || drops(strings.ToLower(c.left), strings.ToLower(c.right), c.right, want, words)
	}
	return out
}

// drops weighs the evidence: the word elsewhere in the document, the word
// list, then the look of it; in doubt the hyphen stays.
func drops(left, right, shown string, seen map[string]int, words Words) bool {
	if left == "" || right == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(shown)
	if !unicode.IsLetter(r) {
		return false
	}
	solid, joined := seen[left+right], seen[left+"-"+right]
	if solid != joined {
		return solid > joined
	}
	if unicode.IsUpper(r) && strings.ToUpper(shown) != shown {
		return false
	}
	if words == nil {
		return false
	}
	whole := words.Frequency(left + right)
	return whole > -6 && whole > words.Frequency(left+"-"+right)
}

// count fills in how often the wanted words stand within the lines.
func (p *Page) count(want map[string]int) {
	for _, l := range p.Lines {
		s := p.Text[l.From:l.To]
		start := -1
		for i, r := range s {
			if unicode.IsLetter(r) || start >= 0 && isHyphen(r) {
				if start < 0 {
					start = i
				}
				continue
			}
			if start >= 0 {
				p.countWord(want, s[start:i])
				start = -1
			}
		}
		if start >= 0 {
			p.countWord(want, s[start:])
		}
	}
}

func (p *Page) countWord(want map[string]int, word string) {
	if len(word) < 3 || len(word) > 100 {
		return
	}
	word = strings.ToLower(word)
	if n, ok := want[word]; ok {
		want[word] = n + 1
	}
}

// lastWord is the run of letters that s ends in.
func lastWord(s string) string {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i -= n
	}
	return s[i:]
}

// firstWord is the run of letters that s begins with.
func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return s[:i]
		}
	}
	return s
}
