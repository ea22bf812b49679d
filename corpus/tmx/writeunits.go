package tmx

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/recto/recto/corpus/internal/xmltext"
)

// WriteUnits writes units of any languages as TMX 1.4, one after the other, with
// the variants in their order, the first being the source. It is how a memory is
// given away. An error of the sequence ends it and is returned.
func WriteUnits(w io.Writer, units iter.Seq2[Unit, error], generator string) error {
	x := &xmltext.Writer{W: bufio.NewWriterSize(w, 1<<16)}
	tool, version, _ := strings.Cut(generator, " ")
	if version == "" {
		version = "0"
	}
	x.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header")
	x.Attr("creationtool", tool)
	x.Attr("creationtoolversion", version)
	x.Attr("segtype", "sentence")
	x.Attr("o-tmf", "recto/1")
	x.Attr("adminlang", "en")
	x.Attr("srclang", "*all*")
	x.Attr("datatype", "plaintext")
	x.Raw("/>\n  <body>\n")
	for u, err := range units {
		if err != nil {
			return err
		}
		unitElement(x, u)
	}
	x.Raw("  </body>\n</tmx>\n")
	if err := x.W.Flush(); err != nil {
		return fmt.Errorf("write tmx: %w", err)
	}
	return nil
}

func unitElement(x *xmltext.Writer, u Unit) {
	x.Raw("    <tu")
	x.Attr("tuid", u.ID)
	if len(u.Variants) > 0 {
		x.Attr("srclang", lang(u.Variants[0].Lang))
	}
	x.Raw(">\n")
	prop(x, "      ", "x-recto-score", u.Score)
	prop(x, "      ", "x-recto-state", u.State)
	prop(x, "      ", "x-recto-origin", u.Origin)
	prop(x, "      ", "x-recto-file", u.File)
	penalty(x, u.Machine)
	for _, v := range u.Variants {
		x.Raw("      <tuv")
		x.Attr("xml:lang", lang(v.Lang))
		if u.Machine && v.Author == "" {
			v.Author = machineID
		}
		x.Attr("changedate", date(v.Date))
		x.Attr("changeid", v.Author)
		x.Raw("><seg>")
		x.Text(v.Text)
		x.Raw("</seg></tuv>\n")
	}
	x.Raw("    </tu>\n")
}
