package order

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Every merge of a short line is tried; the best of them has to be the first
// that is proposed, and none that is better may be missing.
func TestNoBetterReadingIsMissing(t *testing.T) {
	model, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"the harbour  was opened by the mayorof the town",
		" was opened by  in MayThe harbour the mayor",
		", the ships came backAt noon with  of fish tons",
	} {
		for _, p := range []Producer{Last, First} {
			r := newReader(model, p, weights())
			blocks := []Block{{Lines: []Line{{0, len(text)}}}}
			r.learn(text, blocks)
			l := r.prepare(text, &blocks[0])[0]
			edge := []int32{r.edge}
			m := merges{r: r, l: l, j: r.junctions(l).between([2][]int32{edge, edge}), last: len(l.cuts) - 1}
			got := m.best(200)
			if len(got) == 0 {
				t.Fatalf("%q: no reading", text)
			}
			want := map[string]float64{}
			for bits := 1; bits < 1<<(m.last-1); bits++ {
				every(&m, bits, func(c *candidate) { want[key(c.runs)] = c.local })
			}
			best := math.Inf(-1)
			for _, x := range want {
				best = max(best, x)
			}
			if math.Abs(got[0].local-best) > 1e-9 {
				t.Errorf("%q read as %q: the first scores %v, the best %v", text, p, got[0].local, best)
			}
			last := got[len(got)-1].local
			proposed := map[string]bool{}
			for i, c := range got {
				proposed[key(c.runs)] = true
				if i > 0 && c.local > got[i-1].local+1e-9 {
					t.Errorf("%q: reading %d is better than the one before", text, i)
				}
			}
			for k, x := range want {
				if x > last+1e-9 && !proposed[k] {
					t.Errorf("%q read as %q: a reading that scores %v is missing; the last proposed scores %v", text, p, x, last)
				}
			}
		}
	}
}

// Nothing stood before an item's bullet; before a dash a phrase may have.
func TestABulletStaysFirst(t *testing.T) {
	for text, stays := range map[string]bool{
		"* Many boats  were in the harbourold": true, "• Many boats  were in the harbourold": true,
		"it was so|* Many boats  were in the harbourold": true, "- Many boats  were in the harbourold": false,
		"Many boats  were in the harbourold": false,
	} {
		for _, p := range []Producer{Last, First} {
			r, b := readerOf(t, text)
			r.producer = p
			lines := r.prepare(text, &b)
			l := lines[len(lines)-1]
			last := len(l.cuts) - 1
			edge := []int32{r.edge}
			m := merges{r: r, l: l, j: r.junctions(l).between([2][]int32{edge, edge}), last: last}
			r.patient = true
			first := true
			for _, c := range m.best(300) {
				first = first && c.runs[0].a == 0
			}
			if first != stays {
				t.Errorf("%q, phrases %v: every reading begins as it came: %t", text, p, first)
			}
		}
	}
}

// every makes the readings that a set of cuts allows.
func every(m *merges, bits int, give func(*candidate)) {
	bounds := []int{0}
	for c := 1; c < m.last; c++ {
		if bits>>(c-1)&1 == 1 {
			bounds = append(bounds, c)
		}
	}
	bounds = append(bounds, m.last)
	n := len(bounds) - 1
	if n > mostRuns {
		return
	}
	for side := range 2 { // the sequence that a reading begins with
		a := n / 2
		if n%2 == 1 && side == sideA {
			a++
		}
		if a == 0 || a == n {
			continue
		}
		seam := bounds[a]
		p := partial{before: -1, seam: int32(seam), side: int8(1 - side), gained: m.seam[seam] + m.start(side, seam)}
		m.found = m.found[:0]
		i, j := 0, a
		for k := range n {
			next := p
			next.before, next.side, next.runs = int32(k-1), 1-p.side, p.runs+1
			at := &i
			if next.side == sideB {
				at = &j
			}
			from, to := bounds[*at], bounds[*at+1]
			*at++
			if k > 0 {
				next.gained += m.j.at(int(p.to), from)
			}
			next.gained += m.span[next.side][from*(m.last+1)+to]
			if to != seam && to != m.last {
				next.gained += m.ends[next.side][to]
			}
			next.from, next.to = int32(from), int32(to)
			m.found = append(m.found, next)
			p = next
		}
		m.found[n-1].bound = p.gained + m.end(int(p.side), seam)
		if c := m.candidate(int32(n - 1)); c != nil {
			give(c)
		}
	}
}

