package blockend_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/recto/recto/pipeline/repair/blockend"
)

// putBack reads a page with its phrases where they were found to belong.
func putBack(text string, lines []blockend.Line, all []blockend.Found) string {
	gone := make([]bool, len(lines))
	into := map[int][]blockend.Placement{}
	for _, f := range all {
		for _, q := range f.Placements {
			gone[q.Tail] = true
			into[q.Line] = append(into[q.Line], q)
		}
	}
	var out []string
	for i, l := range lines {
		if gone[i] {
			continue
		}
		at := l.From
		for _, q := range into[i] {
			out = append(out, text[at:q.At], text[q.From:q.To])
			at = q.At
		}
		out = append(out, text[at:l.To])
	}
	return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
}

// pairs counts the neighbouring words of want that are in got, marks aside.
func pairs(got, want string) (there, all int) {
	strip := strings.NewReplacer(" ,", ",", " .", ".", " ;", ";")
	has := map[string]int{}
	words := strings.Fields(strip.Replace(got))
	for i := 1; i < len(words); i++ {
		has[words[i-1]+" "+words[i]]++
	}
	words = strings.Fields(want)
	for i := 1; i < len(words); i++ {
		all++
		if p := words[i-1] + " " + words[i]; has[p] > 0 {
			has[p]--
			there++
		}
	}
	return there, all
}

func TestPhrasesFindTheirPlaces(t *testing.T) {
	s := finder(t, "en")
	for _, c := range []struct {
		name  string
		width int
		holes bool
		lost  int // places of the text that may still be broken
	}{
		{"holes show, wide", 88, true, 2},
		{"holes show, narrow", 62, true, 2},
		{"no holes, wide", 88, false, 8},
		{"no holes, narrow", 62, false, 8},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := set(prose, c.width, c.holes)
			if !s.Made(text, [][]blockend.Line{lines(text)}) {
				t.Fatalf("nothing sure was found in\n%s", text)
			}
			found := s.Find(text, lines(text))
			if all := slices.Concat(s.All(text, [][]blockend.Line{lines(text)})...); !reflect.DeepEqual(all, found) {
				t.Errorf("the page was taken for blocks: %+v", all)
			}
			came, all := pairs(text, gold())
			if all-came < 15 {
				t.Fatalf("only %d places are broken: the sample is no sample", all-came)
			}
			if there, _ := pairs(putBack(text, lines(text), found), gold()); all-there > c.lost {
				t.Errorf("%d of %d broken places are left\n%s", all-there, all-came, putBack(text, lines(text), found))
			}
		})
	}
}

// A reader may put no blank lines between the phrases of a page, though there are some
// between its paragraphs.
func TestPhrasesStandALineEachWithoutBlankLines(t *testing.T) {
	s := finder(t, "en")
	text := set(prose, 88, true)
	tail := strings.LastIndex(text, "\non a rainy Monday\n")
	text = text[:tail] + strings.ReplaceAll(text[tail:], "\n\n", "\n")
	if !s.Made(text, [][]blockend.Line{lines(text)}) {
		t.Fatalf("nothing sure was found in\n%s", text)
	}
	there, all := pairs(putBack(text, lines(text), s.Find(text, lines(text))), gold())
	if all-there > 2 {
		t.Errorf("%d places are broken still", all-there)
	}
}

// A reader that leaves a line whole sets its phrases side by side: the end of one and the
// beginning of the next are a word then.
func TestPhrasesOfALineStandSideBySide(t *testing.T) {
	s := finder(t, "en")
	more := strings.NewReplacer("plans for a second room in the stable next door,", "plans {for a second room} in the {stable next door},",
		"has put the matter off twice,", "has {put the matter} off {twice},", "a thermos of tea, and now they have", "a thermos {of tea}, and now {they have}",
		"because a swarm had settled} in the church tower", "because a swarm had settled} in {the church tower}")
	var denser []string
	for _, p := range prose {
		denser = append(denser, more.Replace(p))
	}
	text := sideBySide(denser, 88)
	for _, met := range []string{"teathey", "settledthe"} {
		if !strings.Contains(text, met) {
			t.Fatalf("no %q in\n%s", met, text)
		}
	}
	came, places := pairs(text, gold())
	read := putBack(text, lines(text), slices.Concat(s.All(text, [][]blockend.Line{lines(text)})...))
	if there, _ := pairs(read, gold()); places-came < 50 || 4*(places-there) > places-came {
		t.Errorf("of %d broken places %d are left\n%s", places-came, places-there, read)
	}
}

