package order

import (
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

// A wide gap is a hole in running text, and parts columns elsewhere.
func TestWideGaps(t *testing.T) {
	prose := []string{
		"The committee asked the member      before the end of the year states for their opinion",
		"and was told that none of them had one, for the letter had gone astray on its way to the",
		"capitals; so a second      was sent by the secretary in the spring, with the seal of the letter",
		"council on it, and this time the answers came,      of them within a week or two at the most",
		"latest, as the minutes of the meeting say.",
	}
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"holes in running text": {strings.Join(prose, "|"), true},
		"two of them":           {strings.Join(prose[:3], "|"), false},
		"a table":               {"harbour      lamp      oil|Newhaven      4      yes|Oldport       12     no|Farness       7      no|all of them together", false},
		"two columns": {"The committee asked the        and was told that none|member states for their        of them had one, for the|" +
			"opinion on it, and was         letter had gone astray on|told that none had one.        its way to the capitals.", false},
		"more rows of a table than holes": {strings.Join(prose, "|") + strings.Repeat("|harbour      lamp      oil|Newhaven      4      yes", 3), false},
		"terms, and short lines between them": {"lamp      says whether the lamp is lit before the boats come in at night|see there|" +
			"bells      say how often they are rung while the fog lasts, and by whom|see there|steps are     counted at low water by the clerk and written down", false},
		"words set apart, line by line": {"The    committee    asked    the    member    states    for    their    opinion|" + prose[1] +
			"|capitals;    a    second    letter    was    sent    in    the    spring,    with    the    seal|" + prose[1] +
			"|latest,    as    the    minutes    of    the    meeting    have    it,    signed    and    kept", false},
		"settings": {"lamp         says whether the lamp is lit in the evening|bell         says how often the bell is rung|steps        says how many are under water", false},
	} {
		block := blockOf(strings.ReplaceAll(c.text, "|", "\n"))
		if got := gapped(strings.ReplaceAll(c.text, "|", "\n"), []Block{block}); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestYearsBeforeAName(t *testing.T) {
	for before, want := range map[string]bool{
		"2002, 2004,": true, "(C) 2007": true, "© 1999-2007": true, "Copyright: 1997,": true, "Copyright (C) 1997": true, "Copyright 1987, 1988": true, "Copyright (c) 1993, 1994": true, "Copyright": false, "2007": false, "Copyright of": false, "in 2002, 2004,": false, "the harbour,": false,
	} {
		if got := years(before, "Eve Miller"); got != want {
			t.Errorf("%q: %v", before, got)
		}
	}
	if !years("2007", "Eve Miller <eve@harbour.example>") {
		t.Error("a year before a name and an address is none")
	}
}

// A listing is set in, and its columns are no holes, whatever wide gaps are elsewhere.
func TestColumnsOfAListing(t *testing.T) {
	m := open(t, "en")
	for text, want := range map[string]bool{"    hosts:          files of the tower": false, "hosts:          files of the tower": true} {
		r := newReader(m, Last, weights())
		b := blockOf(text)
		r.learn(text, []Block{b})
		r.gapped = true
		if marked := r.prepare(text, &b)[0].marks > 0; marked != want {
			t.Errorf("%q shows a hole: %t", text, marked)
		}
	}
}

// Where many words stand between wide gaps, these set them apart; a few such lines are of
// phrases that left two holes.
func TestWordsSetApart(t *testing.T) {
	m := open(t, "en")
	const typed = "press  x  to mend the clock\nand  :w  to keep it so\nthen  go on  with it\npress  q  to go home\n"
	for _, c := range []struct {
		name, text string
		marked     bool
	}{
		{"keys to be typed", typed + "press  n . The tower is  open all day", false},
		{"few of them", strings.Replace(typed, "press  q  to", "press q to", 1) + "press  n . The tower is  open all day", true},
		{"among many holes", typed + strings.Repeat("the caretaker of the  is not at home\n", 9) + "the wheel of the  is old", true},
		{"longer runs", strings.NewReplacer("  x  ", "  the key x  ", "  :w  ", "  the key w  ").Replace(typed) + "the wheel of the  is old", true},
	} {
		r := newReader(m, Last, weights())
		b := blockOf(c.text)
		r.learn(c.text, []Block{b})
		lines := r.prepare(c.text, &b)
		if marked := lines[len(lines)-1].marks > 0; marked != c.marked {
			t.Errorf("%s: the last line shows a hole: %t", c.name, marked)
		}
	}
}

// A space that many lines in a row begin with sets a listing in; one that a few begin with
// is a hole.
func TestALongListingIsSetIn(t *testing.T) {
	m := open(t, "en")
	for rows, hole := range map[int]bool{2: true, 6: true, 7: false, 12: false} {
		text := strings.Repeat("the clock of the tower has been mended\n", 3*rows) + strings.TrimSuffix(strings.Repeat(" Colour: red\n", rows), "\n")
		r := newReader(m, Last, weights())
		b := blockOf(text)
		r.learn(text, []Block{b})
		lines := r.prepare(text, &b)
		if got := lines[len(lines)-1].leadHole; got != hole {
			t.Errorf("%d lines in a row: a hole: %t", rows, got)
		}
	}
}

// What technical texts set without a space lacks none.
func TestMarksOfTechnicalTexts(t *testing.T) {
	const calls = "it is wound by wind(hand) and by mend(hull), rung by ring(bell) and lit by light(lamp)\n"
	const pairs = "it is given as lamp:colour, as bell:tone and as gate:9418, and for others as boat:name\n"
	for _, c := range []struct {
		line, before string
		want         bool // it bears a mark of damage
	}{
		{"Quay  Harbour  Old town  Lamps  Help", "", false},
		{"the harbour and all of its old  lamps\nq: quit  u: undo  ?: help", "", false},
		{"MEND(1)  tools of the harbour  MEND(1)", "", false},
		{"MEND(1)  tools of the harbour  MENDED(1)", "", true},
		{"then it is mend [-fv ] harbour", "", false},
		{"then it is mend [fv ] harbour", "", true},
		{" 3. the quay of the town", "1. the harbour\n 2. the lamps\n", false},
		{" 3. the quay of the town", "1. the harbour\n", true},
		{"q: quit  u: undo  ?: help", "", false},
		{"q: quit u: undo  ?: help", "", false},
		{"the harbour: so was u: and  then this", "", true},
		{"old boats  oars  sails", "", false},
		{"old boats  were oars  of sails", "", true},
		{"HarbourName   www.harbour.example", "", false},
		{"HarbourName   of www.harbour.example", "", true},
		{"HarbourName  www.harbour.example", "", true},
		{"=for :harbours of the  old town", "", false},
		{"= for the harbours of the  old town", "", true},
		{":mend the clock of the tower", "", false},
		{": mend the clock of the tower", "", true},
		{"merged as fddfaf8 from em/harbour9-wall into it", "", false},
		{"the device 0bda:5621 was seen in the harbour", "", false},
		{"see harbour.example/quay.html#--lamp of the town", "", true},
		{"see https://harbour.example/quay.html#--lamp of the town", "", false},
		{"then call mooringOf(boats) and be done", "", false},
		{"who is there, right ;-)? and who is not", "", false},
		{"who is there, right ;? and who is not", "", true},
		{"sent from 2016.Ab3456@harbour.example to the quay", "", false},
		{"sent from 2016.Abandoned boats came to the quay", "", true},
		{"of the quay, Newport, MA  02111-1307, and no other", "", false},
		{"of the quay, Newport, mA  02111-1307, and no other", "", true},
		{"the quay  was in the old  and the lamps  of the town harbour lit late", "", true},
		{"is this the keeper? He may be", "who is there ? and who? and where ? and when ?\n", false},
		{"is this the keeper? He may be", "who is there ? and who ? and where ? and when ? and why ? and how ?\n", true},
		{"and the place of %lu is taken by the tide", "", false},
		{"it was filled to 12 %by the rain", "", true},
		{"this was mended in tower#98 and not before", "", false},
		{"this was paid in# pounds by the keeper", "", true},
		{"then name the lamp as mast:colour as before", pairs, false},
		{"then name the lamp as mast:12 as before", pairs, false},
		{"then name the lamp:colour is seen by all", "", true},
		{"then name the lamp:colour is seen by all", "as lamp:tone and lamp:oil\n", false},
		{"then name the lamp:colour is seen by all", "as lamp:tone and bell:oil\n", true},
		{"灯塔的级别是 harbour到10级,很好 ,是的.", "", false},
		{"the boat 船到 came to the  harbour.Nobody saw it", "", true},
		{"it follows the norm QUAY.1 of last year", "", false},
		{"it follows the Quay.1 of last year", "", true},
		{"the tower has a range of 0..100 steps from the door", "", false},
		{"the tower was shut..The keeper has the key", "", true},
		{"it may have a boat,sail,oar of its own in the harbour", "", false},
		{"it may have a boat,sail of its own in the harbour", "", true},
		{"more is said in TOWER.MEND(8) and elsewhere", "", false},
		{"more is said in the tower.Mend says no more", "", true},
		{"then call stow(sail) and be done", calls, false},
		{"then call the keeper(who has the key) and be done", "", true},
	} {
		text := c.before + c.line
		r := newReader(open(t, "en"), Last, weights())
		b := blockOf(text)
		r.learn(text, []Block{b})
		lines := r.prepare(text, &b)
		if got := lines[len(lines)-1].marks > 0; got != c.want {
			t.Errorf("%q bears a mark: %t", c.line, got)
		}
	}
}

// What was glued by chance is not so again: a word that the document has is not cut.
func TestNoWordOfTheDocumentIsCut(t *testing.T) {
	const line = "the keeper asked for a RINGbell  and got itnew"
	for _, others := range []int{0, 1, 2} {
		text := line + strings.Repeat("|and the RINGbell hung there", others)
		r, b := readerOf(t, text)
		l := r.prepare(text, &b)[0]
		cut := 0
		for k := range l.cuts {
			if l.text[:l.cuts[k].at] == "the keeper asked for a RING" {
				cut = k
			}
		}
		if cut == 0 {
			t.Fatal("the word is cut nowhere")
		}
		if got, want := r.wordsCut(l, &candidate{cuts: []int{cut}}), one(others > 1); got != want {
			t.Errorf("with %d others %d words are cut, want %d", others, got, want)
		}
	}
	text := strings.Repeat("the keeper has a RINGbell in the tower that nobody else may ring|", 3) + line
	r, b := readerOf(t, text)
	lines := r.prepare(text, &b)
	r.solve(lines)
	for _, c := range lines[0].readings {
		if r.wordsCut(lines[0], c) > 0 && c.post > 1e-9 {
			t.Errorf("%q is likely by %g", c.text, c.post)
		}
	}
}

// What an entry of a table of contents begins with and ends with are no marks.
func TestEntriesOfATableOfContents(t *testing.T) {
	for text, want := range map[string]int{
		"3  Mend the clock.31":                 0,
		"3.2 Mend the clock in the tower31":    0,
		"21 The keeper and the boats141":       0,
		"3  mended the clock":                  1, // a hole
		"The keeper mended the clock31":        1, // glued
		"3 of the boats  in the morning light": 1,
	} {
		text += "|The keeper of the tower asked the miller to come to the quay"
		r, b := readerOf(t, text)
		if got := r.prepare(text, &b)[0].marks; got != want {
			t.Errorf("%q: %d marks, want %d", text, got, want)
		}
	}
}

// The number of a section that was glued to a word is in one piece.
func TestSectionsBehindAWord(t *testing.T) {
	for s, want := range map[string]bool{"forwardB.2. The quay": false, "forward.2 boats": true, "FORB.2. The quay": false, "forwardb.2. The quay": true} {
		r, b := readerOf(t, s)
		l := r.prepare(s, &b)[0]
		if got := slices.ContainsFunc(l.cuts, func(c cut) bool { return c.kind == glueStop }); got != want {
			t.Errorf("%q is cut at its full stop: %t", s, got)
		}
	}
}

// A word behind a full stop that a space stands before is a file's name where the document has
// it again, and may be a phrase where it has not.
func TestNamesOfFilesThatAreNotShown(t *testing.T) {
	const s = "mend the .harbourthrough now"
	for times, want := range map[int]bool{1: false, 2: true} {
		r := newReader(open(t, "en"), Last, weights())
		r.d = newDocument(100)
		tokens := lm.Tokens(nil, s)
		for range times {
			r.d.read(tokens)
		}
		if got := r.hides(s, &tokens[3]); got != want {
			t.Errorf("%d times: %t", times, got)
		}
	}
}
