package order

import "testing"

func TestClassesOfWords(t *testing.T) {
	r, b := readerOf(t, "the Keeper of a harbour met qzxvoo (12) there")
	l := r.prepare("the Keeper of a harbour met qzxvoo (12) there", &b)[0]
	want := map[string]int{"the": wordSmall, "Keeper": wordName, "harbour": wordKnown, "qzxvoo": wordStrange, "12": wordNumber, "(": wordMark}
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
	for k, want := range [][2]int{{none, wordKnown}, {wordSmall, wordKnown}, {wordName, wordName}, {wordSmall, none}, {wordSmall, none}} {
		if got := r.edgeWords(l, c, k); got[0].class != want[0] || got[1].class != want[1] {
			t.Errorf("run %d begins and ends with words of the classes %d and %d, want %v", k, got[0].class, got[1].class, want)
		}
	}
}

// What this document's phrases begin with is likelier there than elsewhere, and what they
// do not is less likely; a line says nothing of itself.
func TestPhrasesBeginAsOthersDo(t *testing.T) {
	h := &habits{own: map[int]habit{}}
	l := &line{from: 7}
	const keeper, anna, the = 1, 2, 3
	class := func(k int) endWord { return endWord{k, 99} }
	h.all[0] = places{[wordClasses]float64{40, 10, 40, 5, 5}, map[uint64]float64{the: 30, keeper: 6, anna: 6}}
	for k := range wordClasses {
		if x := h.wordRatio(l, 0, class(k)); x < -1e-9 || x > 1e-9 {
			t.Errorf("before any phrase was seen a word of class %d is worth %g", k, x)
		}
	}
	for range 20 {
		h.ends[0].add(endWord{wordName, anna}, 1)
	}
	name, small := h.wordRatio(l, 0, class(wordName)), h.wordRatio(l, 0, class(wordSmall))
	if name <= 1 || small >= -1 {
		t.Errorf("of 20 names a name is worth %g, and a small word %g", name, small)
	}
	if x := h.wordRatio(l, 0, endWord{wordName, anna}); x <= name {
		t.Errorf("the name itself is worth %g, others %g", x, name)
	}
	if x := h.wordRatio(l, 0, endWord{wordName, keeper}); x >= name {
		t.Errorf("a name that begins no phrase is worth %g, one that was never seen %g", x, name)
	}
	if h.wordRatio(l, 0, class(none)) != 0 || h.wordRatio(l, 1, class(wordName)) > 1e-9 {
		t.Error("what is not known, or of the other end, is worth something")
	}
	h.own[l.from] = habit{ends: h.ends}
	if x := h.wordRatio(l, 0, endWord{wordName, anna}); x > 1e-9 {
		t.Errorf("a line speaks for itself: %g", x)
	}
	if (*habits)(nil).wordRatio(l, 0, class(wordName)) != 0 {
		t.Error("without habits a word is worth something")
	}
}
