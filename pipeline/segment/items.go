package segment

import (
	"math"
	"strconv"
	"strings"
)

// items are the items of a list in running text: "1. The first 2. The second".
// A list begins where the text does; each item is then looked for by the marker
// that must come next.
type items struct {
	at     int    // where the next item begins; far away if there is none
	n      int    // its number
	before string // in front of the number: a bullet
	after  string // behind it: "." ")" ".)"
	alpha  bool   // a, b, c
}

const far = math.MaxInt

// itemsOf looks for a list at byte start.
func itemsOf(text string, start int) items {
	none := items{at: far}
	i := start
	before := ""
	if r := at(text, i); isBullet(r) {
		before = string(r)
		i += len(before)
		if k := skipSpace(text, i); k > i {
			before += text[i:k]
			i = k
		}
	}
	j := i
	for j < len(text) && j < i+3 && text[j] >= '0' && text[j] <= '9' {
		j++
	}
	it := items{before: before}
	switch {
	case j > i:
		it.n, _ = strconv.Atoi(text[i:j])
	case strings.HasPrefix(text[i:], "a.") || strings.HasPrefix(text[i:], "a)"):
		it.alpha, it.n, j = true, 1, i+1
	case before != "":
		// Bullets alone: each is an item.
		it.n = -1
		return it.find(text, i)
	default:
		return none
	}
	for _, after := range []string{".)", ".", ")"} {
		if strings.HasPrefix(text[j:], after) {
			it.after = after
			break
		}
	}
	if it.after == "" || !isSpace(at(text, j+len(it.after))) {
		return none
	}
	// "under Article 2. The" is no item: only a list whose items end in no
	// mark has to be told apart by its numbers.
	if before == "" && !isLetter(prevRune(text, trimSpace(text, start, len(text)))) {
		return none
	}
	return it.find(text, j)
}

// find looks for the next item from byte i on.
func (it items) find(text string, i int) items {
	marker := it.before
	if it.n >= 0 {
		it.n++
		switch {
		case !it.alpha:
			marker += strconv.Itoa(it.n)
		case it.n > 26:
			return items{at: far}
		default:
			marker += string(rune('a' + it.n - 1))
		}
		marker += it.after
	}
	for {
		k := strings.Index(text[i:], marker)
		if k < 0 {
			return items{at: far}
		}
		k += i
		end := k + len(marker)
		if isSpace(prevRune(text, k)) && (it.n < 0 || isSpace(at(text, end)) && isUpper(at(text, skipSpace(text, end)))) {
			it.at = k
			return it
		}
		i = end
	}
}

// pass steps over the marker that was reached, and gives the byte behind it.
func (it *items) pass(text string) int {
	i := it.at + 1
	if it.n >= 0 {
		i = it.at + len(it.before) + len(strconv.Itoa(max(it.n, 0))) + len(it.after)
		if it.alpha {
			i = it.at + len(it.before) + 1 + len(it.after)
		}
	}
	*it = it.find(text, i)
	return i
}
