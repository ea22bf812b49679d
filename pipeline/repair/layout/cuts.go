package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/hyphen"
	"github.com/recto/recto/pipeline/repair/lm"
)

// hyphens decides for each line that ends in a hyphen and may go on whether the
// hyphen was put there by the typesetter (true: it goes) or belongs to the word.
func (p *Page) hyphens(shapes []shape, reads []Read, words *Words, habits *hyphen.Habits) map[int]bool {
	var lines []int
	var cuts []hyphen.Cut
	out := make(map[int]bool)
	for i := range p.Lines {
		next := p.after(i, reads)
		if next == len(p.Lines) || shapes[i].end != hyphenEnd || shapes[i].closed {
			continue
		}
		a, b := p.text(i, reads), p.text(next, reads)
		r, n := utf8.DecodeLastRuneInString(a)
		if r == '\u00ad' { // a soft hyphen is never the word's own
			out[i] = true
			continue
		}
		a = a[:len(a)-n]
		c := hyphen.Cut{Left: lm.LastLetters(a), Right: lm.FirstLetters(b)}
		c.Chain = strings.HasSuffix(a[:len(a)-len(c.Left)], "-") || strings.HasPrefix(b[len(c.Right):], "-")
		c.Path = inPath(a[:len(a)-len(c.Left)], b[len(c.Right):])
		lines, cuts = append(lines, i), append(cuts, c)
	}
	if len(cuts) == 0 {
		return out
	}
	seen := hyphen.Want(cuts)
	half := make(map[int]bool, len(lines)) // they begin with the other half of a word
	for _, i := range lines {
		half[p.after(i, reads)] = true
	}
	for i, l := range p.Lines {
		seen.AddLine(p.Text[l.From:l.To], half[i])
	}
	seen.Fill(cuts)
	var list hyphen.Words
	if words != nil {
		list = words.Frequency
	}
	full := 0 // lines, of which a word might have been cut
	for i := range p.Lines {
		if e := shapes[i].end; e == hyphenEnd || (e == lower || e == comma) && shapes[i].width >= prose {
			full++
		}
	}
	for k, goes := range habits.Judge(cuts, full, list) {
		out[lines[k]] = goes
	}
	return out
}

// inPath says of what stands right before and right behind a word that was cut that it
// is a part of an address, a path, or a name in a program.
func inPath(before, after string) bool {
	const marks = "/_@=~\\:"
	if before != "" && strings.IndexByte(marks+".0123456789", before[len(before)-1]) >= 0 {
		return true
	}
	if after == "" {
		return false
	}
	if strings.IndexByte("/_@=~\\", after[0]) >= 0 || strings.HasPrefix(after, "::") {
		return true
	}
	return after[0] == '.' && len(after) > 1 && after[1] >= 'a' && after[1] <= 'z'
}
