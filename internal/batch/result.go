package batch

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/translate"
)

// Result is what became of a document in a language.
type Result struct {
	Document string `json:"document"`
	Language string `json:"language"`
	State    State  `json:"state"`
	Reason   string `json:"reason,omitempty"`
	Again    bool   `json:"again,omitempty"`    // the next night tries it again
	Attempts int    `json:"attempts,omitempty"` // that failed so far

	Segments  int      `json:"segments"`
	Open      int      `json:"open"`      // without an accepted translation
	Memory    int      `json:"memory"`    // answered by the memory or a person
	Errors    int      `json:"errors"`    // findings of the checks
	Warnings  int      `json:"warnings"`  //
	Doubts    int      `json:"doubts"`    // lines that the repair was not sure of
	Moves     int      `json:"moves"`     // phrases that it put elsewhere
	Unplaced  int      `json:"unplaced"`  // decisions that fit no segment any more
	Waiting   int      `json:"waiting"`   // open for want of an answer: another night may have one
	Bytes     int      `json:"bytes"`     // of the file
	Seconds   float64  `json:"seconds"`   //
	Requests  int      `json:"requests"`  //
	Tokens    int      `json:"tokens"`    // in and out
	Cost      float64  `json:"cost"`      //
	Estimated bool     `json:"estimated"` // some tokens are
	Outputs   []string `json:"outputs"`   // below the outbox
	Page      string   `json:"page"`      // the output to look at, below the outbox; "" if there is none
	Kept      []string `json:"kept"`      // outputs that a person had edited, under their new names

	Unreachable int `json:"unreachable"` // open because the engine gave no answer
	Answered    int `json:"answered"`    // segments that an engine translated
}

// silent says that the engine was asked and answered nothing at all: that is no
// result, and must not take the place of one.
func (r *Result) silent() bool { return r.Unreachable > 0 && r.Answered == 0 }

// Flagged says that a person should look.
func (r *Result) Flagged() bool {
	return r.Open > 0 || r.Errors > 0 || r.Doubts > 0 || r.Unplaced > 0 || len(r.Kept) > 0
}

// count fills in what the bitext says.
func (r *Result) count(b *corpus.Bitext) {
	r.Segments, r.Unplaced = len(b.Source.Segments), len(b.Unplaced)
	for i := range b.Source.Paragraphs {
		r.Moves += len(b.Source.Paragraphs[i].Moves)
		r.Doubts += len(b.Source.Paragraphs[i].Doubts)
	}
	for i := range b.Beads {
		bead := &b.Beads[i]
		if isOpen(bead) {
			r.Open++
			switch bead.Reason {
			case translate.Unreachable:
				r.Unreachable++
				r.Waiting++
			case translate.OverLimit, translate.Stopped, noEngine:
				r.Waiting++
			}
		}
		switch bead.Origin.Kind {
		case corpus.OriginMachine:
			r.Answered++
		case corpus.OriginMemory, corpus.OriginPerson:
			r.Memory++
		}
		for _, f := range bead.Findings {
			switch f.Severity {
			case corpus.Grave:
				r.Errors++
			case corpus.Minor:
				r.Warnings++
			}
		}
	}
}

// Reasons that package pipeline gives itself: see there. It is not imported, so
// that the night can be tested without its models.
const (
	notAsked = "not-asked" // --engine none
	oneSided = "one-sided" // of two documents that exist
	noEngine = "no-engine" // the memory alone answered
)

// isOpen says that a bead waits for a translation.
func isOpen(b *corpus.Bead) bool {
	return b.State == corpus.Untranslated && len(b.Src) > 0 && b.Reason != notAsked && b.Reason != oneSided
}

// pageOf is the output that a person opens: the HTML page, else the first.
func pageOf(outputs []string) string {
	for _, name := range outputs {
		if path.Ext(name) == ".html" {
			return name
		}
	}
	if len(outputs) > 0 {
		return outputs[0]
	}
	return ""
}

func (r *Result) encode() string {
	data, err := json.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("batch: a result does not marshal: %v", err)) // plain values only
	}
	return string(data)
}

func decodeResult(text string) Result {
	var r Result
	if strings.TrimSpace(text) == "" || json.Unmarshal([]byte(text), &r) != nil {
		return Result{} // of another version: for reports only
	}
	return r
}
