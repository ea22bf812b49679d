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
	joins    float64 // the model's log odds, 0 if it was not asked
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
	features     = fExact + 4
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
	if d := b.b.indent - b.a.indent; d >= 2 {
		v[fIn] = 1
		if b.indents {
			v[fIn+1] = 1
		}
	} else if d <= -2 && !b.indents {
		v[fOut] = 1
	}
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
	v[fJoins] = b.joins
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
	if b.indents && b.b.indent < b.a.indent+2 {
		v[fSetIn+kind] = 1
	}
	return v
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
	if s.leaders {
		return true
	}
	if s.letters == 0 && s.marker == noMarker {
		return s.width > 12 || s.first < s.width || s.start != digit // not the year that ends a sentence
	}
	return s.gaps >= 2 || s.width >= 8 && s.symbols*12 > s.width || s.letters*10 < s.width*3 && s.width > 3
}

// lone says that a line is a list marker and nothing else.
func lone(text string) bool {
	m, _ := markerOf(strings.TrimSpace(text))
	return m != noMarker && len(strings.Fields(text)) == 1
}
