package compose

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// structured draws what real documents have beside their paragraphs: headings,
// lists, terms and what they mean, notes, commands, tables, captions, lists of links.
// None of it is positioned but the last two, and none of it may move.
type structured struct {
	prose  []string
	often  int    // such parts before a paragraph, at the most
	marked bool   // lists have bullets and numbers
	lower  bool   // their items begin with small letters
	titled int    // captions that are positioned: one before so many parts, on the mean; 0 for none
	label  string // of these
	linked bool   // there are lists of links
	r      *rand.Rand
}

func drawStructured(prose []string, r *rand.Rand) *structured {
	return &structured{
		prose: prose, often: 1 + r.IntN(4), marked: r.IntN(3) > 0, lower: r.IntN(4) == 0,
		titled: []int{0, 0, 2, 4}[r.IntN(4)], label: []string{"Fig. %d. ", "%d. ", "Tab. %d – ", "3.%d. – ", ""}[r.IntN(5)], r: r,
	}
}

// add writes some parts and gives their paragraphs. Commands and tables are no
// paragraphs.
func (s *structured) add(body *strings.Builder) []string {
	var gold []string
	for range s.r.IntN(s.often + 1) {
		gold = append(gold, s.part(body)...)
		if s.titled > 0 && s.r.IntN(s.titled) == 0 {
			s.caption(body)
		}
	}
	if s.linked && s.r.IntN(2) == 0 {
		s.links(body)
	}
	return gold
}

// links writes a list of links, as "see also" is one: a heading and some lines, each a
// positioned phrase of its own. What stood beside them is told by as little as with
// captions.
func (s *structured) links(body *strings.Builder) {
	heading, stays := s.words(1, 3), ""
	if s.r.IntN(3) > 0 {
		stays = " class='r stays'"
	}
	fmt.Fprintf(body, "<p><b%s>%s</b></p>\n", stays, html.EscapeString(heading))
	for range 1 + s.r.IntN(7) {
		fmt.Fprintf(body, "<p><a class='r stays'>%s</a></p>\n", html.EscapeString(s.words(1, 6)))
	}
}

// caption writes a paragraph that is one positioned phrase. Nothing in the text
// says what it stood beside, so it is none of the paragraphs that are to come back.
func (s *structured) caption(body *strings.Builder) {
	text := s.words(2, 14)
	if s.r.IntN(2) == 0 {
		text += "."
	}
	if s.label != "" {
		text = fmt.Sprintf(s.label, 1+s.r.IntN(30)) + text
	}
	fmt.Fprintf(body, "<p class='r stays'>%s</p>\n", html.EscapeString(text))
}

func (s *structured) part(body *strings.Builder) []string {
	var gold []string
	some := func(text string) string {
		gold = append(gold, text)
		return html.EscapeString(text)
	}
	switch s.r.IntN(6) {
	case 0:
		fmt.Fprintf(body, "<h2>%s</h2>\n", some(s.words(1, 7)))
	case 1:
		tag, style := []string{"ul", "ol"}[s.r.IntN(2)], ""
		if !s.marked {
			style = " style=list-style:none"
		}
		fmt.Fprintf(body, "<%s%s>", tag, style)
		long := s.r.IntN(3) == 0
		for range 2 + s.r.IntN(7) {
			item := s.words(1, 8)
			if long {
				item = s.words(10, 40)
			}
			fmt.Fprintf(body, "<li>%s</li>", some(s.item(item)))
		}
		fmt.Fprintf(body, "</%s>\n", tag)
	case 2:
		body.WriteString("<dl>")
		for range 1 + s.r.IntN(5) {
			fmt.Fprintf(body, "<dt>%s</dt><dd>%s</dd>", some(s.item(s.words(1, 3))), some(s.words(8, 40)+"."))
		}
		body.WriteString("</dl>\n")
	case 3:
		fmt.Fprintf(body, "<div style='margin-left:2cm'><b>%s</b><br>%s</div>\n", some(s.words(1, 2)), some(s.words(10, 40)+"."))
	case 4:
		body.WriteString("<pre>")
		for range 1 + s.r.IntN(8) {
			by := []string{" ", " --", " = ", "/", "_"}[s.r.IntN(5)]
			fmt.Fprintln(body, html.EscapeString(strings.Join(strings.Fields(strings.ToLower(s.words(1, 5))), by)))
		}
		body.WriteString("</pre>\n")
	case 5:
		body.WriteString("<table>")
		cells := 2 + s.r.IntN(3)
		for range 2 + s.r.IntN(6) {
			body.WriteString("<tr>")
			for range cells {
				fmt.Fprintf(body, "<td>%s</td>", html.EscapeString(s.item(s.words(1, 4))))
			}
			body.WriteString("</tr>")
		}
		body.WriteString("</table>\n")
	}
	return gold
}

// words gives the first words of a paragraph: so many at least and at the most.
func (s *structured) words(least, most int) string {
	words := strings.Fields(s.prose[s.r.IntN(len(s.prose))])
	n := min(least+s.r.IntN(most-least+1), len(words))
	return strings.TrimRight(strings.Join(words[:n], " "), ".,;:")
}

func (s *structured) item(text string) string {
	if !s.lower {
		return text
	}
	first, rest, _ := strings.Cut(text, " ")
	return strings.TrimSpace(strings.ToLower(first) + " " + rest)
}
