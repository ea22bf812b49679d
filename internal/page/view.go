package page

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/recto/recto/corpus"
)

// The view: a bitext as its page shows it.

type bitext struct {
	Name, Title  string
	From, To     tongue
	HasTarget    bool
	Facts        []string // "12 sentences", …
	Looks        []look   // the first of those that need one
	LookCount    int
	LookText     string
	MoreLooks    int
	MovedCount   int
	OpenCount    int
	Codes        []codeCount
	Sections     []section
	Infos        []string // where a target comes from: sentences point here
	Removed      []removed
	Unplaced     []reading
	Warnings     []string
	MoreWarnings []string // folded
	Made         []string // what made it
}

type look struct {
	ID, Label, Severity, Why, Text string
}

type codeCount struct {
	Code  string
	Count int
}

// section is a paragraph and what stands face to face with it, or a part of one
// that is very long.
type section struct {
	Label  string // "p12", "" if it goes on
	Page   int    // where a page begins, else 0
	Kind   corpus.Kind
	From   tongue // may differ from the document's
	To     tongue
	Src    []sentence
	Tgt    []sentence // nil where the page has no target
	Notes  []note
	Moves  []moved
	Doubts []doubt
}

type sentence struct {
	ID     string // of the element; "" if another sentence has it
	Bead   int
	Text   string // if it is plain
	Runs   []run  // otherwise
	Join   string // what stands behind it
	Break  bool   // a paragraph of its own side begins here
	Info   int
	Filter string // words that the filters look for
	Flag   string // severity of what is noted
	Note   string // id of the note
	Label  string // for the flag's link
	Why    string // in place of a text
}

type note struct {
	ID, For, Label, Severity string
	Text                     []string // a line a finding
	Attempts                 []reading
	Matches                  []reading
}

// reading is another text, and what is to be said of it.
type reading struct {
	Source, Target string // of a match
	Text           string // of an attempt or a reading of a line
	Why            string
}

type moved struct {
	N            int // counted through the document
	Line         int
	Given        []run
	Why          string
	Sure         string
	Alternatives []reading
}

type doubt struct {
	N          int    // counted through the document
	For, Label string // the sentence
	Line       int
	Given      []run
	Left       bool // as it came
	Why        string
	Readings   []reading
}

type removed struct {
	Kind, Text string
	Line, Page int
}

const (
	longest   = 24 // sentences a section
	firstSeen = 8  // that need a look, at the top
	moreSeen  = 200
)

// builder walks the beads once.
type builder struct {
	b      *corpus.Bitext
	o      Options
	given  given
	out    bitext
	info   map[string]int
	codes  map[string]int
	ids    map[string]bool
	doubts int
	looks  [3][]look       // by rank: open, error, warning
	traced map[int]*traced // by source paragraph
}

func bitextView(b *corpus.Bitext, sourceText string, o Options) bitext {
	v := &builder{b: b, o: o, given: givenText(b.Source, sourceText), info: map[string]int{}, codes: map[string]int{}, ids: map[string]bool{}, traced: map[int]*traced{}}
	v.out = bitext{
		Name: visible(b.Source.Name), Title: visible(path.Base(b.Source.Name)), From: tongueOf(b.Source.Language), To: tongueOf(b.Target.Language),
		HasTarget: b.Target.Language != "" && (len(b.Target.Segments) > 0 || b.Run.Engine != "none"),
	}
	if b.Source.Name == "" {
		v.out.Title = "untitled"
	}
	v.out.Warnings, v.out.MoreWarnings = fold(slices.Concat(b.Source.Warnings, b.Target.Warnings))
	v.sections()
	v.finish()
	return v.out
}

