package pipeline

import (
	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/match"
	"github.com/recto/recto/pipeline/translate"
)

// Reasons for an open segment that no engine was asked for.
const (
	NoEngine = "no-engine" // the memory alone answered
	NotAsked = "not-asked" // the user wanted no translation
)

// unanswered are outcomes where no engine speaks.
func unanswered(doc translate.Document, engine string) []translate.Outcome {
	reason := NoEngine
	if doc.To == "" || engine == "none" {
		reason = NotAsked
	}
	out := make([]translate.Outcome, len(doc.Units))
	for i, u := range doc.Units {
		out[i] = translate.Outcome{ID: u.ID, Reason: reason}
		if u.Given != "" {
			out[i] = translate.Outcome{ID: u.ID, Text: u.Given, Kind: corpus.OriginMemory}
		}
	}
	return out
}

// bind makes the target side and one bead a source segment, by id; where a person
// decided on several together they are one bead.
func bind(b *corpus.Bitext, outcomes []translate.Outcome, decided []*corpus.Decision, matches []match.Result) {
	byID := make(map[string]translate.Outcome, len(outcomes))
	for _, o := range outcomes {
		byID[o.ID] = o
	}
	for i := 0; i < len(b.Source.Segments); i++ {
		seg, first := b.Source.Segments[i], i
		o := byID[seg.ID]
		bead := corpus.Bead{
			Src: []int{i}, Score: 1, State: corpus.Untranslated,
			Reason: o.Reason, Attempts: o.Attempts, Matches: matches[first].Near,
			Why: []corpus.Evidence{{Code: "id"}},
		}
		text := o.Text
		switch {
		case decided[i] != nil:
			for i+1 < len(decided) && decided[i+1] == decided[first] {
				i++
				bead.Src = append(bead.Src, i)
			}
			bead.State, bead.Decision, text = decided[i].State, decided[i], decided[i].Target
			bead.Origin = corpus.Origin{Kind: corpus.OriginPerson}
		case matches[first].Exact != nil && o.Kind == corpus.OriginMemory:
			bead.State = corpus.Translated
			bead.Origin = corpus.Origin{Kind: corpus.OriginMemory, Score: matches[first].Exact.Score, Origin: matches[first].Exact.Origin}
		case o.Kind != corpus.OriginNone:
			bead.State = corpus.Translated
			bead.Origin = corpus.Origin{Kind: o.Kind, Engine: o.Engine, Model: o.Model}
		}
		if bead.State != corpus.Untranslated {
			bead.Reason = ""
			bead.Tgt = []int{len(b.Target.Segments)}
			b.Target.Segments = append(b.Target.Segments, corpus.Segment{ID: seg.ID, Para: -1, Text: text})
		}
		b.Beads = append(b.Beads, bead)
	}
}

// runOf is the header's account of what made the bitext.
func runOf(s Settings, engines []translate.Engine) corpus.Run {
	run := corpus.Run{Generator: s.Generator, Settings: s.Hash(), Engine: s.Engine, Date: s.Date}
	if len(engines) > 0 {
		t := engines[0].Translator.Traits()
		run.Engine, run.Model = t.Engine, t.Model
		if t.Host != "" {
			run.Model += "@" + t.Host
		}
	}
	return run
}
