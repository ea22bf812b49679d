package model

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// End is what stands at an end of a segment.
type End uint8

// The classes of segment ends.
const (
	EndNone    End = iota // a letter or anything else
	EndFull               // . …
	EndAsk                // ?
	EndCall               // !
	EndColon              // :
	EndSemi               // ;
	EndComma              // ,
	EndDigit              // a figure
	EndBracket            // ) ] }
	EndDash               // - –
)

// Begin is what a segment starts with.
type Begin uint8

// The classes of segment starts.
const (
	BeginLower   Begin = iota // a small letter
	BeginUpper                // a capital, or a letter without case
	BeginDigit                // a figure
	BeginQuote                // an opening quote
	BeginDash                 // a dash or a bullet
	BeginBracket              // ( [
	BeginOther
)

// Segment is what the features see of one segment, beside its words.
type Segment struct {
	Chars                                        int32 // letters and figures; at least 1
	Begin                                        Begin
	End                                          End
	Quoted                                       bool  // the end stands inside a closing quote
	Commas, Quotes, Brackets, Asks, Stops, Semis uint8 // counts, capped
	Figures                                      int32 // how many of Chars are figures
	Capitals                                     int32 // how many of Chars are capital letters
}

// Text is one side, analysed: for each segment its shape and the set of its
// words (ids of a Vocabulary, ascending, each once).
type Text struct {
	Segments []Segment
	words    []int32
	offsets  []int32
	chars    []int64 // prefix sums of Segment.Chars
	where    []int32 // the segments of each word, word by word; see index
	first    []int32 // where those of a word begin
}

// Len is the number of segments.
func (t *Text) Len() int { return len(t.Segments) }

// Words is the set of words of segment i.
func (t *Text) Words(i int) []int32 { return t.words[t.offsets[i]:t.offsets[i+1]] }

// index lists the segments of each word; words is the size of the vocabulary.
func (t *Text) index(words int) {
	if t.where != nil {
		return
	}
	t.first, t.where = make([]int32, words+1), make([]int32, len(t.words))
	for _, w := range t.words {
		t.first[w]++
	}
	var sum int32
	for w, n := range t.first {
		sum += n
		t.first[w] = sum
	}
	for i := t.Len() - 1; i >= 0; i-- { // from the end, so that first is the first in the end
		for _, w := range t.Words(i) {
			t.first[w]--
			t.where[t.first[w]] = int32(i)
		}
	}
}

// Where is the segments that a word stands in, ascending. It needs the index.
func (t *Text) Where(w int32) []int32 { return t.where[t.first[w]:t.first[w+1]] }

// Chars counts the letters and figures of segments [from,to).
func (t *Text) Chars(from, to int) int64 { return t.chars[to] - t.chars[from] }

// Vocabulary numbers the folded words of both sides and of the pivot.
type Vocabulary struct {
	ids   map[string]int32
	forms []string
}

// Both takes the segments of both sides apart, side by side.
func (v *Vocabulary) Both(ctx context.Context, source, target []string) (s, t *Text, err error) {
	var own Vocabulary // of the target, for now
	both(func() { s, err = v.Analyse(ctx, source) }, func() { t, _ = own.Analyse(ctx, target) })
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, nil, err
	}
	number := make([]int32, own.Len())
	for w, f := range own.forms {
		number[w] = v.id([]byte(f))
	}
	for i := range t.Segments {
		words := t.Words(i)
		for k, w := range words {
			words[k] = number[w]
		}
		slices.Sort(words)
	}
	return s, t, nil
}

// Analyse takes the segments of one side apart. Its only error is the context's.
func (v *Vocabulary) Analyse(ctx context.Context, segments []string) (*Text, error) {
	if v.ids == nil {
		v.ids = map[string]int32{}
	}
	t := &Text{
		Segments: make([]Segment, len(segments)),
		offsets:  make([]int32, len(segments)+1),
		chars:    make([]int64, len(segments)+1),
	}
	var buf []byte
	greek := isGreek(segments)
	for i, s := range segments {
		if i%heed == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		start := len(t.words)
		buf = v.scan(s, &t.Segments[i], &t.words, buf)
		if greek {
			asks(s, &t.Segments[i])
		}
		set := t.words[start:]
		slices.Sort(set)
		set = slices.Compact(set)
		t.words = t.words[:start+len(set)]
		t.offsets[i+1] = int32(len(t.words))
		t.chars[i+1] = t.chars[i] + int64(t.Segments[i].Chars)
	}
	return t, nil
}

// isGreek says whether most letters of the first segments are Greek: the
// semicolon is then a question mark.
func isGreek(segments []string) bool {
	greek, letters := 0, 0
	for _, s := range segments[:min(len(segments), 50)] {
		for _, r := range s {
			if unicode.IsLetter(r) {
				letters++
				if unicode.Is(unicode.Greek, r) {
					greek++
				}
			}
		}
	}
	return greek*2 > letters
}

