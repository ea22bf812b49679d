package batch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"time"

	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/translate"
)

// job is a document in a language that is not known to be unchanged.
type job struct {
	found
	language string
	pair     string    // path of its human translation; "" if there is none
	size     int64     // of the file, as stat said
	id       string    // of the file and its pair, as stat said
	settings string    // hash
	old      store.Job // as the last night left it
	known    bool      // there is an old one
	last     bool      // its share did not suffice for one request: it gets what the others left
}

// judge says whether there is anything to do; if not, it is on record.
func (n *night) judge(ctx context.Context, f found, language string) (j job, settled bool, err error) {
	j = job{found: f, language: language, settings: n.settings[language]}
	if mark := n.decided[f.name+"\x00"+language]; mark != "" {
		j.settings += " " + mark
	}
	if j.old, j.known, err = n.state.Job(ctx, f.name, language); err != nil {
		return j, false, err
	}
	id, size, statErr := n.inbox.stat(f.path)
	j.size = size
	if j.pair = n.pairs.find(f.name, language, len(n.Languages) == 1); j.pair != "" {
		pid, err := n.pairs.stat(j.pair)
		if err != nil || pid == "" {
			statErr = errors.Join(statErr, err)
		}
		id += " + " + j.pair + " " + pid
	}
	if statErr != nil {
		id = "cannot be read"
	}
	j.id = id
	if !j.known || j.old.Identity != id || j.old.Settings != j.settings {
		return j, false, nil // the file has to be read to know more
	}
	return j, n.settledAsItIs(&j), nil
}

// settledAsItIs says that nothing has to be done for a document whose content
// and settings are those of last time.
func (n *night) settledAsItIs(j *job) bool {
	old := j.old
	switch State(old.State) {
	case Done:
		if old.Again && old.Attempts <= n.Retries || !stand(n.out, decodeOutputs(old.Outputs)) {
			return false
		}
		n.settle(func(r *Report) { r.Unchanged++ })
	case Failed:
		switch {
		case old.Ignored:
			n.settle(func(r *Report) { r.Ignored++ })
		case old.Again && old.Attempts <= n.Retries:
			return false
		default:
			n.settle(func(r *Report) {
				r.addFailed(Result{Document: old.Document, Language: old.Language, State: Failed, Reason: old.Reason, Attempts: old.Attempts})
			})
		}
	default:
		return false
	}
	return true
}

// do takes a job through its states. Its error is one that ends the night.
func (n *night) do(ctx context.Context, j job) error {
	weight := min(j.size+1, n.MaxBytes)
	if ctx.Err() != nil || n.bytes.Acquire(ctx, weight) != nil {
		return nil // not begun: nothing to write down
	}
	defer n.bytes.Release(weight)
	if _, err := export.Name(j.name, j.language, export.JSONL); err != nil {
		return n.unread(ctx, j, Hopeless(err)) // before anything is paid for
	}
	data, id, err := n.inbox.read(j.path, n.MaxBytes)
	var pair []byte
	if err == nil && j.pair != "" {
		var pid string
		if pair, pid, err = n.pairs.read(j.pair, n.MaxBytes); pid == "" {
			id = ""
		} else if id != "" {
			id += " + " + j.pair + " " + pid
		}
	}
	n.step("read", j.name)
	if err != nil {
		return n.unread(ctx, j, err)
	}
	content := sha256.Sum256(data)
	if pair != nil {
		h := sha256.New()
		_, _ = h.Write(content[:]) // a hash does not fail
		_, _ = h.Write([]byte(j.pair))
		_, _ = h.Write(pair)
		h.Sum(content[:0])
	}
	if j.known && bytes.Equal(j.old.Content, content[:]) && j.old.Settings == j.settings {
		if n.settledAsItIs(&j) {
			j.old.Identity, j.old.Seen = id, ""
			return n.put(ctx, j.old)
		}
	} else {
		// Another file, or other settings: what was said of the last one is over.
		j.old.Attempts, j.old.Ignored = 0, false
	}
	j.old.Document, j.old.Language = j.name, j.language
	j.old.Identity, j.old.Content, j.old.Settings = id, content[:], j.settings
	j.old.Seen = n.began.UTC().Format(time.DateOnly)
	return n.work(ctx, j, data, pair)
}

