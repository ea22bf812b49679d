package translate

import (
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	defaultSegments = 20
	defaultTokens   = 1000
	around          = 2   // neighbours on either side that go along as context
	contextTokens   = 150 // a neighbour longer than that is cut
)

// cell is what is asked for under one number: a unit, or a clause of a unit
// that is too long for one request.
type cell struct {
	unit  int
	text  string
	gap   string // white space between this clause and the next
	copy  bool   // nothing to translate
	first int    // the cell with the same text and context whose answer serves; itself mostly
}

// plan is how a document is asked for. It follows from the document's text and
// the engine's traits alone: never from what is stored or given.
type plan struct {
	cells   []cell
	batches [][]int // cells, in order; all of them
}

func newPlan(d Document, t Traits, segments int) *plan {
	if segments <= 0 || t.Plain { // Options.Batch is meant for models
		segments = t.Segments
	}
	if segments <= 0 {
		segments = defaultSegments
	}
	tokens := t.Tokens
	if tokens <= 0 {
		tokens = defaultTokens
	}
	p := &plan{}
	for i, u := range d.Units {
		for _, c := range clauses(u.Text, tokens) {
			p.cells = append(p.cells, cell{unit: i, text: c.text, gap: c.gap, copy: !translatable(c.text), first: len(p.cells)})
		}
	}
	p.findRepetitions(t.Plain)
	p.cut(d, segments, tokens)
	return p
}

// findRepetitions points cells at an earlier one with the same text and, for
// engines that read it, the same context.
func (p *plan) findRepetitions(plain bool) {
	type window [2*around + 1]string
	seen := make(map[window]int, len(p.cells))
	for i := range p.cells {
		var w window
		w[around] = p.cells[i].text
		for k := 1; k <= around && !plain; k++ {
			w[around-k], w[around+k] = p.text(i-k), p.text(i+k)
		}
		if at, ok := seen[w]; ok {
			p.cells[i].first = at
		} else {
			seen[w] = i
		}
	}
}

func (p *plan) text(i int) string {
	if i < 0 || i >= len(p.cells) {
		return "\x00" // no text: the document's edge
	}
	return p.cells[i].text
}

// cut groups the cells. A batch ends where it is full, at the start of a
// paragraph if there is one in its second half; and, once half full, where the
// text of the next cell says so: after an edit the batches further on are soon
// the same again, and their answers are found.
func (p *plan) cut(d Document, segments, tokens int) {
	var batch []int
	count, size := 0, 0
	paragraph := -1 // where in batch the last paragraph begins
	flush := func(n int) {
		p.batches = append(p.batches, batch[:n:n])
		batch = batch[n:]
		count, size, paragraph = 0, 0, -1
		for k, i := range batch {
			if c := p.cells[i]; !c.copy && c.first == i {
				count, size = count+1, size+Tokens(c.text)
			}
			if k > 0 && p.starts(d, i) {
				paragraph = k
			}
		}
	}
	for i, c := range p.cells {
		if c.copy || c.first != i {
			batch = append(batch, i) // costs nothing
			continue
		}
		n := Tokens(c.text)
		starts := p.starts(d, i)
		for count > 0 && (count+1 > segments || size+n > tokens) {
			at := len(batch)
			if !starts && paragraph >= (at+1)/2 {
				at = paragraph
			}
			flush(at)
		}
		if 2*count >= segments && segments > 1 {
			h := fnv.New32a()
			h.Write([]byte(c.text))
			if v := h.Sum32() >> 8; starts && v%4 == 0 || v%16 == 0 {
				flush(len(batch))
			}
		}
		if starts && len(batch) > 0 {
			paragraph = len(batch)
		}
		batch = append(batch, i)
		count, size = count+1, size+n
	}
	if len(batch) > 0 {
		p.batches = append(p.batches, batch)
	}
}

// starts says whether cell i begins a paragraph.
func (p *plan) starts(d Document, i int) bool {
	if i == 0 {
		return true
	}
	a, b := p.cells[i-1].unit, p.cells[i].unit
	return a != b && d.Units[a].Para != d.Units[b].Para
}

