package order

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// document remembers the words of a text, which of them stand side by side,
// and how it sets spaces: the best evidence there is on a text of its own kind.
type document struct {
	*lm.Tally
	n int // tokens
	// of marks that some languages set a space before or after: with and without
	before, after map[rune]*[2]int
	elided        [2][2]int    // words that end in an apostrophe, in a hyphen: a space follows, none does
	stops         [2]int       // full stops with a capital after them: one space between, two
	untall        int          // how often a space stands before a tall mark, at least, where it means anything
	singles       [2]int       // quotation marks as in ‘so’: that open, that close, as Czech sets them
	ordinals      [2]int       // words behind a number's full stop: a space between, none: "2012.gadā"
	opened        map[rune]int // marks that stand right before a word, with a space before them: ”so” in Finnish
	colons        [2]int       // behind words and before words or numbers: a space, none: "host:port"
	sigils        int          // tall marks that words seem to begin with: "?name"
	hyphens       int          // hyphens after a space: "Radio 4 -kanavan", "so - they say"
	logs          [21]float64  // of one more than a number of times
}

func newDocument(tokens int) *document {
	d := &document{Tally: lm.NewTally(tokens), before: map[rune]*[2]int{}, after: map[rune]*[2]int{}, opened: map[rune]int{}}
	for k := range d.logs {
		d.logs[k] = math.Log1p(float64(k))
	}
	return d
}

// elidedKey counts a word with an apostrophe or a hyphen at its end, where a
// space follows or none does: Maltese has "ta’ Malta", and "f’Malta".
func elidedKey(a uint64, space bool) uint64 {
	return lm.Key(a + 0x51ed27 + uint64(one(space)))
}

// elision says how often a space follows such a word, and how often none does.
func (d *document) elision(id uint64) (with, without int) {
	return d.Count(elidedKey(id, true)), d.Count(elidedKey(id, false))
}

// numberedKey counts a word beside a number, with a space between them or none.
func numberedKey(a uint64, space bool) uint64 {
	return lm.Key(a + 0x2b7e15 + uint64(one(space)))
}

// numbering says how often a word has a space before or after a number beside
// it, and how often it has none.
func (d *document) numbering(id uint64) (with, without int) {
	return d.Count(numberedKey(id, true)), d.Count(numberedKey(id, false))
}

// joinedKey counts a word with a full stop or a colon and a word right behind it: behind a
// full stop one in lower case.
func joinedKey(a uint64, mark rune) uint64 { return lm.Key(a + 0x6d2b79 + uint64(mark-'.')) }

// joinsNames says that a word and its full stop or colon begin names, here and elsewhere:
// "harbour.list" and "harbour.conf", "root:harbour" and "root:quay".
func (d *document) joinsNames(id uint64, mark rune) bool { return d.Count(joinedKey(id, mark)) > 2 }

// read takes in a line.
func (d *document) read(tokens []lm.Token) {
	d.n += len(tokens)
	for i := range tokens {
		t := &tokens[i]
		if t.Kind == lm.Word {
			d.Add(lm.OneKey(t.ID))
		}
		if i > 0 {
			d.Add(lm.TwoKey(tokens[i-1].ID, t.ID))
			d.habits(&tokens[i-1], t)
		}
		if a := i - 1; a >= 0 && strings.ContainsRune("”»", tokens[a].Last) && (a == 0 || tokens[a].Space) && !t.Space && t.Kind != lm.Mark {
			d.opened[tokens[a].Last]++
		}
		// What a space stands before and none behind may begin a word: "?name".
		if a := i - 1; a >= 0 && isTall(tokens[a].First) && (a == 0 || tokens[a].Space) && !t.Space && t.Kind == lm.Word {
			d.sigils++
			if n := d.before[tokens[a].First]; a > 0 && n != nil {
				n[0]--
			}
		}
		if i > 1 && tokens[i-1].First == '.' && !tokens[i-1].Space && tokens[i-2].Kind == lm.Number && t.Kind == lm.Word && t.Case == lm.Lower {
			d.ordinals[one(!t.Space)]++
		}
		if i > 1 && tokens[i-1].First == ':' && !tokens[i-1].Space && tokens[i-2].Kind == lm.Word && t.Kind != lm.Mark {
			d.colons[one(!t.Space)]++
			if !t.Space && t.Kind == lm.Word {
				d.Add(joinedKey(tokens[i-2].ID, ':'))
			}
		}
		if i > 1 && tokens[i-1].First == '.' && !tokens[i-1].Space && tokens[i-2].Kind == lm.Word && t.Kind == lm.Word && t.Case == lm.Lower && !t.Space {
			d.Add(joinedKey(tokens[i-2].ID, '.'))
		}
		if i > 1 {
			d.Add(lm.ThreeKey(tokens[i-2].ID, tokens[i-1].ID, t.ID))
		}
	}
}

// ofDocument is how much of a word's probability its share of the document is.
const ofDocument = 0.3

// mixed adds to the log probability of a word what its share of the document
// says, but for so many times.
func (d *document) mixed(p float64, id uint64, but int) float64 {
	if n := d.Count(lm.OneKey(id)) - but; n > 0 {
		return math.Log(math.Exp(p) + ofDocument*float64(n)/float64(d.n))
	}
	return p
}

