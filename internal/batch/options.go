package batch

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
)

// Task is one document to be done into one language.
type Task struct {
	Name     string // the document's name: its path below the inbox, with slashes
	Language string // the target
	Run      string // number of the night, for logs
	Data     []byte // the file, as it is
	// Pair is a human translation that lies beside the document: the two are
	// aligned, nothing is translated. nil if there is none.
	Pair     []byte
	PairName string
	// Ledger is the store as this document sees it; Budget is what it may spend,
	// nil without a limit. Store has the decisions of people.
	Ledger translate.Ledger
	Budget *translate.Budget
	Store  *store.State
	// Reached has to be told when a document is Repaired, and when it is
	// Translated: the state is written down before Reached returns. It may be
	// called again, and from several goroutines.
	Reached func(State)
}

// Product is a document, done.
type Product struct {
	Bitext     *corpus.Bitext
	SourceText string // decoded
	Run        string // number of the night, for logs; set by the night
}

// Do takes a document from its bytes to a bitext. It returns soon after the
// context has ended. An error that will come again as long as the file stays as
// it is (binary, a PDF, an unknown encoding) is marked by [Hopeless].
type Do func(ctx context.Context, t Task) (*Product, error)

// Write writes the outputs of a document below a folder, each whole or not at
// all, and gives their names, with slashes.
type Write func(ctx context.Context, dir string, p *Product) ([]string, error)

// Hopeless marks an error that no other night will mend.
func Hopeless(err error) error { return hopeless{err} }

type hopeless struct{ error }

func (h hopeless) Unwrap() error { return h.error }

// Options say what the night is to do. Inbox, Outbox, Languages, Settings, Do and
// Write are required.
type Options struct {
	Inbox, Outbox string
	Languages     []string // targets, BCP 47
	Include       []string // globs of names to take, "**/*.txt"; none is all
	Exclude       []string // globs of names to leave
	Pairs         string   // folder of human translations; "" is none

	// Settings is the hash of all that shapes the outputs in a language: a
	// document whose content and settings are those of last time is unchanged.
	Settings func(language string) string
	Do       Do
	Write    Write
	// Store is the opened store, of which the caller holds the lock. nil: Run
	// takes the lock of State, a folder ("" is .recto in the outbox), and opens
	// the store itself.
	Store   *store.State
	State   string
	Command string // what the lock says of this run

	Jobs     int   // documents under way; 0 is 4
	MaxBytes int64 // of a file; 0 is 64 MiB
	Retries  int   // nights that a failed document is tried again; 0 is 3, negative none
	// Deadline is when all has to be over; MaxDuration how long it may take.
	// Zero values are no limit.
	Deadline    time.Time
	MaxDuration time.Duration
	// MaxCost and MaxTokens bound the night; zero is no limit. Share is the part
	// of them that one document may take, 0 to 1; 0 is a quarter.
	MaxCost   float64
	MaxTokens int
	Share     float64

	Log     *slog.Logger // nil is none
	Metrics string       // file for Prometheus' text format; "" is none
	// Page writes the morning page; nil is this package's own way.
	Page func(w io.Writer, r *Report) error
	// Observe is told after each job how many are settled of how many.
	Observe func(done, total int)

	step func(name, document string) // tests: where a kill strikes
	now  func() time.Time            // tests
	// grace is how long documents under way may take to stop; 0 is 3 seconds, so
	// that all is over within five, the report written.
	grace time.Duration
}

func (o *Options) fill() error {
	switch {
	case o.Do == nil || o.Write == nil || o.Settings == nil:
		return errors.New("batch: Settings, Do and Write have to be given")
	case len(o.Languages) == 0:
		return errors.New("no target language; name one with --to")
	}
	if o.State == "" {
		o.State = store.StateDir(o.Outbox)
	}
	if o.Command == "" {
		o.Command = "recto batch " + o.Inbox
	}
	if o.Jobs <= 0 {
		o.Jobs = 4
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 64 << 20
	}
	if o.Retries == 0 {
		o.Retries = 3
	}
	if o.Share <= 0 || o.Share > 1 {
		o.Share = 0.25
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.step == nil {
		o.step = func(string, string) {}
	}
	if o.grace == 0 {
		o.grace = 3 * time.Second
	}
	if o.now == nil {
		o.now = time.Now
	}
	return nil
}

// Why a night ends before its work does. They are causes of its context.
var (
	ErrDeadline = errors.New("the deadline has come")
	ErrLimit    = errors.New("the night's limit is reached")
	ErrSilent   = errors.New("the engine gives no answer")
)
