package order

import (
	"context"
	"math"
)

// Blocks reads the lines of a document's blocks. Every line has an outcome. The
// producer is what the options say, or what was found out.
func (r *Reader) Blocks(ctx context.Context, text string, blocks []Block) ([][]Outcome, Producer, error) {
	producer := r.o.Producer
	d := newReader(r.model, producer, weights())
	d.justified = r.o.Justified
	d.byRun = r.o.Moved > 0
	d.learn(text, blocks)
	if m := min(r.o.Moved, nearlyAll); m > 0 && !d.rows {
		d.rearranged = math.Log(m / (1 - m) * (1 - UsuallyMoved) / UsuallyMoved)
	}
	sample := d.sample(text, blocks)
	if producer == Unknown {
		if producer = d.orient(sample, harmless); producer == Unknown && sample.holes {
			// What shows may be a typist's, and the damage elsewhere show no hole.
			sample = d.anywhere(text, blocks)
			producer = d.orient(sample, harmful)
		}
		d.readAs(producer)
		d.unhurt = producer == Unknown
	}
	if sample.marked > 1 {
		d.learnHabits(sample)
	}
	if r.o.Adjudicator != nil {
		d.patient, d.splitMemo, d.sampled = true, map[int32][]split{}, map[int]*junctions{} // there will be other cuts
	}
	out := make([][]Outcome, len(blocks))
	offers := make([][][]Reading, len(blocks))
	var unsure []doubtful
	var seen rates
	var faces shown
	count, marked, changed, holed := 0, 0, 0, false
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
			d.remember(l)
			readings := l.distinct()
			out[i][k] = r.outcome(l, k, readings, r.o.Confidence)
			switch {
			case !out[i][k].Changed:
			case d.unclear && l.marks < 2 && out[i][k].Best.Posterior < fair:
				out[i][k] = r.outcome(l, k, readings, beyond)
			default:
				weak := (l.marks < 2 || out[i][k].Best.Posterior < alone) && !out[i][k].Best.eased
				unsure = append(unsure, doubtful{
					block: i, left: r.outcome(l, k, readings, beyond), stays: r.outcome(l, k, inPlaceOnly(readings), r.o.Confidence),
					moved: outOfOrder(readings), weak: weak,
				})
			}
			if out[i][k].Marked {
				marked++
				seen.add(outOfOrder(readings))
				faces.add(l, &out[i][k])
			}
			changed += one(out[i][k].Changed && !out[i][k].Best.eased) // which says nothing of phrases that moved
			holed = holed || out[i][k].Changed && l.holed()
			if r.o.Adjudicator != nil && len(readings) > 1 {
				offers[i][k] = offer(readings)
			}
		}
	}
	lines := max(count, r.o.Lines)
	sound := d.unhurt || d.unclear && !holed || changed*rarely < lines || changed*mostly < marked
	least := seen.least(lines)
	glued := faces.gluesFaces() && !d.byRun
	for _, u := range unsure {
		switch {
		case sound && u.weak || u.moved < least*(1-u.moved):
			if u.left.Left {
				u.left.Reason = "nowhere-else"
			}
			out[u.block][u.left.Line] = u.left
		case glued:
			out[u.block][u.stays.Line] = u.stays
		}
	}
	if r.o.Adjudicator != nil {
		return out, producer, r.adjudicate(ctx, out, offers)
	}
	return out, producer, nil
}

// A producer that moves phrases does so throughout, and its phrases leave the
// marks. Where fewer than one line in forty seems damaged, or two marked lines in
// three bear marks of something else, as in a manual with columns and commands, a
// line has to be sure by itself, and one mark is a slip or a word of its own kind
// ("x86"): a phrase leaves two, a hole and a glue. The same where no line that seems
// damaged shows a hole, and the lines hardly say which way the producer goes.
const (
	rarely = 40
	mostly = 3
	alone  = 0.7
	fair   = 0.6
	beyond = 2 // a bar that no reading reaches
)

// UsuallyMoved is the share of the lines with a line break in them that are taken to be out
// of order where nothing is known of them (see [Options]).
const UsuallyMoved = 0.1

// nearlyAll of them are, at the most.
const nearlyAll = 0.99

// doubtful is a line that was changed, and how it is left if the document says so.
type doubtful struct {
	block int
	left  Outcome
	stays Outcome // the same if nothing moves
	moved float64 // how likely it is out of order
	weak  bool    // one mark, or a reading that is not sure
}
