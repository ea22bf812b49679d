package srx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/dlclark/regexp2/v2"
	bom "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Document is a file of rules.
type Document struct {
	cascade bool
	unicode bool // where no rule decides, Unicode's sentences do: Okapi's useIcu4jBreakRules
	maps    []languageMap
	rules   map[string][]rule
}

type languageMap struct {
	pattern *regexp2.Regexp
	name    string
}

type rule struct {
	breaks        bool
	before, after string
	line          int
}

// RuleError says which rule cannot be used.
type RuleError struct {
	Line int // in the SRX file
	Rule string
	Err  error
}

func (e *RuleError) Error() string {
	return fmt.Sprintf("srx: line %d: rule %s: %v", e.Line, e.Rule, e.Err)
}

func (e *RuleError) Unwrap() error { return e.Err }

// ErrEndless says that a rule took longer than it may.
var ErrEndless = errors.New("does not come to an end: it tries too many ways to match; make it simpler")

// longestMatch is the time that one search for one rule may take.
const longestMatch = 5 * time.Second

// Parse reads a file of rules, SRX 2.0 or 1.0. The text is taken as decoded,
// whatever encoding its first line names.
func Parse(r io.Reader) (*Document, error) {
	d := &Document{rules: map[string][]rule{}}
	// Tools write a byte order mark, UTF-16 even; without one it is UTF-8.
	dec := xml.NewDecoder(transform.NewReader(r, bom.BOMOverride(transform.Nop)))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	line := func() int { l, _ := dec.InputPos(); return l }
	var (
		name string // of the language rule that is open
		text *string
		root bool
		now  rule
	)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("srx: line %d: %w", line(), err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if !root && t.Name.Local != "srx" {
				return nil, fmt.Errorf("srx: line %d: the file begins with <%s>, not <srx>", line(), t.Name.Local)
			}
			root = true
			switch t.Name.Local {
			case "header":
				d.cascade = attr(t, "cascade") == "yes"
			case "options":
				d.unicode = attr(t, "useIcu4jBreakRules") == "yes"
			case "languagerule":
				name = attr(t, "languagerulename")
				d.rules[name] = d.rules[name][:len(d.rules[name]):len(d.rules[name])]
			case "rule":
				now = rule{breaks: attr(t, "break") != "no", line: line()}
			case "beforebreak":
				text = &now.before
			case "afterbreak":
				text = &now.after
			case "languagemap":
				m, err := newMap(attr(t, "languagepattern"), attr(t, "languagerulename"), line())
				if err != nil {
					return nil, err
				}
				d.maps = append(d.maps, m)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "beforebreak", "afterbreak":
				text = nil
			case "rule":
				d.rules[name] = append(d.rules[name], now)
			}
		case xml.CharData:
			if text != nil {
				*text += string(t)
			}
		}
	}
	if !root {
		return nil, errors.New("srx: the file is empty")
	}
	if len(d.maps) == 0 {
		return nil, errors.New("srx: the file has no <languagemap>: no language would have rules")
	}
	for _, m := range d.maps {
		if _, ok := d.rules[m.name]; !ok {
			return nil, fmt.Errorf("srx: a language map names the rules %q, and there are none of that name", m.name)
		}
	}
	return d, nil
}

func newMap(pattern, name string, line int) (languageMap, error) {
	re, err := compile("(?i)^(?:" + pattern + ")$")
	if err != nil {
		return languageMap{}, fmt.Errorf("srx: line %d: language pattern %q: %w", line, pattern, err)
	}
	return languageMap{pattern: re, name: name}, nil
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// Cutter cuts text. It is safe for several goroutines.
type Cutter struct {
	rules   []compiled
	unicode bool
}

type compiled struct {
	re     *regexp2.Regexp
	breaks bool
	rule   rule
}

// Cutter compiles the rules for a language, a BCP 47 tag. A language without
// rules is never cut. Errors are of type *RuleError.
func (d *Document) Cutter(lang string) (*Cutter, error) {
	return d.cutter(lang, longestMatch)
}

func (d *Document) cutter(lang string, limit time.Duration) (*Cutter, error) {
	c := &Cutter{unicode: d.unicode}
	for _, m := range d.maps {
		ok, err := m.pattern.MatchString(lang)
		if err != nil {
			return nil, fmt.Errorf("srx: language pattern for %q: %w", m.name, ErrEndless)
		}
		if !ok {
			continue
		}
		for _, r := range d.rules[m.name] {
			re, err := compile("(?:" + r.before + ")(?=" + r.after + ")")
			if err != nil {
				return nil, &RuleError{Line: r.line, Rule: r.String(), Err: err}
			}
			re.MatchTimeout = limit
			c.rules = append(c.rules, compiled{re: re, breaks: r.breaks, rule: r})
		}
		if !d.cascade {
			break
		}
	}
	return c, nil
}

func (r rule) String() string {
	return fmt.Sprintf("%q before and %q after", r.before, r.after)
}

// Breaks gives the byte offsets at which text is cut, ascending. An error is of
// type *RuleError and wraps ErrEndless; it never holds the text.
func (c *Cutter) Breaks(text string) ([]int, error) {
	decided := map[int]bool{}
	for _, r := range c.rules {
		found, err := r.re.FindAllStringIndex(text, -1)
		if err != nil {
			return nil, &RuleError{Line: r.rule.line, Rule: r.rule.String(), Err: ErrEndless}
		}
		for _, m := range found {
			if at := m[1]; at > 0 && at < len(text) {
				if _, earlier := decided[at]; !earlier {
					decided[at] = r.breaks
				}
			}
		}
	}
	if c.unicode {
		byUnicode(text, decided)
	}
	out := make([]int, 0, len(decided))
	for at, breaks := range decided {
		if breaks {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out, nil
}

// byUnicode cuts at the ends of Unicode's sentences (UAX 29) that no rule spoke
// of, be it before or behind the white space there.
func byUnicode(text string, decided map[int]bool) {
	at := 0
	for it := sentences.FromString(text); it.Next(); {
		at += len(it.Value())
		end := len(strings.TrimRightFunc(text[:at], unicode.IsSpace))
		_, before := decided[end]
		_, behind := decided[at]
		if !before && !behind && at < len(text) {
			decided[end] = true
		}
	}
}

func compile(pattern string) (*regexp2.Regexp, error) {
	translated, err := translate(pattern)
	if err != nil {
		return nil, err
	}
	re, err := regexp2.Compile(translated)
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	re.MatchTimeout = longestMatch
	return re, nil
}
