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
	phrases := newPhrases(paragraphs, p, r)
	for i, s := range paragraphs {
		if i > 0 && !p.Rows {
			b.WriteByte('\n')
		}
		var lines []Line
		for _, v := range phrases.lines(s) {
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
