package order

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTheReadingWithMostRightNeighboursIsMade(t *testing.T) {
	came := Reading{Text: "we the ship saw at dawn", same: true}
	for _, c := range []struct {
		name     string
		readings []Reading
		bar      float64
		want     string
		support  float64
	}{
		{"the likeliest, where it is clear", []Reading{{Text: "we saw the ship at dawn", Posterior: 0.9}, came}, 0.5, "we saw the ship at dawn", 0.9},
		{"as it came, below the bar", []Reading{{Text: "we saw the ship at dawn", Posterior: 0.9}, came}, 0.95, came.Text, 0},
		// No two readings agree on anything new: each parts more than it joins.
		{"as it came, where all differ", []Reading{
			{Text: "ship we the saw at dawn", Posterior: 0.34}, {Text: "we at the ship saw dawn", Posterior: 0.33}, {Text: "dawn saw we the ship at", Posterior: 0.33}, came,
		}, 0.2, came.Text, 0},
		// The same move with and without "at dawn": what is sure is made.
		{"what the readings share", []Reading{
			{Text: "at dawn we saw the ship", Posterior: 0.46}, {Text: "we saw the ship at dawn", Posterior: 0.44}, {Text: came.Text, Posterior: 0.1, same: true},
		}, 0.4, "we saw the ship at dawn", 0.44},
	} {
		t.Run(c.name, func(t *testing.T) {
			same := slices.IndexFunc(c.readings, func(r Reading) bool { return r.same })
			n, support := decide(c.readings, same, c.bar, parted)
			if c.readings[n].Text != c.want || math.Abs(support-c.support) > 1e-9 {
				t.Errorf("%q with %.2f, want %q with %.2f", c.readings[n].Text, support, c.want, c.support)
			}
		})
	}
}

func TestAHoleThatALikelierReadingFillsIsNotLeftOpen(t *testing.T) {
	readings := []Reading{
		{Text: "we saw the ship at dawn", Posterior: 0.5},
		{Text: "we  the ship at dawn saw", Posterior: 0.45, holes: 1}, // parts no two words
		{Text: "we  the ship at dawnsaw", Posterior: 0.05, holes: 1, same: true},
	}
	if n, _ := decide(readings, 2, 0.3, 2); n != 0 {
		t.Errorf("%q is made", readings[n].Text)
	}
	if n, _ := decide(readings, 2, 0.3, parted); n != 1 {
		t.Errorf("%q is made, where the likelier one would part too much", readings[n].Text)
	}
	readings[0], readings[1] = readings[1], readings[0]
	readings[0].Posterior, readings[1].Posterior = 0.5, 0.45
	if n, _ := decide(readings, 2, 0.3, 2); n != 0 {
		t.Errorf("%q is made, though less likely", readings[n].Text)
	}
}

// ", said he, and went" is no line, whatever stood before the comma.
func TestALineThatBeginsWithACommaIsReadAtLongerOdds(t *testing.T) {
	readings := []Reading{
		{Text: "at dawn, said he, and went home", Posterior: 0.6},
		{Text: "went home, said he, and at dawn", Posterior: 0.4},
		{Text: ", said he, and went home at dawn", same: true},
	}
	r := New(nil, Options{})
	for _, bare := range []bool{false, true} {
		l := &line{marks: 1, leadMark: bare}
		if o := r.outcome(l, 0, readings, 0.3); o.Changed != bare || o.Left == bare {
			t.Errorf("begins with a comma %v: changed %v, left %v", bare, o.Changed, o.Left)
		}
	}
}

func TestNoReadingIsMadeBelowTheBar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields("one two three four five")
		readings := []Reading{{Text: strings.Join(words, " "), same: true}}
		sum := 0.0
		for range rapid.IntRange(0, 6).Draw(t, "others") {
			readings = append(readings, Reading{Text: strings.Join(rapid.Permutation(words).Draw(t, "order"), " ")})
		}
		for i := range readings {
			readings[i].Posterior = rapid.Float64Range(0, 1).Draw(t, "weight")
			sum += readings[i].Posterior
		}
		for i := range readings {
			readings[i].Posterior /= max(sum, 1e-9)
		}
		bar := rapid.Float64Range(0.01, 1).Draw(t, "bar")
		n, support := decide(readings, 0, bar, parted)
		if n != 0 && support < bar || support > 1+1e-9 {
			t.Errorf("%q is made at %.3f, the bar is %.3f", readings[n].Text, support, bar)
		}
	})
}

