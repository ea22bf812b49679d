package xliff

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/recto/recto/corpus/internal/xmltext"
)

// MaxUnit is the most text that one trans-unit may hold, in bytes.
const MaxUnit = 8 << 20

// maxDepth is the most elements that may stand in each other.
const maxDepth = 256

// ErrVersion is wrapped by the error for a version that is not 1.2.
var ErrVersion = errors.New("another version of XLIFF")

// Unit is one trans-unit as a tool gave it back. Source and Target are plain
// text: placeholders stand as their letters.
type Unit struct {
	File      string // the original attribute of its file
	From, To  string // languages of its file
	ID        string
	Line      int // in the file, from 1
	Source    string
	Target    string
	HasTarget bool
	State     string
	Qualifier string
	Approved  bool
	Reviewer  string // contact of the phase that the target names
	Date      string // of that phase
	Translate bool
	// WasSource and WasTarget are the fingerprints of the texts as recto wrote
	// them; "" if the tool did not keep them.
	WasSource, WasTarget string
	Duplicated           bool // its id stood in this file before
}

// Reader reads a file unit by unit.
type Reader struct {
	d     *xmltext.Decoder
	space string // the namespace of the root: elements of another are a tool's own
	depth int
	size  int
}

// NewReader reads as far as the root element, and refuses other kinds of file
// and other versions than 1.2.
func NewReader(r io.Reader) (*Reader, error) {
	in := &Reader{d: xmltext.NewDecoder(r, true)}
	for {
		tok, err := in.token()
		if err == io.EOF {
			return nil, errors.New("read xliff: the file is empty")
		}
		if err != nil {
			return nil, in.wrap(err)
		}
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if el.Name.Local != "xliff" {
			return nil, fmt.Errorf("read xliff: not an XLIFF file: it begins with <%s>", el.Name.Local)
		}
		if v := attr(el, "version"); v != "1.2" {
			return nil, fmt.Errorf("read xliff: %w: %q; recto reads 1.2: export it so from your tool", ErrVersion, v)
		}
		in.space = el.Name.Space
		return in, nil
	}
}

// Units gives the units in order; the first error ends the sequence.
func (in *Reader) Units() iter.Seq2[Unit, error] {
	return func(yield func(Unit, error) bool) {
		if err := in.file(yield); err != nil {
			yield(Unit{}, in.wrap(err))
		}
	}
}

type phase struct{ contact, date string }

func (in *Reader) file(yield func(Unit, error) bool) error {
	var file Unit // what its units share
	phases := map[string]phase{}
	ids := map[string]bool{}
	for {
		tok, err := in.token()
		if err != nil {
			return unexpected(err)
		}
		switch el := tok.(type) {
		case xml.EndElement:
			if el.Name.Local == "xliff" {
				return nil
			}
		case xml.StartElement:
			switch el.Name.Local {
			case "file":
				file = Unit{File: attr(el, "original"), From: attr(el, "source-language"), To: attr(el, "target-language"), Translate: true}
				clear(phases)
				clear(ids)
			case "phase":
				phases[attr(el, "phase-name")] = phase{attr(el, "contact-name"), attr(el, "date")}
			case "trans-unit":
				u := file
				if err := in.unit(el, &u, phases); err != nil {
					return err
				}
				u.Duplicated = ids[u.ID]
				ids[u.ID] = true
				if !yield(u, nil) {
					return nil
				}
			}
		}
	}
}

func (in *Reader) unit(el xml.StartElement, u *Unit, phases map[string]phase) error {
	u.Line, _ = in.d.InputPos()
	u.ID = attr(el, "id")
	u.Approved = attr(el, "approved") == "yes"
	u.Translate = attr(el, "translate") != "no"
	if src, tgt, ok := strings.Cut(attr(el, "extradata"), ":"); ok && len(src) == 16 && len(tgt) == 16 {
		u.WasSource, u.WasTarget = src, tgt
	}
	name := attr(el, "phase-name")
	in.size = 0
	codes := map[string]string{} // of the source, by id
	for {
		tok, err := in.token()
		if err != nil {
			return unexpected(err)
		}
		switch el := tok.(type) {
		case xml.EndElement: // children are read to their own ends
			if p, ok := phases[name]; ok {
				u.Reviewer, u.Date = p.contact, p.date
			}
			return nil
		case xml.StartElement:
			local := el.Name.Local
			if el.Name.Space != in.space {
				local = ""
			}
			switch local {
			case "source":
				if u.Source, err = in.text(codes, true); err != nil {
					return err
				}
			case "target":
				u.HasTarget, u.State, u.Qualifier = true, attr(el, "state"), attr(el, "state-qualifier")
				if n := attr(el, "phase-name"); n != "" {
					name = n
				}
				if u.Target, err = in.text(codes, false); err != nil {
					return err
				}
			default: // notes, alt-trans, what other tools add
				if err := in.skip(); err != nil {
					return err
				}
			}
		}
	}
}

// text reads to the end of a source or target. Placeholders (ph, it, bpt, ept)
// stand as what they hold; an empty one, also x, bx and ex, as the source's of
// the same id.
func (in *Reader) text(codes map[string]string, isSource bool) (string, error) {
	var b strings.Builder
	type open struct {
		name, id, instead string
		from              int
	}
	var stack []open
	for {
		tok, err := in.token()
		if err != nil {
			return "", unexpected(err)
		}
		switch el := tok.(type) {
		case xml.StartElement:
			stack = append(stack, open{el.Name.Local, attr(el, "id"), attr(el, "equiv-text"), b.Len()})
		case xml.EndElement:
			if len(stack) == 0 {
				return b.String(), nil
			}
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			switch o.name {
			case "ph", "it", "bpt", "ept", "x", "bx", "ex":
				key := o.name[:1] + o.id
				switch o.name {
				case "ph", "x", "it":
					key = o.id
				}
				switch held := b.String()[o.from:]; {
				case held != "" && isSource:
					codes[key] = held
				case held == "" && codes[key] != "":
					b.WriteString(codes[key])
				case held == "":
					b.WriteString(o.instead)
				}
			}
		case xml.CharData:
			b.Write(el)
			if in.size += len(el); in.size > MaxUnit {
				return "", fmt.Errorf("a trans-unit holds more than %d bytes of text", MaxUnit)
			}
		}
	}
}

// skip reads to the end of the element that has just begun.
func (in *Reader) skip() error {
	for depth := 1; depth > 0; {
		tok, err := in.token()
		if err != nil {
			return unexpected(err)
		}
		switch tok.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

func (in *Reader) token() (xml.Token, error) {
	tok, err := in.d.Token()
	switch tok.(type) {
	case xml.StartElement:
		if in.depth++; in.depth > maxDepth {
			return nil, fmt.Errorf("more than %d elements in each other", maxDepth)
		}
	case xml.EndElement:
		in.depth--
	}
	return tok, err
}

func attr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
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
	return fmt.Errorf("read xliff: line %d: %w", line, err)
}
