package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/internal/store"
)

// begin writes the night's first line. What a night that was killed had done
// since then is this night's too: it has not been told yet.
func (n *night) begin(ctx context.Context) error {
	nights, err := n.state.Nights(ctx, 1000)
	if err != nil {
		return err
	}
	started := n.began.Format(time.RFC3339)
	n.report.Started = started
	id, err := n.state.BeginNight(ctx, started, encodeReport(n.report))
	if err != nil {
		return err
	}
	n.report.Run = strconv.FormatInt(id, 10)
	killed := ""
	for _, last := range nights {
		if last.Ended != "" {
			n.report.compare(last)
			break
		}
		killed = last.Started
	}
	n.step("begun", "")
	if killed == "" {
		return nil
	}
	since, err := time.Parse(time.RFC3339, killed)
	if err != nil {
		return nil // of another version: those documents count as unchanged
	}
	return n.inherit(ctx, since.UTC().Format(time.RFC3339))
}

// inherit takes over what was done since a moment.
func (n *night) inherit(ctx context.Context, since string) error {
	for j, err := range n.state.Jobs(ctx, "") {
		if err != nil {
			return err
		}
		if State(j.State) == Done && j.Changed >= since {
			if res := decodeResult(j.Result); res.Document != "" {
				n.report.addDone(res, nil)
			}
		}
	}
	return nil
}

func decodeReport(text string, r *Report) bool { return json.Unmarshal([]byte(text), r) == nil }

func (r *Report) compare(last store.Night) {
	var before Report
	if !decodeReport(last.Report, &before) {
		return // of another version
	}
	r.Before = &before.Counts
	if len(last.Started) >= len(time.DateOnly) {
		r.last.date = last.Started[:len(time.DateOnly)]
	}
	r.last.file = before.File
}

// end closes the report, writes it, and writes the night's last line. It is
// done whatever ended the night.
func (n *night) end(ctx context.Context, cause error) error {
	ctx = context.WithoutCancel(ctx)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.over = true
	r := n.report
	spent, err := n.state.SpentSince(ctx, n.mark, "")
	r.close(n.total, n.now(), n.began, spent)
	r.StoreSeconds = n.state.Busy().Seconds()
	var failure error
	switch {
	case errors.Is(cause, context.Canceled):
		r.Cause, failure = "interrupted", cause
	case errors.Is(cause, ErrDeadline) || cause == nil && r.tooLate:
		r.Cause = ErrDeadline.Error()
	case errors.Is(cause, ErrLimit), errors.Is(cause, ErrSilent):
		r.Cause = cause.Error()
	case cause != nil:
		r.Cause, failure = cause.Error(), cause
	}
	n.step("closed", "")
	errs := []error{failure, err}
	errs = append(errs, n.writeReport(), n.writeMetrics(ctx))
	errs = append(errs, n.state.EndNight(ctx, store.Night{ID: mustID(r.Run), Ended: n.now().UTC().Format(time.RFC3339), Good: r.Code() == 0, Report: encodeReport(r)}))
	n.step("ended", "")
	n.Log.Info("night ends", "run", r.Run, "done", r.DoneCount, "unchanged", r.Unchanged, "failed", r.FailedCount, "parked", r.ParkedCount, "waiting", r.Waiting,
		"flagged", r.Flagged, "segments", r.Segments, "open", r.Open, "tokens", r.Tokens, "cost", r.Cost, "seconds", r.Seconds, "cause", r.Cause)
	return errors.Join(errs...)
}

func mustID(run string) int64 {
	id, err := strconv.ParseInt(run, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("batch: run %q: %v", run, err)) // begin made it
	}
	return id
}

// encodeReport is the report as the store keeps it: without the lists.
func encodeReport(r *Report) string {
	short := *r
	short.Done, short.Failed, short.Parked, short.Skipped, short.Slowest, short.Looks, short.Before = nil, nil, nil, nil, nil, nil, nil
	data, err := json.Marshal(&short)
	if err != nil {
		panic(fmt.Sprintf("batch: a report does not marshal: %v", err)) // plain values only
	}
	return string(data)
}

// writeReport writes report/DATE.json and .html below the outbox, DATE being the
// day on which the night began; a second run of the day is DATE-2.
func (n *night) writeReport() error {
	r := n.report
	if err := n.out.MkdirAll("report", 0o755); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	base := "report/" + n.began.Format(time.DateOnly)
	name := base
	for k := 2; ; k++ {
		if _, err := n.out.Lstat(name + ".json"); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = base + "-" + strconv.Itoa(k)
	}
	r.File = path.Base(name)
	if _, err := n.out.Lstat("report/" + r.last.file + ".html"); err != nil {
		r.last.file = "" // somebody has cleared it away
	}
	err := export.WriteFile(n.Outbox, name+".html", func(w io.Writer) error {
		if n.Page != nil {
			return n.Page(w, r)
		}
		return writePage(w, r)
	})
	return errors.Join(err, export.WriteFile(n.Outbox, name+".json", func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(r)
	}))
}

// Summary is the night in one line.
func (r *Report) Summary() string {
	parts := []string{fmt.Sprintf("%d done", r.DoneCount), fmt.Sprintf("%d unchanged", r.Unchanged)}
	for _, p := range []struct {
		n    int
		what string
	}{{r.FailedCount, "failed"}, {r.ParkedCount, "parked"}, {r.Waiting, "waiting"}, {r.Ignored, "ignored"}, {r.SkippedCount, "skipped"}, {r.Flagged, "to look at"}, {r.Open, "segments open"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	parts = append(parts, fmt.Sprintf("%d segments", r.Segments))
	if r.Tokens > 0 {
		parts = append(parts, fmt.Sprintf("%d tokens", r.Tokens))
	}
	if r.Cost > 0 {
		about := ""
		if r.Estimated {
			about = "about "
		}
		parts = append(parts, fmt.Sprintf("%s%.2f spent", about, r.Cost))
	}
	text := strings.Join(parts, ", ") + " in " + (time.Duration(r.Seconds*1000) * time.Millisecond).Round(100*time.Millisecond).String()
	if r.Cause != "" {
		text += "; " + r.Cause
	}
	return text
}
