package translate

import (
	"context"
	"time"

	"github.com/recto/recto/corpus"
)

// Document is what is to be translated.
type Document struct {
	Name     string // as in outputs and journals
	From, To string // BCP 47
	Title    string // goes into each request; may be ""
	Units    []Unit // in the order of the document
}

// Unit is one segment.
type Unit struct {
	ID   string
	Text string
	Para int // units of one paragraph stay in one batch where they fit
	// Given is the translation that the memory gave: it is not asked for, and
	// serves its neighbours as context and example.
	Given string
	// Near are translations of similar sentences, best first. The best one goes
	// along as an example.
	Near []Example
}

// Example is a sentence and its translation.
type Example struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// Term is an entry of a glossary.
type Term struct {
	Source    string `json:"source"`
	Target    string `json:"target"`
	Forbidden string `json:"forbidden,omitempty"` // a word not to be used for it
}

// Translator is an engine. It sends one request, and neither waits, nor tries
// again, nor judges: that is the same for all engines and happens here.
type Translator interface {
	// Fingerprint covers all that shapes answers and is not in the Batch:
	// engine, model, version of the prompt, parameters. Never a key.
	Fingerprint() string
	Traits() Traits
	// Translate makes one request. It may be called from several goroutines.
	// Errors other than the context's are a *Failure.
	Translate(ctx context.Context, b Batch) (*Answers, error)
}

// Traits say how an engine likes to be asked.
type Traits struct {
	Engine string // "openai", "apertium"
	Host   string // where texts go; "" is this machine, in this or a child process
	Model  string
	// Segments and Tokens are the most that a request should hold of the
	// document, by the estimate of Tokens. 0 is the default (20 and 1000).
	Segments, Tokens int
	// Instructions is how many input tokens each request has besides texts.
	Instructions int
	// Overhead is how many output tokens a request may need besides the
	// translation: reasoning, braces.
	Overhead int
	// Plain engines read no context, return no anchors, and answer the same
	// when asked again.
	Plain bool
}

// Batch is one request: some segments, numbered from 1 in their order.
type Batch struct {
	From, To, Title string
	Before, After   []string // neighbours in the document, for context only
	Segments        []string
	Terms           []Term
	Examples        []Example
	MaxOutput       int // tokens that the answer may have; 0 is no limit
}

// Answers is what an engine said to a batch, as it said it: numbers may be
// missing, unknown, or there twice.
type Answers struct {
	Replies []Reply
	Finish  string // "stop"; anything else says why the answer ends early
	// Refusal is what the engine said instead of answering; "" if it answered.
	Refusal string
	// In and Out are the tokens as the engine counted them; -1 where it did not.
	In, Out int
	Model   string // as the engine named itself; "" if it did not
	Limits  Limits // of the engine's rate, where it told
	// Bare says that the form of the answer has no anchors.
	Bare bool
	// Open says that the form shows no end: the last reply may be cut unseen.
	Open bool
}

// Reply is one number of an answer.
type Reply struct {
	Number int
	Anchor string // the first words of the source
	Text   string
}

// Options say who translates, and within which bounds. Engines is required.
type Options struct {
	// Engines: the first one translates; what it could not is asked of the
	// next. More than one only where the user listed them.
	Engines []Engine
	Ledger  Ledger // nil: a new one in memory

	Batch   int           // segments a request; 0 is the engine's own
	Jobs    int           // requests under way for this document; 0 is 4
	Timeout time.Duration // of one request; 0 is a minute
	// Retry asks once more for what earlier runs left to a person.
	Retry bool

	Budget   *Budget // shared by the documents of the process; nil is no limit
	Terms    []Term
	Examples []Example

	// LanguageOf names the language of a text (BCP 47, "" if unknown) and how
	// sure it is, 0 to 1. Nil: only the script of an answer is checked.
	LanguageOf func(text string) (tag string, confidence float64)
	// Check is a rule of the caller's: a reason to reject, "" to accept.
	Check func(from, to, source, target string) string
	// Observe is told of progress, from several goroutines at once.
	Observe func(Event)
}

// Engine is a translator with the gate that all its users share.
type Engine struct {
	Translator Translator
	Gate       *Gate  // nil: one of its own, without a rate
	Price      *Price // nil: unknown, and no limit on cost can be kept
}

// Event says how far a run has come. It carries no text of the document.
type Event struct {
	Document    string
	Done, Total int    // units
	Note        string // for a log line; "" mostly
}

// Outcome is what became of a unit.
type Outcome struct {
	ID   string
	Text string // the accepted translation; "" if there is none
	// Kind is OriginMachine, OriginMemory for a unit that was given, OriginCopy
	// where there is nothing to translate, OriginNone without a translation.
	Kind          corpus.OriginKind
	Engine, Model string // with OriginMachine
	Reason        string // with OriginNone: a code, see reason.go
	Attempts      []corpus.Attempt
}

// Report is what a run did.
type Report struct {
	Outcomes []Outcome // one a unit, in the order of Document.Units
	Spent    Spending  // by this run; what the ledger answered is free
	Replayed int       // requests that the ledger answered
}

// Open counts the units that have no translation.
func (r *Report) Open() int {
	n := 0
	for _, o := range r.Outcomes {
		if o.Kind == corpus.OriginNone {
			n++
		}
	}
	return n
}
