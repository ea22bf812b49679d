package layout

import (
	"sort"
	"strings"
	"unicode"

	"github.com/recto/recto/corpus"
)

const edge = 4 // lines at a page's top and foot that may belong to the page

// head is one line at the edge of a page.
type head struct {
	line int
	page int
	foot bool
	nums []int
}

// takeHeads removes the lines that come again page by page in the same place,
// with the same words and at most other numbers, and page numbers that go up
// with the pages. Only an unbroken run from the edge of a page is taken.
func (p *Page) takeHeads() {
	pages := p.pageBounds()
	if len(pages) < 2 {
		return
	}
	defer func() { // a blank line at a page's edge tells nothing
		for i := 1; i < len(p.Lines); i++ {
			if p.Lines[i].Page != p.Lines[i-1].Page {
				p.Lines[i].Blanks = 0
			}
		}
	}()
	found := make(map[string][]head)
	for n, b := range pages {
		for i := b[0]; i < b[1]; i++ {
			top, foot := i-b[0] < edge, b[1]-i <= edge
			if !top && !foot {
				i = max(i, b[1]-edge-1)
				continue
			}
			l := p.Lines[i]
			if l.To-l.From > 400 {
				continue
			}
			key, nums := headKey(p.Text[l.From:l.To])
			if key == "" {
				continue
			}
			h := head{line: i, page: n, foot: foot && (!top || b[1]-i < i-b[0]+1), nums: nums}
			where := "top "
			if h.foot {
				where = "foot "
			}
			found[where+key] = append(found[where+key], h)
		}
	}
	kinds := make(map[int]corpus.RemovedKind)
	sure := make(map[int]bool)
	for key, heads := range found {
		kind, ok := p.repeated(key, heads, len(pages))
		if !ok {
			continue
		}
		for _, h := range heads {
			kinds[h.line] = kind
		}
		if kind == corpus.PageNumber {
			expected(heads, len(pages), sure)
		}
	}
	p.sectionHeads(pages, kinds)
	p.drop(pages, kinds, sure)
}

// pageBounds gives the half-open range of lines of each page that has any.
func (p *Page) pageBounds() [][2]int {
	var out [][2]int
	for i := 0; i < len(p.Lines); {
		j := i
		for j < len(p.Lines) && p.Lines[j].Page == p.Lines[i].Page {
			j++
		}
		out = append(out, [2]int{i, j})
		i = j
	}
	return out
}

