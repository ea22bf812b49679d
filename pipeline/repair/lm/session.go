package lm

import (
	"math"

	"github.com/recto/recto/pipeline/repair/lm/net"
)

// Session scores windows of tokens and remembers the scores. It is not safe
// for several goroutines.
type Session struct {
	m         *Model
	ids       map[[2]uint64]int32
	tokens    []entry
	windows   recent
	joints    recent
	junctions recent

	net   *net.Session // nil where the model has none
	ofNet []int32      // numbers in it, one above, 0 for none yet
}

// entry is what the model knows of one token.
type entry struct {
	id        uint64
	word      counts
	pWord     float64 // probability on its own
	logWord   float64
	frequency float64
	known     bool
	side      side
	token     net.Token
	alone     float64
	spelled   bool
}

// NewSession begins an empty session.
func NewSession(m *Model) *Session {
	s := &Session{
		m: m, ids: make(map[[2]uint64]int32, 1024), windows: recent{bits: 14}, joints: recent{bits: 15}, junctions: recent{bits: 15},
	}
	if m.net != nil {
		s.net = net.NewSession(m.net)
	}
	return s
}

// Reset forgets all tokens: numbers given out before are void.
func (s *Session) Reset() {
	clear(s.ids)
	s.windows.reset()
	s.joints.reset()
	s.junctions.reset()
	s.tokens, s.ofNet = s.tokens[:0], s.ofNet[:0]
	if s.net != nil {
		s.net.Reset()
	}
}

// Size is how many different tokens the session holds.
func (s *Session) Size() int { return len(s.tokens) }

// Number gives a token its number in the session.
func (s *Session) Number(t *Token) int32 {
	key := [2]uint64{t.ID, t.Shape}
	if n, ok := s.ids[key]; ok {
		return n
	}
	n := int32(len(s.tokens))
	s.ids[key] = n
	s.tokens = append(s.tokens, s.m.entry(t))
	s.ofNet = append(s.ofNet, 0)
	return n
}

// NumberIn is Number for a token of text: what is not listed is judged by its
// letters.
func (s *Session) NumberIn(text string, t *Token) int32 {
	n := s.Number(t)
	if e := &s.tokens[n]; t.Kind == Word && !e.spelled {
		e.spelled = true
		e.alone = s.m.Probability(text[t.From:t.To])
	}
	return n
}

func (m *Model) entry(t *Token) entry {
	e := entry{id: t.ID, frequency: math.Inf(-1), token: netToken(t)}
	var f uint64
	e.word, f = m.word.single(t.ID)
	e.known = f > 0 || e.word.n > 0
	e.pWord = unseen
	if e.known {
		e.frequency = frequencyOf(f)
		e.pWord += 0.2e-6 * math.Pow(10, e.frequency)
	}
	if m.word.pairs > 0 {
		e.pWord += 0.8 * e.word.before / m.word.pairs
	}
	e.side = m.side(t, f)
	e.logWord = math.Log(e.pWord)
	e.alone = e.logWord
	return e
}

// classOf is the class that a token counts as.
func (m *Model) classOf(t *Token, frequency uint64) uint64 {
	if t.Kind == Word && frequency >= m.frequent && m.frequent > 0 {
		return t.ID ^ uint64(t.Case)
	}
	return t.Shape
}

// Known says whether the model has seen the token or its list has it. Marks
// and numbers are always known.
func (s *Session) Known(n int32) bool { return s.tokens[n].known }

// Alone is the natural log of the token's probability anywhere.
func (s *Session) Alone(n int32) float64 { return s.tokens[n].alone }

// Frequency is the log10 of the token's count in a million, -Inf if unknown.
func (s *Session) Frequency(n int32) float64 { return s.tokens[n].frequency }

// Window of three tokens: how much likelier the last is after the other two
// than anywhere, and the first before them, as natural logs, added up.
func (s *Session) Window(a, b, c int32) float32 {
	key := together(a, b, c, 0, 0, 0)
	at, ok := s.windows.place(key)
	if ok {
		return s.windows.values[at]
	}
	ta, tb, tc := &s.tokens[a], &s.tokens[b], &s.tokens[c]
	ab, bc := s.pair(a, b), s.pair(b, c)
	var three float64
	if ab.n > 0 && bc.n > 0 {
		three = s.m.word.triple(ta.id, tb.id, tc.id)
	}
	f, g := interpolate(three, ab, bc, ta.word, tb.word, tc.word, ta.pWord, tc.pWord)
	// Against the tokens' own probabilities: what a reading gains by cutting a
	// rare word in two frequent ones is another matter.
	v := float32(f + g - tc.logWord - ta.logWord)
	s.windows.put(at, key, v)
	return v
}

// Seen says how often the model saw two tokens in a row.
func (s *Session) Seen(a, b int32) float64 { return s.pair(a, b).n }

// Share says how much of what the model saw of b follows a.
func (s *Session) Share(a, b int32) float64 {
	return s.pair(a, b).n / max(1, s.tokens[b].word.n)
}

// pair is not remembered: the table answers as fast as memory does.
func (s *Session) pair(a, b int32) counts { return s.m.word.pair(s.tokens[a].id, s.tokens[b].id) }

// ID is the ID of a token.
func (s *Session) ID(n int32) uint64 { return s.tokens[n].id }

// Joint is the log odds that text runs on from a, b to c, d, as against two
// places of a line put together at random. A number below 0 is a token that is
// not known.
func (s *Session) Joint(a, b, c, d int32) float64 {
	key := together(a, b, c, d, 0, 0)
	place, ok := s.joints.place(key)
	if ok {
		return float64(s.joints.values[place])
	}
	at := func(n int32) *side {
		if n < 0 {
			return &nobody
		}
		return &s.tokens[n].side
	}
	v := s.m.joint.logit(at(a), at(b), at(c), at(d))
	s.joints.put(place, key, float32(v))
	return float64(s.joints.values[place])
}

// temper takes the nets' scores down: on texts of another kind than they learned from they
// are surer than they are right.
const temper = 0.94

// Context is how many tokens on either side of a junction Junction looks at.
const Context = net.K

// Junction is the log odds that text runs on from left to right, both nearest
// first, as against other places of a line: what the net says, tempered. A number below 0
// is a token that is not known.
func (s *Session) Junction(left, right [Context]int32) float64 {
	if s.net == nil {
		return 0
	}
	for k := range left {
		left[k], right[k] = s.netNumber(left[k]), s.netNumber(right[k])
	}
	key := together(left[0], left[1], left[2], right[0], right[1], right[2])
	at, ok := s.junctions.place(key)
	if !ok {
		s.junctions.put(at, key, temper*s.net.Score(left, right))
	}
	return float64(s.junctions.values[at])
}

// together is the key of some numbers, those below 0 included.
func together(a, b, c, d, e, f int32) [3]uint64 {
	two := func(x, y int32) uint64 { return uint64(uint32(x+2))<<32 | uint64(uint32(y+2)) }
	return [3]uint64{two(a, b), two(c, d), two(e, f)}
}

// Familiar says whether the net has seen a token's word, so that Junction does
// not go by its shape and ending alone. So is a number below 0, and any where
// there is no net.
func (s *Session) Familiar(n int32) bool {
	return n < 0 || s.net == nil || s.net.Knows(s.netNumber(n))
}

func (s *Session) netNumber(n int32) int32 {
	if n < 0 {
		return n
	}
	if s.ofNet[n] == 0 {
		s.ofNet[n] = s.net.Number(s.tokens[n].token) + 1
	}
	return s.ofNet[n] - 1
}
