package order

import "math"

// habits are how this document's producer treats the spaces around a phrase:
// of the cuts in plain text, at the seam and in styled text, how many show in
// which way. A program does it one way throughout, so the lines that are clear
// speak for those that are not.
type habits struct {
	habit
	first int           // 1 where styled phrases come first
	wraps bool          // most lines keep the space at which they were broken
	own   map[int]habit // what a sampled line added, by where it begins
	all   [2]places     // words that any phrase might begin with, and end with
}

// habit is what lines say.
type habit struct {
	counts  [3][signs]float64
	lengths [lengthClasses]float64
	marks   [markClasses][2]float64 // left unexplained, explained
	edges   [2][2]float64           // a phrase at the line's start, at its end: no mark there, a mark
	moves   [2]float64              // lines that came run by run: as they read, out of order
	closes  [closings][2]float64    // by how a line's end shows: plain text ends it, a phrase does
	ends    [2]places               // words that phrases inside a line begin with, and end with
	phrases phrases                 // that are set apart
}

func (h *habit) add(o *habit) {
	for k := range h.counts {
		for n, x := range o.counts[k] {
			h.counts[k][n] += x
		}
	}
	for k, x := range o.lengths {
		h.lengths[k] += x
	}
	for k := range h.marks {
		for n, x := range o.marks[k] {
			h.marks[k][n] += x
		}
	}
	for k := range h.edges {
		for n, x := range o.edges[k] {
			h.edges[k][n] += x
		}
	}
	for k, x := range o.moves {
		h.moves[k] += x
	}
	for k := range h.closes {
		for n, x := range o.closes[k] {
			h.closes[k][n] += x
		}
	}
	for k := range h.ends {
		h.ends[k].addAll(&o.ends[k])
	}
	for k, n := range o.phrases {
		h.phrases.add(k, n)
	}
}

// The classes of marks that a producer leaves for a reason, or for none.
const (
	markDouble = iota
	markClose
	markGlue
	markWord
	markLead
	markTrail
	markClasses
)

// sign is how a cut shows in the text as it came.
type sign int

const (
	signNone   sign = iota // not at all: inside "l'Union", before a comma
	signSpace              // one space
	signDouble             // two
	signClose              // a space before a comma, or after an apostrophe
	signGlue               // two words, or a word and a mark, that have none between them
	signs
)

func signOf(k cutKind) sign {
	switch k {
	case plainSpace:
		return signSpace
	case doubleSpace, doubleStop:
		return signDouble
	case spaceClose, elisionSpace:
		return signClose
	}
	if k.glued() || k == glueHalf {
		return signGlue
	}
	return signNone
}

// surely two words that were glued, in nats.
const surely = 18

// markClass of a cut; false where it is no mark.
func markClass(c *cut) (int, bool) {
	switch {
	case c.kind == doubleSpace:
		return markDouble, true
	case c.kind == spaceClose || c.kind == elisionSpace:
		return markClose, true
	case c.kind == glueWord:
		return markWord, c.gain > surely
	case c.kind.glued():
		return markGlue, !c.inWord || c.gain > surely
	}
	return 0, false
}

// usual is what programs do on the whole that paint styled phrases last, and
// those that paint them first (the command in train prints it), and how many
// cuts that is worth.
var usual = [2][3][signs]float64{{
	{0.01, 0.06, 0.77, 0.11, 0.05}, // in plain text
	{0.01, 0.37, 0.01, 0.01, 0.60}, // at the seam
	{0.01, 0.18, 0.03, 0.01, 0.77}, // in styled text
}, {
	{0.12, 0.12, 0.03, 0.03, 0.70},
	{0.01, 0.68, 0.01, 0.02, 0.28},
	{0.01, 0.12, 0.80, 0.01, 0.06},
}}

const usualWorth = 3

// usualMarks are how many marks of a class are of a moved phrase, and
// usualEdges how many phrases at a line's start and end show there.
var (
	usualMarks = [markClasses]float64{0.8, 0.7, 0.6, 0.6, 0.5, 0.4}
	usualEdges = [2]float64{0.5, 0.3}
)

const marksWorth = 2.0

// usualLengths of phrases, by lengthClass, and how many phrases that is worth.
var usualLengths = [lengthClasses]float64{0.24, 0.22, 0.26, 0.15, 0.10, 0.03}

const lengthsWorth = 6

// habitOf places a cut in the counts, by its role.
func habitOf(c *cut, role int) (int, sign) {
	switch role {
	case fSeam:
		return 1, signOf(c.kind)
	case fStyled:
		return 2, signOf(c.kind)
	}
	return 0, signOf(c.kind)
}

// usualMoves is the share of the lines that came run by run that are out of order.
const usualMoves = 0.8

// logRatio is the log of how much likelier this document's producer makes such
// a cut than programs do on the whole.
func (h *habits) logRatio(l *line, role int, s sign) float64 {
	if h == nil {
		return 0
	}
	own, all := h.own[l.from].counts, 0.0
	for k, n := range h.counts[role] {
		all += n - own[role][k]
	}
	u := usual[h.first][role][s]
	p := (h.counts[role][s] - own[role][s] + usualWorth*u) / (all + usualWorth)
	return math.Log(p / u)
}