// headKey is a line with its numbers replaced and its spaces folded.
func headKey(s string) (string, []int) {
	var b strings.Builder
	var nums []int
	inNumber, space := false, false
	for _, r := range strings.TrimSpace(s) {
		if r >= '0' && r <= '9' {
			if !inNumber {
				if space {
					b.WriteByte(' ')
				}
				b.WriteByte('#')
				nums = append(nums, 0)
			}
			if n := &nums[len(nums)-1]; *n < 1e8 {
				*n = *n*10 + int(r-'0')
			}
			inNumber, space = true, false
			continue
		}
		inNumber = false
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	key := b.String()
	if n, v := roman(key); n > 0 && n == len(key) || key == "i" || key == "v" || key == "x" {
		if n == 0 {
			v = map[string]int{"i": 1, "v": 5, "x": 10}[key]
		}
		return "roman", []int{v}
	}
	return key, nums
}

// repeated judges the lines with one key: do they belong to the pages?
func (p *Page) repeated(key string, heads []head, pages int) (corpus.RemovedKind, bool) {
	_, body, _ := strings.Cut(key, " ")
	letters := 0
	for _, r := range body {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	foot := heads[0].foot
	kind := corpus.RunningHead
	if foot {
		kind = corpus.RunningFoot
	}
	pageNumber := letters == 0 || body == "roman"
	if pageNumber {
		kind = corpus.PageNumber
	}
	distinct := distinctPages(heads)
	rising := risesWithPages(heads)
	if pageNumber {
		return kind, rising && distinct >= 2
	}
	if distinct < len(heads) { // twice on a page: a line of the text
		return kind, false
	}
	if len(heads[0].nums) == 0 || sameNumbers(heads) { // the very same line
		if distinct >= 3 && distinct*5 >= min(pages, 40) {
			return kind, true
		}
		return kind, distinct == 2 && pages <= 4 && letters >= 4
	}
	if !rising || distinct < 2 || distinct == 2 && pages > 4 {
		return kind, false
	}
	// Words and a number that rises at the top: a head, or a heading a page.
	return kind, foot || p.cutsSentences(heads)
}

func distinctPages(heads []head) int {
	n, last := 0, -1
	for _, h := range heads {
		if h.page != last {
			n++
			last = h.page
		}
	}
	return n
}

// risesWithPages says that one of the numbers keeps its distance to the page, or goes up
// with the pages from one head to the next: a page without text, or a second count from
// one, changes the distance.
func risesWithPages(heads []head) bool {
	slots := len(heads[0].nums)
	for s := range slots {
		count := make(map[int]int)
		best, steps := 0, 0
		for i, h := range heads {
			if s < len(h.nums) {
				count[h.nums[s]-h.page]++
				best = max(best, count[h.nums[s]-h.page])
			}
			steps += one(i > 0 && follows(heads[i-1], h, s))
		}
		if best >= 2 && best*10 >= len(heads)*7 || steps >= 3 && steps*10 >= (len(heads)-1)*7 {
			return true
		}
	}
	return false
}

// follows says that a number is as much more than one before it as its page is.
func follows(a, b head, slot int) bool {
	return slot < len(a.nums) && slot < len(b.nums) && b.page > a.page && b.nums[slot]-a.nums[slot] == b.page-a.page
}

func sameNumbers(heads []head) bool {
	for _, h := range heads[1:] {
		for i, n := range h.nums {
			if i >= len(heads[0].nums) || n != heads[0].nums[i] {
				return false
			}
		}
	}
	return true
}

// cutsSentences says that a page before one of the heads ends inside a sentence.
func (p *Page) cutsSentences(heads []head) bool {
	for _, h := range heads {
		if p.cutsSentence(h.line) {
			return true
		}
	}
	return false
}

// cutsSentence says that the page before a head ends inside a sentence.
func (p *Page) cutsSentence(line int) bool {
	for i := line - 1; i >= 0 && i >= line-1-edge; i-- {
		l := p.Lines[i]
		if l.Page == p.Lines[line].Page || l.To-l.From > 400 {
			continue
		}
		switch shapeOf(p.Text[l.From:l.To]).end {
		case lower, comma, hyphenEnd:
			return true
		}
	}
	return false
}

// expected marks the page numbers that are what they have to be on their page, by those
// before and after them, where half of the pages have one.
func expected(heads []head, pages int, sure map[int]bool) {
	var found []int
	for i, h := range heads {
		if i > 0 && follows(heads[i-1], h, 0) || i+1 < len(heads) && follows(h, heads[i+1], 0) {
			found = append(found, h.line)
		}
	}
	if len(found)*2 < pages {
		return
	}
	for _, line := range found {
		sure[line] = true
	}
}

// drop takes the lines out, page by page, as far as they reach from its edges, and page
// numbers that are sure also where a line of the text has come between.
func (p *Page) drop(pages [][2]int, kinds map[int]corpus.RemovedKind, sure map[int]bool) {
	if len(kinds) == 0 {
		return
	}
	gone := sure
	for _, b := range pages {
		i, j := b[0], b[1]-1
		for i < b[1] && kinds[i] != "" && kinds[i] != corpus.RunningFoot {
			gone[i] = true
			i++
		}
		for j >= i && kinds[j] != "" && kinds[j] != corpus.RunningHead {
			gone[j] = true
			j--
		}
	}
	kept := p.Lines[:0:0]
	for i, l := range p.Lines {
		if !gone[i] {
			kept = append(kept, l)
			continue
		}
		from, to := Trim(p.Text, l.From, l.To)
		p.Removed = append(p.Removed, corpus.Removed{From: from, To: to, Line: l.Number, Page: l.Page, Kind: kinds[i]})
	}
	p.Lines = kept
	sort.SliceStable(p.Removed, func(i, j int) bool { return p.Removed[i].From < p.Removed[j].From })
}
