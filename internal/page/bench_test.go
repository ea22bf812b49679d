package page_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/page/pagetest"
)

// BenchmarkOpen20000 tells how long Chromium takes from opening a page of 20,000
// sentences until it is drawn, and for a search in it: a book, and one paragraph
// with a move and a doubt in each sentence.
func BenchmarkOpen20000(b *testing.B) {
	for name, bitext := range map[string]*corpus.Bitext{"book": pagetest.Big(20_000), "paragraph": pagetest.OneParagraph(20_000)} {
		b.Run(name, func(b *testing.B) {
			html := written(b, bitext, "")
			address := file(b, "big.html", html)
			var open, busy, search float64
			for b.Loop() {
				tab := browser(b) // a tab counts its work from its beginning
				if _, err := chromedp.Call(tab, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
					b.Fatal(err)
				}
				look(b, tab, address, 1440, false)
				open += opened(b, tab)
				busy += worked(b, tab)
				search += eval[float64](b, tab, `(async () => { const f = document.getElementById("ui-find"), t0 = performance.now(); f.value = "bibliotheque"; f.dispatchEvent(new Event("input")); while (!document.getElementById("ui-tally").textContent) await new Promise(requestAnimationFrame); return performance.now() - t0; })()`, chromedp.EvalAwaitPromise)
			}
			b.ReportMetric(open/float64(b.N), "ms-open")
			b.ReportMetric(busy/float64(b.N), "ms-cpu")
			b.ReportMetric(search/float64(b.N), "ms-search")
			b.ReportMetric(float64(len(html))/1e6, "MB")
		})
	}
}

// BenchmarkOpenNight10000 tells how long a report of 10,000 documents takes.
func BenchmarkOpenNight10000(b *testing.B) {
	tab := browser(b)
	n := pagetest.Night()
	for i := range 10_000 {
		d := n.Documents[1]
		if i%10 == 0 {
			d = n.Documents[0]
		}
		d.Name = fmt.Sprintf("%d/%s", i, d.Name)
		n.Documents = append(n.Documents, d)
	}
	address := file(b, "night.html", night(b, n))
	var open float64
	for b.Loop() {
		look(b, tab, address, 390, true)
		open += opened(b, tab)
	}
	b.ReportMetric(open/float64(b.N), "ms-open")
}

// worked gives the milliseconds of processor time that the page's main thread
// has taken: what does not depend on what else the machine does.
func worked(t testing.TB, tab context.Context) float64 {
	t.Helper()
	all, err := chromedp.Call(tab, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all.Metrics {
		if m.Name == "TaskDuration" {
			return 1000 * m.Value
		}
	}
	t.Fatal("no TaskDuration")
	return 0
}

// opened gives the milliseconds from the request until the page was drawn.
func opened(t testing.TB, tab context.Context) float64 {
	t.Helper()
	return eval[float64](t, tab, `(() => { const n = performance.getEntriesByType("navigation")[0]; return Math.max(n.loadEventEnd, ...performance.getEntriesByType("paint").map((p) => p.startTime)); })()`)
}

// One paragraph with everything in it takes no longer than the same in many:
// the work grows with the document, not with its square.
func BenchmarkWriteOneParagraph(b *testing.B) {
	for _, n := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			big := pagetest.OneParagraph(n)
			for b.Loop() {
				written(b, big, "")
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/sentence")
		})
	}
}

func BenchmarkWrite20000(b *testing.B) {
	big := pagetest.Big(20_000)
	for b.Loop() {
		b.SetBytes(int64(len(written(b, big, ""))))
	}
}
