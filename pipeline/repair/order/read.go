package order

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Options of a reading.
type Options struct {
	Confidence  float64     // a move below this posterior is not made; 0 is DefaultConfidence
	Producer    Producer    // where styled phrases were painted; Unknown: found out
	Language    string      // of the document, for the Adjudicator
	Lines       int         // of the document, if not all are in its blocks
	Justified   bool        // two spaces inside a line fill it, and are no hole
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
	s        *lm.Session
	m        *lm.Model
	d        *document
	scorers  *scorers
	w        *scorer // of the producer
	producer Producer
	edge     int32
	buf      []lm.Token
	leads    bool // most lines of the document begin with a space
	trails   bool // most end with one

	justified bool // spaces fill lines

	habits   *habits
	sampling bool // what is read tells of the document, and is not made
	patient  bool // a second reader will choose: the right reading should be there, whatever it takes

	glueBar   float64 // gain from which two glued words are a mark
	splitMemo map[int32][]split
	words     map[string]float64
	endings   endings // of names, in the model's language
	merges    merges  // memory of the search
}

func newReader(m *lm.Model, p Producer, s *scorers) *reader {
	r := &reader{m: m, s: lm.NewSession(m), scorers: s.in(m.Language()), endings: parseEndings(endingsFile, m.Language())}
	r.reset()
	r.readAs(p)
	return r
}

// readAs takes a document for one of a producer.
func (r *reader) readAs(p Producer) {
	if r.producer = p; p != First {
		p = Last
	}
	r.w = r.scorers.of(p)
}

func (r *reader) reset() {
	r.s.Reset()
	edge := lm.Boundary()
	r.edge = r.s.Number(&edge)
	r.splitMemo, r.words = map[int32][]split{}, map[string]float64{}
}

// learn takes the words of the whole document in.
func (r *reader) learn(text string, blocks []Block) {
	size, lines, lead, trail, holes := 0, 0, 0, 0, 0
	for _, b := range blocks {
		for _, l := range b.Lines {
			size += l.To - l.From
			lines++
			if holed(text[l.From:l.To]) {
				holes++
			}
			if s := text[l.From:l.To]; len(s) > 1 {
				if s[0] == ' ' && s[1] != ' ' {
					lead++
				}
				if s[len(s)-1] == ' ' {
					trail++
				}
			}
		}
	}
	// Where most lines begin or end with a space it says nothing.
	r.leads, r.trails = lead*2 > lines+2, trail*2 > lines+2
	// Where no phrase left a hole, two glued words are likelier one long word.
	r.glueBar = gluedAlone
	if holes > 0 {
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
		}
	}
}

const gluedAmong, gluedAlone = 5, 10 // nats

// holed says whether a line shows a hole, at a glance.
func holed(s string) bool {
	body := strings.TrimFunc(s, lm.IsSpace)
	if body == "" || len(body) > 4*widest {
		return false
	}
	if body[0] == ',' || body[0] == '.' && len(body) > 1 && body[1] == ' ' {
		return true
	}
	i := strings.Index(body, "  ")
	return i > 0 && !isStop(rune(body[i-1])) && strings.Count(body, "  ") < 5
}

func (r *reader) knownNumber(own map[uint64]int, n int32) bool {
	if r.s.Known(n) {
		return true
	}
	key := oneKey(r.s.ID(n))
	return r.d.count(key)-own[key] > 0
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

// prepare makes the lines of a block ready.
func (r *reader) prepare(text string, b *Block) []*line {
	out := make([]*line, len(b.Lines))
	for i, span := range b.Lines {
		l := &line{}
		out[i] = l
		s := text[span.From:span.To]
		body := strings.TrimLeftFunc(s, lm.IsSpace)
		l.from = span.From + len(s) - len(body)
		l.lead = len([]rune(s[:len(s)-len(body)]))
		l.text = strings.TrimRightFunc(body, lm.IsSpace)
		l.trail = len([]rune(body[len(l.text):]))
	}
	for i, l := range out {
		if span := b.Lines[i]; span.From < len(text) && text[span.From] == '\t' || strings.Contains(l.text, " = ") || len(l.text) > 4*widest || len(l.text) > widest && len([]rune(l.text)) > widest {
			l.unread = true // or a command, set in or one that sets something
			continue
		}
		// One space where other lines have none; an indent is something else.
		l.leadHole = l.lead == 1 && !r.leads && !listed(l.text)
		l.firstLine = i == 0
		l.trailHole = l.trail > 0 && !r.trails
		l.tokens = lm.Tokens(nil, l.text)
		l.numbers = make([]int32, len(l.tokens))
		for k := range l.tokens {
			l.numbers[k] = r.s.NumberIn(l.text, &l.tokens[k])
		}
		r.cutLine(l)
		if l.marks > 0 {
			l.own = make(map[uint64]int, 3*len(l.tokens))
			for k := range l.tokens {
				l.own[oneKey(l.tokens[k].ID)]++
				if k > 0 {
					l.own[twoKey(l.tokens[k-1].ID, l.tokens[k].ID)]++
				}
				if k > 1 {
					l.own[threeKey(l.tokens[k-2].ID, l.tokens[k-1].ID, l.tokens[k].ID)]++
				}
			}
		}
	}
	return out
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
			}
		}
		if marked {
			r.compare(l)
		}
	}
	r.chain(lines)
}

