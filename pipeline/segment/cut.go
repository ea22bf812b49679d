package segment

import (
	"unicode/utf8"
)

// cutter is one pass over one text.
type cutter struct {
	rules   *rules
	learned exceptions
	text    string
	lines   bool // a line end is the end of a segment

	spans []Span
	start int // of the sentence under way, at no white space
}

// kind of a mark that may end a sentence.
type kind uint8

const (
	none     kind = iota
	stop          // .
	ellipsis      // … or several full stops
	strong        // ! ?
	full          // 。 ！ ।: ends a sentence whatever follows
	hard          // a form feed, a blank line: ends a segment, is no part of it
)

// candidate are the first bytes of all marks.
var candidate = func() (t [256]bool) {
	for _, b := range []byte{'.', '!', '?', ';', '\n', '\f', 0xCD, 0xD6, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF} {
		t[b] = true
	}
	return t
}()

func (c *cutter) cut() []Span {
	text := c.text
	c.start = skipSpace(text, 0)
	items := itemsOf(text, c.start)
	for i := c.start; i < len(text); {
		if i >= items.at {
			// An item of a list in running text begins here.
			c.emit(items.at)
			i = items.pass(text)
			continue
		}
		if !candidate[text[i]] {
			i++
			continue
		}
		k, n := c.markAt(i)
		if k == none {
			i += n
			continue
		}
		if k == hard {
			c.emit(i)
			i = c.start
			continue
		}
		end, next := c.boundary(i)
		if end > 0 {
			c.emit(end)
			next = max(next, c.start)
		}
		i = next
	}
	c.emit(len(text))
	return c.spans
}

// emit ends the sentence under way before the byte end.
func (c *cutter) emit(end int) {
	if to := trimSpace(c.text, c.start, end); to > c.start {
		c.spans = append(c.spans, Span{From: c.start, To: to})
	}
	c.start = skipSpace(c.text, end)
}

// markAt says what mark stands at byte i, and how long it is.
func (c *cutter) markAt(i int) (kind, int) {
	text := c.text
	switch b := text[i]; b {
	case '.':
		return stop, 1
	case '!', '?':
		return strong, 1
	case ';':
		if c.rules.greek {
			return strong, 1
		}
		return none, 1
	case '\f':
		return hard, 1
	case '\n':
		if c.lines || blankLine(text, i) {
			return hard, 1
		}
		return none, 1
	}
	if text[i] < utf8.RuneSelf {
		return none, 1
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	switch r {
	case '…':
		return ellipsis, n
	case '‼', '⁇', '⁈', '⁉', '؟', '\u037E':
		return strong, n
	case '۔', '։':
		return stop, n
	case '。', '！', '？', '｡', '।', '॥', '။', '።', '፧', '។', '៕', '᠃':
		return full, n
	case '．':
		return full, n
	case '\u2028', '\u2029':
		return hard, n
	}
	return none, n
}

// blankLine says whether only white space stands between this line end and the
// next one.
func blankLine(text string, i int) bool {
	for i++; i < len(text); i++ {
		switch text[i] {
		case ' ', '\t', '\r':
		case '\n':
			return true
		default:
			return false
		}
	}
	return false
}

// boundary looks at the mark at byte i. It gives the byte where the sentence
// ends, 0 if it does not, and the byte from which to look on.
func (c *cutter) boundary(i int) (end, next int) {
	text := c.text
	m := c.mark(i)
	if m.end >= len(text) {
		return 0, len(text)
	}
	if k, _ := c.markAt(m.end); k == strong || k == stop || k == ellipsis || k == full {
		return 0, m.end // another mark behind the quote: ?». (etc.).
	}
	n := skipSpace(text, m.end)
	if n >= len(text) {
		return 0, len(text)
	}
	if c.hardBetween(m.end, n) {
		return m.end, n
	}
	if m.kind == full {
		if follows := at(text, n); isClosing(follows) || isComma(follows) {
			return 0, n
		}
		return m.end, n
	}
	if n == m.end {
		if c.glued(i, m) {
			return m.end, m.end
		}
		return 0, m.end
	}
	if c.ends(i, m, n) {
		return m.end, n
	}
	return 0, m.end
}

func (c *cutter) hardBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if !candidate[c.text[i]] {
			continue
		}
		if k, _ := c.markAt(i); k == hard {
			return true
		}
	}
	return false
}

// mark is a run of marks with what closes behind it: ?!, …», .)
type mark struct {
	kind   kind
	first  int  // one past the run of marks
	end    int  // one past what closes
	closed bool // a quote or bracket closes behind the mark
	paren  bool // a bracket does
	note   bool // a footnote's number stands behind it
	spaced bool // . . .
}

func (c *cutter) mark(i int) mark {
	text := c.text
	k, n := c.markAt(i)
	m := mark{kind: k}
	j := i + n
	for j < len(text) {
		k, n := c.markAt(j)
		if k == none || k == hard {
			// Full stops with spaces between them are an ellipsis too.
			if text[j] == ' ' && j+1 < len(text) && text[j+1] == '.' && (m.kind == stop || m.kind == ellipsis) && !isAlnumAt(text, j+2) {
				m.kind, m.spaced = ellipsis, true
				j += 2
				continue
			}
			break
		}
		switch {
		case k == full || m.kind == full:
			m.kind = full
		case k == strong || m.kind == strong:
			m.kind = strong
		default:
			m.kind = ellipsis
		}
		j += n
	}
	m.first = j
	m.end = j
	c.closers(&m)
	return m
}

// closers passes over the quotes, brackets and footnote marks behind a mark.
func (c *cutter) closers(m *mark) {
	text := c.text
	for m.end < len(text) {
		r, n := utf8.DecodeRuneInString(text[m.end:])
		switch {
		case r == ')' || r == ']' || r == '}' || r == '）' || r == '】':
			m.closed, m.paren = true, true
		case isQuote(r):
			// A quote right behind a mark closes, unless a word hangs on it
			// that begins in small: then it is part of the next word.
			m.closed = true
		case r == '」' || r == '』' || r == '》':
			m.closed = true
		case isSuper(r) || r == '*' || r == '†':
			m.note = true
		case r == '[':
			w := bracketNumber(text, m.end)
			if w == 0 {
				return
			}
			m.note = true
			n = w
		case isSpace(r):
			// French: a space, then the closing quote. Others only where a
			// quote is open and a space stands on both sides.
			k := skipSpace(text, m.end)
			q := at(text, k)
			if !isQuote(q) || q == '«' || q == '‹' || m.closed && q != '»' {
				return
			}
			w := utf8.RuneLen(q)
			if after := at(text, k+w); after != 0 && !isSpace(after) && !isComma(after) && after != '.' && after != ')' {
				return
			}
			if q != '»' && q != '”' && q != '›' && !c.quoteOpen(m.first) {
				return
			}
			m.closed = true
			n = k + w - m.end
		default:
			return
		}
		m.end += n
	}
}

// bracketNumber is the length of [12] at byte i, 0 if there is none.
func bracketNumber(text string, i int) int {
	j := i + 1
	for j < len(text) && j-i < 5 && text[j] >= '0' && text[j] <= '9' {
		j++
	}
	if j > i+1 && j < len(text) && text[j] == ']' {
		return j + 1 - i
	}
	return 0
}

// quoteOpen says whether a quote that the sentence opened is still open at byte
// i: their number is odd.
func (c *cutter) quoteOpen(i int) bool {
	open := false
	for _, r := range c.text[max(c.start, i-2000):i] {
		switch r {
		case '"', '“', '”', '„', '«', '»':
			open = !open
		}
	}
	return open
}
