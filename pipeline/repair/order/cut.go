package order

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// cut is a place where two runs of one visual line may meet in the text as it
// came. The left one ends at at, the right one begins at next; spaces lie
// between. Offsets are into the line.
type cut struct {
	at, next int
	spaces   int
	kind     cutKind
	tall     bool    // before a mark that some languages set a space before
	bare     bool    // what begins here begins with a comma or the like
	open     bool    // what ends here ends with an opening bracket or quotation mark
	inWord   bool    // between two letters of one word
	broken   bool    // the line was broken here: a run ends, and another begins
	gain     float64 // of two glued words, in nats
	rival    float64 // log share of that gain among the word's cuts, 0 at the most
	unknown  int     // halves that neither the model nor the document knows
	halves   [2]int  // how frequent they are, as commonness has it
}

type cutKind uint8

// The kinds of cut, and how a damaged line shows them.
const (
	plainSpace   cutKind = iota // one space: no mark
	doubleSpace                 // two or more: a hole
	doubleStop                  // two after a full stop, before a sentence: typists do that
	spaceClose                  // a space before a comma, a full stop or a closing bracket
	elisionSpace                // a space after "l'" or "vingt-", or a mark: "l' de", "vingt-,"
	glueCase                    // "questionsKazakhstan"
	glueOpen                    // "mot«Alga"
	glueAfter                   // "parole,dans"
	glueStop                    // "fin.Puis"
	glueDash                    // "give—take"
	glueQuote                   // "lub"kwota", a mark that opens and closes
	glueDigit                   // "le25"
	glueWord                    // "apporterau": unknown, and two known words
	glueHalf                    // unknown, and one known word and a rest: no mark
	elision                     // inside "l'Union", "vingt-trois": no mark
	closing                     // before a comma, no space: no mark
	edge                        // the line's start and end
	cutKinds
)

// marked says whether a cut is a mark of damage.
func (k cutKind) marked() bool {
	switch k {
	case plainSpace, glueHalf, elision, closing, edge, doubleStop:
		return false
	}
	return true
}

// glued says of a cut that two words, or a word and a mark, have no space
// between them where one belongs.
func (k cutKind) glued() bool { return k >= glueCase && k <= glueWord }

// respaces says whether a line may read as it came but for a space here, that
// is taken out or put in.
func (c *cut) respaces() bool {
	if c.kind == spaceClose {
		return !c.tall // some texts set such a space now and then
	}
	return c.kind == elisionSpace || c.kind.glued()
}

// parts says that a space belongs here where a phrase ends and right begins the next one:
// the two are no word and its mark.
func (c *cut) parts(right rune) bool {
	return c.kind == glueOpen || c.kind == glueDash && strings.ContainsRune("—–-", right)
}

// line is a visual line made ready for reading.
type line struct {
	text            string // without white space at its ends
	from            int    // where it begins in the source
	lead, trail     int    // spaces taken off its ends
	tokens          []lm.Token
	numbers         []int32  // of tokens
	cuts            []cut    // edges first and last, in order
	leadMark        bool     // begins with a comma, a full stop, a closing bracket
	leadHole        bool     // begins with a space though other lines do not
	firstLine       bool     // of its block
	bullet          bool     // begins with one: no phrase stood before it
	goesOn          bool     // the line before ends with a full stop that stands apart
	row             bool     // its gaps are no holes: of a table, or all words are set apart
	trailHole       bool     // ends in one though others do not
	marks, weak     int      // of damage, in all; two words in one, by their letters alone
	broken          bool     // it came run by run, with line breaks between
	breaks          int      // how many of them
	nested          []nested // pairs that came empty
	unread, tooMany bool
	eased           bool           // the document shows lines that lack a space and nothing else
	still           bool           // and more of them than have a phrase elsewhere
	own             map[uint64]int // what the line itself adds to the document's counts
	readings        []*candidate
}

// holed says that a line shows a hole, and not only words that were glued.
func (l *line) holed() bool {
	return l.leadMark || l.leadHole || l.trailHole ||
		slices.ContainsFunc(l.cuts, func(c cut) bool { return c.kind.marked() && !c.kind.glued() })
}

const (
	setIn    = 4   // spaces more than other lines begin with: a listing's
	widest   = 200 // characters: a line wider than this is no visual line
	mostCuts = 64
)

func isOpening(r rune) bool { return strings.ContainsRune("([{«„‚¿¡<", r) }
func isClosing(r rune) bool { return strings.ContainsRune(",.)]", r) }
func isStop(r rune) bool    { return strings.ContainsRune(".!?…:;", r) }

