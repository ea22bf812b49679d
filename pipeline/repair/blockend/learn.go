package blockend

import (
	"strings"

	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

// What tells how well two words go together, by place in a joint's vector.
const (
	jNet       = iota // what the net says, in nats; what is counted where there is none
	jUnlike           // as far as that is below -4
	jAlike            // as far as it is above 4
	jCounted          // what is counted, in nats, where the net knows both words
	jCountedOf        // one of them
	jCountedNo        // none
	jWords            // of the three words around the joint, both ways
	jPair             // log of how often the document has the two elsewhere
	jTriple           // the same of three
	jUnseen           // neither document nor model have them
	jSmall            // a small letter behind a full stop
	jCapital          // a capital behind anything else
	jClash            // a mark behind another
	joints
)

type jointVector [joints]float64

// JointNames are the names of a joint's weights, for the generated code.
var JointNames = [...]string{
	jNet: "jNet", jUnlike: "jUnlike", jAlike: "jAlike", jCounted: "jCounted", jCountedOf: "jCountedOf",
	jCountedNo: "jCountedNo", jWords: "jWords", jPair: "jPair", jTriple: "jTriple", jUnseen: "jUnseen",
	jSmall: "jSmall", jCapital: "jCapital", jClash: "jClash",
}

// What a page's best tail says for the document, by place in its vector.
const (
	tNone    = iota // no tail of two phrases
	tTail           // one
	tPhrases        // log of how many
	tTotal          // root of the nats that it gains
	tGain           // the nats that a phrase gains
	tFilled         // log of the broken lines that are whole again
	tSmall          // share of phrases that begin with a small letter
	tApart          // share that goes between paragraphs
	tSigns          // log of the holes and short lines, a phrase
	tLast           // it stands at the page's end
	tSure           // mean log of the posterior
	tails
)

type tailVector [tails]float64

// TailNames are the names of a tail's weights, for the generated code.
var TailNames = [...]string{
	tNone: "tNone", tTail: "tTail", tPhrases: "tPhrases", tTotal: "tTotal", tGain: "tGain", tFilled: "tFilled",
	tSmall: "tSmall", tApart: "tApart", tSigns: "tSigns", tLast: "tLast", tSure: "tSure",
}

func dot(v, w []float64) float64 {
	s := 0.0
	for i, x := range v {
		s += x * w[i]
	}
	return s
}

// Use has the finder take other weights than those it came with: by [JointNames],
// and by [MergeNames] for pages where holes do not show, and where they do.
func (f *Finder) Use(joints []float64, merges [2][]float64) {
	copy(f.joints[:], joints)
	for i, w := range merges {
		copy(f.merges[i][:], w)
	}
}

// Says is what a document's pages say for its damage, added up: by [TailNames],
// first of the pages where holes do not show, then of those where they do. The
// document's odds are linear in it. It takes the page as [Finder.Made] does.
func (f *Finder) Says(page *layout.Page) []float64 {
	var lines [][]Line
	for _, p := range Pages(page) {
		lines = append(lines, p.Lines)
	}
	out := make([]float64, 2*tails)
	f.each(page.Text, lines, func(best *Found, lines int) {
		var v tailVector
		best.speak(&v, lines)
		for i, x := range v {
			out[one(best.shows)*tails+i] += x
		}
	})
	return out
}

// Scene is a page whose phrases were taken out, to learn from where they go.
type Scene struct {
	// Gaps are the places of the body where a phrase may go, in order: the byte of
	// the word or mark that it goes before. They lie inside the paragraphs.
	Gaps []int

	ear     *ear
	at      []int // the token that each gap stands before
	body    []int32
	phrases [][]int32
}

// NewScene takes in a page: its body, a paragraph a line, and its phrases.
func NewScene(m *lm.Model, body string, phrases []string) *Scene {
	s := &Scene{ear: &ear{Session: lm.NewSession(m), said: lm.NewTally(len(body) / bytesOfToken)}}
	from := 0
	for line := range strings.Lines(body) {
		s.ear.hear(line, []Line{{To: len(line)}})
		tokens := lm.Tokens(nil, line)
		for i := range tokens {
			if i > 0 && tokens[i].Space {
				s.Gaps, s.at = append(s.Gaps, from+tokens[i].From), append(s.at, len(s.body))
			}
			s.body = append(s.body, s.ear.number(&tokens[i]))
		}
		from += len(line)
	}
	for _, p := range phrases {
		s.ear.hear(p, []Line{{To: len(p)}})
		tokens := lm.Tokens(nil, p)
		var nums []int32
		for i := range tokens {
			nums = append(nums, s.ear.number(&tokens[i]))
		}
		s.phrases = append(s.phrases, nums)
	}
	return s
}

// Gains is what a phrase says for a gap, by [JointNames]: both of its joints, over
// the body's that it parts. The gap has such a place in Gaps.
func (s *Scene) Gains(phrase, gap int) []float64 {
	p, at := s.phrases[phrase], s.at[gap]
	l, r := backwards(s.body[max(0, at-lm.Context):at]), forwards(s.body[at:min(len(s.body), at+lm.Context)])
	var enters, leaves, stays jointVector
	s.ear.tell(&enters, l, forwards(p[:min(len(p), lm.Context)]).then(r), 0)
	s.ear.tell(&leaves, backwards(p[max(0, len(p)-lm.Context):]).then(l), r, 0)
	s.ear.tell(&stays, l, r, 1)
	out := make([]float64, joints)
	for i := range out {
		out[i] = enters[i] + leaves[i] - stays[i]
	}
	return out
}
