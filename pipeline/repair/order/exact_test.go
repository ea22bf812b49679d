package order

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// readerOf has taken in the lines of a text that are parted by a bar.
func readerOf(t *testing.T, text string) (*reader, Block) {
	t.Helper()
	m := open(t, "en")
	r := newReader(m, Last, weights())
	var b Block
	at := 0
	for _, s := range strings.SplitAfter(text, "|") {
		b.Lines = append(b.Lines, Line{From: at, To: at + len(strings.TrimSuffix(s, "|"))})
		at += len(s)
	}
	r.learn(text, []Block{b})
	return r, b
}

// Where a line break stands for each hole, lines without one are sound, plain runs end
// nowhere else but at a hole that shows, and a phrase stays whole if it may.
func TestExactRuns(t *testing.T) {
	const others = "|the year, and that the   council would be heardbefore |it decided"
	parted := 0
	for _, text := range []string{
		"The chairman of agreed that all \n had been heard before the end of \nthe council\nmembers",
		"The chairman of agreed that \n, \n and \n had been heard before the end of \nFrance Germany\nSpain",
	} {
		r, b := readerOf(t, text+others)
		if !r.exact {
			t.Fatal("breaks with spaces beside them are not taken for exact")
		}
		lines := r.prepare(text+others, &b)
		if lines[0].unread || !lines[1].unread {
			t.Errorf("the line that came in runs is unread: %v; the one with other marks: %v", lines[0].unread, lines[1].unread)
		}
		r.solve(lines[:1])
		for _, c := range lines[0].readings[1:] {
			against := 0.0
			for _, k := range c.cuts {
				switch x := &lines[0].cuts[k]; {
				case x.broken:
				case k < c.seam:
					t.Errorf("%q is cut inside a run", c.text)
				default:
					against += halved
					parted++
				}
			}
			if d := r.w.score(c.f) - c.score; math.Abs(d-against) > 1e-6 {
				t.Errorf("%.3f speak against %q, want %.3f", d, c.text, against)
			}
		}
	}
	if parted == 0 {
		t.Error("no reading parts a phrase: it tells nothing")
	}
}

func TestBreaksWithoutSpaces(t *testing.T) {
	if r, _ := readerOf(t, "The committee agreed that must be informed before\nall member states|the end of the year"); r.exact {
		t.Error("a break without a space is taken for exact")
	}
}

// Spaces at the ends of full lines are a reader's doing; at the ends of a few they are holes.
func TestTrailingSpaces(t *testing.T) {
	full := "the harbour master came to the quay to see what the storm had left there"
	for _, c := range []struct {
		name         string
		with, others int    // full lines with a space at the end, and without
		short        string // a line that is not full
		shorts       int
		want         bool
	}{
		{"most lines", 8, 2, "", 0, true},
		{"all full lines, among many short ones", 8, 0, "and left", 16, true},
		{"six full lines of sixteen", 6, 10, "", 0, false},
		{"a few", 2, 20, "", 0, false},
	} {
		lines := append(strings.Split(strings.Repeat(full+" |", c.with)+strings.Repeat(full+"|", c.others)+strings.Repeat(c.short+"|", c.shorts), "|"), "end")
		r, _ := readerOf(t, strings.Join(lines, "|"))
		if r.trails != c.want {
			t.Errorf("%s: %v", c.name, r.trails)
		}
	}
}

// A closing mark that goes behind what it closes is a move, if nothing else is.
func TestAClosingMarkIsMoved(t *testing.T) {
	text := "The committee adopted a report that is known as “”annual"
	r, b := readerOf(t, text)
	lines := r.prepare(text, &b)
	r.solve(lines)
	for _, x := range lines[0].distinct() {
		if x.Text == "The committee adopted a report that is known as “annual”" {
			if len(x.moves) == 0 {
				t.Error("nothing is said to have moved")
			}
			return
		}
	}
	t.Errorf("not among %+v", lines[0].distinct())
}

// What is known of lines with breaks tells nothing of which way round they are.
func TestOrientationMindsNoBreaks(t *testing.T) {
	const text = "The council has asked the harbourboard to send their before the end of the year\nannual reports"
	r, b := readerOf(t, text)
	lines := r.prepare(text, &b)
	score := func(orienting bool) float64 {
		r.rearranged, r.orienting = 5, orienting
		r.solve(lines)
		return lines[0].readings[0].score
	}
	if minds, not := score(false), score(true); math.Abs(not-minds-5) > 1e-6 {
		t.Errorf("as it came %.3f, to find out which way round %.3f", minds, not)
	}
	// No word is cut for a break that shows nothing else.
	if !slices.ContainsFunc(lines[0].cuts, func(c cut) bool { return c.inWord }) {
		t.Error("no word might be two: it tells nothing")
	}
	for _, c := range lines[0].readings {
		for _, k := range c.cuts {
			if lines[0].cuts[k].inWord {
				t.Errorf("%q is cut inside a word", c.text)
			}
		}
	}
}