// cutLine finds the cuts of a line. In a document that shows no damage two words
// in one are looked for only where something else is the matter: they alone would
// not change a line, and to look costs more than all the rest.
func (r *reader) cutLine(l *line) {
	if r.cutAs(l, !r.unhurt); r.unhurt && l.marks > 0 {
		r.cutAs(l, true)
	}
}

// cutAs finds the cuts of a line, within all its words or only where a capital
// shows one.
func (r *reader) cutAs(l *line, all bool) {
	s := l.text
	l.marks, l.weak, l.breaks, l.nested = 0, 0, 0, l.nested[:0]
	l.cuts = append(r.cuts[:0], cut{at: 0, next: 0, kind: edge})
	for i := range l.tokens {
		t := &l.tokens[i]
		if i > 0 {
			c, ok := r.between(s, &l.tokens[i-1], t)
			if p, empty := pairAcross(s, &l.tokens[i-1], t); empty {
				l.nested = append(l.nested, p)
			}
			if n := len(l.nested); n > 0 && (c.next == l.nested[n-1].closing && !l.nested[n-1].half() || c.next == l.nested[n-1].inside) {
				l.breaks += one(layout.Broken(s[c.at:c.next]))
				continue // a pair stays with what it holds
			}
			if l.broken && layout.Broken(s[c.at:c.next]) {
				c.broken, ok = true, true
				l.breaks++
				if c.spaces == 0 && !c.kind.glued() {
					c.kind = glueCase
				}
			}
			if ok {
				l.cuts = append(l.cuts, c)
			}
		}
		if p, empty := emptyPair(s, t.From, t.To); empty && t.Kind == lm.Mark {
			l.nested = append(l.nested, p)
			continue
		}
		if p, alone := r.closesAlone(s, t); alone {
			l.nested = append(l.nested, p)
			continue
		}
		if n := utf8.RuneLen(t.First); t.Kind == lm.Mark && t.To-t.From == 2*n && !r.lowQuote(s, t) && strings.ContainsRune(".,“”»", t.First) && !r.address(s, t.From) && !(t.From > 0 && digitAt(s, t.From-1) && digitAt(s, t.To)) {
			// Two sentences' ends, or two commas: an ellipsis has three, and "0..100" is a range.
			l.cuts = append(l.cuts, cut{at: t.From + n, next: t.From + n, kind: glueAfter})
		}
		if t.Kind == lm.Word {
			if all || capitalInside(s[t.From:t.To]) {
				l.cuts = r.inside(l.cuts, s, t)
			}
			// An apostrophe that may close a quotation, a hyphen that may be a dash or
			// begin the next word: "Stream-putki" that was "Stream 2 -putki".
			if n := utf8.RuneLen(t.Last); t.Elided() && t.To-t.From > n && (t.Hyphened() && r.d.hyphens > 0 || !t.Hyphened() && r.d.quotes(t.Last)) && !r.address(s, t.From) {
				l.cuts = append(l.cuts, cut{at: t.To - n, next: t.To - n, kind: elision})
			}
		}
	}
	r.atTerms(l)
	if !r.justified && layout.Columns(s) && !(r.gapped && !strings.Contains(s, "\t") && l.lead < r.margin+setIn) { // a table's row, or a setting: no phrase is out of place in it
		l.cuts = l.cuts[:1]
	}
	columns, bullet := r.justified || r.apart || l.row, listed(s) || r.lettered(l)
	if r.close && bullet && slices.ContainsFunc(l.cuts, func(c cut) bool { return c.kind.glued() && c.kind.marked() }) {
		bullet = false // what stood behind the bullet was glued to the line's end
	}
	contents := numbered(s)
	for i := range l.cuts {
		before, behind := s[:l.cuts[i].at], s[l.cuts[i].next:]
		switch k := &l.cuts[i].kind; *k {
		case doubleSpace, doubleStop:
			if columns || entries(s, l.cuts[i].next) || postcode(before, behind) || years(before, behind) || remarked(before, behind) || bullet && !strings.Contains(before, " ") {
				*k = plainSpace
			}
		case spaceClose:
			if r.apart { // "press  x ."
				*k = plainSpace
			}
		case glueStop, glueAfter, glueDigit:
			if contents && strings.Trim(behind, "0123456789") == "" {
				*k = closing
			}
		}
	}
	l.cuts = thin(append(l.cuts, cut{at: len(s), next: len(s), kind: edge}), mostHalves<<one(r.patient))
	r.cuts = l.cuts
	if name := strings.TrimPrefix(s, "- "); r.lacksSpaces() || strings.Contains(name, " ") { // a word alone is a name of its own kind: "savefile"
		for _, c := range l.cuts {
			if c.kind.marked() || c.broken {
				l.marks++
				if c.kind == glueWord {
					l.weak++
				}
			}
		}
	}
	l.marks += len(l.nested)
	l.leadMark = r.bareMark(s) && !named(s) && !r.lowQuote(s, &l.tokens[0]) && !r.item(s) && !(l.goesOn && strings.HasPrefix(s, ". "))
	if l.leadMark || l.leadHole || l.trailHole {
		l.marks++
	}
	if l.marks == 0 && !all { // nothing more is asked of such a line
		l.cuts = []cut{l.cuts[0], l.cuts[len(l.cuts)-1]}
		return
	}
	l.cuts = slices.Clone(l.cuts)
	for i := range l.cuts {
		l.cuts[i].bare = r.bareMark(s[l.cuts[i].next:]) || i > 0 && l.cuts[i].spaces == 0 && quoteAlone(s[l.cuts[i].next:])
		last, _ := utf8.DecodeLastRuneInString(s[:l.cuts[i].at])
		l.cuts[i].open = isOpening(last)
	}
	l.tooMany = len(l.cuts) > mostCuts
}

