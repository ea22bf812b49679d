package order

import (
	"slices"
	"strings"
	"testing"
)

// Two spaces behind a bullet are a hole where items have one there, and what stood in it
// shows; a bullet by itself never moves.
func TestAPhraseThatAnItemBeganWith(t *testing.T) {
	const items = `• the north pier is closed until the spring, and nobody may fish from it
• the lamp is lit an hour before the sun goes down, in winter two hours
• boats without a name are towed away by the harbour master
• the toll is paid at the small window beside the gate
`
	for line, want := range map[string]string{
		"•  may enter the harbour at night if they have lampsAll fishing boats": "• All fishing boats may enter the harbour at night if they have lamps",
		"•  lamps": "•  lamps",
	} {
		out := outcomesOf(t, items+line+"\n")
		if got := out[len(out)-1].Best; got.Text != want {
			t.Errorf("%q reads %q (%.2f), not %q", line, got.Text, got.Posterior, want)
		}
	}
	wide := strings.ReplaceAll(items, "• ", "•  ")
	if o := outcomesOf(t, wide); slices.ContainsFunc(o, func(o Outcome) bool { return o.Changed }) {
		t.Error("items with two spaces behind their bullets are changed")
	}
}

// Where all lines are set in, one more space is a hole, and the same in all is none.
func TestAHoleAtTheBeginningOfLinesThatAreSetIn(t *testing.T) {
	const text = `      the north pier is closed until the spring, and nobody may fish from it
      before the council has seen  the winter left of its oldest timberswhat
      and of the rails on them, which are  replaced every other yearto be
       may enter the harbour at night if they have lamps All fishing boats
      at their bows; the toll is paid at the small window beside the gate
      by those who come by sea, and at the office by all the others who
      want to use the crane or the slipway for longer than a day or two.
`
	out := outcomesOf(t, text)
	const want = "All fishing boats may enter the harbour at night if they have lamps"
	likeliest := append([]Reading{out[3].Best}, out[3].Alternatives...)
	if !out[3].Marked || !slices.ContainsFunc(likeliest, func(r Reading) bool { return r.Text == want }) {
		t.Errorf("read as %v, without %q", likeliest, want)
	}
	for _, i := range []int{0, 4, 5, 6} {
		if o := out[i]; o.Changed || o.Marked {
			t.Errorf("line %d is changed (%t) or marked: %q", i+1, o.Changed, o.Best.Text)
		}
	}
}

// Semicolons begin a source's remarks where they begin more lines than commas do: a phrase
// that moved leaves either.
func TestRemarksBehindSemicolons(t *testing.T) {
	const rows = "keeper  has  the lamp\nbell  rings  in fog\nboat  comes  at noon\n"
	for text, remarks := range map[string]bool{
		rows + strings.Repeat("; the lamp of the tower\n", 4):                                 true,
		rows + strings.Repeat("; the lamp of the tower\n", 3):                                 false,
		rows + strings.Repeat("; the lamp of the tower\n", 4) + ", and the bell of the tower": false,
	} {
		r := newReader(open(t, "en"), Last, weights())
		r.learn(text, []Block{blockOf(text)})
		if got := r.item("; the lamp"); got != remarks {
			t.Errorf("%q has remarks: %t", text, got)
		}
	}
}
