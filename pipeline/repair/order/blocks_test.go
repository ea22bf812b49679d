package order

import (
	"context"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

// open is the model of a language.
func open(t *testing.T, lang string) *lm.Model {
	t.Helper()
	m, err := lm.Open(lang)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// blockOf is a text's lines as one block.
func blockOf(text string) Block {
	var b Block
	at := 0
	for l := range strings.Lines(text) {
		b.Lines = append(b.Lines, Line{at, at + len(strings.TrimSuffix(l, "\n"))})
		at += len(l)
	}
	return b
}

// lastOf reads an English text as one block and gives what comes of its last line.
func lastOf(t *testing.T, text string) Outcome {
	t.Helper()
	m := open(t, "en")
	out, _, err := New(m, Options{Language: "en"}).Blocks(context.Background(), text, []Block{blockOf(text)})
	if err != nil {
		t.Fatal(err)
	}
	return out[0][len(out[0])-1]
}

// A producer damages a whole document. One line of sixty that bears one mark is
// left to a person; where it is one of three it is put right.
func TestALineIsNotDamagedAlone(t *testing.T) {
	const holed = "it was said to be the oldest  in the whole country bridge"
	for _, c := range []struct {
		around int
		left   bool
	}{{2, false}, {60, true}} {
		o := lastOf(t, strings.Repeat("the town has a bridge and a council that meets there\n", c.around)+holed)
		if o.Left != c.left || o.Changed == c.left || c.left && o.Reason != "nowhere-else" {
			t.Errorf("among %d sound lines: left %v (%s), changed %v: %q", c.around, o.Left, o.Reason, o.Changed, o.Best.Text)
		}
	}
}

// Phrases leave holes. Where no line shows one, a single word that may be two is a
// word of its own kind.
func TestAGluedWordIsNoDamageByItself(t *testing.T) {
	const sound = "the town has a bridge and a council that meets there\n"
	const glued = "a miller had bought the of the council for his son,mill\n"
	const holed = "it was said to be the oldest  in the whole country bridge\n" +
		"and nobody could remember a  when it was not there time\n"
	for _, c := range []struct {
		text string
		left bool
	}{{sound + sound + glued, true}, {sound + holed + glued, false}} {
		if o := lastOf(t, c.text); !o.Marked || o.Left != c.left || o.Changed == c.left {
			t.Errorf("marked %v, left %v, changed %v: %q in\n%s", o.Marked, o.Left, o.Changed, o.Best.Text, c.text)
		}
	}
}

func TestALineOfWhiteSpaceIsRead(t *testing.T) {
	m := open(t, "en")
	const text = "a line with  holes\n \nand another  one"
	blocks := []Block{{Lines: []Line{{0, 18}, {19, 20}, {21, len(text)}}}}
	out, _, err := New(m, Options{Language: "en"}).Blocks(context.Background(), text, blocks)
	if err != nil || len(out[0]) != 3 || out[0][1].Changed {
		t.Errorf("%v, %+v", err, out)
	}
}

// A list whose items begin with a full stop, or another mark, has no holes. Phrases that stood before
// a full stop leave others as well.
func TestAFullStopMayBeginTheItemsOfAList(t *testing.T) {
	m := open(t, "en")
	const items = `. open the lid and take the old filter out of the holder that it sits in
. wash the holder with warm water, and let it dry for an hour at least
. put the new filter in, with the arrow up and the seal to the back wall
. close the lid until it clicks and turn the key to the left
`
	const damaged = `. This was decided by all of them in the old town hall in May. The board
said that the work could  before the winter, and the mayor agreedbegin
with the plan. Nobody knew what it would  in the end. The people ofcost
`
	for _, c := range []struct {
		text  string
		moved bool
	}{{items, false}, {"  " + strings.ReplaceAll(strings.TrimSpace(items), "\n", "\n  ") + "\n", false}, {strings.ReplaceAll("\n"+items, "\n. ", "\n! ")[1:], false}, {items[:80] + damaged, true}} {
		b := blockOf(c.text)
		out, _, err := New(m, Options{Language: "en"}).Blocks(context.Background(), c.text, []Block{b})
		if err != nil {
			t.Fatal(err)
		}
		marked, moved := 0, false
		for _, o := range out[0] {
			moved = moved || o.Changed
			if o.Marked {
				marked++
			}
		}
		if moved != c.moved || !c.moved && marked > 0 {
			t.Errorf("moved %v, %d lines marked in\n%s", moved, marked, c.text)
		}
	}
}

// Two spaces of a typist's show where nothing is damaged: where phrases left no holes
// the document is damaged all the same.
func TestDamageWithoutHolesIsSeenBesideATypistsSpaces(t *testing.T) {
	m := open(t, "en")
	text := " the council met on Tuesday in the old town hall\n" + strings.Repeat("the town has a bridge and a council that meets there\n", 14) +
		"The miller gave the of the mill to his only son,keys\nNobody in the knew that the weir was broken,village\n" +
		"They carried the to the other side of the river,boat\nShe read the that her brother had sent her,letter\n" +
		"He sold the to a man who came from the next valley,horse\nWe heard the of the church at seven,bells\n" +
		"The teacher opened the and let the children go home,door\nThe cook put the into the oven,bread\n"
	var blocks []Block
	at := 0
	for l := range strings.Lines(text) {
		if len(blocks) == 0 || len(blocks[len(blocks)-1].Lines) == 12 {
			blocks = append(blocks, Block{})
		}
		b := &blocks[len(blocks)-1]
		b.Lines = append(b.Lines, Line{at, at + len(strings.TrimSuffix(l, "\n"))})
		at += len(l)
	}
	out, producer, err := New(m, Options{Language: "en"}).Blocks(context.Background(), text, blocks)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for _, b := range out {
		for _, o := range b {
			changed += one(o.Changed)
		}
	}
	if producer == Unknown || changed < 4 {
		t.Errorf("read as %q, %d lines changed", producer, changed)
	}
}

// A line that is no visual line costs nothing, whatever stands around it.
func TestALineThatIsNotReadIsNotLookedInto(t *testing.T) {
	m := open(t, "en")
	text := strings.Repeat("the mill by the river ", 40) + "\nthe wheel is  in the grass rotting"
	at := strings.Index(text, "\n")
	b := []Block{{Lines: []Line{{0, at}, {at + 1, len(text)}}}}
	for _, unhurt := range []bool{false, true} {
		r := newReader(m, Last, weights())
		r.learn(text, b)
		r.unhurt = unhurt
		lines := r.prepare(text, &b[0])
		if !lines[0].unread || len(lines[0].tokens) > 0 || len(lines[1].tokens) == 0 || lines[1].marks == 0 {
			t.Errorf("unhurt %v: %d and %d tokens, %d marks", unhurt, len(lines[0].tokens), len(lines[1].tokens), lines[1].marks)
		}
	}
}
