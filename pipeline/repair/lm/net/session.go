package net

// Session scores junctions. It remembers what the first layer makes of a token
// at each place. It is not safe for several goroutines.
type Session struct {
	net     *Net
	numbers map[Token]int32
	tokens  [][kinds]int32 // rows
	slots   [][2 * K]int32 // one above the number of the vector, 0 for none
	vectors []float32
	vector  int // used
	limit   int
	second  []float32
	token   []float32
	hidden  []float32
	live    []int32
	upper   []float32
}

// remembered is how many vectors of the first layer a session holds at most:
// some 16 MB of them.
const remembered = 1 << 15

// Clip is the bound of a score, either way.
const Clip = 12

// NewSession begins an empty session.
func NewSession(n *Net) *Session {
	s := &Session{
		net: n, limit: remembered, numbers: make(map[Token]int32, 1024),
		token: make([]float32, n.width), hidden: make([]float32, n.hidden), live: make([]int32, n.hidden), upper: make([]float32, n.upper),
		second: make([]float32, n.hidden*n.upper),
	}
	for i := range n.hidden {
		n.second.add(s.second[i*n.upper:][:n.upper], i, 1)
	}
	return s
}

// Reset forgets all tokens: numbers given out before are void.
func (s *Session) Reset() {
	clear(s.numbers)
	s.tokens, s.slots, s.vector = s.tokens[:0], s.slots[:0], 0
}

// Number gives a token its number in the session, from 0 on.
func (s *Session) Number(t Token) int32 {
	if n, ok := s.numbers[t]; ok {
		return n
	}
	n := int32(len(s.tokens))
	s.numbers[t] = n
	s.tokens = append(s.tokens, [kinds]int32{s.net.row(word, t.Word), s.net.row(shape, t.Shape), s.net.row(ending, t.Ending)})
	s.slots = append(s.slots, [2 * K]int32{})
	return n
}

// Score is the log odds that text runs on from left, nearest first, to right,
// as against another place within a line's length, between -Clip and Clip. A
// number below 0 is a token that is not known: it says nothing.
func (s *Session) Score(left, right [K]int32) float32 {
	h := s.hidden
	copy(h, s.net.bias)
	for k, t := range left {
		if t >= 0 {
			s.sum(h, t, k)
		}
	}
	for k, t := range right {
		if t >= 0 {
			s.sum(h, t, K+k)
		}
	}
	n := len(s.upper)
	outer := s.net.outer
	u := s.upper
	copy(u, outer[:n])
	// What is rectified away is half of it; the rest goes four rows at a time,
	// filled up with rows times 0, so that the sums stay in registers.
	live := s.live[:0]
	for i, x := range h {
		if x > 0 {
			live = append(live, int32(i))
		}
	}
	for ; len(live) > 0; live = live[min(4, len(live)):] {
		var x [4]float32
		var w [4][]float32
		for k := range w {
			i := live[0]
			if k < len(live) {
				i = live[k]
				x[k] = h[i]
			}
			w[k] = s.second[int(i)*n:][:len(u)]
		}
		w0, w1, w2, w3 := w[0], w[1], w[2], w[3]
		w0, w1, w2, w3 = w0[:len(u)], w1[:len(u)], w2[:len(u)], w3[:len(u)]
		x0, x1, x2, x3 := x[0], x[1], x[2], x[3]
		for j := range u {
			u[j] += float32(x0*w0[j]) + float32(x1*w1[j]) + (float32(x2*w2[j]) + float32(x3*w3[j]))
		}
	}
	z := outer[2*n]
	for j, x := range u {
		if x > 0 {
			z += float32(x * outer[n+j])
		}
	}
	if z != z { // a net that was not trained but made up
		return 0
	}
	return min(Clip, max(-Clip, z))
}

// sum adds what the first layer makes of a token at a place.
func (s *Session) sum(h []float32, t int32, place int) {
	n := len(h)
	at := int(s.slots[t][place]) - 1
	if at < 0 {
		if s.vector == s.limit {
			clear(s.slots)
			s.vector = 0
		}
		at = s.vector
		s.vector++
		if len(s.vectors) < s.vector*n {
			s.vectors = append(s.vectors, make([]float32, n)...)
		}
		s.slots[t][place] = int32(s.vector)
		s.first(s.vectors[at*n:][:n], t, place)
	}
	for i, x := range s.vectors[at*n:][:n] {
		h[i] += x
	}
}

func (s *Session) first(dst []float32, t int32, place int) {
	clear(dst)
	clear(s.token)
	for _, r := range s.tokens[t] {
		s.net.addRow(s.token, r)
	}
	for d, x := range s.token {
		s.net.first.add(dst, place*s.net.width+d, x)
	}
}
