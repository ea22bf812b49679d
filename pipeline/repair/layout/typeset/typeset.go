package typeset

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Style is how a program lays text out.
type Style struct {
	Width        int     // characters a line, on average
	Proportional bool    // letters have widths of their own
	Blank        bool    // a blank line between paragraphs
	Indent       int     // of a paragraph's first line
	HeadBlank    bool    // blank lines around headings though not between paragraphs
	ItemBlank    bool    // blank lines between list items
	ItemIndent   int     // of all lines of a list item
	Hang         bool    // an item's further lines stand under its text
	TermHang     int     // how far in the further lines of a term's paragraph stand
	Margin       int     // columns before all lines
	PageLines    int     // lines a page; 0 for one endless page
	Head, Foot   string  // running head and foot; %d is the page's number
	Hyphens      float64 // share of the lines where a word is hyphenated if it can be
	Soft         bool    // hyphens at line ends are U+00AD
	CRLF         bool
	Ragged       float64 // lines are filled to between 1-Ragged and 1 of the width
	Chips        float64 // share of the full lines that come a word a line
	Joined       float64 // share of the full lines that come with the next one in one
	Stray        float64 // share of line ends inside a paragraph with a blank line after them
}

// Kind of a paragraph.
type Kind int

// The kinds of paragraph that are laid out differently.
const (
	Prose Kind = iota
	Heading
	Item
	Term // begins with what it is about, and hangs
	Code // a line that is no prose
)

// Paragraph is one paragraph to lay out.
type Paragraph struct {
	Text string
	Kind Kind
}

// Cut is a line end inside a word.
type Cut struct {
	At    int  // byte of the hyphen in the text
	Added bool // the typesetter put it there
}

// Page is the result.
type Page struct {
	Text   string
	Starts []int // where each paragraph begins, bytes into Text
	Cuts   []Cut
	Code   []int // where a line of code begins that another one stands before
	Words  []int // where a word of a line begins that came a word a line
	Strays []int // where a line begins that a stray blank line stands before
	Heads  int   // lines of running heads and feet
}

// RandomStyle draws a style.
func RandomStyle(r *rand.Rand) Style {
	s := Style{Width: 55 + r.IntN(60), Proportional: r.IntN(3) > 0, CRLF: r.IntN(8) == 0}
	switch r.IntN(5) {
	case 0, 1:
		s.Blank = true
	case 2:
		s.Indent = 2 + r.IntN(4)
	case 3:
		s.Blank, s.Indent = r.IntN(2) == 0, 2+r.IntN(4)
	}
	s.HeadBlank = s.Blank || r.IntN(2) == 0
	s.ItemBlank = s.Blank && r.IntN(3) == 0
	if r.IntN(3) == 0 {
		s.ItemIndent = 2 + r.IntN(5)
	}
	if r.IntN(2) == 0 {
		s.PageLines = 25 + r.IntN(30)
		switch r.IntN(4) {
		case 0:
			s.Foot = []string{"%d", "- %d -", "%d / 12", "Seite %d", "[%d]"}[r.IntN(5)]
		case 1:
			s.Head = []string{"Annual Report 2011", "ISSN 1725-2423    C %d", "Acta %d", "RAPPORT FINAL"}[r.IntN(4)]
			s.Foot = []string{"%d", "", "%d"}[r.IntN(3)]
		case 2:
			s.Head = []string{"%d", "%d Bulletin", "Bulletin, t. 4"}[r.IntN(3)]
		}
	}
	switch r.IntN(10) {
	case 0, 1:
		s.Chips = 0.01 + 0.04*r.Float64()
	case 2:
		s.Joined = 0.3 * r.Float64()
	}
	s.Hang = r.IntN(2) == 0
	s.TermHang = []int{0, 2, 4, 6, 8}[r.IntN(5)]
	if r.IntN(5) == 0 {
		s.Margin = 1 + r.IntN(12)
	}
	if r.IntN(5) < 2 {
		s.Ragged = 0.03 + 0.15*r.Float64()
	}
	if r.IntN(3) == 0 {
		s.Hyphens = 0.3 + 0.7*r.Float64()
		s.Soft = r.IntN(6) == 0
	}
	return s
}

type setter struct {
	Style
	r     *rand.Rand
	out   strings.Builder
	page  Page
	lines int // on this page
	no    int // of this page

	inside bool // a line of code goes on
}

