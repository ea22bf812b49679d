package order

import (
	"context"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

// A producer damages a whole document. One line of sixty that bears one mark is
// left to a person; where it is one of three it is put right.
func TestALineIsNotDamagedAlone(t *testing.T) {
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	const holed = "it was said to be the oldest  in the whole country bridge"
	for _, c := range []struct {
		around int
		left   bool
	}{{2, false}, {60, true}} {
		text := strings.Repeat("the town has a bridge and a council that meets there\n", c.around) + holed
		var b Block
		at := 0
		for l := range strings.Lines(text) {
			b.Lines = append(b.Lines, Line{at, at + len(strings.TrimSuffix(l, "\n"))})
			at += len(l)
		}
		out, _, err := New(m, Options{Language: "en"}).Blocks(context.Background(), text, []Block{b})
		if err != nil {
			t.Fatal(err)
		}
		o := out[0][len(b.Lines)-1]
		if o.Left != c.left || o.Changed == c.left || c.left && o.Reason != "nowhere-else" {
			t.Errorf("among %d sound lines: left %v (%s), changed %v: %q", c.around, o.Left, o.Reason, o.Changed, o.Best.Text)
		}
	}
}

func TestALineOfWhiteSpaceIsRead(t *testing.T) {
	m, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	const text = "a line with  holes\n \nand another  one"
	blocks := []Block{{Lines: []Line{{0, 18}, {19, 20}, {21, len(text)}}}}
	out, _, err := New(m, Options{Language: "en"}).Blocks(context.Background(), text, blocks)
	if err != nil || len(out[0]) != 3 || out[0][1].Changed {
		t.Errorf("%v, %+v", err, out)
	}
}
