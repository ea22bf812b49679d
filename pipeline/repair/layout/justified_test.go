package layout

import (
	"strings"
	"testing"
)

// Lines that are filled end at one column, whatever tables and short lines are beside them;
// lines with holes do not.
func TestRightEdge(t *testing.T) {
	const filled = "the  harbour  master came to the quay to see\nwhat  the storm  had left of the boats there\n" +
		"and of the nets that had been hung up to dry\nfor nobody had thought of them when the tide\nrose.\n"
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"a few filled lines", filled, 44},
		{"a table beside them", filled + "\n1  one\n2  twofold\n3  threefold\n4  fourfold and more\n", 44},
		{"few lines", "the  harbour  master came to the quay to see\nwhat  the storm  had left of the boats there\nand of the nets that had been hung up to dry\n", 0},
		{"among lines that end anywhere", filled + "\nIn the days that followed the keeper came\nwith his two sons, who had a cart and took\n" +
			"the heavy things to the old lighthouse now\nwithout a word and asking for nothing at\nall, and they laid it all on the sand to\nhave it seen.\n", 0},
		{"among lines with holes", filled + "\nIn the days that  the keeper camefollowed\nwith his  sons, who had a cart and tooktwo\n" +
			"the heavy  to the old lighthouse nowthings\n", 0},
		{"wide gaps of a table", strings.ReplaceAll(filled, "  ", "    "), 0},
		{"one line with a gap", strings.Replace(filled, "what  the storm  had", "whatever a storm had", 1), 0},
		{"holes in lines that end anywhere", "the harbour  came to the quay to seemaster\nwhat the storm  left of the boats therehad been\n" +
			"and of the  that had been hung upnets\nfor nobody had  of them when the waterthought\nrose and the  went\n", 0},
	} {
		if got := Parse(c.text).edge; got != c.want {
			t.Errorf("%s: lines end at %d, not %d", c.name, got, c.want)
		}
	}
}

// Letters of unlike widths end at no common column: that words are set apart tells.
func TestLinesThatAreStretched(t *testing.T) {
	const stretched = "The  ferry  leaves  the  quay  at  six\nwhile  it  is  still  dark,  and  the  lamps\n" +
		"of  the  village  burn  behind  the\nchurch, and the keeper writes down all\nships  that  pass,  with  the  hour  and  the\nweather.\n"
	const sound = "The ferry leaves the quay at six\nwhile it is still dark, and the lamps\nof the village burn behind the\n"
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"most lines", stretched, true},
		{"three of six", strings.Replace(stretched, "ships  that  pass,  with  the  hour  and  the", "ships that pass, with the hour and the", 1), false},
		{"four of many", stretched + strings.Repeat(sound, 6), false},
		{"a menu", "Quay  Harbour  Town  Help  Lamp\nq: quit  u: undo  ?: help\n" + sound, false},
	} {
		p := Parse(c.text)
		if p.Justified() != c.want {
			t.Errorf("%s: justified %v", c.name, p.Justified())
		}
		menu := p.shapes[0].menu
		if menu == c.want {
			t.Errorf("%s: the first line is a menu: %v", c.name, menu)
		}
	}
}
