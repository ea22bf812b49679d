package tmx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/recto/recto/corpus/internal/xmltext"
)

// MaxSegment is the longest text of a variant that is read, in bytes; a longer
// one is an error, so that memory stays flat.
const MaxSegment = 8 << 20

// Header is what the file says of itself.
type Header struct {
	Version    string // "1.1" to "1.4"
	Tool       string
	SourceLang string // BCP 47, "" for "*all*"
}

// Unit is one unit: the same text in two languages or more.
type Unit struct {
	ID       string
	Line     int    // in the file, from 1
	Origin   string // of x-recto-origin and its like, in lower case; "" if none is said
	State    string // of x-recto-state
	File     string // of x-recto-file
	Score    string // of x-recto-score
	Machine  bool   // a machine wrote it, by its properties or its author
	Source   string // BCP 47, where the unit itself names its source language
	Variants []Variant
}

// Variant is the text in one language.
type Variant struct {
	Lang    string // BCP 47, canonical: "en_us" is read as "en-US"
	Text    string
	Author  string // the last who changed it
	Date    string // RFC 3339, of the last change; "" if there is none or it is no date
	Machine bool
}

// Pair is a unit seen in one direction.
type Pair struct {
	Source, Target Variant
	Machine        bool
}

// Pair gives the unit's variants for two languages, and false where it has not
// both. A variant in the language itself goes before one of another region.
func (u *Unit) Pair(from, to string) (Pair, bool) {
	s, ok := u.variant(from, -1)
	if !ok {
		return Pair{}, false
	}
	t, ok := u.variant(to, s)
	if !ok {
		return Pair{}, false
	}
	src, tgt := u.Variants[s], u.Variants[t]
	return Pair{Source: src, Target: tgt, Machine: u.Machine || tgt.Machine || src.Machine}, true
}

func (u *Unit) variant(lang string, not int) (int, bool) {
	lang = Canonical(lang)
	for i, v := range u.Variants {
		if i != not && v.Lang == lang {
			return i, true
		}
	}
	for i, v := range u.Variants {
		if i != not && base(v.Lang) == base(lang) {
			return i, true
		}
	}
	return 0, false
}

func base(tag string) string {
	b, _, _ := strings.Cut(tag, "-")
	return b
}

// Canonical writes a language code as BCP 47 does; what is none stays as it is,
// in lower case.
func Canonical(code string) string {
	code = strings.TrimSpace(strings.ReplaceAll(code, "_", "-"))
	tag, err := language.Raw.Parse(code)
	if tag == language.Und || err != nil && code == "" {
		return strings.ToLower(code)
	}
	return tag.String()
}

// Reader reads a file unit by unit.
type Reader struct {
	Header Header
	d      *xmltext.Decoder
	err    error
}

// ErrNotTMX is wrapped by the error for a file of another kind.
var ErrNotTMX = errors.New("not a TMX file")

// NewReader reads as far as the header. It takes UTF-8 and UTF-16 with or
// without byte order mark and any encoding that the XML declaration names;
// unknown elements, attributes and properties are passed over.
func NewReader(r io.Reader) (*Reader, error) {
	in := &Reader{d: xmltext.NewDecoder(r, false)}
	for {
		tok, err := in.d.Token()
		if err == io.EOF {
			return nil, fmt.Errorf("read tmx: %w: it has no body", ErrNotTMX)
		}
		if err != nil {
			return nil, in.wrap(err)
		}
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch name(el) {
		case "tmx":
			in.Header.Version = attr(el, "version")
			if v := in.Header.Version; v != "" && !strings.HasPrefix(v, "1.") {
				return nil, fmt.Errorf("read tmx: version %q: recto reads 1.1 to 1.4", v)
			}
		case "header":
			in.Header.Tool = strings.TrimSpace(attr(el, "creationtool") + " " + attr(el, "creationtoolversion"))
			if l := attr(el, "srclang"); l != "*all*" {
				in.Header.SourceLang = Canonical(l)
			}
		case "body":
			return in, nil
		case "prop", "note", "ude", "map":
		default:
			return nil, in.wrap(fmt.Errorf("%w: it begins with <%s>", ErrNotTMX, el.Name.Local))
		}
	}
}

// Units gives the units in order. A unit without two texts is passed over. The
// first error ends the sequence; what came before it stands.
func (in *Reader) Units() iter.Seq2[Unit, error] {
	return func(yield func(Unit, error) bool) {
		if in.err != nil {
			yield(Unit{}, in.err)
			return
		}
		for {
			tok, err := in.d.Token()
			if err != nil {
				// A file that is cut short is an error, not the end of it.
				if err == io.EOF {
					err = io.ErrUnexpectedEOF
				}
				in.err = in.wrap(err)
				yield(Unit{}, in.err)
				return
			}
			switch el := tok.(type) {
			case xml.EndElement:
				if strings.EqualFold(el.Name.Local, "body") {
					return
				}
			case xml.StartElement:
				if name(el) != "tu" {
					continue
				}
				u, err := in.unit(el)
				if err != nil {
					in.err = in.wrap(err)
					yield(Unit{}, in.err)
					return
				}
				if len(u.Variants) > 1 && !yield(u, nil) {
					return
				}
			}
		}
	}
}

