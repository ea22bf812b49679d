package layout

import (
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// sectionHeads finds running heads that name the section, and so change with it: a line
// at the top of a page that is the same at the top of a neighbour, or begins or ends in
// the same words, on most pages of the text.
func (p *Page) sectionHeads(pages [][2]int, kinds map[int]corpus.RemovedKind) {
	const (
		leastPages = 5
		top        = 3 // lines of a page that may be its head
		near       = 2 // pages apart: left ones and right ones may have heads of their own
	)
	if len(pages) < leastPages {
		return
	}
	heads := make([][]string, len(pages))
	for n, b := range pages {
		for i := b[0]; i < b[1] && i < b[0]+top; i++ {
			key := ""
			if l := p.Lines[i]; l.To-l.From <= widest {
				key, _ = headKey(p.Text[l.From:l.To])
			}
			heads[n] = append(heads[n], key)
		}
	}
	found := make([]int, 0, len(pages)) // lines
	with := 0
	capitals := 0 // of the heads, those in capitals
	for n, b := range pages {
		any := false
		for k, key := range heads[n] {
			if k > 0 && !any && kinds[b[0]+k-1] == "" || !likeNeighbour(heads, n, key, near) || p.again(b, b[0]+k) {
				continue
			}
			any = true
			found = append(found, b[0]+k)
			if allCapitals(key) {
				capitals++
			}
		}
		if any {
			with++
		}
	}
	if with*2 < len(pages) || with < leastPages || !p.cutsPages(found, with/10) {
		return
	}
	for _, i := range found {
		if kinds[i] == "" {
			kinds[i] = corpus.RunningHead
		}
	}
	if capitals*5 < len(found)*4 {
		return
	}
	// A section of one page has a head that no neighbour has; what stands in capitals
	// behind a head on its page is one too.
	for n, b := range pages {
		for k, key := range heads[n] {
			if k > 0 && kinds[b[0]+k] == "" && kinds[b[0]+k-1] == corpus.RunningHead && allCapitals(key) {
				kinds[b[0]+k] = corpus.RunningHead
			}
		}
	}
}

// again says that a line stands once more on its page: it is the text's.
func (p *Page) again(page [2]int, line int) bool {
	from, to := Trim(p.Text, p.Lines[line].From, p.Lines[line].To)
	for i := page[0]; i < page[1]; i++ {
		if l := p.Lines[i]; i != line && l.To-l.From >= to-from {
			if a, b := Trim(p.Text, l.From, l.To); p.Text[a:b] == p.Text[from:to] {
				return true
			}
		}
	}
	return false
}

// cutsPages says that more than so many of these heads stand in the middle of a
// sentence: pages that begin and end with one, as slides do, have titles.
func (p *Page) cutsPages(heads []int, most int) bool {
	n := 0
	for _, i := range heads {
		if p.cutsSentence(i) {
			n++
		}
	}
	return n > most
}

// likeNeighbour says that a page not far from page n begins with much the same line.
func likeNeighbour(heads [][]string, n int, key string, near int) bool {
	const least = 4 // letters
	letters := 0
	for _, r := range key {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < least {
		return false
	}
	for m := max(0, n-near); m <= min(len(heads)-1, n+near); m++ {
		if m == n {
			continue
		}
		for _, other := range heads[m] {
			if alike(key, other) {
				return true
			}
		}
	}
	return false
}

// alike: the same, or the same words in a good part of both, at their beginning or at
// their end.
func alike(a, b string) bool {
	const least, share = 10, 0.4
	if a == b {
		return true
	}
	na, nb := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	bar := max(least, int(share*float64(max(na, nb))))
	ra, rb := []rune(a), []rune(b)
	same := 0
	for same < min(na, nb) && ra[same] == rb[same] {
		same++
	}
	if same >= bar {
		return true
	}
	same = 0
	for same < min(na, nb) && ra[na-1-same] == rb[nb-1-same] {
		same++
	}
	return same >= bar
}

func allCapitals(s string) bool {
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 3
}
