package repair

import (
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"io"

	"github.com/recto/recto/corpus"
)

// Schema is the JSON schema of a [Report].
//
//go:embed report.schema.json
var Schema []byte

// ReportVersion is the version of the report's form.
const ReportVersion = "recto-repair/1"

// Report is what a repair did, what it left and why, as `recto repair
// --report` writes it. Offsets are half-open bytes in the decoded text, lines
// count from 1.
type Report struct {
	Version    string          `json:"version"`
	Source     ReportSource    `json:"source"`
	Language   string          `json:"language"`
	Producer   string          `json:"producer,omitempty"`
	Paragraphs int             `json:"paragraphs"`
	Moves      []ReportMove    `json:"moves"`
	Left       []ReportDoubt   `json:"left"`
	Removed    []ReportRemoved `json:"removed"`
	Warnings   []string        `json:"warnings"`
}

// ReportSource names the document.
type ReportSource struct {
	Name     string `json:"name"`
	SHA256   string `json:"sha256"`
	Encoding string `json:"encoding"`
}

// ReportMove is one phrase that was put elsewhere.
type ReportMove struct {
	Paragraph    string          `json:"paragraph"`
	Line         int             `json:"line"`
	From         int             `json:"from"` // the phrase in the text
	To           int             `json:"to"`
	At           int             `json:"at"` // bytes into the paragraph's text
	Phrase       string          `json:"phrase"`
	Came         string          `json:"came"`  // the line as it came
	Reads        string          `json:"reads"` // the line as it reads
	Evidence     []string        `json:"evidence"`
	Posterior    float64         `json:"posterior"`
	Alternatives []ReportReading `json:"alternatives"`
}

// ReportDoubt is a line that was left, or was a close call.
type ReportDoubt struct {
	Paragraph string          `json:"paragraph"`
	Line      int             `json:"line"`
	From      int             `json:"from"` // the line in the text
	To        int             `json:"to"`
	Came      string          `json:"came"`
	Reason    string          `json:"reason"`
	Readings  []ReportReading `json:"readings"`
}

// ReportReading is one way to read a line.
type ReportReading struct {
	Text      string  `json:"text"`
	Posterior float64 `json:"posterior"`
}

// ReportRemoved is text that was taken out of the flow.
type ReportRemoved struct {
	Kind string `json:"kind"`
	Line int    `json:"line"`
	Page int    `json:"page"`
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// NewReport tells what a repair did to a document.
func NewReport(src *corpus.Source, language string, res *Result) Report {
	r := Report{
		Version:    ReportVersion,
		Source:     ReportSource{Name: src.Name, SHA256: hex.EncodeToString(src.SHA256[:]), Encoding: src.Encoding},
		Language:   language,
		Producer:   res.Producer,
		Paragraphs: len(res.Paragraphs),
		Moves:      []ReportMove{},
		Left:       []ReportDoubt{},
		Removed:    []ReportRemoved{},
		Warnings:   append([]string{}, res.Warnings...),
	}
	for i := range res.Paragraphs {
		p := &res.Paragraphs[i]
		for _, m := range p.Moves {
			came, reads := lineTexts(src.Text, p, m)
			r.Moves = append(r.Moves, ReportMove{
				Paragraph: p.ID, Line: m.Line, From: m.From, To: m.To, At: m.At,
				Phrase: src.Text[m.From:m.To], Came: came, Reads: reads,
				Evidence: append([]string{}, m.Evidence...), Posterior: m.Posterior,
				Alternatives: readings(m.Alternatives),
			})
		}
		for _, d := range p.Doubts {
			r.Left = append(r.Left, ReportDoubt{
				Paragraph: p.ID, Line: d.Line, From: d.LineFrom, To: d.LineTo,
				Came: src.Text[d.LineFrom:d.LineTo], Reason: d.Reason, Readings: readings(d.Readings),
			})
		}
	}
	for _, x := range res.Removed {
		r.Removed = append(r.Removed, ReportRemoved{Kind: string(x.Kind), Line: x.Line, Page: x.Page, From: x.From, To: x.To, Text: src.Text[x.From:x.To]})
	}
	return r
}

func readings(in []corpus.Reading) []ReportReading {
	out := make([]ReportReading, len(in))
	for i, r := range in {
		out[i] = ReportReading{Text: r.Text, Posterior: r.Posterior}
	}
	return out
}

// Write writes the report as indented JSON with a newline at its end.
func (r Report) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

// around is how much of a paragraph is shown on either side of a phrase that
// came from another line.
const around = 80

// lineTexts are the line of a move as it came and as it reads.
func lineTexts(text string, p *corpus.Paragraph, m corpus.Move) (came, reads string) {
	from, to := extent(p, m)
	return text[m.LineFrom:m.LineTo], p.Text[from:to]
}

// extent is where the line of a move stands in the paragraph's text.
func extent(p *corpus.Paragraph, m corpus.Move) (from, to int) {
	from, to = -1, 0
	at := 0
	for _, q := range p.Pieces {
		at += len(q.Before)
		lo, hi := max(q.From, m.LineFrom), min(q.To, m.LineTo)
		if lo < hi {
			if from < 0 {
				from = at + lo - q.From
			}
			to = at + hi - q.From
		}
		at += q.To - q.From
	}
	end := min(m.At+m.To-m.From, len(p.Text))
	if from < 0 {
		from, to = m.At, end
	}
	alone := from >= m.At && to <= end // nothing of its line is beside it: it came from elsewhere
	if alone || to-from > 3*(m.LineTo-m.LineFrom)+around {
		from, to = word(p.Text, m.At-around), word(p.Text, end+around)
	}
	return from, to
}

// word moves an offset to the start of the word it is in.
func word(s string, at int) int {
	if at <= 0 {
		return 0
	}
	if at >= len(s) {
		return len(s)
	}
	for at > 0 && s[at-1] != ' ' {
		at--
	}
	return at
}
