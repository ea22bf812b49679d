package page

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"sync"

	"github.com/recto/recto/corpus"
)

// Options of [Write].
type Options struct {
	// Bar is the score under which an alignment needs a look; 0 is 0.5.
	Bar float64
}

// Write writes one bitext as one HTML page. The text is the source as it was
// decoded, for the lines as the extraction gave them; where it is "" or another
// than the bitext was made from, these lines are put together from the pieces,
// with spaces where only white space can have been.
func Write(w io.Writer, b *corpus.Bitext, sourceText string, o Options) error {
	if o.Bar == 0 {
		o.Bar = 0.5
	}
	return render(w, "bitext", bitextView(b, sourceText, o))
}

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets/page.css
var style string

//go:embed assets/page.js
var script string

// templates parses the set once.
var templates = sync.OnceValues(func() (*template.Template, error) {
	return template.New("").ParseFS(templateFiles, "templates/*.html")
})

// sheet is what every page gets: its assets, the policy that allows them and
// nothing else, and its own data.
type sheet struct {
	Policy string
	Style  template.CSS
	Script template.JS
	Page   any
}

func render(w io.Writer, name string, data any) error {
	t, err := templates()
	if err != nil {
		return fmt.Errorf("page: templates: %w", err)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	// Both are files of this package, not of a document.
	s := sheet{Policy: policy(), Style: template.CSS(style), Script: template.JS(script), Page: data}
	if err := t.ExecuteTemplate(out, name, s); err != nil {
		return fmt.Errorf("page: %s: %w", name, err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("page: %s: %w", name, err)
	}
	return nil
}

// policy allows the page's own style and script, by hash, and the icon that it
// carries. No request leaves the page, no form, no handler in an attribute.
func policy() string {
	return "default-src 'none'; img-src data:; style-src '" + hash(style) + "'; script-src '" + hash(script) +
		"'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