// bareMark says whether a text begins with a mark that nothing begins with.
func (r *reader) bareMark(s string) bool {
	if s == "" {
		return false
	}
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	switch {
	case second == first || unicode.IsDigit(second) || strings.HasPrefix(s[n:], "    "): // "?    show the help"
		return false
	case role(s, 0):
		return false
	case first == '.' && (!r.ends(s, n) || strings.HasPrefix(s, ". .")): // an ellipsis
		return false
	case isTall(first) && r.d.begins() && strings.HasPrefix(s[n:], "  "): // ":  endfor"
		return false
	case first == '!' && second == '[', first == ']' && second == '(': // pictures and links of a source
		return false
	case isTall(first) && r.d.begins() && n < len(s) && !lm.IsSpace(second) && !isClosing(second) && !strings.ContainsRune("\"”“»’", second): // "?name"
		return false
	case isClosing(first): // no sound line begins with a comma; with ");" commands do
		return second != ';' || first == ',' || first == '.'
	case midSentence(s, 0): // "! mend"
		return false
	case isTall(first): // such a mark may, where a space stands before it
		return !r.d.tall()
	case strings.ContainsRune("“”»’\"", first) && !spaced(r.d.before, first, false):
		return (isClosing(second) || second == ';' || second == ':') && !strings.HasPrefix(s[n:], "...")
	}
	return false
}

// quoteAlone says that a text is a quotation mark: behind a word it closes, whatever it is.
func quoteAlone(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && strings.ContainsRune("“”»’\"", r)
}

// emptyBrackets says of two tokens that brackets open and close with nothing between them.
func emptyBrackets(a, b *lm.Token) bool {
	return a.Last == '(' && b.First == ')' || a.Last == '[' && b.First == ']'
}

// mostHalves is how many cuts inside words a line keeps that are no mark: twice
// as many where a second reader will choose.
const mostHalves = 4

// thin drops the least likely cuts inside words where there are many: what they
// cost grows with the fourth power of their number.
func thin(cuts []cut, most int) []cut {
	var gains []float64
	for _, c := range cuts {
		if c.kind == glueHalf {
			gains = append(gains, c.gain)
		}
	}
	if len(gains) <= most {
		return cuts
	}
	slices.Sort(gains)
	least := gains[len(gains)-most]
	return slices.DeleteFunc(cuts, func(c cut) bool { return c.kind == glueHalf && c.gain < least })
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

func letterAt(s string, i int) bool {
	q, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(q)
}

// midSentence says of a mark that a sentence would end with that none begins behind it:
// "! mend", "+, - or ? say".
func midSentence(s string, at int) bool {
	return (s[at] == '!' || s[at] == '?') && at+2 < len(s) && s[at+1] == ' ' && lowerAt(s, at+2)
}

func lowerAt(s string, i int) bool {
	q, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLower(q)
}

// isWordByte says whether a byte is of a letter or a digit, ASCII or not.
func isWordByte(b byte) bool {
	return b >= utf8.RuneSelf || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}
