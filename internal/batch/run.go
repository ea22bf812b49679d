package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
)

// night is one run.
type night struct {
	Options
	state    *store.State
	inbox    *inbox
	pairs    *pairs
	out      *os.Root
	settings map[string]string // by language
	decided  map[string]string // by document and language: what people decided
	served   map[uint64]bool   // files of the inbox that are translations of others
	purse    *purse
	bytes    *semaphore.Weighted
	mark     int64 // where the journal stood
	report   *Report
	poor     []job      // whose share did not suffice for one request
	silent   int        // documents in a row to which the engine answered nothing
	over     bool       // the report is closed
	mu       sync.Mutex // of report, poor, silent and over
	pace     pace
	stop     context.CancelCauseFunc
	began    time.Time
	total    int
}

// Run does what is new in the inbox. The report says all, also when there is an
// error; the error is one that ended the night or kept it from beginning:
// *store.Locked, *translate.Refused, the context's, the store's. A document that
// failed, the deadline and the limits are not errors: see Report.Code.
func Run(ctx context.Context, o Options) (*Report, error) {
	if err := o.fill(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Outbox, 0o755); err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	if o.Store != nil {
		return opened(ctx, o, o.Store)
	}
	lock, err := store.TakeLock(o.State, o.Command)
	if err != nil {
		return nil, err
	}
	report, err := locked(ctx, o)
	return report, errors.Join(err, lock.Release())
}

func locked(ctx context.Context, o Options) (*Report, error) {
	o.step("locked", "")
	state, err := store.OpenState(ctx, o.State)
	if err != nil {
		return nil, err
	}
	report, err := opened(ctx, o, state)
	return report, errors.Join(err, state.Close())
}

func opened(ctx context.Context, o Options, state *store.State) (_ *Report, err error) {
	n, err := prepare(ctx, o, state)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, n.close()) }()
	if err := sweep(n.out); err != nil {
		return nil, err
	}
	return n.run(ctx)
}

// prepare opens the folders and reads what the night has to know beforehand.
func prepare(ctx context.Context, o Options, state *store.State) (_ *night, err error) {
	n := &night{Options: o, state: state, began: o.now(), settings: make(map[string]string), bytes: semaphore.NewWeighted(max(o.MaxBytes, 64<<20))}
	defer func() {
		if err != nil {
			err = errors.Join(err, n.close())
		}
	}()
	if n.inbox, err = openInbox(&o); err != nil {
		return nil, err
	}
	if n.pairs, err = openPairs(&o); err != nil {
		return nil, err
	}
	if n.out, err = os.OpenRoot(o.Outbox); err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	for _, language := range o.Languages {
		n.settings[language] = o.Settings(language)
	}
	if n.decided, err = state.DecisionMarks(ctx); err != nil {
		return nil, err
	}
	if n.mark, err = state.Mark(ctx); err != nil {
		return nil, err
	}
	n.purse = newPurse(o.MaxCost, o.MaxTokens, o.Share)
	return n, nil
}

func (n *night) close() error {
	var errs []error
	if n.inbox != nil {
		errs = append(errs, n.inbox.root.Close())
	}
	if n.pairs != nil {
		errs = append(errs, n.pairs.root.Close())
	}
	if n.out != nil {
		errs = append(errs, n.out.Close())
	}
	return errors.Join(errs...)
}

// Pending is a document that a night would do.
type Pending struct {
	Path     string // of its file
	Name     string
	Language string
}

// List says what a night with these options would do, as far as the times of
// files tell, and does nothing. Store has to be given.
func List(ctx context.Context, o Options) (_ []Pending, err error) {
	if err := o.fill(); err != nil {
		return nil, err
	}
	n, err := prepare(ctx, o, o.Store)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, n.close()) }()
	n.Observe = nil
	if err := n.survey(ctx); err != nil {
		return nil, err
	}
	var out []Pending
	err = n.documents(ctx, func(f found) error {
		if f.skip != "" {
			return nil
		}
		for _, language := range n.Languages {
			_, settled, err := n.judge(ctx, f, language)
			if err != nil {
				return err
			}
			if !settled {
				out = append(out, Pending{filepath.Join(n.inbox.root.Name(), filepath.FromSlash(f.path)), f.name, language})
			}
		}
		return nil
	})
	return out, err
}

// run is the night between its first and its last line in the store.
func (n *night) run(ctx context.Context) (*Report, error) {
	if err := n.survey(ctx); err != nil { // before the limits: it counts even where the deadline has come
		return nil, err
	}
	n.step("surveyed", "")
	if err := n.begin(ctx); err != nil {
		return nil, err
	}
	n.Log.Info("night begins", "run", n.report.Run, "inbox", n.Inbox)
	work, cancel := n.limits(ctx)
	err := n.all(work)
	if err == nil {
		err = context.Cause(work)
	}
	cancel(nil)
	return n.report, n.end(ctx, err)
}

// limits gives the context of the work, which ends with a cause.
func (n *night) limits(ctx context.Context) (context.Context, context.CancelCauseFunc) {
	deadline := n.Deadline
	if n.MaxDuration > 0 {
		if d := n.began.Add(n.MaxDuration); deadline.IsZero() || d.Before(deadline) {
			deadline = d
		}
	}
	n.pace.deadline = deadline
	work, cancel := context.WithCancelCause(ctx)
	n.stop = cancel
	if deadline.IsZero() {
		return work, cancel
	}
	timed, end := context.WithDeadlineCause(work, deadline, ErrDeadline)
	return timed, func(cause error) { cancel(cause); end() }
}

