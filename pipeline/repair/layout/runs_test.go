package layout

import (
	"fmt"
	"strings"
	"testing"
)

// body is so many full lines that the page knows how wide its lines are.
const body = "the harbour master came to the quay to see what the storm had left of the boats\n" +
	"and of the nets that had been hung there to dry, for nobody had thought of them\n" +
	"when the water rose, and what was not made fast in time had been carried away by\n" +
	"the tide, as far as the old lighthouse, where the keeper and his sons had picked\n" +
	"it up from the rocks, in the days that followed, and had laid it out on the sand\n" +
	"so that whoever had lost something there could look for it and take it home again\n" +
	"before the winter, which comes early on this coast and stays longer than it ought\n"

func TestRunsOfAVisualLine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a run a line", body + "to. The keeper asked \n, who came with a cart, to move the \nthe miller's two sons\nheavy things, which they did without a word and without asking for anything at all\n",
			"7-10 full 2 holes 1 phrases"},
		{"plain runs on one line", body + "to. The keeper asked , who came with a cart, to move the\nthe miller's two sons\nheavy things, which they did without a word and without asking for anything at all\n",
			"7-9 full 1 holes 1 phrases"},
		{"the last line of a paragraph", body + "to. The miller's sons helped \n.\nthe keeper\n\nOn the next day the water fell again and the people went back to their own houses\n",
			"7-10 1 holes 1 phrases"},
		{"a wide hole parts the line", body + "to. The keeper \n\n to help him with the \nasked the miller's two sons, who came with a cart,\n",
			"7-10 full 2 holes 1 phrases"},
		{"sound", body + "to.\n\nThe keeper asked nobody.\n", ""},
		{"a list", body + "to.\n\n- the boats\n- the nets that had been hung there\n- the oars and the sails\n", ""},
		{"commas are all that is plain", body + "to. The keeper asked the \n, , , \nmiller's two sons of the old mill\nthe smith\n", "7-11 full 4 holes 2 phrases"},
		{"a title and its text are as wide as a line, and nothing shows", body + "to them all.\nThe Mill\nThe keeper asked the miller's two sons, who came to move the heavy things.\n", ""},
		{"the last word of a phrase that wraps", body + "to help, and who he was can be read in the book of the mill, in the chapter of the\n.\n\"Old Mill\"\n", "8-10 1 holes 1 phrases"},
		{"a footnote's mark makes a line too wide", body + "to. The keeper asked , who came with a cart that he had bought from the younger sons\n[4]\n", "7-9 full 1 holes 1 phrases"},
		{"a table of contents", body + "The Keeper . . . . . . . . . . . . . . .\n12\nThe Miller . . . . . . . . . . .\n14\n", ""},
		{"a pair of quotation marks has what it holds beside it", body + "to. The keeper asked , who came with a cart, to move the\n“ ”\nmiller\nheavy things, which they did without a word and without asking for anything at all\n", "7-10 3 holes 1 phrases"},
		{"a hole shows on either side", body + "to. The keeper asked the miller's sons, who lived in the \n of the hill and \nmill at the end \nhad a cart, to move the heavy things, which they did without a word and for nothing\n", "7-10 full 3 holes 0 phrases"},
		{"entries", body + "to. The miller's sons helped the keeper to take it up the hill.\n%%%%\nThe Quay\n\nWhere the boats lie.\n* * *\nThe Mill\n", ""},
		{"a remark's frame", body + "to. The keeper asked the miller's two sons, who\n *\n * came with a cart, to move\n * the heavy things, which they did\n", ""},
		{"set in by a space", strings.ReplaceAll("\n"+body+"to. The keeper asked\n, who came with a cart, to move the\nthe miller's two sons\n", "\n", "\n "), ""},
	} {
		var got []string
		for _, v := range Parse(c.text).Runs() {
			s := fmt.Sprintf("%d-%d", v.From, v.To)
			if v.Full {
				s += " full"
			}
			got = append(got, fmt.Sprintf("%s %d holes %d phrases", s, v.Holes, v.Phrases))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

// A page whose runs were joined has the same text in fewer lines.
func TestJoinedLines(t *testing.T) {
	p := Parse(body + "to. The keeper asked \n, who came with a cart, to move the \nthe miller's two sons\nheavy things, which they did\n")
	q := p.Join(p.Runs())
	if len(q.Lines) != len(p.Lines)-2 {
		t.Fatalf("%d lines of %d", len(q.Lines), len(p.Lines))
	}
	l := q.Lines[7]
	if s := q.Text[l.From:l.To]; !strings.HasPrefix(s, "to. The keeper") || !strings.HasSuffix(s, "two sons") || !Broken(s) {
		t.Errorf("joined %q", s)
	}
	if p.code = true; !p.Join(p.Runs()).Code() {
		t.Error("a program's source is none when its lines are joined")
	}
	if q.Lines[8].Number != 11 {
		t.Errorf("the next line has number %d", q.Lines[8].Number)
	}
}

func TestHolesInALine(t *testing.T) {
	for text, want := range map[string]int{
		"the keeper asked , who came":       1,
		"the keeper ( ) and the miller .":   2,
		". Then he left":                    0, // before it
		"Siehe auch . Mehr dazu":            1,
		"1 .5 and .NET":                     0,
		"The Keeper . . . . . . . 12":       0,
		"Est-ce le meunier ? Oui ; il dort": 0,
	} {
		if got := Parse(text + "\n").holesWithin(0); got != want {
			t.Errorf("%q: %d holes, want %d", text, got, want)
		}
	}
	p := Parse(body + "to. The keeper asked , who came with a cart, to move the\nthe miller's two sons\nheavy things , which they did\n")
	if n := p.Holed(p.Runs()); n != 1 {
		t.Errorf("%d lines by themselves have holes", n)
	}
}

func TestAVisualLineThatMayBeSeveral(t *testing.T) {
	for text, want := range map[string]bool{
		"that is all he said.\nThe Mill\n":        true,
		"that is all he said.\nat the mill\n":     false, // what comes after the plain text of a paragraph's end
		"that is all he said to\nthe miller\n":    false,
		"that is all he said to\nAnna Miller\n":   false,
		"that is all that he said to\n2. Mills\n": true,
	} {
		if got := Parse(text).MayBeSeveral(Runs{From: 0, To: 2}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