func TestWhereRunsMeet(t *testing.T) {
	german, french := "Er kam: spät. Was tun? Nichts: gehen! ", "Il vint : tard. Que faire ? Rien ; partir ! "
	for _, c := range []struct{ name, lang, before, line, cut string }{
		{"a space before a colon, where none stands", "de", german, "Sie nicht : denken Sie", "nicht|:"},
		{"a space before a colon, where one stands", "fr", french, "Vous non : pensez bien", ""},
		{"a word behind a percent sign", "de", german, "rund 72 %sagten es", "%|sagten"},
		{"a word behind a dash", "de", german, "das ist —heute noch so", "—|heute"},
		{"two quotation marks in a row", "de", german, "er sagte es““Olen sagte nichts", "“|“Olen"},
		{"capitals before a word", "de", german, "in den USABaja gelegen", "USA|Baja"},
		{"a year behind a full stop", "de", german, "so war es im Jahr .2013 – schon", ".|2013"},
		{"a comma with its space is none", "de", german, "so, wie es war", ""},
		{"a bracket behind a full stop", "de", german, "es waren drei.(vier sagen andere)", ".|(vier"},
		{"a quotation behind another's end", "de", german, "sie ging.“„nun gut", "“|„nun"},
		{"a sum behind a comma", "de", german, "er zahlte am Montag,$500 gleich in bar", ",|$500"},
		{"a year behind a bracket, in a number", "de", german, "über die Steuer (MwSt)2006/112/EG", ")|2006"},
		{"a word behind a number with slashes", "de", german, "nach Richtlinie 98/18/EGvom selben Tag", "EG|vom"},
		{"a word behind a gap in brackets", "de", german, "sie kamen (...)die alten Leute", ")|die"},
		{"a path is none", "de", german, "es liegt unter home/haus/Garten dort", ""},
		{"two commas that open a quotation are none", "de", german, "er sagte ,,so ist es“ und ging", ""},
		{"a comma that opens a quotation is none, where quotations end so", "de", "Sie sagte: ,gut‘, dann ,nun‘ und ging. ", "er sagte ,so ist es‘ und ging", ""},
		{"a comma behind a space and before a word", "de", german, "er sagte ,so ist es und ging", "sagte|,so"},
		{"a space behind a word that takes none, in a text where others do", "mt", "f’belt ta’ dawk f’ras ta’ dan f’dar ta’ dik. ", "kien f’ belt oħra", "f’|belt"},
		{"a space before a semicolon, where none is known", "de", "Er kam spät und ging. ", "sie sah ihn nicht ; er sah sie", "nicht|;"},
		{"a space before a semicolon is none in French", "fr", "Il vint tard et partit. ", "elle le vit ; il la vit", ""},
		{"a colon behind a comma", "fr", french, "elle dit, : venez ici", ",|:"},
		{"a year behind a comma", "fr", french, "il y vint,1987 et repartit", ",|1987"},
		{"a word and a year", "fr", french, "il y vint pendant1987 et repartit", "pendant|1987"},
		{"a number and a letter are none", "de", german, "nach Artikel 37a und 8b gilt", ""},
		{"a name with a number is none", "de", german, "er fuhr auf der A8 nach Haus", ""},
		{"a note's number is none", "de", german, "so steht es in der Verordnung(4) auch", ""},
		{"a quotation that ends before a comma is none", "de", german, "das „rote Haus“, sagte er", ""},
		{"a name with a capital inside is none", "de", german, "er sah es auf YouTube an", ""},
		{"a file's ending is none", "de", german, "es steht in der Datei haus.txt hier", ""},
		{"a range is none", "de", german, "auf der Strecke Bonn–Mainz fuhr er", ""},
		{"a hyphen before a comma is none", "de", german, "die Haus-, Hof- und Feldarbeit", ""},
		{"columns are none", "de", german, "Haus    das, worin man wohnt  oben", ""},
		{"a number of a list is none", "de", german, "2.  Er kam spät", ""},
		{"a bullet of a list is none", "de", german, "*  Er kam spät", ""},
		{"words that have numbers throughout are none", "de", german, "von Kreis1 über Kreis2 zu Kreis3 hin", ""},
		{"a word in a program's marks is none", "de", german, "ruf `netz.Haus` auf", ""},
		{"brackets with spaces in them are none", "de", german, "recto [ so | anders ] und gut", ""},
		{"a question mark that begins a word is none", "de", german, "wer ?name, ?haus oder ?hof schreibt", ""},
		{"an ending behind a colon is none", "fi", "Se on kylässä. ", "talo kuului EU:n ja VR:n alueeseen", ""},
		{"a quotation that opens as it closes is none", "fi", "Hän sanoi ”kyllä” ja lähti. Siellä luki ”ei”. ", "kirjassa luki ”talo” ja muuta", ""},
		{"a quotation that closes with the other's opening mark is none", "sl", "»Hiša je stara,« je rekel. »Most je nov,« je dejal. ", "»Vrt je lep.« Potem je odšel", ""},
		{"a capital behind a sound shift is none", "ga", "Tá teach ann. ", "bhí sé sa bhFrainc agus sa tSeapáin", ""},
		{"capitals with an ending are none", "et", "Maja on vana. ", "ta sõitis eile USAsse tagasi", ""},
		{"a pronoun behind a hyphen is none", "pt", "A casa era velha. ", "o moleiro resolveu sentar-se e calou-se", ""},
		{"an ending behind a year is none", "da", "Huset var gammelt. ", "det var i 1970'erne og siden", ""},
		{"an ordinal is none", "pt", "A casa era velha. ", "ficou no 34.º lugar da lista", ""},
		{"a word with a comma inside is none", "el", "Το σπίτι ήταν παλιό. ", "έκανε ό,τι ήθελε εκείνη", ""},
		{"the half of a word is none", "de", german, "zwischen Nord- und Ostsee fuhr er", ""},
		{"a dash behind a number is none where it always stands so", "en", "4.— Nothing here. 5.— Nothing there. ", "6.— Nothing at all", ""},
		{"a word behind a number's full stop is none where all stand so", "lv", "Māja ir no 1912.gada, tilts no 1937.gada. ", "jumts ir no 2004.gada jūlija", ""},
		{"an item's letter is none", "ro", "Casa era veche. ", "moara are:a) o roată nouă", ""},
		{"a currency is none", "pt", "A casa era velha. ", "custou US$ 40 e mais R$ 2", ""},
		{"a note's number in brackets is none", "en", "The mill is old. ", "as the miller says[12] in his book", ""},
		{"a source's role is none", "en", "The mill is old. ", "the wheel is in :file:`mill` now", ""},
		{"glued words in columns are none", "en", "The mill is old. ", "millWheel     turns in the wind", ""},
		{"the number of a commit is none", "en", "The mill is old. ", "as of 9a276f9974c5b3fad8 the wheel turns", ""},
		{"the beginning of a word in brackets is none", "en", "The mill is old. ", "they had to (re)build the wheel again", ""},
		{"a link of a source is none", "en", "The mill is old. ", "see link:mill.html[the mill] for more", ""},
		{"a file in a list is none", "en", "The mill is old. ", "-rw-r--r--  1 eve mill  37 Dec  4 wheel.txt", ""},
		{"a label of a source is none", "en", "The mill is old. ", ".. _mill: the  wheel", ""},
		{"an option and what it does is none", "en", "The mill is old. ", "-t  mend the wheel", ""},
		{"an ellipsis with spaces is none", "en", "The mill is old. ", "it was . . . no mill at all", ""},
		{"one that a line begins with is none", "en", "The mill is old. ", ". . . and so it stayed", ""},
		{"a full stop that stands apart", "en", "The mill is old. ", "it was . no mill at all", "was|."},
		{"a comma behind a source's stars is none", "en", "The mill is old. ", "see **The Mill** , page 12", ""},
		{"a quotation behind a source's stroke is none", "en", "The mill is old. ", "he called it _\"a mill of sorts\"_ once", ""},
		{"a path is none, at a line's beginning", "en", "The mill is old. ", "./mill turns the wheel", ""},
		{"a path is none, in a line", "en", "The mill is old. ", "he calls ./mill every day", ""},
		{"a file with its folder is none", "en", "The mill is old. ", "it lies in private/mill.status by now", ""},
		{"a picture of a source is none", "en", "The mill is old. ", "![the mill](mill.png) and its wheel", ""},
		{"the rest of a source's link is none", "en", "The mill is old. ", "](mill.md) and its wheel", ""},
		{"a link of another source is none", "en", "The mill is old. ", "see [the mill](old/mill.md) there", ""},
		{"a long address is none", "en", "The mill is old. ", "see ftp://mill.example/pub/" + strings.Repeat("wheel-", 12) + "1.2.tar.gz", ""},
		{"a quotation that begins with dots is none", "en", "The mill is old. ", "\"...and nobody knew", ""},
		{"a bracket behind dots is none", "en", "The mill is old. ", "he said: ...[the mill] is mine", ""},
		{"a typewriter's dash is none", "en", "The mill is old. ", "the mill--the old one--is his", ""},
		{"a face is none", "en", "The mill is old. ", "the mill is mine :P he said", ""},
		{"a site's ending is none", "en", "The mill is old. ", "he reads mill.net every day", ""},
		{"a word that may be such an ending", "pt", "A casa era velha. ", "ficou ali até ao fim.com a mulher", "fim.|com"},
		{"a row that bears a tab is none", "en", "The mill is old. ", "mill\tthe  old one", ""},
		{"all words are set apart", "en", "The mill is old. ", "there  is  some  magic  in  it", ""},
		{"two phrases left holes", "en", "The mill is old. ", "there is  magic in  at night it some", "is|magic"},
		{"a section of an appendix", "en", "The mill is old. ", "A.2  Testing the old mill", ""},
		{"an address", "en", "The mill is old. ", "the mill in 12 River Street, Boston, MA  02110-1301  USA.", ""},
		{"a number that is no address", "en", "The mill is old. ", "it cost  02110 of them", "cost|02110"},
		{"an arrow is none", "en", "The mill is old. ", "wheel(8)  -> mill  of flour", ""},
		{"a command with options is none", "en", "The mill is old. ", "mill grind -fine  -out flour", ""},
		{"a section's number is none", "en", "The mill is old. ", "5.2.2.  The wheel turns", ""},
		{"fields are none", "en", "The mill is old. ", "File: mill,  Node: Wheel,  Next: River", ""},
		{"one gap behind a comma", "en", "The mill is old. ", "the mill,  and its wheel", "mill,|and"},
		{"a signature is none", "en", "The mill is old. ", "-- Eve Miller <eve@mill.example>  Monday", ""},
		{"a command in a folder is none", "en", "The mill is old. ", "./grind  all of it", ""},
		{"a file that begins with a dot is none", "en", "The mill is old. ", "it is read from \".profile\" first", ""},
		{"a word behind a quotation and its full stop", "en", "The mill is old. ", "she said \"it is mine\".before the mill", ".|before"},
		{"a key and what it does is none", "en", "The mill is old. ", "?       show what the mill does", ""},
		{"two halves of names are no options", "fi", "Talo on vanha. ", "hän kuunteli Radio 4 -kanavan  uutta Mylly -ohjelmaa", "-kanavan|uutta"},
		{"two spaces behind a full stop, where one stands", "de", strings.Repeat("Er kam. Sie ging. ", 3), "Er kam.  Sie ging", "kam.|Sie"},
		{"two spaces behind a full stop, where two stand", "de", strings.Repeat("Er kam.  Sie ging.  ", 3), "Er kam.  Sie ging", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := open(t, c.lang)
			r := newReader(m, Last, weights())
			text := strings.Repeat(c.before, 5) + "\n" + c.line
			from := len(text) - len(c.line)
			blocks := []Block{{Lines: []Line{{0, from - 1}, {from, len(text)}}}}
			r.learn(text, blocks)
			var found []string
			for _, l := range r.prepare(text, &blocks[0])[1:] {
				if l.leadMark {
					found = append(found, "|"+l.text)
				}
				for i := range l.cuts {
					if k := &l.cuts[i]; k.kind.marked() {
						found = append(found, l.text[:k.at]+"|"+l.text[k.next:])
					}
				}
			}
			left, right, _ := strings.Cut(c.cut, "|")
			ok := slices.ContainsFunc(found, func(s string) bool {
				a, b, _ := strings.Cut(s, "|")
				return strings.HasSuffix(a, left) && strings.HasPrefix(b, right)
			})
			if c.cut == "" && len(found) > 0 || c.cut != "" && !ok {
				t.Errorf("marks: %q, want %q", found, c.cut)
			}
		})
	}
}