// sections lays the beads out, a section a source paragraph.
func (v *builder) sections() {
	b := v.b
	para, page := -2, 0
	lastTgt := -1
	for i := range b.Beads {
		bead := &b.Beads[i]
		at := para
		if len(bead.Src) > 0 && inside(bead.Src[0], b.Source.Segments) {
			at = b.Source.Segments[bead.Src[0]].Para
		}
		n := len(v.out.Sections)
		fresh := n == 0 || at != para || at < 0
		if fresh || len(v.out.Sections[n-1].Src)+len(v.out.Sections[n-1].Tgt) >= 2*longest {
			if fresh {
				v.leave(para)
			}
			s := section{From: v.out.From, To: v.out.To}
			if at >= 0 && at < len(b.Source.Paragraphs) {
				p := b.Source.Paragraphs[at]
				s.Kind = p.Kind
				if p.Language != "" && p.Language != b.Source.Language {
					s.From = tongueOf(p.Language)
				}
				if fresh {
					s.Label = visible(p.ID)
				}
				if p.Page > page && (page > 0 || p.Page > 1) {
					s.Page = p.Page
				}
				page = max(page, p.Page)
			}
			v.out.Sections = append(v.out.Sections, s)
			para = at
		}
		lastTgt = v.bead(i, bead, &v.out.Sections[len(v.out.Sections)-1], lastTgt)
	}
	v.leave(para)
}

func inside(i int, s []corpus.Segment) bool { return i >= 0 && i < len(s) }

// bead adds its sentences and its note to a section.
func (v *builder) bead(i int, bead *corpus.Bead, s *section, lastTgt int) int {
	b := v.b
	verdict := v.judge(bead, s)
	filter := verdict.filter
	var src, tgt []sentence
	for _, k := range bead.Src {
		if !inside(k, b.Source.Segments) {
			continue
		}
		seg := b.Source.Segments[k]
		t := sentence{ID: v.id(seg.ID), Bead: i}
		if seg.Para >= 0 && seg.Para < len(b.Source.Paragraphs) {
			known := v.trace(seg.Para)
			moves := movedIn(seg, known.moves)
			if len(moves) > 0 {
				filter = append(filter, "moved")
			}
			t.Runs = runsOf(seg.Text, moves, func(i int) int { return v.moved(s, known, i) })
		} else {
			t.Runs = plain(seg.Text)
		}
		src = append(src, t)
	}
	for _, k := range bead.Tgt {
		if !inside(k, b.Target.Segments) {
			continue
		}
		seg := b.Target.Segments[k]
		t := sentence{ID: v.id("t-" + seg.ID), Bead: i, Runs: plain(seg.Text)}
		if lastTgt >= 0 && len(tgt)+len(s.Tgt) > 0 && seg.Para >= 0 && seg.Para != b.Target.Segments[lastTgt].Para {
			t.Break = true
		}
		lastTgt = k
		tgt = append(tgt, t)
	}
	info := v.infoOf(bead)
	switch {
	case len(src) == 0 && len(tgt) == 0:
		return lastTgt
	case len(src) == 0:
		src = append(src, sentence{Bead: i, Why: "not in the source"})
	case len(tgt) == 0 && v.out.HasTarget:
		why := "no counterpart"
		if bead.Reason != "" && bead.Reason != oneSided {
			why = "no translation: " + say(reasonWords, bead.Reason)
		}
		tgt = append(tgt, sentence{Bead: i, Why: why})
	}
	label := v.label(bead)
	last := &src[len(src)-1]
	if len(tgt) > 0 {
		last = &tgt[len(tgt)-1]
	}
	if n := v.note(i, label, bead, verdict); n != nil {
		n.For = v.anchor(src, tgt)
		last.Flag, last.Note, last.Label = n.Severity, n.ID, labelOf(n)
		s.Notes = append(s.Notes, *n)
	} else if settled(bead) {
		last.Flag, last.Label = "settled", decided(bead)
	}
	if verdict.doubt > 0 {
		if last := &src[len(src)-1]; last.Flag == "" && !settled(bead) {
			last.Flag, last.Note, last.Label = "warning", fmt.Sprintf("d-%d", verdict.doubt), "The line may be out of order."
		}
		v.claim(s, verdict.doubt, v.anchor(src, tgt), label)
	}
	if len(filter) > 0 {
		src[0].Filter = strings.Join(filter, " ")
	}
	from, to := s.From.Join, s.To.Join
	if s.Kind == corpus.Table {
		from, to = "\n", "\n" // its lines are kept apart
	}
	for k := range src {
		src[k].Info, src[k].Join = info, from
	}
	for k := range tgt {
		tgt[k].Info, tgt[k].Join = info, to
	}
	if verdict.rank >= 0 {
		text := corpus.TextOf(b.Source.Segments, valid(bead.Src, b.Source.Segments))
		if text == "" {
			text = corpus.TextOf(b.Target.Segments, valid(bead.Tgt, b.Target.Segments))
		}
		v.looks[verdict.rank] = append(v.looks[verdict.rank], look{ID: v.anchor(src, tgt), Label: label, Severity: verdict.severity, Why: verdict.why, Text: visible(clip(text, 90))})
	}
	s.Src = append(s.Src, plainly(src)...)
	s.Tgt = append(s.Tgt, plainly(tgt)...)
	return lastTgt
}

