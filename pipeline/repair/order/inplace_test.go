package order

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/lm"
)

// A document whose phrases come last, some from their line's end: those are glued where
// they stood.
const atLineEnds = `The old mill  at the edge of the villagestands
on a slope that nobody can see from theroad
to the harbour, and the miller who built it had hisreasons.
The council asked  for a report on the wheelan engineer
and she wrote that the wheel would turn again if thewater
came  over the weir, which it had not done since thein spring
old dam broke. The baker said that he would buy the flour,and
the school wanted  to its oldest pupilsto show the mill
`

func outcomesOf(t *testing.T, text string) []Outcome {
	t.Helper()
	m := open(t, "en")
	var b Block
	at := 0
	for l := range strings.Lines(text) {
		b.Lines = append(b.Lines, Line{at, at + len(strings.TrimSuffix(l, "\n"))})
		at += len(l)
	}
	out, _, err := New(m, Options{Producer: Last, Confidence: DefaultConfidence}).Blocks(context.Background(), text, []Block{b})
	if err != nil {
		t.Fatal(err)
	}
	return out[0]
}

func TestAPhraseThatStaysIsSetApart(t *testing.T) {
	out := outcomesOf(t, atLineEnds)
	for i, want := range []string{
		"", "on a slope that nobody can see from the road", "to the harbour, and the miller who built it had his reasons.", "",
		"and she wrote that the wheel would turn again if the water", "", "old dam broke. The baker said that he would buy the flour, and", "",
	} {
		if o := out[i]; want != "" && o.Best.Text != want {
			t.Errorf("line %d reads %q (%.2f), not %q", i+1, o.Best.Text, o.Best.Posterior, want)
		}
	}
}

// Two words that may be one are two where the document's other lines lack spaces.
func TestWhatIsDoubtfulHangsOnTheDocument(t *testing.T) {
	const doubtful = "who has the key to it says that nobody goesthere\n"
	spaced := strings.NewReplacer("theroad", "the road", "hisreasons", "his reasons", "thewater", "the water", "flour,and", "flour, and").Replace(atLineEnds)
	for text, want := range map[string]string{
		atLineEnds: "who has the key to it says that nobody goes there",
		spaced:     "who has the key to it says that nobody goesthere",
	} {
		out := outcomesOf(t, text+doubtful)
		if got := out[len(out)-1].Best; got.Text != want {
			t.Errorf("reads %q (%.2f), not %q", got.Text, got.Posterior, want)
		}
	}
}

// One line says little, and what the others say decides.
func TestWhatOtherLinesSayOfPhrasesThatStay(t *testing.T) {
	learned := func(posteriors ...float64) float64 {
		var r reader
		r.learnInPlace([missingSpaces][]float64{betweenWords: posteriors}, 20)
		return r.inPlace[betweenWords]
	}
	const doubtful = 0.4
	for _, c := range []struct {
		name       string
		posteriors []float64
		shown      bool
	}{
		{"no line", nil, false},
		{"one that is doubtful", []float64{doubtful}, false},
		{"many that are unlikely", slices.Repeat([]float64{0.03}, 12), false},
		{"two that are sure, and one", []float64{0.95, 0.9, doubtful}, true},
		{"the same among many that are unlikely", append(slices.Repeat([]float64{0.02}, 40), 0.95, 0.9, doubtful), false},
	} {
		if got := learned(c.posteriors...); (got > showsInPlace) != c.shown || got < 0 {
			t.Errorf("%s: %.2f nats", c.name, got)
		}
	}
	readings := func(eased bool) []Reading {
		return []Reading{
			{Text: "seen from Leeds, and", Posterior: 0.62, eased: eased, cheap: eased}, {Text: "seen from Leeds,and", Posterior: 0.38, same: true},
		}
	}
	if n, _ := decide(readings(false), 1, DefaultConfidence, parted); n != 1 {
		t.Error("a doubtful space is put in where the document says nothing of such")
	}
	if n, _ := decide(readings(true), 1, DefaultConfidence, parted); n != 0 {
		t.Error("a space is left out where the document lacks many")
	}
	words := []Reading{{Text: "seen from the road", Posterior: 0.62, eased: true}, {Text: "seen from theroad", Posterior: 0.38, same: true}}
	if n, _ := decide(words, 1, DefaultConfidence, parted); n != 1 {
		t.Error("two words that may be one are parted where it is doubtful")
	}
}