// A gap is none where the rows above or below have one that ends there, and one row
// is not enough: two lines may have lost a phrase at the same place.
func TestRowsOfATable(t *testing.T) {
	m := open(t, "en")
	for _, c := range []struct {
		text  string
		marks []int
	}{
		{"3 cups   of flour\n12 cups  of water\n1 spoon  of salt", []int{0, 0, 0}},
		{"3 cups   of flour\n12 cups  of water\nand the  salt of it", []int{0, 0, 0}},
		{"3 cups   of flour\n12 cups  of water\nand a lot of  salt", []int{1, 1, 1}},
		{"and a lot of  salt\n3 cups   of flour\n12 cups  of water\n1 spoon  of salt", []int{1, 0, 0, 0}},
	} {
		r := newReader(m, Last, weights())
		b := blockOf(c.text)
		r.learn(c.text, []Block{b})
		var marks []int
		for _, l := range r.prepare(c.text, &b) {
			marks = append(marks, l.marks)
		}
		if !slices.Equal(marks, c.marks) {
			t.Errorf("%v marks in\n%s", marks, c.text)
		}
	}
}

func TestAWordIsPartedInsideAPhrase(t *testing.T) {
	l := &line{cuts: []cut{{kind: edge}, {kind: plainSpace}, {kind: glueWord, inWord: true, gain: 30}, {kind: glueWord, inWord: true, gain: 5}, {kind: edge}}}
	c := &candidate{seam: 1, runs: []run{{1, 4}, {0, 1}}, cuts: []int{1}}
	x := l.parted(c)
	if len(x) != 1 || !slices.Equal(x[0].inner, []int{2}) || !slices.Equal(x[0].cuts, []int{1, 2}) {
		t.Fatalf("%+v, want a space at cut 2", x)
	}
	l.cuts[3] = cut{kind: glueDigit}
	if x := l.parted(c); len(x) != 2 || !slices.Equal(x[0].inner, []int{2}) || !slices.Equal(x[1].inner, []int{2, 3}) {
		t.Errorf("%+v, want a space at cut 2, and at both", x)
	}
	l.cuts[2].gain, l.cuts[3].kind = likely-1, plainSpace
	if x := l.parted(c); len(x) != 0 {
		t.Errorf("%+v, want none: no word is surely two", x)
	}
}