// asks counts semicolons as question marks.
func asks(s string, g *Segment) {
	n := uint8(min(strings.Count(s, ";"), 200))
	g.Asks, g.Semis = max(g.Asks, n), g.Semis-min(g.Semis, n)
	if g.End == EndSemi && strings.HasSuffix(strings.TrimRight(s, " \"”»’"), ";") {
		g.End = EndAsk
	}
}

// maxWord bounds a word: what is longer is no word of a language.
const maxWord = 64

func (v *Vocabulary) scan(s string, g *Segment, words *[]int32, buf []byte) []byte {
	buf = buf[:0]
	number := false
	flush := func() {
		if len(buf) > 0 {
			*words = append(*words, v.id(buf))
			buf = buf[:0]
		}
		number = false
	}
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		at += size
		switch {
		case digit(r) >= 0:
			g.Chars++
			g.Figures++
			if !number {
				flush()
				number = true
			}
			if len(buf) < maxWord {
				buf = append(buf, byte('0'+digit(r)))
			}
		case unicode.IsLetter(r):
			g.Chars++
			if number {
				flush()
			}
			if unicode.IsUpper(r) {
				g.Capitals++
			}
			if len(buf) < maxWord {
				buf = fold(buf, r)
			}
			if ideographic(r) {
				flush()
			}
		case unicode.Is(unicode.Mn, r): // an accent of its own
		case number && isGroup(s[at-size:], size):
			// A thousands separator: the number goes on.
		default:
			flush()
			count(r, g)
		}
	}
	flush()
	if g.Chars == 0 {
		g.Chars = 1
	}
	g.Begin = beginOf(s)
	g.End, g.Quoted = endOf(s)
	return buf
}

// isGroup says whether rest begins with a separator of size bytes, exactly
// three figures, and no more.
func isGroup(rest string, size int) bool {
	switch r, _ := utf8.DecodeRuneInString(rest); r {
	case '.', ',', '\'', '’', '\u00a0', '\u202f', '\u2009':
	default:
		return false
	}
	rest = rest[size:]
	n := 0
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	return n == 3
}

func count(r rune, g *Segment) {
	up := func(c *uint8) {
		if *c < 200 {
			*c++
		}
	}
	switch r {
	case ',', '，', '、', '،':
		up(&g.Commas)
	case '"', '“', '”', '„', '«', '»', '‟', '「', '」':
		up(&g.Quotes)
	case '(', ')', '[', ']', '（', '）':
		up(&g.Brackets)
	case '?', '？', ';', '؟':
		if r == ';' {
			up(&g.Semis)
		} else {
			up(&g.Asks)
		}
	case '.', '。', '…':
		up(&g.Stops)
	case '·', '؛', '；':
		up(&g.Semis)
	}
}

func beginOf(s string) Begin {
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			continue
		case unicode.IsLower(r):
			return BeginLower
		case unicode.IsLetter(r):
			return BeginUpper
		case unicode.IsDigit(r):
			return BeginDigit
		case strings.ContainsRune("\"“„«»‹›‘'「", r):
			return BeginQuote
		case strings.ContainsRune("-–—•*·", r):
			return BeginDash
		case r == '(' || r == '[':
			return BeginBracket
		}
		return BeginOther
	}
	return BeginOther
}

func endOf(s string) (End, bool) {
	quoted := false
	for len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
		switch {
		case unicode.IsSpace(r):
			continue
		case strings.ContainsRune("\"”“»«’'›」", r):
			quoted = true
			continue
		}
		switch r {
		case '.', '…', '。', '।':
			return EndFull, quoted
		case '?', '？', '؟', ';':
			if r == ';' {
				return EndSemi, quoted
			}
			return EndAsk, quoted
		case '!', '！':
			return EndCall, quoted
		case ':', '：':
			return EndColon, quoted
		case '·', '؛', '；':
			return EndSemi, quoted
		case ',', '，', '،':
			return EndComma, quoted
		case ')', ']', '}':
			return EndBracket, quoted
		case '-', '–', '—':
			return EndDash, quoted
		}
		if unicode.IsDigit(r) {
			return EndDigit, quoted
		}
		return EndNone, quoted
	}
	return EndNone, quoted
}

func (v *Vocabulary) id(w []byte) int32 {
	if id, ok := v.ids[string(w)]; ok {
		return id
	}
	id := int32(len(v.forms))
	s := string(w)
	v.ids[s] = id
	v.forms = append(v.forms, s)
	return id
}

// Len is the number of words.
func (v *Vocabulary) Len() int { return len(v.forms) }

// numeric says whether a word is a number.
func (v *Vocabulary) numeric(id int32) bool {
	f := v.forms[id]
	return f[0] >= '0' && f[0] <= '9'
}
