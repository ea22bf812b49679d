package compose

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Reading is a way to read a PDF: the ending of the file that the text is kept in.
type Reading string

// The ways to read. In the first two phrases that were positioned come last.
const (
	Mutool Reading = ".mu"  // holes show
	Raw    Reading = ".raw" // pdftotext in content order: they do not
	Plain  Reading = ".def" // pdftotext in reading order
	Layout Reading = ".lay" // pdftotext, set with spaces
)

func (r Reading) command(pdf, text string) *exec.Cmd {
	switch r {
	case Mutool:
		return exec.Command("mutool", "draw", "-q", "-F", "txt", "-o", text, pdf)
	case Raw:
		return exec.Command("pdftotext", "-raw", pdf, text)
	case Layout:
		return exec.Command("pdftotext", "-layout", pdf, text)
	}
	return exec.Command("pdftotext", pdf, text)
}

// Set sets a document and gives its text in each of the readings. Its files are
// called base with an ending each; those that are there already are used.
func Set(base string, d Document, readings ...Reading) ([]string, error) {
	var out []string
	for _, r := range readings {
		text, err := os.ReadFile(base + string(r))
		if errors.Is(err, fs.ErrNotExist) {
			if err = set(base, d); err == nil {
				err = run(r.command(base+".pdf", base+string(r)))
			}
			if err == nil {
				text, err = os.ReadFile(base + string(r))
			}
		}
		if err != nil {
			return nil, fmt.Errorf("compose: %w", err)
		}
		out = append(out, strings.ToValidUTF8(string(text), ""))
	}
	return out, nil
}

// set makes the PDF, unless it is there.
func set(base string, d Document) error {
	if _, err := os.Stat(base + ".pdf"); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(base), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(base+".html", []byte(d.HTML), 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(base+".gold", []byte(strings.Join(d.Gold, "\n\n")+"\n"), 0o644); err != nil {
		return err
	}
	return run(exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
		"--no-pdf-header-footer", "--print-to-pdf="+base+".pdf", base+".html"))
}

func run(c *exec.Cmd) error {
	if msg, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", c.Path, err, msg)
	}
	return nil
}
