package net

// Panel is nets that judge together. They begin with other numbers and come to
// other errors, so that the mean of their scores is better than each (Hansen,
// Salamon 1990); the second may be far smaller than the first.
type Panel []*Net

// TrainPanel trains a net for each of the settings.
func TrainPanel(text []Token, spaced []bool, settings []Settings) (Panel, error) {
	var p Panel
	for _, s := range settings {
		n, err := Train(text, spaced, s)
		if err != nil {
			return nil, err
		}
		p = append(p, n)
	}
	return p, nil
}

// ParsePanel reads nets in place, one after the other: data must not change
// afterwards.
func ParsePanel(data []byte) (Panel, error) {
	var p Panel
	for len(data) > 0 {
		n, rest, err := parse(data)
		if err != nil {
			return nil, err
		}
		p, data = append(p, n), rest
	}
	return p, nil
}

// Bytes are the nets as ParsePanel reads them.
func (p Panel) Bytes() []byte {
	var b []byte
	for _, n := range p {
		b = append(b, n.data...)
	}
	return b
}

// Sitting is a session of each net of a panel, see Session.
type Sitting []*Session

// NewSitting begins empty sessions.
func NewSitting(p Panel) Sitting {
	var s Sitting
	for _, n := range p {
		s = append(s, NewSession(n))
	}
	return s
}

// Reset forgets all tokens: numbers given out before are void.
func (s Sitting) Reset() {
	for _, one := range s {
		one.Reset()
	}
}

// Number gives a token its number, the same in each session, from 0 on.
func (s Sitting) Number(t Token) (n int32) {
	for _, one := range s {
		n = one.Number(t)
	}
	return n
}

// Score is the mean of the nets' scores, 0 where there is none; see
// Session.Score.
func (s Sitting) Score(left, right [K]int32) float32 {
	if len(s) == 0 {
		return 0
	}
	sum := float32(0)
	for _, one := range s {
		sum += one.Score(left, right)
	}
	return sum / float32(len(s))
}
