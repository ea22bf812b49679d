package order

import (
	"cmp"
	"slices"
	"strings"

	"github.com/recto/recto/corpus"
)

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
			space, inPlace := c.inPlace(l)
			out = append(out, Reading{Text: c.text, same: len(c.runs) == 1, inPlace: inPlace, eased: l.eased && inPlace, cheap: space == atMarks || l.still, holes: l.holesIn(c)})
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

// even is how likely all new neighbours have to be right for a reading that is
// made not to be called a close call.
const even = 0.5

// outcome turns the posteriors of a line into what is done.
func (r *Reader) outcome(l *line, k int, readings []Reading, bar float64) Outcome {
	o := Outcome{Line: k, Marked: l.marks > 0 && !l.unread}
	if l.tooMany && o.Marked {
		o.Left, o.Reason = true, "too-many-readings"
		o.Best = readings[0]
		return o
	}
	n, same := 0, slices.IndexFunc(readings, func(x Reading) bool { return x.same })
	support := readings[0].Posterior
	if same >= 0 && len(readings) > 1 {
		cost := parted
		if l.leadMark {
			cost = partedBare
		}
		n, support = decide(readings, same, bar, cost)
		switch {
		case n == same && same > 0:
			o.Left, o.Reason = true, "below-bar"
		case n != same && support < even:
			o.Reason = "close-call"
		}
	}
	o.set(readings, n, support)
	// A long word that may be two is reason to read a line, and no mark by itself.
	o.Marked = o.Marked && (l.marks > l.weak || o.Changed)
	return o
}

func (o *Outcome) set(readings []Reading, n int, posterior float64) {
	o.Best, o.Changed = readings[n], !readings[n].same
	o.Best.Posterior = posterior
	o.Moves = slices.Clone(readings[n].moves)
	for i := range o.Moves {
		o.Moves[i].Posterior = posterior
	}
	o.Alternatives = nil
	for i, x := range readings {
		if i != n && len(o.Alternatives) < 4 && x.Posterior > 0.005 {
			o.Alternatives = append(o.Alternatives, x)
		}
	}
}

// choose applies what a second reader said.
func (o *Outcome) choose(readings []Reading, n int) {
	o.set(readings, n, readings[n].Posterior)
	o.Reason = "adjudicated"
	o.Left = false
}

// holesIn counts the holes that a reading leaves open: two spaces in a row, and
// one where the line begins and no block does.
func (l *line) holesIn(c *candidate) int {
	return strings.Count(c.text, "  ") + one(l.leadHole && !l.firstLine && c.runs[0].a == 0)
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
	after := l.cuts[c.seam].next
	still := len(c.pieces) // from here on all stand where they stood
	for still > 0 && c.pieces[still-1].a >= after {
		still--
	}
	at := 0
	for i, p := range c.pieces {
		if c.spaces[i] {
			at++
		}
		if p.a >= after && i < still || l.closes(p.a) {
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

// closes says that a quotation mark begins at a byte that came before what it closes.
func (l *line) closes(at int) bool {
	return slices.ContainsFunc(l.nested, func(p nested) bool { return p.closing == at })
}

// evidence lists what speaks for a reading.
func (l *line) evidence(c *candidate) []string {
	var hole, glue, start, end bool
	for _, k := range c.cuts {
		switch x := l.cuts[k].kind; {
		case x == doubleSpace || x == doubleStop || x == spaceClose || x == elisionSpace:
			hole = true
		case x.glued():
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
