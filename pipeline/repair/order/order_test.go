package order_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/damage"
	"github.com/recto/recto/pipeline/repair/lm"
	"github.com/recto/recto/pipeline/repair/order"
)

// lineBlocks makes one block of all lines that hold text.
func lineBlocks(text string) []order.Block {
	var b order.Block
	at := 0
	for _, s := range strings.SplitAfter(text, "\n") {
		if strings.TrimSpace(s) != "" {
			b.Lines = append(b.Lines, order.Line{From: at, To: at + len(strings.TrimRight(s, "\n"))})
		}
		at += len(s)
	}
	return []order.Block{b}
}

func read(t testing.TB, lang, text string, blocks []order.Block, o order.Options) [][]order.Outcome {
	t.Helper()
	m, err := lm.Open(lang)
	if err != nil && lang != "xx" {
		t.Fatal(err)
	}
	out, _, err := order.New(m, o).Blocks(context.Background(), text, blocks)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The phrases of these lines were painted after the rest, with the marks that
// programs leave.
func TestPhrasesComeBackToTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, lang, text, want string }{
		{"a hole and a glue", "en",
			"The committee agreed that  must be informed before the end of the monthall member states\nand that the report should be published.",
			"The committee agreed that all member states must be informed before the end of the month"},
		{"a comma at the start", "en",
			"The council will meet again in the spring with the ministers of finance\n, the commission will publish its proposal on the new budgetBefore the summer\nand present it to the members of the parliament.",
			"Before the summer, the commission will publish its proposal on the new budget"},
		{"two words of one language", "fr",
			"La commission a décidé de  ce rapport avant la fin de l'annéepublier\net de le transmettre aux États membres.",
			"La commission a décidé de publier ce rapport avant la fin de l'année"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := read(t, c.lang, c.text, lineBlocks(c.text), order.Options{Producer: order.Last})
			var got []string
			for _, o := range out[0] {
				got = append(got, o.Best.Text)
			}
			if all := strings.Join(got, "\n"); !strings.Contains(all, c.want) {
				t.Errorf("read\n%s\nwithout the line\n%s", all, c.want)
			}
		})
	}
}

func TestALineWithoutAMarkIsLeftAlone(t *testing.T) {
	text := "Members of the committee shall be appointed for five years,\nand may be appointed again once.  The chair is elected\nby its members (see Article 4) and serves for one year."
	for i, o := range read(t, "en", text, lineBlocks(text), order.Options{})[0] {
		if len(o.Moves) > 0 {
			t.Errorf("line %d reads %q", i, o.Best.Text)
		}
	}
}

// Each of these was once read as damage.
func TestWhatOnlySeemsToBeAMark(t *testing.T) {
	typed := "Winder keeps a list of clocks.  It is short.  Nobody reads it.  "
	for name, text := range map[string]string{
		"a typist's spaces before a bracket":    typed + "\nIt strikes at noon.  (The old owner, in a letter)",
		"a typist's spaces before a quotation":  typed + "\nThe caretaker said no.  \"The old bird does not strike.\"",
		"a name alone on its line":              "The  commands are the ones that follow.\nnextclock",
		"what stands behind a prompt":           "Call it like that.\n  $ winder  list hall.upper",
		"what stands behind another one":        "Call it like that.\n% winder  list hall.upper",
		"what stands behind a host's":           "Call it like that.\ntower$ winder  list hall.upper",
		"a program's remark":                    "The colours are these.\n    CLOCK_RED  /* red and blue */",
		"a remark behind a gap":                 "The colours are these.\nclock red  # red and blue of the tower",
		"what a remark's frame is before":       "The old bird does not strike.\n#  The caretaker said no to it.",
		"the frame of one that came together":   "The old bird does not strike.\nThe caretaker said no *  to it.",
		"a setting in a listing":                "The clocks are these.\n    hosts:          files of the tower",
		"a command that goes on":                "Call it like that.\nwinder list . of the tower \\",
		"a folder beside an address":            "Call it like that.\nwinder copy . clock://tower",
		"a command that has to fail":            "Call it like that.\n! winder list hall",
		"a name that begins with a full stop":   "A .hall zone has clocks in it.\nThe clocks of a .hall zone strike at noon.",
		"what follows a full stop is no word":   "Call it like that.\n.#winder of the hall",
		"a part of something, by its name":      "Call it like that.\nSet winder.clockName before noon.",
		"a mark that a sentence goes on behind": "Call it like that.\nWith +, - or ? say what you want.",
		"names with a full stop in them":        "See clock.tower.\nSee clock.hall.\nSee clock.noon.\nSee clock.caretaker for more of it.",
		"a page of a manual":                    "Call it like that.\nSee nextclock(5) and the others of that name.",
		"a row of a table in a frame":           "The clocks are these.\n  |winder list |the clocks of the  |",
		"a path with a number":                  "The files are these.\nFiles: part2/clock.2 and the tower",
	} {
		t.Run(name, func(t *testing.T) {
			for i, o := range read(t, "en", text, lineBlocks(text), order.Options{})[0] {
				if len(o.Moves) > 0 || i > 0 && o.Marked {
					t.Errorf("line %d is marked (%t) and reads %q", i, o.Marked, o.Best.Text)
				}
			}
		})
	}
}

