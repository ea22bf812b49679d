// Command screenshots writes the README's pictures of the pages: PNGs of a
// sample, wide and narrow, light and dark, into the folder that it is told.
//
//	go run ./internal/page/screenshots [DIR]
//
// DIR is internal/page/screenshots unless given.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/recto/recto/internal/page"
	"github.com/recto/recto/internal/page/pagetest"
)

// shot is one picture.
type shot struct {
	name          string
	page          string
	width, height int64
	dark          bool
	before        string // a script that is run first
}

func shots() []shot {
	const toText = `scrollTo({top: document.querySelector(".tools").getBoundingClientRect().top + scrollY, behavior: "instant"})`
	return []shot{
		{"page", "press", 1280, 880, false, ""},
		{"page-phone", "press", 390, 760, true, toText},
		{"night", "night", 1100, 860, false, ""},
		{"night-phone", "night", 390, 760, true, ""},
	}
}

func main() {
	dir := filepath.Join("internal", "page", "screenshots")
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := run(dir); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	work, err := os.MkdirTemp("", "recto-screenshots")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	bitext, text := pagetest.Press()
	pages := map[string]func(*bytes.Buffer) error{
		"press": func(b *bytes.Buffer) error { return page.Write(b, bitext, text, page.Options{}) },
		"night": func(b *bytes.Buffer) error { return page.WriteNight(b, pagetest.Night()) },
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	tab, end, err := pagetest.Browser(ctx)
	if err != nil {
		return err
	}
	defer end()
	for _, s := range shots() {
		var b bytes.Buffer
		if err := pages[s.page](&b); err != nil {
			return err
		}
		file := filepath.Join(work, s.page+".html")
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			return err
		}
		png, err := take(tab, file, s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		out := filepath.Join(dir, s.name+".png")
		if err := os.WriteFile(out, png, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s  %d kB\n", out, len(png)/1000)
	}
	return nil
}

func take(tab context.Context, file string, s shot) ([]byte, error) {
	if err := pagetest.Look(tab, "file://"+file, s.width, s.height, s.dark); err != nil {
		return nil, err
	}
	if s.before != "" {
		if err := chromedp.Do(tab, chromedp.Evaluate[chromedp.Void](s.before)); err != nil {
			return nil, err
		}
	}
	return chromedp.Run(tab, chromedp.CaptureScreenshot())
}
