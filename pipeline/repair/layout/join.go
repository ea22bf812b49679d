package layout

import (
	"math"
	"strings"
)

// boundary is one place where a line ends and the next begins.
type boundary struct {
	a, b     shape
	m        measure
	space    float64 // width of a space
	blank    bool    // a blank line between them, damage near
	page     bool    // a page ends between them
	rate     float64
	indents  bool    // the text sets first lines in
	blanks   bool    // the text sets paragraphs apart by blank lines
	sequence bool    // b carries the number that comes next
	alone    bool    // a is the first line of what may be a paragraph
	lead     int     // indent of the first line of a's paragraph
	level    bool    // the line behind b is set in as b is
	ends     float64 // log of how often a sentence's end at a full line ends a paragraph, as far as the text tells
	chip     bool    // a and b are words of a line that came a word a line
	beside   bool    // a and b are set in alike, from where the text around them begins
}

// The reasons for and against a paragraph that goes on; each has a weight.
const (
	fBias = iota
	fEnd
	fStart       = fEnd + int(classes)
	fPair        = fStart + int(classes) // kind of end × kind of start
	fRate        = fPair + 15            // start in upper case × the text's rate of capitals
	fClosed      = fRate + 2
	fShort       = fClosed + 1                // by how much the next word would have fitted, in steps
	fShortEnd    = fShort + len(steps) + 1    // the same where a sentence ends and another begins
	fShortSpread = fShortEnd + len(steps) + 1 // the room against what lines here usually leave
	fBlank       = fShortSpread + len(spreads) + 1
	fPage        = fBlank + 1
	fPageShort   = fPage + 1
	fIn          = fPageShort + 1
	fOut         = fIn + 2
	fMarker      = fOut + 1
	fSequence    = fMarker + int(markers)
	fMarkerStop  = fSequence + 1
	fLead        = fMarkerStop + 1
	fAlone       = fLead + 1
	fCapital     = fAlone + 2
	fRagged      = fCapital + 2
	fUnmeasured  = fRagged + 1
	fJoins       = fUnmeasured + 1
	fSetApart    = fJoins + 1    // the text sets paragraphs apart by blank lines, and there is none
	fSetIn       = fSetApart + 4 // the same for indents
	fExact       = fSetIn + 4    // filled to the last character: the next word fitted, or not
	fHang        = fExact + 4    // b under the text of an item, elsewhere in it, or set in as the lines behind it
	fBack        = fHang + 3     // b is set out, to where a's paragraph begins or elsewhere
	fJoinsStop   = fBack + 2     // fJoins where a sentence ends and another begins
	fFullEnd     = fJoinsStop + 1
	fChip        = fFullEnd + 1 // and what the words say there
	fInLower     = fChip + 2    // set in, in the middle of a sentence
	fBeside      = fInLower + 1 // set in as the first line before it, and the same behind a sentence
	features     = fBeside + 2
)

// Names of the groups of reasons and where they begin, for writing the weights.
var Names = map[int]string{
	fBias: "bias", fEnd: "kind of end", fStart: "kind of start", fPair: "both", fRate: "capitals are common",
	fClosed: "closing quote", fShort: "room left", fShortEnd: "room where a sentence ends", fShortSpread: "room in units of the spread",
	fBlank: "blank line", fPage: "page", fPageShort: "page and room", fIn: "set in", fOut: "set out",
	fMarker: "list marker", fSequence: "next number", fMarkerStop: "marker behind a stop", fLead: "inside an item",
	fAlone: "first line", fCapital: "capitals", fRagged: "ragged", fUnmeasured: "unmeasured", fJoins: "words",
	fSetApart: "no blank line where the text has them", fSetIn: "no indent where the text has them",
	fExact: "the next word fitted, to the character",
	fHang:  "hanging", fBack: "back from hanging", fJoinsStop: "words behind a sentence",
	fFullEnd: "paragraphs that end at a full line", fChip: "a word a line", fInLower: "set in inside a sentence",
	fBeside: "set in as the line before",
}

// steps part the room that a line has left, in parts of a full line: 0 is where
// a tenth of the lines that run on had no more.
var steps = [...]float64{-0.06, -0.03, -0.01, 0, 0.01, 0.03, 0.06, 0.1, 0.2, 0.4}

// spreads part the same room in units of the spread of lines that run on.
var spreads = [...]float64{-2, -1, 0, 0.5, 1, 2, 4, 8}

// wide is the first step that is a short line beyond doubt.
const wide = 8

type vector [features]float64

// endKind and startKind fold the classes for pairs.
func endKind(c class) int {
	switch c {
	case lower, caseless, other, upper, digit, dash:
		return 0
	case comma, opener, hyphenEnd:
		return 1
	case stop:
		return 2
	case semicolon:
		return 3
	}
	return 4 // colon
}

func startKind(c class) int {
	switch c {
	case lower, comma:
		return 0
	case upper:
		return 1
	}
	return 2
}

