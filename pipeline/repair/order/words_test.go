package order

import "testing"

func TestClassesOfWords(t *testing.T) {
	r, b := readerOf(t, "the Keeper of a harbour met qzxvoo (12) there")
	l := r.prepare("the Keeper of a harbour met qzxvoo (12) there", &b)[0]
	want := map[string]int{"the": wordSmall, "Keeper": wordName, "harbour": wordKnown, "qzxvoo": wordStrange, "12": wordMark, "(": wordMark}
	for i := range l.tokens {
		word := l.text[l.tokens[i].From:l.tokens[i].To]
		if class, ok := want[word]; ok && r.wordClass(word, r.s.NumberIn(l.text, &l.tokens[i])) != class {
			t.Errorf("%q is of class %d, want %d", word, r.wordClass(word, r.s.NumberIn(l.text, &l.tokens[i])), class)
		}
	}
}

// Of phrases that reach a line's end nobody knows where they begin or end.
func TestWordsAtAPhrasesEnds(t *testing.T) {
	const text = "the keeper  of the hall saw Old Anna and the boats"
	r, b := readerOf(t, text)
	l := r.prepare(text, &b)[0]
	of := func(words string) run {
		for a := range l.cuts {
			for b := a + 1; b < len(l.cuts); b++ {
				if l.text[l.cuts[a].next:l.cuts[b].at] == words {
					return run{a, b}
				}
			}
		}
		t.Fatalf("no run %q", words)
		return run{}
	}
	c := &candidate{runs: []run{of("the boats"), of("the keeper"), of("Old Anna"), of("of"), of("the hall")}}
	for k, want := range [][2]int{{-1, wordKnown}, {wordSmall, wordKnown}, {wordName, wordName}, {wordSmall, -1}, {wordSmall, -1}} {
		if first, last := r.edgeWords(l, c, k); first != want[0] || last != want[1] {
			t.Errorf("run %d begins with a word of class %d and ends with %d, want %v", k, first, last, want)
		}
	}
}

// What this document's phrases begin with is likelier there than elsewhere, and what they
// do not is less likely; a line says nothing of itself.
func TestPhrasesBeginAsOthersDo(t *testing.T) {
	h := &habits{own: map[int]habit{}}
	l := &line{from: 7}
	h.all[0] = [wordClasses]float64{40, 10, 40, 5, 5}
	for class := range wordClasses {
		if x := h.wordRatio(l, 0, class); x < -1e-9 || x > 1e-9 {
			t.Errorf("before any phrase was seen a word of class %d is worth %g", class, x)
		}
	}
	h.words[0][wordName] = 20
	if h.wordRatio(l, 0, wordName) <= 1 || h.wordRatio(l, 0, wordSmall) >= -1 {
		t.Errorf("of 20 names a name is worth %g, and a small word %g", h.wordRatio(l, 0, wordName), h.wordRatio(l, 0, wordSmall))
	}
	if h.wordRatio(l, 0, -1) != 0 || h.wordRatio(l, 1, wordName) > 1e-9 {
		t.Error("what is not known, or of the other end, is worth something")
	}
	h.own[l.from] = habit{words: h.words}
	if x := h.wordRatio(l, 0, wordName); x > 1e-9 {
		t.Errorf("a line speaks for itself: %g", x)
	}
	if (*habits)(nil).wordRatio(l, 0, wordName) != 0 {
		t.Error("without habits a word is worth something")
	}
}
