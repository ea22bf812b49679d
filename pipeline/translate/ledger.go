package translate

import (
	"context"
	"encoding/hex"
	"sync"
)

// Key names a request: the hash of everything that shapes its answer.
type Key [32]byte

// String is the key in hex.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// Entry is one request in the journal: where it went, what it cost, and the
// verdict on each number that was asked.
type Entry struct {
	Key      Key
	Document string
	Engine   string
	Host     string // "" is this machine
	Model    string
	// Units are the ids that were sent, for the manifest.
	Units []string
	// Verdicts are the answers. Without any the entry is about money alone: the
	// request was sent and no answer came that could be read.
	Verdicts []Verdict
	// In and Out are tokens. Estimated: the engine did not count, or absurdly.
	In, Out   int
	Estimated bool
	Cost      float64 // in the currency of the price table; 0 without a price
}

// Verdict is one number of an answer, judged.
type Verdict struct {
	Number int    // place in the batch as the document has it, from 1
	Text   string // the translation, or what came instead of one
	Reason string // "" if accepted, else a code, see reason.go
}

// Ledger remembers. It is used by several goroutines at once; ledgertest holds
// what every implementation has to keep.
type Ledger interface {
	// Entries gives the entries under a key that have verdicts, in the order
	// in which they were recorded; none is no error.
	Entries(ctx context.Context, key Key) ([]Entry, error)
	// Record keeps an entry. When it returns nil the entry survives a kill of
	// the process and, as far as the file system keeps its word, a power cut.
	Record(ctx context.Context, e Entry) error
	// Recall gives what was last remembered under a name, "" if nothing.
	Recall(ctx context.Context, name string) (string, error)
	// Remember keeps a small fact about an engine, no text of a document.
	Remember(ctx context.Context, name, value string) error
}

// MemoryLedger is a Ledger that ends with the process. Its zero value is ready.
type MemoryLedger struct {
	mu      sync.Mutex
	entries map[Key][]Entry
	journal []Entry
	notes   map[string]string
}

// Entries implements Ledger.
func (m *MemoryLedger) Entries(_ context.Context, key Key) ([]Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Entry(nil), m.entries[key]...), nil
}

// Record implements Ledger.
func (m *MemoryLedger) Record(ctx context.Context, e Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e.Units = append([]string(nil), e.Units...)
	e.Verdicts = append([]Verdict(nil), e.Verdicts...)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.journal = append(m.journal, e)
	if len(e.Verdicts) > 0 {
		if m.entries == nil {
			m.entries = make(map[Key][]Entry)
		}
		m.entries[e.Key] = append(m.entries[e.Key], e)
	}
	return nil
}

// Journal gives all entries in the order in which they were recorded.
func (m *MemoryLedger) Journal() []Entry {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Entry(nil), m.journal...)
}

// Recall implements Ledger.
func (m *MemoryLedger) Recall(_ context.Context, name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.notes[name], nil
}

// Remember implements Ledger.
func (m *MemoryLedger) Remember(_ context.Context, name, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.notes == nil {
		m.notes = make(map[string]string)
	}
	m.notes[name] = value
	return nil
}
