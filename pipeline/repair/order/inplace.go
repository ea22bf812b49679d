package order

import (
	"math"
	"strings"
)

// A phrase that stood at its line's end came last anyway: where it was glued to what stands
// before it, the line reads as it came but for a space. Whether a producer does so is
// seen by its lines that read so beyond doubt, and says much of those that may.

const (
	oftenInPlace  = 5.  // such readings are so much likelier in a document of such a producer
	seldomInPlace = 0.2 // and in another's
	otherProducer = 3.  // nats that speak for another, to begin with
	usualInPlace  = 0.2 // share of the lines that may read so and do, where the scorer learned
	showsInPlace  = .5  // nats from which on a document shows such lines
)

// learnInPlace finds whether the document's producer leaves such lines, by how likely
// they seem each by itself, and how many of those that may be such are: where many words
// are long, as in Finnish, few of them are two.
func (r *reader) learnInPlace(posteriors []float64) {
	odds := -otherProducer
	for _, p := range posteriors {
		odds += math.Log((1 - p + oftenInPlace*p) / (1 - p + seldomInPlace*p))
	}
	rate := Rate(posteriors, usualInPlace, 0)
	likelier := rate / (1 - rate) * (1 - usualInPlace) / usualInPlace
	r.inPlace = math.Log(min(oftenInPlace, max(1, likelier))) / (1 + math.Exp(-odds))
}

// inPlace says that a reading moves nothing and puts spaces in, none before what is no word.
func (c *candidate) inPlace(l *line) bool {
	for _, k := range c.cuts {
		if l.cuts[k].unknown > 0 {
			return false
		}
	}
	for k := 1; k < len(c.runs); k++ {
		if c.runs[k].a != c.runs[k-1].b {
			return false
		}
	}
	return len(c.text) > len(l.text) && strings.ReplaceAll(c.text, " ", "") == strings.ReplaceAll(l.text, " ", "")
}

// inPlace is how likely a line reads so.
func (l *line) inPlace() float64 {
	p := 0.0
	for _, c := range l.readings {
		if c.inPlace(l) {
			p += c.post
		}
	}
	return p
}