func TestWiderThanAnyVisualLine(t *testing.T) {
	text := strings.Repeat("the word,and another  ", 40)
	o := read(t, "en", text, lineBlocks(text), order.Options{})[0][0]
	if o.Marked || len(o.Moves) > 0 || o.Best.Text != strings.TrimSpace(text) {
		t.Errorf("read a line of %d bytes: %+v", len(text), o)
	}
}

// words from which properties draw; any text will do.
var words = strings.Fields("the member states of European union, shall adopt. measures (which) l'homme vingt-trois «Alga!» necessary a în żebra Ως и все 25 3,5 » ; : • ﬁn e\u0301t")

func drawText(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(1, 60).Draw(t, "words") {
		b.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
		b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", "", "  ", "\n", " \n", "\n ", "\t"}).Draw(t, "space"))
	}
	return b.String()
}

func TestEveryReadingIsAPermutation(t *testing.T) {
	for _, lang := range []string{"fr", "xx"} {
		rapid.Check(t, func(t *rapid.T) {
			checkPermutation(t, lang, drawText(t))
		})
	}
}

type failer interface {
	Fatalf(string, ...any)
	Helper()
}

func checkPermutation(t failer, lang, text string) {
	checkBlocks(t, lang, text, lineBlocks(text))
	// The same as one line that came run by run.
	checkBlocks(t, lang, text, []order.Block{{Lines: []order.Line{{From: 0, To: len(text)}}}})
}

func checkBlocks(t failer, lang, text string, blocks []order.Block) {
	m, _ := lm.Open(lang)
	for _, p := range []order.Producer{order.Last, order.First} {
		out, _, err := order.New(m, order.Options{Producer: p}).Blocks(context.Background(), text, blocks)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for k, o := range out[0] {
			l := blocks[0].Lines[k]
			for _, r := range append([]order.Reading{o.Best}, o.Alternatives...) {
				if got := corpus.Join(text, r.Pieces); got != r.Text {
					t.Fatalf("pieces render %q, not %q", got, r.Text)
				}
				seen := make([]int, l.To-l.From)
				for _, p := range r.Pieces {
					for i := p.From; i < p.To; i++ {
						seen[i-l.From]++
					}
				}
				for i, n := range seen {
					if n > 1 || n == 0 && !isSpace(text[l.From:l.To], i) {
						t.Fatalf("byte %d of %q is %d times in %q", i, text[l.From:l.To], n, r.Text)
					}
				}
				if r.Posterior < 0 || r.Posterior > 1.000001 {
					t.Fatalf("posterior %v", r.Posterior)
				}
			}
			for _, mv := range o.Moves {
				if got, want := o.Best.Text[mv.At:mv.At+mv.To-mv.From], text[mv.From:mv.To]; got != want {
					t.Fatalf("move says %q stands where %q does", want, got)
				}
			}
			if o.Left && len(o.Moves) > 0 {
				t.Fatalf("left, and moved: %+v", o)
			}
		}
	}
}

// isSpace says whether byte i belongs to a rune of white space.
func isSpace(s string, i int) bool {
	for from, r := range s {
		if i >= from && i < from+len(string(r)) {
			return lm.IsSpace(r)
		}
	}
	return false
}

func FuzzBlocks(f *testing.F) {
	f.Add("one  three fourtwo\n, and soBefore")
	f.Add("two  five six onethree fourseven")
	f.Add("one \n three «\n»\n four \ntwo\nharbour\nfive six")
	f.Add("a\x00b\u00ad\u200b (( »» ''' --- ,,, ...")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 || strings.ToValidUTF8(text, "") != text {
			return
		}
		checkPermutation(t, "fr", text)
	})
}