// unread is for a document that never came to be read. It is known by what stat
// said, so that it is left alone after as many nights as any other.
func (n *night) unread(ctx context.Context, j job, err error) error {
	if errors.Is(err, errMoving) {
		return n.park(ctx, j, errMoving)
	}
	if j.old.Identity != j.id || j.old.Settings != j.settings {
		j.old.Attempts, j.old.Ignored = 0, false
	}
	j.old.Identity, j.old.Settings, j.old.Content = j.id, j.settings, nil
	return n.fail(ctx, j, err, store.Spent{})
}

// work does a document that is new.
func (n *night) work(ctx context.Context, j job, data, pair []byte) error {
	g, err := n.purse.take(ctx, j.last)
	if err != nil {
		if errors.Is(err, ErrLimit) {
			n.stop(ErrLimit)
		}
		return nil // not begun
	}
	began := time.Now()
	ledger := n.state.For(j.name)
	p := &progress{night: n, ctx: ctx, job: j.old}
	p.reach(Queued)
	product, err := n.call(ctx, Task{
		Name: j.name, Language: j.language, Run: n.report.Run, Data: data, Pair: pair, PairName: j.pair,
		Ledger: ledger, Budget: g.budget, Store: n.state, Reached: p.reach,
	})
	spent := ledger.Spent()
	n.purse.give(g, spent)
	if err = errors.Join(err, p.failed()); err != nil {
		return n.troubled(ctx, j, g, spent, err)
	}
	res := Result{Document: j.name, Language: j.language, Bytes: len(data)}
	res.count(product.Bitext)
	res.paid(spent)
	if n.unanswered(res.silent()) {
		return n.park(ctx, j, ErrSilent)
	}
	if err := n.write(ctx, j, product, p, &res); err != nil {
		return n.troubled(ctx, j, g, spent, err)
	}
	res.Seconds = time.Since(began).Seconds()
	n.pace.took(int64(len(data)), time.Since(began))
	return n.finish(ctx, j, p, res, product)
}

// unanswered is told of each document whether the engine answered nothing at all.
// After some in a row nobody else is sent to it: the night ends.
func (n *night) unanswered(silent bool) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !silent {
		n.silent = 0
		return false
	}
	if n.silent++; n.silent >= max(3, n.Jobs) {
		n.stop(ErrSilent)
	}
	return true
}

// call lets the caller do the document. A panic costs the document, not the
// night.
func (n *night) call(ctx context.Context, t Task) (product *Product, err error) {
	defer func() {
		if r := recover(); r != nil {
			n.Log.Error("panic", "run", n.report.Run, "document", t.Name, "stack", string(debug.Stack()))
			err = fmt.Errorf("recto failed on this document (%T): please report it", r)
		}
	}()
	product, err = n.Do(ctx, t)
	if err == nil && (product == nil || product.Bitext == nil) {
		err = errors.New("recto made nothing of it: please report it")
	}
	return product, err
}

// write puts the outputs in their places.
func (n *night) write(ctx context.Context, j job, product *Product, p *progress, res *Result) error {
	p.reach(Aligned)
	if err := p.failed(); err != nil {
		return err
	}
	n.step("writing", j.name)
	kept, err := keep(n.out, decodeOutputs(j.old.Outputs))
	res.Kept = kept
	if err != nil {
		return err
	}
	product.Run = n.report.Run
	names, err := n.Write(ctx, n.Outbox, product)
	if err != nil {
		return err
	}
	res.Outputs, res.Page = names, pageOf(names)
	p.reach(Written)
	list := make([]output, len(names))
	for i, name := range names {
		if list[i], err = measure(n.out, name); err != nil {
			return err
		}
	}
	p.mu.Lock()
	p.job.Outputs = encodeOutputs(list)
	p.mu.Unlock()
	return p.failed()
}

// finish puts a document on record as done. Segments that got no answer are
// asked for again the next night, as often as a failed document.
func (n *night) finish(ctx context.Context, j job, p *progress, res Result, product *Product) error {
	res.State, res.Again = Done, res.Waiting > 0
	p.mu.Lock()
	done := p.job
	p.mu.Unlock()
	done.State, done.Reason, done.Again = string(Done), "", res.Again
	done.Attempts = 0
	if res.Again {
		done.Attempts = j.old.Attempts + 1
		res.Reason = fmt.Sprintf("%d segments got no answer", res.Waiting)
		done.Reason = res.Reason
	}
	done.Result = res.encode()
	if err := n.put(ctx, done); err != nil {
		return err
	}
	n.step("done", j.name)
	n.Log.Info("done", "run", n.report.Run, "document", j.name, "language", j.language, "segments", res.Segments, "open", res.Open, "cost", res.Cost, "seconds", res.Seconds)
	n.settle(func(r *Report) { r.addDone(res, product.Bitext) })
	return nil
}

