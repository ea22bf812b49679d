package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/hyphen"
	"github.com/recto/recto/pipeline/repair/lm"
)

// hyphens decides for each line that ends in a hyphen and may go on whether the
// hyphen was put there by the typesetter (true: it goes) or belongs to the word.
func (p *Page) hyphens(shapes []shape, reads []Read, words *Words, habits *hyphen.Habits) map[int]bool {
	var lines []int
	var cuts []hyphen.Cut
	var marks []rune
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
		lines, cuts, marks = append(lines, i), append(cuts, c), append(marks, r)
	}
	if len(cuts) == 0 {
		return out
	}
	if set := p.typesetters(marks); set != 0 {
		for k := range cuts {
			cuts[k].Set, cuts[k].Own = marks[k] == set, marks[k] != set
		}
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

// typesetters is the hyphen that stands at line ends and never inside a word, where words
// have another: a program that prints hyphenates with U+2010, and people type U+002D. Zero
// where the two are one.
func (p *Page) typesetters(ends []rune) rune {
	const enough, seldom = 3, 20
	var inside, atEnd [2]int // of - and ‐
	for _, r := range ends {
		atEnd[one(r == '‐')]++
	}
	for _, l := range p.Lines {
		s := p.Text[l.From:l.To]
		for i, r := range s {
			if r == '-' || r == '‐' {
				before, _ := utf8.DecodeLastRuneInString(s[:i])
				after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
				inside[one(r == '‐')] += one(unicode.IsLetter(before) && unicode.IsLetter(after))
			}
		}
	}
	for k, r := range []rune{'-', '‐'} {
		if atEnd[k] >= enough && inside[1-k] >= enough && inside[k]*seldom <= inside[1-k] && inside[k]*seldom <= atEnd[k] {
			return r
		}
	}
	return 0
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
