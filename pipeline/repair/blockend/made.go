package blockend

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// Made says that a document was made like that: its pages, all in all, show
// phrases of theirs at their ends. A producer does so throughout, so a page with
// none speaks against it. It has to be asked before [Finder.Find], for it learns
// how long the full lines are, what the document says, and where the tails stand. In a
// book a few pages end so by themselves, with a box or a table that was painted last: in
// a long document half of them have to, or a fifth with phrases that are likely where
// they go.
func (f *Finder) Made(text string, pages [][]Line) bool {
	odds := float64(made)
	asked, speak, likely := 0, 0, 0
	f.each(text, pages, func(best *Found, lines int) {
		page := min(best.odds(lines), mostOfAPage)
		odds += page
		asked++
		speak += one(page > 0)
		likely += one(page > 0 && best.sureOf >= math.Log(0.5))
	})
	return odds >= LeastOdds && (asked < many || 2*speak >= asked || 5*likely >= asked)
}

// each gives the best tail of each page that is asked, an empty one where there is
// none, and how many lines the page has.
func (f *Finder) each(text string, pages [][]Line, page func(best *Found, lines int)) {
	f.begin(text, pages)
	likely := 0 // tails inside the pages
	for i := range pages {
		if len(pages) > mostPages && i*mostPages%len(pages) >= mostPages {
			continue // others speak for it
		}
		lines := pages[i]
		if len(lines) < leastLines {
			continue
		}
		best := Found{told: told{shows: measured(text, lines, f.setting).shows()}}
		for _, p := range f.find(text, lines, true) {
			if p.total() > best.total() {
				best = p
			}
			likely += one(!p.last && p.likely())
			f.inside = f.inside || !p.last && p.sure() || likely > 1
		}
		page(&best, len(lines))
	}
}

// begin takes a document in hand.
func (f *Finder) begin(text string, pages [][]Line) {
	f.text, f.pages = text, pages
	f.inside, f.blocks, f.shown = false, false, false
	if f.ear != nil {
		f.ear.said = nil
	}
	f.setting = settingOf(text, pages)
}

const (
	mostPages   = 16 // are asked, spread evenly
	mostOfAPage = 10 // nats: none speaks for a book alone
	many        = 8  // pages that are asked, of a long document
)

// told is what a tail's placements tell of themselves, apart from what they gain.
type told struct {
	shows  bool    // holes do, on the page
	last   bool    // nothing stands behind the tail
	small  int     // phrases that begin with a small letter
	filled int     // broken lines that one goes into
	apart  int     // phrases between two paragraphs
	sureOf float64 // log of the posterior, on the mean
}

// tell looks at the placements. Lists, terms and the lines of tables find places
// too, but these lie between paragraphs, and leave the lines that seem broken as
// they are.
func (m *merge) tell(f *Found) {
	f.last = m.last == len(m.toks)
	into := make(map[int]bool) // lines that have a phrase inside or at their end
	for _, q := range f.Placements {
		l := &m.of[q.Line]
		starts := !q.End && q.At <= l.from
		if starts || !q.End {
			into[q.Line-1] = true
		}
		if !starts {
			into[q.Line] = true
		}
		if next := q.Line + one(q.End); (starts || q.End) && next > 0 && next < len(m.lines) &&
			(m.lines[next].Blank || m.of[next-1].stops) {
			f.apart++
		}
		if r, _ := utf8.DecodeRuneInString(m.text[q.From:q.To]); unicode.IsLower(r) {
			f.small++
		}
		f.sureOf += math.Log(q.Posterior) / float64(len(f.Placements))
	}
	for i := range into {
		if i >= 0 && i+1 < f.Tail && m.broken(i) {
			f.filled++
		}
	}
}

// broken says that a line breaks off in a sentence though the next word would
// have fitted.
func (m *measures) broken(i int) bool {
	return m.short(i) && !m.of[i].stops && m.of[i+1].lower && !m.lines[i+1].Blank
}

// breaksOff says that some line does: without, no tail that holes do not show is
// to be believed.
func (m *measures) breaksOff() bool {
	for i := range len(m.of) - 1 {
		if m.broken(i) {
			return true
		}
	}
	return false
}

// total is what a tail gains with all of its phrases, in nats.
func (f *Found) total() float64 { return f.Gain * float64(len(f.Placements)) }

// odds are the log odds that a page of so many lines speaks of by its best tail, if
// it has any.
func (f *Found) odds(lines int) float64 {
	var v tailVector
	f.speak(&v, lines)
	return dot(v[:], pageOdds[one(f.shows)][:])
}

// speak fills in what a page of so many lines says by its best tail, if it has any.
// A page of a few lines need not have one.
func (f *Found) speak(v *tailVector, lines int) {
	n := float64(len(f.Placements))
	if n < 2 {
		v[tNone] = math.Min(1, float64(lines)/25)
		return
	}
	*v = tailVector{
		tTail: 1, tPhrases: math.Log(n), tTotal: math.Sqrt(min(f.total(), 600)), tGain: math.Min(f.Gain, 24),
		tFilled: math.Log1p(float64(f.filled)), tSmall: float64(f.small) / n, tApart: float64(f.apart) / n,
		tSigns: math.Log1p(float64(f.Signs) / n), tLast: float64(one(f.last)), tSure: f.sureOf,
	}
}

// sure says that a tail inside a page speaks for others there: two lines or more
// that gain much, whose phrases begin as phrases do. Most holes that show are
// accounted for.
func (f *Found) sure() bool {
	n := len(f.Placements)
	if n < 2 || !f.shows || f.Placements[0].Tail == f.Placements[n-1].Tail {
		return false
	}
	small := 5*f.small >= 2*n
	return f.Gain >= sureShown && f.Signs <= 2*n+3 && (small || f.Gain >= sureNamed && 2*f.apart <= n)
}

// likely says that a tail inside a page does so beside others: it gains less, but there
// is no doubt where its phrases go.
func (f *Found) likely() bool {
	n := len(f.Placements)
	return n > 1 && f.shows && f.Gain >= likelyShown && f.sureOf >= math.Log(0.8) && f.Signs <= 2*n+3 && 5*f.small >= 2*n
}

// rarest is how many phrases there may be to a hole or short line where holes do
// not show.
const rarest = 3

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
