package order

import (
	"strings"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// between says what kind of cut lies between two tokens, if any.
func (r *reader) between(s string, a, b *lm.Token) (cut, bool) {
	c := cut{at: a.To, next: b.From}
	for _, q := range s[a.To:b.From] {
		c.spaces += one(!layout.IsBreak(q))
	}
	switch {
	case c.spaces > 0:
		c.kind, c.tall = r.atSpace(s, a, b, c.spaces)
		return c, true
	case a.Elided():
		return r.behindElision(c, s, a, b)
	case a.Kind != lm.Mark && b.Kind != lm.Mark:
		if a.Kind != lm.Number && b.Kind != lm.Number {
			return c, false
		}
		c.kind = glueDigit
		if !r.numbered(s, a, b) {
			c.kind = elision // "37a", "CO2", "8th"
		}
		return c, !r.address(s, a.From)
	case b.Kind == lm.Mark:
		return r.beforeMark(c, s, a, b)
	}
	return r.behindMark(c, s, a, b)
}

// atSpace is the kind of a cut at so many spaces, and whether they stand before a tall mark.
func (r *reader) atSpace(s string, a, b *lm.Token, spaces int) (kind cutKind, tall bool) {
	if spaces == 1 && r.lowQuote(s, b) {
		return plainSpace, false
	}
	last := a.Last
	switch {
	case spaces > 1 && r.d.typed(s[:a.To], b):
		return doubleStop, false
	case spaces > 1:
		return doubleSpace, false
	case r.produced && spaces == 1 && emptyBrackets(a, b):
		return spaceClose, false // "( )"
	case isClosing(b.First) && b.To-b.From == 1 && !digitAt(s, b.To) && !isOpening(last) && (b.First != '.' || r.ends(s, b.To)),
		isTall(b.First) && b.Kind == lm.Mark && b.To-b.From == 1 && !midSentence(s, b.From) && (a.Kind == lm.Word || last == ',') && !digitAt(s, b.To) && !(letterAt(s, b.To) && r.d.begins()) && (last == ',' || !r.d.tall()):
		if airy(s, b) || spacedOut(s, b.From) || smiles(s, b) || role(s, b.From) || last == '*' || last == '_' { // "**so** ," of a source
			return plainSpace, false
		}
		return spaceClose, !isClosing(b.First) && last != ','
	case a.Elided() && b.Kind == lm.Word && r.elides(a) && r.s.Frequency(r.s.Number(a)) > 0.5 && !r.suspended(a, b):
		return elisionSpace, false
	}
	return plainSpace, false
}

// behindElision says what kind of cut lies behind a word that ends in an apostrophe or a
// hyphen.
func (r *reader) behindElision(c cut, s string, a, b *lm.Token) (cut, bool) {
	switch {
	case r.address(s, a.From):
		return c, false // "old-harbour/list_of_boats"
	case b.Kind == lm.Word:
		c.kind = elision
		// "vingt-également", "l'par": a frequent word that nobody has seen there.
		if r.strange(a, b) {
			c.kind = glueWord
		} else if with, without := r.d.elision(a.ID); with > 2+4*without {
			c.kind = glueQuote // "ta’Malta"
		}
		return c, true
	case isClosing(b.First) && r.elides(a) && (a.Hyphened() && !r.suspended(a, b) || r.strange(a, b)):
		c.kind = elisionSpace
		return c, true
	case isClosing(b.First):
		c.kind = closing
		return c, b.To-b.From == 1
	}
	return c, false
}

// beforeMark says what kind of cut lies before a mark that has no space before it.
func (r *reader) beforeMark(c cut, s string, a, b *lm.Token) (cut, bool) {
	switch {
	case b.First == '«' && (a.Kind == lm.Word && !spaced(r.d.before, '«', true) || r.d.opens('»')):
		c.kind = closing // »so«
		return c, true
	case (b.First == '(' || b.First == '[') && r.noted(s[b.From:]):
		c.kind = closing // "Regulation(4)", "job(s)", "harbour[1]"
		return c, true
	case (isOpening(b.First) || b.First == '“' && b.To < len(s) && (letterAt(s, b.To) || digitAt(s, b.To))) && a.Kind == lm.Word:
		c.kind = glueOpen
		if r.d.joins(b.First) || b.First == '(' && capitalInside(s[a.From:a.To]) {
			c.kind = closing // "mend(hull)", "hullOf(boat)"
		}
		return c, !r.address(s, a.From)
	case a.Kind == lm.Mark && isOpening(b.First) && (isStop(a.Last) || r.closed(s, a)):
		c.kind = glueOpen // "EUR.(3,6", "West.“„nun"
		if strings.HasSuffix(s[a.From:a.To], "...") || a.Last == '!' && b.First == '[' {
			c.kind = closing // "...[the harbour", "![harbour](harbour.png)"
		}
		return c, !r.address(s, a.From)
	case b.First == '"' && a.Kind == lm.Word && b.To < len(s) && (letterAt(s, b.To) || digitAt(s, b.To)):
		c.kind = glueQuote // typewriter's marks open and close: "lub"kwota" is cut on either side
		return c, true
	case (a.Kind == lm.Word || isStop(a.Last)) && (strings.ContainsRune("—–", b.First) || b.First == '-' && b.To-b.From == 2) && (letterAt(s, b.To) || digitAt(s, b.To)):
		c.kind = closing // "give–take", "give--take"
		return c, true
	case (a.Kind == lm.Word || isStop(a.Last)) && (strings.ContainsRune("—–£$€#", b.First) || b.First == '-' && b.To-b.From == 2):
		c.kind = glueDash
		if b.First == '#' && (letterAt(s, b.To) || digitAt(s, b.To)) {
			return c, false // ".#harbour.old", "harbour#98"
		}
		if b.First == '$' && a.To-a.From < 4 && (a.Case == lm.Upper || a.To-a.From == 1) {
			return c, false // "US$", "R$"
		}
		if n := r.d.before[b.First]; isStop(a.Last) && n != nil && n[1] > 3 && n[1] > n[0] {
			c.kind = closing // "12.— The harbour"
		}
		return c, !strings.Contains(wordAround(s, a.From), "//")
	case a.Kind == lm.Mark && (a.Last == ',' || r.closed(s, a)) && strings.ContainsRune("£$#", b.First) && digitAt(s, b.To):
		c.kind = glueDash // "Monday,$500", and not "5,€"
		return c, true
	case r.produced && a.Space && emptyBrackets(a, b):
		c.kind = spaceClose // "the quay ()", and not "mend()"
		return c, true
	case r.produced && a.Kind == lm.Mark && (a.Last == '.' || a.Last == ')') && b.First == '/' && letterAt(s, b.To):
		c.kind = closing // "this./harbour"
		return c, true
	case b.To-b.From == 1 && (isClosing(b.First) || b.First == ';' || b.First == ':') && !digitAt(s, b.To):
		c.kind = closing
		return c, true
	case b.First == '"' && !opens(s, b), b.First == '…', b.First == '.' && b.To-b.From > 1:
		c.kind = closing // "enough"", "enough..."
		return c, true
	case strings.ContainsRune("!?»”“", b.First) && !isOpening(a.Last):
		c.kind = closing
		switch b.First {
		case '”', '“': // it opens, too, where texts have one mark for both: "Hän”vastaavaa"
			if b.To < len(s) && letterAt(s, b.To) && r.d.quotes(b.First) {
				c.kind = glueQuote
			}
		default:
			if r.d.setsApart(b.First) {
				c.kind = glueAfter
			}
		}
		return c, true
	}
	return c, false
}

// listing says of a comma that it is one of several in a word.
func listing(s string, at int) bool {
	word, _, _ := strings.Cut(s[strings.LastIndexByte(s[:at], ' ')+1:], " ")
	return within(word, ',') > 1
}

// behindMark says what kind of cut lies between a mark and a word or a number.
func (r *reader) behindMark(c cut, s string, a, b *lm.Token) (cut, bool) {
	switch {
	case a.Last == '-' && a.To-a.From == 1 && b.Kind == lm.Word && a.From > 0 && s[a.From-1] == ' ':
		c.kind = elision // "a dash -now", and "Radio 4 -kanavan"
		return c, true
	case a.Last == '"' && b.Kind == lm.Word && !opens(s, a):
		c.kind = glueQuote // likewise
		return c, true
	case b.Kind == lm.Word && r.appends(s, a, b), enumerates(s, b):
		return c, false
	case b.Kind == lm.Word && r.closed(s, a) && !r.lowQuote(s, a):
		if smiles(s, a) {
			return c, false
		}
		if a.Last == ',' && listing(s, a.From) {
			c.kind = closing // "boat,sail2,oar"
			return c, true
		}
		c.kind = glueAfter
		if strings.ContainsRune("“”»'’", a.Last) {
			c.kind = glueQuote
		}
		return c, !r.address(s, a.From)
	case b.Kind == lm.Number && (a.Last == ',' || r.closed(s, a)) && wordBefore(s, a.From) > 1:
		c.kind = glueAfter // "yacht,1987"
		return c, !r.address(s, a.From)
	case b.Kind == lm.Number && a.Last == '.' && a.To-a.From == 1 && (wordBefore(s, a.From) > 2 || a.From > 0 && s[a.From-1] == ' '):
		c.kind = glueStop // "it.58 %", "in .2013"
		return c, !r.address(s, a.From) && !sectionBehind(s, a.From) && !standard(lastWord(s[:a.From]))
	case a.Last == '.' && a.To-a.From == 1 && b.Kind == lm.Word && (b.To-b.From > 1 || b.To < len(s) && s[b.To] == ' ' || b.To == len(s)):
		// Not in abbreviations and addresses.
		c.kind = glueStop
		if r.inName(s, a, b) || referred(s, b) { // "harbour.mend(8)"
			return c, false
		}
		if n := wordBefore(s, a.From); n == 1 || n == 2 || b.Case == lm.Lower && !r.familiar(s, b, 2.3) {
			c.kind = elision // an initial, an abbreviation, "Node.js"
		}
		return c, !r.address(s, a.From) || a.From > 0 && digitAt(s, a.From-1) && !strings.Contains(wordAround(s, a.From), "@")
	}
	return c, false
}
