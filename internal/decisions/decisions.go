package decisions

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/recto/recto/corpus"
)

// Review is what a file says of one document.
type Review struct {
	Document  string // name of the source document
	Language  string // of the target
	From      string // of the source
	Decisions []corpus.Decision
	Conflicts []Conflict
	Same      int // units that are as they were
}

// Conflict is something that could not be taken.
type Conflict struct {
	Where   string // "line 12", "C17"
	ID      string // of the unit, "" if it has none
	Message string
}

// Options of reading decisions.
type Options struct {
	// Open gives the bitext that a document was last exported from. An error
	// that wraps fs.ErrNotExist says that there is none.
	Open func(document, language string) (*corpus.Bitext, error)
	// Known gives the decisions that are stored already; it may be nil.
	Known func(document, language string) ([]corpus.Decision, error)
	// Reviewer and Date (RFC 3339) stand for what the file does not say.
	Reviewer, Date string
	// Replace takes a decision also where another reviewer decided otherwise.
	Replace bool
}

// ErrNoBitext is wrapped by the error for a document that was not exported from
// here.
var ErrNoBitext = errors.New("there is no bitext of this document")

// said is what a unit of a file says.
type said struct {
	where, id      string
	source, target string
	wasSource      string // fingerprints as recto wrote them, "" if not known
	wasTarget      string
	approved       bool // by a mark that a person sets
	confirmed      bool // seen and found good, short of approved
	tool           bool // a program filled the file in, which copies sources where nobody translated
	reviewer, date string
}

// comparer compares the units of one document with its bitext.
type comparer struct {
	o       Options
	b       *corpus.Bitext
	byID    map[string]int
	anchors []corpus.Anchor // of each bead
	at      map[corpus.Anchor]int
	known   map[corpus.Anchor]corpus.Decision
	seen    map[[32]byte]int // how often a source text came in the file
	review  *Review
}

func newComparer(document, language string, o Options) (*comparer, error) {
	b, err := o.Open(document, language)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("document %q in %q: %w: %w", document, language, ErrNoBitext, err)
	}
	if err != nil {
		return nil, err
	}
	c := &comparer{o: o, b: b, byID: map[string]int{}, at: map[corpus.Anchor]int{}, known: map[corpus.Anchor]corpus.Decision{}, seen: map[[32]byte]int{},
		review: &Review{Document: document, Language: language, From: b.Source.Language}}
	c.anchors = b.Anchors()
	for i := range b.Beads {
		d := &b.Beads[i]
		c.byID[b.BeadID(d)] = i
		if len(d.Src) > 0 {
			c.at[c.anchors[i]] = i
		}
	}
	if o.Known != nil {
		list, err := o.Known(document, language)
		if err != nil {
			return nil, fmt.Errorf("decisions on %q: %w", document, err)
		}
		for _, d := range list {
			c.known[d.Anchor] = d
		}
	}
	return c, nil
}

func (c *comparer) conflict(s said, format string, args ...any) {
	c.review.Conflicts = append(c.review.Conflicts, Conflict{s.where, s.id, fmt.Sprintf(format, args...)})
}

// find gives the bead that a unit is of: by its id, if the source is still the
// same there; else by the source's text and occurrence, for a document that was
// edited since the export.
func (c *comparer) find(s said) (int, bool) {
	h := corpus.TextHash(s.source)
	occurrence := c.seen[h]
	c.seen[h]++
	i, ok := c.byID[s.id]
	if s.wasSource != "" && corpus.Fingerprint(s.source) != s.wasSource {
		c.conflict(s, "the source was changed in the file: a decision on it would hang on another text")
		return 0, false
	}
	if ok && len(c.b.Beads[i].Src) > 0 && c.anchors[i].Text == h {
		return i, true
	}
	if k, found := c.at[corpus.Anchor{Text: h, Occurrence: occurrence}]; found && strings.TrimSpace(s.source) != "" {
		return k, true
	}
	switch {
	case ok && len(c.b.Beads[i].Src) == 0:
		if corpus.AnchorText(s.target) != corpus.AnchorText(corpus.TextOf(c.b.Target.Segments, c.b.Beads[i].Tgt)) {
			c.conflict(s, "the unit has no source: a decision has nothing to hang on")
		}
	case ok:
		c.conflict(s, "the source has changed since the export; it is now “%s”", short(corpus.TextOf(c.b.Source.Segments, c.b.Beads[i].Src)))
	default:
		c.conflict(s, "no segment has this id, and none this source text")
	}
	return 0, false
}

// take compares one unit with its bead.
func (c *comparer) take(s said) {
	i, ok := c.find(s)
	if !ok {
		return
	}
	d := &c.b.Beads[i]
	current := ""
	if d.State != corpus.Untranslated {
		current = corpus.TextOf(c.b.Target.Segments, d.Tgt)
	}
	same := corpus.AnchorText(s.target) == corpus.AnchorText(current)
	edited := !same
	if s.wasTarget != "" {
		edited = corpus.Fingerprint(s.target) != s.wasTarget
	}
	state := corpus.State("")
	switch {
	case s.tool && !s.approved && !s.confirmed && d.State == corpus.Untranslated && corpus.AnchorText(s.target) == corpus.AnchorText(s.source):
		c.review.Same++ // Okapi and OmegaT write the source where there was no target
		return
	case s.approved && (edited || !same || d.State != corpus.Approved):
		state = corpus.Approved
	case edited && !same, s.confirmed && same && d.State == corpus.Translated && d.Origin.Kind == corpus.OriginMachine:
		state = corpus.Reviewed
	}
	if state == "" {
		c.review.Same++
		return
	}
	if strings.TrimSpace(s.target) == "" {
		if current != "" || s.approved {
			c.conflict(s, "the target is empty: write what should stand there")
		} else {
			c.review.Same++
		}
		return
	}
	decision := corpus.Decision{Anchor: c.anchors[i], Source: corpus.TextOf(c.b.Source.Segments, d.Src), Target: s.target, State: state,
		Reviewer: first(s.reviewer, c.o.Reviewer), Date: first(s.date, c.o.Date)}
	if other, ok := c.other(decision, d); ok && !c.o.Replace {
		by := "a reviewer"
		if other.Reviewer != "" {
			by = other.Reviewer
		}
		c.conflict(s, "%s decided “%s” before, the file says “%s”; --replace takes the file's", by, short(other.Target), short(s.target))
		return
	}
	c.review.Decisions = append(c.review.Decisions, decision)
}

// other gives a decision of another reviewer for the same segment that says
// something else.
func (c *comparer) other(d corpus.Decision, bead *corpus.Bead) (corpus.Decision, bool) {
	before, ok := c.known[d.Anchor]
	if !ok && bead.Decision != nil {
		before, ok = *bead.Decision, true
	}
	return before, ok && before.Reviewer != d.Reviewer && corpus.AnchorText(before.Target) != corpus.AnchorText(d.Target)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
