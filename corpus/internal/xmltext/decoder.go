package xmltext

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// MaxToken is the longest tag or text that is read, in bytes: encoding/xml
// holds a token whole.
const MaxToken = 24 << 20

// Decoder is encoding/xml's, with a bound on what one token takes.
type Decoder struct {
	*xml.Decoder
	in *cleaner
}

// Token gives the next token.
func (d *Decoder) Token() (xml.Token, error) {
	d.in.since = 0
	return d.Decoder.Token()
}

// NewDecoder gives a decoder over a file as it lies on the disk. A byte order
// mark, or UTF-16 without one, decides the encoding; otherwise the XML
// declaration does. Control characters that XML forbids, raw or as character
// references, are dropped. Entities that a document declares are never
// expanded: encoding/xml ignores declarations, so an entity bomb stays a name.
//
// Strict is that of encoding/xml: without it unknown entities and bare
// ampersands are text.
func NewDecoder(r io.Reader, strict bool) *Decoder {
	in := bufio.NewReaderSize(r, 1<<16)
	head, _ := in.Peek(4)
	decoded := false
	var text io.Reader = in
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		in.Discard(3)
		decoded = true
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		text = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
		decoded = true
	case bytes.HasPrefix(head, []byte("<\x00")):
		text = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder())
		decoded = true
	case bytes.HasPrefix(head, []byte("\x00<")):
		text = transform.NewReader(in, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder())
		decoded = true
	}
	label := ""
	if !decoded {
		label = declared(in)
	}
	if label != "" && label != "utf-8" && label != "utf8" && label != "us-ascii" {
		enc, err := htmlindex.Get(label)
		if err != nil {
			text = failing{fmt.Errorf("encoding %q of the XML declaration is not known", label)}
		} else if name, _ := htmlindex.Name(enc); !strings.HasPrefix(name, "utf-16") { // it came as single bytes
			text = transform.NewReader(in, enc.NewDecoder())
		}
	}
	clean := &cleaner{r: bufio.NewReaderSize(text, 1<<16)}
	d := xml.NewDecoder(clean)
	d.Strict = strict
	if !strict {
		d.Entity = xml.HTMLEntity
	}
	// The text is UTF-8 by now, whatever the declaration says.
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return &Decoder{d, clean}
}

// declared gives the encoding that the XML declaration names, in lower case.
func declared(in *bufio.Reader) string {
	head, _ := in.Peek(256)
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	end := bytes.Index(head, []byte("?>"))
	if end < 0 {
		return ""
	}
	_, rest, ok := strings.Cut(string(head[:end]), "encoding")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " \t\r\n=")
	if rest == "" {
		return ""
	}
	name, _, _ := strings.Cut(rest[1:], rest[:1])
	return strings.ToLower(strings.TrimSpace(name))
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// cleaner drops characters and character references that XML forbids, and puts
// U+FFFD for bytes that are not UTF-8.
type cleaner struct {
	r     *bufio.Reader
	since int // bytes given since the last token
	buf   []byte
	out   []byte // the part of buf that is not handed on yet
	err   error
}

func (c *cleaner) Read(p []byte) (int, error) {
	for len(c.out) == 0 {
		if c.err != nil {
			return 0, c.err
		}
		c.fill()
	}
	if c.since > MaxToken {
		return 0, fmt.Errorf("a tag or text is longer than %d MB", MaxToken>>20)
	}
	n := copy(p, c.out)
	c.since += n
	c.out = c.out[n:]
	return n, nil
}

const reference = 12 // bytes of the longest character reference worth a look: "&#x0010FFFF;"

func (c *cleaner) fill() {
	c.buf = c.buf[:0]
	defer func() { c.out = c.buf }()
	chunk, err := c.r.Peek(1 << 15)
	if len(chunk) == 0 {
		c.err = err
		if err == bufio.ErrBufferFull || err == nil {
			c.err = io.ErrNoProgress
		}
		return
	}
	last := err != nil
	i := 0
	for i < len(chunk) {
		b := chunk[i]
		switch {
		case b == '&':
			if len(chunk)-i < reference && !last && i > 0 {
				c.r.Discard(i)
				return
			}
			if n := forbidden(chunk[i:]); n > 0 {
				i += n
				continue
			}
			c.buf = append(c.buf, b)
			i++
		case b >= 0x20 && b < 0x80, b == '\t', b == '\n', b == '\r':
			c.buf = append(c.buf, b)
			i++
		case b < 0x20:
			i++
		default:
			if !utf8.FullRune(chunk[i:]) && !last && i > 0 {
				c.r.Discard(i)
				return
			}
			r, n := utf8.DecodeRune(chunk[i:])
			if Allowed(r) {
				c.buf = utf8.AppendRune(c.buf, r)
			}
			i += n
		}
	}
	c.r.Discard(i)
}

// forbidden gives the length of a reference to a character that XML forbids at
// the start of b; 0 if there is none.
func forbidden(b []byte) int {
	if len(b) < 4 || b[1] != '#' {
		return 0
	}
	end := bytes.IndexByte(b[:min(len(b), reference)], ';')
	if end < 3 {
		return 0
	}
	digits, base := string(b[2:end]), 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || Allowed(rune(n)) && n <= utf8.MaxRune {
		return 0
	}
	return end + 1
}
