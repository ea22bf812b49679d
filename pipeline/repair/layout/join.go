package layout

import (
	"math"
	"strings"
)

// boundary is one place where a line ends and the next begins.
type boundary struct {
	a, b     shape
	m        measure
	blank    bool // a blank line between them, damage near
	page     bool // a page ends between them
	rate     float64
	indents  bool
	sequence bool    // b carries the number that comes next
	alone    bool    // a is the first line of what may be a paragraph
	joins    float64 // the model's log odds, 0 if it was not asked
}

// The reasons for and against a paragraph that goes on; each has a weight.
const (
	fBias = iota
	fEnd
	fStart      = fEnd + int(classes)
	fPair       = fStart + int(classes) // kind of end × kind of start
	fRate       = fPair + 15            // start in upper case × the text's rate of capitals
	fClosed     = fRate + 2
	fShort      = fClosed + 1 // by how much the next word would have fitted, in steps
	fShortStop  = fShort + 6
	fShortUpper = fShortStop + 2
	fBlank      = fShortUpper + 2
	fPage       = fBlank + 1
	fPageShort  = fPage + 1
	fIn         = fPageShort + 1
	fOut        = fIn + 2
	fMarker     = fOut + 1
	fSequence   = fMarker + int(markers)
	fMarkerStop = fSequence + 1
	fLead       = fMarkerStop + 1
	fAlone      = fLead + 1
	fCapital    = fAlone + 2
	fRagged     = fCapital + 2
	fUnmeasured = fRagged + 1
	fJoins      = fUnmeasured + 1
	features    = fJoins + 1
)

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
	switch {
	case short <= 0:
	case short < 0.05:
		step = 1
	case short < 0.1:
		step = 2
	case short < 0.2:
		step = 3
	case short < 0.4:
		step = 4
	default:
		step = 5
	}
	v[fShort+step] = 1
	if step >= 2 {
		if e >= 2 {
			v[fShortStop] = 1
		}
		if s == 1 {
			v[fShortUpper] = 1
		}
	}
	if step <= 1 {
		if e >= 2 {
			v[fShortStop+1] = 1
		}
		if s == 1 {
			v[fShortUpper+1] = 1
		}
	}
	if b.blank {
		v[fBlank] = 1
	}
	if b.page {
		v[fPage] = 1
		if step >= 3 {
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
		if step >= 3 && e != 1 && s != 0 {
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
	return v
}

// short is the part of the line that was left free though the next word would
// have fitted: 0 or less if it would not.
func (b *boundary) short() float64 {
	if b.m.full <= 0 {
		return 0
	}
	return (b.m.full - float64(b.a.indent+b.a.span+1+b.b.first)) / b.m.full
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
	if s.leaders || s.letters == 0 && s.width > 0 && s.marker == noMarker {
		return true
	}
	return s.gaps >= 2 || s.width >= 8 && s.symbols*12 > s.width || s.letters*10 < s.width*3 && s.width > 3
}

// lone says that a line is a list marker and nothing else.
func lone(text string) bool {
	m, _ := markerOf(strings.TrimSpace(text))
	return m != noMarker && len(strings.Fields(text)) == 1
}
