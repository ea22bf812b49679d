package segment

import (
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// exceptions are abbreviations that a document shows by itself, in lower case:
// words with a full stop and a small letter behind, that hardly stand without the full stop.
type exceptions map[string]bool

func (e exceptions) has(word string) bool {
	if len(e) == 0 {
		return false
	}
	var buf [64]byte
	low, _ := lower(buf[:0], word)
	return e[string(low)]
}

// The longest abbreviation that is learned, and the longest that is learned from
// a single place, in runes.
const (
	longest     = 10
	longestOnce = 6
)

// learn looks through all of a document.
func learn(ps []corpus.Paragraph) exceptions {
	seen := map[string]int{} // with full stop and a small letter behind it
	for i := range ps {
		c := cutter{text: ps[i].Text}
		for k := 0; k < len(c.text); k++ {
			if c.text[k] != '.' || k+2 >= len(c.text) || c.text[k+1] != ' ' || !isLower(at(c.text, k+2)) {
				continue
			}
			if w := c.before(k); w.text != "" && w.shape == plain && allLetters(w.text) && utf8.RuneCountInString(w.text) <= longest {
				seen[strings.ToLower(w.text)]++
			}
		}
	}
	if len(seen) == 0 {
		return nil
	}
	bare := map[string]int{} // without full stop
	var buf [64]byte
	for i := range ps {
		eachWord(ps[i].Text, func(word string, stopped bool) {
			if stopped {
				return
			}
			if low, _ := lower(buf[:0], word); seen[string(low)] > 0 {
				bare[string(low)]++
			}
		})
	}
	out := exceptions{}
	words := 0
	for w, n := range seen {
		if bare[w] > 0 {
			words++
		}
		// Once is little: only a short word is believed then.
		if bare[w]*4 < n && (n > 1 || utf8.RuneCountInString(w) <= longestOnce) {
			out[w] = true
		}
	}
	if words > len(out) {
		return nil // this document begins its sentences in small
	}
	return out
}

// eachWord calls f for every run of letters; stopped: a full stop is behind it.
func eachWord(text string, f func(word string, stopped bool)) {
	from := -1
	for i := 0; i <= len(text); {
		n := 1
		in := false
		if i < len(text) {
			r := rune(text[i])
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(text[i:])
			}
			in = isLetter(r)
		}
		switch {
		case in && from < 0:
			from = i
		case !in && from >= 0:
			f(text[from:i], i < len(text) && text[i] == '.')
			from = -1
		}
		i += n
	}
}