// before and after give the neighbours of cell i for context, in their order.
func (p *plan) before(i int) []string {
	return p.neighbours(max(0, i-around), i, true)
}

func (p *plan) after(i int) []string {
	return p.neighbours(i+1, min(len(p.cells), i+1+around), false)
}

func (p *plan) neighbours(from, to int, end bool) []string {
	var out []string
	for i := from; i < to; i++ {
		if s := clip(p.cells[i].text, end); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// clip cuts a long neighbour to the part that is nearest.
func clip(s string, end bool) string {
	s = strings.TrimSpace(s)
	const most = contextTokens * 4 // bytes
	if len(s) <= most {
		return s
	}
	if end {
		at := len(s) - most
		for !utf8.RuneStart(s[at]) {
			at++
		}
		if sp := strings.IndexByte(s[at:], ' '); sp >= 0 {
			at += sp + 1
		}
		return "… " + s[at:]
	}
	at := most
	for !utf8.RuneStart(s[at]) {
		at--
	}
	if sp := strings.LastIndexByte(s[:at], ' '); sp > 0 {
		at = sp
	}
	return s[:at] + " …"
}

// translatable says whether there is anything to translate: a letter outside
// addresses and placeholders.
func translatable(text string) bool {
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return false
	}
	for _, list := range [][]string{addresses(text), placeholders(text)} {
		for _, s := range list {
			text = strings.Replace(text, s, " ", 1)
		}
	}
	return strings.ContainsFunc(text, unicode.IsLetter)
}

// clause is a part of a segment.
type clause struct{ text, gap string }

// clauses splits a text that has more than the given tokens where it is least
// missed: after a sentence's end, a semicolon, a comma, a space, and only then
// anywhere. Text and gap of all clauses in order are the text again.
func clauses(text string, tokens int) []clause {
	// Tokens never gives more than one token a byte: the common case is quick.
	if len(text) <= tokens || Tokens(text) <= tokens {
		return []clause{{text: text}}
	}
	var out []clause
	for len(text) > 0 {
		end := take(text, tokens)
		if end < len(text) {
			end = breakAt(text, end)
		}
		head, rest := text[:end], text[end:]
		body := strings.TrimRightFunc(head, unicode.IsSpace)
		next := strings.TrimLeftFunc(rest, unicode.IsSpace)
		gap := head[len(body):] + rest[:len(rest)-len(next)]
		if body == "" { // white space only: it belongs to the clause before
			if len(out) > 0 {
				out[len(out)-1].gap += gap
			} else {
				out = append(out, clause{gap: gap})
			}
		} else {
			out = append(out, clause{text: body, gap: gap})
		}
		text = next
	}
	return out
}

// take gives how many bytes of text make up the tokens, at a rune's start, and
// at least one rune.
func take(text string, tokens int) int {
	end := 0
	sum := 0
	for end < len(text) {
		step := min(64, len(text)-end)
		for end+step < len(text) && !utf8.RuneStart(text[end+step]) {
			step++
		}
		n := Tokens(text[end : end+step])
		if sum+n > tokens && end > 0 {
			return end
		}
		sum += n
		end += step
	}
	return end
}

// breakAt looks back from end, through the second half, for the best place.
func breakAt(text string, end int) int {
	best, rank := end, 0
	for i := end; i > end/2; {
		r, n := utf8.DecodeLastRuneInString(text[:i])
		got := 0
		switch {
		case r == '。' || r == '！' || r == '？':
			got = 4
		case r == '；' || r == '、' || r == '，':
			got = 3
		case unicode.IsSpace(r):
			got = 1
			switch before, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text[:i], unicode.IsSpace)); before {
			case '.', '!', '?', '…', ';', '·', '։', '।', '؟', '۔':
				got = 4
			case ':', ',', '—', '–', ')', '»', '،':
				got = 3
			}
		}
		if got > rank {
			best, rank = i, got
		}
		if rank == 4 {
			break
		}
		i -= n
	}
	return best
}
