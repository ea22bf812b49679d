package repair_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair"
	"github.com/recto/recto/pipeline/repair/damage"
)

// A browser's PDF with positioned phrases, as mutool (holes show) and pdftotext
// -raw (they do not) read it. Where holes show, phrases come back; where they do
// not, next to nothing may be lost.
func TestPhrasesAtAPagesEndComeBack(t *testing.T) {
	gold := readFile(t, "testdata/browser/halle.fr.gold.txt")
	for _, way := range []string{"shown", "raw"} {
		t.Run(way, func(t *testing.T) {
			comesBack(t, way, gold, readFile(t, "testdata/browser/halle.fr."+way+".txt"))
		})
	}
}

// The same from the page itself, where the programs are at hand.
func TestPhrasesOfABrowserComeBack(t *testing.T) {
	for _, program := range []string{"chromium", "mutool", "pdftotext"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is missing", program)
			}
			t.Skipf("%s is missing", program)
		}
	}
	page, err := filepath.Abs("testdata/browser/halle.fr.html")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	pdf := filepath.Join(dir, "halle.pdf")
	run(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--no-pdf-header-footer", "--print-to-pdf="+pdf, page)
	run(t, "mutool", "draw", "-q", "-F", "txt", "-o", filepath.Join(dir, "shown.txt"), pdf)
	run(t, "pdftotext", "-raw", pdf, filepath.Join(dir, "raw.txt"))
	gold := readFile(t, "testdata/browser/halle.fr.gold.txt")
	for _, way := range []string{"shown", "raw"} {
		t.Run(way, func(t *testing.T) { comesBack(t, way, gold, readFile(t, filepath.Join(dir, way+".txt"))) })
	}
}

func comesBack(t *testing.T, way, gold, text string) {
	t.Helper()
	res := fix(t, "fr", text)
	c := damage.Compare(gold, text, repair.Text(res.Paragraphs))
	if c.Broken == 0 || c.Damaged*20 > c.Sound || way == "shown" && (c.Restored*10 < c.Broken*3 || res.Producer != "block-end") {
		t.Errorf("%d of %d restored, %d of %d damaged (producer %q)", c.Restored, c.Broken, c.Damaged, c.Sound, res.Producer)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ToValidUTF8(string(data), "")
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
