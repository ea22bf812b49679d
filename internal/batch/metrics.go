package batch

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"github.com/recto/recto/internal/export"
)

// writeMetrics writes the night's figures in Prometheus' text format, for the
// node exporter's textfile collector. The file appears whole.
func (n *night) writeMetrics(ctx context.Context) error {
	if n.Metrics == "" {
		return nil
	}
	r := n.report
	set := metrics.NewSet()
	gauge := func(name string, value float64) { set.NewGauge(name, nil).Set(value) }
	for state, count := range map[string]int{"done": r.DoneCount, "unchanged": r.Unchanged, "failed": r.FailedCount, "ignored": r.Ignored,
		"parked": r.ParkedCount, "waiting": r.Waiting, "skipped": r.SkippedCount, "flagged": r.Flagged} {
		gauge(fmt.Sprintf("recto_batch_documents{state=%q}", state), float64(count))
	}
	gauge("recto_batch_segments", float64(r.Segments))
	gauge("recto_batch_segments_open", float64(r.Open))
	gauge("recto_batch_segments_from_memory", float64(r.Memory))
	gauge("recto_batch_requests", float64(r.Requests))
	gauge("recto_batch_tokens", float64(r.Tokens))
	gauge("recto_batch_cost", r.Cost)
	gauge("recto_batch_seconds", r.Seconds)
	gauge("recto_batch_last_run_timestamp_seconds", float64(n.now().Unix()))
	last, err := n.state.LastGood(ctx)
	if err != nil {
		return err
	}
	good := 0.0
	if r.Code() == 0 {
		good = float64(n.now().Unix())
	} else if t, err := time.Parse(time.RFC3339, last); err == nil {
		good = float64(t.Unix())
	}
	gauge("recto_batch_last_success_timestamp_seconds", good)
	return export.WriteFile(filepath.Dir(n.Metrics), filepath.Base(n.Metrics), func(w io.Writer) error {
		set.WritePrometheus(w)
		return nil
	})
}
