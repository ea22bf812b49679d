package net

// Session scores junctions. It remembers what the first layer makes of a token
// at each place, so far as there is room for it, and the numbers of tokens
// until it is reset. It does not remember scores. It is not safe for several
// goroutines.
type Session struct {
	net     *Net
	numbers map[Token]int32
	tokens  [][kinds]int32 // rows of each
	slots   [][2 * K]int32 // of a token at a place: one above the number of its vector, 0 for none
	vectors [][]float32    // of the hidden units, shelf by shelf
	vector  int            // so many are in use
	limit   int            // so many may be
	second  []float32      // the second layer's weights

	// The work of one score.
	token, hidden, upper []float32
	live                 []int32 // hidden units above 0
}

// remembered is how many vectors of the first layer a session holds at most,
// in the usual size some 16 MB.
const remembered = 1 << 15

// shelf is how many of them have memory together: it grows without being moved.
const shelf = 64

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

// Knows says whether a token's word has a row: any other is judged by its shape
// and its ending alone.
func (s *Session) Knows(n int32) bool { return s.tokens[n][word] >= kinds }

// Score is the log odds that text runs on from left, nearest first, to right,
// as against another place within a line's length, between -Clip and Clip. A
// number below 0 stands for what lies beyond what is known, and says nothing;
// training knows it in the places farthest from the junction. Other numbers
// must be of this session.
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
	live := s.live[:0]
	for i, x := range h {
		if x > 0 {
			live = append(live, int32(i))
		}
	}
	// Four rows at a time, filled up with rows times 0: the sums stay in registers.
	at := func(k int) (float32, []float32) {
		if k >= len(live) {
			return 0, s.second[:len(u)]
		}
		i := int(live[k])
		return h[i], s.second[i*n:][:len(u)]
	}
	for k := 0; k < len(live); k += 4 {
		x0, w0 := at(k)
		x1, w1 := at(k + 1)
		x2, w2 := at(k + 2)
		x3, w3 := at(k + 3)
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
		if at == len(s.vectors)*shelf {
			s.vectors = append(s.vectors, make([]float32, shelf*n))
		}
		s.slots[t][place] = int32(s.vector)
		s.first(s.stored(at), t, place)
	}
	for i, x := range s.stored(at)[:n] {
		h[i] += x
	}
}

// stored is the vector of a number.
func (s *Session) stored(at int) []float32 {
	n := len(s.hidden)
	return s.vectors[at/shelf][at%shelf*n:][:n]
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
