package typeset

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sample makes the paragraphs of a document from running prose: n of them,
// with headings and lists among them.
func Sample(prose []string, n int, r *rand.Rand) []Paragraph {
	var out []Paragraph
	pick := func() string { return strings.Join(strings.Fields(prose[r.IntN(len(prose))]), " ") }
	headings, lists := r.IntN(2) == 0, r.IntN(3) > 0
	terms, code := r.IntN(4) == 0, r.IntN(4) == 0
	for len(out) < n {
		switch {
		case headings && r.IntN(8) == 0:
			if h := title(pick(), r); h != "" && (len(out) == 0 || out[len(out)-1].Kind != Heading) {
				if r.IntN(4) == 0 {
					h = fmt.Sprintf("%d. %s", 1+len(out)/8, h)
				}
				if r.IntN(5) == 0 {
					h = strings.ToUpper(h)
				}
				out = append(out, Paragraph{Text: h, Kind: Heading})
			}
		case lists && r.IntN(10) == 0:
			out = append(out, list(pick, r)...)
		case terms && r.IntN(8) == 0:
			out = append(out, definitions(pick, r)...)
		case code && r.IntN(6) == 0:
			out = append(out, commands(pick, r)...)
		default:
			text := pick()
			if s := clause(text, r); s != "" && startsUpper(s) && r.IntN(8) == 0 {
				out = append(out, Paragraph{Text: s + "."}) // a line, or two
				continue
			}
			for k := r.IntN(3); k > 0; k-- {
				if next := pick(); endsSentence(text) && startsUpper(next) && len(text) < 900 {
					text += " " + next
				}
			}
			if code {
				text = technical(text, r)
			}
			out = append(out, Paragraph{Text: text})
		}
	}
	return out
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?»”\"…", r)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// title takes the first words of a paragraph.
func title(s string, r *rand.Rand) string {
	words := strings.Fields(s)
	n := min(len(words), 1+r.IntN(9))
	var out []string
	for _, w := range words[:n] {
		if t := strings.TrimRight(w, ".,;:"); t != w {
			out = append(out, t)
			break
		}
		out = append(out, w)
	}
	t := strings.Join(out, " ")
	if !startsUpper(t) || len(t) < 4 {
		return ""
	}
	return t
}

// list makes items of one make: bullets, numbers, letters, dashes or nothing
// before them; semicolons, full stops or nothing behind.
func list(pick func() string, r *rand.Rand) []Paragraph {
	var out []Paragraph
	if r.IntN(2) == 0 {
		out = append(out, Paragraph{Text: strings.TrimRight(pick(), ".;:,!?") + []string{":", " :"}[r.IntN(2)]})
	}
	make, end, low := r.IntN(8), r.IntN(4), r.IntN(2) == 0
	n := 2 + r.IntN(6)
	for i := range n {
		s := clause(pick(), r)
		if s == "" {
			continue
		}
		if low {
			c, k := utf8.DecodeRuneInString(s)
			s = string(unicode.ToLower(c)) + s[k:]
		}
		switch end {
		case 0, 1:
			s += ";"
		case 2:
			s += "."
		}
		if i == n-1 && end < 2 {
			s = strings.TrimSuffix(s, ";") + "."
		}
		if make >= 6 && end == 3 && low {
			s += "," // something has to tell them apart
		}
		out = append(out, Paragraph{Text: before(make, i+1) + s, Kind: Item})
	}
	return out
}

// definitions are paragraphs that begin with the word or two that they are about.
func definitions(pick func() string, r *rand.Rand) []Paragraph {
	var out []Paragraph
	for range 2 + r.IntN(5) {
		words := strings.Fields(clause(pick(), r))
		if len(words) == 0 {
			continue
		}
		term := strings.Join(words[:min(len(words), 1+r.IntN(2))], []string{" ", "-", "_"}[r.IntN(3)])
		out = append(out, Paragraph{Text: term + " " + pick(), Kind: Term})
	}
	return out
}

// technical puts paths and options in the place of some words.
func technical(s string, r *rand.Rand) string {
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		if w := strings.Trim(words[i], ".,;:!?()"); w == words[i] && r.IntN(30) == 0 {
			words[i] = []string{"/" + w + "/" + w, "--" + w, "«" + w + "»", "$" + w, "[" + w + "]"}[r.IntN(5)]
		}
	}
	return strings.Join(words, " ")
}

// commands are lines of what looks like code, with the words of the prose around.
func commands(pick func() string, r *rand.Rand) []Paragraph {
	var out []Paragraph
	for range 1 + r.IntN(10) {
		words := strings.Fields(strings.ToLower(clause(pick(), r)))
		if len(words) == 0 {
			continue
		}
		words = words[:min(len(words), 2+r.IntN(6))]
		for i := 1; i < len(words); i++ {
			words[i] = []string{"--", "/", "$", "=", "x."}[r.IntN(5)] + words[i]
		}
		line := strings.Join(words, []string{" ", "_", ""}[r.IntN(3)])
		if r.IntN(3) == 0 {
			line = "$ " + line
		}
		out = append(out, Paragraph{Text: line, Kind: Code})
	}
	return out
}

func before(make, n int) string {
	switch make {
	case 0:
		return "• "
	case 1:
		return "– "
	case 2:
		return "- "
	case 3:
		return fmt.Sprintf("%d. ", n)
	case 4:
		return fmt.Sprintf("%c) ", 'a'+n-1)
	case 5:
		return fmt.Sprintf("(%d) ", n)
	}
	return ""
}

// clause is a part of a paragraph, of one to three lines.
func clause(s string, r *rand.Rand) string {
	words := strings.Fields(s)
	n := min(len(words), 3+r.IntN(30))
	t := strings.TrimRight(strings.Join(words[:n], " "), ".,;:!?")
	c, _ := utf8.DecodeRuneInString(t)
	if !unicode.IsLetter(c) {
		return ""
	}
	return t
}
