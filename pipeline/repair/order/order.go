package order

import (
	"context"

	"github.com/recto/recto/corpus"
)

// Line is a visual line: half-open bytes of the text, without its line break,
// with its leading and trailing spaces. One that holds line breaks came run by
// run: a run ends at each, and at one of them the second sequence begins.
type Line struct{ From, To int }

// Block is a run of lines that may run on into each other, blank lines dropped.
type Block struct {
	Lines      []Line
	AfterBlank []bool // a blank line stood before line i; nil if none did
}

// Reading is one way to read a visual line.
type Reading struct {
	Text      string         // corpus.Join of Pieces
	Pieces    []corpus.Piece // the first has no Before
	Posterior float64        // 0 to 1, calibrated; of Outcome.Best, that all its new neighbours are right

	moves   []corpus.Move
	same    bool // the line as it came
	inPlace bool // it moves nothing, and puts spaces in
	eased   bool // the same, in a document whose lines lack spaces and nothing else
	cheap   bool // and a wrong one costs less: at marks, or where more lines lack spaces than have a phrase elsewhere
	holes   int  // that it leaves open
}

// Outcome says how one visual line reads.
type Outcome struct {
	Line         int  // index into Block.Lines
	Marked       bool // bears a mark of damage; a line without one is never touched
	Best         Reading
	Changed      bool          // Best is not the line as it came; without Moves it differs in its spaces
	Moves        []corpus.Move // what Best moved; At counts bytes of Best.Text, Line is left 0
	Alternatives []Reading     // other readings, best first; with Left, Best is the line as it came and the likelier readings are here
	Reason       string        // why it was left or is a close call: a reason code of corpus.Doubt, or ""
	Left         bool          // marked, another reading was likelier or close, and the line stays as it came
}

// Producer says where a producer paints styled phrases; it is a property of
// the whole document.
type Producer string

// The producers that are known.
const (
	Unknown  Producer = ""          // no damage seen: read as Last
	Last     Producer = "last"      // after the plain runs of their line
	First    Producer = "first"     // before them
	BlockEnd Producer = "block-end" // at the end of the block or page
)

// Adjudicator is a second reader for undecided lines. It chooses, it never
// writes: Choose returns the index of one candidate, or -1 for none of them.
type Adjudicator interface {
	Choose(ctx context.Context, lang, before string, candidates []string, after string) (int, error)
}