func TestPhrasesOfABlockStandAtItsEnd(t *testing.T) {
	s := finder(t, "en")
	text := byBlock(prose, 76)
	pages := [][]blockend.Line{lines(text)}
	if s.Made(text, pages) || !s.MadeByBlocks(text, pages) {
		t.Fatalf("the blocks were not found to be damaged in\n%s", text)
	}
	came, _ := pairs(text, gold())
	read := putBack(text, lines(text), s.Find(text, lines(text)))
	there, places := pairs(read, gold())
	if places-came < 15 || 3*(places-there) > places-came {
		t.Errorf("of %d broken places %d are left\n%s", places-came, places-there, read)
	}
}

// Where most blocks with a hole have no phrase for it the damage is of another kind.
func TestBlocksWhoseHolesNothingFills(t *testing.T) {
	s := finder(t, "en")
	const other = "The keeper of the light writes  every ship that passes, with the hour\nand the weather, and at the end of the month he sends the book to the\ntown, where a clerk copies it and puts the copy on a shelf that is full.\n\n"
	text := byBlock(prose, 76)
	for n, want := range map[int]bool{0: true, 4: false} {
		all := text + strings.Repeat(other, n)
		if got := s.MadeByBlocks(all, [][]blockend.Line{lines(all)}); got != want {
			t.Errorf("with %d such blocks: %v", n, got)
		}
	}
}

// In content order no blank line parts paragraphs, and no hole shows: what their ends have
// seems to be the page's.
func TestPhrasesOfABlockWhoseEndDoesNotShow(t *testing.T) {
	s := finder(t, "en")
	text := strings.NewReplacer("\n\n", "\n", "\n ", "\n", "  ", " ", " .", ".", " ,", ",").Replace(byBlock(prose, 76))
	pages := [][]blockend.Line{lines(text)}
	came, _ := pairs(text, gold())
	s.Made(text, pages)
	atEnd, _ := pairs(putBack(text, pages[0], s.Find(text, pages[0])), gold())
	read := putBack(text, pages[0], slices.Concat(s.All(text, pages)...))
	there, places := pairs(read, gold())
	if places-came < 15 || 2*(there-came) < places-came || there < atEnd+5 {
		t.Errorf("%d of %d places read right, %d came so, %d if all stood at the page's end\n%s", there, places, came, atEnd, read)
	}
}

// All phrases of a page may stand on one line, and what has no place stays there.
func TestPhrasesOfAPageStandOnOneLine(t *testing.T) {
	s := finder(t, "en")
	text := set(prose, 88, true)
	tail := strings.LastIndex(text, "\non a rainy Monday\n") + 1
	text = text[:tail] + strings.Join(strings.Fields(text[tail:]), " ") + "\n"
	pages := [][]blockend.Line{lines(text)}
	came, _ := pairs(text, gold())
	read := putBack(text, pages[0], slices.Concat(s.All(text, pages)...))
	there, places := pairs(read, gold())
	if places-came < 15 || 3*(there-came) < 2*(places-came) {
		t.Errorf("%d of %d places read right, %d came so\n%s", there, places, came, read)
	}
}

// A browser paints phrases at the end of a paragraph that is painted by itself.
func TestTailsStandInsideAPage(t *testing.T) {
	s := finder(t, "en")
	var b strings.Builder
	for _, p := range prose {
		b.WriteString(set([]string{p}, 88, true))
	}
	text := b.String()
	if !s.Made(text, [][]blockend.Line{lines(text)}) {
		t.Fatalf("nothing sure was found in\n%s", text)
	}
	came, _ := pairs(text, gold())
	there, all := pairs(putBack(text, lines(text), s.Find(text, lines(text))), gold())
	if all-came < 15 || 3*(all-there) > all-came {
		t.Errorf("of %d broken places %d are left", all-came, all-there)
	}
}

// A source's directives and a list's items go nowhere, whatever holes there are.
func TestDirectivesAndItemsAreNoPhrases(t *testing.T) {
	for _, mark := range []string{".. ", "• "} {
		s := finder(t, "en")
		text := set(prose, 88, true)
		tail := strings.LastIndex(text, "\non a rainy Monday\n") + 1
		text = text[:tail] + strings.ReplaceAll(text[tail:], "\n\n", "\n\n"+mark)
		text = strings.TrimSuffix(text, mark)
		s.Made(text, [][]blockend.Line{lines(text)})
		for _, f := range s.Find(text, lines(text)) {
			for _, q := range f.Placements {
				if strings.HasPrefix(text[q.From:q.To], mark) {
					t.Errorf("%q was put elsewhere", text[q.From:q.To])
				}
			}
		}
	}
}

