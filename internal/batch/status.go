package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/recto/recto/internal/store"
)

// Status is how an outbox stands now; a run may be under way.
type Status struct {
	Done, Failed, SetAside, Ignored, Parked, Working int // documents, in a language each
	Waiting                                          int // in the inbox of the last run, and new
	Open                                             int // segments without an accepted translation
	Troubled                                         []Result
	Running                                          *store.Holder // nil if no run is under way
	LastRun                                          *Report       // without its lists; nil if there was none
	LastGood                                         time.Time     // when a run last did all and failed nothing; zero if none did
	Killed                                           bool          // the last run never ended, and none is under way
}

// ReadStatus reads how an outbox stands.
func ReadStatus(ctx context.Context, stateDir string) (*Status, error) {
	state, err := store.ReadState(ctx, stateDir)
	if err != nil {
		return nil, err
	}
	s, err := statusOf(ctx, state, stateDir)
	return s, errors.Join(err, state.Close())
}

func statusOf(ctx context.Context, state *store.State, dir string) (*Status, error) {
	s := new(Status)
	for j, err := range state.Jobs(ctx, "") {
		if err != nil {
			return nil, err
		}
		s.count(j)
	}
	nights, err := state.Nights(ctx, 50)
	if err != nil {
		return nil, err
	}
	if len(nights) > 0 {
		if s.Waiting, err = waitingIn(ctx, state, nights[0]); err != nil {
			return nil, err
		}
	}
	for i, n := range nights {
		if n.Ended == "" {
			s.Killed = s.Killed || i == 0
			continue
		}
		r := new(Report)
		if decodeReport(n.Report, r) {
			s.LastRun = r
		}
		break
	}
	good, err := state.LastGood(ctx)
	if err != nil {
		return nil, err
	}
	if t, err := time.Parse(time.RFC3339, good); err == nil {
		s.LastGood = t
	}
	if holder, running := store.Holding(dir); running {
		s.Running, s.Killed = &holder, false
	}
	return s, nil
}

// waitingIn counts the documents of a run's inbox that the store has no job of.
// An inbox that is not there has none.
func waitingIn(ctx context.Context, state *store.State, n store.Night) (int, error) {
	var r Report
	if !decodeReport(n.Report, &r) || r.Path == "" {
		return 0, nil
	}
	root, err := os.OpenRoot(r.Path)
	if err != nil {
		return 0, nil //nolint:nilerr // moved or gone: nothing waits there
	}
	known := make(map[uint64]bool)
	for j, err := range state.Jobs(ctx, "") {
		if err != nil {
			return 0, errors.Join(err, root.Close())
		}
		known[hash(j.Document+"\x00"+j.Language)] = true
	}
	count := 0
	box := &inbox{root: root, include: r.Include, exclude: r.Exclude, outbox: r.Outbox}
	err = box.walk(ctx, func(f found) error {
		for _, language := range r.Languages {
			if f.skip == "" && !known[hash(f.name+"\x00"+language)] {
				count++
			}
		}
		return nil
	})
	return count, errors.Join(err, root.Close())
}

func (s *Status) count(j store.Job) {
	res := decodeResult(j.Result)
	switch state := State(j.State); {
	case state == Done:
		s.Done++
		s.Open += res.Open
	case state == Failed && j.Ignored:
		s.Ignored++
	case state == Failed && j.Again:
		s.Failed++
	case state == Failed:
		s.SetAside++
	case state == Parked:
		s.Parked++
	default:
		s.Working++
	}
	if state := State(j.State); (state == Failed && !j.Ignored || state == Parked) && len(s.Troubled) < mostListed {
		s.Troubled = append(s.Troubled, Result{Document: j.Document, Language: j.Language, State: state, Reason: j.Reason, Again: j.Again, Attempts: j.Attempts})
	}
}

// Stale says why a monitor should call somebody; "" if all is well: documents
// failed, or no run has done all for longer than maxAge (0 is any age).
func (s *Status) Stale(now time.Time, maxAge time.Duration) string {
	switch {
	case s.Failed+s.SetAside > 0:
		return fmt.Sprintf("%d documents failed", s.Failed+s.SetAside)
	case maxAge > 0 && s.LastGood.IsZero():
		return "no run has done everything yet"
	case maxAge > 0 && now.Sub(s.LastGood) > maxAge:
		return fmt.Sprintf("the last run that did everything ended %s ago, at %s", now.Sub(s.LastGood).Round(time.Minute), s.LastGood.Local().Format(time.RFC3339))
	}
	return ""
}

// LastInbox is the inbox of the last run, as an absolute path; "" if there was
// none.
func LastInbox(ctx context.Context, stateDir string) (string, error) {
	s, err := ReadStatus(ctx, stateDir)
	if err != nil || s.LastRun == nil {
		return "", err
	}
	return s.LastRun.Path, nil
}

// ErrUnknown is the error for a document that the store has no job of.
var ErrUnknown = errors.New("no such document here")

// Retry queues documents that failed for the next night; none named is all.
// It says how many jobs it changed.
func Retry(ctx context.Context, state *store.State, documents ...string) (int, error) {
	return change(ctx, state, documents, func(j *store.Job) bool {
		if s := State(j.State); s != Failed && !(s == Done && j.Again) {
			return false
		}
		j.Again, j.Ignored, j.Attempts = true, false, 0
		return true
	})
}

// Ignore acknowledges that documents failed: they are left alone until their
// file or the settings change, and no longer count as failed.
func Ignore(ctx context.Context, state *store.State, documents ...string) (int, error) {
	if len(documents) == 0 {
		return 0, errors.New("no document named")
	}
	return change(ctx, state, documents, func(j *store.Job) bool {
		if State(j.State) != Failed {
			return false
		}
		j.Ignored = true
		return true
	})
}

func change(ctx context.Context, state *store.State, documents []string, f func(*store.Job) bool) (int, error) {
	if len(documents) == 0 {
		documents = []string{""}
	}
	var changed []store.Job
	for _, d := range documents {
		known := false
		for j, err := range state.Jobs(ctx, d) {
			if err != nil {
				return 0, err
			}
			known = true
			if f(&j) {
				j.Seen = ""
				changed = append(changed, j)
			}
		}
		if !known && d != "" {
			return 0, fmt.Errorf("%s: %w; recto status lists those that failed", d, ErrUnknown)
		}
	}
	return len(changed), state.PutJobs(ctx, changed...)
}