func (d *document) habits(a, b *lm.Token) {
	k := 1
	if b.Space {
		k = 0
	}
	if b.Kind == lm.Mark {
		tally(d.before, b.First, k)
	}
	if a.Kind == lm.Mark {
		tally(d.after, a.Last, k)
	}
	if a.Elided() && b.Kind == lm.Word {
		d.elided[elisions(a)][k]++
		d.Add(elidedKey(a.ID, k == 0))
	}
	switch {
	case a.Kind == lm.Word && b.Kind == lm.Number:
		d.Add(numberedKey(a.ID, k == 0))
	case a.Kind == lm.Number && b.Kind == lm.Word:
		d.Add(numberedKey(b.ID, k == 0))
	}
	if b.First == '‘' && k == 0 {
		d.singles[0]++
	}
	if a.Last == '‘' && k == 0 {
		d.singles[1]++
	}
	if a.Kind == lm.Mark && isStop(a.Last) && k == 0 && (unicode.IsUpper(b.First) || isOpening(b.First) || b.First == '"') {
		d.stops[one(b.From > a.To+1)]++
	}
	if a.Kind == lm.Mark && a.Last == '-' && a.Space && a.To-a.From == 1 {
		d.hyphens++
	}
}

// singleStops says that the document sets one space after a full stop, so that
// two of them are a mark. Who types two does not do so everywhere.
func (d *document) singleStops() bool { return d.stops[0] > 3+20*d.stops[1] }

// typed says that two spaces after a text and before a token are a typist's, who
// parts sentences so.
func (d *document) typed(s string, b *lm.Token) bool {
	s = strings.TrimRight(s, "\"')]”’»")
	last, _ := utf8.DecodeLastRuneInString(s)
	if !isStop(last) || d.singleStops() {
		return false
	}
	begins := b.Case != lm.Lower || unicode.IsUpper(b.First) || b.Kind == lm.Mark && (isOpening(b.First) || b.First == '"')
	return begins || d.stops[1] > 3+d.stops[0]
}

const mostMarks = 200 // different ones, in one document

func tally(m map[rune]*[2]int, r rune, k int) {
	n := m[r]
	if n == nil {
		if len(m) >= mostMarks {
			return
		}
		n = new([2]int)
		m[r] = n
	}
	n[k]++
}

// spaced says whether the document sets a space there, most of the time.
func spaced(m map[rune]*[2]int, r rune, otherwise bool) bool {
	if n := m[r]; n != nil && n[0] != n[1] {
		return n[0] > n[1]
	}
	return otherwise
}

// tall says that the document sets a space before tall marks now and then, as
// French does, or has none.
func (d *document) tall() bool {
	with, without := d.tallMarks()
	return with >= d.untall && 8*with >= without
}

// tallMarks are those that French sets a space before.
const tallMarks = ";:!?"

func isTall(r rune) bool { return strings.ContainsRune(tallMarks, r) }

// tallMarks counts those with a space before them, and those without.
func (d *document) tallMarks() (with, without int) {
	for _, m := range tallMarks {
		if n := d.before[m]; n != nil {
			with, without = with+n[0], without+n[1]
		}
	}
	return with, without
}

// few says that the document has too few of such a mark to tell how it sets
// them: the one with a space before it may be the one that is out of place.
func (d *document) few(r rune) bool {
	n := d.before[r]
	return n == nil || n[0]+n[1] < 4
}

// setsApart says that the document sets a space before a mark nearly always, as French does:
// who does so now and then lacks none elsewhere.
func (d *document) setsApart(r rune) bool {
	const nearly = 4
	n := d.before[r]
	return n != nil && n[0] > nearly*n[1]
}

// joins says that the document sets no space before a mark time and again, as sources do
// before a bracket.
func (d *document) joins(r rune) bool {
	n := d.before[r]
	return n != nil && n[1] > 3 && 2*n[1] > n[0]
}

// pairs says that a colon joins two words here, and not once or twice: "host:port".
func (d *document) pairs() bool { return d.colons[1] > 3 && d.colons[1] > d.colons[0] }

// begins says that tall marks begin words here, and not once or twice.
func (d *document) begins() bool { return d.sigils > 2 }

// low says that quotations begin low and end with ‘: where they begin with a
// comma, as typewriters have it, that one is no mark of damage.
func (d *document) low() bool { return d.singles[1] > d.singles[0] }

// ordinal says that words stand right behind a number's full stop, not here and there.
func (d *document) ordinal() bool { return d.ordinals[1] > 3 && 2*d.ordinals[1] > d.ordinals[0] }

// opens says of a quotation mark that it opens quotations, too, not here and there.
func (d *document) opens(r rune) bool {
	n := d.after[r]
	return n != nil && d.opened[r] > 2 && 10*d.opened[r] > n[0]+n[1]
}

// quotes says that words stand in such apostrophes: they follow a space.
func (d *document) quotes(r rune) bool {
	n := d.before[r]
	return n != nil && n[0] > 2
}

func elisions(t *lm.Token) int {
	if t.Hyphened() {
		return 1
	}
	return 0
}
