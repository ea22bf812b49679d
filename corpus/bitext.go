package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Bitext is two documents, sentence by sentence.
type Bitext struct {
	Source, Target Side
	Beads          []Bead // every segment of both sides in exactly one bead, in order
	Run            Run
	Unplaced       []Decision // decisions of people that fit no segment any more
	Foreign        []Foreign  // what a newer recto wrote and this one does not know
}

// Foreign is a part of a JSONL line that this version does not know. It is
// kept, so that writing what was read loses nothing.
type Foreign struct {
	Line string // "header", "source paragraph p3", "target segment p3.s1", "bead p3.s1|p3.s1"; "" for a whole line of unknown type
	JSON string
}

// Run says what made the bitext; it holds nothing of the clock.
type Run struct {
	Generator string // "recto 0.1.0"
	Settings  string // hash of the settings, hex
	Engine    string // "openai", "apertium", "memory", "none", "human"; "" if none spoke
	Model     string // with the engine's host, never a key
	Date      string // RFC 3339, only from SOURCE_DATE_EPOCH
}

// Bead ties segments of the source to segments of the target.
type Bead struct {
	Src, Tgt []int   // indexes into Side.Segments, ascending; one may be empty
	Score    float64 // confidence in the alignment, 0 to 1; 1 where tied by id
	Why      []Evidence
	Origin   Origin
	State    State
	// Reason says why there is no accepted translation; "" if there is one.
	Reason   string
	Attempts []Attempt // what engines answered and was not accepted
	Findings []Finding
	Matches  []Match // near matches of the memory, best first
	Decision *Decision
}

// Origin says where the target text comes from.
type Origin struct {
	Kind   OriginKind
	Engine string // with OriginMachine: "openai", "apertium"
	Model  string
	Score  float64 // with OriginMemory: 1 is an exact match
	Origin string  // with OriginMemory: where the unit came from ("tmx", "aligned", "confirmed", "machine")
}

// OriginKind says who wrote the target text.
type OriginKind string

// Who may have written a target text.
const (
	OriginNone    OriginKind = ""        // no target text
	OriginMachine OriginKind = "machine" // an engine of this run
	OriginMemory  OriginKind = "memory"  // the translation memory
	OriginHuman   OriginKind = "human"   // a document that a person wrote
	OriginPerson  OriginKind = "person"  // a decision of a reviewer
	OriginCopy    OriginKind = "copy"    // nothing to translate: the source stands
)

// State is how far the bead has come.
type State string

// The states of a bead.
const (
	Untranslated State = "untranslated" // no accepted target; Reason says why
	Translated   State = "translated"   // accepted, seen by no person
	Reviewed     State = "reviewed"     // changed by a person
	Approved     State = "approved"     // approved by a person
)

// Evidence is one reason for a bead, with its weight in the score.
type Evidence struct {
	Code   string  // "id", "pivot", "embedding", "lexicon", "numbers", "cognates", "punctuation", "length"
	Weight float64 // contribution to the log odds
}

// Finding is a doubt about a translation, or about its source.
type Finding struct {
	Code     string // "numbers", "placeholder", …: see pipeline/check
	Severity Severity
	Message  string // one sentence for the reviewer
	Side     string // "source", "target" or "" for both
}

// Severity of a finding.
type Severity string

// Severities, the gravest first.
const (
	Grave Severity = "error"
	Minor Severity = "warning"
	Note  Severity = "info"
)

// Attempt is an answer that was not accepted.
type Attempt struct {
	Engine string
	Text   string
	Reason string // a code of the translate stage
}

// Match is a near match from the memory.
type Match struct {
	Source, Target string
	Score          float64 // 1 is exact
	Origin         string
}

// Anchor is what a person's decision hangs on: the hash of the source text and
// its occurrence in the document, so that it survives edits elsewhere.
type Anchor struct {
	Text       [32]byte
	Occurrence int // 0 is the first segment of the document with this text
}

// Decision is what a person said of one segment.
type Decision struct {
	Anchor   Anchor
	Source   string // the text that it was made for
	Target   string
	State    State // Reviewed or Approved
	Reviewer string
	Date     string // RFC 3339, as the reviewer's tool gave it
}

// AnchorText is the text that anchors compare: white space folded.
func AnchorText(text string) string { return strings.Join(strings.Fields(text), " ") }

// TextHash is the hash that anchors carry.
func TextHash(text string) [32]byte { return sha256.Sum256([]byte(AnchorText(text))) }

// Fingerprint is the beginning of TextHash in hexadecimal, 16 digits: formats
// that go to people carry it, so that what comes back shows what was edited.
func Fingerprint(text string) string {
	h := TextHash(text)
	return hex.EncodeToString(h[:8])
}

// Anchors gives the anchor of each segment.
func Anchors(segments []Segment) []Anchor {
	seen := make(map[[32]byte]int, len(segments))
	out := make([]Anchor, len(segments))
	for i, s := range segments {
		h := TextHash(s.Text)
		out[i] = Anchor{Text: h, Occurrence: seen[h]}
		seen[h]++
	}
	return out
}

// Anchors gives the anchor of each bead, which has the zero one where it has no
// source. Where a bead is one segment it is the segment's own, whatever beads of
// several segments stand before it.
func (b *Bitext) Anchors() []Anchor {
	own := Anchors(b.Source.Segments)
	seen := make(map[[32]byte]int)
	out := make([]Anchor, len(b.Beads))
	for i := range b.Beads {
		switch src := b.Beads[i].Src; len(src) {
		case 0:
		case 1:
			out[i] = own[src[0]]
		default:
			h := TextHash(TextOf(b.Source.Segments, src))
			out[i] = Anchor{Text: h, Occurrence: seen[h]}
			seen[h]++
		}
	}
	return out
}

// TextOf joins the texts of some segments with a space.
func TextOf(segments []Segment, at []int) string {
	if len(at) == 1 {
		return segments[at[0]].Text
	}
	texts := make([]string, len(at))
	for i, k := range at {
		texts[i] = segments[k].Text
	}
	return strings.Join(texts, " ")
}

// BeadID names a bead in the formats that have one id a pair: the ids of its
// source segments joined by "+" ("p3.s1+p3.s2"); where it has none, "target:"
// and those of its target's.
func (b *Bitext) BeadID(d *Bead) string {
	segments, at, prefix := b.Source.Segments, d.Src, ""
	if len(at) == 0 {
		segments, at, prefix = b.Target.Segments, d.Tgt, "target:"
	}
	ids := make([]string, len(at))
	for i, k := range at {
		ids[i] = segments[k].ID
	}
	return prefix + strings.Join(ids, "+")
}