func TestGluedWordsAreCutWhereTheyMeet(t *testing.T) {
	model, err := lm.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ word, want string }{
		{"theagreement", "the|agreement"},
		{"monthall", "month|all"},
		{"ministersof", "ministers|of"},
		{"budgetBefore", "budget|Before"},
		{"UNESCOdecided", "UNESCO|decided"},
		{"agreement", ""},
		{"shipbuilder", ""},
		{"Rotterdam", ""},
	} {
		r := newReader(model, Last, weights())
		text := "they said so  " + c.word + " here"
		blocks := []Block{{Lines: []Line{{0, len(text)}}}}
		r.learn(text, blocks)
		l := r.prepare(text, &blocks[0])[0]
		var cuts []string
		at := strings.Index(text, c.word)
		for _, x := range l.cuts {
			if x.inWord && x.kind.marked() && x.at > at {
				cuts = append(cuts, text[at:x.at]+"|"+text[x.at:at+len(c.word)])
			}
		}
		if c.want == "" && len(cuts) > 0 {
			t.Errorf("%s: cut as %v", c.word, cuts)
		}
		if c.want != "" && !strings.Contains(strings.Join(cuts, " "), c.want) {
			t.Errorf("%s: cut as %v, want %s", c.word, cuts, c.want)
		}
	}
}

func TestANameWithAnEndingIsOneWord(t *testing.T) {
	for _, c := range []struct {
		lang, name, ending string
		one                bool // its letters say that it takes such an ending
	}{
		{"hr", "Whittaker", "u", true},
		{"fi", "Whittaker", "in", true},
		{"lv", "Whittaker", "s", true},
		{"en", "Whittaker", "in", false},
		{"hr", "Whittaker", "je", false},
	} {
		m := open(t, c.lang)
		r := newReader(m, Last, weights())
		text := strings.Repeat(c.name+" ", 5)
		blocks := []Block{{Lines: []Line{{0, len(text)}}}}
		r.learn(text, blocks)
		gain := r.probability(c.name, 0) + r.probability(c.ending, 0) - r.probability(c.name+c.ending, 1)
		if one := gain < gluedAmong; one != c.one {
			t.Errorf("%s, %s%s: %.1f nats for two words", c.lang, c.name, c.ending, gain)
		}
	}
}

func TestEndingsOfNamesAreCounted(t *testing.T) {
	var texts []string
	for _, name := range []string{"Anton", "Berta", "Gustav", "Ottokar", "Wilhelm", "Ágota"} {
		texts = append(texts, "so kam "+name+" an", "das Haus von "+name+"s Tante", "und "+name+"xyz auch, wie "+name+"ex")
	}
	// Six names have it a time in four; with theirs and "Haus" and "Tante" there
	// are 26.
	line := Endings(slices.Values(texts))
	rates := parseEndings("qq"+line, "qq")
	if x := math.Exp(rates["s"]); math.Abs(x-6.0/4/26) > 0.0001 {
		t.Errorf("s: %.4f in %q", x, line)
	}
	if len(Endings(slices.Values(texts[:12]))) > 0 {
		t.Error("four names are enough for an ending")
	}
}

