package srx

import (
	"errors"
	"fmt"
	"strings"
)

// translate writes a pattern of ICU or Java as regexp2 reads it. What the three
// share goes through; the rest is put into words that they share:
//
//	\h \R \X \Q…\E \Uhhhhhhhh   spelled out
//	\p{IsLu} \p{javaUpperCase} \p{Alpha} \p{Script=Greek}   the plain name
//	X*+                    (?>X*), an atomic group, which regexp2 reads itself
//	[a[bc]]                a union, [abc]
//	[a&&[^b]] [a&&b]       a look ahead in front of a class
func translate(pattern string) (string, error) {
	t := translator{in: pattern}
	if err := t.sequence(); err != nil {
		return "", err
	}
	return t.out.String(), nil
}

type translator struct {
	in  string
	at  int
	out strings.Builder
}

func (t *translator) sequence() error {
	for t.at < len(t.in) {
		switch t.in[t.at] {
		case '\\':
			s, err := t.escape(false)
			if err != nil {
				return err
			}
			t.out.WriteString(s)
		case '[':
			s, err := t.class(0)
			if err != nil {
				return err
			}
			t.out.WriteString(s)
		default:
			t.out.WriteByte(t.in[t.at])
			t.at++
		}
	}
	return nil
}

const horizontal = `\t \u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000`

