package layout

import (
	"strings"
	"unicode"

	"github.com/recto/recto/corpus"
)

// Bounds for page numbers in a text that has lost its form feeds.
const (
	leastPages = 3  // numbers in a row
	leastLines = 12 // lines a page
)

// numberedPages finds pages by their numbers where a text has no form feeds:
// lines of a number alone that rise by one, a page's lines apart, and stand
// within sentences. Numbered headings do not cut sentences.
func (p *Page) numberedPages() {
	if len(p.Lines) == 0 || p.Lines[len(p.Lines)-1].Page > 1 {
		return
	}
	var run, best []int
	last := 0
	for i, l := range p.Lines {
		if l.To-l.From > 24 {
			continue
		}
		n, ok := loneNumber(p.Text[l.From:l.To])
		if !ok {
			continue
		}
		if len(run) > 0 && n == last+1 && i-run[len(run)-1] >= leastLines {
			run = append(run, i)
		} else if len(run) == 0 || n != last+1 {
			run = []int{i}
		}
		last = n
		if len(run) > len(best) {
			best = run
		}
	}
	if len(best) < leastPages {
		return
	}
	cuts := 0
	for _, i := range best {
		if p.insideSentence(i) {
			cuts++
		}
	}
	if cuts*3 < len(best) {
		return
	}
	page := 1
	k := 0
	for i := range p.Lines {
		p.Lines[i].Page = page
		if k < len(best) && best[k] == i {
			page++
			k++
		}
	}
}

// loneNumber reads a line that is a page number, with dashes or brackets about it.
func loneNumber(s string) (int, bool) {
	s = strings.Trim(s, " \t-–—[]()|.\u00a0")
	if s == "" || len(s) > 4 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// insideSentence says that a sentence goes on from before line i to after it.
func (p *Page) insideSentence(i int) bool {
	before, after := 0, 0
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if l := p.Lines[j]; l.To-l.From < 400 {
			switch shapeOf(p.Text[l.From:l.To]).end {
			case lower, comma, hyphenEnd:
				before++
			}
		}
	}
	for j := i + 1; j < len(p.Lines) && j <= i+3; j++ {
		if l := p.Lines[j]; l.To-l.From < 400 && shapeOf(p.Text[l.From:l.To]).start == lower {
			after++
		}
	}
	return before > 0 && after > 0
}

// takePrintMarks removes what a browser prints about a document of one page:
// its number of pages, and next to it the address and the time.
func (p *Page) takePrintMarks() {
	n := len(p.Lines)
	if n < 3 || p.Lines[n-1].Page > 1 {
		return
	}
	at := -1
	for i := n - 1; i >= n-2; i-- {
		s := strings.TrimSpace(p.Text[p.Lines[i].From:p.Lines[i].To])
		if s == "1/1" || strings.HasSuffix(s, " 1/1") && strings.Contains(s, "://") {
			at = i
			break
		}
	}
	if at < 0 {
		return
	}
	gone := map[int]corpus.RemovedKind{at: corpus.RunningFoot}
	if strings.TrimSpace(p.Text[p.Lines[at].From:p.Lines[at].To]) == "1/1" {
		gone[at] = corpus.PageNumber
	}
	for i := at - 1; i >= max(0, at-2) && p.printMark(i); i-- {
		gone[i] = corpus.RunningFoot
	}
	if p.printMark(0) {
		gone[0] = corpus.RunningHead
	}
	for i := at + 1; i < n; i++ {
		if p.printMark(i) {
			gone[i] = corpus.RunningFoot
		}
	}
	kept := p.Lines[:0:0]
	for i, l := range p.Lines {
		if kind := gone[i]; kind != "" {
			from, to := Trim(p.Text, l.From, l.To)
			p.Removed = append(p.Removed, corpus.Removed{From: from, To: to, Line: l.Number, Page: l.Page, Kind: kind})
			continue
		}
		kept = append(kept, l)
	}
	p.Lines = kept
}

// printMark says that a line is an address, or a date with a time.
func (p *Page) printMark(i int) bool {
	l := p.Lines[i]
	if l.To-l.From > 200 {
		return false
	}
	s := strings.TrimSpace(p.Text[l.From:l.To])
	if strings.Contains(s, "://") && !strings.Contains(s, " ") {
		return true
	}
	digits, letters, colon := 0, 0, strings.Contains(s, ":")
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		} else if unicode.IsLetter(r) {
			letters++
		}
	}
	return colon && digits >= 6 && letters <= 4
}
