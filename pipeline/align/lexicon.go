package align

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/align/internal/model"
)

// Lexicon ties words of one language to words of another. It is learned from
// documents that are aligned already, and helps with the next ones.
type Lexicon struct{ entries []Entry }

// Entry is a source word, a target word, and how sure it is that one
// translates the other, in (0,1]. Words are folded: small letters, no accents,
// in Latin letters, cut to their stems.
type Entry struct {
	Source, Target string
	Strength       float64
}

// Entries are the lexicon's entries, ordered by source word, the surest first.
func (l *Lexicon) Entries() []Entry { return l.entries }

// LearnLexicon counts a lexicon from the beads of aligned documents that score
// at least floor.
func LearnLexicon(bitexts []*corpus.Bitext, floor float64) *Lexicon {
	var pairs [][2]string
	for _, b := range bitexts {
		for _, bead := range b.Beads {
			if bead.Score >= floor && len(bead.Src) > 0 && len(bead.Tgt) > 0 {
				pairs = append(pairs, [2]string{corpus.TextOf(b.Source.Segments, bead.Src), corpus.TextOf(b.Target.Segments, bead.Tgt)})
			}
		}
	}
	l := &Lexicon{}
	for _, e := range model.LearnEntries(pairs) {
		l.entries = append(l.entries, Entry{e.Source, e.Target, round(float64(e.Strength))})
	}
	l.sort()
	return l
}

func (l *Lexicon) sort() {
	slices.SortFunc(l.entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(b.Strength, a.Strength), cmp.Compare(a.Target, b.Target))
	})
}

// WriteLexicon writes a line an entry: source, tab, target, tab, strength.
func WriteLexicon(w io.Writer, l *Lexicon) error {
	out := bufio.NewWriter(w)
	for _, e := range l.entries {
		fmt.Fprintf(out, "%s\t%s\t%.4f\n", e.Source, e.Target, e.Strength)
	}
	return out.Flush()
}

// ReadLexicon reads what WriteLexicon wrote. Errors name the line.
func ReadLexicon(r io.Reader) (*Lexicon, error) {
	l := &Lexicon{}
	in := bufio.NewScanner(r)
	for n := 1; in.Scan(); n++ {
		if in.Text() == "" {
			continue
		}
		f := strings.Split(in.Text(), "\t")
		if len(f) != 3 || f[0] == "" || f[1] == "" {
			return nil, fmt.Errorf("lexicon, line %d: want source, tab, target, tab, strength", n)
		}
		x, err := strconv.ParseFloat(f[2], 64)
		if err != nil || !(x > 0 && x <= 1) {
			return nil, fmt.Errorf("lexicon, line %d: %q is no strength above 0 and up to 1", n, f[2])
		}
		l.entries = append(l.entries, Entry{f[0], f[1], x})
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	l.sort()
	return l, nil
}

// model hands the entries on.
func (l *Lexicon) model() []model.Entry {
	if l == nil {
		return nil
	}
	out := make([]model.Entry, len(l.entries))
	for k, e := range l.entries {
		out[k] = model.Entry{Source: e.Source, Target: e.Target, Strength: float32(e.Strength)}
	}
	return out
}
