package srx

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Writer writes a file of rules in SRX 2.0, without cascade: the first language
// pattern that matches has all the rules. What it writes to must keep its
// errors, as a bufio.Writer does.
type Writer struct {
	w     io.Writer
	maps  [][2]string // name, pattern
	rules strings.Builder
}

// NewWriter makes a Writer.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Language begins the rules of a language; pattern matches its tags.
func (x *Writer) Language(name, pattern string) {
	if len(x.maps) > 0 {
		x.rules.WriteString("      </languagerule>\n")
	}
	x.maps = append(x.maps, [2]string{name, pattern})
	fmt.Fprintf(&x.rules, "      <languagerule languagerulename=%q>\n", escape(name))
}

// Rule adds a rule: patterns of what stands before and after a place, and
// whether the text is cut there.
func (x *Writer) Rule(breaks bool, before, after string) {
	answer := "no"
	if breaks {
		answer = "yes"
	}
	fmt.Fprintf(&x.rules, "        <rule break=%q><beforebreak>%s</beforebreak><afterbreak>%s</afterbreak></rule>\n", answer, escape(before), escape(after))
}

// Close writes the file.
func (x *Writer) Close() {
	fmt.Fprint(x.w, `<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="no">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
`)
	io.WriteString(x.w, x.rules.String())
	if len(x.maps) > 0 {
		fmt.Fprint(x.w, "      </languagerule>\n")
	}
	fmt.Fprint(x.w, "    </languagerules>\n    <maprules>\n")
	for _, m := range x.maps {
		fmt.Fprintf(x.w, "      <languagemap languagepattern=\"%s\" languagerulename=\"%s\"/>\n", escape(m[1]), escape(m[0]))
	}
	fmt.Fprint(x.w, "    </maprules>\n  </body>\n</srx>\n")
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a Builder has no errors
	return b.String()
}

// Quote writes a text so that it stands for itself in a pattern.
func Quote(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(`\.+*?()|[]{}^$-&#`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