// survey counts the inbox before any work, and finds which files are translations
// where those lie among the documents. Two documents whose outputs would have one
// name are an [export.Collision].
func (n *night) survey(ctx context.Context) error {
	n.report = &Report{Inbox: n.Inbox, Path: n.inbox.root.Name(), Languages: n.Languages, Include: n.Include, Exclude: n.Exclude, Outbox: n.inbox.outbox}
	seen, twice := make(map[uint64]bool), make(map[uint64]bool)
	n.served = make(map[uint64]bool)
	if n.pairs.mixed() {
		if err := n.inbox.walk(ctx, func(f found) error {
			for _, language := range n.Languages {
				if pair := n.pairs.find(f.name, language, false); f.skip == "" && pair != "" {
					n.served[hash(pair)] = true
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	if err := n.documents(ctx, func(f found) error {
		if f.skip != "" {
			n.report.skip(f)
			return nil
		}
		n.total += len(n.Languages)
		key := hash(export.Folded(f.name))
		if seen[key] {
			twice[key] = true
		}
		seen[key] = true
		return nil
	}); err != nil || len(twice) == 0 {
		return err
	}
	// Of most names a hash is kept: those that may clash are read once more.
	var alike, paths []string
	if err := n.documents(ctx, func(f found) error {
		if f.skip == "" && twice[hash(export.Folded(f.name))] {
			alike, paths = append(alike, f.name), append(paths, f.path)
		}
		return nil
	}); err != nil {
		return err
	}
	err := export.Distinct(n.Outbox, alike)
	var same export.Collision
	if errors.As(err, &same) && same.First == same.Second { // bytes that are no UTF-8, written out
		first := slices.Index(alike, same.First)
		second := first + 1 + slices.Index(alike[first+1:], same.First)
		return fmt.Errorf("%q and %q: %w", paths[first], paths[second], err)
	}
	return err
}

// documents walks the inbox without the translations in it.
func (n *night) documents(ctx context.Context, f func(found) error) error {
	return n.inbox.walk(ctx, func(doc found) error {
		if n.pairs.holds(doc.path) || n.served[hash(doc.path)] {
			return nil
		}
		return f(doc)
	})
}

// all hands the jobs to the workers, those that an earlier night parked first,
// and waits for them, but not longer than they may take to stop.
func (n *night) all(ctx context.Context) error {
	jobs := make(chan job)
	var group sync.WaitGroup
	var once sync.Once
	var fatal error
	fail := func(err error) {
		once.Do(func() { fatal = err; n.stop(err) })
	}
	for range n.Jobs {
		group.Go(func() {
			for j := range jobs {
				if err := n.do(ctx, j); err != nil {
					fail(err)
				}
			}
		})
	}
	err := n.feed(ctx, jobs)
	close(jobs)
	if err != nil && ctx.Err() == nil {
		fail(err) // an error when the night is over is that it is over
	}
	finished := make(chan struct{})
	go func() { group.Wait(); close(finished) }()
	select {
	case <-finished:
	case <-afterEnd(ctx, n.grace):
		n.Log.Warn("documents under way did not stop in time and were left", "run", n.report.Run)
		return context.Cause(ctx)
	}
	for _, j := range n.poor {
		if fatal == nil {
			fatal = n.do(ctx, j)
		}
	}
	return fatal
}

// afterEnd is closed some time after a context has ended.
func afterEnd(ctx context.Context, grace time.Duration) <-chan struct{} {
	out := make(chan struct{})
	context.AfterFunc(ctx, func() { time.AfterFunc(grace, func() { close(out) }) })
	return out
}

// feed finds what is to be done and hands it over.
func (n *night) feed(ctx context.Context, jobs chan<- job) error {
	first := make(map[[2]string]bool)
	parked, err := n.parked(ctx)
	if err != nil {
		return err
	}
	today := n.began.UTC().Format(time.DateOnly)
	var saw []string
	see := func(document string) error {
		if saw = append(saw, document); len(saw) < 500 {
			return nil
		}
		err := n.state.SeeJobs(ctx, today, saw)
		saw = saw[:0]
		return err
	}
	hand := func(f found, language string) error {
		j, settled, err := n.judge(ctx, f, language)
		if err != nil || settled {
			return err
		}
		if n.pace.tooLate(n.now(), j.size) {
			n.mu.Lock()
			n.report.tooLate = true
			n.mu.Unlock()
			return nil
		}
		select {
		case jobs <- j:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	for _, p := range parked {
		first[[2]string{p.found.name, p.language}] = true
		if err := hand(p.found, p.language); err != nil {
			return err
		}
	}
	if err := n.documents(ctx, func(f found) error {
		if f.skip != "" {
			return nil
		}
		if err := see(f.name); err != nil {
			return err
		}
		for _, language := range n.Languages {
			if first[[2]string{f.name, language}] {
				continue
			}
			if err := hand(f, language); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return n.state.SeeJobs(ctx, today, saw)
}

type waiting struct {
	found    found
	language string
}

// parked are the jobs that an earlier night began and left.
func (n *night) parked(ctx context.Context) ([]waiting, error) {
	var out []waiting
	for j, err := range n.state.Jobs(ctx, "") {
		if err != nil {
			return nil, err
		}
		if State(j.State) != Parked || n.settings[j.Language] == "" {
			continue
		}
		f := found{path: j.Document, name: j.Document}
		if _, _, err := n.inbox.stat(f.path); err != nil || !n.inbox.wanted(f.name) {
			continue // gone, or of a name that is not its path: the walk finds it
		}
		out = append(out, waiting{f, j.Language})
	}
	return out, nil
}

// refused finds the error that no other document would be spared.
func refused(err error) bool {
	var r *translate.Refused
	return errors.As(err, &r) || errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrCorrupt) || errors.Is(err, store.ErrReadOnly) || errors.Is(err, store.ErrLocked)
}
