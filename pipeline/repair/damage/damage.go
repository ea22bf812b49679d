// Package damage does to sound text what programs do that write PDF and read
// it: it lays paragraphs out in visual lines, sets phrases in bold or as links,
// and hands on each line with its plain runs first and its styled runs after,
// or the other way round. It makes what the repair is trained on and measured
// with.
//
// Start with [Draw], or [Script], which draw a [Producer], the habits that one document
// keeps from its first page to its last, and [Page], which lays a document out.
package damage

import (
	"math"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Owner says whose the space between a styled phrase and the text is.
type Owner int

// The owners of a space.
const (
	Plain   Owner = iota // both spaces stay with the plain runs: two of them in the hole
	Styled               // both go with the phrase
	Before               // each goes with the run before it
	After                // each goes with the run after it
	Nobody               // the gap is a jump of the pen, no character
	Anybody              // drawn for each
)

// Producer is how one program paints, and another reads.
type Producer struct {
	First    bool    // styled runs before the plain ones
	Owner    Owner   // of spaces around phrases
	NoGlue   float64 // share of the lines where a space is put between the sequences
	Snug     bool    // elsewhere the sequences lose their spaces where they meet
	Apart    float64 // share of the lines where the runs of the second sequence have a space between them
	Collapse float64 // share of the holes where two spaces became one
	Trim     bool    // lines lose the space at their ends
	Width    int     // characters a line, on average
	Every    float64 // words between two phrases, on average
	Longest  int     // words of a phrase, at the most
	Short    float64 // share of the phrases that have four words at the most
	Within   float64 // share of the phrases that begin or end inside a token
	Whole    bool    // phrases neither begin nor end with words as "of" and hold no sentence's end, as those that authors set
	Names    bool    // phrases begin with a capital
	Terms    bool    // phrases begin with words of some few, wherever they stand
	Marks    float64 // share of the phrases that take a mark that follows with them
	Edges    bool    // a space at a line's end stays where a run ends there
	Wraps    bool    // the space at which a line was broken stays behind the run that ends it
	Noise    float64 // share of the lines that end or begin with a space for no reason
	Indent   float64 // share of the paragraphs that begin with a space
	Rows     bool    // each of the two sequences is on a line of its own, as of a reader that begins one where the pen jumps
	Clean    bool    // nothing is out of place: the control
}

// Draw draws a producer: each of its habits by itself. Most often the runs that
// are painted first keep the spaces around phrases, so that two spaces show
// where a phrase was and none where the second sequence begins.
func Draw(r *rand.Rand) Producer {
	p := Producer{
		First:   r.IntN(2) == 0,
		Width:   70 + r.IntN(41),
		Every:   15 + 55*r.Float64(),
		Longest: []int{3, 6, 12, 18}[r.IntN(4)],
		Short:   []float64{0, 0.5, 0.5, 0.8}[r.IntN(4)],
		Trim:    r.IntN(3) == 0,
		Within:  []float64{0, 0, 0, 0.05}[r.IntN(4)],
		Marks:   []float64{0, 0.2, 0.5}[r.IntN(3)],
		NoGlue:  0.33,
		Edges:   r.IntN(3) > 0,
		Noise:   []float64{0, 0, 0.01, 0.05}[r.IntN(4)],
		Indent:  []float64{0, 0, 0.1, 0.5}[r.IntN(4)],
	}
	first, second := Plain, Styled
	if p.First {
		first, second = second, first
	}
	switch n := r.IntN(20); {
	case n < 14:
		p.Owner = first
	case n < 16:
		p.Owner = second
	default:
		p.Owner = Before + Owner(n-16)%4
	}
	if r.IntN(5) == 0 {
		p.NoGlue = []float64{0, 1}[r.IntN(2)]
	}
	if r.IntN(10) == 0 {
		p.Collapse = []float64{0.2, 1}[r.IntN(2)]
	}
	p.Wraps = !p.Trim && r.IntN(3) == 0
	return p
}

// Usual draws a producer as most are: the runs painted first keep the spaces
// around phrases, holes show, and a third of the lines have a space where the
// second sequence begins.
func Usual(r *rand.Rand) Producer {
	p := Producer{
		First:   r.IntN(2) == 0,
		Width:   70 + r.IntN(41),
		Every:   15 + 45*r.Float64(),
		Longest: []int{3, 6, 6, 12}[r.IntN(4)],
		Short:   []float64{0, 0.5, 0.5, 0.8}[r.IntN(4)],
		Trim:    r.IntN(3) == 0,
		Marks:   []float64{0, 0, 0.2}[r.IntN(3)],
		NoGlue:  0.33,
		Edges:   r.IntN(2) == 0,
		Indent:  []float64{0, 0, 0.1, 0.5}[r.IntN(4)],
	}
	if p.First {
		p.Owner = Styled
	}
	if p.Wraps = !p.Trim && r.IntN(3) == 0; p.Wraps { // which is a reader that adds no space
		p.NoGlue, p.Indent = 0, 0
	}
	return p
}

// Script draws a producer as scripts are that set words aside and take no runs of a
// program: holes are left in what came first, the phrases stand one word apart, and
// where the two sequences meet there is one space or none.
func Script(r *rand.Rand) Producer {
	p := Producer{
		First:   r.IntN(2) == 0,
		Width:   45 + r.IntN(76),
		Every:   6 * math.Pow(12, r.Float64()),
		Longest: []int{2, 4, 6, 14}[r.IntN(4)],
		Short:   []float64{0, 0.5}[r.IntN(2)],
		Marks:   []float64{0, 0.5, 1}[r.IntN(3)],
		NoGlue:  []float64{0, 0.33, 0.33, 1}[r.IntN(4)],
		Snug:    r.IntN(4) > 0,
		Apart:   []float64{0, 0.5, 1, 1}[r.IntN(4)],
		Trim:    r.IntN(2) == 0,
		Indent:  []float64{0, 0, 0.1}[r.IntN(3)],
	}
	switch n := r.IntN(10); {
	case n == 0:
		p.Owner = Styled
	case n == 1:
		p.Owner = Before + Owner(r.IntN(2))
	}
	if n := r.IntN(10); n < 2 {
		p.Collapse = []float64{0.3, 1}[n]
	}
	return p
}

// InRows draws a producer that paints styled runs last, and a reader that begins a new line
// where the pen jumps. It sees a gap between two words and not how wide it is.
func InRows(r *rand.Rand) Producer {
	return Producer{
		Rows:    true,
		Trim:    true,
		Width:   60 + r.IntN(51),
		Every:   6 * math.Pow(10, r.Float64()),
		Longest: []int{2, 4, 6, 12}[r.IntN(4)],
		Short:   []float64{0, 0.5, 0.8}[r.IntN(3)],
		Marks:   []float64{0, 0, 0.2}[r.IntN(3)],
	}
}

// Line is one visual line.
type Line struct {
	From, To int    // in Text, without the line break
	Right    string // as it reads, white space folded
	Broken   bool   // it came out otherwise
}

// Text is a document as a reader hands it on.
type Text struct {
	Text   string
	Blocks [][]Line // the lines of each paragraph
}

// Page lays paragraphs out and paints them.
func Page(paragraphs []string, p Producer, r *rand.Rand) Text {
	var t Text
	var b strings.Builder
	var small, terms map[string]bool
	if p.Whole {
		small = smallWords(paragraphs)
	}
	if p.Terms {
		terms = someWords(paragraphs, p.Every, r)
	}
	for i, s := range paragraphs {
		if i > 0 && !p.Rows {
			b.WriteByte('\n')
		}
		var lines []Line
		for _, v := range layOut(s, p, small, terms, r) {
			right := strings.Join(strings.Fields(v.text), " ")
			came := v.text
			if !p.Clean {
				came = paint(v, p, r)
			}
			if len(lines) == 0 && !strings.HasPrefix(came, " ") && r.Float64() < p.Indent {
				came = " " + came
			}
			if r.Float64() < p.Noise {
				if r.IntN(3) == 0 {
					came = " " + came
				} else {
					came += " "
				}
			}
			from := b.Len()
			b.WriteString(came)
			lines = append(lines, Line{From: from, To: b.Len(), Right: right, Broken: strings.Join(strings.Fields(came), " ") != right})
			b.WriteByte('\n')
		}
		t.Blocks = append(t.Blocks, lines)
	}
	t.Text = b.String()
	return t
}

// visual is a line before it is painted: its text, and which bytes are styled.
type visual struct {
	text        string
	styled      []bool
	lead, trail bool // a run began or ended at the line's edge, and its space is there
	other       bool // the space at the line's end is of a run that the line has nothing else of
}

// smallWords are those in lower case that every hundred words or two have one of.
func smallWords(paragraphs []string) map[string]bool {
	count, all := map[string]int{}, 0
	for _, s := range paragraphs {
		for _, w := range strings.Fields(s) {
			all++
			if q, _ := utf8.DecodeRuneInString(w); unicode.IsLower(q) {
				count[w]++
			}
		}
	}
	small := map[string]bool{}
	for w, n := range count {
		small[w] = n > 2 && n*150 > all
	}
	return small
}

// someWords draws words of the text, not the short ones, until one in so many words of it
// is of them.
func someWords(paragraphs []string, every float64, r *rand.Rand) map[string]bool {
	var all []string
	words := 0
	for _, s := range paragraphs {
		for _, w := range strings.Fields(s) {
			words++
			if len(w) > 4 {
				all = append(all, bare(w))
			}
		}
	}
	count := map[string]int{}
	for _, w := range all {
		count[w]++
	}
	some := map[string]bool{}
	for left := float64(words) / every; left > 0 && len(all) > 0; {
		w := all[r.IntN(len(all))]
		if !some[w] {
			left -= float64(count[w])
		} else {
			left -= 0.1
		}
		some[w] = true
	}
	return some
}

// nextTerm is the next word, from w on, that is one of the terms.
func nextTerm(s string, starts []int, w int, terms map[string]bool) int {
	for w < len(starts) && !terms[bare(upTo(s[starts[w]:]))] {
		w++
	}
	return w
}

// bare is a word without the marks behind it.
func bare(w string) string { return strings.TrimRight(w, ",.;:!?") }

// whole gives the first and the last of up to n words from w on that are a phrase: as they
// are, or as an author would set them apart.
func whole(s string, starts []int, w, n int, p Producer, small map[string]bool) (first, last int) {
	if p.Names {
		for w < len(starts) && !capitalAt(s, starts[w]) {
			w++
		}
	}
	last = min(w+n, len(starts)) - 1
	if !p.Whole {
		return w, last
	}
	isSmall := func(i int) bool { return small[bare(upTo(s[starts[i]:]))] }
	for w <= last && isSmall(w) {
		w++
	}
	for k := w; k < last; k++ {
		if strings.ContainsAny(s[starts[k+1]-2:starts[k+1]-1], ".!?") {
			last = k
		}
	}
	for w < last && isSmall(last) {
		last--
	}
	return w, last
}

// layOut breaks a paragraph into lines and marks its phrases.
func layOut(s string, p Producer, small, terms map[string]bool, r *rand.Rand) []visual {
	s = strings.Join(strings.Fields(s), " ")
	styled := make([]bool, len(s))
	starts := wordStarts(s)
	next := func(w int) int { return w + gap(p, r) }
	if p.Terms {
		next = func(w int) int { return nextTerm(s, starts, w, terms) }
	}
	for w := next(0); w < len(starts); w = next(w + 1) {
		n := 1 + r.IntN(p.Longest)
		if r.Float64() < p.Short {
			n = 1 + r.IntN(min(4, p.Longest))
		}
		var last int
		w, last = whole(s, starts, w, n, p, small)
		if w > last {
			continue
		}
		from := starts[w]
		to := len(s)
		if last+1 < len(starts) {
			to = starts[last+1] - 1
		}
		if r.Float64() >= p.Marks {
			to = withoutMarks(s, from, to)
		}
		from, to = within(s, from, to, p, r)
		for i := from; i < to; i++ {
			styled[i] = true
		}
		w = last
	}
	var out []visual
	for from := 0; from < len(s); {
		to := lineEnd(s, from, p.Width+r.IntN(9)-4)
		v := visual{text: s[from:to], styled: styled[from:to]}
		if to+1 < len(s) && s[to] == ' ' {
			v.trail = p.Wraps || p.Edges && styled[to-1] != styled[to+1]
			if p.Wraps && styled[to-1] != styled[to+1] {
				v.other = p.Owner == After || p.Owner == Plain && styled[to-1] || p.Owner == Styled && !styled[to-1]
			}
		}
		if n := len(out); p.Edges && !p.Wraps && n > 0 && out[n-1].trail && (p.Owner == After || p.Owner == Plain && !styled[from] || p.Owner == Styled && styled[from]) {
			v.lead, out[n-1].trail = true, false
		}
		out = append(out, v)
		from = to
		if from < len(s) && s[from] == ' ' {
			from++
		}
	}
	return out
}

func capitalAt(s string, i int) bool {
	q, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsUpper(q)
}

// upTo is a text up to its first space.
func upTo(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

func gap(p Producer, r *rand.Rand) int { return int(r.ExpFloat64() * p.Every) }

func wordStarts(s string) []int {
	out := []int{0}
	for i := range len(s) {
		if s[i] == ' ' && i+1 < len(s) {
			out = append(out, i+1)
		}
	}
	return out
}

func withoutMarks(s string, from, to int) int {
	for to > from {
		r, n := utf8.DecodeLastRuneInString(s[from:to])
		if !strings.ContainsRune(",.;:!?", r) {
			break
		}
		to -= n
		for to > from && s[to-1] == ' ' {
			to--
		}
	}
	return to
}

// within moves a phrase's ends inside tokens: after an apostrophe or a hyphen
// (which programs do at times), or in the middle of a compound.
func within(s string, from, to int, p Producer, r *rand.Rand) (int, int) {
	if i := strings.IndexAny(s[from:to], "'’"); i > 0 && i < 4 && r.IntN(2) == 0 {
		_, n := utf8.DecodeRuneInString(s[from+i:])
		if from+i+n < to && s[from+i+n] != ' ' {
			from += i + n
		}
	}
	if r.Float64() >= p.Within {
		return from, to
	}
	if i := strings.LastIndexByte(s[from:to], '-'); i > 0 && from+i+1 < to {
		return from, from + i + 1
	}
	word := from + strings.LastIndexByte(s[from:to], ' ') + 1
	runes := []rune(s[word:to])
	if len(runes) < 9 {
		return from, to
	}
	for _, q := range runes {
		if !unicode.IsLetter(q) {
			return from, to
		}
	}
	return from, word + len(string(runes[:4+r.IntN(len(runes)-8)]))
}

func lineEnd(s string, from, width int) int {
	n, last := 0, -1
	for i := from; i < len(s); {
		_, m := utf8.DecodeRuneInString(s[i:])
		if s[i] == ' ' {
			last = i
		}
		if n++; n > width && last > from {
			return last
		}
		i += m
	}
	return len(s)
}

// segment of a visual line, with the spaces that are its own.
type segment struct {
	text   string
	styled bool
}

// paint hands a line on as the program does.
func paint(v visual, p Producer, r *rand.Rand) string {
	segments := cutUp(v)
	kinds := [2]bool{}
	for _, s := range segments {
		if s.styled {
			kinds[1] = true
		} else {
			kinds[0] = true
		}
	}
	give(segments, p, r)
	if v.lead {
		segments[0].text = " " + segments[0].text
	}
	switch last := &segments[len(segments)-1]; {
	case v.other && len(segments) > 1:
		segments = append(segments, segment{" ", !last.styled})
	case v.trail:
		last.text += " "
	}
	if !kinds[0] || !kinds[1] {
		if p.Trim {
			return v.text
		}
		return segments[0].text
	}
	var first, second []string
	for _, s := range segments {
		if s.styled == p.First {
			first = append(first, s.text)
		} else {
			second = append(second, s.text)
		}
	}
	if p.Rows {
		return inRow(first) + "\n" + inRow(second)
	}
	a, b := strings.Join(first, ""), strings.Join(second, "")
	if p.Apart > 0 && r.Float64() < p.Apart {
		b = apart(second)
	}
	switch {
	case r.Float64() < p.NoGlue:
		if r.IntN(2) == 0 {
			b = apart(second)
		}
		if !strings.HasSuffix(a, " ") && !strings.HasPrefix(b, " ") {
			a += " "
		}
	case p.Snug:
		a, b = strings.TrimRight(a, " "), strings.TrimLeft(b, " ")
	}
	out := a + b
	if p.Collapse > 0 {
		for i := 0; i+1 < len(out); i++ {
			if out[i] == ' ' && out[i+1] == ' ' && r.Float64() < p.Collapse {
				out = out[:i] + out[i+1:]
			}
		}
	}
	if p.Trim {
		out = strings.Trim(out, " ")
	}
	return out
}

// inRow is what a reader makes of runs side by side: a space for each gap.
func inRow(runs []string) string {
	return strings.Join(strings.Fields(strings.Join(runs, " ")), " ")
}

// apart joins runs with a space where none is.
func apart(runs []string) string {
	s := ""
	for _, x := range runs {
		if s != "" && !strings.HasSuffix(s, " ") && !strings.HasPrefix(x, " ") {
			s += " "
		}
		s += x
	}
	return s
}

// cutUp gives the runs of a line, the spaces between them taken off and marked
// by a space at the end of the run before.
func cutUp(v visual) []segment {
	var out []segment
	for i := 0; i < len(v.text); {
		j := i + 1
		for j < len(v.text) && v.styled[j] == v.styled[i] {
			j++
		}
		out = append(out, segment{v.text[i:j], v.styled[i]})
		i = j
	}
	for k := range out {
		if k > 0 && strings.HasPrefix(out[k].text, " ") {
			out[k].text = out[k].text[1:]
			out[k-1].text += " "
		}
	}
	return out
}

// give hands each space between two runs to its owner.
func give(s []segment, p Producer, r *rand.Rand) {
	for k := 0; k+1 < len(s); k++ {
		if !strings.HasSuffix(s[k].text, " ") {
			continue
		}
		o := p.Owner
		if o == Anybody {
			o = Owner(r.IntN(int(Nobody)))
		}
		before := o == Before || o == Plain && !s[k].styled || o == Styled && s[k].styled
		if before {
			continue
		}
		s[k].text = s[k].text[:len(s[k].text)-1]
		if o != Nobody {
			s[k+1].text = " " + s[k+1].text
		}
	}
}
