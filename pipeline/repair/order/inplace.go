package order

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// A phrase that stood at its line's end came last anyway, one that stood at its start
// first: where it was glued to what stands beside it, the line reads as it came but for a
// space. Whether a producer does so is seen by its lines that read so beyond doubt, and says
// much of those that may: less of two words that may be one than of what no text sets
// without a space.

// The spaces that may be missing.
const (
	betweenWords = iota // that may be one by their letters
	inNames             // before a capital or a number, as many names have none
	atMarks             // between a word and a mark
	missingSpaces
)

const (
	oftenInPlace  = 5.  // readings with a space more are so much likelier in a document of such a producer
	seldomInPlace = 0.2 // and in another's
	otherProducer = 3.  // nats that speak for another, to begin with
	showsInPlace  = .5  // nats from which on a document shows such lines
	gluesInPlace  = 1.  // nats from which on it lacks spaces wherever it seems so
)

// inPlaceAs is what the scorer of a producer is used to: the share of the lines that may
// read so and do, where it learned; and how much likelier they may be elsewhere. Where
// phrases move, too, a space is missing at an end of the line alone.
func (r *reader) inPlaceAs(space int) (usual, most float64) {
	switch {
	case space == atMarks:
		return 0.03, 50
	case space == inNames && r.still:
		return 0.03, 50
	case space == inNames:
		return 0.05, 3
	case r.producer == First:
		usual, most = 0.05, 4
	default:
		usual, most = 0.2, 3
	}
	if r.still {
		most = 10
	}
	return usual, most
}

// learnInPlace finds whether the document's producer leaves such lines, by how likely
// they seem each by itself, as against so many that have a phrase elsewhere; and how many
// of those that may be such are: where many words are long, as in Finnish, few of them
// are two.
func (r *reader) learnInPlace(posteriors [missingSpaces][]float64, moved float64) {
	odds, spaces := -otherProducer, 0.0
	for _, likely := range posteriors {
		for _, p := range likely {
			spaces += p
			odds += math.Log((1 - p + oftenInPlace*p) / (1 - p + seldomInPlace*p))
		}
	}
	r.still = moved < spaces
	if r.still {
		both := slices.Concat(posteriors[inNames], posteriors[atMarks])
		posteriors[inNames], posteriors[atMarks] = both, both
	}
	for k, likely := range posteriors {
		for other := 0; len(likely) == 0 && other < missingSpaces; other++ {
			likely = posteriors[other] // the others tell something of them
		}
		usual, most := r.inPlaceAs(k)
		rate := Rate(likely, usual, 0)
		likelier := rate / (1 - rate) * (1 - usual) / usual
		r.inPlace[k] = math.Log(min(most, max(1, likelier))) / (1 + math.Exp(-odds))
	}
}

// inPlace says that a reading moves nothing and puts spaces in where they may be missing;
// and of which kind they are, the least sure of them.
func (c *candidate) inPlace(l *line) (space int, ok bool) {
	space = atMarks
	for _, k := range c.cuts {
		x := &l.cuts[k]
		if !l.lacksAt(x) {
			return 0, false
		}
		switch x.kind {
		case glueWord, glueHalf:
			space = min(space, betweenWords)
		case glueCase, glueDigit:
			space = min(space, inNames)
		}
	}
	for k := 1; k < len(c.runs); k++ {
		if c.runs[k].a != c.runs[k-1].b {
			return 0, false
		}
	}
	return space, len(c.text) > len(l.text) && strings.ReplaceAll(c.text, " ", "") == strings.ReplaceAll(l.text, " ", "")
}

// lacksAt says that a space may be missing at a cut: not before what is no word, behind a
// mark that opens, nor in "harbour.list", where a sentence would go on behind its end.
func (l *line) lacksAt(x *cut) bool {
	const abbreviated = 4 // letters before a full stop, at the most
	switch {
	case x.open, x.unknown > 0 && x.kind != glueCase, quotes(l.text[:x.at]):
		return false
	case x.kind == glueStop && lowerAt(l.text, x.next):
		return wordBefore(l.text, x.at-1) <= abbreviated
	}
	return true
}

// quotes says of a text that it ends with a quotation mark that opens: behind a space, and
// none is open that it may close.
func quotes(s string) bool {
	last, n := utf8.DecodeLastRuneInString(s)
	s = s[:len(s)-n]
	if before, _ := utf8.DecodeLastRuneInString(s); s != "" && !lm.IsSpace(before) && !isOpening(before) {
		return false
	}
	switch last {
	case '»':
		return strings.Count(s, "«") <= strings.Count(s, "»")
	case '”', '“', '"':
		all := 0
		for _, q := range s {
			all += one(q == last || last != '"' && strings.ContainsRune("„“”", q))
		}
		return all%2 == 0
	}
	return false
}

// inPlace is how likely a line reads so.
func (l *line) inPlace() (likely [missingSpaces]float64) {
	for _, c := range l.readings {
		if k, ok := c.inPlace(l); ok {
			likely[k] += c.post
		}
	}
	return likely
}

// lacksSpaces says that the document's lines lack spaces at marks, now and then.
func (r *reader) lacksSpaces() bool { return r.inPlace[atMarks] > gluesInPlace }

// glued says of two names in one that a space is missing between them: the document lacks
// many, and has this one nowhere else. "MacTaggart" is one name.
func (r *reader) glued(t *lm.Token, first, second string) bool {
	const shortest = 3 // letters
	return r.lacksSpaces() && r.d.Count(lm.OneKey(t.ID)) < 2 && first != "Mac" &&
		utf8.RuneCountInString(first) >= shortest && utf8.RuneCountInString(second) >= shortest
}