// Set lays the paragraphs out.
func Set(paragraphs []Paragraph, s Style, r *rand.Rand) Page {
	t := &setter{Style: s, r: r, no: 1}
	t.top()
	for i, p := range paragraphs {
		t.inside = i > 0 && p.Kind == Code && paragraphs[i-1].Kind == Code
		if i > 0 && t.gap(paragraphs[i-1].Kind, p.Kind) && t.lines > 0 {
			t.line("")
		}
		t.paragraph(p)
	}
	t.foot()
	t.page.Text = t.out.String()
	return t.page
}

func (t *setter) gap(a, b Kind) bool {
	switch {
	case a == b && (a == Item || a == Term):
		return t.ItemBlank
	case a == Code && b == Code:
		return false
	case a == Heading || b == Heading:
		return t.HeadBlank
	}
	return t.Blank
}

func (t *setter) newline() {
	if t.CRLF {
		t.out.WriteByte('\r')
	}
	t.out.WriteByte('\n')
}

func (t *setter) top() {
	if t.Head == "" {
		return
	}
	t.out.WriteString(number(t.Head, t.no))
	t.newline()
	t.newline()
	t.page.Heads++
}

func (t *setter) foot() {
	if t.Foot == "" || t.PageLines == 0 {
		return
	}
	t.newline()
	t.out.WriteString(number(t.Foot, t.no))
	t.newline()
	t.page.Heads++
}

func number(s string, n int) string {
	if strings.Contains(s, "%d") {
		return fmt.Sprintf(s, n)
	}
	return s
}

// line writes one line and turns the page when it is full.
func (t *setter) line(s string) {
	if t.PageLines > 0 && t.lines >= t.PageLines {
		t.turn()
		if s == "" {
			return
		}
	}
	t.out.WriteString(s)
	t.newline()
	t.lines++
}

func (t *setter) turn() {
	t.foot()
	t.out.WriteByte('\f')
	t.no++
	t.lines = 0
	t.top()
}

func (t *setter) paragraph(p Paragraph) {
	indent, hang := t.Indent, 0
	switch p.Kind {
	case Heading, Code:
		indent = 0
	case Item:
		indent, hang = t.ItemIndent, t.ItemIndent
		if t.Hang {
			hang += marker(p.Text)
		}
	case Term:
		indent, hang = 0, t.TermHang
	}
	indent += t.Margin
	hang += t.Margin
	words := strings.Fields(p.Text)
	width := float64(t.Width + t.Margin)
	first, joined := true, false
	for len(words) > 0 {
		width := width * (1 - t.Ragged*t.r.Float64())
		if t.PageLines > 0 && t.lines >= t.PageLines && !joined {
			t.turn() // before the line's place is noted
		}
		pad := hang
		if first {
			pad = indent
			if t.inside {
				t.page.Code = append(t.page.Code, t.out.Len()+pad)
			} else {
				t.page.Starts = append(t.page.Starts, t.out.Len()+pad)
			}
			first = false
		}
		if joined {
			pad, joined = 0, false
		}
		line := strings.Repeat(" ", pad) + words[0]
		words = words[1:]
		used := t.measure(line)
		for len(words) > 0 {
			next := used + t.measure(" "+words[0])
			if next > width {
				break
			}
			line += " " + words[0]
			used = next
			words = words[1:]
		}
		if len(words) > 0 {
			line, words = t.cut(line, words, width-used)
		}
		switch {
		case len(words) > 0 && t.r.Float64() < t.Chips:
			t.words(strings.Fields(line), pad)
			continue
		case len(words) > 0 && t.r.Float64() < t.Joined && !endsHyphen(line):
			t.out.WriteString(line + " ")
			joined = true
			continue
		}
		t.line(line)
		if len(words) > 0 && t.r.Float64() < t.Stray && (t.PageLines == 0 || t.lines < t.PageLines-1) {
			t.line("")
			t.page.Strays = append(t.page.Strays, t.out.Len()+hang)
		}
	}
}

// words writes a line a word a line.
func (t *setter) words(words []string, pad int) {
	for i, s := range words {
		if i == 0 {
			s = strings.Repeat(" ", pad) + s
		} else {
			t.page.Words = append(t.page.Words, t.out.Len())
		}
		t.line(s)
	}
}

