package page

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
)

// verdict says whether a bead needs a look, and why.
type verdict struct {
	rank     int      // 0: no translation, 1: a grave finding, 2: a doubt; -1: none needed
	severity string   // "open", "error", "warning", "info", ""
	why      string   // the gravest reason, one sentence
	lines    []string // all of them
	doubt    int      // number of a doubt about the source, 0 if there is none
	filter   []string
}

// Reasons that are no failure of an engine.
const (
	notAsked = "not-asked" // the user wanted no translation
	oneSided = "one-sided" // the alignment found nothing on the other side
)

// sentenceOf makes a finding's message a sentence.
func sentenceOf(s string) string {
	if s = visible(s); s == "" {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(r)) + s[n:]
	if last, _ := utf8.DecodeLastRuneInString(s); unicode.IsLetter(last) || unicode.IsDigit(last) {
		s += "."
	}
	return s
}

// judge looks at a bead. What a person decided needs no second look.
func (v *builder) judge(bead *corpus.Bead, s *section) verdict {
	out := verdict{rank: -1}
	settled := settled(bead)
	raise := func(rank int, severity, why string) {
		out.lines = append(out.lines, why)
		if settled {
			return
		}
		if out.rank < 0 || rank < out.rank {
			out.rank, out.severity, out.why = rank, severity, why
		}
	}
	if v.out.HasTarget && bead.Reason != notAsked {
		src, tgt := len(bead.Src) > 0, len(bead.Tgt) > 0
		switch {
		case bead.Reason != "" && bead.Reason != oneSided, bead.State == corpus.Untranslated && src && !tgt && bead.Reason == "" && bead.Origin.Kind != corpus.OriginHuman:
			raise(0, "open", "No translation: "+say(reasonWords, bead.Reason)+".")
			out.filter = append(out.filter, "open")
			v.out.OpenCount++
		case src && !tgt:
			raise(2, "warning", "Nothing in the target answers to it.")
		case tgt && !src:
			raise(2, "warning", "Nothing in the source answers to it.")
		case bead.Score < v.o.Bar:
			raise(2, "warning", "The alignment is not sure: "+percent(bead.Score)+".")
		}
	}
	info := false
	for _, f := range bead.Findings {
		code := strings.Join(strings.Fields(visible(f.Code)), "-")
		v.codes[code]++
		out.filter = append(out.filter, "code:"+code)
		switch f.Severity {
		case corpus.Grave:
			raise(1, "error", sentenceOf(f.Message))
		case corpus.Minor:
			raise(2, "warning", sentenceOf(f.Message))
		default:
			out.lines = append(out.lines, sentenceOf(f.Message))
			info = true
		}
	}
	for _, k := range valid(bead.Src, v.b.Source.Segments) {
		if n, why := v.doubted(v.b.Source.Segments[k], s); n > 0 && out.doubt == 0 {
			raise(2, "warning", "The source may be out of order: "+why+".")
			out.lines = out.lines[:len(out.lines)-1] // the line says it itself
			out.doubt = n
		}
	}
	if out.rank >= 0 {
		out.filter = append(out.filter, "look")
	} else if info || settled && len(out.lines) > 0 {
		out.severity = "info"
	}
	return out
}

// doubted gives the number of the first doubt about a line that a segment has a
// part of, 0 if there is none, and its reason.
func (v *builder) doubted(seg corpus.Segment, s *section) (first int, why string) {
	if seg.Para < 0 || seg.Para >= len(v.b.Source.Paragraphs) {
		return 0, ""
	}
	t := v.trace(seg.Para)
	for _, p := range seg.Pieces {
		for _, i := range t.doubts.touching(p.From, p.To) {
			if n := v.doubt(s, t, i); first == 0 {
				first, why = n, say(doubtWords, t.paragraph.Doubts[i].Reason)
			}
		}
	}
	return first, why
}

func sortedCodes(codes map[string]int) []codeCount {
	var out []codeCount
	for c, n := range codes {
		out = append(out, codeCount{c, n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Code < out[j].Code
	})
	return out
}
