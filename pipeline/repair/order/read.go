package order

import (
	"strings"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// Options of a reading.
type Options struct {
	Confidence  float64     // a move below this posterior is not made; 0 is DefaultConfidence
	Producer    Producer    // where styled phrases were painted; Unknown: found out
	Language    string      // of the document, for the Adjudicator
	Lines       int         // of the document, if not all are in its blocks
	Justified   bool        // two spaces inside a line fill it, and are no hole
	Moved       float64     // share of the lines that hold line breaks whose runs are out of order; 0 if unknown
	Adjudicator Adjudicator // asked about undecided lines; nil: nobody is
}

// DefaultConfidence is the bar that loses least on damaged prose while it parts
// hardly any words that belong together.
const DefaultConfidence = 0.3

// Reader puts the phrases of visual lines in order. It is safe for several
// goroutines.
type Reader struct {
	model *lm.Model
	o     Options
}

// New makes a reader. The model may be nil.
func New(m *lm.Model, o Options) *Reader {
	if m == nil {
		m = &lm.Model{}
	}
	if o.Confidence == 0 {
		o.Confidence = DefaultConfidence
	}
	return &Reader{model: m, o: o}
}

// reader is the reading of one document.
type reader struct {
	s          *lm.Session
	m          *lm.Model
	d          *document
	scorers    *scorers
	w          *scorer // of the producer
	producer   Producer
	edge       int32
	stop       uint64 // of a full stop
	buf        []lm.Token
	tokens     []lm.Token      // of the line at hand
	cuts       []cut           // likewise
	exact      bool            // it came run by run, with a line break for each hole
	byRun      bool            // its lines with breaks are visual lines, for certain
	rows       bool            // they are, and most holes do not show
	rearranged float64         // nats by which lines with breaks are likelier out of order than lines are elsewhere
	numbers    [mostItems]bool // that lines begin with as items do
	margin     int             // spaces that most lines of the document begin with
	trails     bool            // most end with one
	wraps      bool            // full ones do: that at which they were broken
	produced   bool            // those spaces, or the runs of a line: what shows is of a producer, not of a typist
	close      bool            // one space is between its items' bullets and their text: two are a hole
	bullets    string          // marks that items of its lists begin with, as others do with a dash

	justified bool // spaces fill lines
	apart     bool // or set words apart that are to be typed
	gapped    bool // holes are as wide as the gaps between columns are elsewhere

	habits    *habits
	sampling  bool               // what is read tells of the document, and is not made
	orienting bool               // it tells which way round its producer goes
	sampled   map[int]*junctions // of lines, by where they begin
	unhurt    bool               // the sample shows no damage
	unclear   bool               // it hardly says which way the producer goes
	patient   bool               // a second reader will choose: the right reading should be there, whatever it takes

	glueBar   float64 // gain from which two glued words are a mark
	splitMemo map[int32][]split
	words     map[string]float64
	halves    lm.Cuts                // of the word that is looked at
	endings   endings                // of names, in the model's language
	merges    merges                 // memory of the search
	still     bool                   // more of its lines lack a space than have a phrase elsewhere
	inPlace   [missingSpaces]float64 // nats by which this document's lines are likelier to lack a space and nothing else
}

func newReader(m *lm.Model, p Producer, s *scorers) *reader {
	r := &reader{m: m, s: lm.NewSession(m), scorers: s.in(m.Language()), endings: parseEndings(endingsFile, m.Language()), stop: lm.Tokens(nil, ".")[0].ID}
	r.reset()
	r.readAs(p)
	return r
}

// readAs takes a document for one of a producer.
func (r *reader) readAs(p Producer) {
	r.producer = p
	switch {
	case p == First:
		r.w = &r.scorers.first
	case r.rows:
		r.w = &r.scorers.rows
	default:
		r.w = &r.scorers.last
	}
}

func (r *reader) reset() {
	r.s.Reset()
	edge := lm.Boundary()
	r.edge = r.s.Number(&edge)
	r.splitMemo, r.words = map[int32][]split{}, map[string]float64{}
	r.sampled = map[int]*junctions{}
}

// learn takes the words of the whole document in.
func (r *reader) learn(text string, blocks []Block) {
	r.gapped = gapped(text, blocks)
	r.learnStarts(text, blocks)
	size, lines, trail, holes, marks, apart := 0, 0, 0, 0, 0, 0
	breaks, spaced, commas := 0, 0, 0
	items := map[byte]int{} // by the mark that they begin with
	for _, b := range blocks {
		for _, l := range b.Lines {
			size += l.To - l.From
			lines++
			switch s := text[l.From:l.To]; {
			case itemMark(s) != 0:
				items[itemMark(s)]++
				marks++
			case holed(s, r.gapped):
				holes++
				apart += one(wideApart(s))
				commas += one(strings.HasPrefix(s, ", "))
			}
			n, m := lineBreaksIn(text[l.From:l.To])
			breaks, spaced = breaks+n, spaced+m
			trail += one(strings.HasSuffix(text[l.From:l.To], " "))
		}
	}
	r.exact = spaced*3 > breaks
	r.rows = r.byRun && breaks > 0 && !r.exact
	r.readAs(r.producer)
	r.apart = apart > 3 && apart*3 > holes
	// Where most lines begin or end with a space it says nothing.
	r.wraps = trail > 3 && fullTrail(text, blocks)
	r.produced = r.wraps || breaks > 0
	r.trails = trail*2 > lines+2 || r.wraps
	// Phrases leave other holes, too, and more commas at the starts of lines than semicolons.
	for mark, n := range items {
		if n > 2 && (n > 2*holes || mark != '.' && n > 3*(1+commas)) {
			r.bullets += string(mark)
			marks -= n
		}
	}
	// Where next to no phrase left a hole, two glued words are likelier one long word.
	r.glueBar = gluedAlone
	if shown := holes + marks; shown > 0 && shown*hardly >= lines {
		r.glueBar = gluedAmong
	}
	r.d = newDocument(size / 5)
	if lang := r.m.Language(); lang != "" && lang != "fr" {
		r.d.untall = 3 // times at least that a text sets such a space, before it is believed
	}
	for _, b := range blocks {
		for _, l := range b.Lines {
			r.buf = lm.Tokens(r.buf[:0], text[l.From:l.To])
			r.d.read(r.buf)
			if r.produced {
				r.d.addTerms(r.buf)
			}
		}
	}
}

// fullTrail says that a space ends most lines that go up to the right edge and show no
// hole: a reader that keeps the space at which a line was broken.
func fullTrail(text string, blocks []Block) bool {
	longest, with, all := 0, 0, 0
	for count := range 2 {
		for _, b := range blocks {
			for _, l := range b.Lines {
				switch n := l.To - l.From; {
				case n > widest:
				case count == 0:
					longest = max(longest, n)
				case 4*n > 3*longest && !holed(text[l.From:l.To], false):
					all++
					with += one(text[l.To-1] == ' ')
				}
			}
		}
	}
	return 2*with > all
}

// lineBreaksIn counts the line breaks in a line that came run by run, and those with a
// space beside them.
func lineBreaksIn(s string) (all, spaced int) {
	if !layout.Broken(s) {
		return 0, 0
	}
	for i := range len(s) {
		if layout.IsBreak(rune(s[i])) {
			all++
			spaced += one(i > 0 && s[i-1] == ' ' || i+1 < len(s) && s[i+1] == ' ')
		}
	}
	return all, spaced
}

const (
	gluedAmong = 5   // nats
	gluedAlone = 10  // nats
	hardly     = 200 // lines for each hole
)

// holed says whether a line shows a hole, at a glance, which may be wide.
func holed(s string, wide bool) bool {
	body := strings.TrimFunc(s, lm.IsSpace)
	if body == "" || len(body) > 4*widest {
		return false
	}
	if body[0] == ',' || body[0] == '.' && len(body) > 1 && body[1] == ' ' {
		return true
	}
	i := strings.Index(body, "  ")
	const many = 5
	return i > 0 && !isStop(rune(body[i-1])) && (strings.Count(body, "  ") < many || wide && len(layout.Gaps(body)) < many)
}

func (r *reader) knownNumber(own map[uint64]int, n int32) bool {
	if r.s.Known(n) {
		return true
	}
	key := lm.OneKey(r.s.ID(n))
	return r.d.Count(key)-own[key] > 0
}

// probability is the natural log of a word's probability: by the model, by how
// often the document has it but for so many times, and as a name with an ending.
func (r *reader) probability(word string, but int) float64 {
	p, ok := r.words[word]
	if !ok {
		p = max(r.plain(word, but), r.inflected(word))
		r.words[word] = p
	}
	return p
}

// plain is the same without endings.
func (r *reader) plain(word string, but int) float64 {
	p := r.m.Probability(word)
	if r.buf = lm.Tokens(r.buf[:0], word); len(r.buf) == 1 {
		p = r.d.mixed(p, r.buf[0].ID, but)
	}
	return p
}

// elides says whether a word with an apostrophe or hyphen at its end is one
// that no space follows, in this document.
func (r *reader) elides(t *lm.Token) bool {
	if with, without := r.d.elision(t.ID); with+without > 2 {
		return 4*with < without
	}
	k := elisions(t)
	with, without := float64(r.d.elided[k][0]), float64(r.d.elided[k][1])
	// What the language does counts as ten cases.
	spaced := r.m.Spaced(k)
	return (with+10*spaced)/(with+without+10) < 0.1
}

// solve reads the lines of a block: candidates for each, with posteriors.
func (r *reader) solve(lines []*line) {
	for i, l := range lines {
		marked := l.marks > 0 && !l.unread
		if marked {
			contexts := [][2][]int32{{r.tailOf(lines, i-1), r.headOf(lines, i+1)}}
			if i > 0 && lines[i-1].marks > 0 || i+1 < len(lines) && lines[i+1].marks > 0 {
				contexts = append(contexts, [2][]int32{})
			}
			l.readings = r.propose(l, contexts)
		} else {
			l.readings = []*candidate{{runs: []run{{0, len(l.cuts) - 1}}}}
		}
		for _, c := range l.readings {
			if marked {
				r.render(l, c)
			} else {
				c.tokens = l.numbers
				c.text = l.text
				c.pieces, c.spaces = []run{{0, len(l.text)}}, []bool{false}
				if l.broken {
					l.lay(c)
					c.text = l.textOf(c)
				}
			}
		}
		if marked {
			r.compare(l)
		}
	}
	r.chain(lines)
}

func (r *reader) tailOf(lines []*line, i int) []int32 {
	if i < 0 || len(lines[i].numbers) == 0 {
		return []int32{r.edge}
	}
	n := lines[i].numbers
	return n[max(0, len(n)-2):]
}

func (r *reader) headOf(lines []*line, i int) []int32 {
	if i >= len(lines) || len(lines[i].numbers) == 0 {
		return []int32{r.edge}
	}
	n := lines[i].numbers
	return n[:min(2, len(n))]
}
