//go:build unix

// Command bench measures a translation run against a server of its own: how
// much of a rate limit is used, the processor time of a thousand segments, and
// the memory of a long document. It prints one line a figure.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/openai"
)

func main() {
	seconds := flag.Int("seconds", 90, "how long the use of the limit is measured")
	segments := flag.Int("segments", 100_000, "of the long document")
	flag.Parse()
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	server := filepath.Join(dir, "serve")
	// The server is another program, so that its time and memory are not ours.
	if out, err := exec.Command("go", "build", "-o", server, "./internal/openaitest/serve").CombinedOutput(); err != nil {
		log.Fatalf("bench: %v: %s", err, out)
	}
	for _, silent := range []bool{false, true} {
		limit(server, time.Duration(*seconds)*time.Second, silent)
	}
	load(server, *segments)
}

// limit measures the use of 600 requests a minute at 200 ms.
func limit(server string, span time.Duration, silent bool) {
	args := []string{"-latency", "200ms", "-rpm", "600"}
	name := "the limit in headers"
	configured := translate.Limits{}
	if silent {
		args = append(args, "-silent")
		name = "the limit configured"
		configured.Requests = 600
	}
	url, stop := start(server, args...)
	defer stop()
	ctx, cancel := context.WithTimeout(context.Background(), span)
	defer cancel()
	begin := time.Now()
	_, err := translate.Run(ctx, document(20*600*int(span.Minutes()+2)), options(url, translate.NewGate(8, configured)))
	if ctx.Err() == nil && err != nil {
		log.Fatal(err)
	}
	stats := statsOf(url)
	// A window of a minute slides: what may be sent is the limit for the time
	// that went by, and one window more at the start, which nobody needs.
	due := 600 * time.Since(begin).Minutes()
	fmt.Printf("600 requests a minute, 200 ms, %-21s %5.1f %% of the limit used, %d requests refused, in %v\n", name+":", 100*float64(stats["accepted"])/due, stats["refused"], span)
}

// load measures time and memory of a long document, answered at once.
func load(server string, segments int) {
	url, stop := start(server)
	defer stop()
	d := document(segments)
	bytes := 0
	for _, u := range d.Units {
		bytes += len(u.Text)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc
	var peak atomic.Uint64
	done := make(chan struct{})
	go func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapAlloc))
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	begin, used := time.Now(), cpu()
	rep, err := translate.Run(context.Background(), d, options(url, translate.NewGate(8, translate.Limits{})))
	if err != nil {
		log.Fatal(err)
	}
	close(done)
	took, own := time.Since(begin), cpu()-used
	fmt.Printf("%d segments, %d open: own processor time of 1,000 segments: %v (%v in all)\n", segments, rep.Open(), (own / time.Duration(max(1, segments/1000))).Round(time.Millisecond), took.Round(time.Second))
	fmt.Printf("%d segments of %d bytes: peak heap %d MB above the document's own, %.1f bytes an input byte\n", segments, bytes, (peak.Load()-before)>>20, float64(peak.Load()-before)/float64(bytes))
}

func options(url string, gate *translate.Gate) translate.Options {
	t, err := openai.New(openai.Config{BaseURL: url, Model: "test"})
	if err != nil {
		log.Fatal(err)
	}
	return translate.Options{Engines: []translate.Engine{{Translator: t, Gate: gate}}, Jobs: 8, Ledger: forgetful{}}
}

// forgetful keeps nothing: a ledger on disk has its own bench.
type forgetful struct{}

func (forgetful) Entries(context.Context, translate.Key) ([]translate.Entry, error) { return nil, nil }
func (forgetful) Record(context.Context, translate.Entry) error                     { return nil }
func (forgetful) Recall(context.Context, string) (string, error)                    { return "", nil }
func (forgetful) Remember(context.Context, string, string) error                    { return nil }

func document(n int) translate.Document {
	places := []string{"Lyon", "Porto", "Gdansk", "Cork", "Turin", "Malmö", "Graz", "Liège", "Brno", "Tartu"}
	verbs := []string{"ouvre une école de musique", "ferme la vieille usine de papier", "accueille les ministres de la pêche", "prépare une fête pour les enfants", "publie les comptes du port", "répare le pont sur la rivière", "plante des arbres le long du canal"}
	d := translate.Document{Name: "bench", From: "fr", To: "es"}
	for i := range n {
		d.Units = append(d.Units, translate.Unit{ID: fmt.Sprintf("p%d.s%d", i/3+1, i%3+1), Para: i / 3,
			Text: fmt.Sprintf("La ville de %s %s avant le %d du mois prochain, dit le maire de %s.", places[i%10], verbs[i%7], 13+i, places[(i/10+3)%10])})
	}
	return d
}

func start(server string, args ...string) (url string, stop func()) {
	cmd := exec.Command(server, append(args, "-until-stdin-ends")...)
	in, err := cmd.StdinPipe()
	if err != nil {
		log.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		log.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		log.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		log.Fatal(err)
	}
	return strings.TrimSpace(line), func() {
		in.Close()
		_ = cmd.Wait()
	}
}

func statsOf(url string) map[string]int {
	res, err := http.Get(strings.TrimSuffix(url, "/v1") + "/stats")
	if err != nil {
		log.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		log.Fatal(err)
	}
	var stats map[string]int
	if err := json.Unmarshal(body, &stats); err != nil {
		log.Fatal(err)
	}
	return stats
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