func TestSoundBlocksStayAsTheyAre(t *testing.T) {
	s := finder(t, "en")
	for name, text := range map[string]string{
		"prose": strings.ReplaceAll(clean(70), ".\n", ".\n\n"),
		"settings": strings.Repeat("The quay's lamp  is set by these lines, which the keeper has to\nwrite down each  evening before he lights it:\nlamp = lit\n\n", 4) +
			strings.Repeat("The bell of the  tower is rung by the keeper's wife as long as the\nfog lasts, and  by whoever is there:\nbell_of = tower\n\n", 4),
		"commands": "In the evening the keeper calls  before the boats come home from the banks, and\nthen he goes to sleep.\nlight_lamp\n\n" +
			"When the fog is thick he uses  as long as he is awake, and his wife does it when\nhe is not.\nring_bell\n\n" +
			"Before the storm everybody has to run  on the northern quay, where most of the\nboats are.\nhaul_in\n\n" +
			"At low water the clerk starts  and writes down how many of the steps he sees on\nthat day.\ncount_steps\n\n",
		"lists": strings.Repeat("The following are kept in the house at the head of the northern\nquay since the storm  of that winter:\nLamp\nBell\n\n", 6),
	} {
		if s.MadeByBlocks(text, [][]blockend.Line{lines(text)}) {
			t.Errorf("%s was found to be damaged", name)
		}
	}
}

// Rows that stand at the page's end in their own right, a caption or a list of links,
// do not shift the phrases around them.
func TestRowsThatStayDoNotShiftThePhrases(t *testing.T) {
	s := finder(t, "en")
	page := set(prose, 88, true)
	for _, c := range []struct {
		name, rows, before string // before is a row of the page's end
		lost               int    // pairs: two without them, and two where a caption goes itself
	}{
		{"a caption", "Figure 3. The granary as it stood before the fire\n", "by people of the town", 2 + 2},
		{"links", "See also\n\nThe bridge and its piers\n\nHow to mend a roof\n\nThe church tower\n\nSwarms of bees in the spring\n", "the treasurer believes", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			next := "\n" + c.before + "\n"
			if !strings.Contains(page, next) {
				t.Fatal("the page has no such row")
			}
			text := strings.Replace(page, next, "\n"+c.rows+next, 1)
			if !s.Made(text, [][]blockend.Line{lines(text)}) {
				t.Fatal("the page is not taken for damaged")
			}
			repaired := putBack(text, lines(text), s.Find(text, lines(text)))
			if there, all := pairs(repaired, gold()); all-there > c.lost {
				t.Errorf("%d of %d pairs of words are not right\n%s", all-there, all, repaired)
			}
		})
	}
}

// A page that is a table for the most part is not set in lines of a width. Its
// phrases come back where other pages speak for it.
func TestAPageOfShortLinesIsReadAmongOthers(t *testing.T) {
	s := finder(t, "en")
	body := set(prose, 88, true)
	table := strings.Repeat("shelf\nbench\nlamp\nstove\n", 25)
	other := set(prose[1:4], 80, true)
	text := other + table + body
	first, second := lines(other), lines(text)[len(lines(other)):]
	if !s.Made(text, [][]blockend.Line{first, second}) {
		t.Fatal("nothing sure was found")
	}
	there, all := pairs(putBack(text, second, s.Find(text, second)), gold())
	if all-there > 2 {
		t.Errorf("%d of %d pairs of words are not right", all-there, all)
	}
}

func TestCleanPagesStayAsTheyAre(t *testing.T) {
	s := finder(t, "en")
	heading := "The old granary\n" + clean(75)
	list := "What to bring to the reading room on Thursdays, please:\na warm coat\nyour glasses\na book that you like\ntea, if there is some left\nand a chair\n"
	letter := "Dear neighbours,\nthe bridge is closed\nuntil the end of May.\nYours,\nthe council\n"
	for name, text := range map[string]string{
		"set": clean(80), "heading": heading, "list": list + clean(70), "list at the end": clean(70) + list,
		"letter": letter, "trailing spaces": strings.ReplaceAll(clean(66), "\n", " \n"),
	} {
		t.Run(name, func(t *testing.T) {
			if s.Made(text, [][]blockend.Line{lines(text)}) {
				t.Errorf("phrases would be moved:\n%s", putBack(text, lines(text), s.Find(text, lines(text))))
			}
		})
	}
}

// A glossary's lines break off and go on as those of a damaged page do, and its
// last terms fit somewhere: such pages were once taken for damaged ones.
func TestAGlossaryStaysAsItIs(t *testing.T) {
	s := finder(t, "en")
	for width := 50; width < 90; width += 10 {
		for seed := range uint64(30) {
			text := glossary(width, rand.New(rand.NewPCG(seed, 1)))
			if page := [][]blockend.Line{lines(text)}; s.Made(text, page) {
				t.Errorf("width %d, seed %d: phrases would be moved:\n%s", width, seed, text)
			}
		}
	}
}