// What is put in stands between words: before the rest of one, and where something moves
// as well, the reading is of another kind.
func TestReadingsThatMoveNothing(t *testing.T) {
	l := &line{text: "from theroad on", cuts: []cut{{}, {at: 8, next: 8}, {at: 12, next: 13, spaces: 1}, {at: 15, next: 15}}}
	for _, c := range []struct {
		name string
		c    candidate
		want bool
	}{
		{"as it came", candidate{runs: []run{{0, 3}}, text: l.text}, false},
		{"a space", candidate{runs: []run{{0, 1}, {1, 3}}, cuts: []int{1}, text: "from the road on"}, true},
		{"the same without it", candidate{runs: []run{{0, 2}, {2, 3}}, cuts: []int{2}, text: l.text}, false},
		{"another order", candidate{runs: []run{{1, 3}, {0, 1}}, cuts: []int{1}, text: "road on from the"}, false},
	} {
		if _, got := c.c.inPlace(l); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
	l.cuts[1].unknown = 1
	spaced := &candidate{runs: []run{{0, 1}, {1, 3}}, cuts: []int{1}, text: "from the road on"}
	for kind, want := range map[cutKind]bool{glueWord: false, glueCase: true} { // a name may be unknown
		if l.cuts[1].kind = kind; ok(spaced.inPlace(l)) != want {
			t.Errorf("a space before what is no word: %t", !want)
		}
	}
}

func TestNoSpaceGoesBehindAMarkThatOpens(t *testing.T) {
	l := &line{text: "from «the road", cuts: []cut{{}, {at: 7, next: 7, kind: glueQuote}, {at: 14, next: 14}}}
	spaced := &candidate{runs: []run{{0, 1}, {1, 2}}, cuts: []int{1}, text: "from « the road"}
	for _, open := range []bool{false, true} {
		if l.cuts[1].open = open; ok(spaced.inPlace(l)) == open {
			t.Errorf("a mark that opens: %t", open)
		}
	}
}

// Where a phrase begins with a mark that opens, or with a dash, a space is put in before it.
func TestMarksThatPhrasesBeginWithAreSetApart(t *testing.T) {
	for lang, c := range map[string][2]string{
		"de": {"so war es, sagte er.„Das Rad gehört mir", "so war es, sagte er. „Das Rad gehört mir"},
		"pl": {"tak było, powiedział stary młynarz.– Koło jest moje", "tak było, powiedział stary młynarz. – Koło jest moje"},
	} {
		m := open(t, lang)
		r := newReader(m, Last, weights())
		blocks := []Block{{Lines: []Line{{0, len(c[0])}}}}
		r.learn(c[0], blocks)
		lines := r.prepare(c[0], &blocks[0])
		r.solve(lines)
		if !slices.ContainsFunc(lines[0].readings, func(x *candidate) bool { return x.text == c[1] && ok(x.inPlace(lines[0])) }) {
			t.Errorf("%q is no reading of %q", c[1], c[0])
		}
	}
}

// Lines that lack a space and nothing else are no evidence of phrases that moved: in a text
// that is sound but for them, one doubtful line stays as it came.
func TestSpacesThatAreMissingMoveNothingElsewhere(t *testing.T) {
	var sound strings.Builder
	for _, boat := range strings.Fields("ferry cutter barge trawler dinghy yacht tender lugger ketch sloop") {
		sound.WriteString("The " + boat + " was built in the yard behind the church, and it has never left\n" +
			"the bay since then, for its owner is old and the " + boat + " is older still; they\n" +
			"are seen on fine days when the water is calm and there is no wind at all,\n" +
			"and in winter nobody sees either of them until the ice has gone again.\n")
	}
	const glued = `the nets hang on the wall that nobody can see from theroad
to the mill, and the keeper who put them there had hisreasons.
Every year somebody asks for a piece of the ropeand
is told that there is none left, whatever theweather
`
	const doubtful = "The keeper  the lamp every evening at six oiled\n"
	out := outcomesOf(t, sound.String()+glued+doubtful)
	if o := out[len(out)-1]; o.Changed {
		t.Errorf("reads %q (%.2f)", o.Best.Text, o.Best.Posterior)
	}
	if o := out[strings.Count(sound.String(), "\n")]; o.Best.Text != "the nets hang on the wall that nobody can see from the road" {
		t.Errorf("a space is missing still: %q", o.Best.Text)
	}
}

func ok(_ int, ok bool) bool { return ok }

func TestQuotationMarksThatOpen(t *testing.T) {
	for s, want := range map[string]bool{
		`hän sanoi ”`: true, `”`: true, `he („`: false, `(”`: true, `hän sanoi ”niin”`: false, `hän sanoi ”niin on ”`: false,
		`so war das »`: true, `so war « das »`: false, `he said "`: true, `he said "so "`: false, `the mill`: false, ``: false,
	} {
		if quotes(s) != want {
			t.Errorf("%q opens a quotation: %t", s, !want)
		}
	}
}

// Where no space is missing, though other lines of the document lack some.
func TestWhereNoSpaceIsMissing(t *testing.T) {
	cut := func(text, before string, kind cutKind) (*line, *cut) {
		at := strings.Index(text, "|")
		return &line{text: before + strings.ReplaceAll(text, "|", "")}, &cut{at: len(before) + at, next: len(before) + at, kind: kind}
	}
	for text, c := range map[string]struct {
		kind cutKind
		want bool
	}{
		"harbour.|list": {glueStop, false}, "harbour.|The": {glueStop, true}, "approx.|ten": {glueStop, false}, "ca.|ten": {glueStop, true},
		"”|niin": {glueQuote, false}, "niin”|hän": {glueQuote, true}, "Leeds,|and": {glueAfter, true},
	} {
		if l, x := cut(text, "on ", c.kind); l.lacksAt(x) != c.want {
			t.Errorf("a space is missing in %q: %t", text, !c.want)
		}
	}
}

// A capital or a number inside a name is the least that a line may lack a space at, but for
// two words that may be one.
func TestTheLeastSureSpaceCounts(t *testing.T) {
	l := &line{text: "theold Mill,and LinuxDay", cuts: []cut{{}, {at: 3, next: 3, kind: glueWord}, {at: 12, next: 12, kind: glueAfter}, {at: 21, next: 21, kind: glueCase}, {at: 24, next: 24}}}
	texts := map[int]string{1: "the old Mill,and LinuxDay", 2: "theold Mill, and LinuxDay", 3: "theold Mill,and Linux Day"}
	for cut, want := range map[int]int{1: betweenWords, 2: atMarks, 3: inNames} {
		c := &candidate{runs: []run{{0, cut}, {cut, 4}}, cuts: []int{cut}, text: texts[cut]}
		if got, ok := c.inPlace(l); !ok || got != want {
			t.Errorf("%q: kind %d, %t", c.text, got, ok)
		}
	}
	both := &candidate{runs: []run{{0, 1}, {1, 3}, {3, 4}}, cuts: []int{1, 3}, text: "the old Mill,and Linux Day"}
	if got, _ := both.inPlace(l); got != betweenWords {
		t.Errorf("two words and a name: kind %d", got)
	}
}

// A wrong space costs less at marks, and between words where more lines lack one than have
// a phrase elsewhere.
func TestWhereAWrongSpaceCostsLess(t *testing.T) {
	for _, still := range []bool{false, true} {
		l := &line{text: "from theroad", eased: true, still: still, cuts: []cut{{}, {at: 8, next: 8, kind: glueWord}, {at: 12, next: 12}}}
		l.readings = []*candidate{{runs: []run{{0, 2}}, text: l.text, post: .4}, {runs: []run{{0, 1}, {1, 2}}, cuts: []int{1}, text: "from the road", post: .6}}
		if r := l.distinct()[0]; r.cheap != still || !r.eased {
			t.Errorf("more lines lack spaces: %t; a wrong one costs less: %t", still, r.cheap)
		}
	}
}

// What belongs to the word before it: an ending behind a colon, in brackets, and what
// may be left out.
func TestEndingsThatStandApart(t *testing.T) {
	for lang, lines := range map[string]map[string]bool{
		"sv": {"alla HFC:er som": true, "en ny Krabbox:en med": true, "på cd:n och": true, "han sade:kommer du": false},
		"fi": {"EU:n ja": true, "versio 2.2:sta alkaen": true},
		"en": {"all CFC:are gone": false},
	} {
		m := open(t, lang)
		for s, want := range lines {
			r := newReader(m, Last, weights())
			r.d = newDocument(100)
			tokens := lm.Tokens(nil, s)
			k := slices.IndexFunc(tokens, func(t lm.Token) bool { return t.First == ':' })
			if got := r.appends(s, &tokens[k], &tokens[k+1]); got != want {
				t.Errorf("%s: what follows the colon of %q is an ending: %t", lang, s, got)
			}
		}
	}
	for s, want := range map[string]bool{"(s)": true, "(sen)": true, "(-ła)": true, "(-łami)": true, "[ne]": true, "[12]": true, "(IMF)": false, "[The]": false, "(of the": false, "(harbour)": false} {
		r := &reader{}
		r.inPlace[atMarks] = 3
		if r.noted(s) != want {
			t.Errorf("%q is a note or an ending: %t", s, !want)
		}
	}
	for s, want := range map[string]bool{"(re)start": true, "jo(i)sta": true, "(Zahlungs-)Instrument": true, "(alle Zahlungs-)Instrumente": true, "(harbours)and": false, "(der -)Hafen": false, "(re) start": false} {
		if optional(s, strings.IndexByte(s, ')')) != want {
			t.Errorf("a part of %q may be left out: %t", s, !want)
		}
	}
}

// Where spaces are missing at marks two names in one are two, a short name in brackets is no
// note, and a line may be one word; elsewhere they stay as they came.
func TestWhatLacksASpaceHangsOnTheDocument(t *testing.T) {
	const atMarks = `The old mill  at the edge of the villagestands
on a slope, and the miller who built it had his reasons,he
said so himself to anyone who asked. His daughter,who
has the house today, keeps the wheel  for the childrenin order
of the school. She was asked for 200euros
by the council  and gave them at oncelast year
because the bridge was old. The engineer (from Leeds)said
that it would hold for another ten years.She
did not believe him, and neither did the baker.
`
	const doubtful = `It was opened by the mayor and by HarrietMellish
on a Sunday. The International Monetary Fund(IMF) was not asked
for the sum(s) that were paid. Both the old MacTaggart
and his wife came. It was closed by the mayor and by FrancesStone
in the rain. It was paid for by the mayor and by FrancesStone
HarrietMarsh.
`
	lacking := strings.NewReplacer(",he", ", he", ",who", ", who", "200euros", "200 euros", ")said", ") said", ".She", ". She")
	set := strings.NewReplacer("HarrietM", "Harriet M", "Fund(", "Fund (")
	for text, want := range map[string]string{atMarks: set.Replace(doubtful), lacking.Replace(atMarks): doubtful} {
		out := outcomesOf(t, text+doubtful)
		lines := strings.Split(strings.TrimSpace(want), "\n")
		for k, o := range out[len(out)-len(lines):] {
			if o.Best.Text != lines[k] {
				t.Errorf("reads %q (%.2f), not %q", o.Best.Text, o.Best.Posterior, lines[k])
			}
		}
	}
}

// A space that several readings put in need not be as likely as a move in one of them.
func TestASpaceThatReadingsShareIsPutIn(t *testing.T) {
	readings := func(eased bool) []Reading {
		return []Reading{
			{Text: "from Leeds, and it is seen", Posterior: 0.4}, {Text: "it is seen from Leeds,and", Posterior: 0.33, same: true},
			{Text: "it is seen from Leeds, and", Posterior: 0.27, eased: eased, cheap: eased},
		}
	}
	if n, _ := decide(readings(true), 1, DefaultConfidence, parted); n != 2 {
		t.Errorf("reading %d is chosen", n)
	}
	if n, _ := decide(readings(false), 1, DefaultConfidence, parted); n != 1 {
		t.Errorf("reading %d is chosen where the document lacks no spaces", n)
	}
}

// What the scorer is not used to weighs more: where phrases come first, and at marks.
func TestWhatTheScorerSeldomSawWeighsMore(t *testing.T) {
	moved := 20.0 // lines, with a phrase elsewhere
	shift := func(p Producer, space int) float64 {
		r := reader{producer: p}
		var posteriors [missingSpaces][]float64
		posteriors[space] = []float64{0.95, 0.9, 0.3, 0.3, 0.3, 0.05}
		r.learnInPlace(posteriors, moved)
		return r.inPlace[space]
	}
	last, first, marks, names := shift(Last, betweenWords), shift(First, betweenWords), shift(Last, atMarks), shift(Last, inNames)
	if !(last < first && names < first && first < marks) || marks > math.Log(50) {
		t.Errorf("%.2f where phrases come last, %.2f where first, %.2f at marks, %.2f in names", last, first, marks, names)
	}
	moved = 1 // most lines lack a space and nothing else, names as well
	if still := shift(Last, inNames); still <= names || still != shift(Last, atMarks) {
		t.Errorf("%.2f in names where little moved, %.2f elsewhere", still, names)
	}
	if still := shift(Last, betweenWords); still <= last {
		t.Errorf("%.2f between words where little moved, %.2f elsewhere", still, last)
	}
}

// Two names in one are two where spaces are missing, unless the document has them so again.
func TestANameThatComesAgainIsOne(t *testing.T) {
	m := open(t, "en")
	const name = "HarrietMellish"
	token := lm.Tokens(nil, name)[0]
	for times, want := range map[int]bool{1: true, 2: false, 5: false} {
		r := newReader(m, Last, weights())
		r.d = newDocument(100)
		for range times {
			r.d.read([]lm.Token{token})
		}
		r.inPlace[atMarks] = 2 * gluesInPlace
		if got := r.glued(&token, "Harriet", "Mellish"); got != want {
			t.Errorf("%d times: %t", times, got)
		}
	}
}
