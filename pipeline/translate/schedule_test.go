package translate_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/openaitest"
	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/openai"
)

// world is a server with a schedule of faults and a client, without a network
// and in the time of a bubble.
type world struct {
	server *openaitest.Server
	engine translate.Engine
}

func newWorld(t *testing.T, o openaitest.Options) world {
	s, transport := openaitest.Pipe(t, o)
	e, err := openai.New(openai.Config{BaseURL: s.URL, Model: "test", Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	return world{s, translate.Engine{Translator: e, Gate: translate.NewGate(4, translate.Limits{})}}
}

func (w world) run(ctx context.Context, d translate.Document, ledger translate.Ledger) (*translate.Report, error) {
	return translate.Run(ctx, d, translate.Options{Engines: []translate.Engine{w.engine}, Ledger: ledger, Jobs: 4, Batch: 6, LanguageOf: openaitest.LanguageOf})
}

// wrong says what is wrong with a report: a unit under another's id, an answer
// that is not the server's translation of it, a mark without a reason.
func wrong(d translate.Document, rep *translate.Report) string {
	var b strings.Builder
	if len(rep.Outcomes) != len(d.Units) {
		return fmt.Sprintf("%d outcomes for %d units", len(rep.Outcomes), len(d.Units))
	}
	for i, o := range rep.Outcomes {
		u := d.Units[i]
		want := openaitest.Translate(d.From, d.To, u.Text)
		switch {
		case o.ID != u.ID:
			fmt.Fprintf(&b, "place %d: id %s, want %s\n", i, o.ID, u.ID)
		case o.Kind == corpus.OriginMachine && o.Text != want:
			fmt.Fprintf(&b, "%s: accepted %q, want %q\n", o.ID, o.Text, want)
		case o.Kind == corpus.OriginNone && (o.Reason == "" || o.Text != ""):
			fmt.Fprintf(&b, "%s: open without a reason, or with a text: %+v\n", o.ID, o)
		case o.Kind != corpus.OriginNone && o.Text == "":
			fmt.Fprintf(&b, "%s: no text\n", o.ID)
		}
	}
	return b.String()
}

func drawOptions(t *rapid.T) openaitest.Options {
	return openaitest.Options{
		Seed:    rapid.Uint64().Draw(t, "seed"),
		Rate:    rapid.SampledFrom([]float64{0, 0.2, 0.5, 0.9, 1}).Draw(t, "rate"),
		Faults:  rapid.SliceOfN(rapid.SampledFrom(append(append([]openaitest.Fault{openaitest.SchemaNo, openaitest.ObjectNo, openaitest.MaxTokensNo}, openaitest.Transport...), openaitest.Answer...)), 0, 8).Draw(t, "faults"),
		Latency: rapid.SampledFrom([]time.Duration{0, 50 * time.Millisecond, 3 * time.Second}).Draw(t, "latency"),
		Retry:   rapid.SampledFrom([]time.Duration{0, 20 * time.Millisecond, 2 * time.Second, time.Hour}).Draw(t, "retry"),
		Silent:  rapid.Bool().Draw(t, "silent"),

		RequestsPerMinute: rapid.SampledFrom([]int{0, 0, 60, 600}).Draw(t, "rpm"),
	}
}

// Whatever the schedule: every segment ends validated or flagged, none under
// another's id, no stored segment is asked again, the run ends.
func TestAnySchedule(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := drawOptions(rt)
		d := sample(rapid.IntRange(1, 30).Draw(rt, "units"))
		var problem string
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, o)
			ledger := &translate.MemoryLedger{}
			rep, err := w.run(context.Background(), d, ledger)
			if err != nil {
				problem = err.Error()
				return
			}
			if problem = wrong(d, rep); problem != "" {
				return
			}
			if n := w.server.Repeated(); n > 0 {
				problem = fmt.Sprintf("%d requests came again after their answer", n)
				return
			}
			before := len(ledger.Journal())
			again, err := newWorld(t, openaitest.Options{Seed: o.Seed}).run(context.Background(), d, ledger)
			if err != nil {
				problem = err.Error()
				return
			}
			for i, o := range rep.Outcomes {
				if o.Reason != translate.Unreachable {
					if diff := cmp.Diff(o, again.Outcomes[i]); diff != "" {
						problem = "not the same from the ledger: " + diff
					}
				}
			}
			reached := true
			for _, o := range rep.Outcomes {
				reached = reached && o.Reason != translate.Unreachable
			}
			if after := len(ledger.Journal()); reached && after != before {
				problem = fmt.Sprintf("%d requests for what was stored", after-before)
			}
		})
		if problem != "" {
			rt.Fatalf("%s", problem)
		}
	})
}

// A run that was stopped at any moment and begun again ends as one that was
// not, and repeats no more than what was under way.
func TestStoppedAnywhere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := drawOptions(rt)
		o.Latency = 50 * time.Millisecond
		o.Retry = min(o.Retry, time.Second)
		d := sample(rapid.IntRange(10, 30).Draw(rt, "units"))
		stop := time.Duration(rapid.IntRange(1, 20000).Draw(rt, "stop")) * time.Millisecond
		var problem string
		synctest.Test(t, func(t *testing.T) {
			clean, err := newWorld(t, o).run(context.Background(), d, &translate.MemoryLedger{})
			if err != nil {
				problem = err.Error()
				return
			}
			w := newWorld(t, o)
			ledger := &translate.MemoryLedger{}
			ctx, cancel := context.WithTimeout(context.Background(), stop)
			if _, err := w.run(ctx, d, ledger); err != nil && ctx.Err() == nil {
				problem = err.Error()
			}
			cancel()
			w2 := newWorld(t, o) // counts anew who came how often, as it did for the clean run
			rest, err := w2.run(context.Background(), d, ledger)
			if err != nil {
				problem = err.Error()
				return
			}
			if diff := cmp.Diff(clean.Outcomes, rest.Outcomes); diff != "" {
				problem = "the resumed run differs (-clean +resumed): " + diff
			}
			stored := map[translate.Key]int{}
			for _, e := range ledger.Journal() {
				if len(e.Verdicts) > 0 {
					stored[e.Key]++
				}
			}
			for k, n := range stored {
				if n > 1 {
					problem = fmt.Sprintf("%s was answered %d times", k, n)
				}
			}
		})
		if problem != "" {
			rt.Fatalf("%s", problem)
		}
	})
}
