package order

// A program that moves phrases does so throughout. So how sure one line has to be hangs on
// how many of the document's lines are out of order, all in all: where that is one in ten,
// an odd word of a sound text is likelier than a phrase that moved.

// Rate is the share of lines that are out of order by the probability of each, which was
// learned where the usual share is: the share that makes all of them likeliest (EM: Dempster,
// Laird, Rubin 1977). Others are lines that are certain to be in order.
func Rate(posteriors []float64, usual, others float64) float64 {
	const rounds = 20
	rate := 0.5
	for range rounds {
		sum := 0.5
		for _, p := range posteriors {
			moved, came := p*rate/usual, (1-p)*(1-rate)/(1-usual)
			sum += moved / (moved + came)
		}
		rate = sum / (float64(len(posteriors)) + 1 + others)
	}
	return rate
}

// rates is what a document's marked lines say of each other.
type rates struct {
	moved []float64 // how likely each is out of order
}

const (
	unmarked = 20.  // unmarked lines count as a marked one that is in order
	surest   = 0.99 // a line says no more than that of the others
	oddsOf   = 30.  // against a line, times the square of those against all of them
)

// add takes in a marked line.
func (s *rates) add(moved float64) { s.moved = append(s.moved, min(moved, surest)) }

// least gives the odds that a line has to have for being out of order, in a document of so
// many lines. The odds of all of them count twice: what is learned from damaged texts is too
// sure of words that these do not have, and these are most of what is marked in a sound one.
func (s *rates) least(lines int) float64 {
	rate := Rate(s.moved, 0.5, float64(lines)/unmarked)
	against := (1 - rate) / rate
	return oddsOf * against * against
}

// outOfOrder is how likely any reading of a line is but that it came in order.
func outOfOrder(readings []Reading) float64 {
	p := 0.0
	for _, x := range readings {
		if !x.same {
			p += x.Posterior
		}
	}
	return p
}