// marker is the width of the list marker that an item begins with, its space included.
func marker(item string) int {
	m, _, ok := strings.Cut(item, " ")
	if !ok || utf8.RuneCountInString(m) > 4 || endsLetter(m) {
		return 0
	}
	return utf8.RuneCountInString(m) + 1
}

func endsHyphen(s string) bool { return strings.HasSuffix(s, "-") || strings.HasSuffix(s, "\u00ad") }

func endsLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

// cut puts the beginning of the next word on the line, if it may and fits.
func (t *setter) cut(line string, words []string, room float64) (string, []string) {
	word := words[0]
	// A compound's own hyphen is a place to break for every program.
	for k := len(word) - 2; k > 1; k-- {
		if word[k] == '-' && letterAt(word, k-1) && letterAt(word, k+1) && t.measure(" "+word[:k+1]) <= room {
			line += " " + word[:k+1]
			t.page.Cuts = append(t.page.Cuts, Cut{At: t.out.Len() + len(line) - 1})
			return line, append([]string{word[k+1:]}, words[1:]...)
		}
	}
	if t.r.Float64() >= t.Hyphens {
		return line, words
	}
	for _, k := range places(word) {
		if t.measure(" "+word[:k]+"-") <= room {
			mark := "-"
			if t.Soft {
				mark = "\u00ad"
			}
			line += " " + word[:k] + mark
			t.page.Cuts = append(t.page.Cuts, Cut{At: t.out.Len() + len(line) - len(mark), Added: true})
			return line, append([]string{word[k:]}, words[1:]...)
		}
	}
	return line, words
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError {
		r, _ = utf8.DecodeLastRuneInString(s[:i+1])
	}
	return unicode.IsLetter(r)
}

// places are where a word may be hyphenated, the last first: before a
// consonant that a vowel follows, two letters on the left and three on the
// right. Real patterns differ by language; so far they agree.
func places(word string) []int {
	runes := []rune(word)
	letters := len(runes)
	for letters > 0 && strings.ContainsRune(",.;:", runes[letters-1]) {
		letters--
	}
	for _, r := range runes[:letters] {
		if !unicode.IsLetter(r) {
			return nil
		}
	}
	var out []int
	for k := letters - 3; k >= 2; k-- {
		if !vowel(runes[k]) && vowel(runes[k+1]) && hasVowel(runes[:k]) {
			out = append(out, len(string(runes[:k])))
		}
	}
	return out
}

const vowels = "aeiouyáàâäãåæéèêëíìîïóòôöõøœúùûüýąęėįųūőűāēīōěůăαεηιουωάέήίόύώϊϋаеиоуъюяэыёіїє"

func vowel(r rune) bool { return strings.ContainsRune(vowels, unicode.ToLower(r)) }

func hasVowel(rs []rune) bool {
	for _, r := range rs {
		if vowel(r) {
			return true
		}
	}
	return false
}

// Widths of letters in two proportional faces, in thousandths of an em; the
// other characters are near the mean. From Adobe's metrics of Helvetica and
// Times.
var faces = [2]map[rune]float64{
	widths(556, 700, "ijl' 222 |I[]!,.:;/ft 278 r()-` 333 ckvxyzsJ 500 m 833 w 722 AKPBESVXY 667 FTZ 611 GOQ 778 W 944 M 833 — 1000"),
	widths(490, 680, "ijltI/;: 278 ,. 250 frs()-'`| 350 acezJ 444 m 778 w 722 OQGDHNKUVXY 722 LETZB 611 SPF 556 W 944 M 889 — 1000"),
}

func widths(low, high float64, table string) map[rune]float64 {
	m := map[rune]float64{0: low, 1: high, ' ': 265}
	fields := strings.Fields(table)
	for i := 0; i+1 < len(fields); i += 2 {
		var w float64
		fmt.Sscan(fields[i+1], &w)
		for _, r := range fields[i] {
			m[r] = w
		}
	}
	return m
}

// measure is the width of s in average characters.
func (t *setter) measure(s string) float64 {
	if !t.Proportional {
		return float64(utf8.RuneCountInString(s))
	}
	face := faces[t.Width%2]
	w := 0.0
	for _, r := range s {
		v, ok := face[r]
		switch {
		case ok:
		case unicode.IsUpper(r):
			v = face[1]
		default:
			v = face[0]
		}
		w += v
	}
	return w / 470
}