// lengthRatio is the same of a phrase's length.
func (h *habits) lengthRatio(l *line, class int) float64 {
	if h == nil {
		return 0
	}
	own, all := h.own[l.from].lengths, 0.0
	for k, n := range h.lengths {
		all += n - own[k]
	}
	p := (h.lengths[class] - own[class] + lengthsWorth*usualLengths[class]) / (all + lengthsWorth)
	return math.Log(p / usualLengths[class])
}

// markRatio is the same of a mark that a reading explains, or leaves.
func (h *habits) markRatio(l *line, class, explained int) float64 {
	if h == nil {
		return 0
	}
	own := h.own[l.from].marks[class]
	return ratio(h.marks[class], own, usualMarks[class], explained)
}

// movesRatio is the same of a line that came run by run and is out of order, or is not.
func (h *habits) movesRatio(l *line, moves int) float64 {
	if h == nil {
		return 0
	}
	return ratio(h.moves, h.own[l.from].moves, usualMoves, moves)
}

// edgeRatio is the same of a phrase at the line's start or end that shows there,
// or does not.
func (h *habits) edgeRatio(l *line, end, shows int) float64 {
	if h == nil {
		return 0
	}
	own := h.own[l.from].edges[end]
	return ratio(h.edges[end], own, usualEdges[end], shows)
}

func ratio(counts, own [2]float64, usual float64, n int) float64 {
	u := [2]float64{1 - usual, usual}
	all := counts[0] - own[0] + counts[1] - own[1]
	return math.Log((counts[n] - own[n] + marksWorth*u[n]) / (all + marksWorth) / u[n])
}

// learnHabits reads marked lines of a sample twice and keeps what their moves
// say of the producer; the second time it knows whether phrases stand where they stood.
func (r *reader) learnHabits(s *sample) {
	r.sampling, r.inPlace = true, [missingSpaces]float64{}
	defer func() { r.sampling = false }()
	blocks := len(s.blocks)
	if r.unhurt {
		blocks = s.plain
	}
	for round := range 2 {
		var inPlace [missingSpaces][]float64 // how likely lines read so by themselves
		moved := 0.0                         // how many read so that something moves
		h := &habits{own: map[int]habit{}, first: one(r.producer == First), wraps: r.wraps}
		for i := range blocks {
			lines := s.linesOf(r, i)
			r.solve(lines)
			for _, l := range lines {
				r.addPlaces(&h.all, l)
				if len(l.readings) > 1 {
					own := r.habitsOf(l)
					h.own[l.from] = own
					h.add(&own)
					moved += 1 - l.readings[0].post
					for k, p := range l.inPlace() {
						moved -= p
						if p > 0 {
							inPlace[k] = append(inPlace[k], p)
						}
					}
				}
			}
		}
		r.habits = h
		if round == 0 {
			r.learnInPlace(inPlace, moved)
			if r.lacksSpaces() { // there are other cuts now
				r.splitMemo, r.sampled = map[int32][]split{}, map[int]*junctions{}
				clear(s.lines)
			}
		}
	}
}

// habitsOf is what a line's readings say, each as far as it is likely.
func (r *reader) habitsOf(l *line) habit {
	var own habit
	for _, c := range l.readings {
		if c.post >= 0.01 {
			r.habitsIn(&own, l, c, c.post)
		}
	}
	return own
}

// habitsIn adds what a reading says, as often as it counts.
func (r *reader) habitsIn(own *habit, l *line, c *candidate, count float64) {
	used := 0
	for i := 1; i+1 < len(l.cuts); i++ {
		explained := 0
		if used < len(c.cuts) && c.cuts[used] == i {
			used++
			explained = 1
			role, sign := habitOf(&l.cuts[i], r.role(i, c.seam))
			own.counts[role][sign] += count
		}
		if class, ok := markClass(&l.cuts[i]); ok {
			own.marks[class][explained] += count
		}
	}
	lead, trail := showsAt(l)
	if lead == 1 {
		own.marks[markLead][explains(c)] += count
	}
	if trail == 1 {
		own.marks[markTrail][one(c.ends)] += count
	}
	if l.broken {
		own.moves[one(len(c.runs) > 1)] += count
	}
	if len(c.runs) < 2 {
		return
	}
	own.closes[l.closing(c.seam)][one(c.ends)] += count
	if c.begins {
		own.edges[0][lead] += count
	}
	if c.ends {
		own.edges[1][trail] += count
	}
	for k, u := range c.runs {
		if (u.a < c.seam) == (r.producer == First) {
			for end, w := range r.edgeWords(l, c, k) {
				own.ends[end].add(w, count)
			}
			own.lengths[lengthClass(r.wordsOf(l, u))] += count
			own.phrases.add(r.phraseOf(l, u), count)
		}
	}
}

// showsAt says whether the line's start and end bear a mark: 0 or 1.
func showsAt(l *line) (lead, trail int) {
	return one(l.leadMark || l.leadHole), one(l.trailHole)
}

// explains says whether a reading explains the mark at the line's start.
func explains(c *candidate) int { return one(c.runs[0].a != 0) }

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
