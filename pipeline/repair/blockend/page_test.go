package blockend_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/lm"
)

// prose of recto's own. What stands in braces is painted last.
var prose = []string{
	`The town library opened its new reading room {on a rainy Monday} in March, after two years of work on the old granary. The architect kept the wooden beams and the narrow windows, but he had the floor taken out so that {the shelves could rise} from the cellar to the roof. Visitors who remember the dust and the smell of barley say that they hardly {know the place again}.`,
	`Most of the money came from the region, and the rest was given {by people of the town}. A carpenter who had learned to read late in his life paid for the whole children's corner, and nobody knew of it until {his daughter told the mayor}. He asked for no plaque, only that the chairs should be {low enough for the smallest} and strong enough for their grandfathers.`,
	`The librarian keeps a notebook in which she writes down what people ask for. Last winter it was books about bees, {because a swarm had settled} in the church tower; in the spring everybody wanted to know how to mend a roof. She says that she can tell {the weather of the week} from the requests of the day before, and that novels go out when the potatoes are in.`,
	`There are plans for a second room in the stable next door, where the old newspapers {could be kept dry}. The council has put the matter off twice, since the bridge needs new piers and the school a new boiler. If the harvest is good, {the treasurer believes}, there will be enough for all three, and if it is not, the papers will have to wait another year {under their tarpaulin}.`,
	`On Thursday evenings the room is full of people who read to each other. They began with three chairs and a thermos of tea, and now they have {to fetch benches from} the inn. An old sailor reads from his logbooks, which are dry as rope for pages and then tell in half a line {how a whole ship was lost}. The children like him best, and he has to stop {before the storms}, or they will not sleep.`,
}

// set breaks paragraphs into lines of a width. Phrases in braces leave a hole, if
// holes show, and come below the page, those of one line in one row: each on a
// line of its own with blank lines around the row, or all on one line.
func set(prose []string, width int, holes bool) string {
	var body, tail strings.Builder
	for _, p := range prose {
		in, from := false, 0
		var row, line []string
		wide := 0
		flush := func() {
			text := strings.Join(line, "")
			body.WriteString(strings.TrimSuffix(text, " ") + "\n")
			if strings.Contains(text, "\n") {
				body.WriteString("\n")
			}
			if len(row) > 0 {
				sep := " "
				if holes {
					sep = "\n"
				}
				tail.WriteString(strings.Join(row, sep) + "\n")
			}
			if len(row) > 0 && holes {
				tail.WriteString("\n")
			}
			row, line, wide, from = nil, nil, 0, 0
		}
		for _, w := range strings.Fields(p) {
			began := strings.HasPrefix(w, "{")
			w = strings.TrimPrefix(w, "{")
			w, after, ended := strings.Cut(w, "}")
			if n := utf8.RuneCountInString(w + after); wide > 0 && wide+n > width {
				flush()
			}
			wide += utf8.RuneCountInString(w+after) + 1
			if in = in || began; !in {
				line = append(line, w+" ")
				continue
			}
			if began || from == 0 {
				row, from = append(row, w), 1
				if holes {
					line = append(line, "\n ")
				}
			} else {
				row[len(row)-1] += " " + w
			}
			if ended {
				in, from = false, 0
				if after != "" {
					line = append(line, after+" ")
				}
			}
		}
		flush()
		if holes {
			body.WriteString("\n")
		}
	}
	return body.String() + tail.String()
}

// broken breaks a paragraph into lines of a width, whose phrases leave two spaces; the
// phrases are given line by line.
func broken(p string, width int) (body string, rows [][]string) {
	var row []string
	line, wide, in := "", 0, false
	flush := func() {
		body += strings.TrimRight(line, " ") + "\n"
		if len(row) > 0 {
			rows = append(rows, row)
		}
		row, line, wide = nil, "", 0
	}
	for _, w := range strings.Fields(p) {
		began := strings.HasPrefix(w, "{")
		w, after, ended := strings.Cut(strings.TrimPrefix(w, "{"), "}")
		n := utf8.RuneCountInString(w + after)
		if wide > 0 && wide+n > width {
			flush()
			began = began || in
		}
		wide += n + 1
		in = in || began
		switch {
		case in && began:
			row, line = append(row, w), line+" "
		case in:
			row[len(row)-1] += " " + w
		default:
			line += w + " "
		}
		if ended {
			in = false
			if after != "" {
				line += after + " "
			}
		}
	}
	flush()
	return body, rows
}

// byBlock is paragraphs whose phrases come below their own paragraph, a line each.
func byBlock(prose []string, width int) string {
	var out strings.Builder
	for _, p := range prose {
		body, rows := broken(p, width)
		out.WriteString(body + strings.Join(slices.Concat(rows...), "\n") + "\n\n")
	}
	return out.String()
}

// sideBySide is paragraphs whose phrases come below the page, those of a line with nothing
// between them.
func sideBySide(prose []string, width int) string {
	var out, tail strings.Builder
	for _, p := range prose {
		body, rows := broken(p, width)
		out.WriteString(body)
		for _, row := range rows {
			tail.WriteString(strings.Join(row, "") + "\n")
		}
	}
	return out.String() + tail.String()
}

// clean is the same with nothing out of its place.
func clean(width int) string {
	var out strings.Builder
	for _, p := range prose {
		wide := 0
		for _, w := range strings.Fields(strings.NewReplacer("{", "", "}", "").Replace(p)) {
			n := utf8.RuneCountInString(w)
			if wide > 0 && wide+n > width {
				out.WriteString("\n")
				wide = 0
			} else if wide > 0 {
				out.WriteString(" ")
			}
			out.WriteString(w)
			wide += n + 1
		}
		out.WriteString("\n")
	}
	return out.String()
}

// glossary draws terms from the prose, a few words each, and what they mean.
func glossary(width int, r *rand.Rand) string {
	words := strings.Fields(strings.NewReplacer(".", "", ",", "", ";", "").Replace(gold()))
	var out strings.Builder
	for range 14 {
		at := r.IntN(len(words) - 30)
		fmt.Fprintln(&out, strings.Join(words[at:at+1+r.IntN(3)], " "))
		at = r.IntN(len(words) - 30)
		wide := 0
		for i, w := range words[at : at+4+r.IntN(22)] {
			if i == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			if wide > 0 && wide+len(w) > width {
				out.WriteString("\n")
				wide = 0
			} else if i > 0 {
				out.WriteString(" ")
			}
			out.WriteString(w)
			wide += len(w) + 1
		}
		out.WriteString(".\n")
	}
	return out.String()
}

func gold() string {
	return strings.NewReplacer("{", "", "}", "").Replace(strings.Join(prose, " "))
}

// lines cuts a text as a reader of pages does: blank lines are marks of the next.
func lines(text string) []blockend.Line {
	var out []blockend.Line
	at, blank := 0, false
	for s := range strings.Lines(text) {
		if l := strings.TrimRight(s, "\n"); strings.TrimSpace(l) == "" {
			blank = true
		} else {
			out = append(out, blockend.Line{From: at, To: at + len(l), Blank: blank && len(out) > 0})
			blank = false
		}
		at += len(s)
	}
	return out
}

func finder(t testing.TB, lang string) *blockend.Finder {
	t.Helper()
	m, err := lm.Open(lang)
	if err != nil {
		t.Fatal(err)
	}
	return blockend.NewFinder(m)
}
