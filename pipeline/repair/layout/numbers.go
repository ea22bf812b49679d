package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// Bounds for page numbers in a text that has lost its form feeds.
const (
	leastPages = 3  // numbers in a row
	leastLines = 12 // lines a page
)

// numberedPages finds pages by their numbers where a text has no form feeds:
// lines of a number alone that rise by one, a page's lines apart, and stand
// within sentences. Numbered headings do not cut sentences. Pages of one length,
// or one line beside each number, say as much as sentences that are cut.
func (p *Page) numberedPages() {
	if len(p.Lines) == 0 || p.Lines[len(p.Lines)-1].Page > 1 {
		return
	}
	best := p.risingNumbers()
	if len(best) < leastPages {
		return
	}
	cuts := 0
	for _, i := range best {
		if p.insideSentence(i) {
			cuts++
		}
	}
	even := p.evenPages(best)
	switch {
	case strings.IndexFunc(p.Text[p.Lines[best[0]].From:p.Lines[best[0]].To], unicode.IsLetter) >= 0: // "Page 7", or "Example 7"
		if !even || cuts*3 < len(best) {
			return
		}
	case cuts*3 < len(best) && (cuts == 0 || !even && !p.besideNumbers(best)):
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

// evenPages says that most of the pages that end at some lines are long, and as long as
// each other.
func (p *Page) evenPages(at []int) bool {
	const long, slack = 25, 10 // lines, and the part of them by which pages differ
	var sizes []int
	for k := 1; k < len(at); k++ {
		sizes = append(sizes, p.Lines[at[k]].Number-p.Lines[at[k-1]].Number)
	}
	slices.Sort(sizes)
	middle, even := sizes[len(sizes)/2], 0
	for _, n := range sizes {
		even += one(n >= middle-middle/slack && n <= middle+middle/slack)
	}
	return middle >= long && 4*even >= 3*len(sizes)
}

// besideNumbers says that most of the numbers have one and the same line next to them.
func (p *Page) besideNumbers(at []int) bool {
	count := map[string]int{}
	most := 0
	for _, i := range at {
		for _, k := range [2]int{i - 1, i + 1} {
			if k < 0 || k >= len(p.Lines) || p.Lines[k].To-p.Lines[k].From > 200 {
				continue
			}
			key := strings.TrimSpace(p.Text[p.Lines[k].From:p.Lines[k].To])
			count[key]++
			most = max(most, count[key])
		}
	}
	return 3*most >= 2*len(at)
}

// risingNumbers finds the longest row of lines that differ in a number alone, which goes
// up by one, a page's lines apart: "7", "- 7 -", "7 / 12", "Page 7".
func (p *Page) risingNumbers() []int {
	const most, mostText = 100_000, 40
	type line struct {
		at, length int
		before     *line
	}
	type form struct {
		key    string
		number int
	}
	ends := map[form]*line{} // of a row with such a number: a stray one breaks none
	var best *line
	for i, l := range p.Lines {
		if l.To-l.From > widest { // a number in the middle has spaces before and behind it
			continue
		}
		s := strings.TrimSpace(p.Text[l.From:l.To])
		if len(s) > mostText || strings.IndexAny(s, "0123456789") < 0 {
			continue
		}
		key, nums := headKey(strings.Trim(s, "-–—[]()|. \u00a0"))
		if len(nums) == 0 || len(nums) > 2 || nums[0] > 9999 || len(ends) > most || !pageForm(key) {
			continue
		}
		end := &line{at: i, length: 1}
		if before := ends[form{key, nums[0] - 1}]; before != nil && i-before.at >= leastLines {
			end.before, end.length = before, before.length+1
		}
		ends[form{key, nums[0]}] = end
		if best == nil || end.length > best.length {
			best = end
		}
	}
	var out []int
	for ; best != nil; best = best.before {
		out = append(out, best.at)
	}
	slices.Reverse(out)
	return out
}

// pageForm says that a line's form may be that of a page's number: "#", "# / #", "Page # of #".
func pageForm(key string) bool {
	if strings.ContainsAny(key, "=<>:.,") {
		return false
	}
	for i, r := range key {
		before, _ := utf8.DecodeLastRuneInString(key[:i])
		if r == '#' && unicode.IsLetter(before) || before == '#' && unicode.IsLetter(r) {
			return false
		}
	}
	return true
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
