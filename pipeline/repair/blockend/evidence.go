package blockend

// What tells for a merge, by place in its vector.
const (
	eJoint   = iota // how well words go together, in nats, over how they came
	ePhrase         // a phrase that goes somewhere
	eHole           // into a hole
	eNoHole         // into none, at a line's end
	eInside         // the same inside a line
	eEmpty          // a hole with no phrase, where holes show
	eMark           // a mark on its own with no phrase before it
	eRoom           // a row's width in a line that has the room, in parts of a full line
	eLast           // the same in a line that need not be full
	eExcess         // as far as the next word would have fitted into the line, and no longer does
	eShort          // the same where it would have fitted beyond doubt
	eGape           // a line that breaks off too early
	eGapes          // the same of one that may end a paragraph
	eOver           // as far as a row is longer than the room
	eTight          // one that is longer beyond doubt
	eLoose          // a row in one of several short lines
	eCode           // the same where it reads as no prose
	eAlone          // a row that is a line of its own
	eGoesOn         // a phrase that goes on in the next line of the tail
	eCut            // a phrase that ends inside a line of the tail
	eCutRow         // the same where lines are rows
	eStays          // a row that stays at the page's end
	eStaysOn        // another one right behind it, as of a list
	eRow            // two rows in one visual line, or one in two
	eLine           // a line of the tail that goes somewhere
	eLong           // one that is nearly full
	eWhole          // one that is a whole sentence
	eHoley          // one that has a hole at an end
	eTitle          // one that begins as a caption does
	eStops          // one that ends as a paragraph does
	eLower          // one that begins with a small letter
	eWide           // its width, in parts of a full line
	eBlank          // one that a blank line stands before
	evidences
)

type evidenceVector [evidences]float64

// MergeNames are the names of a merge's weights, for the generated code.
var MergeNames = [...]string{
	eJoint: "eJoint", ePhrase: "ePhrase", eHole: "eHole", eNoHole: "eNoHole", eInside: "eInside", eEmpty: "eEmpty",
	eMark: "eMark", eRoom: "eRoom", eLast: "eLast", eExcess: "eExcess", eShort: "eShort", eGape: "eGape", eGapes: "eGapes", eOver: "eOver", eTight: "eTight", eLoose: "eLoose", eCode: "eCode",
	eAlone: "eAlone", eGoesOn: "eGoesOn", eCut: "eCut", eCutRow: "eCutRow", eStays: "eStays", eStaysOn: "eStaysOn", eRow: "eRow", eLine: "eLine",
	eLong: "eLong", eWhole: "eWhole", eHoley: "eHoley", eTitle: "eTitle", eStops: "eStops", eLower: "eLower", eWide: "eWide", eBlank: "eBlank",
}

// evidence is what tells for one step of a merge: at most some thirty of all kinds.
type evidence struct {
	n    int
	kind [32]uint8
	x    [32]float64
}

func (e *evidence) clear() *evidence {
	e.n = 0
	return e
}

func (e *evidence) add(kind int, x float64) *evidence {
	if x != 0 {
		e.kind[e.n], e.x[e.n] = uint8(kind), x
		e.n++
	}
	return e
}

func (e *evidence) nats(w *evidenceVector) float64 {
	s := 0.0
	for i, k := range e.kind[:e.n] {
		s += w[k] * e.x[i]
	}
	return s
}