func (in *Reader) unit(el xml.StartElement) (Unit, error) {
	line, _ := in.d.InputPos()
	u := Unit{ID: attr(el, "tuid"), Line: line, Machine: byMachine(el)}
	if code := attr(el, "srclang"); code != "" && !strings.EqualFold(code, "*all*") {
		u.Source = Canonical(code)
	}
	by, on := lastChange(el)
	for {
		tok, err := in.d.Token()
		if err != nil {
			return u, unexpected(err)
		}
		switch el := tok.(type) {
		case xml.EndElement:
			if strings.EqualFold(el.Name.Local, "tu") {
				for i := range u.Variants {
					if v := &u.Variants[i]; v.Author == "" && v.Date == "" {
						v.Author, v.Date = by, on
					}
				}
				return u, nil
			}
		case xml.StartElement:
			switch name(el) {
			case "prop":
				text, err := in.text("prop", false)
				if err != nil {
					return u, err
				}
				u.property(attr(el, "type"), text)
			case "tuv":
				v, err := in.variant(el, &u)
				if err != nil {
					return u, err
				}
				if v.Text != "" && v.Lang != "" {
					u.Variants = append(u.Variants, v)
					u.Machine = u.Machine || v.Machine
				}
			}
		}
	}
}

func (in *Reader) variant(el xml.StartElement, u *Unit) (Variant, error) {
	code := attr(el, "lang") // xml:lang too: the prefix is in Name.Space
	v := Variant{Lang: Canonical(code), Machine: byMachine(el)}
	v.Author, v.Date = lastChange(el)
	for {
		tok, err := in.d.Token()
		if err != nil {
			return v, unexpected(err)
		}
		switch el := tok.(type) {
		case xml.EndElement:
			if strings.EqualFold(el.Name.Local, "tuv") {
				return v, nil
			}
		case xml.StartElement:
			switch name(el) {
			case "seg":
				if v.Text, err = in.text("seg", true); err != nil {
					return v, err
				}
			case "prop":
				text, err := in.text("prop", false)
				if err != nil {
					return v, err
				}
				u.property(attr(el, "type"), text)
			}
		}
	}
}

// text reads to the end of the element. The native codes in a segment's inline
// elements are not text; what <hi> and unknown elements hold is.
func (in *Reader) text(until string, segment bool) (string, error) {
	var b strings.Builder
	codes, depth := 0, 1
	for {
		tok, err := in.d.Token()
		if err != nil {
			return "", unexpected(err)
		}
		switch el := tok.(type) {
		case xml.StartElement:
			depth++
			if segment && isCode(name(el)) {
				codes++
			}
		case xml.EndElement:
			depth--
			if segment && isCode(strings.ToLower(el.Name.Local)) && codes > 0 {
				codes--
			}
			if depth == 0 || strings.EqualFold(el.Name.Local, until) {
				return oneLine(b.String()), nil
			}
		case xml.CharData:
			if codes == 0 {
				b.Write(el)
			}
			if b.Len() > MaxSegment {
				return "", fmt.Errorf("a <%s> is longer than %d bytes", until, MaxSegment)
			}
		}
	}
}

func isCode(name string) bool {
	switch name {
	case "bpt", "ept", "ph", "it", "ut":
		return true
	}
	return false
}

// oneLine takes away the line breaks that a tool's indentation put in.
func oneLine(s string) string {
	if strings.ContainsAny(s, "\n\r\t") {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' || r == '\t' }), " ")
	}
	return strings.Trim(s, " ")
}

func (u *Unit) property(kind, value string) {
	kind, word := strings.ToLower(kind), strings.ToLower(strings.TrimSpace(value))
	switch kind {
	case "x-recto-origin":
		u.Origin = word
	case "x-recto-state":
		u.State = word
	case "x-recto-file":
		u.File = value
	case "x-recto-score":
		u.Score = word
	}
	switch kind {
	case "x-recto-origin", "x-origin", "origin":
		switch word {
		case "machine", "mt", "nmt", "amt", "machine translation", "machinetranslation", "automatic translation", "automatictranslation", "neuralmachinetranslation":
			u.Machine = true
		}
	case "x-mt", "mt", "x-machine-translation", "x-ismachinetranslation":
		u.Machine = u.Machine || word == "true" || word == "yes" || word == "1"
	}
}

// byMachine reads the mark that Trados and Okapi set for a machine translation.
func byMachine(el xml.StartElement) bool {
	for _, a := range []string{"creationid", "changeid"} {
		if id := strings.ToUpper(attr(el, a)); strings.HasPrefix(id, machineID) || id == "MT" {
			return true
		}
	}
	return false
}

func lastChange(el xml.StartElement) (by, on string) {
	by, on = attr(el, "changeid"), parseDate(attr(el, "changedate"))
	if by == "" {
		by = attr(el, "creationid")
	}
	if on == "" {
		on = parseDate(attr(el, "creationdate"))
	}
	return by, on
}

// parseDate reads the dates that tools write; "" for what is none.
func parseDate(s string) string {
	s = strings.TrimSpace(s)
	for _, layout := range []string{"20060102T150405Z", "20060102T150405", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "20060102", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC().Format(time.RFC3339)
		}
	}
	return ""
}

func name(el xml.StartElement) string { return strings.ToLower(el.Name.Local) }

func attr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return a.Value
		}
	}
	return ""
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (in *Reader) wrap(err error) error {
	line, _ := in.d.InputPos()
	return fmt.Errorf("read tmx: line %d: %w", line, err)
}
