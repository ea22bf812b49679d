package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/hyphen"
)

// hyphens decides for each line that ends in a hyphen and may go on whether the
// hyphen was put there by the typesetter (true: it goes) or belongs to the word.
func (p *Page) hyphens(shapes []shape, reads []Read, words *Words, habits *hyphen.Habits) map[int]bool {
	var lines []int
	var cuts []hyphen.Cut
	out := make(map[int]bool)
	want := make(map[string]int)
	for i := 0; i+1 < len(p.Lines); i++ {
		if shapes[i].end != hyphenEnd || shapes[i].closed {
			continue
		}
		a, b := p.text(i, reads), p.text(i+1, reads)
		r, n := utf8.DecodeLastRuneInString(a)
		if r == '\u00ad' { // a soft hyphen is never the word's own
			out[i] = true
			continue
		}
		a = a[:len(a)-n]
		c := hyphen.Cut{Left: lastWord(a), Right: firstWord(b)}
		c.Chain = strings.HasSuffix(a[:len(a)-len(c.Left)], "-") || strings.HasPrefix(b[len(c.Right):], "-")
		lines, cuts = append(lines, i), append(cuts, c)
		want[strings.ToLower(c.Left+c.Right)] = 0
		want[strings.ToLower(c.Left+"-"+c.Right)] = 0
	}
	if len(cuts) == 0 {
		return out
	}
	p.count(want)
	for k, c := range cuts {
		cuts[k].Solid = want[strings.ToLower(c.Left+c.Right)]
		cuts[k].Hyphened = want[strings.ToLower(c.Left+"-"+c.Right)]
	}
	var list hyphen.Words
	if words != nil {
		list = words.Frequency
	}
	for k, goes := range habits.Judge(cuts, list) {
		out[lines[k]] = goes
	}
	return out
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
				countWord(want, s[start:i])
				start = -1
			}
		}
		if start >= 0 {
			countWord(want, s[start:])
		}
	}
}

func countWord(want map[string]int, word string) {
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
