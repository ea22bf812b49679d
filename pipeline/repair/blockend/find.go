package blockend

import (
	"math"
	"slices"
	"strings"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// Placement is one phrase of the tail put into a gap of the body.
type Placement struct {
	From, To  int  // the phrase in the text
	Tail      int  // its line
	Line      int  // the line that it goes into
	At        int  // the byte of the text that it goes before: in Line, or Line's end
	End       bool // at Line's end
	Hole      bool // a hole shows there
	Posterior float64
}

// Found is the best way to merge a page's tail into its body.
type Found struct {
	Tail       int // the first line of the tail
	Placements []Placement
	Gain       float64 // nats over the page as it came, a phrase
	Signs      int     // holes that show in the body, and lines that run on though the next word would have fitted
	Fits       int     // placements in lines that have the room for them

	told
}

// Bounds on the work for one page.
const (
	maxLines   = 300
	maxTail    = 100     // lines, where holes show
	maxLetters = 3000    // of a tail
	maxHidden  = 0.4     // of both where none does, for then a phrase may go anywhere
	maxPairs   = 250_000 // of gaps and cuts
	maxEnds    = 40      // blocks with a tail of their own
	mostBack   = 6       // of them that the body of a tail may run over
	leastLines = 3       // of a page that is looked at
)

// value is what the merge gains over the text as it came, in nats, and 0 where
// it is not to be believed: each phrase leaves a hole that shows or a line that
// is too short, and fits where it goes.
func (f *Found) value() float64 {
	n := len(f.Placements)
	if n == 0 || f.Gain < minGain || float64(f.Signs) < minSigns*float64(n) || f.Fits*4 < n*3 {
		return 0
	}
	return f.Gain * float64(n)
}

// Finder finds phrases at the ends of pages with a language's model. It is not
// safe for several goroutines.
type Finder struct {
	model  *lm.Model
	joints jointVector // weights
	merges [2]evidenceVector
	ear    *ear // nil as long as nothing has to be heard

	// Of the document in hand.
	text  string
	pages [][]Line
	setting
	inside bool // tails stand inside its pages, too
	blocks bool // they stand at the ends of its blocks, and not of its pages
	shown  bool // holes show in its blocks
}

// NewFinder makes a finder. It costs nothing until a page shows damage.
func NewFinder(m *lm.Model) *Finder {
	return &Finder{model: m, joints: jointWeights, merges: mergeWeights}
}

// tokens is how many different ones a session may hold before it is emptied.
const tokens = 1 << 14

// hearing is the finder's ear, which has heard the whole document.
func (f *Finder) hearing() *ear {
	switch {
	case f.ear == nil:
		f.ear = &ear{Session: lm.NewSession(f.model), model: f.model, weights: &f.joints}
	case f.ear.Size() > tokens:
		f.ear.reset()
	}
	if f.ear.said == nil {
		f.ear.said = lm.NewTally(len(f.text) / bytesOfToken)
		for _, lines := range f.pages {
			f.ear.hear(f.text, lines)
		}
	}
	return f.ear
}

// bytesOfToken are those of a token, on the mean.
const bytesOfToken = 5

// Find merges the tails of a page into the bodies before them: one at the
// page's end, or one at the end of each block. It gives none where nothing
// looks like a tail. It is for documents of which [Finder.Made] or
// [Finder.MadeByBlocks] says yes. Where the page's end leaves most holes open, tails may
// stand inside the page.
func (f *Finder) Find(text string, lines []Line) []Found {
	if f.blocks {
		return f.inBlocks(text, lines)
	}
	out := f.find(text, lines, false)
	if f.inside || !open(out) {
		return out
	}
	f.inside = true
	defer func() { f.inside = false }()
	if more := f.find(text, lines, false); placed(more) > 2*placed(out) {
		return more
	}
	return out
}

// open says that a page's tail leaves most of the holes open that show.
func open(found []Found) bool {
	for _, p := range found {
		if p.shows && p.Signs > 2*len(p.Placements)+3 {
			return true
		}
	}
	return false
}

// placed counts the phrases that found their places.
func placed(found []Found) int {
	n := 0
	for _, p := range found {
		n += len(p.Placements)
	}
	return n
}

// find is Find, or looks only at tails that may be sure.
func (f *Finder) find(text string, lines []Line, sure bool) []Found {
	if len(lines) < leastLines || len(lines) > maxLines {
		return nil
	}
	page := measured(text, lines, f.setting)
	page.shown = f.blocks && f.shown
	if !page.damaged() || sure && (!page.set() || !page.shows() && !page.breaksOff()) {
		return nil
	}
	r := newRagged(page, f.hearing())
	signs := r.signs()
	if signs == 0 {
		return nil
	}
	ends := r.ends(!sure && f.inside)
	if sure && !page.shows() || !sure && !f.inside {
		ends = slices.DeleteFunc(ends, func(e int) bool { return e < len(lines) })
	}
	tails := make([][]int, len(ends))
	none, low := true, len(lines)
	for k, e := range ends {
		mean := meanJoint
		if sure && !page.shows() {
			mean = meanSure // there are many gaps to try
		}
		tails[k] = r.tails(e, mean)
		if sure {
			tails[k] = slices.DeleteFunc(tails[k], func(t int) bool {
				return e-t < 2 && !(page.shows() && r.of[t].width > nearlyFull) || e-t > rarest*signs
			})
		}
		if len(tails[k]) > 0 {
			none, low = false, min(low, tails[k][0])
		}
	}
	if none {
		return nil
	}
	m := newMerge(newSheet(r, low), &f.merges)
	m.ofBlock = f.blocks
	// best[k] is the best way up to ends[k-1]; from[k] where its last part begins.
	best, parts := make([]float64, len(ends)+1), make([]Found, len(ends)+1)
	from := make([]int, len(ends)+1)
	for k := 1; k <= len(ends); k++ {
		best[k], from[k] = best[k-1], -1
		tails := tails[k-1]
		if len(tails) == 0 || !m.prepare(tails[0], ends[k-1]) {
			continue
		}
		for b := max(0, k-mostBack); b < k; b++ {
			lo := 0
			if b > 0 {
				lo = ends[b-1]
			}
			if part, ok := m.best(lo, tails); ok && best[b]+part.value() > best[k] {
				best[k], from[k], parts[k] = best[b]+part.value(), b, part
			}
		}
	}
	var out []Found
	for k := len(ends); k > 0; {
		if from[k] < 0 {
			k--
			continue
		}
		out = append(out, parts[k])
		k = from[k]
	}
	slices.Reverse(out)
	return out
}

// signs counts the holes that show on the page and the lines that run on though
// they are short.
func (r *ragged) signs() int {
	n := r.spaces + r.marks
	for i := range r.of {
		if r.short(i) && r.follows(i+1) > 0 {
			n++
		}
	}
	return n
}

// ends are the lines before which a tail may end: a short line that the next
// does not follow, and the page's end. Where tails are known to stand inside pages
// the line may end as a sentence does, and follow the one before it.
func (r *ragged) ends(known bool) []int {
	var out []int
	n := len(r.of)
	for i := 3; i < n; i++ {
		a, b := &r.of[i-1], &r.of[i]
		if a.own > 0 && a.group != b.group && a.width < 0.8 && b.visual > 0.3*r.full && !b.lower &&
			r.follows(i) <= 0 && (known || r.text[a.to-1] != '.' && r.follows(i-1) <= 0) {
			out = append(out, i)
		}
	}
	if len(out) >= maxEnds {
		out = nil // a list
	}
	if r.of[n-1].width < nearlyFull || r.shows() {
		out = append(out, n)
	}
	return out
}

// nearlyFull is the width of a line that is no phrase at a page's end, if no holes
// show.
const nearlyFull = 0.9

// tails are the lines that the tail before line end may begin with: one that
// does not follow the line before it, with lines behind it that look like
// phrases for the most part and do not follow each other on the mean.
func (r *ragged) tails(end int, mean float64) []int {
	var out []int
	long, odd, letters, joints := 0, 0, 0.0, 0.0
	most, mostLetters := maxTail, float64(maxLetters)
	if !r.shows() {
		most, mostLetters = int(maxHidden*maxTail), maxHidden*maxLetters
	}
	for t := end - 1; t >= max(2, end-most); t-- {
		l := &r.of[t]
		letters += l.own
		if l.width > 0.8 {
			long++
		}
		if r.complete(t) || r.holey(t) {
			odd++
		}
		if s := r.text[l.from:l.to]; layout.Columns(s) || strings.HasPrefix(s, ".. ") || strings.HasPrefix(s, "• ") {
			break // of a table, of a source, or an item
		}
		if long > 1+one(r.shows())+(end-t)/4 || odd > 1+(end-t)/8 || l.own == 0 || letters > mostLetters {
			break
		}
		n := float64(end - t)
		if joints += min(r.follows(t), wraps); joints > n*mean+slackJoint {
			break
		}
		if r.follows(t) < maxJoint && joints < n*mean && l.group != r.of[t-1].group {
			out = append(out, t)
		}
	}
	slices.Reverse(out)
	return out
}

// Where so many tails in a row are so many nats behind, longer ones are not looked at.
const (
	enough = 3
	far    = 30
)

// unlikely is a tail of which no more is asked.
const unlikely = 1e-3

// best merges what may be a tail into the body from line lo: it begins with one of
// the lines of tails, or there is none.
func (m *merge) best(lo int, tails []int) (Found, bool) {
	gains, sum := slices.Repeat([]float64{never}, len(tails)), 0.0 // nats over none
	hopeless := 0
	for i, t := range slices.Backward(tails) {
		if t < lo+2 || m.signs(lo, t) == 0 || hopeless == enough {
			break // nor do those before it
		}
		if a, ok := m.newLattice(lo, t); ok {
			gains[i] = a.run()
			sum = logSum(sum, gains[i])
		}
		if hopeless++; gains[i] > sum-far {
			hopeless = 0
		}
	}
	e, likeliest := m.newExpected(), 0
	for i, t := range tails {
		if gains[i] > gains[likeliest] {
			likeliest = i
		}
		if p := math.Exp(gains[i] - sum); p > unlikely {
			a, _ := m.newLattice(lo, t)
			a.run()
			e.add(a, p)
		}
	}
	m.listRows(tails[likeliest])
	f := Found{Placements: e.choose(), told: told{shows: m.shows()}}
	if len(f.Placements) == 0 {
		return Found{}, false
	}
	f.Tail = f.Placements[0].Tail
	f.Signs = m.signs(lo, f.Tail)
	f.Gain = sum / float64(len(f.Placements))
	f.Fits = m.fits(f.Placements)
	m.tell(&f)
	return f, true
}

// signs counts what only this damage leaves in the lines [lo,hi): holes, and
// lines that run on though they are short.
func (m *merge) signs(lo, hi int) int {
	n := 0
	for _, g := range m.gaps[m.gapAt[lo]:m.gapAt[hi]] {
		if g.hole {
			n++
		}
	}
	for i := lo; i < hi; i++ {
		if m.short(i) && (i+1 == hi || m.follows(i+1) > 0) {
			n++
		}
	}
	return n
}