// A page of a long document has to say more than the only one of a short one, and so
// have two: a book has pages that end with what was painted last.
func TestAFewPagesDoNotSpeakForABook(t *testing.T) {
	s := finder(t, "en")
	// A page that says what others say hears its phrases where they came, so they differ.
	var text string
	add := func(page string) []blockend.Line {
		out := lines(page)
		for i := range out {
			out[i].From += len(text)
			out[i].To += len(text)
		}
		text += page
		return out
	}
	var damaged [][]blockend.Line
	for k := range 7 {
		damaged = append(damaged, add(set([]string{prose[k%len(prose)], prose[(k+2)%len(prose)]}, 76+4*(k%4), true)))
	}
	other := add(clean(75))
	for _, c := range []struct {
		damaged, sound int
		made           bool
	}{{1, 0, true}, {1, 60, false}, {2, 12, false}, {7, 7, true}} {
		book := append(slices.Clone(damaged[:c.damaged]), slices.Repeat([][]blockend.Line{other}, c.sound)...)
		if got := s.Made(text, book); got != c.made {
			t.Errorf("%d pages with phrases at their ends and %d without: taken for made so: %v", c.damaged, c.sound, got)
		}
	}
}

// check says what does not hold of any result.
func check(t interface{ Fatalf(string, ...any) }, text string, lines []blockend.Line, s *blockend.Finder) {
	found := s.Find(text, lines)
	if again := s.Find(text, lines); !reflect.DeepEqual(found, again) {
		t.Fatalf("two results of one text: %v, %v", found, again)
	}
	end := 0 // lines before it are spoken for
	for _, f := range found {
		at, line, tail := 0, end, f.Tail
		if f.Tail < end+2 {
			t.Fatalf("a tail from line %d reaches into the part before, which ends at %d", f.Tail, end)
		}
		for _, q := range f.Placements {
			l := lines[q.Tail]
			if q.From < l.From || q.To > l.To || q.From >= q.To || q.From < at {
				t.Fatalf("a phrase that is none of its line's: %+v", q)
			}
			// All phrases of a block may stand on one line, and one of them stay; no word is torn.
			if rest := text[at:q.From]; q.Tail == tail && at > 0 && strings.TrimSpace(rest) != "" && (rest[0] != ' ' || rest[len(rest)-1] != ' ') {
				t.Fatalf("%q is left behind before %+v", rest, q)
			}
			if q.Line < line || q.Line >= f.Tail || q.Tail < tail || q.At < lines[q.Line].From || q.At > lines[q.Line].To {
				t.Fatalf("a place out of order: %+v", q)
			}
			if !(q.Posterior > 0 && q.Posterior <= 1) {
				t.Fatalf("no probability: %+v", q)
			}
			at, line, tail = q.To, q.Line, q.Tail
		}
		end = tail + 1
	}
}

func TestWhatIsFoundIsInOrder(t *testing.T) {
	s := finder(t, "en")
	words := append(strings.Fields(gold()), "", " ", ",", ".", "  ", "é", "—", "’")
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		if rapid.IntRange(0, 3).Draw(t, "a page first") == 0 {
			text.WriteString(set(prose[:2], rapid.IntRange(40, 100).Draw(t, "width"), rapid.Bool().Draw(t, "holes")))
		}
		for range rapid.IntRange(0, 12).Draw(t, "lines") {
			text.WriteString(strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "words"), " ") + "\n")
		}
		check(t, text.String(), lines(text.String()), s)
	})
}

func FuzzFind(f *testing.F) {
	f.Add(set(prose[:1], 70, true))
	f.Add(set(prose[:1], 70, false))
	f.Add("a \n b\n\n, c\nd\n")
	f.Add("X \nX\n\nY00AAC\nt \n \"C0A\n$ o b Z X00") // one of three phrases on a line stays
	s := finder(f, "en")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 10_000 {
			check(t, text, lines(text), s)
		}
	})
}

// A page that shows no sign of this damage has to cost next to nothing.
func BenchmarkPages(b *testing.B) {
	ragged := strings.ReplaceAll(clean(80), ", ", ",\n") // lines short of their room
	for _, c := range []struct{ name, text string }{
		{"clean", clean(80)}, {"ragged", ragged}, {"headings", strings.ReplaceAll(clean(80), ".\n", ".\nAnother matter\n")},
		{"holes", set(prose, 80, true)}, {"noholes", set(prose, 80, false)},
	} {
		b.Run(c.name, func(b *testing.B) {
			s, l := finder(b, "en"), lines(c.text)
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				if s.Made(c.text, [][]blockend.Line{l}) {
					s.Find(c.text, l)
				}
			}
		})
	}
}