// labelOf is what a screen reader says of a flag.
func labelOf(n *note) string {
	switch {
	case len(n.Text) > 0:
		return strings.Join(n.Text, " ")
	case len(n.Matches) > 0:
		return "near in the memory"
	}
	return "note"
}

// plainly puts texts that are one plain run where the template finds them fast.
func plainly(s []sentence) []sentence {
	for i := range s {
		if len(s[i].Runs) == 1 && s[i].Runs[0].Kind == "" {
			s[i].Text, s[i].Runs = s[i].Runs[0].Text, nil
		}
	}
	return s
}

func valid(at []int, s []corpus.Segment) []int {
	var out []int
	for _, k := range at {
		if inside(k, s) {
			out = append(out, k)
		}
	}
	return out
}

// id gives an id that no other element of the page has, "" if it is taken.
func (v *builder) id(id string) string {
	id = strings.Join(strings.Fields(id), "_")
	if id == "" || v.ids[id] || !strings.HasPrefix(id, "t-") && strings.Contains(id, "-") {
		return ""
	}
	v.ids[id] = true
	return id
}

func (v *builder) anchor(lists ...[]sentence) string {
	for _, l := range lists {
		for _, s := range l {
			if s.ID != "" {
				return s.ID
			}
		}
	}
	return ""
}

// label names a bead by its first segment.
func (v *builder) label(bead *corpus.Bead) string {
	for _, k := range valid(bead.Src, v.b.Source.Segments) {
		return visible(v.b.Source.Segments[k].ID)
	}
	for _, k := range valid(bead.Tgt, v.b.Target.Segments) {
		return visible(v.b.Target.Segments[k].ID)
	}
	return ""
}

// infoOf gives the number of the line that says where the target comes from.
func (v *builder) infoOf(bead *corpus.Bead) int {
	var parts []string
	if o := originText(bead.Origin); o != "" {
		parts = append(parts, o)
	}
	if settled(bead) {
		parts = append(parts, decided(bead))
	}
	if bead.Origin.Kind == corpus.OriginHuman {
		parts = append(parts, "alignment "+percent(bead.Score))
	}
	text := strings.Join(parts, " · ")
	n, ok := v.info[text]
	if !ok {
		n = len(v.out.Infos)
		v.info[text] = n
		v.out.Infos = append(v.out.Infos, text)
	}
	return n
}

func settled(bead *corpus.Bead) bool {
	return bead.State == corpus.Approved || bead.State == corpus.Reviewed
}

// decided says what a person decided, who, and when.
func decided(bead *corpus.Bead) string {
	text := "approved"
	if bead.State == corpus.Reviewed {
		text = "changed"
	}
	d := bead.Decision
	if d == nil || d.Reviewer == "" {
		text += " by a person"
	} else {
		text += " by " + visible(d.Reviewer)
	}
	if d != nil && d.Date != "" {
		text += " on " + visible(d.Date)
	}
	return text
}

func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	i := 0
	for at := range s {
		if i == n {
			return strings.TrimRight(s[:at], " ") + "…"
		}
		i++
	}
	return s
}
