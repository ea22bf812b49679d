package order

import "testing"

// What is set apart once is likely so again, the likelier the seldomer it is not.
func TestPhrasesThatADocumentSetsApart(t *testing.T) {
	const text = "press  and wait until the hall has been chosen show the log|" +
		"then press  again and read what stands in it show the log|" +
		"the hall is the upper one and the keeper of the hall has the key of the hall"
	r, b := readerOf(t, text)
	lines := r.prepare(text, &b)
	l := lines[1]
	run := func(from, to int) run { return run{from, to} }
	n := len(l.cuts)
	phrase, other := run(n-4, n-1), run(n-5, n-2)
	if got := l.text[l.cuts[phrase.a].next:l.cuts[phrase.b].at]; got != "show the log" {
		t.Fatalf("the phrase is %q", got)
	}
	r.habits = &habits{own: map[int]habit{}}
	if r.again(l, phrase) != 0 {
		t.Error("a phrase that was never seen is known")
	}
	r.habits.phrases.add(r.phraseOf(lines[0], run(len(lines[0].cuts)-4, len(lines[0].cuts)-1)), 0.9)
	if r.again(l, phrase) <= 1 {
		t.Errorf("a phrase that was seen is worth %g", r.again(l, phrase))
	}
	if r.again(l, other) != 0 {
		t.Error("other words are known")
	}
	once := r.again(l, phrase)
	r.habits.own[l.from] = habit{phrases: r.habits.phrases}
	if r.again(l, phrase) != 0 {
		t.Error("a line speaks for itself")
	}
	// "hall" stands in plain text three times.
	hall := lines[0]
	for k := range hall.cuts[:len(hall.cuts)-1] {
		if u := run(k, k+1); hall.text[hall.cuts[u.a].next:hall.cuts[u.b].at] == "hall" {
			r.habits.phrases.add(r.phraseOf(hall, u), 1)
			if x := r.again(hall, u); x <= 0 || x >= once {
				t.Errorf("a word that is seldom set apart is worth %g, one that always is %g", x, once)
			}
			return
		}
	}
	t.Error("the word is not found")
}

// A line that was read tells of those behind it, and of itself only once.
func TestPhrasesAreRemembered(t *testing.T) {
	const text = "The committee agreed that  must be informed before the end of the month all member states|" +
		"It was said that for a  it had asked and heard nothing for two years of all member states|" +
		"and that nobody had asked them what they thought of it"
	r, b := readerOf(t, text)
	lines := r.prepare(text, &b)
	r.habits = &habits{own: map[int]habit{}}
	with := func() (p float64) {
		r.solve(lines[1:2])
		for _, c := range lines[1].readings {
			if c.text == "It was said that for a all member states it had asked and heard nothing for two years of" {
				p = c.post
			}
		}
		return p
	}
	before := with()
	r.solve(lines[:1])
	r.habits.own[lines[0].from] = habit{}
	if r.remember(lines[0]); len(r.habits.phrases) > 0 {
		t.Error("a line of the sample is counted twice")
	}
	delete(r.habits.own, lines[0].from)
	if r.remember(lines[0]); len(r.habits.phrases) == 0 {
		t.Fatal("a line that was read is forgotten")
	}
	if after := with(); after <= before {
		t.Errorf("the phrase has %.3f, then %.3f", before, after)
	}
}

func TestPhrasesAreCountedIfLikely(t *testing.T) {
	var p phrases
	p.add(1, 0.4)
	p.add(2, 0.6)
	p.add(2, 0.7)
	if p[1] != 0 || p[2] < 1.2 {
		t.Error(p)
	}
	for k := range uint64(2 * mostPhrases) {
		p.add(k, 1)
	}
	if len(p) != mostPhrases {
		t.Errorf("%d phrases are kept", len(p))
	}
}
