package jsonl

import (
	"encoding/hex"
	"fmt"

	"github.com/recto/recto/corpus"
)

// The lines as they stand in the file. Slices that a reader of the file will
// look for are always there, the others only where they say something.

type header struct {
	Type      string     `json:"type"`
	Version   string     `json:"version"`
	Generator string     `json:"generator,omitempty"`
	Settings  string     `json:"settings,omitempty"`
	Engine    string     `json:"engine,omitempty"`
	Model     string     `json:"model,omitempty"`
	Date      string     `json:"date,omitempty"`
	Source    side       `json:"source"`
	Target    side       `json:"target"`
	Unplaced  []decision `json:"unplaced,omitempty"`
}

type side struct {
	Name       string    `json:"name,omitempty"`
	SHA256     hash      `json:"sha256,omitzero"`
	Encoding   string    `json:"encoding,omitempty"`
	Language   string    `json:"language"`
	Confidence float64   `json:"confidence,omitempty"`
	Producer   string    `json:"producer,omitempty"`
	Warnings   []string  `json:"warnings,omitempty"`
	Removed    []removed `json:"removed,omitempty"`
}

type paragraph struct {
	Type     string    `json:"type"`
	ID       string    `json:"id"`
	Side     string    `json:"side"`
	Kind     string    `json:"kind,omitempty"`
	Language string    `json:"language,omitempty"`
	Page     int       `json:"page,omitempty"`
	Pieces   []piece   `json:"pieces,omitempty"`
	Text     string    `json:"text"`
	Moves    []move    `json:"moves,omitempty"`
	Doubts   []doubt   `json:"doubts,omitempty"`
	Removed  []removed `json:"removed,omitempty"`
}

type segment struct {
	Type      string  `json:"type"`
	ID        string  `json:"id"`
	Side      string  `json:"side"`
	Paragraph string  `json:"paragraph,omitempty"`
	Text      string  `json:"text"`
	Pieces    []piece `json:"pieces,omitempty"`
	// Moved are the moves of its paragraph that it holds, from 0. It follows
	// from the pieces and is written for readers that only look at segments.
	Moved []int `json:"moved,omitempty"`
}

type bead struct {
	Type     string     `json:"type"`
	Source   []string   `json:"source"`
	Target   []string   `json:"target"`
	Score    float64    `json:"score"`
	State    string     `json:"state,omitempty"`
	Reason   string     `json:"reason,omitempty"`
	Origin   *origin    `json:"origin,omitempty"`
	Why      []evidence `json:"why,omitempty"`
	Findings []finding  `json:"findings,omitempty"`
	Attempts []attempt  `json:"attempts,omitempty"`
	Matches  []match    `json:"matches,omitempty"`
	Decision *decision  `json:"decision,omitempty"`
}

type piece struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	Before string `json:"before"`
}

type move struct {
	From         int       `json:"from"`
	To           int       `json:"to"`
	At           int       `json:"at"`
	LineFrom     int       `json:"line_from"`
	LineTo       int       `json:"line_to"`
	Line         int       `json:"line"`
	Posterior    float64   `json:"posterior"`
	Evidence     []string  `json:"evidence,omitempty"`
	Alternatives []reading `json:"alternatives,omitempty"`
}

type doubt struct {
	LineFrom int       `json:"line_from"`
	LineTo   int       `json:"line_to"`
	Line     int       `json:"line"`
	Reason   string    `json:"reason"`
	Readings []reading `json:"readings,omitempty"`
}

type reading struct {
	Text      string  `json:"text"`
	Posterior float64 `json:"posterior"`
}

type removed struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Line int    `json:"line,omitempty"`
	Page int    `json:"page,omitempty"`
	Kind string `json:"kind"`
}

type origin struct {
	Kind   string  `json:"kind"`
	Engine string  `json:"engine,omitempty"`
	Model  string  `json:"model,omitempty"`
	Score  float64 `json:"score,omitempty"`
	Origin string  `json:"origin,omitempty"`
}

type evidence struct {
	Code   string  `json:"code"`
	Weight float64 `json:"weight"`
}

type finding struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Side     string `json:"side,omitempty"`
}

