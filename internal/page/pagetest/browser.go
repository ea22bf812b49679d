package pagetest

import (
	"context"
	"errors"
	"os/exec"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// ErrNoBrowser says that no Chromium is installed.
var ErrNoBrowser = errors.New("no chromium on the PATH: apt-get install chromium")

// Browser starts a headless Chromium that reaches no network by itself.
// The context that it gives is a tab.
func Browser(ctx context.Context) (context.Context, context.CancelFunc, error) {
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		return nil, nil, ErrNoBrowser
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-color-profile", "srgb"),
	)
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	tab, end := chromedp.NewContext(ctx)
	if err := chromedp.Do(tab); err != nil {
		end()
		stop()
		return nil, nil, err
	}
	return tab, func() { end(); stop() }, nil
}

// Look makes the tab look at a page at a width and height, light or dark.
func Look(tab context.Context, url string, width, height int64, dark bool) error {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if err := chromedp.Do(tab, chromedp.EmulateViewport(width, height)); err != nil {
		return err
	}
	if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, media); err != nil {
		return err
	}
	return chromedp.Do(tab, chromedp.Navigate(url))
}
