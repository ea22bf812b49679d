package repair

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// ledger counts which bytes of a text have been used.
type ledger struct {
	text string
	used []uint64
}

func newLedger(text string) *ledger {
	return &ledger{text: text, used: make([]uint64, len(text)/64+1)}
}

// use marks text[from:to]; a character that is not white space and was used
// before is an error.
func (l *ledger) use(from, to int) error {
	if from < 0 || to > len(l.text) || from > to {
		return fmt.Errorf("piece %d-%d is not in the text", from, to)
	}
	for i := from; i < to; i++ {
		if l.used[i>>6]>>(i&63)&1 == 1 {
			return fmt.Errorf("byte %d is used twice", i)
		}
		l.used[i>>6] |= 1 << (i & 63)
	}
	return nil
}

// whole says whether every character of text[from:to] that is not white space
// was used.
func (l *ledger) whole(from, to int) error {
	for i := from; i < to; {
		if l.used[i>>6]>>(i&63)&1 == 1 {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(l.text[i:])
		if !unicode.IsSpace(r) {
			return fmt.Errorf("%q at byte %d is lost", r, i)
		}
		i += n
	}
	return nil
}

// unused gives the stretches of the text that were not used.
func (l *ledger) unused() (out [][2]int) {
	for i := range len(l.text) {
		switch used := l.used[i>>6]>>(i&63)&1 == 1; {
		case used:
		case len(out) > 0 && out[len(out)-1][1] == i:
			out[len(out)-1][1]++
		default:
			out = append(out, [2]int{i, i + 1})
		}
	}
	return out
}

// permutation proves that the paragraphs and what was removed hold every
// character of the text once, and that pieces render the paragraphs' texts.
func permutation(text string, paragraphs []corpus.Paragraph, removed []corpus.Removed) error {
	l := newLedger(text)
	for _, p := range paragraphs {
		if corpus.Join(text, p.Pieces) != p.Text {
			return fmt.Errorf("paragraph %s: its pieces do not rebuild its text", p.ID)
		}
		for _, q := range p.Pieces {
			if !isSpace(q.Before) {
				return fmt.Errorf("paragraph %s: %q was put in", p.ID, q.Before)
			}
			if err := l.use(q.From, q.To); err != nil {
				return fmt.Errorf("paragraph %s: %w", p.ID, err)
			}
		}
	}
	for _, r := range removed {
		if err := l.use(r.From, r.To); err != nil {
			return fmt.Errorf("%s removed in line %d: %w", r.Kind, r.Line, err)
		}
	}
	return l.whole(0, len(text))
}

func isSpace(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}