// Words in other letters than the language's are not cut by what its model says of
// their halves. Where the letters meet, or a capital begins, they may be two.
func TestWordsInOtherLetters(t *testing.T) {
	for _, c := range []struct {
		lang, word string
		foreign    bool
		cuts       int // inside the word
	}{
		{"en", "Переводчикам", true, 0},
		{"en", "25", false, 0},
		{"el", "clockmaker", true, 0},
		{"el", "clockPixel", true, 1},
		{"el", "clockΚαι", false, 1},
		{"ru", "Переводчикам", false, 0},
	} {
		model, err := lm.Open(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		r := newReader(model, Last, weights())
		blocks := []Block{{Lines: []Line{{0, len(c.word)}}}}
		r.learn(c.word, blocks)
		if got := r.foreign(c.word); got != c.foreign {
			t.Errorf("%s: %s is foreign: %t", c.lang, c.word, got)
		}
		n := 0
		for _, k := range r.prepare(c.word, &blocks[0])[0].cuts {
			if k.inWord && k.kind == glueCase {
				n++
			}
		}
		if n != c.cuts {
			t.Errorf("%s: %s is cut %d times where a capital begins, want %d", c.lang, c.word, n, c.cuts)
		}
	}
}

// What names a part of something is one word, whatever capitals it has.
func TestNamesOfMembersAreOneWord(t *testing.T) {
	for s, want := range map[string]bool{
		"the harbour.keepersName is": true, "the harbour.KeepersName is": false, "the harbour .keepersName is": false, "the harbour.keepers name": false,
	} {
		tokens := lm.Tokens(nil, s)
		k := slices.IndexFunc(tokens, func(t lm.Token) bool { return strings.HasPrefix(strings.ToLower(s[t.From:]), "keepers") })
		if got := dotted(s, &tokens[k]); got != want {
			t.Errorf("%q: %t", s, got)
		}
	}
}

// What a page of a manual, a site or a file is called is one word.
func TestNamesOfPagesAreOneWord(t *testing.T) {
	m := open(t, "en")
	for s, want := range map[string]bool{"see harbourthrough now": true, "see harbourthrough(5) now": false, "see harbourthrough(x) now": false, "see harbourthrough (x) now": true,
		"see harbourthrough2(5) now": false, "see .harbourthrough now": true, "see (.harbourthrough now": false, "see . harbourthrough now": true, "see harbourthrough.org now": false, "see harbourthrough.the now": true, "see harbourthrough. Now": true} {
		r := newReader(m, Last, weights())
		r.d = newDocument(100)
		tokens := lm.Tokens(nil, s)
		k := slices.IndexFunc(tokens, func(t lm.Token) bool { return t.To-t.From > 3 })
		if got := len(r.inside(nil, s, &tokens[k])) > 0; got != want {
			t.Errorf("%q is cut: %t", s, got)
		}
	}
}

// A path is not cut at its hyphens, as a word may be.
func TestAPathIsOnePiece(t *testing.T) {
	m := open(t, "en")
	for s, want := range map[string]int{"see boat-list/old_boats now": 4, "see boat-list now": 5} { // edges, spaces, the hyphen
		r := newReader(m, Last, weights())
		b := blockOf(s)
		r.learn(s, []Block{b})
		r.d.hyphens = 1 // some are dashes, or begin a word
		if l := r.prepare(s, &b)[0]; len(l.cuts) < want || want == 4 && len(l.cuts) > want {
			t.Errorf("%q has cuts %+v", s, l.cuts)
		}
	}
}

// A word that has a full stop before it again and again is a name that begins so, if it is
// long enough: phrases are glued to what ended a sentence. So is what follows a word and its
// full stop throughout.
func TestNamesWithAFullStop(t *testing.T) {
	for _, c := range []struct {
		text  string
		times int
		want  bool
	}{
		{"a .hall zone", 3, true}, {"a .hall zone", 1, false}, {"a .we zone", 3, false}, {"a.hall zone", 3, true}, {"a.hall zone", 2, false},
		{"hall.Hall zone", 1, true}, {"hall.Wall zone", 1, false}, {"hall.hall zone", 1, false},
		{"a .HLL zone", 1, true}, {"a.HLL zone", 1, false}, {"a .HLLHLL zone", 1, false}, {"a .AND zone", 1, false}, {"a .AND zone", 3, true}, {"a .Hll zone", 1, false},
	} {
		tokens := lm.Tokens(nil, c.text)
		r := newReader(open(t, "en"), Last, weights())
		r.d = newDocument(100)
		for range c.times {
			r.d.read(tokens)
		}
		if got := r.inName(c.text, &tokens[1], &tokens[2]); got != c.want {
			t.Errorf("%q, %d times: %t", c.text, c.times, got)
		}
	}
}

// What stands in brackets that a name opens is no prose; brackets may stand about a part of
// a word, too.
func TestNamesInBracketsOfAName(t *testing.T) {
	for s, want := range map[string]bool{
		"say Mend(harbour.Wall now": true, "say (harbour.Wall now": false, "say harbour(s).Wall now": false, "say Mend(wall, harbour.Wall now": false,
	} {
		if got := called(s, strings.IndexByte(s, '.')); got != want {
			t.Errorf("%q: %t", s, got)
		}
	}
}

// A full stop behind a space ends a sentence whose last words stand elsewhere, unless what
// follows it shows a pattern, a path or the name of a file.
func TestStopsBehindASpace(t *testing.T) {
	for s, want := range map[string]bool{
		"of the harbour . It": true, "of the harbour .": true, "of the harbour .* it": false, "of the harbour .#old it": false, "of the harbour ./old it": false,
	} {
		r := newReader(open(t, "en"), Last, weights())
		r.d = newDocument(100)
		if got := r.ends(s, strings.IndexByte(s, '.')+1); got != want {
			t.Errorf("%q: %t", s, got)
		}
	}
}
