package order

import "slices"

// Some readers see no space where the face of the letters changes, and set "the fileMakefilehas".
// Such a phrase is glued on both sides and stands where it stood, but its marks are those of
// one that moved. What tells them apart is that no hole is left anywhere; and that many of
// the marked lines read well in no order, where of a text that lost its holes most do.
const (
	readsWell = 2. / 3 // of the marked lines of a text whose holes were lost
	neither   = 0.9    // that share, and twice the share of those that show a hole
)

// shown counts what the marked lines of a document show.
type shown struct{ marked, moved, holed int }

// add takes in a marked line and what was made of it.
func (s *shown) add(l *line, o *Outcome) {
	s.marked++
	if o.Changed && !o.Best.inPlace {
		s.moved++
		s.holed += one(l.holed())
	}
}

// gluesFaces says that phrases are glued where they stood, and none moved.
func (s *shown) gluesFaces() bool {
	moved := float64(s.moved) / float64(max(s.marked, 1))
	holed := float64(s.holed) / float64(max(s.moved, 1))
	return moved < readsWell && moved+2*holed < neither
}

// inPlaceOnly are the readings that move nothing, in their order, as likely as they are
// among themselves.
func inPlaceOnly(readings []Reading) []Reading {
	out := slices.DeleteFunc(slices.Clone(readings), func(x Reading) bool { return !x.same && !x.inPlace })
	sum := 0.0
	for i := range out {
		sum += out[i].Posterior
	}
	for i := range out {
		out[i].Posterior /= max(sum, negligible)
	}
	return out
}
