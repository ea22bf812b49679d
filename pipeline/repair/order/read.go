package order

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair/lm"
)

// Options of a reading.
type Options struct {
	Confidence  float64     // a move below this posterior is not made; 0 is 0.5
	Producer    Producer    // where styled phrases were painted; see Orient
	Language    string      // of the document, for the Adjudicator
	Adjudicator Adjudicator // asked about undecided lines; nil: nobody is
}

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
		o.Confidence = 0.5
	}
	return &Reader{model: m, o: o}
}

// reader is the reading of one document.
type reader struct {
	s        *lm.Session
	m        *lm.Model
	d        *document
	w        [features]float64
	producer Producer
	edge     int32
	buf      []lm.Token
	leads    bool // most lines of the document begin with a space
	trails   bool // most end with one
	habits   *habits
}

func newReader(m *lm.Model, producer Producer, w *[features]float64) *reader {
	r := &reader{m: m, s: lm.NewSession(m), w: *w, producer: producer}
	r.reset()
	return r
}

func (r *reader) reset() {
	r.s.Reset()
	edge := lm.Boundary()
	r.edge = r.s.Number(&edge)
}

// learn takes the words of the whole document in.
func (r *reader) learn(text string, blocks []Block) {
	size, lines, lead, trail := 0, 0, 0, 0
	for _, b := range blocks {
		for _, l := range b.Lines {
			size += l.To - l.From
			lines++
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
	r.d = newDocument(size / 5)
	for _, b := range blocks {
		for _, l := range b.Lines {
			r.buf = lm.Tokens(r.buf[:0], text[l.From:l.To])
			r.d.read(r.buf)
		}
	}
}

func (r *reader) known(number int32, t *lm.Token) bool {
	return r.s.Known(number) || r.d.count(oneKey(t.ID)) > 2
}

func (r *reader) knownNumber(own map[uint64]int, n int32) bool {
	if r.s.Known(n) {
		return true
	}
	key := oneKey(r.s.ID(n))
	return r.d.count(key)-own[key] > 0
}

// frequency of a word, log10 in a million; a word of the document counts as a
// rare one.
func (r *reader) frequency(word string) float64 {
	f := r.m.Frequency(word)
	if math.IsInf(f, -1) {
		r.buf = lm.Tokens(r.buf[:0], word)
		if len(r.buf) == 1 {
			if n := r.d.count(oneKey(r.buf[0].ID)); n > 0 {
				return math.Log10(float64(n)) + 0.3
			}
		}
	}
	return f
}

// elides says whether a word with an apostrophe or hyphen at its end is one
// that no space follows, in this document.
func (r *reader) elides(t *lm.Token) bool {
	k := elisions(t)
	with, without := float64(r.d.elided[k][0]), float64(r.d.elided[k][1])
	// What the language does counts as ten cases.
	spaced := r.m.Spaced(k)
	return (with+10*spaced)/(with+without+10) < 0.2
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
		if len(l.text) > 4*widest || len(l.text) > widest && len([]rune(l.text)) > widest {
			l.tooWide = true
			continue
		}
		// One space where other lines have none; an indent is something else.
		l.leadHole = l.lead == 1 && !r.leads
		l.firstLine = i == 0
		l.trailHole = l.trail > 0 && !r.trails
		l.tokens = lm.Tokens(nil, l.text)
		l.numbers = make([]int32, len(l.tokens))
		for k := range l.tokens {
			l.numbers[k] = r.s.Number(&l.tokens[k])
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
		if l.marks > 0 && !l.tooWide {
			contexts := [][2][]int32{{r.tailOf(lines, i-1), r.headOf(lines, i+1)}}
			if i > 0 && lines[i-1].marks > 0 || i+1 < len(lines) && lines[i+1].marks > 0 {
				contexts = append(contexts, [2][]int32{})
			}
			l.readings = r.propose(l, contexts)
		} else {
			l.readings = []*candidate{{runs: []run{{0, len(l.cuts) - 1}}}}
		}
		for _, c := range l.readings {
			if l.marks > 0 && !l.tooWide {
				r.render(l, c)
				r.measure(l, c)
			} else {
				c.tokens = l.numbers
				c.text = l.text
				c.pieces, c.spaces = []run{{0, len(l.text)}}, []bool{false}
			}
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

// across is what the windows over a line's end say.
func (r *reader) across(own map[uint64]int, a, b []int32) vector {
	var v vector
	l, n := last2(a, r.edge), first2(b, r.edge)
	v.add(r.windowOf(own, l[0], l[1], n[0]))
	v.add(r.windowOf(own, l[1], n[0], n[1]))
	v[fJoint] = float32(r.s.Joint(l[0], l[1], n[0], n[1]))
	return v
}

// chain computes the posteriors of all readings with all readings of the
// neighbours: forward-backward over the lines of a block.
func (r *reader) chain(lines []*line) {
	for i := 0; i < len(lines); {
		if len(lines[i].readings) == 1 {
			lines[i].readings[0].post = 1
			i++
			continue
		}
		j := i
		for j < len(lines) && len(lines[j].readings) > 1 {
			j++
		}
		r.segment(lines, i, j)
		i = j
	}
}

func (r *reader) segment(lines []*line, from, to int) {
	edge := []*candidate{{tokens: []int32{r.edge}}}
	at := func(i int) []*candidate {
		if i < 0 || i >= len(lines) {
			return edge
		}
		return lines[i].readings
	}
	n := to - from
	forward := make([][]float64, n+2)
	pair := make([][]float64, n+2) // pair[k]: from position k-1 to k
	for k := 0; k <= n+1; k++ {
		here := at(from - 1 + k)
		forward[k] = make([]float64, len(here))
		if k == 0 {
			continue
		}
		before := at(from - 2 + k)
		pair[k] = make([]float64, len(here)*len(before))
		memo := map[[4]int32]float64{}
		own := map[uint64]int(nil)
		if i := from - 1 + k; i < len(lines) && lines[i].own != nil {
			own = lines[i].own
		}
		for y, c := range here {
			terms := make([]float64, len(before))
			for x, b := range before {
				l, f := last2(b.tokens, r.edge), first2(c.tokens, r.edge)
				q := [4]int32{l[0], l[1], f[0], f[1]}
				p, ok := memo[q]
				if !ok {
					v := r.across(own, b.tokens, c.tokens)
					p = v.dot(&r.w)
					memo[q] = p
				}
				pair[k][y*len(before)+x] = p
				terms[x] = forward[k-1][x] + p
			}
			forward[k][y] = c.score + logSum(terms)
		}
	}
	back := make([]float64, len(at(to)))
	for k := n + 1; k >= 1; k-- {
		here, before := at(from-1+k), at(from-2+k)
		next := make([]float64, len(before))
		terms := make([]float64, len(here))
		for x := range before {
			for y, c := range here {
				terms[y] = back[y] + c.score + pair[k][y*len(before)+x]
			}
			next[x] = logSum(terms)
		}
		back = next
		if k == 1 {
			break
		}
		total := make([]float64, len(before))
		for x := range before {
			total[x] = forward[k-1][x] + back[x]
		}
		z := logSum(total)
		for x, c := range before {
			c.post = math.Exp(total[x] - z)
		}
	}
}

func logSum(v []float64) float64 {
	m := slices.Max(v)
	s := 0.0
	for _, x := range v {
		s += math.Exp(x - m)
	}
	return m + math.Log(s)
}

// Blocks reads the lines of a document's blocks. Every line has an outcome.
func (r *Reader) Blocks(ctx context.Context, text string, blocks []Block) ([][]Outcome, error) {
	d := newReader(r.model, r.o.Producer, &weights)
	d.learn(text, blocks)
	if sample, marked := d.sample(text, blocks); marked > 1 {
		d.learnHabits(text, sample)
	}
	out := make([][]Outcome, len(blocks))
	offers := make([][][]Reading, len(blocks))
	for i := range blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if d.s.Size() > 30_000 {
			d.reset()
		}
		lines := d.prepare(text, &blocks[i])
		d.solve(lines)
		out[i] = make([]Outcome, len(lines))
		if r.o.Adjudicator != nil {
			offers[i] = make([][]Reading, len(lines))
		}
		for k, l := range lines {
			readings := l.distinct()
			out[i][k] = r.outcome(l, k, readings)
			if r.o.Adjudicator != nil && len(readings) > 1 {
				offers[i][k] = offer(readings)
			}
		}
	}
	if r.o.Adjudicator != nil {
		return out, r.adjudicate(ctx, out, offers)
	}
	return out, nil
}

// offer is what is put to a second reader: the likeliest readings, and the line
// as it came.
func offer(readings []Reading) []Reading {
	n := 0
	for n < len(readings) && n < offered && readings[n].Posterior > plausible {
		n++
	}
	out := slices.Clone(readings[:n])
	for _, x := range readings[n:] {
		if x.same && n > 0 {
			out[n-1] = x
		}
	}
	return out
}

// distinct gives the readings of a line with different texts, likeliest first.
func (l *line) distinct() []Reading {
	if len(l.readings) == 1 {
		c := l.readings[0]
		return []Reading{{Text: c.text, Pieces: l.piecesOf(c), Posterior: 1, same: true}}
	}
	at := map[string]int{}
	var out []Reading
	var best []*candidate
	for _, c := range l.readings {
		k, ok := at[c.text]
		if !ok {
			k = len(out)
			at[c.text] = k
			out = append(out, Reading{Text: c.text, same: len(c.runs) == 1})
			best = append(best, c)
		}
		out[k].Posterior += c.post
		if c.post > best[k].post && !out[k].same {
			best[k] = c
		}
	}
	for k := range out {
		if out[k].Posterior > plausible || out[k].same {
			out[k].Pieces = l.piecesOf(best[k])
			out[k].moves = l.moves(best[k], out[k].Posterior)
		}
	}
	slices.SortStableFunc(out, func(a, b Reading) int { return cmp.Compare(b.Posterior, a.Posterior) })
	return out
}

// outcome turns the posteriors of a line into what is done.
func (r *Reader) outcome(l *line, k int, readings []Reading) Outcome {
	o := Outcome{Line: k, Marked: l.marks > 0 && !l.tooWide}
	if l.tooMany && o.Marked {
		o.Left, o.Reason = true, "too-many-readings"
		o.Best = readings[0]
		return o
	}
	n := 0
	if !readings[0].same && readings[0].Posterior < r.o.Confidence {
		n = slices.IndexFunc(readings, func(x Reading) bool { return x.same })
		o.Left, o.Reason = true, "below-bar"
	}
	o.set(readings, n)
	return o
}

func (o *Outcome) set(readings []Reading, n int) {
	o.Best, o.Moves = readings[n], readings[n].moves
	o.Alternatives = nil
	for i, x := range readings {
		if i != n && len(o.Alternatives) < 4 && x.Posterior > 0.005 {
			o.Alternatives = append(o.Alternatives, x)
		}
	}
}

// choose applies what a second reader said.
func (o *Outcome) choose(readings []Reading, n int) {
	o.set(readings, n)
	o.Reason = "adjudicated"
	o.Left = false
}

// piecesOf are the pieces of a reading, in the source.
func (l *line) piecesOf(c *candidate) []corpus.Piece {
	out := make([]corpus.Piece, len(c.pieces))
	for i, p := range c.pieces {
		out[i] = corpus.Piece{From: l.from + p.a, To: l.from + p.b}
		if c.spaces[i] {
			out[i].Before = " "
		}
	}
	return out
}

// moves names the phrases that a reading put elsewhere: the runs after the
// seam, unless they stand where they stood.
func (l *line) moves(c *candidate, posterior float64) []corpus.Move {
	if len(c.runs) < 2 {
		return nil
	}
	var out []corpus.Move
	at := 0
	for i, p := range c.pieces {
		if c.spaces[i] {
			at++
		}
		if p.a >= l.cuts[c.seam].next && !(i == len(c.pieces)-1) {
			out = append(out, corpus.Move{
				From: l.from + p.a, To: l.from + p.b, At: at,
				LineFrom: l.from - l.lead, LineTo: l.from + len(l.text) + l.trail,
				Posterior: posterior, Evidence: l.evidence(c),
			})
		}
		at += p.b - p.a
	}
	return out
}

// evidence lists what speaks for a reading.
func (l *line) evidence(c *candidate) []string {
	var hole, glue, start, end bool
	for _, k := range c.cuts {
		switch l.cuts[k].kind {
		case doubleSpace, doubleStop, spaceClose, elisionSpace:
			hole = true
		case glueCase, glueMark, glueDigit, glueWord:
			glue = true
		}
	}
	start = (l.leadMark || l.leadHole) && c.runs[0].a != 0
	end = l.trailHole
	var out []string
	for _, e := range []struct {
		on   bool
		code string
	}{{start, "hole-start"}, {hole, "hole"}, {end, "hole-end"}, {glue, "glue"}} {
		if e.on {
			out = append(out, e.code)
		}
	}
	return append(out, "model")
}
