package layout_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/hyphen"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/layout/typeset"
)

// paragraphs are the texts of the paragraphs of a text that needs no words.
func paragraphs(text string) []string {
	p := layout.Parse(text)
	var out []string
	for _, q := range p.Paragraphs(make([]layout.Read, len(p.Lines)), nil, hyphen.Open("")) {
		out = append(out, corpus.Join(text, q.Pieces))
	}
	return out
}

func TestLinesKnowTheirPlace(t *testing.T) {
	got := layout.Lines("a\r\n\r\n b \rc\n\n\n\fd\n")
	want := []layout.Line{
		{From: 0, To: 1, Number: 1, Page: 1},
		{From: 5, To: 8, Number: 3, Page: 1, Blanks: 1},
		{From: 9, To: 10, Number: 4, Page: 1},
		{From: 14, To: 15, Number: 7, Page: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParagraphs(t *testing.T) {
	full := "The board met on Tuesday to discuss the repair of the northern quay, which was damaged"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a blank line ends a paragraph": {
			full + "\nby the storms of last winter\n\nand the money did not come.\n",
			[]string{full + " by the storms of last winter", "and the money did not come."},
		},
		"a paragraph a line stays so": {
			full + " by storms.\n\nSecond paragraph, which is also long enough to be a line of its own.\n\nThird.\n",
			[]string{full + " by storms.", "Second paragraph, which is also long enough to be a line of its own.", "Third."},
		},
		"a bullet of its own line": {
			"•\nthe quay\n•\nthe light\n",
			[]string{"• the quay", "• the light"},
		},
		"a script without spaces": {
			"委員会は昨日の会議で港の再建に関する報告書を承認し、来月の理事会に提出することを決め\nた。また、漁業者の意見を聞く場を設けることも決まり、市の担当者が日程を調整すること\nになった。\n",
			[]string{"委員会は昨日の会議で港の再建に関する報告書を承認し、来月の理事会に提出することを決めた。また、漁業者の意見を聞く場を設けることも決まり、市の担当者が日程を調整することになった。"},
		},
		"rows stay rows": {
			"Year    Catch    Value\n2009    1,200    3.4\n2010    1,340    3.9\n",
			[]string{"Year    Catch    Value", "2009    1,200    3.4", "2010    1,340    3.9"},
		},
		"the lines of an item hang under its text": {
			"Of the quay's keepers:\n\n" +
				"  • The first keeper had the lamp and the bell, and slept in the house at the head of the\n" +
				"    Northern Quay until the winter of the great storm, when the house went with all that\n" +
				"    was in it.\n" +
				"  • The second had neither, for the council had sold them both to pay the masons that had\n" +
				"    mended the steps.\n",
			[]string{
				"Of the quay's keepers:",
				"• The first keeper had the lamp and the bell, and slept in the house at the head of the Northern Quay until the winter of the great storm, when the house went with all that was in it.",
				"• The second had neither, for the council had sold them both to pay the masons that had mended the steps.",
			},
		},
		"a term's lines hang": {
			"quay-lamp Says whether the lamp is lit before the boats come in, which the keeper has to\n" +
				"     write down each evening, and how much oil was used for it.\n" +
				"quay-bell Says how often the bell was rung while the fog lasted, and by whom, so that the\n" +
				"     harbour office can pay the ringers at the end of the month, and the ringers know what\n" +
				"     they will have for it.\n" +
				"steps Says how many of the steps are under water.\n",
			[]string{
				"quay-lamp Says whether the lamp is lit before the boats come in, which the keeper has to write down each evening, and how much oil was used for it.",
				"quay-bell Says how often the bell was rung while the fog lasted, and by whom, so that the harbour office can pay the ringers at the end of the month, and the ringers know what they will have for it.",
				"steps Says how many of the steps are under water.",
			},
		},
		"commands among prose do not say how wide it is set": {
			"The list of the boats is made anew each morning by the clerk, who copies it by hand from\n" +
				"the book of the harbour:\n\nboats\nlist\nsort\nprint\n\n" +
				"The second list, of the nets, is longer and is kept by the wife of the clerk in a book of\n" +
				"its own, which nobody else may open:\n\nnets\nlist\nsort\nprint\n\n" +
				"Whoever wants to see the two lists side by side has to ask the clerk for it in the winter,\n" +
				"when there is time, and has to bring the paper:\n\nboth\nlist\nsort\nprint\n\n" +
				"All of it goes to the archive of the town once a year, where the books have stood since\n" +
				"Easter of 1840.\n",
			[]string{
				"The list of the boats is made anew each morning by the clerk, who copies it by hand from the book of the harbour:", "boats", "list", "sort", "print",
				"The second list, of the nets, is longer and is kept by the wife of the clerk in a book of its own, which nobody else may open:", "nets", "list", "sort", "print",
				"Whoever wants to see the two lists side by side has to ask the clerk for it in the winter, when there is time, and has to bring the paper:", "both", "list", "sort", "print",
				"All of it goes to the archive of the town once a year, where the books have stood since Easter of 1840.",
			},
		},
		"a line that came a word a line": {
			full + "\nby the storms of last winter, and to hear what the masons had to say about the steps; and\n" +
				"as\nthe\nmasons\nhad\nnot\ncome,\nthe\nmembers\n" +
				"went down to the water themselves to see it, with the clerk, who wrote everything down.\n",
			[]string{full + " by the storms of last winter, and to hear what the masons had to say about the steps; and as the masons had not come, the members went down to the water themselves to see it, with the clerk, who wrote everything down."},
		},
		"paragraphs of one line that are set in": {
			full + "\nby the storms of last winter, and to hear what the masons had to say about the steps, who\nhad not come.\n" +
				"    The clerk read the letter of the ministry, in which there was nothing about the money.\n" +
				"    The members heard it, and did not say much, for most of them had known it before; and\nthey went home early.\n" +
				"    The chairman stayed and wrote to the ministry again, as he had done each month since\nthe great storm.\n",
			[]string{
				full + " by the storms of last winter, and to hear what the masons had to say about the steps, who had not come.",
				"The clerk read the letter of the ministry, in which there was nothing about the money.",
				"The members heard it, and did not say much, for most of them had known it before; and they went home early.",
				"The chairman stayed and wrote to the ministry again, as he had done each month since the great storm.",
			},
		},
		"a year may end a sentence": {
			full + "\nby the storms of winter, and that nothing had been done about it at all since early\n2012.\n",
			[]string{full + " by the storms of winter, and that nothing had been done about it at all since early 2012."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, paragraphs(c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRunningHeadsAreTakenOut(t *testing.T) {
	page := func(n int, body string) string { return fmt.Sprintf("REPORT ON THE QUAY\n\n%s\n\n- %d -\n", body, n) }
	text := page(4, "The board met on Tuesday to discuss the repair of the northern quay, which was damaged\nby the storms of last winter, and heard that") +
		"\f" + page(5, "the money had not come; the chairman was of the opinion that the region would send it\nbefore the spring, and asked the members to be") +
		"\f" + page(6, "patient. They were not, and said so in a letter that each of them signed and that went\noff to the ministry on the same evening.")
	p := layout.Parse(text)
	kinds := map[corpus.RemovedKind]int{}
	for _, r := range p.Removed {
		kinds[r.Kind]++
	}
	if kinds[corpus.RunningHead] != 3 || kinds[corpus.PageNumber] != 3 || len(p.Lines) != 6 {
		t.Errorf("removed %v, %d lines left", kinds, len(p.Lines))
	}
	// Chapters that begin a page each are no heads.
	var chapters []string
	for n := range 3 {
		chapters = append(chapters, fmt.Sprintf("Article %d\n\nThe board meets %s a month.\n", n+1, []string{"once", "twice", "thrice"}[n]))
	}
	if p := layout.Parse(strings.Join(chapters, "\f")); len(p.Removed) != 0 {
		t.Errorf("headings were taken out: %v", p.Removed)
	}
}

func TestEntriesOfContentsAreApart(t *testing.T) {
	p := layout.Parse("9.7 Mending nets . . . . . . . . . . . . . . . . . .  104\n9.7.1 Knots . . . . . . . . . . . . . . . . . . . . .  104\n\n1. The net has to be dry.\n")
	for i, want := range []bool{true, true, false} {
		if p.Apart(i) != want {
			t.Errorf("line %d is a row of its own: %v", i+1, !want)
		}
	}
}

func TestRunningHeadsThatNameTheSection(t *testing.T) {
	bodies := []string{
		"The pilot found six fathoms when he went out with the lead, and on the next day they were\ngone; nobody could say where the water had gone to, and the harbour office asked for a\n",
		"list of all places. It was made by the clerk, who had never seen the sea, from the book of\nhis father, and so it came that the rock stood two miles too far to the north in\n",
		"every map of the coast until the ministry sent a ship of its own, with a chain and with\nlamps, which lay before the quay all summer and measured what could be measured, and\n",
		"then went home. The boats meanwhile did as they had always done, and kept to the left of\nthe tower when the bell was heard, and to the right of it in winter, as long as\n",
		"there was ice. Of the crew that came back we know the names, and of the others nothing but\nwhat their wives told the priest, who wrote it down in Latin, on the back of\n",
		"a hymn. It was sold with the organ, and the paper is now in the museum of the town, beside\nthe lead, the lamp, and one of the two oars that the sea gave back to\n",
	}
	book := func(heads []string, between string) string {
		var b strings.Builder
		for n, h := range heads {
			if n > 0 {
				b.WriteString("\f")
			}
			fmt.Fprintf(&b, "%s%s%s\n%d\n", h, between, bodies[n], n+11)
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		text string
		want int // lines taken for heads
	}{
		"a chapter's and a section's on one line": {book([]string{
			"CHAPTER 2. THE WATER                          2.1. ITS DEPTH", "CHAPTER 2. THE WATER                          2.2. ITS COLOUR",
			"CHAPTER 2. THE WATER                          2.2. ITS COLOUR", "CHAPTER 2. THE WATER                        2.3. WHAT SWIMS IN IT",
			"CHAPTER 3. THE BOATS                          3.1. OF WOOD", "CHAPTER 3. THE BOATS                          3.2. OF IRON",
		}, "\n\n"), 6},
		"a chapter's and a section's on two lines": {book([]string{
			"CHAPTER 2. THE WATER\n2.1. ITS DEPTH", "CHAPTER 2. THE WATER\n2.2. ITS COLOUR", "CHAPTER 2. THE WATER\n2.3. WHAT SWIMS IN IT",
			"CHAPTER 2. THE WATER\n2.4. ITS SALT", "CHAPTER 2. THE WATER\n2.5. ITS ICE", "CHAPTER 2. THE WATER\n2.6. ITS SOUND",
		}, "\n\n"), 12},
		"headings that have nothing in common": {book([]string{
			"The water", "Boats of wood", "Iron", "What swims in it", "Salt and ice", "The sound of the sea",
		}, "\n\n"), 0},
	} {
		t.Run(name, func(t *testing.T) {
			heads, numbers := 0, 0
			for _, r := range layout.Parse(c.text).Removed {
				switch r.Kind {
				case corpus.RunningHead:
					heads++
				case corpus.PageNumber:
					numbers++
				}
			}
			if heads != c.want || numbers != 6 {
				t.Errorf("%d heads and %d numbers were taken out, not %d and 6", heads, numbers, c.want)
			}
		})
	}
	// Slides repeat their titles, and end with them: nothing goes on over a page.
	var slides []string
	for n := range 6 {
		slides = append(slides, fmt.Sprintf("Mending the quay, step %d\n\nStones and mortar of the year %d.\n", n/2, 1840+7*n*n))
	}
	if p := layout.Parse(strings.Join(slides, "\f")); len(p.Removed) != 0 {
		t.Errorf("titles of slides were taken out: %v", p.Removed)
	}
}

func TestPagesAreFoundByTheirNumbers(t *testing.T) {
	var text, items strings.Builder
	for n := range 5 {
		for range 14 {
			text.WriteString("and so the water rose above the lower steps of the quay while the men were carrying\n")
		}
		fmt.Fprintf(&text, "\n%d\n\n", n+7)
		for range 14 {
			items.WriteString("The board meets in the old town hall, by the market, on every first Tuesday there is.\n")
		}
		fmt.Fprintf(&items, "\n%d\n\n", n+7)
	}
	if p := layout.Parse(text.String()); len(p.Removed) != 5 || p.Lines[len(p.Lines)-1].Page != 5 {
		t.Errorf("removed %v", p.Removed)
	}
	if p := layout.Parse(items.String()); len(p.Removed) != 0 {
		t.Errorf("numbers between sentences were taken out: %v", p.Removed)
	}
}

// In most of these pages no sentence is cut where they end.
func TestWhatSaysThatANumberIsAPages(t *testing.T) {
	words := strings.Fields("keeper lamp mason clerk boat storm rope pilot ringer oar wife of and saw heard under behind before that old")
	// A sentence is cut at the end of one page, of none (0), or of all (-1).
	book := func(lines, cut int, foot func(n int) string) string {
		r := rand.New(rand.NewPCG(1, 2))
		var b strings.Builder
		for n := 1; n <= 6; n++ {
			for k := range lines {
				ends := k < lines-1 || n != cut && cut >= 0
				if k > 0 || n != cut+1 && cut >= 0 {
					b.WriteString("The ")
				}
				for i := range 13 {
					if i > 0 {
						b.WriteByte(' ')
					}
					b.WriteString(words[r.IntN(len(words))])
				}
				if ends {
					b.WriteByte('.')
				}
				b.WriteByte('\n')
			}
			b.WriteString(foot(n))
		}
		return b.String()
	}
	number := func(form string) func(int) string { return func(n int) string { return fmt.Sprintf(form, n) } }
	stray := func(n int) string {
		if n == 1 {
			return "\n1\n\n" + strings.Repeat("The keeper was asked how many of the old lamps were lit, and wrote down the number.\n", 13) + "2\n"
		}
		return fmt.Sprintf("\n%d\n\n", n)
	}
	for name, c := range map[string]struct {
		text string
		want int
	}{
		"pages of one length":                {book(40, 3, number("\n%d\n\n")), 6},
		"a number in the middle of its line": {book(40, 3, number("\n                                          %d\n\n")), 6},
		"a number of how many":               {book(40, 3, number("\n%d / 6\n\n")), 6},
		"a line beside each":                 {book(14, 3, number("\n%d\nThe keeper's report\n\n")), 12},
		"a number that no page has":          {book(40, 3, stray), 6},
		"parts of one length":                {book(40, 0, number("\n%d\n\n")), 0},
		"short parts":                        {book(14, 3, number("\n%d\n\n")), 0},
		"numbered headings":                  {book(40, 3, number("\nExample %d\n\n")), 0},
		"settings":                           {book(40, -1, number("\nx = %d\n\n")), 0},
		"pages' names, where all are cut":    {book(40, -1, number("\nPage %d\n\n")), 6},
	} {
		t.Run(name, func(t *testing.T) {
			if p := layout.Parse(c.text); len(p.Removed) != c.want {
				t.Errorf("%d lines were taken out, not %d: %v", len(p.Removed), c.want, p.Removed)
			}
		})
	}
}

func TestAPageWithoutTextChangesNoCount(t *testing.T) {
	var b strings.Builder
	for n := 1; n <= 8; n++ {
		fmt.Fprintf(&b, "The board met on Tuesday to discuss the repair of the northern quay, which the storm of\nthat winter had\n\n%d\n\f", n)
		if n == 4 {
			b.WriteString("A plate of the quay\n\f")
		}
	}
	numbers := 0
	for _, r := range layout.Parse(b.String()).Removed {
		if r.Kind == corpus.PageNumber {
			numbers++
		}
	}
	if numbers != 8 {
		t.Errorf("%d of 8 numbers were taken out", numbers)
	}
}

func TestWhatABrowserPrintsIsTakenOut(t *testing.T) {
	p := layout.Parse("Report\nThe board met on Tuesday.\n11/24/26, 11:24 AM\nfile:///home/a/report.html\n1/1\n\f")
	if len(p.Removed) != 3 || len(p.Lines) != 2 {
		t.Errorf("removed %v", p.Removed)
	}
}

func TestFootnoteMarksCountUpAndHaveNotes(t *testing.T) {
	marks := func(text string) []string {
		var out []string
		for _, m := range layout.Parse(text).NoteMarks() {
			out = append(out, text[m.From-4:m.From]+"|"+text[m.From:m.To])
		}
		return out
	}
	notes := "\n¹ See the report of last year.\n² Both of them.\n"
	if diff := cmp.Diff([]string{"quay|¹", "oat.|²"}, marks("They came to the quay¹ by boat.²\n"+notes)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"quay|1", "boat|2"}, marks("They came to the quay1 by boat2, late.\n\n1 See the report.\n2 Both of them.\n")); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{
		"A room of 12 m² and a tank of 3 m³.\n", "They came to the quay¹ by boat.\n", "Version2 and CO2 in area51.\n\n2 Two of them.\n",
	} {
		if got := marks(text); got != nil {
			t.Errorf("%q: %q are no marks", text, got)
		}
	}
}

// own reads the sample texts that were written for recto.
func own(t *testing.T) map[string][]typeset.Paragraph {
	t.Helper()
	files, err := filepath.Glob("../testdata/own/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no sample texts")
	}
	out := make(map[string][]typeset.Paragraph)
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for p := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
			lang := strings.TrimSuffix(filepath.Base(f), ".txt")
			out[lang] = append(out[lang], typeset.Paragraph{Text: p})
		}
	}
	return out
}

// Set with blank lines or indents, hyphens and pages, the sample texts come
// back paragraph by paragraph; the marks of the page are gone.
func TestSampleTextsComeBackFromAnyStyle(t *testing.T) {
	for lang, want := range own(t) {
		t.Run(lang, func(t *testing.T) {
			wrong, all := 0, 0
			for seed := range 40 {
				r := rand.New(rand.NewPCG(uint64(seed), 3))
				style := typeset.RandomStyle(r)
				if !style.Blank && style.Indent == 0 {
					style.Blank = true // the rest is a question of luck
				}
				style.PageLines = min(style.PageLines, 9) // a head shows where it comes again
				page := typeset.Set(want, style, r)
				p := layout.Parse(page.Text)
				starts := map[int]bool{}
				for _, q := range p.Paragraphs(make([]layout.Read, len(p.Lines)), nil, hyphen.Open(lang)) {
					starts[q.Pieces[0].From] = true
				}
				for _, s := range page.Starts {
					all++
					if !starts[s] {
						wrong++
					}
					delete(starts, s)
				}
				wrong += len(starts)
			}
			if wrong*100 > all*3 {
				t.Errorf("%d of %d paragraph starts are wrong", wrong, all)
			}
		})
	}
}

func TestABlankLineInsideASentenceNearDamage(t *testing.T) {
	text := "The board met on Tuesday to discuss the repair of the northern quay, which was damaged\n" +
		"by the storms of last winter, and to hear what the masons had to say about the steps that\n\n" +
		"lead down to the water, where the boats of the harbour office lie when nobody needs them,\n" +
		"and who was to pay for it all, which is the question that the town has put to everyone\n" +
		"who has come by since the storm, and of which they said little.\n\n" +
		"It was late when they went.\n"
	p := layout.Parse(text)
	for name, c := range map[string]struct{ marked, want int }{
		"no mark":                  {-1, 3},
		"a mark on the line above": {0, 2},
		"a mark two lines below":   {3, 2},
	} {
		reads := make([]layout.Read, len(p.Lines))
		if c.marked >= 0 {
			reads[c.marked].Marked = true
		}
		if got := p.Paragraphs(reads, nil, hyphen.Open("en")); len(got) != c.want {
			t.Errorf("%s: %d paragraphs, not %d", name, len(got), c.want)
		}
	}
}

func TestPiecesHoldEveryCharacterOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("aB. ,-\n\n\f 1)•é漢\u00ad\r\t")), 0, 200, -1).Draw(t, "text")
		p := layout.Parse(text)
		seen := make([]int, len(text))
		mark := func(from, to int) {
			for i := from; i < to; i++ {
				seen[i]++
			}
		}
		for _, r := range p.Removed {
			mark(r.From, r.To)
		}
		for _, q := range p.Paragraphs(make([]layout.Read, len(p.Lines)), nil, hyphen.Open("en")) {
			for _, piece := range q.Pieces {
				mark(piece.From, piece.To)
			}
			for _, r := range q.Removed {
				mark(r.From, r.To)
			}
		}
		for i, c := range []byte(text) {
			if c > ' ' && seen[i] != 1 {
				t.Fatalf("byte %d of %q is used %d times", i, text, seen[i])
			}
		}
	})
}

// The lines at the first page's end stand in others now: what was cut before them
// goes on behind them, and keeps its hyphen ("stonework" would not).
func TestAParagraphRunsOnOverAPagesTail(t *testing.T) {
	text := "The harbour board met on Tuesday to speak of the quay, whose stone-built wall is of stone-\n" +
		"\nwork of masons\n\nof the town\n\f" +
		"built piers, and of the storms that had shaken it so that nobody could land in the winter.\n"
	p := layout.Parse(text)
	reads := make([]layout.Read, len(p.Lines))
	for i, l := range p.Lines {
		reads[i].Gone = l.To-l.From < 20
	}
	var got []string
	for _, q := range p.Paragraphs(reads, nil, hyphen.Open("en")) {
		got = append(got, corpus.Join(text, q.Pieces))
	}
	want := "The harbour board met on Tuesday to speak of the quay, whose stone-built wall is of stone-built piers, and of the storms that had shaken it so that nobody could land in the winter."
	if len(got) != 1 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
}