type attempt struct {
	Engine string `json:"engine,omitempty"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

type match struct {
	Source string  `json:"source"`
	Target string  `json:"target"`
	Score  float64 `json:"score"`
	Origin string  `json:"origin,omitempty"`
}

type decision struct {
	Anchor     hash   `json:"anchor"`
	Occurrence int    `json:"occurrence"`
	Source     string `json:"source"`
	Target     string `json:"target"`
	State      string `json:"state"`
	Reviewer   string `json:"reviewer,omitempty"`
	Date       string `json:"date,omitempty"`
}

// hash is a SHA-256 in hexadecimal; the zero hash stands for none.
type hash [32]byte

func (h hash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h[:]), nil }

func (h *hash) UnmarshalText(text []byte) error {
	if len(text) != 2*len(h) {
		return fmt.Errorf("a SHA-256 has 64 hexadecimal digits, not %d", len(text))
	}
	_, err := hex.Decode(h[:], text)
	return err
}

// all converts a slice; nil stays nil, so that what was absent stays absent.
func all[A, B any](in []A, f func(A) B) []B {
	if len(in) == 0 {
		return nil
	}
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = f(a)
	}
	return out
}

func fromPiece(p corpus.Piece) piece          { return piece(p) }
func (p piece) noun() corpus.Piece            { return corpus.Piece(p) }
func fromReading(r corpus.Reading) reading    { return reading(r) }
func (r reading) noun() corpus.Reading        { return corpus.Reading(r) }
func fromEvidence(e corpus.Evidence) evidence { return evidence(e) }
func (e evidence) noun() corpus.Evidence      { return corpus.Evidence(e) }
func fromAttempt(a corpus.Attempt) attempt    { return attempt(a) }
func (a attempt) noun() corpus.Attempt        { return corpus.Attempt(a) }
func fromMatch(m corpus.Match) match          { return match(m) }
func (m match) noun() corpus.Match            { return corpus.Match(m) }
func fromFinding(f corpus.Finding) finding {
	return finding{f.Code, string(f.Severity), f.Message, f.Side}
}
func (f finding) noun() corpus.Finding {
	return corpus.Finding{Code: f.Code, Severity: corpus.Severity(f.Severity), Message: f.Message, Side: f.Side}
}
func fromRemoved(r corpus.Removed) removed {
	return removed{r.From, r.To, r.Line, r.Page, string(r.Kind)}
}
func (r removed) noun() corpus.Removed {
	return corpus.Removed{From: r.From, To: r.To, Line: r.Line, Page: r.Page, Kind: corpus.RemovedKind(r.Kind)}
}

func fromMove(m corpus.Move) move {
	return move{m.From, m.To, m.At, m.LineFrom, m.LineTo, m.Line, m.Posterior, m.Evidence, all(m.Alternatives, fromReading)}
}

func (m move) noun() corpus.Move {
	return corpus.Move{From: m.From, To: m.To, At: m.At, LineFrom: m.LineFrom, LineTo: m.LineTo, Line: m.Line,
		Posterior: m.Posterior, Evidence: m.Evidence, Alternatives: all(m.Alternatives, reading.noun)}
}

func fromDoubt(d corpus.Doubt) doubt {
	return doubt{d.LineFrom, d.LineTo, d.Line, d.Reason, all(d.Readings, fromReading)}
}

func (d doubt) noun() corpus.Doubt {
	return corpus.Doubt{LineFrom: d.LineFrom, LineTo: d.LineTo, Line: d.Line, Reason: d.Reason, Readings: all(d.Readings, reading.noun)}
}

func fromDecision(d corpus.Decision) decision {
	return decision{d.Anchor.Text, d.Anchor.Occurrence, d.Source, d.Target, string(d.State), d.Reviewer, d.Date}
}

func (d decision) noun() corpus.Decision {
	return corpus.Decision{Anchor: corpus.Anchor{Text: d.Anchor, Occurrence: d.Occurrence}, Source: d.Source, Target: d.Target,
		State: corpus.State(d.State), Reviewer: d.Reviewer, Date: d.Date}
}

func fromSide(s *corpus.Side, took []removed) side {
	return side{s.Name, s.SHA256, s.Encoding, s.Language, s.Confidence, s.Producer, s.Warnings, took}
}

func (s side) noun() corpus.Side {
	return corpus.Side{Name: s.Name, SHA256: s.SHA256, Encoding: s.Encoding, Language: s.Language, Confidence: s.Confidence,
		Producer: s.Producer, Warnings: s.Warnings}
}

func fromOrigin(o corpus.Origin) *origin {
	if o == (corpus.Origin{}) {
		return nil
	}
	return &origin{string(o.Kind), o.Engine, o.Model, o.Score, o.Origin}
}

func (o *origin) noun() corpus.Origin {
	if o == nil {
		return corpus.Origin{}
	}
	return corpus.Origin{Kind: corpus.OriginKind(o.Kind), Engine: o.Engine, Model: o.Model, Score: o.Score, Origin: o.Origin}
}