// listed says that a line begins as a list's item does: with a bullet, a number.
func listed(s string) bool {
	first, rest, ok := strings.Cut(s, " ")
	if !ok || rest == "" {
		return false
	}
	if r, n := utf8.DecodeRuneInString(first); n == len(first) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return strings.ContainsRune("*-–—+•·‣◦▪", r)
	}
	if rest[0] == ' ' && strings.Count(first, ".") > 1 && strings.Trim(first, "0123456789.") == "" {
		return true // "1.4.2  Mend the clock"
	}
	if next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " ")); unicode.IsLower(next) {
		return false // "30. septembri"
	}
	body := strings.TrimRight(first, ".)")
	return len(body) < len(first) && len(body) > 0 && (len(body) == 1 || strings.Trim(body, "0123456789.") == "")
}

// lettered says the same of a letter that stands apart and is no word.
func (r *reader) lettered(l *line) bool {
	t := &l.tokens[0]
	return t.Kind == lm.Word && t.To == utf8.RuneLen(t.First) && r.s.Frequency(l.numbers[0]) < 3
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

// Blocks reads the lines of a document's blocks. Every line has an outcome. The
// producer is what the options say, or what was found out.
func (r *Reader) Blocks(ctx context.Context, text string, blocks []Block) ([][]Outcome, Producer, error) {
	producer := r.o.Producer
	d := newReader(r.model, producer, weights())
	d.justified = r.o.Justified
	d.learn(text, blocks)
	sample, marked := d.sample(text, blocks)
	if producer == Unknown {
		producer = d.orient(text, sample)
		d.readAs(producer)
	}
	if marked > 1 {
		d.learnHabits(text, sample)
	}
	if r.o.Adjudicator != nil {
		d.patient, d.splitMemo = true, map[int32][]split{}
	}
	out := make([][]Outcome, len(blocks))
	offers := make([][][]Reading, len(blocks))
	var unsure []doubtful
	count, marked, changed := 0, 0, 0
	for i := range blocks {
		if err := ctx.Err(); err != nil {
			return nil, producer, err
		}
		if d.s.Size() > 30_000 {
			d.reset()
		}
		lines := d.prepare(text, &blocks[i])
		d.solve(lines)
		out[i] = make([]Outcome, len(lines))
		count += len(lines)
		if r.o.Adjudicator != nil {
			offers[i] = make([][]Reading, len(lines))
		}
		for k, l := range lines {
			readings := l.distinct()
			out[i][k] = r.outcome(l, k, readings, r.o.Confidence)
			switch {
			case !out[i][k].Changed:
			case l.marks < 2:
				unsure = append(unsure, doubtful{i, r.outcome(l, k, readings, beyond)})
			case out[i][k].Best.Posterior < alone:
				unsure = append(unsure, doubtful{i, r.outcome(l, k, readings, max(alone, r.o.Confidence))})
			}
			marked += one(out[i][k].Marked)
			changed += one(out[i][k].Changed)
			if r.o.Adjudicator != nil && len(readings) > 1 {
				offers[i][k] = offer(readings)
			}
		}
	}
	if changed*rarely < max(count, r.o.Lines) || changed*mostly < marked {
		for _, u := range unsure {
			out[u.block][u.left.Line] = u.left
		}
	}
	if r.o.Adjudicator != nil {
		return out, producer, r.adjudicate(ctx, out, offers)
	}
	return out, producer, nil
}

// A producer that moves phrases does so throughout, and its phrases leave the
// marks. Where fewer than one line in forty seems damaged, or two marks in three are of
// something else, as in a manual with columns and commands, a line has to be sure
// by itself, and one mark is a slip or a word of its own kind ("x86"): a phrase
// leaves two, a hole and a glue.
const (
	rarely = 40
	mostly = 3
	alone  = 0.9
	beyond = 2 // a bar that no reading reaches
)

// doubtful is a line that was changed without being sure, and how it is left.
type doubtful struct {
	block int
	left  Outcome
}