// reasons turns a boundary into the vector that the weights are for.
func (b *boundary) reasons() vector {
	var v vector
	v[fBias] = 1
	v[fEnd+int(b.a.end)] = 1
	v[fStart+int(b.b.start)] = 1
	e, s := endKind(b.a.end), startKind(b.b.start)
	v[fPair+3*e+s] = 1
	if b.b.start == upper {
		v[fRate] = math.Min(b.rate, 0.5)
		if e == 0 {
			v[fRate+1] = math.Min(b.rate, 0.5)
		}
	}
	if b.a.closed {
		v[fClosed] = 1
	}
	short := b.short()
	step := 0
	for step < len(steps) && short > steps[step] {
		step++
	}
	v[fShort+step] = 1
	if e >= 2 && s == 1 {
		v[fShortEnd+step] = 1
		if step < wide && !b.blank {
			v[fFullEnd] = b.ends
		}
	}
	if b.chip {
		v[fChip] = 1
	}
	if b.m.full > 0 {
		z, k := short*b.m.full/(b.m.spread+b.m.full*(0.01+0.15/float64(b.m.sure+1))), 0 // few lines know little
		for k < len(spreads) && z > spreads[k] {
			k++
		}
		v[fShortSpread+k] = 1
	}
	if b.blank {
		v[fBlank] = 1
	}
	if b.page {
		v[fPage] = 1
		if step >= wide {
			v[fPageShort] = 1
		}
	}
	b.setIn(&v)
	v[fMarker+int(b.b.marker)] = 1
	if b.sequence {
		v[fSequence] = 1
	}
	if b.b.marker != noMarker && e >= 2 {
		v[fMarkerStop] = 1
	}
	if b.a.marker != noMarker {
		v[fLead] = 1
	}
	if b.alone {
		v[fAlone] = 1
		if step >= wide && e != 1 && s != 0 {
			v[fAlone+1] = 1
		}
	}
	if b.a.capital {
		v[fCapital] = 1
		if !b.b.capital && b.b.letters > 3 {
			v[fCapital+1] = 1
		}
	}
	if b.m.full > 0 {
		v[fRagged] = math.Min(b.m.spread/b.m.full, 1)
	}
	if b.m.sure < 3 {
		v[fUnmeasured] = 1
	}
	kind := 0
	switch {
	case b.b.marker != noMarker || b.a.marker != noMarker || e >= 3:
		kind = 1
	case e == 2 && s == 1:
		kind = 2
	case step >= wide:
		kind = 3
	}
	if b.blanks && !b.blank && !b.page {
		v[fSetApart+kind] = 1
	}
	if b.m.exact > 0 {
		fits := 0
		if b.next() > b.m.exact {
			fits = 2
		}
		v[fExact+fits] = 1
		if e >= 2 && s == 1 {
			v[fExact+fits+1] = 1
		}
	}
	switch {
	case b.indents && b.beside && b.alone:
		v[fBeside] = 1
		if e >= 2 && s == 1 {
			v[fBeside+1] = 1
		}
	case b.indents && b.b.indent < b.a.indent+2:
		v[fSetIn+kind] = 1
	}
	return v
}

// setIn tells where the next line begins on the page.
func (b *boundary) setIn(v *vector) {
	d := b.b.indent - b.a.indent
	under := b.b.indent - b.a.text
	switch {
	case d > 0 && b.a.marker != noMarker && under >= -1 && under <= 1 && b.b.marker == noMarker:
		v[fHang] = 1
		return
	case d > 0 && b.a.marker != noMarker:
		v[fHang+1] = 1
	case d >= 2 && b.alone && b.level && b.b.marker == noMarker:
		v[fHang+2] = 1
		return
	}
	switch {
	case d >= 2 && b.b.start == lower && endKind(b.a.end) < 2:
		v[fInLower] = 1
	case d >= 2:
		v[fIn] = 1
		if b.indents {
			v[fIn+1] = 1
		}
	case d <= -2 && !b.alone:
		if b.b.indent >= b.lead-1 && b.b.indent <= b.lead+1 {
			v[fBack] = 1
		} else {
			v[fBack+1] = 1
		}
	case d <= -2 && !b.indents:
		v[fOut] = 1
	}
}

// short is the part of the line that was left free though the next word would
// have fitted: 0 or less if it would not.
func (b *boundary) short() float64 {
	if b.m.full <= 0 {
		return 0
	}
	return (b.m.full - b.next()) / b.m.full
}

// next is how wide the line would be with the next word on it.
func (b *boundary) next() float64 {
	return float64(b.a.indent) + b.a.span + b.space + b.b.firstSpan
}

// logOdds that the text goes on.
func (v *vector) logOdds() float64 {
	sum := 0.0
	for i, x := range v {
		if x != 0 {
			sum += x * weights[i]
		}
	}
	return sum
}

// apart says that a line is a row of its own: a table's, dots, code, an entry
// of a table of contents.
func (s *shape) apart() bool {
	return s.rows() || s.width >= 8 && s.symbols*12 > s.width
}

// rows is apart, whatever signs of code the line has.
func (s *shape) rows() bool {
	if s.leaders || s.menu {
		return true
	}
	if s.letters == 0 && s.marker == noMarker {
		return s.width > 12 || s.first < s.width || s.start != digit // not the year that ends a sentence
	}
	return s.gaps >= 2 || s.letters*10 < s.width*3 && s.width > 3
}

// lone says that a line is a list marker and nothing else.
func lone(text string) bool {
	m, _ := markerOf(strings.TrimSpace(text))
	return m != noMarker && len(strings.Fields(text)) == 1
}
