package order_test

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/order"
)

// Each text is one visual line that came run by run.
func TestRunsArePutTogether(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain, phrase, plain", "The committee agreed that \n must be informed before the end of \nall member states",
			"The committee agreed that all member states must be informed before the end of"},
		{"two phrases", "The committee agreed that \n must be informed before \nall member states\nthe summer",
			"The committee agreed that all member states must be informed before the summer"},
		{"a phrase first", " must be informed before the end of the month, the commission \nThe member states\nsays",
			"The member states must be informed before the end of the month, the commission says"},
		{"two phrases on one line", "The committee asked \n, \n and \n for their opinion on the draft of the \nFrance Germany\nSpain",
			"The committee asked France, Germany and Spain for their opinion on the draft of the"},
		{"a path keeps its space", "It is necessary to create a separate \n partition for the system and a second \n/boot\none",
			"It is necessary to create a separate /boot partition for the system and a second one"},
		{"a phrase that stays whole", "Those who want to mend it simply select \n. You will be given a list of all kinds of them, from which \nCreate MD device",
			"Those who want to mend it simply select Create MD device. You will be given a list of all kinds of them, from which"},
		{"a file's ending", "The image is found if its name ends with \n and it lies on \n. A new one has to be made before the \n.iso\na disk\nsummer",
			"The image is found if its name ends with .iso and it lies on a disk. A new one has to be made before the summer"},
		{"quotation marks and what they hold", "The decision on the \n report was adopted by the committee and the \n“\n”\nannual\ncouncil",
			"The decision on the “annual” report was adopted by the committee and the council"},
		{"no hole shows", "The commission shall of any measure that has been taken by a member state\ninform the council",
			"The commission shall inform the council of any measure that has been taken by a member state"},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks := []order.Block{{Lines: []order.Line{{From: 0, To: len(c.text)}}}}
			o := read(t, "en", c.text, blocks, order.Options{Producer: order.Last})[0][0]
			if o.Best.Text != c.want || !o.Changed {
				t.Errorf("%q (%.2f)\nwant %q\nothers %+v", o.Best.Text, o.Best.Posterior, c.want, o.Alternatives)
			}
		})
	}
}

// A line that stays as it came is laid out without its line breaks.
func TestRunsThatStay(t *testing.T) {
	text := "The committee agreed to hear the member states before \nthe summer"
	o := read(t, "en", text, []order.Block{{Lines: []order.Line{{From: 0, To: len(text)}}}}, order.Options{Producer: order.Last})[0][0]
	if want := strings.ReplaceAll(text, " \n", " "); o.Changed || o.Best.Text != want {
		t.Errorf("%q, want %q", o.Best.Text, want)
	}
}

// Where most of the lines that hold a break are out of order, a line is read that shows
// nothing else, and no word is cut for it.
func TestRunsThatAreKnownToBeOutOfOrder(t *testing.T) {
	text := "The keeper of the lamp has written to the and asked for more oil before the winter\ncouncil"
	blocks := []order.Block{{Lines: []order.Line{{From: 0, To: len(text)}}}}
	came := strings.ReplaceAll(text, "\n", " ")
	posterior := func(moved float64) (same float64, made string) {
		o := read(t, "en", text, blocks, order.Options{Producer: order.Last, Moved: moved})[0][0]
		for _, r := range append([]order.Reading{o.Best}, o.Alternatives...) {
			if r.Text == came {
				same = r.Posterior
			}
			for w := range strings.FieldsSeq(r.Text) {
				if !strings.Contains(" "+came+" ", " "+w+" ") {
					t.Errorf("%q is cut", r.Text)
				}
			}
		}
		return same, o.Best.Text
	}
	before, stays := posterior(0)
	after, made := posterior(0.95)
	odds := func(p float64) float64 { return p / (1 - p) }
	if want := "The keeper of the lamp has written to the council and asked for more oil before the winter"; stays != came || made != want || 3*odds(after) > odds(before) {
		t.Errorf("%q (as it came %.3f), then %q (%.3f)", stays, before, made, after)
	}
}

func TestEmptyQuotationsAreFilled(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"de", "Der Ausschuss hat den  Bericht über die Lage der Fischerei angenommen und veröffentlicht.„“jährlichen",
			"Der Ausschuss hat den „jährlichen“ Bericht über die Lage der Fischerei angenommen und veröffentlicht."},
		{"fr", "La commission a adopté le  sur la situation des États membres de l'Union.«  »rapport annuel",
			"La commission a adopté le « rapport annuel » sur la situation des États membres de l'Union."},
		// a word that nobody knows
		{"en", "The  dialog shows all boats that lie there.“”Zubrin",
			"The “Zubrin” dialog shows all boats that lie there."},
		// a letter whose last byte alone would be a space
		{"fr", "La commission a adopté le  sur la situation des États membres de l'Union.«  »mot voilà",
			"La commission a adopté le « mot voilà » sur la situation des États membres de l'Union."},
		// one quotation ends, the next begins
		{"en", "He said: \"The report is ready.\" \"When will the council see it?\" asked the member.",
			"He said: \"The report is ready.\" \"When will the council see it?\" asked the member."},
	} {
		o := read(t, c.lang, c.text, lineBlocks(c.text), order.Options{Producer: order.Last})[0][0]
		if o.Best.Text != c.want {
			t.Errorf("%s: %q\nwant %q", c.lang, o.Best.Text, c.want)
		}
	}
}