// escape reads one escape. In a class it gives what may stand in a class.
func (t *translator) escape(inClass bool) (string, error) {
	if t.at+1 >= len(t.in) {
		return "", errors.New(`it ends in a single \`)
	}
	rest := t.in[t.at:]
	set := func(members string) string {
		if inClass {
			return members
		}
		return "[" + members + "]"
	}
	switch rest[1] {
	case 'h':
		t.at += 2
		return set(horizontal), nil
	case 'H':
		if inClass {
			return "", errors.New(`\H inside a class cannot be read here`)
		}
		t.at += 2
		return "[^" + horizontal + "]", nil
	case 'R':
		t.at += 2
		if inClass {
			return `\n\r\f\x0B\u0085\u2028\u2029`, nil
		}
		return `(?:\r\n|[\n\r\f\x0B\u0085\u2028\u2029])`, nil
	case 'X':
		t.at += 2
		return `(?:\P{M}\p{M}*)`, nil
	case 'Q':
		end := strings.Index(rest, `\E`)
		literal, skip := "", len(rest)
		if end < 0 {
			literal = rest[2:]
		} else {
			literal, skip = rest[2:end], end+2
		}
		t.at += skip
		return quote(literal), nil
	case 'E':
		t.at += 2
		return "", nil
	case 'U':
		if len(rest) < 10 {
			return "", errors.New(`\U wants eight hexadecimal digits`)
		}
		t.at += 10
		return `\x{` + strings.TrimLeft(rest[2:9], "0") + rest[9:10] + "}", nil
	case 'N':
		return "", errors.New(`\N{name of a character} cannot be read here: write \uhhhh`)
	case 'p', 'P':
		return t.property(inClass)
	}
	// The escaped character may have several bytes.
	n := 2
	for t.at+n < len(t.in) && t.in[t.at+n]&0xC0 == 0x80 {
		n++
	}
	t.at += n
	if n > 2 {
		return rest[1:n], nil // no letter beyond ASCII means anything but itself
	}
	return rest[:n], nil
}

func quote(literal string) string {
	var b strings.Builder
	for _, r := range literal {
		if r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			fmt.Fprintf(&b, `\x%02X`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// names are properties that Java and ICU name in words of their own.
var names = map[string]string{
	"alpha": "L", "alphabetic": "L", "letter": "L", "javaletter": "L", "javaalphabetic": "L",
	"upper": "Lu", "uppercase": "Lu", "uppercase_letter": "Lu", "uppercaseletter": "Lu", "javauppercase": "Lu",
	"lower": "Ll", "lowercase": "Ll", "lowercase_letter": "Ll", "lowercaseletter": "Ll", "javalowercase": "Ll",
	"digit": "Nd", "javadigit": "Nd", "number": "N", "punct": "P", "punctuation": "P", "symbol": "S", "mark": "M",
	"ideographic": "Han", "separator": "Z",
}

func (t *translator) property(inClass bool) (string, error) {
	rest := t.in[t.at:]
	if len(rest) < 3 {
		return "", errors.New(`\p without a property`)
	}
	if rest[2] != '{' {
		t.at += 3
		return rest[:2] + "{" + rest[2:3] + "}", nil
	}
	end := strings.IndexByte(rest, '}')
	if end < 0 {
		return "", errors.New(`\p{ without }`)
	}
	t.at += end + 1
	name, not := rest[3:end], ""
	if strings.HasPrefix(name, "^") {
		name, not = name[1:], "^"
	}
	negative := (rest[1] == 'P') != (not == "^")
	if _, value, ok := strings.Cut(name, "="); ok {
		name = value
	}
	low := strings.ToLower(strings.ReplaceAll(name, " ", "_"))
	short, known := names[low]
	if !known && len(name) > 2 && (strings.HasPrefix(low, "is") || strings.HasPrefix(low, "in")) {
		name, low = name[2:], low[2:]
		short, known = names[low]
	}
	if known {
		name = short
	}
	letter := "p"
	if negative {
		letter = "P"
	}
	switch low {
	case "space", "white_space", "whitespace", "javawhitespace":
		if negative {
			return `\S`, nil
		}
		return `\s`, nil
	case "alnum", "javaletterordigit":
		switch {
		case !negative && inClass:
			return `\p{L}\p{Nd}`, nil
		case !negative:
			return `[\p{L}\p{Nd}]`, nil
		case !inClass:
			return `[^\p{L}\p{Nd}]`, nil
		}
		return "", fmt.Errorf(`\%c{%s} inside a class cannot be read here`, rest[1], rest[3:end])
	}
	return `\` + letter + "{" + name + "}", nil
}

// deepest is how far classes may stand in one another.
const deepest = 50

// class reads [ … ] with what Java and ICU have in it: unions and
// intersections. It gives a class, or a class with look aheads in front.
func (t *translator) class(depth int) (string, error) {
	if depth > deepest {
		return "", errors.New("too many classes in one another")
	}
	t.at++ // [
	not := false
	if t.at < len(t.in) && t.in[t.at] == '^' {
		not = true
		t.at++
	}
	var parts []string // of an intersection
	var members strings.Builder
	first := true
	for {
		if t.at >= len(t.in) {
			return "", errors.New("[ without ]")
		}
		rest := t.in[t.at:]
		switch {
		case rest[0] == ']' && !first:
			t.at++
			parts = append(parts, members.String())
			return intersect(parts, not), nil
		case strings.HasPrefix(rest, "&&"):
			t.at += 2
			parts = append(parts, members.String())
			members.Reset()
		case strings.HasPrefix(rest, "[:"):
			end := strings.Index(rest, ":]")
			if end < 0 {
				return "", errors.New("[: without :]")
			}
			// [:upper:] is \p{Upper}.
			name := translator{in: `\p{` + rest[2:end] + "}"}
			s, err := name.property(true)
			if err != nil {
				return "", err
			}
			t.at += end + 2
			members.WriteString(s)
		case rest[0] == '[':
			inner, err := t.class(depth + 1)
			if err != nil {
				return "", err
			}
			if err := union(&members, inner, rest); err != nil {
				return "", err
			}
		case rest[0] == '\\':
			s, err := t.escape(true)
			if err != nil {
				return "", err
			}
			members.WriteString(s)
		default:
			members.WriteByte(rest[0])
			t.at++
		}
		first = false
	}
}

// union puts an inner class into the members of an outer one. A negated class
// can only stand alone, as in [a&&[^b]].
func union(members *strings.Builder, inner, source string) error {
	if strings.HasPrefix(inner, "[^") || strings.HasPrefix(inner, "(?") {
		if members.Len() > 0 {
			return fmt.Errorf("the class at %.20q cannot be read here", source)
		}
		members.WriteString(inner)
		return nil
	}
	members.WriteString(strings.TrimSuffix(strings.TrimPrefix(inner, "["), "]"))
	return nil
}

func intersect(parts []string, not bool) string {
	wrap := func(p string) string {
		if strings.HasPrefix(p, "[^") || strings.HasPrefix(p, "(?") {
			return p
		}
		return "[" + p + "]"
	}
	if len(parts) == 1 {
		switch p := parts[0]; {
		case !not:
			return wrap(p)
		case strings.HasPrefix(p, "[^") || strings.HasPrefix(p, "(?"):
			return "(?:(?!" + p + `)[\s\S])`
		default:
			return "[^" + p + "]"
		}
	}
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("(?=" + wrap(p) + ")")
	}
	if not {
		return "(?:(?!" + b.String() + `[\s\S])[\s\S])`
	}
	return "(?:" + b.String() + `[\s\S])`
}
