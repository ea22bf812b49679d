package page_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/internal/page"
	"github.com/recto/recto/internal/page/pagetest"
)

// TestMain ends the browser that the tests share.
func TestMain(m *testing.M) {
	code := m.Run()
	closeBrowser()
	os.Exit(code)
}

var closeBrowser = func() {}

// chromium starts the browser, once for all tests.
var chromium = sync.OnceValues(func() (context.Context, error) {
	tab, end, err := pagetest.Browser(context.Background())
	if err == nil {
		closeBrowser = end
	}
	return tab, err
})

// browser gives a fresh tab, or skips; with CI set it fails instead.
func browser(t testing.TB) context.Context {
	t.Helper()
	first, err := chromium()
	if errors.Is(err, pagetest.ErrNoBrowser) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	tab, end := chromedp.NewContext(first)
	t.Cleanup(end)
	if err := chromedp.Do(tab); err != nil {
		t.Fatal(err)
	}
	tab, cancel := context.WithTimeout(tab, 2*time.Minute)
	t.Cleanup(cancel)
	return tab
}

// file writes a page beside the test and gives its address.
func file(t testing.TB, name, html string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func look(t testing.TB, tab context.Context, url string, width int64, dark bool) {
	t.Helper()
	if err := pagetest.Look(tab, url, width, 900, dark); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](t testing.TB, tab context.Context, script string, o ...chromedp.EvaluateOption) T {
	t.Helper()
	v, err := chromedp.Run(tab, chromedp.Evaluate[T](script, o...))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

func press(t testing.TB, tab context.Context, keys string) {
	t.Helper()
	for _, k := range keys {
		if err := chromedp.Do(tab, chromedp.KeyEvent(string(k))); err != nil {
			t.Fatal(err)
		}
	}
}

// await waits until a script is true; it fails by its own message, not in time.
func await(t testing.TB, tab context.Context, script string) {
	t.Helper()
	if _, err := chromedp.Run(tab, chromedp.Poll[bool](script, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		t.Fatalf("never true: %s: %v", script, err)
	}
}

// samples are pages of all kinds that the looks and the rules are checked on.
func samples(t testing.TB) map[string]string {
	presse, text := pagetest.Press()
	long := pagetest.Sides("de", "en", [2]string{strings.Repeat("Donaudampfschifffahrtsgesellschaftskapitän", 6), "A captain."}, [2]string{strings.Repeat("Ein sehr langer Satz, der nicht enden will, ", 60), strings.Repeat("A very long sentence that will not end, ", 60)})
	long.Beads[1].Findings = []corpus.Finding{{Code: "length", Severity: corpus.Minor, Message: "The target is far longer."}}
	rtl := pagetest.Sides("ar", "fr", [2]string{"أعلنت المكتبة افتتاح أبوابها يوم 14 مارس.", "La bibliothèque a annoncé son ouverture le 14 mars."}, [2]string{"قال المدير: «أهلاً بكم».", "« Bienvenue », a dit le directeur."})
	rtl.Beads[0].Findings = []corpus.Finding{{Code: "numbers", Severity: corpus.Grave, Message: "14 stands in the source only."}}
	toRTL := pagetest.Sides("en", "he", [2]string{"The library opens on 14 March (free).", "הספרייה נפתחת ב-14 במרץ (חינם)."}, [2]string{"Welcome!", "ברוכים הבאים!"})
	cjk := pagetest.Sides("ja", "zh-Hant", [2]string{"図書館は三月十四日に開館します。", "圖書館將於三月十四日開館。"}, [2]string{"入場は無料です。", "免費入場。"})
	source := pagetest.Sides("fr", "", [2]string{"Rien n’est à traduire.", ""})
	source.Target, source.Run.Engine, source.Beads[0].Tgt, source.Beads[0].State = corpus.Side{}, "none", nil, corpus.Untranslated
	aligned := corpustest.Pair("fr", "en", [2]string{"Un.", "One."}, [2]string{"Deux.", "Two."})
	aligned.Beads[0].Score = 0.2
	aligned.Beads = append(aligned.Beads[:1], corpus.Bead{Src: []int{1}, State: corpus.Untranslated, Reason: "one-sided"}, corpus.Bead{Tgt: []int{1}, Origin: corpus.Origin{Kind: corpus.OriginHuman}})
	return map[string]string{
		"press":       written(t, presse, text),
		"sample":      written(t, corpustest.Sample(), corpustest.SampleText),
		"long":        written(t, long, ""),
		"from arabic": written(t, rtl, ""),
		"to hebrew":   written(t, toRTL, ""),
		"cjk":         written(t, cjk, ""),
		"source only": written(t, source, ""),
		"aligned":     written(t, aligned, ""),
		"hostile":     written(t, corpustest.Hostile(), ""),
		"empty":       written(t, &corpus.Bitext{Source: corpus.Side{Name: "empty.txt", Warnings: []string{"the file has no text"}}}, ""),
		"night":       night(t, pagetest.Night()),
		"bad night":   night(t, badNight()),
	}
}

// badNight is a night whose names and texts want to do harm.
func badNight() page.Night {
	const harm = `<script>alert(1)</script><img src=//example.invalid/a onerror=alert(2)>` + "\u202e\x1b[31m"
	n := pagetest.Night()
	n.Inbox, n.Cause, n.Currency, n.LastDate, n.LastHref = harm, harm, harm, harm, "javascript:alert(3)"
	n.Warnings = []string{harm, harm, harm, harm, strings.Repeat("long", 90)}
	for i := range n.Documents {
		n.Documents[i].Name, n.Documents[i].Reason = harm+strings.Repeat("long", 60), harm
		n.Documents[i].Pages = []page.Page{{Label: harm, Href: "javascript:alert(4)"}, {Label: harm, Href: "../a.html"}}
	}
	for i := range n.Looks {
		n.Looks[i] = page.Look{Document: harm, Segment: harm, Source: harm, Target: harm, Severity: harm, Why: harm, Href: "data:text/html," + harm}
	}
	return n
}

// Every page: no request, nothing on the console, no dialog, no sideways
// scrolling on a phone or a wide screen, and no serious fault for axe-core.
func TestEveryPageInABrowser(t *testing.T) {
	tab := browser(t)
	var mu sync.Mutex
	var bad []string
	var own string
	err := chromedp.Listen(tab, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; u != own && !strings.HasPrefix(u, "data:") {
				bad = append(bad, "request of "+u)
			}
		case *cdppage.EventJavascriptDialogOpening:
			bad = append(bad, "dialog: "+e.Message)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(tab)
	defer stop()
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			mu.Lock()
			bad = append(bad, "console: "+m.Text)
			mu.Unlock()
		}
	}()
	axe, why := axeSource()
	for name, html := range samples(t) {
		t.Run(name, func(t *testing.T) {
			address := file(t, "page.html", html)
			mu.Lock()
			own, bad = address, nil
			mu.Unlock()
			for _, at := range []struct {
				width int64
				dark  bool
			}{{390, true}, {1440, false}} {
				look(t, tab, address, at.width, at.dark)
				if over := eval[int](t, tab, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("at %d pixels the page is %d too wide", at.width, over)
				}
				if axe != "" {
					checkAxe(t, tab, axe)
				}
			}
			// A message of the console comes by another way than the answer to
			// a script: one of our own says that all before it have arrived.
			eval[chromedp.Void](t, tab, `console.log("the end")`)
			for end := false; !end && tab.Err() == nil; {
				mu.Lock()
				end = len(bad) > 0 && bad[len(bad)-1] == "console: the end"
				mu.Unlock()
				time.Sleep(time.Millisecond)
			}
			mu.Lock()
			defer mu.Unlock()
			if diff := cmp.Diff([]string{"console: the end"}, bad); diff != "" {
				t.Error(diff)
			}
		})
	}
	if axe == "" {
		if os.Getenv("CI") != "" {
			t.Error(why)
		} else {
			t.Log(why)
		}
	}
}

// axeSource gives axe-core, an accessibility checker that is no part of recto.
func axeSource() (source, why string) {
	path := os.Getenv("RECTO_AXE")
	if path == "" {
		return "", "axe-core is not there: npm install --prefix DIR axe-core, then set RECTO_AXE=DIR/node_modules/axe-core/axe.min.js"
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", "RECTO_AXE: " + err.Error()
	}
	return string(data), ""
}

func checkAxe(t *testing.T, tab context.Context, axe string) {
	t.Helper()
	eval[chromedp.Void](t, tab, axe+";undefined")
	found, err := chromedp.Run(tab, chromedp.Evaluate[string](`axe.run(document, {resultTypes: ["violations"]}).then((r) => JSON.stringify(
		r.violations.map((v) => v.impact + " " + v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + " " + n.failureSummary).join(" | "))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var faults []string
	if err := json.Unmarshal([]byte(found), &faults); err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Errorf("axe: %s", f)
	}
}

// A text that wants to be more than text stands on the page as it is.
func TestHostileTextsAreText(t *testing.T) {
	tab := browser(t)
	b := corpustest.Hostile()
	b.Source.Segments[0].ID = `x"><script>alert(2)</script>` + "\u202e"
	b.Beads[1].Findings = []corpus.Finding{{Code: `"><img src=x onerror=alert(3)>` + "\u202e", Severity: corpus.Grave, Message: "</span><script>alert(4)</script>"}}
	b.Beads[2].Attempts = []corpus.Attempt{{Engine: "<b>", Text: "<iframe src=//example.invalid></iframe>", Reason: "<b>"}}
	b.Run.Model = "</footer><script>alert(5)</script>"
	b.Source.Name = "a/report\u202etxt.exe<b>"
	b.Source.Warnings = []string{"<b>one</b>", "two", "three", "<b>four\u202e</b>"}
	b.Unplaced = []corpus.Decision{{Source: "<b>\u202ex</b>", Target: "<img src=x>", Reviewer: "<b>"}}
	look(t, tab, file(t, "hostile.html", written(t, b, "")), 1000, false)
	if n := eval[int](t, tab, `document.querySelectorAll("script, img, iframe, b, tuv, seg, x").length`); n != 1 {
		t.Errorf("%d elements of the kinds that the texts ask for, want the page's own script alone", n)
	}
	if page := eval[string](t, tab, `document.documentElement.textContent`); strings.ContainsAny(page, "\u202e\x1b") {
		t.Error("an override or an escape reached the page")
	}
	texts := eval[[]string](t, tab, `[...document.querySelectorAll("main .s")].map((s) => s.textContent)`)
	for i, want := range map[int]string{
		0: b.Source.Segments[0].Text,
		1: b.Target.Segments[0].Text,
		2: b.Source.Segments[1].Text,
		6: "overRLOride",
		7: "مرحباLRI بالعالم",
		8: "bell␇ nul␀ esc␛[31m \ufffe end",
	} {
		if texts[i] != want {
			t.Errorf("sentence %d reads %q, want %q", i, texts[i], want)
		}
	}
	// An override turns nothing around: what is behind it stands to its right.
	if !eval[bool](t, tab, `(() => {
		const n = document.querySelectorAll("main .s")[6].lastChild, r = new Range(), at = (i) => { r.setStart(n, i); r.setEnd(n, i + 1); return r.getBoundingClientRect().left; };
		return n.data === "ride" && at(0) < at(3);
	})()`) {
		t.Error("an override was obeyed")
	}
}

func shownSentences(t testing.TB, tab context.Context) []string {
	t.Helper()
	return eval[[]string](t, tab, `[...document.querySelectorAll(".para:not([hidden]) .src .s:not(.off)")].map((s) => s.id)`)
}

func TestSearchAndFilter(t *testing.T) {
	tab := browser(t)
	b, text := pagetest.Press()
	look(t, tab, file(t, "press.html", written(t, b, text)), 1440, false)
	search := func(query string) {
		t.Helper()
		eval[chromedp.Void](t, tab, fmt.Sprintf(`(() => { const f = document.getElementById("ui-find"); f.value = %q; f.dispatchEvent(new Event("input")); })()`, query))
	}
	pick := func(word string) {
		t.Helper()
		eval[chromedp.Void](t, tab, fmt.Sprintf(`(() => { const p = document.getElementById("ui-pick"); p.value = %q; p.dispatchEvent(new Event("change")); })()`, word))
	}
	tally := func(want string) {
		t.Helper()
		if got := eval[string](t, tab, `document.getElementById("ui-tally").textContent`); got != want {
			t.Errorf("the tally says %q, want %q", got, want)
		}
	}
	same := func(what string, want ...string) {
		t.Helper()
		list, _ := json.Marshal(append([]string{}, want...))
		_, err := chromedp.Run(tab, chromedp.Poll[bool](fmt.Sprintf(`JSON.stringify([...document.querySelectorAll(".para:not([hidden]) .src .s:not(.off)")].map((s) => s.id)) === %q`, list), chromedp.WithPollingTimeout(10*time.Second)))
		if err != nil {
			t.Errorf("%s: shown %v, want %v", what, shownSentences(t, tab), want)
		}
	}
	search("RIVIERE")
	same("case and accents do not matter", "p2.s1", "p8.s1")
	tally("2 sentences")
	search("esclusas")
	same("the target is searched too", "p3.s4")
	tally("1 sentence")
	if got := eval[string](t, tab, `[...CSS.highlights.get("found")].map(String).join()`); got != "esclusas" {
		t.Errorf("painted: %q", got)
	}
	search("péniche Marguerite-Audoux quittera")
	same("across a phrase that was put back", "p2.s1")
	search("<b>")
	same("nothing")
	tally("0 sentences")
	if !eval[bool](t, tab, `!document.getElementById("ui-none").hidden`) {
		t.Error("nothing says that nothing was found")
	}
	search("")
	pick("look")
	same("to look at", "p2.s1", "p3.s3", "p7.s1")
	search("mars")
	same("search and filter together", "p2.s1")
	search("")
	pick("open")
	same("open", "p3.s3")
	pick("code:terms")
	same("by code", "p7.s1")
	pick("moved")
	same("put back", "p2.s1", "p2.s2", "p2.s3", "p3.s2", "p5.s1", "p8.s2")
	press(t, tab, "\x1b")
	await(t, tab, `document.getElementById("ui-tally").textContent === ""`)
	if n := len(shownSentences(t, tab)); n != 15 {
		t.Errorf("%d sentences after Escape, want all 15", n)
	}
}

func TestKeys(t *testing.T) {
	tab := browser(t)
	b, text := pagetest.Press()
	look(t, tab, file(t, "press.html", written(t, b, text)), 1440, false)
	// The browser remembers the theme and the keys for the tests to come.
	defer eval[chromedp.Void](t, tab, `localStorage.clear()`)
	at := func(key, want string) {
		t.Helper()
		press(t, tab, key)
		if got := eval[string](t, tab, `document.activeElement.id`); got != want {
			t.Errorf("after %q the focus is on %q, want %q", key, got, want)
		}
	}
	at("j", "p1.s1")
	at("j", "p2.s1")
	at("j", "p2.s2")
	at("k", "p2.s1")
	if got := eval[[]string](t, tab, `[...document.querySelectorAll(".twin")].map((s) => s.id)`); !cmp.Equal(got, []string{"p2.s1", "t-p2.s1"}) {
		t.Errorf("lit together: %v", got)
	}
	at("x", "t-p2.s1")
	at("x", "p2.s1")
	at("\r", "n-1")
	at("\r", "p2.s1")
	at("n", "p3.s3")
	at("n", "p7.s1")
	at("n", "p7.s1")
	at("N", "p3.s3")
	at("M", "p3.s2")
	at("m", "p5.s1")
	at("/", "ui-find")
	press(t, tab, "jardin")
	if got := eval[string](t, tab, `document.getElementById("ui-find").value`); !strings.HasSuffix(got, "jardin") { // chromedp types what the page refused, too
		t.Errorf("in the search field the keys write %q", got)
	}
	press(t, tab, "\x1b?")
	await(t, tab, `document.getElementById("ui-help").open`)
	press(t, tab, "\x1b")
	await(t, tab, `!document.getElementById("ui-help").open`)
	press(t, tab, "t")
	if got := eval[string](t, tab, `document.documentElement.dataset.theme`); got != "light" {
		t.Errorf("theme %q", got)
	}
	press(t, tab, "f")
	if got := shownSentences(t, tab); len(got) != 3 {
		t.Errorf("the first filter shows %v", got)
	}
	// Whoever speaks to the machine turns single keys off.
	press(t, tab, "\x1b")
	eval[chromedp.Void](t, tab, `document.getElementById("ui-keys").click()`)
	before := eval[string](t, tab, `document.activeElement.id`)
	at("j", before)
}

// A link with a sentence in it, as the morning report has them, leads there.
func TestALinkLeadsToItsSentence(t *testing.T) {
	tab := browser(t)
	address := file(t, "big.html", written(t, pagetest.Big(2_000), ""))
	look(t, tab, address+"#p321.s4", 1440, false)
	await(t, tab, `document.activeElement.id === "p321.s4"`)
	if !eval[bool](t, tab, `(() => { const r = document.activeElement.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()`) {
		t.Error("the sentence is not on the screen")
	}
}
