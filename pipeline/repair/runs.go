package repair

import (
	"context"
	"math"
	"slices"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/order"
)

// byRun gives the visual lines of a page whose reader handed them on run by run, and how
// many of them are out of order; none where it did not. What seems to be one visual line is
// one, in this document, if its runs read better in another order than they came.
func (j *job) byRun(ctx context.Context, page *layout.Page) ([]layout.Runs, float64, error) {
	const few, most = 12, 48 // that are tried; most if any of the few reads better
	runs := page.Runs()
	e := look(runs)
	if e.lines = len(page.Lines); e.runs < fewest {
		return nil, 0, nil
	}
	if e.alone = page.Holed(runs); e.elsewhere() {
		return nil, 0, nil
	}
	err := j.tryRuns(ctx, page, runs, few, &e)
	if err == nil && e.mayMove() && len(runs) > few {
		err = j.tryRuns(ctx, page, runs, most, &e)
	}
	if err != nil {
		return nil, 0, err
	}
	if !e.byRun() {
		return nil, 0, nil
	}
	return runs, max(e.share(), order.UsuallyMoved), nil
}

// parted takes such lines for several that came as they read and may be several: a
// paragraph's last one and the title of the next are as wide as a line now and then. It
// gives the page with the others in one, and what was read of its lines.
func parted(page *layout.Page, runs []layout.Runs, reads []read) (*layout.Page, []read) {
	var visual []layout.Runs
	var out []read
	line := 0
	for _, r := range reads {
		if len(runs) == 0 || runs[0].From != line {
			out = append(out, r)
			line++
			continue
		}
		v := runs[0]
		runs, line = runs[1:], v.To
		if r.Pieces != nil || !page.MayBeSeveral(v) {
			visual, out = append(visual, v), append(out, r)
			continue
		}
		out = append(out, read{doubts: r.doubts})
		out = append(out, make([]read, v.To-v.From-1)...)
	}
	return page.Join(visual), out
}

// evidence is what tells whether a document came run by run, by how many of what seem to
// be its visual lines.
type evidence struct {
	lines              int       // of the document
	runs, shown, bare  int       // all; with holes and phrases to fill them; with several holes alone
	open               int       // with holes alone, one or several
	alone              int       // lines by themselves that have holes
	tried, moved, kept int       // read; better in another order, for certain; as they came, likewise
	full               []float64 // of the full ones that were read: how likely another order is
}

const (
	fewest = 2 // visual lines that have to read better
	least  = 4 // the same where one reads best as it came
)

func look(runs []layout.Runs) evidence {
	e := evidence{runs: len(runs)}
	for _, v := range runs {
		switch {
		case v.Filled():
			e.shown++
		case v.Holes > 1:
			e.bare++
			e.open++
		case v.Holes == 1:
			e.open++
		}
	}
	return e
}

// shows says that many of them have holes and phrases to fill them, and that few lines have
// holes alone.
func (e *evidence) shows() bool {
	const several = 4
	return (e.shown*2 >= e.runs || e.shown >= several && e.shown*6 >= e.runs) && e.shown > 2*(e.bare+e.alone)
}

// elsewhere says that the phrases for the holes are not beside them, if they are holes.
// One hole in a line may be of another kind; in most of them it is none.
func (e *evidence) elsewhere() bool {
	const few = 2 // lines by themselves may have a hole of another kind
	return !e.shows() && (e.bare*3 > e.runs || e.open*2 > e.runs || e.alone > max(e.shown/4, few))
}

// byRun says that the document came so. Where it shows, fewer have to read better; where
// holes show that have nothing beside them to fill them, more.
func (e *evidence) byRun() bool {
	switch {
	case e.moved < fewest, e.elsewhere():
		return false
	case e.shows() && e.moved*8 >= e.tried, e.share() > 0:
		return true
	case !e.shows() && (e.bare*10 > e.runs && e.moved < 2*e.kept || e.few()):
		return false
	}
	return (e.moved >= least || e.kept == 0) && e.moved*4 >= e.tried && e.moved*4 > e.kept*3
}

// few says that they are few among the document's lines.
func (e *evidence) few() bool { return e.runs*10 < e.lines }

// mayMove says that some of them may read better in another order.
func (e *evidence) mayMove() bool {
	return e.moved > 0 || slices.ContainsFunc(e.full, func(p float64) bool { return p > likely })
}

// share is how many of the full ones are out of order, by what is likely of each; 0 where
// that is not much likelier than that few are, as in any text, or they seem to be something
// else: where they are few among the lines, or holes show that have nothing beside them to
// fill them. The posteriors are of lines that are hardly ever out of order.
func (e *evidence) share() float64 {
	const (
		enough = 10   // nats
		many   = 0.65 // of them are
		most   = 0.75 // of them are: fewer need be sure
	)
	share := order.Rate(e.full, order.UsuallyMoved, 0)
	gain := 0.0
	for _, p := range e.full {
		gain += math.Log(mix(p, share))
	}
	if gain < enough || share < many || share < most && e.moved*2 < e.kept || e.moved*3 < e.kept || e.few() || e.bare*20 > e.runs {
		return 0
	}
	return share
}

// mix is how much likelier a line is if such a share of them are out of order.
func mix(p, share float64) float64 {
	return (1-p)*(1-share)/(1-order.UsuallyMoved) + p*share/order.UsuallyMoved
}

const likely = 0.3 // that a line is out of order: worth another look

// elsewise is how likely the best reading of a line is that is not as it came.
func elsewise(o order.Outcome) float64 {
	if o.Changed {
		return o.Best.Posterior
	}
	best := 0.0
	for _, r := range o.Alternatives {
		best = max(best, r.Posterior)
	}
	return best
}

// tryRuns reads so many visual lines that may have come run by run, with their neighbours,
// and notes what comes of it. Such as are neither full nor shown do not count as moved.
func (j *job) tryRuns(ctx context.Context, page *layout.Page, runs []layout.Runs, most int, e *evidence) error {
	const sure = 0.9
	var blocks []order.Block
	var tried []layout.Runs
	for k := 0; k < len(runs); k += 1 + len(runs)/most {
		v := runs[k]
		around := []layout.Runs{{From: v.From - 1, To: v.From}, v, {From: v.To, To: v.To + 1}}
		if k > 0 && runs[k-1].To == v.From {
			around[0] = runs[k-1]
		}
		if k+1 < len(runs) && runs[k+1].From == v.To {
			around[2] = runs[k+1]
		}
		block := order.Block{}
		for _, x := range around {
			if x.From >= 0 && x.To <= len(page.Lines) {
				block.Lines = append(block.Lines, order.Line{From: page.Lines[x.From].From, To: page.Lines[x.To-1].To})
			}
		}
		blocks, tried = append(blocks, block), append(tried, v)
	}
	outcomes, _, err := order.New(j.model, order.Options{Language: j.o.Language}).Blocks(ctx, page.Text, blocks)
	e.tried, e.moved, e.kept, e.full = len(blocks), 0, 0, nil
	for i := range outcomes {
		for k, o := range outcomes[i] {
			l := blocks[i].Lines[k]
			if l.From == page.Lines[tried[i].From].From && tried[i].Full {
				e.full = append(e.full, max(0.0001, min(0.999, elsewise(o))))
			}
			switch {
			case !layout.Broken(page.Text[l.From:l.To]) || o.Best.Posterior < sure:
			case !o.Changed:
				e.kept++
			case tried[i].Full || e.shows() && tried[i].Filled():
				e.moved++
			}
		}
	}
	return err
}
