package xmltext_test

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus/internal/xmltext"
)

func text(d *xmltext.Decoder) (string, error) {
	var b strings.Builder
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return b.String(), err
		}
		if c, ok := tok.(xml.CharData); ok {
			b.Write(c)
		}
	}
}

func TestTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		var out bytes.Buffer
		w := &xmltext.Writer{W: bufio.NewWriter(&out)}
		w.Raw("<a")
		w.Attr("b", s)
		w.Raw(">")
		w.Text(s)
		w.Raw("</a>")
		w.W.Flush()
		got, err := text(xmltext.NewDecoder(&out, true))
		if want := xmltext.Clean(s); err != nil || got != want {
			t.Fatalf("%q came back as %q, %v", s, got, err)
		}
	})
}

func TestDecoderTakesWhatToolsWrite(t *testing.T) {
	utf16 := func(e unicode.Endianness, bom unicode.BOMPolicy, s string) string {
		out, err := unicode.UTF16(e, bom).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, in := range map[string]string{
		"UTF-8":               "<a>é €</a>",
		"a byte order mark":   "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?><a>é €</a>",
		"UTF-16 little":       utf16(unicode.LittleEndian, unicode.UseBOM, `<?xml version="1.0" encoding="UTF-16"?><a>é €</a>`),
		"UTF-16 big":          utf16(unicode.BigEndian, unicode.UseBOM, `<?xml version="1.0" encoding="utf-16"?><a>é €</a>`),
		"UTF-16 without mark": utf16(unicode.LittleEndian, unicode.IgnoreBOM, "<a>é €</a>"),
		"a lying declaration": `<?xml version="1.0" encoding="UTF-16"?><a>é €</a>`,
		"windows-1252":        "<?xml version='1.0' encoding='windows-1252'?><a>\xe9 \x80</a>",
		"control characters":  "<a>\x00é\x1f&#x1F; &#0;€&#xFFFE;</a>",
		"an HTML entity":      "<a>&eacute; €</a>",
	} {
		for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
			if got, err := text(xmltext.NewDecoder(r, false)); err != nil || got != "é €" {
				t.Errorf("%s: %q, %v", name, got, err)
			}
		}
	}
}

func TestReferencesAcrossABuffersEnd(t *testing.T) {
	for pad := 1<<15 - 14; pad < 1<<15+2; pad++ {
		in := "<a>" + strings.Repeat("x", pad) + "&#x1F;é&#x10FFFF;\x01</a>"
		got, err := text(xmltext.NewDecoder(strings.NewReader(in), true))
		if want := strings.Repeat("x", pad) + "é\U0010ffff"; err != nil || got != want {
			t.Fatalf("pad %d: %v, ends %q", pad, err, got[max(0, len(got)-12):])
		}
	}
}

func TestEntityBombStaysAName(t *testing.T) {
	bomb := `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]><a>&c;&x;</a>`
	if got, err := text(xmltext.NewDecoder(strings.NewReader(bomb), false)); err != nil || got != "&c;&x;" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := text(xmltext.NewDecoder(strings.NewReader(bomb), true)); err == nil {
		t.Error("a strict reader takes an entity of the document's own")
	}
}

// endless is a text without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestATokenHasABound(t *testing.T) {
	for name, head := range map[string]string{"a text": "<a>", "an attribute": "<a b='"} {
		_, err := text(xmltext.NewDecoder(io.MultiReader(strings.NewReader(head), endless{}), false))
		if err == nil || !strings.Contains(err.Error(), "longer than 24 MB") {
			t.Errorf("%s without end: %v", name, err)
		}
	}
}
