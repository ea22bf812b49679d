package page

import (
	"io"
	"time"
)

// Night is what a batch tells in the morning. It holds plain values only; texts
// of documents stand in Looks, and are shown as text.
type Night struct {
	Inbox string // as the user named it
	Date  string // of the night, "2026-11-24"
	Began string // RFC 3339, in the zone that the person on call lives by
	Took  time.Duration
	// Cause says why the run ended before all was done, "deadline 06:00 reached";
	// "" if nothing is left.
	Cause    string
	Currency string // "USD"; "" if costs are not known
	Totals   Counts
	// Last are the counts of the night before, nil if there was none; LastDate
	// and LastHref say which and where its page is.
	Last               *Counts
	LastDate, LastHref string
	Documents          []Document // all that were not skipped, in the order of the inbox
	Looks              []Look     // segments that need a person, the gravest first
	MoreLooks          int        // how many are not listed in Looks
	Warnings           []string   // of the run as a whole
}

// Counts are the sums of a night.
type Counts struct {
	Done, Skipped, Failed, SetAside, Waiting int // documents
	Flagged                                  int // documents done, with a segment that needs a person
	Segments, Open                           int // segments translated tonight; without accepted translation
	Tokens                                   int
	Cost                                     float64
}

// DocumentState is what became of a document.
type DocumentState string

// The states of a document in the morning.
const (
	DocDone     DocumentState = "done"
	DocFailed   DocumentState = "failed"    // is tried again
	DocSetAside DocumentState = "set aside" // was tried as often as configured
	DocIgnored  DocumentState = "ignored"   // acknowledged by a person
	DocWaiting  DocumentState = "waiting"   // its turn did not come
)

// Document is one row of the night.
type Document struct {
	Name    string
	State   DocumentState
	Reason  string // why it failed or waits, what to do
	Tries   int    // of a document that failed
	Flagged int    // segments that need a person
	Open    int    // segments without accepted translation
	Counts  DocCounts
	Took    time.Duration
	Pages   []Page
}

// DocCounts is what a document took.
type DocCounts struct {
	Segments, Tokens int
	Cost             float64
}

// Page is a link to an output, relative to the report: "../doc.txt.es.html".
type Page struct{ Label, Href string }

// Look is a segment that needs a person.
type Look struct {
	Document string
	Segment  string // "p12.s3"
	Source   string
	Target   string // "" if there is none
	Severity string // "error", "warning", "info"; "open" without translation
	Why      string // one sentence
	Href     string // to the segment: "../doc.txt.es.html#p12.s3"
}

// WriteNight writes the morning report: one HTML page that works from disk.
// Links are kept only if they are relative paths without a scheme.
func WriteNight(w io.Writer, n Night) error { return render(w, "night", nightView(n)) }