// troubled says what an error means for the document and for the night.
func (n *night) troubled(ctx context.Context, j job, g grant, spent store.Spent, err error) error {
	var limit *translate.LimitReached
	switch {
	case ctx.Err() != nil:
		return n.park(ctx, j, context.Cause(ctx))
	case refused(err):
		return errors.Join(err, n.park(ctx, j, err))
	case errors.As(err, &limit):
		return n.short(ctx, j, g, spent)
	}
	return n.fail(ctx, j, err, spent)
}

// short is for a document that its grant did not suffice for.
func (n *night) short(ctx context.Context, j job, g grant, spent store.Spent) error {
	switch {
	case spent.Requests == 0 && j.last && g.full:
		return n.fail(ctx, j, errors.New("one request of it needs more than the limit of a whole night: raise --max-cost or --max-tokens"), spent)
	case spent.Requests == 0 && !j.last && g.full:
		j.last = true
		n.mu.Lock()
		n.poor = append(n.poor, j)
		n.mu.Unlock()
		return nil
	case g.full && !j.last:
		return n.park(ctx, j, errShare)
	case !j.last:
		n.stop(ErrLimit)
	}
	return n.park(ctx, j, ErrLimit)
}

var errShare = errors.New("its share of the night's limit is spent; it goes on the next night")

// fail sets a document aside with its reason.
func (n *night) fail(ctx context.Context, j job, err error, spent store.Spent) error {
	var never hopeless
	failed := n.named(j)
	failed.State, failed.Reason, failed.Again = string(Failed), err.Error(), !errors.As(err, &never)
	failed.Attempts++
	res := Result{Document: j.name, Language: j.language, State: Failed, Reason: failed.Reason, Again: failed.Again && failed.Attempts <= n.Retries, Attempts: failed.Attempts, Bytes: int(j.size)}
	res.paid(spent)
	failed.Result = res.encode()
	if err := n.put(ctx, failed); err != nil {
		return err
	}
	n.step("failed", j.name)
	n.Log.Warn("failed", "run", n.report.Run, "document", j.name, "language", j.language, "attempt", failed.Attempts, "again", res.Again)
	n.settle(func(r *Report) { r.addFailed(res) })
	return nil
}

// park leaves a document to the next night.
func (n *night) park(ctx context.Context, j job, cause error) error {
	parked := n.named(j)
	parked.State, parked.Reason, parked.Again = string(Parked), cause.Error(), true
	if err := n.put(ctx, parked); err != nil {
		return err
	}
	n.step("parked", j.name)
	n.Log.Info("parked", "run", n.report.Run, "document", j.name, "language", j.language, "cause", cause.Error())
	n.settle(func(r *Report) {
		r.addParked(Result{Document: j.name, Language: j.language, State: Parked, Reason: cause.Error(), Bytes: int(j.size)})
	})
	return nil
}

// named is the job's row, also where the file could not be read. What could not
// be read is of unknown content, and tried again only as its attempts allow.
func (n *night) named(j job) store.Job {
	row := j.old
	row.Document, row.Language = j.name, j.language
	row.Seen = n.began.UTC().Format(time.DateOnly)
	if row.Outputs == "" {
		row.Outputs = "[]"
	}
	return row
}

// put writes a job's row, also when the night is over.
func (n *night) put(ctx context.Context, j store.Job) error {
	return n.state.PutJobs(context.WithoutCancel(ctx), j)
}

// settle books a job that is over for this night.
func (n *night) settle(book func(*Report)) {
	n.mu.Lock()
	if n.over {
		n.mu.Unlock()
		return // a document that did not stop in time: the report is written
	}
	book(n.report)
	n.report.settled++
	done := n.report.settled
	n.mu.Unlock()
	if n.Observe != nil {
		n.Observe(done, n.total)
	}
}

func (r *Result) paid(s store.Spent) {
	r.Requests, r.Tokens, r.Cost, r.Estimated = s.Requests, s.In+s.Out, s.Cost, s.Estimated > 0
}

func hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // a hash does not fail
	return h.Sum64()
}
