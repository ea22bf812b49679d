package batch

import (
	"cmp"
	"slices"
	"time"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/store"
)

// How much of a night a report lists; the counts count all.
const (
	mostListed  = 2000
	mostSlowest = 10
	mostLooks   = 200
)

// Report is what a night did.
type Report struct {
	Run          string   `json:"run"`   // number of the run in this store
	Inbox        string   `json:"inbox"` // as the user named it
	Path         string   `json:"path"`  // of the inbox, absolute
	File         string   `json:"file"`  // of this report, without its extension, below OUTBOX/report
	Languages    []string `json:"languages"`
	Include      []string `json:"include,omitempty"`
	Exclude      []string `json:"exclude,omitempty"`
	Outbox       string   `json:"outbox,omitempty"` // where it is below the inbox; "" if it is not
	Started      string   `json:"started"`          // RFC 3339, local
	Ended        string   `json:"ended"`
	Seconds      float64  `json:"seconds"`
	StoreSeconds float64  `json:"store_seconds"`   // in writing and syncing the store
	Cause        string   `json:"cause,omitempty"` // why it ended before its work did
	Counts
	Done    []Result                    `json:"done"` // what was done tonight, by name
	Failed  []Result                    `json:"failed"`
	Parked  []Result                    `json:"parked"`  // begun, and left to the next night
	Skipped []Skipped                   `json:"skipped"` // names that are no documents
	Slowest []Result                    `json:"slowest"`
	Looks   []Look                      `json:"looks"` // segments that need a person, the gravest first
	Before  *Counts                     `json:"before,omitempty"`
	last    struct{ date, file string } // of the run before
	settled int
	tooLate bool
}

// Counts are the sums of a night, in documents (a document in two languages
// counts twice), segments, and what they cost.
type Counts struct {
	DoneCount    int     `json:"done_count"`
	Unchanged    int     `json:"unchanged"`
	FailedCount  int     `json:"failed_count"` // of this inbox, tonight or earlier, not acknowledged
	SetAside     int     `json:"set_aside"`    // of those: not tried again by itself
	Ignored      int     `json:"ignored"`
	ParkedCount  int     `json:"parked_count"`
	Waiting      int     `json:"waiting"` // not begun
	SkippedCount int     `json:"skipped_count"`
	Flagged      int     `json:"flagged"` // done tonight, and a person should look
	Segments     int     `json:"segments"`
	Open         int     `json:"open"` // without an accepted translation
	Memory       int     `json:"memory"`
	LookCount    int     `json:"look_count"`
	Requests     int     `json:"requests"`
	Tokens       int     `json:"tokens"`
	Cost         float64 `json:"cost"`
	Estimated    bool    `json:"estimated"` // some tokens are
}

// Skipped is a name in the inbox that is no document.
type Skipped struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

// Look is a segment that needs a person.
type Look struct {
	Document string `json:"document"`
	Language string `json:"language"`
	Segment  string `json:"segment"` // "p12.s3"
	Page     string `json:"page"`    // output to open, below the outbox
	Source   string `json:"source"`
	Target   string `json:"target"`
	Severity string `json:"severity"` // "open", "error" or "warning"
	Why      string `json:"why"`
	weight   float64
}

// Code is the exit code that the report stands for: 3 while anything is failed,
// left over, or open; 0 otherwise.
func (r *Report) Code() int {
	if r.FailedCount > 0 || r.ParkedCount > 0 || r.Waiting > 0 || r.Open > 0 || r.Cause != "" {
		return 3
	}
	return 0
}

func (r *Report) addDone(res Result, b *corpus.Bitext) {
	r.DoneCount++
	r.Segments += res.Segments
	r.Open += res.Open
	r.Memory += res.Memory
	if res.Flagged() {
		r.Flagged++
	}
	if len(r.Done) < mostListed {
		r.Done = append(r.Done, res)
	}
	r.Slowest = append(r.Slowest, res)
	slices.SortStableFunc(r.Slowest, func(a, b Result) int { return cmp.Compare(b.Seconds, a.Seconds) })
	r.Slowest = r.Slowest[:min(mostSlowest, len(r.Slowest))]
	if b != nil {
		r.look(res, b)
	}
}

func (r *Report) addFailed(res Result) {
	r.FailedCount++
	if !res.Again {
		r.SetAside++
	}
	if len(r.Failed) < mostListed {
		r.Failed = append(r.Failed, res)
	}
}

func (r *Report) addParked(res Result) {
	r.ParkedCount++
	if len(r.Parked) < mostListed {
		r.Parked = append(r.Parked, res)
	}
}

func (r *Report) skip(f found) {
	r.SkippedCount++
	if len(r.Skipped) < mostListed {
		r.Skipped = append(r.Skipped, Skipped{f.name, f.skip})
	}
}

// look gathers the segments of a document that need a person.
func (r *Report) look(res Result, b *corpus.Bitext) {
	for i := range b.Beads {
		bead := &b.Beads[i]
		l := Look{Document: res.Document, Language: res.Language, Page: res.Page}
		switch grave := worst(bead); {
		case isOpen(bead):
			l.Severity, l.Why, l.weight = "open", "no accepted translation: "+bead.Reason, 3
		case grave != nil && grave.Severity == corpus.Grave:
			l.Severity, l.Why, l.weight = string(grave.Severity), grave.Message, 2
		default:
			continue
		}
		r.LookCount++
		if len(r.Looks) >= 2*mostLooks {
			r.trimLooks()
		}
		if len(bead.Src) > 0 {
			l.Segment = b.Source.Segments[bead.Src[0]].ID
		}
		l.Source, l.Target = short(corpus.TextOf(b.Source.Segments, bead.Src)), short(corpus.TextOf(b.Target.Segments, bead.Tgt))
		r.Looks = append(r.Looks, l)
	}
}

func worst(b *corpus.Bead) *corpus.Finding {
	var out *corpus.Finding
	for i := range b.Findings {
		if f := &b.Findings[i]; out == nil || f.Severity == corpus.Grave && out.Severity != corpus.Grave {
			out = f
		}
	}
	return out
}

// short cuts a text for a list, at a character.
func short(s string) string {
	n := 0
	for i := range s {
		if n++; n > 300 {
			return s[:i] + "…"
		}
	}
	return s
}

func (r *Report) trimLooks() {
	slices.SortStableFunc(r.Looks, func(a, b Look) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Language, b.Language))
	})
	r.Looks = r.Looks[:min(mostLooks, len(r.Looks))]
}

// close puts the report in order: what workers finished in any order stands by
// name.
func (r *Report) close(total int, now time.Time, began time.Time, spent store.Spent) {
	r.trimLooks()
	byName := func(a, b Result) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Language, b.Language))
	}
	for _, list := range [][]Result{r.Done, r.Failed, r.Parked} {
		slices.SortFunc(list, byName)
	}
	r.Waiting = max(0, total-r.settled)
	r.Ended = now.Format(time.RFC3339)
	r.Seconds = now.Sub(began).Seconds()
	r.Requests, r.Tokens, r.Cost, r.Estimated = spent.Requests, spent.In+spent.Out, spent.Cost, spent.Estimated > 0
}