func TestTheFixedWeightsAreInTheTable(t *testing.T) {
	names := Names()
	for f, want := range fixed {
		for _, s := range []*scorer{&weights().last, &weights().first, &weights().either} {
			if s.linear[f] != want || s.rough[f] != want {
				t.Errorf("%s is %g, in pruning %g, and fixed at %g: train again", names[f], s.linear[f], s.rough[f], want)
			}
		}
	}
}

func TestWhatIsImposedComesOnTopOfWhatWasLearned(t *testing.T) {
	learned, used := parseWeights(weightsFile), weights()
	for f, name := range Names() {
		for _, p := range []Producer{Last, First, either} {
			want := imposed[f]
			switch p {
			case Last:
				want += imposedLast[f]
			case either: // it has to see both sides alike
				want = 0
			}
			a, b := learned.of(p), used.of(p)
			if x, y := b.linear[f]-a.linear[f], b.rough[f]-a.rough[f]; math.Abs(x-want) > 1e-9 || math.Abs(y-want) > 1e-9 {
				t.Errorf("%s, phrases %s: %g more, in pruning %g, want %g", name, p, x, y, want)
			}
		}
	}
}

// Two words that a line has side by side twice are two pairs: a reading that keeps one of them
// and makes the other parts nothing and puts one back.
func TestWordsSideBySideTwice(t *testing.T) {
	readings := []Reading{
		{Text: "we came from the back row of the house in the light of the first lamp on", Posterior: 0.83},
		{Text: "we came from the house in the light of the first lamp on the back row of", Posterior: 0.07, same: true},
		{Text: "we came from the light of the first lamp on the back row of the house in", Posterior: 0.06},
		{Text: "we came from the first lamp on the back row of the house in the light of", Posterior: 0.04},
	}
	if n, _ := decide(readings, 1, DefaultConfidence, parted); n != 0 {
		t.Errorf("%q is made", readings[n].Text)
	}
}
