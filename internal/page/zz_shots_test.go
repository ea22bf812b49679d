package page_test

import (
	"github.com/chromedp/chromedp"
	"github.com/recto/recto/internal/page/pagetest"
	"os"
	"strings"
	"testing"
)

func TestZZShots(t *testing.T) {
	if os.Getenv("ZZ") == "" {
		t.Skip()
	}
	tab := browser(t)
	s := samples(t)
	s["big"] = written(t, pagetest.Big(20000), "")
	for name, html := range s {
		a := file(t, "x.html", html)
		for _, w := range []int64{390, 1440} {
			dark := (w == 390)
			look(t, tab, a, w, dark)
			b, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			n := strings.ReplaceAll(name, " ", "-")
			os.WriteFile("/tmp/shots/z-"+n+map[int64]string{390: "-phone", 1440: "-wide"}[w]+".png", b, 0o644)
		}
	}
	// press interactions
	b, text := pagetest.Press()
	a := file(t, "p.html", written(t, b, text))
	shot := func(n string) {
		p, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		os.WriteFile("/tmp/shots/z-"+n+".png", p, 0o644)
	}
	look(t, tab, a, 1440, false)
	press(t, tab, "nn")
	shot("select")
	look(t, tab, a, 1440, false)
	press(t, tab, "?")
	shot("help")
	look(t, tab, a, 1440, false)
	press(t, tab, "ff")
	shot("filter")
	look(t, tab, a, 1440, true)
	eval[chromedp.Void](t, tab, `document.getElementById("ui-find").value="mars"; document.getElementById("ui-find").dispatchEvent(new Event("input"))`)
	await(t, tab, `document.getElementById("ui-tally").textContent!==""`)
	shot("search")
	look(t, tab, a, 390, false)
	eval[chromedp.Void](t, tab, `document.querySelector("main").scrollIntoView({behavior:"instant"})`)
	shot("phone2")
	pdf, err := chromedp.Run(tab, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/shots/z.pdf", pdf, 0o644)
}
