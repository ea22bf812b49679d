package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Code says that the text is a program's source, a style sheet or data. No program
// that moves phrases wrote such a text.
func (p *Page) Code() bool { return p.code }

// isCode says that three in ten lines are of code or of data for certain, the
// remarks beside them being prose; or one in twenty a request to a typesetter; or that a
// listing begins and ends as sources of pages set it, or files are named as in an archive.
func isCode(text string, lines []Line) bool {
	code, requests, fences := 0, 0, 0
	for _, l := range lines {
		s := strings.TrimSpace(text[l.From:l.To])
		if request(s) {
			requests++
		}
		if fence(s) {
			fences++
		}
		if codeLine(s) {
			code++
		}
	}
	return fences > 1 || code >= 3 && 10*code >= 3*len(lines) || requests >= 5 && 20*requests >= len(lines)
}

// request says of a line that it is one of troff's, or a remark: ".Sh NAME", ".PP".
func request(s string) bool {
	if s == "" || s[0] != '.' && s[0] != '\'' {
		return false
	}
	name, _, _ := strings.Cut(s[1:], " ")
	return strings.HasPrefix(name, "\\\"") ||
		s[0] == '.' && len(name) > 0 && len(name) < 3 && strings.IndexFunc(name, func(q rune) bool { return !unicode.IsLetter(q) }) < 0
}

// fence says that a listing begins or ends with a line, as in Markdown ("```go"), or a file
// does, as in archives of text ("-- mill/wheel.go --").
func fence(s string) bool {
	if name, ok := strings.CutPrefix(s, "```"); ok {
		return !strings.Contains(name, "`")
	}
	name, ok := strings.CutPrefix(s, "-- ")
	if name, ends := strings.CutSuffix(name, " --"); ok && ends {
		return name != "" && !strings.Contains(name, " ") && strings.Contains(name, ".")
	}
	return false
}

// codeLine says of a line, without the space around it, that it is of a program or
// of data: by its end, by an operator, as a call by a name with dots or strokes in
// it ("mill.turn(wheel)"). A single such line may be prose all the same: many tell.
func codeLine(s string) bool {
	if s == "" {
		return false
	}
	switch end := s[len(s)-1]; {
	case end == '{' || end == '}':
		return true
	case end == ';' && len(s) > 1: // French sets a space before it, prose a word
		if strings.IndexByte(")]}\"'0123456789", s[len(s)-2]) >= 0 || !strings.Contains(s, " ") || property(s) {
			return true
		}
	case end == ':' && strings.HasSuffix(s, "):"), len(s) < 4 && strings.Trim(s, "()[]{},;'\"") == "":
		return true
	}
	if len(s) > 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] == ':' && s[2] != ' ' {
		return true // "N:wheel:3"
	}
	if strings.Count(s, ":") > 2 && !strings.Contains(s, ": ") {
		return true // "wheel:3:old:Light Blue"
	}
	if request(s) || scripted(s) {
		return true
	}
	if strings.IndexByte("<#\"@/.{}[]", s[0]) >= 0 && len(s) > 1 && marksData(s) {
		return true
	}
	for _, operator := range [...]string{"==", "!=", "+=", ":=", "=>", "->", "::", "&&", "||", "()", "</", "/>", " = ", "\": "} {
		if strings.Contains(s, operator) {
			return true
		}
	}
	return calls(s)
}

// scripted says that a line is of a script of commands: it goes on in the next one, is
// a command that has to fail ("! mend"), or holds a variable or a pattern.
func scripted(s string) bool {
	if name, ok := strings.CutPrefix(s, "! "); ok {
		q, _ := utf8.DecodeRuneInString(name)
		return unicode.IsLower(q)
	}
	for i := 0; i+1 < len(s); i++ {
		if next := s[i+1]; s[i] == '$' && (next == '{' || next == '(' || next >= 'A' && next <= 'Z' && i+2 < len(s) && s[i+2] >= 'A' && s[i+2] <= 'Z') {
			return true
		}
	}
	return s[len(s)-1] == '\\' || strings.Contains(s, " '^") || strings.Contains(s, "$'")
}

// property says that a line begins as one of a style sheet: "margin-top: 2em".
func property(s string) bool {
	name, _, ok := strings.Cut(s, ": ")
	return ok && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") == ""
}

// marksData says of a line that it begins as a tag, a remark to the compiler or a
// member of a list of data does: "<p class", "#define MILL", "\"mill\": 1", "{\"mill\"".
func marksData(s string) bool {
	switch s[0] {
	case '<':
		return s[1] == '/' || s[1] == '!' || s[1] == '?' || s[1] >= 'a' && s[1] <= 'z' && strings.ContainsRune(s, '>')
	case '#':
		return s[1] == '!' || strings.HasPrefix(s, "#include") || strings.HasPrefix(s, "#define") || strings.HasPrefix(s, "#if") || strings.HasPrefix(s, "#endif")
	case '"':
		return strings.HasSuffix(s, "\",") || strings.HasSuffix(s, "\":")
	case '/', '.', '@':
		return !strings.Contains(s, " ") && (s[1] >= 'a' && s[1] <= 'z' || s[1] == '/' || s[1] == '#')
	}
	return s[1] == '"' || s[1] == '\''
}

// calls says that a name with a dot or a stroke in it stands right before a bracket.
func calls(s string) bool {
	for at := 0; ; at++ {
		i := strings.IndexByte(s[at:], '(')
		if i < 0 {
			return false
		}
		at += i
		from := strings.LastIndexFunc(s[:at], func(q rune) bool { return !unicode.IsLetter(q) && !unicode.IsDigit(q) && q != '.' && q != '_' }) + 1
		if name := s[from:at]; len(name) > 2 && strings.ContainsAny(name[:len(name)-1], "._") {
			if q, _ := utf8.DecodeRuneInString(s[from:]); unicode.IsLetter(q) {
				return true
			}
		}
	}
}