func TestTheSameInputGivesTheSameReadings(t *testing.T) {
	paragraphs := []string{
		"The commission has adopted a decision on the protection of the marine environment, and the member states have agreed to apply it before the end of the year. It asks the parliament for its opinion on the draft.",
		"All members shall inform the committee of the measures that they have taken, so that it can publish a report on the state of the waters every two years.",
	}
	r := rand.New(rand.NewPCG(1, 2))
	d := damage.Page(paragraphs, damage.Producer{Width: 80, Every: 12, Longest: 4}, r)
	first := read(t, "en", d.Text, lineBlocks(d.Text), order.Options{})
	for range 3 {
		again := read(t, "en", d.Text, lineBlocks(d.Text), order.Options{})
		for k := range first[0] {
			if a, b := first[0][k], again[0][k]; a.Best.Text != b.Best.Text || a.Best.Posterior != b.Best.Posterior {
				t.Fatalf("line %d: %q %v, then %q %v", k, a.Best.Text, a.Best.Posterior, b.Best.Text, b.Best.Posterior)
			}
		}
	}
}

// picks answers with the candidate that it is told of.
type picks string

func (p picks) Choose(_ context.Context, _, _ string, candidates []string, _ string) (int, error) {
	for i, c := range candidates {
		if c == string(p) {
			return i, nil
		}
	}
	return -1, nil
}

func TestASecondReaderChoosesAndNeverWrites(t *testing.T) {
	text := "We saw  in the garden yesterdaythe dog\nand went home."
	blocks := lineBlocks(text)
	for _, want := range []string{"We saw the dog in the garden yesterday", "something of its own"} {
		out := read(t, "en", text, blocks, order.Options{Producer: order.Last, Confidence: 0.999, Adjudicator: picks(want)})
		got := out[0][0].Best.Text
		if strings.HasPrefix(want, "We") && got != want {
			t.Errorf("the second reader chose %q, the line reads %q", want, got)
		}
		if !strings.HasPrefix(want, "We") && strings.Contains(got, "something") {
			t.Errorf("the second reader wrote %q", got)
		}
	}
}

// counts is a second reader that knows nothing and counts what it is asked.
type counts struct{ n atomic.Int64 }

func (c *counts) Choose(context.Context, string, string, []string, string) (int, error) {
	c.n.Add(1)
	return -1, nil
}

// Long words that may be two are no reason to ask about a sound text.
func TestNobodyIsAskedAboutASoundText(t *testing.T) {
	text := `Myllynrattaankorjaaja odotti kanavanvartijankadulla, kunnes lauttasaarelaisopas
toi viljavarastonavaimet. Satamapäiväkirjanpitäjä kertoi rantakivenhakkaajista,
jotka tervahautavartijoineen kulkivat suopursupolkua pitkin kylänvanhintalolle.
Kesäkalastajayhdistys vuokrasi verkkovajahuoneiston, ja silakkatynnyrikauppias
lupasi hinauskaapelinpalkkion. Tuulimyllynsiivet jäivät savolaisrakentajilta
kesken, koska lankkusahanpuhdistaja oli viety jokivarsisairaalaan.`
	asked := &counts{}
	for i, o := range read(t, "fi", text, lineBlocks(text), order.Options{Adjudicator: asked})[0] {
		if o.Changed {
			t.Errorf("line %d reads %q", i, o.Best.Text)
		}
	}
	if asked.n.Load() > 0 {
		t.Errorf("asked %d times", asked.n.Load())
	}
}

// A second reader is asked about a fifth of the lines at most, and not about one more.
func TestASecondReaderIsAskedAboutAFifthOfTheLines(t *testing.T) {
	const damaged = `The old mill  at the edge of the villagestands
on a slope that nobody can see from  to the harbour the roadand
the council asked  for a report on the wheelan engineer
who wrote that the wheel would turn  if the water againcame
over the weir, which it had not  since the springdone
`
	for _, times := range []int{1, 2} {
		text := strings.Repeat(damaged, times) + strings.Repeat("and so it went on for a year.\n", 4)
		lines := strings.Count(text, "\n")
		asked := &counts{}
		read(t, "en", text, lineBlocks(text), order.Options{Producer: order.Last, Confidence: 0.9999, Adjudicator: asked})
		if got := int(asked.n.Load()); got != lines/5 {
			t.Errorf("of %d lines %d are asked about", lines, got)
		}
	}
}
