package compose

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// typed is a document as people type them.
type typed struct {
	prose  []string
	width  int
	twice  bool    // two spaces behind a full stop
	sigils float64 // share of the words that a mark begins
	ragged float64 // share of the lines that end in a space
	r      *rand.Rand
	out    strings.Builder
}

// Typed draws a sound document as people type them: manuals, change logs, notes
// with options, terms, commands and tables, set with spaces. Holes seem to show in
// it everywhere, and nothing may move. The prose is best of manuals.
func Typed(prose []string, r *rand.Rand) string {
	t := &typed{prose: prose, width: 58 + r.IntN(22), twice: r.IntN(2) == 0, r: r}
	if r.IntN(2) == 0 {
		t.sigils = 0.03 * r.Float64()
	}
	if r.IntN(3) == 0 {
		t.ragged = 0.1 * r.Float64()
	}
	parts := []func(){t.paragraph, t.heading, t.options, t.terms, t.code, t.changes, t.items, t.table}
	likely := make([]float64, len(parts)) // each document has parts of its own
	for i := range likely {
		likely[i] = r.Float64() * r.Float64()
	}
	likely[0] += 0.5
	for range 6 + r.IntN(40) {
		for i, part := range parts {
			if r.Float64() < likely[i] {
				part()
				break
			}
		}
	}
	return t.out.String()
}

func (t *typed) line(s string) {
	t.out.WriteString(strings.TrimRight(s, " "))
	if s != "" && t.r.Float64() < t.ragged {
		t.out.WriteByte(' ')
	}
	t.out.WriteByte('\n')
}

// some gives the first words of a paragraph, so many at least and at the most.
func (t *typed) some(least, most int) []string {
	words := strings.Fields(t.prose[t.r.IntN(len(t.prose))])
	words = words[:min(len(words), least+t.r.IntN(most-least+1))]
	for i, w := range words {
		if t.r.Float64() < t.sigils {
			words[i] = string(".:?-+'|*@"[t.r.IntN(9)]) + strings.ToLower(w)
		}
	}
	return words
}

// fill sets words in lines, the first behind a head, the others behind as many
// spaces.
func (t *typed) fill(head string, indent int, words []string) {
	s := head
	if n := utf8.RuneCountInString(s); n < indent {
		s += strings.Repeat(" ", indent-n)
	}
	from := utf8.RuneCountInString(s)
	for _, w := range words {
		if n := utf8.RuneCountInString(s); n > from && n+1+utf8.RuneCountInString(w) > t.width {
			t.line(s)
			s = strings.Repeat(" ", indent)
			from = indent
		} else if n > from {
			s += " "
			if t.twice && strings.HasSuffix(strings.TrimSpace(s), ".") {
				s += " "
			}
		}
		s += w
	}
	t.line(s)
}

func (t *typed) paragraph() {
	t.fill("", []int{0, 0, 4, 8}[t.r.IntN(4)], t.some(12, 90))
	t.line("")
}

func (t *typed) heading() {
	s := strings.TrimRight(strings.Join(t.some(1, 6), " "), ".,;:")
	switch t.r.IntN(3) {
	case 0:
		t.line(strings.ToUpper(s))
	case 1:
		t.line(fmt.Sprintf("%d.%d  %s", 1+t.r.IntN(9), t.r.IntN(9), s))
	default:
		t.line(s)
		t.line(strings.Repeat("=", utf8.RuneCountInString(s)))
	}
	if t.r.IntN(2) == 0 {
		t.line("")
	}
}

func (t *typed) options() {
	indent := 8 + t.r.IntN(12)
	for range 2 + t.r.IntN(6) {
		name := strings.ToLower(strings.Trim(t.some(1, 1)[0], ".,;:-"))
		head := fmt.Sprintf("  -%c, --%s  ", 'a'+rune(t.r.IntN(26)), name)
		if utf8.RuneCountInString(head) > indent && t.r.IntN(2) == 0 {
			t.line(head)
			head = ""
		}
		t.fill(head, indent, t.some(3, 30))
	}
	t.line("")
}

func (t *typed) terms() {
	indent := 6 + t.r.IntN(24)
	for range 2 + t.r.IntN(8) {
		t.fill(strings.Join(t.some(1, 2), " ")+"  ", indent, t.some(2, 20))
	}
	t.line("")
}

func (t *typed) code() {
	indent := strings.Repeat(" ", []int{0, 2, 4, 8}[t.r.IntN(4)])
	for range 1 + t.r.IntN(8) {
		w := strings.Fields(strings.ToLower(strings.Join(t.some(3, 7), " ")))
		switch t.r.IntN(5) {
		case 0:
			t.line(indent + "$ " + strings.Join(w, " "))
		case 1:
			t.line(indent + w[0] + " = " + strings.Join(w[1:], "_") + "  # " + strings.Join(w, " "))
		case 2:
			t.line(indent + w[0] + "(" + strings.Join(w[1:], ", ") + ");")
		case 3:
			t.line(indent + "[ " + strings.Join(w, " | ") + " ]")
		default:
			t.line(indent + strings.Join(w, "  "))
		}
	}
	t.line("")
}

func (t *typed) changes() {
	for range 2 + t.r.IntN(8) {
		t.fill(fmt.Sprintf("%d.%d.%d  ", t.r.IntN(4), t.r.IntN(20), t.r.IntN(9)), 7, t.some(3, 25))
	}
	t.line("")
}

func (t *typed) items() {
	mark := []string{"* ", "- ", "  o ", ""}[t.r.IntN(4)]
	for i := range 2 + t.r.IntN(8) {
		head := mark
		if head == "" {
			head = fmt.Sprintf("%d. ", i+1)
		}
		t.fill(head, len(head), t.some(1, 30))
		if t.r.IntN(8) == 0 {
			t.line("")
		}
	}
	t.line("")
}

func (t *typed) table() {
	by := []string{"  ", "   ", "\t"}[t.r.IntN(3)]
	for range 2 + t.r.IntN(8) {
		var cells []string
		for range 2 + t.r.IntN(3) {
			cells = append(cells, strings.Join(t.some(1, 2), " "))
		}
		t.line(strings.Join(cells, by))
	}
	t.line("")
}
