package corpus

// Kind says what a paragraph is in its document.
type Kind string

// The kinds of paragraph that the layout tells apart.
const (
	Prose   Kind = ""
	Heading Kind = "heading"
	Item    Kind = "item"  // of a list, with or without a bullet
	Table   Kind = "table" // rows, code, verse: lines that are kept apart
)

// Paragraph is one paragraph of a source document, put right.
type Paragraph struct {
	ID     string  // "p1", "p2", … in the order of the document
	Pieces []Piece // Text is Join(source, Pieces)
	Text   string
	Kind   Kind
	// Language is the BCP 47 tag where it differs from the document's, else "".
	Language string
	Page     int     // 1 is the first page
	Moves    []Move  // what the repair moved in this paragraph
	Doubts   []Doubt // lines that bear a mark of damage and were left, or are close calls
}

// Move is one phrase that the repair put elsewhere.
type Move struct {
	From, To         int // the phrase, in Source.Text
	At               int // where it begins now, bytes into the paragraph's Text
	LineFrom, LineTo int // the visual line as the extraction gave it, in Source.Text
	Line             int // its number in the file, from 1
	Posterior        float64
	Evidence         []string  // codes: "hole-start", "hole", "hole-end", "glue", "punctuation", "blank-line", "block-end", "model"
	Alternatives     []Reading // other readings of the same line, best first
}

// Doubt is a line that the repair was not sure of.
type Doubt struct {
	LineFrom, LineTo int
	Line             int
	Reason           string    // a code: "below-bar", "nowhere-else", "too-many-readings", "not-a-permutation", "close-call", "adjudicated"
	Readings         []Reading // best first; the line as it came is among them
}

// Left says that the line stays as it came. Otherwise its order was a close
// call.
func (d *Doubt) Left() bool { return d.Reason != "close-call" && d.Reason != "adjudicated" }

// Reading is one way to read a visual line.
type Reading struct {
	Text      string
	Posterior float64
}

// Removed is text that was taken out of the flow: it stands in no paragraph.
type Removed struct {
	From, To int
	Line     int
	Page     int
	Kind     RemovedKind
}

// RemovedKind says why a text was taken out.
type RemovedKind string

// The kinds of text that the layout takes out of the flow.
const (
	RunningHead  RemovedKind = "running-head"
	RunningFoot  RemovedKind = "running-foot"
	PageNumber   RemovedKind = "page-number"
	FootnoteMark RemovedKind = "footnote-mark"
	Bullet       RemovedKind = "bullet"
	Hyphen       RemovedKind = "hyphen" // at a line's end, the word goes on
)

// Segment is a sentence, or what stands for one.
type Segment struct {
	// ID is "p12.s3": stable for one source and one set of settings.
	ID string
	// Para is the index into Side.Paragraphs; -1 where there is none.
	Para int
	// Pieces rebuild Text from the source. A translation has none.
	Pieces []Piece
	Text   string
}

// Side is one document of a bitext, taken to segments.
type Side struct {
	Name       string
	SHA256     [32]byte
	Encoding   string
	Language   string  // BCP 47, "und" if unknown
	Confidence float64 // of the language, 0 to 1; 1 if the user said it
	Producer   string  // where styled phrases were painted: "", "last", "first", "block-end"
	Paragraphs []Paragraph
	Segments   []Segment
	Removed    []Removed
	Warnings   []string
}
